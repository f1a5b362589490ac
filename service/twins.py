"""Two records of one thing: made one field by field with all that names them, and told apart again.

What was is kept in the versions of the one change that does it; what no version holds (the accounts
that kept the rows, travel times) stands in the :class:`~graph.model.Merge` kept with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graph.errors import InvalidData
from graph.model import (
    Activity,
    Asset,
    Contact,
    Merge,
    Mode,
    Organisation,
    Record,
    Request,
    Site,
    Term,
    Tie,
    TravelTime,
)
from graph.store import Store, Written
from graph.store.kinds import KIND_OF
from service.editing.differences import differences
from service.saving import stamps_of
from service.undoing import Undo, undo_of

MERGEABLE: tuple[type[Record], ...] = (Organisation, Site, Asset, Activity, Request)
POSITION = ("latitude", "longitude", "area_ids")
"""What belongs together: where a place is, and in which areas that lies."""

VIA = "merge page"


class Pick(Term):
    """Whose value of a field is kept."""

    KEPT = "kept", "This one’s"
    GONE = "gone", "The other’s"
    BOTH = "both", "Both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field in which the two differ.

    Attributes
    ----------
    name, label
        The field, and what people call it.
    kept, gone
        The two values in words.
    offered
        Whose value can be kept.
    usual
        Whose is kept unless somebody says otherwise.
    """

    name: str
    label: str
    kept: str
    gone: str
    offered: tuple[Pick, ...]
    usual: Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """What making two records one comes to.

    Attributes
    ----------
    kept, gone
        The two, as they are.
    merged
        The one that they become.
    moved
        Records that named the one that goes, as they are and as they would be.
    dropped
        Records that would say nothing, or the same as another.
    journeys, moved_journeys
        Travel times to the one that goes, and those that lead to the other instead.
    """

    kept: Record
    gone: Record
    merged: Record
    moved: tuple[tuple[Record, Record], ...]
    dropped: tuple[Record, ...]
    journeys: tuple[TravelTime, ...] = ()
    moved_journeys: tuple[TravelTime, ...] = ()

    @property
    def touched(self) -> tuple[Record, ...]:
        """Every record that it looks at, as it is."""
        return (self.kept, self.gone, *(old for old, _ in self.moved), *self.dropped)


def choices_of(
    kept: Record, gone: Record, names: dict[str, str] | None = None
) -> tuple[Choice, ...]:
    """The fields in which two records differ, and whose value is the sensible one."""
    found = []
    for one in differences(kept, gone, names):
        if isinstance(kept, Site) and one.name in POSITION[1:]:
            continue
        left, right = getattr(kept, one.name), getattr(gone, one.name)
        many = isinstance(left, tuple) and one.name not in ("availability", "sessions", "times")
        offered = tuple(Pick) if many and left and right else (Pick.KEPT, Pick.GONE)
        where = isinstance(kept, Site) and one.name == POSITION[0]
        found.append(
            Choice(
                name=one.name,
                label="Where it is" if where else one.label,
                kept=_where(kept) if where else one.before,
                gone=_where(gone) if where else one.after,
                offered=offered,
                usual=_usual(one.name, left, right, many=many),
            )
        )
    return tuple(found)


def _where(site: Any) -> str:
    return f"{site.latitude:.5f}, {site.longitude:.5f}"


def _usual(name: str, left: Any, right: Any, *, many: bool) -> Pick:
    if many and left and right:
        return Pick.BOTH
    if left in (None, "", ()):
        return Pick.GONE
    if name == "verified_on" and right is not None:
        return Pick.GONE if right > left else Pick.KEPT
    return Pick.KEPT


def merged_of(kept: Any, gone: Any, picks: Mapping[str, Pick]) -> Record:
    """The record that two become; a field that nobody picked is as the sensible choice has it.

    Raises
    ------
    InvalidData
        The values do not go together.
    """
    values: dict[str, Any] = {}
    for choice in choices_of(kept, gone):
        pick = picks.get(choice.name, choice.usual)
        pick = pick if pick in choice.offered else choice.usual
        together = isinstance(kept, Site) and choice.name == POSITION[0]
        for name in POSITION if together else (choice.name,):
            left, right = getattr(kept, name), getattr(gone, name)
            if pick is Pick.BOTH:
                values[name] = tuple(dict.fromkeys((*left, *right)))
            else:
                values[name] = right if pick is Pick.GONE else left
    if isinstance(kept, Activity) and "partner_ids" in values:
        values["partner_ids"] = tuple(
            id
            for id in values["partner_ids"]
            if id != values.get("organisation_id", kept.organisation_id)
        )
    merged: Record = replace(kept, **values)
    return merged


def union_of(store: Store, kept: Any, gone: Any, picks: Mapping[str, Pick]) -> Union:
    """What making two records one would come to.

    Raises
    ------
    InvalidData
        They are not two records of one kind, or a record that names them could not be so.
    """
    if type(kept) is not type(gone) or kept.id == gone.id or type(kept) not in MERGEABLE:
        raise InvalidData("Two different records of one kind can become one; these cannot.")
    moved: list[tuple[Record, Record]] = []
    dropped: list[Record] = []
    there = {_says(one) for one in store.naming(type(kept), kept.id)} - {None}
    for one in store.naming(type(gone), gone.id):
        renamed = _renamed(one, type(gone), gone.id, kept.id)
        says = None if renamed is None else _says(renamed)
        if renamed is None or says in there:
            dropped.append(one)
            continue
        there |= {says} if says else set()
        moved.append((one, renamed))
    journeys: tuple[TravelTime, ...] = ()
    known: set[str] = set()
    if isinstance(gone, Site):
        journeys = store.travel_times_to(gone.id)
        known = {time.id for time in store.travel_times_to(kept.id)}
    led = [replace(time, site_id=kept.id) for time in journeys]
    return Union(
        kept=kept,
        gone=gone,
        merged=merged_of(kept, gone, picks),
        moved=tuple(moved),
        dropped=tuple(dropped),
        journeys=journeys,
        moved_journeys=tuple(time for time in led if time.id not in known),
    )


def _says(record: Any) -> tuple[object, ...] | None:
    """What a tie or a contact detail says; two that say the same are one too many."""
    if isinstance(record, Tie):
        return (Tie, record.from_id, record.to_id, record.kind)
    if isinstance(record, Contact):
        return (Contact, record.organisation_id, record.kind, record.value.casefold())
    return None


def _renamed(record: Any, kind: type[Record], gone: str, kept: str) -> Record | None:
    """A record that names another instead; None for a tie of something with itself."""
    if isinstance(record, Tie):
        ends: dict[str, Any] = {
            field: kept if getattr(record, field) == gone else getattr(record, field)
            for field in ("from_id", "to_id")
        }
        return None if ends["from_id"] == ends["to_id"] else replace(record, **ends)
    values: dict[str, Any] = {}
    for link in KIND_OF[type(record)].links:
        if link.other is not KIND_OF[kind].label:
            continue
        value = getattr(record, link.field)
        new: Any = kept if value == gone else value
        if link.many:
            new = tuple(dict.fromkeys(kept if id == gone else id for id in value))
        if new != value:
            values[link.field] = new
    if isinstance(record, Activity):
        runner = values.get("organisation_id", record.organisation_id)
        partners = values.get("partner_ids", record.partner_ids)
        values["partner_ids"] = tuple(id for id in partners if id != runner)
    renamed: Record = replace(record, **values)
    return renamed


def merge(store: Store, union: Union, *, by: str, at: datetime) -> Merge:
    """Make two records one, in one change.

    Raises
    ------
    ChangedMeanwhile
        Any of the records is not as it was looked at.
    """
    kept, gone = union.kept, union.gone
    keepers = store.accounts.keeping(gone.id) if isinstance(gone, Organisation) else ()
    both = {one.id for one in keepers if kept.id in one.organisation_ids}
    moved = {one.id for one in keepers} - both
    made: list[Merge] = []
    title = f"{_name(gone)} → {_name(kept)}"

    def keep(transaction: Any, written: Written) -> None:
        assert written.change is not None
        made[:] = [
            Merge(
                id=written.change.id,
                kind=type(kept).__name__,
                kept_id=kept.id,
                gone_id=gone.id,
                title=title,
                by=by,
                at=at,
                moved_ids=tuple(sorted(moved)),
                joined_ids=tuple(sorted(both)),
                journeys=_as_text(union),
            )
        ]
        store.desk.merges.keeping(made[0])(transaction)

    store.write(
        [union.merged, *(new for _, new in union.moved), *union.moved_journeys],
        by=by,
        message=f"Made “{_name(gone)}” and “{_name(kept)}” one",
        via=VIA,
        remove=[(type(one), one.id) for one in (gone, *union.dropped, *union.journeys)],
        expected=stamps_of(union.touched),
        first=store.accounts.handing([*moved, *both], gone=gone.id, to=kept.id),
        then=keep,
    )
    return made[0]


def parting_of(store: Store, merge: Merge) -> Undo:
    """What telling two apart again would come to; ``later`` names what stands in the way."""
    return undo_of(store, merge.id)


def part(store: Store, merge: Merge, parting: Undo, *, by: str, at: datetime) -> None:
    """Put both records back as they were, with all that named them, in one change.

    Raises
    ------
    ChangedMeanwhile
        Any of the records is not as it was looked at.
    InvalidData
        Later edits stand in the way, or what was is kept no longer.
    """
    if parting.later or parting.forgotten or merge.undone_at is not None:
        raise InvalidData("They cannot be told apart any more; nothing was changed.")
    journeys, led = _from_text(merge)
    now = {time.id: time for time in store.travel_times_to(merge.kept_id)} if led else {}
    undone = replace(merge, undone_by=by, undone_at=at)

    def then(transaction: Any, _: Written) -> None:
        store.accounts.handing(merge.moved_ids, gone=merge.kept_id, to=merge.gone_id)(transaction)
        store.accounts.handing(merge.joined_ids, to=merge.gone_id)(transaction)
        store.desk.merges.keeping(undone)(transaction)

    store.write(
        [*parting.records, *journeys],
        by=by,
        message=f"Told apart again: {merge.title}",
        via=VIA,
        remove=[
            *((type(one), one.id) for one in parting.remove),
            *((TravelTime, time.id) for time in led if now.get(time.id) == time),
        ],
        expected=parting.stamps,
        then=then,
    )


def _name(record: Any) -> str:
    return str(record.name)


def _as_text(union: Union) -> str:
    if not union.journeys:
        return ""
    led = {time.id for time in union.moved_journeys}
    rows = [
        [time.mode.value, time.area_id, time.minutes, time.source_id,
         replace(time, site_id=union.kept.id).id in led]
        for time in union.journeys
    ]  # fmt: skip
    return json.dumps(rows)


def _from_text(merge: Merge) -> tuple[list[TravelTime], list[TravelTime]]:
    """The travel times to the one that went, and those that led to the other instead."""
    rows = json.loads(merge.journeys) if merge.journeys else []
    gone = [
        TravelTime(
            mode=Mode(mode),
            area_id=area_id,
            site_id=merge.gone_id,
            minutes=minutes,
            source_id=source_id,
        )
        for mode, area_id, minutes, source_id, _ in rows
    ]
    led = [
        replace(time, site_id=merge.kept_id) for time, row in zip(gone, rows, strict=True) if row[4]
    ]
    return gone, led
