"""``/agreements``: what is shared between organisations, what waits for whom, each on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, Response

from graph.analysis.sharing import Caution, cautions
from graph.model import Agreement, Review, Stage, Use
from graph.network import Network
from service import access, links
from service.agreements import reviews
from service.agreements.deeds import LOGGED, said_yes
from service.agreements.sides import Deal, Side, deal_of, may_see, own_organisations
from service.agreements.state import State, state_of, waits_for
from service.agreements.terms import Altered, altered, lines_of, past_texts, text_stamp
from service.agreements.uses import FIELDS as USE_FIELDS
from service.editing.fields import Field
from service.formats import folded
from service.opened import network, store, today
from service.pages import Crumb, Page, Problem
from service.signing.session import signed_in

views = Blueprint("agreements", __name__)

SHOWN = 300
"""Most agreements on one page."""

HOME = Crumb(text="Home", address="/")
ALL = Crumb(text="Agreements", address="/agreements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One agreement of the list; ``waits`` names whose answer it awaits, ``mine`` if it is ours."""

    link: links.Link
    lender: links.Link
    borrower: links.Link
    stage: str
    waits: str
    mine: bool
    hours_used: float


@dataclass(frozen=True, kw_only=True)
class AgreementsPage(Page):
    """One's agreements.

    Attributes
    ----------
    waiting
        Those that wait for one's own answer.
    others
        The others that are not over.
    over
        Those that ended or were declined.
    more
        How many are not shown.
    """

    template: ClassVar[str] = "agreements/index.html"
    section: ClassVar[str] = "/agreements"
    waiting: tuple[Line, ...]
    others: tuple[Line, ...]
    over: tuple[Line, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    """One agreement.

    Attributes
    ----------
    it, address
        The agreement, and where its pages are.
    deal, state
        The same with its sides, and where it stands.
    text
        The text, part by part.
    yes
        By side, when it said yes.
    to_answer
        The sides for which whoever asks has yet to say yes.
    changes
        What the text has otherwise than the one before it, while it waits for a yes.
    cautions
        What has to be minded.
    uses, reviews
        What whoever asks may see of them.
    earlier
        Hours from before uses were written down one by one.
    noted
        By the id of a use, which side wrote it down, and whether whoever asks may change it.
    review_due
        The sides for which whoever asks may write a review.
    typed
        What the form of a use holds.
    seen
        The stamp of the text.
    """

    template: ClassVar[str] = "agreements/agreement.html"
    section: ClassVar[str] = "/agreements"
    it: Agreement
    address: str
    deal: Deal
    state: State
    text: tuple[tuple[str, str], ...]
    yes: tuple[tuple[str, Any], ...]
    to_answer: tuple[Side, ...]
    changes: tuple[Altered, ...]
    cautions: tuple[Caution, ...]
    uses: tuple[Use, ...]
    earlier: float
    noted: dict[str, tuple[str, bool]]
    logs: bool
    review_due: tuple[Side, ...]
    reviews: tuple[Review, ...]
    use_fields: tuple[Field, ...]
    typed: dict[str, list[str]]
    seen: str


@views.get("/agreements")
@access.contributors
def index() -> Response:
    """Show somebody their agreements, first those that wait for them."""
    known, account = network(), signed_in()
    own = set(own_organisations(account))
    found = []
    for agreement in known.agreements:
        row = known.assets.rows.get(agreement.asset_id, -1)
        keeper = int(known.assets.organisation[row]) if row >= 0 else -1
        lender = str(known.organisations.id[keeper]) if keeper >= 0 else None
        if may_see(account, lender, agreement.borrower_id, known=known):
            found.append((agreement, _line(known, agreement, keeper, lender, own)))
    found.sort(key=lambda one: (folded(one[0].name), one[0].id))
    over = (Stage.ENDED, Stage.DECLINED)
    waiting = [line for _, line in found if line.mine]
    others = [line for one, line in found if one.stage not in over and not line.mine]
    done = [line for one, line in found if one.stage in over and not line.mine]
    return AgreementsPage(
        title="Agreements to share",
        crumbs=(HOME,),
        waiting=tuple(waiting[:SHOWN]),
        others=tuple(others[:SHOWN]),
        over=tuple(done[:SHOWN]),
        more=sum(max(len(each) - SHOWN, 0) for each in (waiting, others, done)),
    ).answer()


def _line(
    known: Network, agreement: Agreement, keeper: int, lender: str | None, own: set[str]
) -> Line:
    side = waits_for(agreement)
    id = agreement.borrower_id if side is Side.BORROWER else lender
    borrower = links.of_id(known, "organisations", agreement.borrower_id)
    return Line(
        link=links.Link(
            text=links.of_id(known, "assets", agreement.asset_id).text,
            address=f"/agreements/{agreement.id}",
        ),
        lender=links.organisation(known, keeper),
        borrower=borrower,
        stage=agreement.stage.label,
        waits="" if side is None or id is None else links.of_id(known, "organisations", id).text,
        mine=side is not None and id in own,
        hours_used=agreement.hours_used,
    )


@views.get("/agreements/<id>")
@access.public
def agreement(id: str) -> Response:
    """Show one agreement: all of it to its sides, that it is there to everybody."""
    return page_of(deal_of(id))


def page_of(
    deal: Deal, *, typed: dict[str, list[str]] | None = None, problems: tuple[Problem, ...] = ()
) -> Response:
    """The page of an agreement; ``typed`` and ``problems`` are those of the form of a use."""
    it, day = deal.agreement, today()
    written = store().referring(Review, "agreement_id", it.id) if deal.sees else ()
    uses = store().referring(Use, "agreement_id", it.id) if deal.sees else ()
    opened = reviews.is_open(it, written, day)
    due = deal.speaks if it.stage is Stage.ENDED and not opened else ()
    return AgreementPage(
        title=it.name,
        crumbs=(HOME, ALL) if deal.speaks else (HOME,),
        problems=problems,
        it=it,
        address=f"/agreements/{it.id}",
        deal=deal,
        state=state_of(deal, today=day),
        text=lines_of(it) if deal.sees else (),
        yes=_yes(deal),
        to_answer=_to_answer(deal),
        changes=_changes(deal),
        cautions=cautions(network(), it, today=day) if deal.sees and _stands(it) else (),
        uses=tuple(sorted(uses, key=lambda use: (use.on, use.id), reverse=True)),
        earlier=it.hours_used - sum(use.hours for use in uses),
        noted={use.id: _noted(deal, use) for use in uses},
        logs=bool(deal.speaks) and it.stage in LOGGED,
        review_due=due,
        reviews=reviews.seen_by(deal, written, day),
        use_fields=USE_FIELDS,
        typed=typed or {},
        seen=text_stamp(it),
    ).answer()


def _stands(it: Agreement) -> bool:
    return it.stage not in (Stage.ENDED, Stage.DECLINED)


def _yes(deal: Deal) -> tuple[tuple[str, Any], ...]:
    it = deal.agreement
    return (
        (deal.lender.text, it.agreed_by_lender_on),
        (deal.borrower.text, it.agreed_by_borrower_on),
    )


def _to_answer(deal: Deal) -> tuple[Side, ...]:
    it = deal.agreement
    open = it.stage is Stage.INTENT
    return tuple(side for side in deal.speaks if open and not said_yes(it, side))


def _changes(deal: Deal) -> tuple[Altered, ...]:
    """What is otherwise than in the text before, while somebody has yet to say yes to it."""
    it = deal.agreement
    if not deal.sees or it.stage is not Stage.INTENT or all(said_yes(it, side) for side in Side):
        return ()
    past = past_texts(it)
    return altered(past[0], it) if past else ()


def _noted(deal: Deal, use: Use) -> tuple[str, bool]:
    side = deal.side_of(use.organisation_id)
    who = deal.name_of(side) if side else use.organisation_id
    return who, side in deal.speaks
