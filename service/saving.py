"""The one way in which the web changes rows: looks whose they are, then writes, or asks a steward.

Whoever keeps a row changes it at once, unless stewards have said that what its organisation writes
waits (:class:`~graph.model.Standing`); then it becomes a proposal. Stewards' own changes never
wait. What a writer has not seen is never overwritten: a save names the stamp of each row as it
was when the form was opened (:func:`stamps_of`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.model import Account, Change, Deed, Dismissal, Proposal, Record, Role, Site, Source
from graph.store import stamp_of
from graph.store.images import image_of
from service.care import refuse_others
from service.opened import network, store
from service.rights import looks_after, owner_of
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
    as_it_was
        Whether the rows are versions that were there: then they keep the source that they had,
        also where that was none.
    """

    records: Sequence[Record] = ()
    remove: Sequence[Record] = ()
    before: Sequence[Record] = ()
    stamps: Stamps
    message: str
    via: str
    note: str = ""
    as_it_was: bool = False

    @property
    def sourced(self) -> list[Record]:
        """The records; one that people entered says so, one from elsewhere keeps its source."""
        if self.as_it_was:
            return list(self.records)
        return [_sourced(one) for one in self.records]


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
    owned = tuple(_looked_at(plan))
    refuse_others(account, owned, network())
    assert account is not None
    if waits(account, {owner_of(one) for one in owned}):
        return Saved(proposal=propose(plan, account))
    return Saved(change=write(plan, by=account.id))


def _looked_at(plan: Plan) -> Iterator[Record]:
    """The rows whose keeper has to agree: as they are in the graph, and as they would be.

    What the writer says was there counts for nothing: whose a row is stands in the graph. A
    place that is new, or stays as it is, is nobody's to refuse.
    """
    there = {(type(one), one.id): store().find(type(one), one.id) for one in plan.records}
    for one in plan.records:
        known = there[type(one), one.id]
        if known is not None and known != one and not isinstance(one, Dismissal):
            yield known
        if not isinstance(one, Site | Dismissal):  # these go with what they are about
            yield one
    for one in plan.remove:
        yield store().find(type(one), one.id) or one


def write(plan: Plan, *, by: str) -> Change | None:
    """Write what is planned at once, whoever it is that asks; None where nothing is new."""
    written = store().write(
        plan.sourced,
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
    about = (plan.remove or plan.records)[0]
    there = {(type(one), one.id) for one in plan.before}
    deed = Deed.CHANGED if (type(about), about.id) in there else Deed.ADDED
    proposal = Proposal(
        id=f"proposal.{uuid.uuid4().hex}",
        deed=Deed.REMOVED if plan.remove else deed,
        kind=type(about).__name__,
        record_id=about.id,
        title=str(getattr(about, "name", about.id)),
        organisation_id=owner_of(about),
        before="\n".join(image_of(one) for one in plan.before),
        after="\n".join(image_of(one) for one in plan.sourced),
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
    if isinstance(record, Source) or record.source_id is not None:
        return record
    return replace(record, source_id=PEOPLE.id)
