"""The two sides of an agreement, who speaks for each, and who may see what only they know."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from graph.errors import NotFound, NotYours
from graph.model import Account, Agreement, Asset, Role, Stage, Term
from graph.network import Network
from service import links
from service.opened import network, store
from service.rights import looks_after
from service.signing.session import signed_in

PUBLIC = (Stage.AGREED, Stage.IN_USE, Stage.ENDED)
"""Stages of which everybody may know; what is only meant or was declined stays with the sides."""


class Side(Term):
    """Which of the two."""

    LENDER = "lender", "Lends it"
    BORROWER = "borrower", "Uses it"

    @property
    def other(self) -> Side:
        """The one across."""
        return Side.BORROWER if self is Side.LENDER else Side.LENDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """An agreement with its two sides, as whoever asks stands to it.

    Attributes
    ----------
    agreement, asset
        As they are now.
    lender, borrower
        Who they are; the lender's address is empty where nobody keeps the asset.
    speaks
        The sides for which whoever asks may speak.
    sees
        Whether they may see terms, keyholder, uses and reviews.
    """

    agreement: Agreement
    asset: Asset
    lender: links.Link
    borrower: links.Link
    speaks: tuple[Side, ...]
    sees: bool

    def id_of(self, side: Side) -> str | None:
        """The organisation of a side."""
        if side is Side.BORROWER:
            return self.agreement.borrower_id
        return self.asset.organisation_id

    def name_of(self, side: Side) -> str:
        """What a side is called."""
        return (self.borrower if side is Side.BORROWER else self.lender).text

    def side_of(self, organisation_id: str) -> Side | None:
        """Which side an organisation is, None for neither."""
        return next((side for side in Side if self.id_of(side) == organisation_id), None)


def deal_of(id: str) -> Deal:
    """An agreement as whoever asks stands to it.

    Raises
    ------
    NotFound
        There is none, or it is for its sides alone and whoever asks is neither.
    """
    agreement = store().record(Agreement, id)
    asset, known, account = store().asset(agreement.asset_id), network(), signed_in()
    ids = {Side.LENDER: asset.organisation_id, Side.BORROWER: agreement.borrower_id}
    speaks = tuple(side for side in Side if speaks_for(account, ids[side], known))
    sees = bool(speaks) or may_see(account, *ids.values(), known=known)
    if not sees and not is_public(agreement):
        raise NotFound("agreement", id)
    lender = ids[Side.LENDER]
    return Deal(
        agreement=agreement,
        asset=asset,
        lender=links.of_id(known, "organisations", lender) if lender else links.NOWHERE,
        borrower=links.of_id(known, "organisations", agreement.borrower_id),
        speaks=speaks,
        sees=sees,
    )


def as_side(deal: Deal, word: str) -> Side:
    """The side for which somebody means to speak, of those for which they may.

    Raises
    ------
    NotYours
        They may speak for neither, or not for this one.
    """
    known = {side.value: side for side in deal.speaks}
    if word in known:
        return known[word]
    if not word and deal.speaks:
        return deal.speaks[0]
    if word and word not in {side.value for side in Side}:
        abort(400, "Say for which side you speak: lender or borrower.")
    raise NotYours(deal.agreement.name)


def is_public(agreement: Agreement) -> bool:
    """Whether everybody may know that something is shared."""
    return agreement.stage in PUBLIC or agreement.hours_used > 0


def may_see(account: Account | None, *organisation_ids: str | None, known: Network) -> bool:
    """Whether somebody keeps rows of any of some organisations, or looks after one."""
    return any(
        id is not None and (_keeps(account, id) or looks_after(account, id, known))
        for id in organisation_ids
        if account is not None and not account.disabled
    )


def speaks_for(account: Account | None, organisation_id: str | None, known: Network) -> bool:
    """Whether somebody may say yes for an organisation.

    Its contributors may. A steward of its area may where it has nobody of its own with an
    account: a parish that has not come yet is not left out.
    """
    if account is None or organisation_id is None or account.disabled:
        return False
    if _keeps(account, organisation_id):
        return True
    return looks_after(account, organisation_id, known) and not keepers_of(organisation_id)


def keepers_of(organisation_id: str) -> tuple[Account, ...]:
    """The contributors of an organisation, by e-mail address."""
    found = (one for one in store().accounts.all() if _keeps(one, organisation_id))
    return tuple(sorted((one for one in found if not one.disabled), key=lambda one: one.email))


def own_organisations(account: Account | None) -> tuple[str, ...]:
    """The organisations whose rows somebody keeps."""
    if account is None or Role.CONTRIBUTOR not in account.roles:
        return ()
    return tuple(account.organisation_ids)


def _keeps(account: Account | None, organisation_id: str) -> bool:
    return organisation_id in own_organisations(account)
