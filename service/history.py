"""The life of a row: its steps with what each changed, in words, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graph.model import (
    Account,
    Change,
    Contact,
    Deed,
    Organisation,
    Record,
    Role,
    Site,
    Source,
    Tie,
)
from graph.store.kinds import KIND_OF, KIND_OF_LABEL
from graph.store.versions import Past
from service.care import may_change_row
from service.editing.differences import Difference, differences
from service.formats import doer
from service.kinds import names_in, noun_of, title_of
from service.opened import network, store
from service.saving import is_staff

_HIDDEN = ("address", "postcode", "latitude", "longitude")
"""What a place that must not be found keeps to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step in the life of a row.

    Attributes
    ----------
    deed
        What was done.
    change_id, at, who, via, message, source
        By which change, when, by whom, by what way, in which words, and who says so.
    differences
        What it changed, field by field; empty where nobody knows any more.
    forgotten
        Whether what the row was is kept no longer.
    restorable
        Whether the row was another after it than it is now, and can be made that again.
    """

    deed: Deed
    change_id: str
    at: datetime
    who: str
    via: str
    message: str
    source: str
    differences: tuple[Difference, ...]
    forgotten: bool
    restorable: bool


def steps_of(past: Iterable[Past], account: Account | None, *, now: Record | None) -> list[Step]:
    """The steps of a row's life as somebody may see them, newest first."""
    past = tuple(past)
    known = network()
    keeps = any(
        one is not None and may_change_row(account, one, known)
        for one in (now, *(step.before for step in past[:1]))
    )
    inside = keeps or is_staff(account)
    names = names_in(known, (one for step in past for one in (step.before, step.after)))
    who = Doers(named=inside)
    sources = {source.id: source.name for source in known.sources}
    found = []
    for step in past:
        before, after = step.before, step.after
        forgotten = (step.version.deed is not Deed.ADDED and before is None) or (
            step.version.deed is not Deed.REMOVED and after is None
        )
        told = () if forgotten else differences(before, after, names)
        found.append(
            Step(
                deed=step.version.deed,
                change_id=step.change.id,
                at=step.change.at,
                who=who.of(step.change),
                via=step.change.via,
                message=step.change.message,
                source=sources.get(_source_of(after or before), ""),
                differences=told if inside else _public(told, before, after),
                forgotten=forgotten,
                restorable=keeps and after is not None and after != now,
            )
        )
    return found


class Doers:
    """What those who made changes are called, each looked up once.

    Parameters
    ----------
    named
        Whether whoever reads may know people's names.
    """

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._known: dict[str, str] = {}

    def of(self, change: Change) -> str:
        """Who made a change."""
        return self.name(change.by)

    def name(self, by: str) -> str:
        """Who somebody is that changes name."""
        if not self._named or not by.startswith("account."):
            return doer(by)
        if by not in self._known:
            account = store().accounts.find(by)
            self._known[by] = account.name if account else "somebody whose account is gone"
        return self._known[by]


def may_read(account: Account | None, kind: type[Record], *records: Record | None) -> bool:
    """Whether somebody may read the past of a row: contact details are for who keeps them."""
    if kind is not Contact:
        return True
    if account is None:
        return False
    if {Role.STEWARD, Role.ADMINISTRATOR} & set(account.roles):
        return True
    return any(one is not None and may_change_row(account, one, network()) for one in records)


def missing_from(
    record: Record, *, besides: Collection[str] = ()
) -> list[tuple[type[Record], str, str]]:
    """What a record names that is not there: its class, its id, and what it was called.

    Parameters
    ----------
    besides
        Ids of what comes back with it.
    """
    kind, found = KIND_OF.get(type(record)), []
    named: list[tuple[type[Record], str]] = []
    if isinstance(record, Tie):
        named += [(Organisation, record.from_id), (Organisation, record.to_id)]
        named = [(other, id) for other, id in named if id not in besides]
    for link in kind.links if kind else ():
        value: Any = getattr(record, link.field)
        for one in value if isinstance(value, tuple) else (value,):
            id = getattr(one, "area_id", one)
            if id and id not in besides:
                named.append((KIND_OF_LABEL[link.other].record, id))
    for other, id in named:
        if store().find(other, id) is None:
            past = store().versions.of(other, id)
            was = next((one.before for one in past if one.before is not None), None)
            found.append((other, id, title_of(was) if was else id))
    return found


def told_missing(record: Record, *, besides: Collection[str] = ()) -> str:
    """Why a record cannot be put back as it was, in a sentence; empty where nothing is missing.

    ``besides`` are ids of what comes back with it.
    """
    missing = missing_from(record, besides=besides)
    if not missing:
        return ""
    kind, _, name = missing[0]
    return (
        f"“{title_of(record)}” cannot be put back yet: it belongs with the {noun_of(kind)} "
        f"“{name}”, which is gone. Put that back first."
    )


def sourced(record: Any) -> Any:
    """A record whose source is still there, or that names none."""
    there = record.source_id is None or store().find(Source, record.source_id) is not None
    return record if there else replace(record, source_id=None)


def _source_of(record: Record | None) -> str:
    return str(getattr(record, "source_id", None) or "")


def _public(
    told: tuple[Difference, ...], before: Record | None, after: Record | None
) -> tuple[Difference, ...]:
    """What everybody may see: not where a place was or is that must not be found."""
    if not any(isinstance(one, Site) and one.blurred for one in (before, after)):
        return told
    return tuple(one for one in told if one.name not in _HIDDEN)
