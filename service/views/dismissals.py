"""``/opportunities/<id>/set-aside`` and ``/take-back``: what is not for us, and why.

For stewards and strategists, and for the person at the machine that Hedgerow runs on.
"""

from __future__ import annotations

import hashlib

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.opportunities import Opportunity
from graph.analysis.opportunities.dismissals import FINDING
from graph.model import Dismissal
from service import access
from service.forms.order import ordered_rightly
from service.opened import store, today
from service.pages import Problem
from service.views.opportunities import MOST_REASON, opportunity_page

views = Blueprint("dismissals", __name__)

VIA = "opportunities page"


@views.post("/opportunities/<id>/set-aside")
@access.staff_or_local
def set_aside(id: str) -> AnyResponse:
    """Set an opportunity aside with a reason, and go back to it."""
    ordered, reason = ordered_rightly(), " ".join(request.form.get("reason", "").split())
    page = opportunity_page(ordered, id)
    problem = _wrong(reason)
    if problem is not None:
        return opportunity_page(ordered, id, problems=(problem,), reason=reason).answer()
    said = _dismissal(page.row, reason)
    message = f"Set aside “{page.row.title}”: {reason}"
    store().write([said], by=access.doer(), via=VIA, message=message)
    return redirect(ordered.asked.row_address("/opportunities", id), code=303)


@views.post("/opportunities/<id>/take-back")
@access.staff_or_local
def take_back(id: str) -> AnyResponse:
    """Take back that an opportunity was set aside, and go back to it."""
    ordered = ordered_rightly()
    said = opportunity_page(ordered, id).row.dismissal
    if said is not None:
        message = f"Took back that an opportunity was set aside: {said.reason}"
        gone = [(Dismissal, said.dismissal_id)]
        store().write((), by=access.doer(), via=VIA, message=message, remove=gone)
    return redirect(ordered.asked.row_address("/opportunities", id), code=303)


def _wrong(reason: str) -> Problem | None:
    if not reason:
        return Problem(message="Say why it is not for you, in a few words.", field="reason")
    if len(reason) > MOST_REASON:
        return Problem(
            message=f"The reason has {len(reason):,} characters; use at most {MOST_REASON}.",
            field="reason",
        )
    if not reason.isprintable():
        return Problem(message="The reason has characters that cannot be shown.", field="reason")
    return None


def _dismissal(row: Opportunity, reason: str) -> Dismissal:
    # One opportunity is set aside once; its id may be longer than an id of the graph.
    digest = hashlib.sha256(row.id.encode()).hexdigest()[:24]
    return Dismissal(
        id=f"dismissal.{FINDING}.{digest}",
        finding=FINDING,
        finding_id=row.id,
        kind=str(row.kind),
        title=row.title,
        organisation_ids=row.organisation_ids,
        area_ids=row.area_ids,
        reason=reason,
        dismissed_on=today(),
    )
