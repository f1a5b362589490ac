"""What an organisation keeps: all its rows, when each was last checked, and saying that it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph.errors import NotFound
from graph.model import (
    Account,
    Activity,
    Asset,
    Contact,
    Organisation,
    Proposal,
    ProposalState,
    Record,
    Site,
)
from graph.model import Request as Wanted
from graph.store import stamp_of
from service import listings
from service.care import refuse_others
from service.editing.kinds import kind_of, word_of
from service.formats import count, listed
from service.opened import network, store, today
from service.saving import Plan, write
from service.tenancy import may_change_place

STALE_AFTER = timedelta(days=365)
"""After so long a row counts as not checked."""

HEADINGS: dict[type[Record], str] = {
    Asset: "What you could share",
    Activity: "What you run",
    Wanted: "What you ask for",
    Organisation: "About you",
    Contact: "How to reach you",
    Site: "Your places",
}
"""The tables of an organisation's page, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of an organisation.

    Attributes
    ----------
    word
        Its kind in addresses.
    record
        The row as it is.
    told
        What it is, in a few words.
    stale
        Whether nobody has checked it for a year.
    waits
        Whether a change of it waits for a steward.
    """

    word: str
    record: Any
    told: str
    stale: bool
    waits: bool

    @property
    def checked(self) -> date | None:
        """When somebody last said that it is right."""
        day: date | None = self.record.verified_on
        return day

    @property
    def seen(self) -> str:
        """What a form says of it, so that nothing is called right that nobody saw."""
        return f"{self.word} {self.record.id} {stamp_of(self.record)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """All that an organisation keeps.

    Attributes
    ----------
    organisation
        Whose.
    tables
        Its rows by kind, in the order of :data:`HEADINGS`; kinds without any are left out.
    waiting
        What waits for a steward, oldest first.
    """

    organisation: Organisation
    tables: dict[type[Record], tuple[Line, ...]]
    waiting: tuple[Proposal, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every row, the places left out: they are others' too."""
        return tuple(
            line for kind, lines in self.tables.items() if kind is not Site for line in lines
        )

    @property
    def stale(self) -> int:
        """How many rows nobody has checked for a year."""
        return sum(line.stale for line in self.lines)

    @property
    def sentence(self) -> str:
        """How well it is kept."""
        rows = len(self.lines)
        if not self.stale:
            words = "Your one row was" if rows == 1 else f"All your {rows:,} rows were"
            return f"{words} checked within the last year. Thank you."
        if rows == 1:
            return "Your one row has not been checked for a year."
        have = "has" if self.stale == 1 else "have"
        return f"{self.stale:,} of your {rows:,} rows {have} not been checked for a year."


def keeping_of(organisation_id: str, account: Account) -> Keeping:
    """All that an organisation keeps, as it is now.

    Raises
    ------
    NotFound
        There is no such organisation.
    NotYours
        Somebody else keeps it.
    """
    it = store().organisation(organisation_id)
    refuse_others(account, [it], network())
    proposals = tuple(
        one
        for one in store().desk.proposals.in_state(ProposalState.WAITING)
        if one.organisation_id == organisation_id
    )
    waiting = {(one.kind, one.record_id) for one in proposals}
    found = rows_of(it)
    found[Site] = _places(found, account)
    return Keeping(
        organisation=it,
        tables={
            kind: tuple(_line(record, waiting) for record in found[kind])
            for kind in HEADINGS
            if found[kind]
        },
        waiting=proposals,
    )


def rows_of(it: Organisation) -> dict[type[Record], tuple[Any, ...]]:
    """An organisation's rows by kind, itself among them, without its places."""
    kinds: Sequence[type[Any]] = (Asset, Activity, Wanted, Contact)
    return {**{kind: store().kept_by(kind, it.id) for kind in kinds}, Organisation: (it,)}


def _places(found: dict[type[Record], tuple[Any, ...]], account: Account) -> tuple[Site, ...]:
    """The places of some rows that somebody may change, by name."""
    ids = {
        record.site_id
        for records in found.values()
        for record in records
        if getattr(record, "site_id", None)
    }
    sites = [store().site(id) for id in sorted(ids)]
    known = network()
    mine = (site for site in sites if may_change_place(account, site, known))
    return tuple(sorted(mine, key=lambda site: (site.name.casefold(), site.id)))


def _line(record: Any, waiting: set[tuple[str, str]]) -> Line:
    day = record.verified_on
    return Line(
        word=word_of(type(record)),
        record=record,
        told=_told(record),
        stale=day is None or today() - day > STALE_AFTER,
        waits=(type(record).__name__, record.id) in waiting,
    )


def _told(record: Any) -> str:
    """What a row is, in a few words."""
    match record:
        case Asset():
            amount = listings.amount(record.quantity, record.unit, record.capacity)
            times = count(len(record.availability), "time a week", "times a week")
            parts = [record.kind.label, amount, f"free {times}" if record.availability else ""]
        case Activity():
            times = "; ".join(str(one) for one in record.sessions)
            parts = [record.theme.label, f"ages {record.ages}", times]
        case Wanted():
            times = "; ".join(str(one) for one in record.times)
            parts = [record.wanted.label, record.stage.label.lower(), times]
        case Contact():
            parts = [record.value, f"for {record.visibility.label.lower()}"]
            parts += [] if record.consent == "yes" else ["not shown: nobody agreed to it"]
        case Site():
            parts = [record.address, record.postcode, "shown roughly" if record.blurred else ""]
        case _:
            parts = [record.kind.label, record.website]
    return ", ".join(part for part in parts if part)


def still_right(account: Account, seen: Iterable[str]) -> int:
    """Say that rows are right today; how many that were.

    It goes at once, also where edits wait for a steward: nothing of the rows changes.

    Parameters
    ----------
    account
        Who says so.
    seen
        The rows as :attr:`Line.seen` has them.

    Raises
    ------
    NotFound, NotYours
        A row is not there, or somebody else's.
    ChangedMeanwhile
        A row is not as it was seen; nothing was kept.
    """
    known, rows, stamps = network(), [], {}
    for text in seen:
        word, _, rest = text.partition(" ")
        id, _, stamp = rest.partition(" ")
        kind = kind_of(word)
        record: Any = store().record(kind, id)
        if isinstance(record, Site):
            if not may_change_place(account, record, known):
                raise NotFound("place", id)
        else:
            refuse_others(account, [record], known)
        rows.append(record)
        stamps[(kind, id)] = stamp
    checked = [replace(record, verified_on=today()) for record in rows]
    what = count(len(checked), "row")
    plan = Plan(
        records=checked,
        before=rows,
        stamps=stamps,
        message=f"Still right: {listed(tuple(row.name for row in rows[:3]))}"[:200]
        if len(rows) < 4
        else f"Still right: {what}",
        via="still right",
    )
    if checked:
        write(plan, by=account.id)
    return len(checked)
