"""Proposals that wait: who decides on them, what they would change now, and deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from graph.errors import InvalidData
from graph.model import Account, Deed, Proposal, ProposalState, Record, Site
from graph.network import Network
from graph.store import stamp_of
from graph.store.images import record_of_image
from service.care import looks_after_row
from service.editing.differences import Difference, differences
from service.kinds import names_in
from service.opened import network, store
from service.post.office import post
from service.saving import PEOPLE, Stamps
from service.signing.session import now as moment

VIA = "queue"
_Key = tuple[type[Record], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One row of a proposal, held against what is there now.

    Attributes
    ----------
    before, proposed
        As the proposer saw it, and would have it; None where it is not there on that side.
    now
        As it is.
    wanted
        As it would be: what the proposer changed, on what it is now. None where it is to go.
    """

    before: Record | None
    proposed: Record | None
    now: Record | None
    wanted: Record | None

    @property
    def some(self) -> Record:
        """The row on whichever side it is there."""
        found = self.wanted or self.proposed or self.now or self.before
        assert found is not None
        return found

    @property
    def is_gone(self) -> bool:
        """Whether somebody took it out since it was proposed to change it."""
        return self.before is not None and self.now is None

    @property
    def told(self) -> tuple[Difference, ...]:
        """What would change, as it is now and as it would be."""
        return differences(self.now, self.wanted, names_in(network(), (self.now, self.wanted)))

    @property
    def since(self) -> tuple[Difference, ...]:
        """What somebody else has changed since it was proposed."""
        if self.before is None or self.now is None:
            return ()
        return differences(self.before, self.now, names_in(network(), (self.before, self.now)))

    @property
    def clashes(self) -> frozenset[str]:
        """The fields that both the proposer and somebody else have changed, otherwise."""
        if self.before is None or self.now is None or self.proposed is None:
            return frozenset()
        return frozenset(
            each.name
            for each in fields(self.before)
            if (was := getattr(self.before, each.name)) != (there := getattr(self.now, each.name))
            and (wanted := getattr(self.proposed, each.name)) != was
            and wanted != there
        )


def rows_of(proposal: Proposal) -> tuple[Weighed, ...]:
    """The rows of a proposal held against what is there now, the one that it is about first.

    Raises
    ------
    InvalidData
        What would come of it is no row that may be.
    """
    before, after = (_by_key(text) for text in (proposal.before, proposal.after))
    found = []
    for key in dict.fromkeys([*after, *before]):
        if key not in after and proposal.deed is not Deed.REMOVED:
            continue
        was, wanted, there = before.get(key), after.get(key), store().find(*key)
        found.append(
            Weighed(before=was, proposed=wanted, now=there, wanted=_merged(was, wanted, there))
        )
    return tuple(sorted(found, key=lambda one: one.some.id != proposal.record_id))


def _by_key(images: str) -> dict[_Key, Record]:
    records = [record_of_image(line) for line in images.splitlines() if line]
    return {(type(one), one.id): one for one in records}


def _merged(before: Any, wanted: Any, now: Any) -> Record | None:
    """What the proposer changed, on what is there now."""
    if wanted is None or before is None or now is None:
        found: Record | None = wanted
        return found
    changed = {
        each.name: getattr(wanted, each.name)
        for each in fields(wanted)
        if getattr(wanted, each.name) != getattr(before, each.name)
    }
    merged: Record = replace(now, **changed)
    return merged


def seen_of(rows: Sequence[Weighed]) -> str:
    """A word for what is there now: another when anybody changes any of the rows."""
    return ".".join(stamp_of(one.now) if one.now else "none" for one in rows)


def decides(account: Account | None, proposal: Proposal, known: Network) -> bool:
    """Whether somebody decides on a proposal: all rows that it would change are in their care."""
    try:
        rows = rows_of(proposal)
    except (InvalidData, KeyError):
        return False
    touched = [
        record
        for one in rows
        for record in (one.before, one.now, one.wanted)
        if record is not None and (len(rows) == 1 or not _is_new_place(one))
    ]
    return bool(touched) and all(looks_after_row(account, one, known) for one in touched)


def _is_new_place(one: Weighed) -> bool:
    """Whether a row is a place that comes with what stands there."""
    return isinstance(one.some, Site) and one.now is None


def queue_of(account: Account | None) -> tuple[Proposal, ...]:
    """The proposals that wait for somebody, oldest first."""
    known = network()
    waiting = store().desk.proposals.in_state(ProposalState.WAITING)
    return tuple(one for one in waiting if decides(account, one, known))


def number_waiting(account: Account) -> int:
    """How many proposals wait for somebody; quick where none waits for anybody."""
    return len(queue_of(account)) if store().desk.proposals.waiting() else 0


def accept(
    proposal: Proposal,
    rows: Sequence[Weighed],
    account: Account,
    *,
    edited: Mapping[_Key, Record] | None = None,
) -> Proposal:
    """Do what was proposed and keep that it was accepted, in one transaction.

    Parameters
    ----------
    rows
        The rows as the steward saw them.
    edited
        Rows as the steward would rather have them.

    Raises
    ------
    AlreadyDecided
        Another steward was quicker.
    ChangedMeanwhile
        A row is not as the steward saw it.
    """
    decided = _decided(proposal, account, ProposalState.ACCEPTED)
    changed = edited or {}
    records: list[Any] = [
        changed.get((type(one.wanted), one.wanted.id), one.wanted) for one in rows if one.wanted
    ]
    expected: Stamps = {
        (type(one.some), one.some.id): stamp_of(one.now) if one.now else None for one in rows
    }
    store().write(
        records,
        by=account.id,
        message=f"Accepted what was proposed for “{proposal.title}”",
        via=VIA,
        source=PEOPLE,
        remove=[(type(one.now), one.now.id) for one in rows if one.now and not one.wanted],
        expected=expected,
        first=store().desk.proposals.deciding(decided),
    )
    _tell(decided)
    return decided


def refuse(proposal: Proposal, account: Account, reason: str) -> Proposal:
    """Keep that a proposal was refused, and why.

    Raises
    ------
    AlreadyDecided
        Another steward was quicker.
    """
    decided = replace(_decided(proposal, account, ProposalState.REFUSED), reason=reason)
    store().desk.proposals.decide(decided)
    _tell(decided)
    return decided


def _decided(proposal: Proposal, account: Account, state: ProposalState) -> Proposal:
    return replace(proposal, state=state, decided_by=account.id, decided_at=moment())


def _tell(decided: Proposal) -> None:
    """Write to whoever proposed it what came of it."""
    account = store().accounts.find(decided.by) if decided.by else None
    to = account.email if account and not account.disabled else decided.email
    if to:
        post(
            "proposal-decided",
            to=to,
            at=moment(),
            title=decided.title,
            accepted=decided.state is ProposalState.ACCEPTED,
            reason=decided.reason,
        )
