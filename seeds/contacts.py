"""Keeping contact details out: they need consent, which a downloaded list cannot give."""

from __future__ import annotations

import re

_PHONE = re.compile(
    r"(?:tel(?:ephone)?|phone|mob(?:ile)?)?[.:]?\s*(?:\+44|\b0)[\d\s()-]{8,14}\d\b", re.I
)
_COLUMN = re.compile(r"e_?-?mail|phone|mobile|telephone|\btel\b|contact", re.IGNORECASE)


def is_contact_column(name: str) -> bool:
    """Whether a column's name says that it holds how to reach somebody."""
    return bool(_COLUMN.search(name))


def is_contact(text: str) -> bool:
    """Whether a text is an e-mail address or a telephone number and nothing else."""
    bare = text.strip()
    return (
        bool(bare)
        and not without_contacts(bare)
        and (any(map(_is_email, bare.split())) or bool(_PHONE.search(bare)))
    )


def without_contacts(text: str) -> str:
    """A text without e-mail addresses and telephone numbers, its spaces made single."""
    if "@" in text:
        text = " ".join("" if _is_email(word) else word for word in text.split())
    return " ".join(re.sub(r"\(\s*\)", " ", _PHONE.sub(" ", text)).split()).strip(" ,;|-")


def _is_email(word: str) -> bool:
    """Whether a word holds an e-mail address: something, @, something, a dot, something.

    Looked for from left to right, once: a pattern would try every @ with every dot.
    """
    at = word.find("@", 1)
    dot = word.find(".", at + 2) if at > 0 else -1
    return 0 < dot < len(word) - 1
