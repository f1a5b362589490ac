"""``/added``: thank you, and what it could do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.contribution import Contribution, find_contribution
from graph.errors import NotFound
from graph.model import Activity, Asset, Proposal, Request, Site
from graph.store.images import record_of_image
from service import access, links
from service.editing.kinds import NOUNS
from service.findings import usual, worked_out
from service.links import Link
from service.opened import network, store, today
from service.pages import Crumb, Page
from service.rights import may_change
from service.signing.session import signed_in

views = Blueprint("added", __name__)

Added = Asset | Activity | Request
NOUNS_ADDED = tuple(NOUNS[kind] for kind in (Asset, Activity, Request))
ADDRESSES = {Asset: "/assets/", Activity: "/activities/", Request: "/requests/"}


@dataclass(frozen=True, kw_only=True)
class ThanksPage(Page):
    """Thank you, and what it could do.

    Attributes
    ----------
    it, noun
        What was added, and what it is called.
    address
        Its page, empty while it waits for a steward.
    found
        What it could do.
    keeper
        Whose it is.
    waits
        What waits for a steward, None where everybody sees it already.
    """

    template: ClassVar[str] = "added/index.html"
    section: ClassVar[str] = "/add"
    it: Added
    noun: str
    address: str
    found: Contribution
    keeper: Link
    waits: Proposal | None = None


@views.get("/added/<kind>/<id>")
@access.contributors
def thanks(kind: str, id: str) -> AnyResponse:
    """Thank whoever added something, and say what it could do."""
    if kind not in NOUNS_ADDED:
        abort(404)
    it: Added = (
        store().asset(id)
        if kind == "asset"
        else (store().activity(id) if kind == "activity" else store().request(id))
    )
    if not may_change(signed_in(), it.organisation_id, network()):
        abort(403, "This page is for whoever keeps it.")
    return _page(it, None, address=ADDRESSES[type(it)] + it.id)


@views.get("/added/waiting/<id>")
@access.contributors
def waiting(id: str) -> AnyResponse:
    """Thank whoever proposed something new, and say what it could do once a steward agrees."""
    account, proposal = signed_in(), store().desk.proposals.one(id)
    if account is None or proposal.by != account.id:
        raise NotFound("proposal", id)
    records = [record_of_image(line) for line in proposal.after.splitlines()]
    added = [one for one in records if isinstance(one, Asset | Activity | Request)]
    if not added:
        raise NotFound("proposal", id)
    site = next((one for one in records if isinstance(one, Site)), None)
    return _page(added[0], site, waits=proposal)


def _page(
    it: Added, site: Site | None, *, address: str = "", waits: Proposal | None = None
) -> Response:
    known = network()
    asked = (it, site, today())
    found = worked_out(
        "contribution",
        known,
        asked,
        lambda _: find_contribution(known, it, site=site, reach=usual(known).reach, today=today()),
        "What it could do",
    )
    return ThanksPage(
        title=f"Thank you: “{it.name}” {'waits for a steward' if waits else 'is on the map'}",
        crumbs=(Crumb(text="Add something", address="/add"),),
        it=it,
        noun=NOUNS[type(it)],
        address=address,
        found=found,
        keeper=links.of_id(known, "organisations", it.organisation_id or ""),
        waits=waits,
    ).answer()
