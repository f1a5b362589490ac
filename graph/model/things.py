"""What every record has: an id, a source, and the day when somebody last said it is right."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData

NAME_LENGTH = 300
TEXT_LENGTH = 5_000

# Great Britain and its islands, degrees east and north (EPSG:4326), with a margin at sea.
WEST, EAST, SOUTH, NORTH = -9.0, 2.1, 49.7, 61.0

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,119}")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_WEB = re.compile(r"https?://[^\s<>\"]+\Z")
_SHOWN = 60  # characters of a wrong id that its message repeats
_INVISIBLE = {"Cf", "Zs"}  # Unicode's format characters (zero-width space) and spaces


def require_id(value: str, field: str = "id") -> None:
    """Refuse an id that could not stand in a web address."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        shown = str(value)
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        raise InvalidData(
            f"“{shown}” is not an id; use up to 120 letters, digits and . _ : ~ - "
            "beginning with a letter or digit.",
            field=field,
        )


def require_text(value: str, field: str, *, longest: int = TEXT_LENGTH, empty: bool = True) -> None:
    """Refuse text that is missing where it must not be, too long, or has control characters."""
    if not empty and not _visible(value):
        raise InvalidData(f"The {field} is empty; every record needs one.", field=field)
    if len(value) > longest:
        raise InvalidData(
            f"The {field} has {len(value):,} characters; at most {longest:,} fit.", field=field
        )
    if not value.isprintable() and _CONTROL.search(value):
        raise InvalidData(
            f"The {field} holds a control character; take it out and save again.", field=field
        )


def _visible(value: str) -> bool:
    """Whether any character leaves a mark; a name of zero-width spaces looks like none."""
    if value.isascii():
        return bool(value.strip())
    return any(
        not character.isspace() and unicodedata.category(character) not in _INVISIBLE
        for character in value
    )


def require_web_address(value: str, field: str) -> None:
    """Refuse what is not an http or https address; the empty text is no address."""
    if value and not _WEB.match(value):
        raise InvalidData(
            f"“{value}” is not a web address; it begins with https:// or http://.", field=field
        )


def require_position(latitude: float | None, longitude: float | None) -> None:
    """Refuse half a position, and one outside Great Britain."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        missing = "latitude" if latitude is None else "longitude"
        raise InvalidData(f"The {missing} is missing; give both or neither.", field=missing)
    if not (math.isfinite(latitude) and SOUTH <= latitude <= NORTH):
        hint = " Latitude and longitude look swapped." if WEST <= latitude <= EAST else ""
        raise InvalidData(
            f"Latitude {latitude} is outside Great Britain ({SOUTH} to {NORTH}).{hint}",
            field="latitude",
        )
    if not (math.isfinite(longitude) and WEST <= longitude <= EAST):
        raise InvalidData(
            f"Longitude {longitude} is outside Great Britain ({WEST} to {EAST}).",
            field="longitude",
        )


def require_range(value: float | None, field: str, low: float, high: float) -> None:
    """Refuse a number outside ``low`` to ``high``, both included; None is no number."""
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        raise InvalidData(f"{value:g} is outside {low:g} to {high:,g}.", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What all records share.

    Attributes
    ----------
    id
        Unique among its kind; letters, digits and ``. _ : ~ -``.
    name
        What people call it; never empty, up to 300 characters.
    source_id
        The :class:`~graph.model.provenance.Source` that says so, None where nobody said.
    verified_on
        The day when somebody last said it is still right, None where nobody did.

    Raises
    ------
    InvalidData
        A value that the field may not have.
    """

    id: str
    name: str
    source_id: str | None = None
    verified_on: date | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.name, "name", longest=NAME_LENGTH, empty=False)
