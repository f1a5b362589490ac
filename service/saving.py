"""The one way in which the web changes rows: looks whose they are, then writes, or asks a steward.

Whoever keeps a row changes it at once, unless stewards have said that what its organisation writes
waits (:class:`~graph.model.Standing`); then it becomes a proposal. Stewards' own changes never
wait. What a writer has not seen is never overwritten: a save names the stamp of each row as it
was when the form was opened (:func:`stamps_of`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.model import Account, Change, Deed, Proposal, Record, Role, Site, Source
from graph.store import stamp_of
from graph.store.images import image_of
from service.opened import network, store
from service.rights import looks_after, owner_of, refuse_others
from service.signing.session import now, signed_in

PEOPLE = Source(
    id="source.people",
    name="The organisations themselves, and infrastructure staff",
    attribution="Entered in Hedgerow by those who keep the rows",
)
"""The source of whatever people enter."""

Stamps = Mapping[tuple[type, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a save.

    Attributes
    ----------
    change
        The change that was made, None where there was nothing to do or it waits.
    proposal
        What waits for a steward, None where it was done at once.
    """

    change: Change | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a save is to do.

    Attributes
    ----------
    records
        How the rows are to be; the first is what it is about.
    remove
        Rows that are to go, as they are.
    before
        Rows as the writer saw them, those to be removed among them.
    stamps
        What the writer saw, by class and id (:func:`stamps_of`).
    message, via
        What it is and by what way, for the record of changes.
    note
        Why, in the writer's words.
    """

    records: Sequence[Record] = ()
    remove: Sequence[Record] = ()
    before: Sequence[Record] = ()
    stamps: Stamps
    message: str
    via: str
    note: str = ""


def save(plan: Plan) -> Saved:
    """Do what is planned, or let a steward decide on it.

    Raises
    ------
    NotYours
        A row is somebody else's.
    ChangedMeanwhile
        A row is not as the writer saw it; nothing was kept.
    """
    account = signed_in()
    owned = [
        one
        for one in (*plan.records, *plan.remove, *plan.before)
        if not isinstance(one, Site)  # a place goes with what stands there
    ]
    refuse_others(account, owned, network())
    assert account is not None
    if waits(account, {owner_of(one) for one in owned}):
        return Saved(proposal=propose(plan, account))
    return Saved(change=write(plan, by=account.id))


def write(plan: Plan, *, by: str) -> Change | None:
    """Write what is planned at once, whoever it is that asks; None where nothing is new."""
    written = store().write(
        [_sourced(one) for one in plan.records],
        by=by,
        message=plan.message,
        via=plan.via,
        source=PEOPLE,
        remove=[(type(one), one.id) for one in plan.remove],
        expected=plan.stamps,
    )
    return written.change


def waits(account: Account, organisation_ids: Iterable[str | None]) -> bool:
    """Whether what somebody changes of some organisations waits for a steward."""
    known = network()
    return any(
        id is not None
        and not looks_after(account, id, known)
        and (standing := store().desk.standings.find(id)) is not None
        and standing.edits_wait
        for id in sorted(organisation_ids, key=str)
    )


def propose(plan: Plan, account: Account | None, *, email: str = "") -> Proposal:
    """Keep what is planned as a proposal.

    Parameters
    ----------
    account
        Who proposes, None for somebody who is not signed in.
    email
        Where somebody without an account is told what came of it.
    """
    about = (plan.records or plan.remove)[0]
    there = {(type(one), one.id) for one in plan.before}
    deed = Deed.CHANGED if (type(about), about.id) in there else Deed.ADDED
    proposal = Proposal(
        id=f"proposal.{uuid.uuid4().hex}",
        deed=deed if plan.records else Deed.REMOVED,
        kind=type(about).__name__,
        record_id=about.id,
        title=str(getattr(about, "name", about.id)),
        organisation_id=owner_of(about),
        before="\n".join(image_of(one) for one in plan.before),
        after="\n".join(image_of(_sourced(one)) for one in plan.records),
        note=plan.note,
        by=account.id if account else "",
        email=email,
        made_at=now(),
    )
    store().desk.proposals.keep(proposal)
    return proposal


def stamps_of(records: Iterable[Record]) -> dict[tuple[type, str], str | None]:
    """What somebody sees who looks at some rows now."""
    return {(type(one), one.id): stamp_of(one) for one in records}


def new_id(kind: type[Record]) -> str:
    """An id for a new record of a kind, which says nothing."""
    return f"{kind.__name__.lower()}.{uuid.uuid4().hex[:20]}"


def is_staff(account: Account | None) -> bool:
    """Whether somebody may see what is for staff only."""
    staff = {Role.STEWARD, Role.STRATEGIST, Role.ADMINISTRATOR}
    return account is not None and bool(staff & set(account.roles))


def _sourced(record: Any) -> Any:
    """A record that people entered says so; one that came from elsewhere keeps its source."""
    if isinstance(record, Source) or record.source_id is not None:
        return record
    return replace(record, source_id=PEOPLE.id)
