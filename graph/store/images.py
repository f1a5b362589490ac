"""Images of records: a record as text that can be kept, compared, and made a record again.

An image holds the same as the record's node and relationships do (:mod:`graph.store.rows`), as
JSON whose keys are in order. Fields that a later Hedgerow adds come back empty from an older
image, and fields that it dropped are passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.model import Record, Tie
from graph.store.kinds import WRITABLE
from graph.store.rows import record_of, reference_values, references_of, row_of

_DATE = "on"
_KINDS = {kind.__name__: kind for kind in WRITABLE}


def image_of(record: Record) -> str:
    """A record as text; equal records have equal images."""
    references: Mapping[str, Any]
    if isinstance(record, Tie):
        references = {"from_id": [[record.from_id, None]], "to_id": [[record.to_id, None]]}
    else:
        references = {field: named for field, named in references_of(record).items() if named}
    image = {"kind": type(record).__name__, "row": row_of(record), "references": references}
    return json.dumps(image, ensure_ascii=False, sort_keys=True, default=_dated)


def record_of_image(image: str) -> Record:
    """The record of an image.

    Raises
    ------
    InvalidData
        The record holds what a record may no longer hold.
    """
    found = json.loads(image, object_hook=_undated)
    kind, named = _KINDS[found["kind"]], found["references"]
    if kind is Tie:
        ends = {field: named[field][0][0] for field in ("from_id", "to_id")}
        tie: Tie = record_of(Tie, found["row"], ends)
        return tie
    record: Record = record_of(kind, found["row"], reference_values(kind, named))
    return record


def stamp_of(record: Record) -> str:
    """A short word for what a record holds: another when anything in it is another."""
    return hashlib.blake2b(image_of(record).encode(), digest_size=12).hexdigest()


def kind_named(name: str) -> type[Record]:
    """The class of records of that name; raise KeyError where there is none."""
    return _KINDS[name]


def _dated(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    raise TypeError(f"An image has no form for {type(value).__name__}.")


def _undated(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found[_DATE]) if found.keys() == {_DATE} else found
