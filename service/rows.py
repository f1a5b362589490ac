"""Single rows that people change: which they may, what they have seen of them, and keeping them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.blurring import blurred
from graph.errors import NotYours
from graph.model import Account, Consent, Contact, Record, Site
from graph.store import stamp_of
from service.editing.fields import Field
from service.editing.kinds import NOUNS, POSITION, fields_of, kind_of
from service.opened import network, store, today
from service.rights import may_change, owner_of
from service.saving import Plan, Saved, propose, save, stamps_of, waits, write
from service.signing.session import signed_in
from service.tenancy import looks_after_place, may_change_place, others_at, users_of
from service.whereabouts import placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that somebody may change.

    Attributes
    ----------
    word, noun
        Its kind in addresses, and within a sentence.
    record
        As it is now.
    fields
        What they may change of it.
    others
        Of a place, the organisations that use it too; what is changed of it then waits.
    waits
        Whether what they change waits for a steward.
    """

    word: str
    noun: str
    record: Any
    fields: tuple[Field, ...]
    others: tuple[str, ...] = ()
    waits: bool = False

    @property
    def stamp(self) -> str:
        """What somebody sees of it who looks at it now."""
        return stamp_of(self.record)


def changeable(word: str, id: str) -> Row:
    """A row that whoever asks may change.

    Raises
    ------
    NotFound
        There is no such row, or no such kind of row.
    NotYours
        It is somebody else's.
    """
    kind, account, known = kind_of(word), signed_in(), network()
    record: Any = store().record(kind, id)
    fields = fields_of(kind)
    if account is None:
        raise NotYours(record.name)
    if isinstance(record, Site):
        return _place(word, record, account)
    if not may_change(account, owner_of(record), known):
        raise NotYours(record.name)
    return Row(
        word=word,
        noun=NOUNS[kind],
        record=record,
        fields=fields,
        waits=waits(account, {owner_of(record)}),
    )


def _place(word: str, site: Site, account: Account) -> Row:
    known = network()
    if not may_change_place(account, site, known):
        raise NotYours(site.name)
    is_steward = looks_after_place(account, site, known)
    others = others_at(account, site, known)
    may_move = is_steward or not others
    return Row(
        word=word,
        noun=NOUNS[Site],
        record=site,
        fields=(*fields_of(Site), *(POSITION if may_move else ())),
        others=others,
        waits=not is_steward and (bool(others) or waits(account, users_of(known, site.id))),
    )


def seen_as(record: Record, stamp: str) -> Record | None:
    """The version of a row that has a stamp, None where it is not known (any more)."""
    if stamp_of(record) == stamp:
        return record
    for past in store().versions.of(type(record), record.id):
        if past.before is not None and stamp_of(past.before) == stamp:
            return past.before
    return None


def merged(now: Any, wanted: Any, fields: Sequence[Field]) -> Any:
    """A row as it is now, with the fields as somebody would have them, checked today.

    Raises
    ------
    InvalidData
        A place would be moved to where no area is known.
    """
    values = {field.name: getattr(wanted, field.name) for field in fields}
    after = replace(now, **values, verified_on=today())
    return _put(now, after) if isinstance(after, Site) else agreed(now, after)


def _put(before: Site, after: Site) -> Site:
    """A place with the areas that it stands in, and only roughly where it must not be found."""
    moved = (before.latitude, before.longitude) != (after.latitude, after.longitude)
    if moved:
        after = placed(network(), after)
    return blurred(after) if after.blurred and (moved or not before.blurred) else after


def agreed(before: Any, after: Any) -> Any:
    """A contact detail with the day on which somebody agreed to its being shown."""
    if not isinstance(after, Contact):
        return after
    if after.consent is not Consent.YES:
        return replace(after, consented_on=None)
    same = isinstance(before, Contact) and before.value == after.value
    on = before.consented_on if same and before.consent is Consent.YES else None
    return replace(after, consented_on=on or today())


def keep(row: Row, after: Any, *, message: str, via: str) -> Saved:
    """Keep a row as somebody would have it, or let a steward decide.

    Raises
    ------
    ChangedMeanwhile
        It is not as it was when it was read.
    """
    plan = Plan(
        records=(after,),
        before=(row.record,),
        stamps=stamps_of([row.record]),
        message=message,
        via=via,
    )
    if not isinstance(row.record, Site):
        return save(plan)
    account = signed_in()
    assert account is not None
    if row.waits:
        return Saved(proposal=propose(plan, account))
    return Saved(change=write(plan, by=account.id))


def told(saved: Saved, what: str) -> str:
    """What came of saving, for whoever did it."""
    if saved.proposal is not None:
        return f"Thank you. A steward looks at {what} before everybody sees it."
    if saved.change is None:
        return f"{what} was so already; nothing was changed."
    return f"{what} is saved."


def may_change_row(record: Record) -> bool:
    """Whether whoever asks may change a row, for pages that show it to everybody."""
    return may_change(signed_in(), owner_of(record), network())
