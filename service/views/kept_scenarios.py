"""``/what-if/keep`` and ``/what-if/delete``: scenarios with a name, in the graph.

The scenario and its question stand in the address, as on the page; the form adds the name.

For stewards and strategists, and for the person at the machine that Hedgerow runs on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.model import Scenario
from graph.network import Network
from service import access
from service.formats import folded
from service.forms.query import Query
from service.opened import network, store, today
from service.pages import Problem
from service.scenario import PATH, read_asked_scenario
from service.views.what_if import scenario_page

views = Blueprint("kept_scenarios", __name__)

VIA = "what-if page"
MOST_SLUG = 60


@views.post("/what-if/keep")
@access.staff_or_local
def keep() -> AnyResponse:
    """Keep a scenario under a name, and go to it."""
    known, query, asked = network(), Query(request.form), read_asked_scenario()
    name, note = query.text("name", "The name"), query.text("note", "The reason")
    problems = list(query.problems)
    if not name and not problems:
        problems.append(Problem(message="Give the scenario a name.", field="name"))
    if not asked.edits:
        problems.append(Problem(message="A scenario without changes is today; add one first."))
    if problems or asked.problems:
        return scenario_page(asked, tuple(problems), given=request.form)
    scenario = Scenario(
        id=_free_id(known, name),
        name=name,
        edits=tuple(str(edit) for edit in asked.edits),
        saved_on=today(),
        note=note,
        question=urlencode(asked.asked.query),
    )
    store().write([scenario], by=access.doer(), via=VIA, message=f"Kept the scenario “{name}”")
    shown = replace(asked, read=replace(asked.read, kept=scenario))
    return redirect(shown.address(), code=303)


@views.post("/what-if/delete")
@access.staff_or_local
def delete() -> AnyResponse:
    """Delete a kept scenario, and go back to the list."""
    id = request.form.get("scenario", "")
    named = [one.name for one in network().scenarios if one.id == id]
    if named:
        message = f"Deleted the scenario “{named[0]}”"
        store().write((), by=access.doer(), via=VIA, message=message, remove=[(Scenario, id)])
    return redirect(f"{PATH}#kept", code=303)


def _free_id(known: Network, name: str) -> str:
    """An id out of the name that no kept scenario has."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:MOST_SLUG].strip("-")
    slug = f"scenario.{words or 'unnamed'}"
    taken, number = {one.id for one in known.scenarios}, 2
    id = slug
    while id in taken:
        id, number = f"{slug}.{number}", number + 1
    return id
