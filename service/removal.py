"""Taking a row out: what goes with it, what stands in the way, and what lies in the bin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from graph.model import (
    Account,
    Activity,
    Agreement,
    Asset,
    Change,
    Contact,
    Organisation,
    Record,
    Request,
    Review,
    Seat,
    Tie,
    Use,
)
from graph.store.kinds import KIND_OF
from service.care import may_change_row
from service.config import Config
from service.formats import count
from service.kinds import names_in, noun_of, title_of
from service.opened import network, store
from service.saving import Plan, stamps_of
from service.signing.session import now

REMOVABLE: tuple[type[Record], ...] = (Organisation, Asset, Activity, Request, Contact)
"""What can be taken out by itself; a place goes when nothing stands there any more."""

_GOES = {
    Asset: {"organisation_id"},
    Activity: {"organisation_id"},
    Request: {"organisation_id"},
    Contact: {"organisation_id"},
    Agreement: {"asset_id", "borrower_id"},
    Use: {"agreement_id", "organisation_id"},
    Review: {"agreement_id", "organisation_id"},
    Seat: {"organisation_id"},
}
"""Which rows go with what they name in these fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What taking a row out comes to.

    Attributes
    ----------
    record
        The row.
    with_it
        Rows that go with it.
    changed
        Rows that only name it, as they were and as they would be.
    reasons
        Why it cannot be taken out, in sentences; empty where it can.
    """

    record: Record
    with_it: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]
    reasons: tuple[str, ...]

    def plan(self, *, via: str, note: str = "") -> Plan:
        """What is to be done."""
        going = (self.record, *self.with_it)
        before = (*going, *(old for old, _ in self.changed))
        title = title_of(self.record, names_in(network(), [self.record]))
        return Plan(
            records=[new for _, new in self.changed],
            remove=going,
            before=before,
            stamps=stamps_of(before),
            message=f"Took out the {noun_of(self.record)} “{title}”"
            + (f": {note}" if note else ""),
            via=via,
            note=note,
        )


def removal_of(record: Record, account: Account | None) -> Removal:
    """What taking a row out would come to, and whether somebody may."""
    going: dict[tuple[type, str], Record] = {(type(record), record.id): record}
    changed: dict[tuple[type, str], tuple[Record, Record]] = {}
    reasons: list[str] = []
    waiting = [record]
    while waiting:
        named = waiting.pop(0)
        for one in store().naming(type(named), named.id):
            key = (type(one), one.id)
            if key in going:
                continue
            if _goes_with(one, named):
                going[key] = one
                changed.pop(key, None)
                waiting.append(one)
                continue
            old, seen = changed.get(key, (one, one))
            without = _without(seen, named)
            if without is None:
                reasons.append(f"The {noun_of(one)} “{_title(one)}” rests on it.")
            else:
                changed[key] = (old, without)
    if isinstance(record, Organisation):
        keepers = store().accounts.keeping(record.id)
        if keepers:
            told = count(len(keepers), "person keeps", "people keep")
            reasons.append(
                f"{told.capitalize()} its rows here. An administrator has to end that first."
            )
    others = [*list(going.values())[1:], *(old for old, _ in changed.values())]
    reasons += [
        f"{_told(one)} belongs to somebody else, and names it."
        for one in others
        if not may_change_row(account, one, network()) and not _is_ours_to_mend(one)
    ]
    return Removal(
        record=record,
        with_it=tuple(ordered(list(going.values())[1:])),
        changed=tuple(changed.values()),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _is_ours_to_mend(record: Record) -> bool:
    """Whether a row is a note of Hedgerow's own, which nobody keeps."""
    return type(record).__name__ == "Dismissal"


def _goes_with(one: Record, named: Record) -> bool:
    if isinstance(one, Tie):
        return True
    return any(getattr(one, field) == named.id for field in _GOES.get(type(one), ()))


def _without(one: Any, named: Record) -> Record | None:
    """A row that names another no longer; None where it has to."""
    kind = KIND_OF[type(named)].label
    for link in KIND_OF[type(one)].links:
        value = getattr(one, link.field)
        if link.other is not kind:
            continue
        if link.many and named.id in value:
            one = replace(one, **{link.field: tuple(id for id in value if id != named.id)})
        elif value == named.id:
            return None
    found: Record = one
    return found


def _title(record: Record) -> str:
    return title_of(record, names_in(network(), [record]))


def _told(record: Record) -> str:
    noun = noun_of(record)
    return (
        f"The {noun} “{_title(record)}”"
        if not isinstance(record, Tie)
        else (f"The tie between {_title(record)}")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What one change took out and can be put back together.

    Attributes
    ----------
    change
        Who took it out, and when.
    records
        As they were; the first is what it was about.
    until
        Until when it can be put back.
    """

    change: Change
    records: tuple[Record, ...]
    until: datetime


def bin_since() -> datetime:
    """From when on what was taken out is kept."""
    config: Config = current_app.config["HEDGEROW"]
    return now() - timedelta(days=config.bin_days)


def bundles(account: Account | None) -> tuple[Bundle, ...]:
    """What lies in the bin of what somebody keeps or looks after, newest first."""
    config: Config = current_app.config["HEDGEROW"]
    known, found = network(), dict[str, list[Record]]()
    changes: dict[str, Change] = {}
    for one in store().versions.bin(since=bin_since()):
        changes[one.change.id] = one.change
        found.setdefault(one.change.id, []).append(one.record)
    return tuple(
        Bundle(
            change=changes[id],
            records=tuple(ordered(records)),
            until=changes[id].at + timedelta(days=config.bin_days),
        )
        for id, records in found.items()
        if may_put_back(account, records, known)
    )


def may_put_back(account: Account | None, records: Iterable[Record], known: Any) -> bool:
    """Whether somebody may change all that was taken out together.

    Rows whose organisation went as well count as that organisation's.
    """
    records = tuple(records)
    if all(isinstance(one, Use) for one in records):
        return False  # an agreement counts its hours: a use is written down anew on its page
    return bool(records) and all(
        may_change_row(account, one, known) or _went_too(one, records, account, known)
        for one in records
    )


def _went_too(one: Any, records: Iterable[Record], account: Account | None, known: Any) -> bool:
    """Whether a row belonged to an organisation that went with it, and was in one's care."""
    ids = {getattr(one, field, None) for field in ("organisation_id", "from_id", "to_id")}
    return any(
        isinstance(each, Organisation) and each.id in ids and may_change_row(account, each, known)
        for each in records
    )


def ordered(records: Iterable[Record]) -> list[Record]:
    """Rows with what others belong to first."""
    order = {kind: number for number, kind in enumerate(KIND_OF)}
    return sorted(records, key=lambda one: (order.get(type(one), len(order)), one.id))
