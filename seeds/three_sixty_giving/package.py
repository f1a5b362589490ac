"""Grants out of a JSON package, and out of whatever file there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import RowError
from seeds.files import contents, format_of, lenient_text_of
from seeds.reading import refusal

GRANTS = 500_000


@dataclass(slots=True, kw_only=True)
class Package:
    """The grants of a file, before anything is made of them.

    Attributes
    ----------
    file
        The file's name.
    grants
        Where each stands (its row; in JSON its place in the list, from 1), and the grant as the
        JSON form has it. Cells of a spreadsheet are still text.
    about
        What the package says of itself, in the fields of the standard.
    notes
        What was passed over.
    refused
        Rows that could not be joined to their grant.
    columns
        By field ("amountAwarded"), the column of a spreadsheet.
    """

    file: str
    grants: list[tuple[int, Any]]
    about: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: list[RowError] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)


def is_json(path: Path) -> bool:
    """Whether a file holds JSON and not a table: its first bytes tell, packed ones its name."""
    if format_of(path) != "text":
        return False
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if ".json" in suffixes:
        return True
    with path.open("rb") as file:
        start = file.read(64).replace(b"\x00", b"")  # UTF-16 too
        return start.lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def read_package(path: Path) -> Package:
    """Read a JSON package, or a bare list of grants.

    Raises
    ------
    FileRefused
        It is no JSON, or has no list of grants.
    """
    text, note = lenient_text_of(path.name, contents(path))
    document = _document(path, text)
    notes = [note] if note else []
    about: Mapping[str, Any] = {}
    if isinstance(document, list):
        grants: Any = document
        notes.append("The file is a list of grants and no package; it was read as one.")
    elif isinstance(document, dict):
        grants = document.get("grants")
        about = {key: value for key, value in document.items() if key != "grants"}
    else:
        grants = None
    if not isinstance(grants, list):
        raise refusal(
            path.name,
            "This is no 360Giving package: it has no list called “grants”. A package is "
            'written {"grants": […]}.',
            column="grants",
        )
    if not grants:
        raise refusal(path.name, "The package holds no grant.", column="grants")
    if len(grants) > GRANTS:
        raise refusal(path.name, f"The package has more than {GRANTS:,} grants; split it.")
    return Package(
        file=path.name, grants=list(enumerate(grants, start=1)), about=about, notes=notes
    )


def _document(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise refusal(
            path.name,
            f"The file is not sound JSON: {error.msg}, character {error.colno:,}. "
            "It may be cut off.",
            row=error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of 5,000 digits
        raise refusal(
            path.name, "The file is not sound JSON: something in it is too deep or too long."
        ) from error
