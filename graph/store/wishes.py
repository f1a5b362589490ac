"""What somebody wants written, gathered and checked for sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import InvalidData
from graph.model import Record, Source
from graph.store.kinds import name_of, noun_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants written, checked for sense but not yet against the graph.

    Attributes
    ----------
    records
        By class and id.
    remove
        Ids by class.
    by, message, via, source_id
        As the change will say.
    expected
        By class and id: the stamp of what is there now, None for nothing.
    """

    records: Mapping[type, Mapping[str, Any]]
    remove: Mapping[type, frozenset[str]]
    by: str
    message: str
    via: str
    source_id: str | None
    expected: Mapping[type, Mapping[str, str | None]]


def wish_of(
    records: Iterable[Record],
    *,
    by: str,
    message: str,
    source: Source | None,
    remove: Iterable[tuple[type, str]],
    via: str = "",
    expected: Mapping[tuple[type, str], str | None] | None = None,
) -> Wish:
    """Gather what is to be written.

    Raises
    ------
    InvalidData
        Two different records of one kind and id, a record that is to be
        written and removed at once, or something that cannot be written.
    """
    gathered: dict[type, dict[str, Any]] = {}
    for record in records if source is None else (source, *records):
        name_of(type(record))
        known = gathered.setdefault(type(record), {}).setdefault(record.id, record)
        if known is not record and known != record:
            raise InvalidData(
                f"The {noun_of(type(record))} “{record.id}” comes twice with different contents; "
                "each id may stand once.",
                field="id",
            )
    going: dict[type, set[str]] = {}
    for kind, id in remove:
        name_of(kind)
        if id in gathered.get(kind, {}):
            raise InvalidData(f"The {noun_of(kind)} “{id}” cannot be written and removed at once.")
        going.setdefault(kind, set()).add(id)
    looked_at: dict[type, dict[str, str | None]] = {}
    for (kind, id), stamp in (expected or {}).items():
        name_of(kind)
        looked_at.setdefault(kind, {})[id] = stamp
    return Wish(
        records=gathered,
        remove={kind: frozenset(ids) for kind, ids in going.items()},
        by=by,
        message=message,
        via=via,
        expected=looked_at,
        source_id=None if source is None else source.id,
    )
