"""Writing a letter: plain text from a template of ``service/templates/letters``.

The first line of a template is the subject. Whatever is put into one stands on a single line
without control characters, so that nobody's name becomes a header or a paragraph of ours; what
people wrote in several lines goes through the filter ``quoted``.
"""

from __future__ import annotations

import unicodedata
import uuid
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.model import Letter

FOLDER = Path(__file__).parent.parent / "templates" / "letters"
SUBJECT_LENGTH = 150


class _Lines(str):
    """Text whose lines are to stay."""

    __slots__ = ()


def one_line(value: object) -> object:
    """A value as it stands in a letter: on one line, without control characters."""
    if isinstance(value, _Lines) or not isinstance(value, str):
        return value
    return " ".join(_printable(value).split())


def quoted(text: str) -> str:
    """What somebody wrote, line by line behind a mark, so that it is never taken for ours."""
    return _Lines("\n".join(f"> {one_line(line)}" for line in text.splitlines()))


def letter(
    template: str, *, to: str, url: str, at: datetime, unsubscribe: str = "", **words: object
) -> Letter:
    """Write a letter; nothing is kept or sent yet.

    Parameters
    ----------
    template
        A file of the folder, without its ending; the letter's purpose.
    to
        The address.
    url
        The public address of Hedgerow.
    at
        The moment, UTC.
    unsubscribe
        Where one says that one wants no more letters like this; empty where it is sent
        because somebody asked for it.
    **words
        What the template names.
    """
    known = {"url": url, "unsubscribe": unsubscribe, **words}
    text = _environment().get_template(f"{template}.txt").render(known)
    subject, _, body = text.strip().partition("\n")
    return Letter(
        id=uuid.uuid4().hex,
        to=to,
        subject=_short(" ".join(subject.split())),
        text=body.strip() + "\n",
        purpose=template,
        unsubscribe=unsubscribe,
        written_at=at,
    )


@cache
def _environment() -> Environment:
    environment = Environment(  # nosec B701 # letters are plain text
        loader=FileSystemLoader(FOLDER),
        autoescape=False,  # noqa: S701 - plain text, which nothing reads as HTML
        undefined=StrictUndefined,
        finalize=one_line,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = quoted
    return environment


def _printable(text: str) -> str:
    """Text with a space for each sign that is not to be seen, such as one that turns the line."""
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") else sign
        for sign in text
    )


def _short(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1] + "…"
