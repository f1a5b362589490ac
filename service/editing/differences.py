"""What is different between two versions of a row, field by field, in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from graph.model import Record, Term
from service.editing.kinds import FIELDS
from service.formats import day, listed

_NOT_TOLD = {"id", "source_id"}
_OTHER = {
    "organisation_id": "Whose it is",
    "site_id": "Where",
    "area_ids": "Areas",
    "partner_ids": "Partners",
    "verified_on": "Last said to be right",
    "latitude": "Latitude",
    "longitude": "Longitude",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that two versions of a row have otherwise.

    Attributes
    ----------
    name, label
        The field, and what people call it.
    before, after
        The two values in words, “nothing” where there is none.
    """

    name: str
    label: str
    before: str
    after: str


def differences(
    before: Record | None, after: Record | None, names: dict[str, str] | None = None
) -> tuple[Difference, ...]:
    """The fields in which two versions differ, in the order in which people are asked.

    Parameters
    ----------
    before, after
        The versions; None for a row that was not there yet, or is no longer.
    names
        What records are called, by id; others are shown by their id.
    """
    some = after if after is not None else before
    if some is None:
        return ()
    known = {field.name: field for field in FIELDS.get(type(some), ())}
    others = [each.name for each in fields(some) if each.name not in known]
    found = []
    for name in (*known, *others):
        if name in _NOT_TOLD:
            continue
        old, new = (None if one is None else getattr(one, name) for one in (before, after))
        if old == new:
            continue
        told = [_told(name, value, known.get(name), names or {}) for value in (old, new)]
        if told[0] == told[1]:
            continue
        label = known[name].short if name in known else _OTHER.get(name, _words(name))
        found.append(Difference(name=name, label=label, before=told[0], after=told[1]))
    return tuple(found)


def _told(name: str, value: Any, field: Any, names: dict[str, str]) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    if field is not None:
        return field.told(value) or "nothing"
    if name == "verified_on":
        return day(value)
    if isinstance(value, Term):
        return value.label
    if isinstance(value, tuple):
        return listed(tuple(_told(name, one, None, names) for one in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return names.get(str(value), str(value))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
