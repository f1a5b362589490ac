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
    by, message, source_id
        As the change will say.
    """

    records: Mapping[type, Mapping[str, Any]]
    remove: Mapping[type, frozenset[str]]
    by: str
    message: str
    source_id: str | None


def wish_of(
    records: Iterable[Record],
    *,
    by: str,
    message: str,
    source: Source | None,
    remove: Iterable[tuple[type, str]],
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
    return Wish(
        records=gathered,
        remove={kind: frozenset(ids) for kind, ids in going.items()},
        by=by,
        message=message,
        source_id=None if source is None else source.id,
    )
