"""``/add``: adding something, one question a page; a draft is saved at each."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import ChangedMeanwhile, InvalidData
from graph.model import Account
from graph.network import Network
from maps.elements import script_of
from maps.pages import bounds_of
from maps.pin import pin_map
from service import access
from service.adding import answers, drafts, records
from service.adding.catalogue import subject_of
from service.adding.drafts import Adding
from service.adding.pages import ANOTHER, StepPage, SubjectPage, inputs_of
from service.adding.subjects import CHECK, ORGANISATION, PLACE, SAME, WHERE, Step
from service.editing.kinds import NOUNS
from service.opened import network, store, today
from service.outlines import context_kind, ground
from service.pages import Crumb, Problem
from service.rights import may_change
from service.saving import Plan, save, waits
from service.signing.session import own_account
from service.take_away import script_file

views = Blueprint("add", __name__)

VIA = "the pages “Add something we could share”"
MOST_SENT = 12_000
"""Characters of one answer that are kept, so that its problem can be told."""


@views.get("/add")
@access.contributors
def choose() -> Response:
    """Ask what is to be added, and show what was left unfinished."""
    organisation = request.args.get("organisation", "")
    return SubjectPage(
        title="Add something we could share",
        drafts=drafts.drafts_of(own_account()),
        organisation_id=organisation[:120],
        chosen=request.args.get("subject", "")[:20],
    ).answer()


@views.post("/add")
@access.contributors
def begin() -> AnyResponse:
    """Begin to add something, and go to its first page."""
    account, subject = own_account(), subject_of(request.form.get("subject", ""))
    organisation = request.form.get("organisation", "")[:120]
    problem = "Choose what you would like to add."
    if subject is not None:
        values = {}
        if may_change(account, organisation or None, network()) and organisation:
            values["organisation_id"] = [organisation]
        elif len(account.organisation_ids) == 1:
            values["organisation_id"] = [account.organisation_ids[0]]
        try:
            adding = drafts.begin(account, subject, values)
        except InvalidData as refused:
            problem = str(refused)
        else:
            first = subject.steps[1 if "organisation_id" in values else 0]
            return redirect(adding.step_address(first.word), 303)
    return SubjectPage(
        title="Add something we could share",
        drafts=drafts.drafts_of(account),
        problems=(Problem(message=problem, field="subject"),),
    ).answer()


@views.get("/add/<id>")
@access.contributors
def go_on(id: str) -> AnyResponse:
    """Go on with a draft where it was left."""
    adding = drafts.resumed(own_account(), id)
    return redirect(adding.step_address(adding.draft.step), 303)


@views.post("/add/<id>/throw-away")
@access.contributors
def throw_away(id: str) -> AnyResponse:
    """Throw a draft away."""
    store().desk.drafts.remove(drafts.resumed(own_account(), id).draft.id)
    return redirect("/add", 303)


@views.get("/add/<id>/place.js")
@access.contributors
def place_script(id: str) -> Response:
    """The script of the map on which the place is marked."""
    adding, known = drafts.resumed(own_account(), id), network()
    places = answers.places_of(adding, known)
    around = [(place.longitude, place.latitude) for place in places]
    at = _marked(adding)
    if at is None and places and places[0].site_id is None:
        at = around[0]
    bounds = bounds_of(around or _everywhere(known), margin=0.3)
    marks = [
        (f"site:{place.site_id}", place.longitude, place.latitude)
        for place in places
        if place.site_id
    ]
    below = ground(bounds, known, context_kind(known))
    return script_file(script_of(pin_map(below, form="place-form", at=at, places=marks)))


@views.get("/add/<id>/<step>")
@access.contributors
def ask(id: str, step: str) -> AnyResponse:
    """Show a page of a draft."""
    account = own_account()
    adding, page = _page_of(account, id, step)
    if step == SAME and not answers.alike(adding):
        return redirect(adding.step_address(answers.page_after(adding, page).word), 303)
    return _shown(adding, page, adding.values).answer()


@views.post("/add/<id>/<step>")
@access.contributors
def answer(id: str, step: str) -> AnyResponse:
    """Keep what was typed on a page, and go to the next; on the last, save it all."""
    account = own_account()
    adding, page = _page_of(account, id, step)
    if step == CHECK:
        return _saved(adding, page)
    typed = {
        name: [text[:MOST_SENT] for text in request.form.getlist(name)[:40]]
        for name in inputs_of(page)
    }
    tried = replace(adding, values={**adding.values, **typed})
    try:
        problems = answers.problems_of(tried, page, account)
        if not problems:
            said = replace(tried, values={**tried.values, **answers.settled(tried, page)})
            return _onward(said, page)
    except InvalidData as problem:
        problems = (Problem(message=str(problem), field=problem.field),)
    return _shown(tried, page, tried.values, problems=problems).answer()


def _onward(said: Adding, page: Step) -> AnyResponse:
    """Keep what was said on a page, and go on."""
    if request.form.get("later"):
        drafts.kept(said, {}, step=page.word)
        return redirect("/add", 303)
    if page.word == SAME and said.first("same") != ANOTHER:
        return _it_is(said)
    changing = _then() == CHECK
    after = said.subject.step(CHECK) if changing and page.word != WHERE else None
    after = after or answers.page_after(said, page)
    onward = drafts.kept(said, {}, step=after.word).step_address(after.word)
    return redirect(f"{onward}?then=check" if changing and after.word != CHECK else onward, 303)


def _then() -> str:
    return CHECK if request.values.get("then") == CHECK else ""


def _page_of(account: Account, id: str, step: str) -> tuple[Adding, Step]:
    adding = drafts.resumed(account, id)
    page = adding.subject.step(step)
    if page is None:
        abort(404)
    return adding, page


def _it_is(adding: Adding) -> AnyResponse:
    """It is here already: a place is taken as the place, a row is gone on with where it is."""
    kind, _, id = adding.first("same").partition(":")
    if kind == "site":
        adding = drafts.kept(adding, {"place": [f"site:{id}"], "same": []}, step=SAME)
        same = adding.subject.step(SAME)
        assert same is not None
        return redirect(adding.step_address(answers.page_after(adding, same).word), 303)
    store().desk.drafts.remove(adding.draft.id)
    tables = {"asset": "assets", "activity": "activities"}
    return redirect(f"/{tables[kind]}/{id}", 303)


def _shown(
    adding: Adding,
    page: Step,
    typed: dict[str, list[str]],
    *,
    problems: tuple[Problem, ...] = (),
) -> StepPage:
    account, known = own_account(), network()
    words = [step.word for step in adding.subject.steps if step.word != SAME]
    before = answers.page_before(adding, page)
    whose, last = page.word == ORGANISATION, page.word == CHECK
    return StepPage(
        title=page.title,
        problems=problems,
        crumbs=(Crumb(text="Add something", address="/add"),),
        adding=adding,
        step=page,
        typed=typed,
        number=words.index(page.word) + 1 if page.word in words else words.index(PLACE) + 1,
        of=len(words),
        back=adding.step_address(before.word) if before else "/add",
        then=_then(),
        fields=page.fields,
        options=answers.organisations_of(adding, account, known) if whose else (),
        searching=whose and answers.may_search(account),
        places=answers.places_of(adding, known) if page.word == PLACE else (),
        same=answers.alike(adding) if page.word == SAME else (),
        told=answers.answers_of(adding, known) if last else (),
        waits=last and waits(account, [adding.first("organisation_id")]),
    )


def _marked(adding: Adding) -> tuple[float, float] | None:
    """Longitude and latitude of the mark that was put on the map."""
    try:
        return float(adding.first("longitude")), float(adding.first("latitude"))
    except ValueError:
        return None


def _everywhere(known: Network) -> list[tuple[float, float]]:
    areas, rows = known.areas, known.demand_areas
    return list(zip(areas.longitude[rows].tolist(), areas.latitude[rows].tolist(), strict=True))


def _saved(adding: Adding, page: Step) -> AnyResponse:
    """Save what a draft comes to, and say what it could do."""
    try:
        rows = records.rows_of(adding, network(), today=today())
    except InvalidData as problem:
        wrong = (Problem(message=str(problem), field=""),)
        return _shown(adding, page, adding.values, problems=wrong).answer()
    noun = NOUNS[type(rows.record)]
    plan = Plan(
        records=rows.added,
        stamps={(type(one), one.id): None for one in rows.added},
        message=f"Added the {noun} “{rows.record.name}”",
        via=VIA,
    )
    thanks = url_for("added.thanks", kind=noun, id=rows.record.id)
    try:
        saved = save(plan)
    except ChangedMeanwhile:  # sent twice: it is there
        return redirect(thanks, 303)
    store().desk.drafts.remove(adding.draft.id)
    if saved.proposal is not None:
        return redirect(url_for("added.waiting", id=saved.proposal.id), 303)
    return redirect(thanks, 303)
