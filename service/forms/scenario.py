"""The scenario that an address asks about, and the changes that its forms make."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from graph.analysis.scenario.edits import (
    MOST_EDITS,
    CloseActivity,
    CloseSite,
    Cut,
    Edit,
    Fold,
    Move,
    Open,
    Resize,
    parse_edit,
)
from graph.errors import InvalidData, OptionOutOfRange
from graph.model import AgeRange, Audience, Scenario, Term, Theme, parse_times
from graph.network import Network
from service.finder import Hits, Kind, find_named, hit_of
from service.forms.query import Query
from service.pages import Problem

SESSION_FIELDS = (
    "new_theme", "new_age_from", "new_age_to", "new_audience", "new_places", "new_times",
)  # fmt: skip
FIELDS_ABOUT = {
    Kind.ACTIVITY: ("places", "to"),
    Kind.ORGANISATION: ("percent",),
    Kind.SITE: SESSION_FIELDS,
    Kind.AREA: SESSION_FIELDS,
}
"""The fields of the forms for a thing of each kind, which a problem can point at."""

KEEP_FIELDS = ("name", "note")


class Do(Term):
    """What can be done to a thing that was chosen."""

    CLOSE = "close", "It closes"
    FOLD = "fold", "It folds"
    CUT = "cut", "Its budget falls"
    RESIZE = "resize", "It has other places"
    MOVE = "move", "It moves"
    OPEN = "open", "Something opens"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRead:
    """The scenario of an address.

    Attributes
    ----------
    edits
        Those that could be read.
    kept, against
        The kept scenarios that it names, None for none.
    problems
        What could not be read.
    """

    edits: tuple[Edit, ...]
    kept: Scenario | None
    against: Scenario | None
    against_edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]


def read_scenario(given: MultiDict[str, str], network: Network) -> ScenarioRead:
    """Read ``edit`` (several), ``scenario`` and ``against`` (ids of kept ones).

    A kept scenario stands for its edits; edits that the address adds come after them.
    """
    problems: list[Problem] = []
    kept = _kept(network, given.get("scenario", ""), problems)
    against = _kept(network, given.get("against", ""), problems)
    texts = [*(kept.edits if kept else ()), *(e for e in given.getlist("edit") if e.strip())]
    if len(texts) > MOST_EDITS:
        problems.append(
            Problem(message=f"A scenario has 0 to {MOST_EDITS} edits; this one has {len(texts):,}.")
        )
    return ScenarioRead(
        edits=read_edits(texts[:MOST_EDITS], problems),
        kept=kept,
        against=against,
        against_edits=read_edits(list(against.edits[:MOST_EDITS]) if against else [], problems),
        problems=tuple(problems),
    )


def _kept(network: Network, id: str, problems: list[Problem]) -> Scenario | None:
    if not id:
        return None
    for scenario in network.scenarios:
        if scenario.id == id:
            return scenario
    problems.append(Problem(message=f"No scenario is kept as “{id[:80]}”; it may be deleted."))
    return None


def read_edits(texts: list[str], problems: list[Problem]) -> tuple[Edit, ...]:
    """Read the texts of edits; those that are none become problems."""
    edits: list[Edit] = []
    for text in texts:
        try:
            edits.append(parse_edit(text))
        except (InvalidData, OptionOutOfRange) as problem:
            problems.append(Problem(message=str(problem)))
    return tuple(edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRead:
    """A change as a form gives it.

    Attributes
    ----------
    edit
        The edit, None where it could not be made.
    places
        Places to choose from, where the one that was named is none or several.
    """

    edit: Edit | None
    places: tuple[Hits, ...] = ()


def read_change(query: Query, network: Network, *, do: Do, about: str) -> ChangeRead:
    """The edit that a form makes of the thing ``about`` ("activity:ID").

    What is wrong is noted in ``query.problems``.
    """
    chosen = hit_of(network, about)
    if chosen is None:
        query.wrong("Choose what the change is about.", "q")
        return ChangeRead(edit=None)
    try:
        match do, chosen.kind:
            case Do.CLOSE, Kind.ACTIVITY:
                return ChangeRead(edit=CloseActivity(activity_id=chosen.id))
            case Do.CLOSE, Kind.SITE:
                return ChangeRead(edit=CloseSite(site_id=chosen.id))
            case Do.FOLD, Kind.ORGANISATION:
                return ChangeRead(edit=Fold(organisation_id=chosen.id))
            case Do.CUT, Kind.ORGANISATION:
                percent = query.decimal("percent", "How many per cent", low=1, high=100)
                if percent is not None:
                    share = round(percent / 100, 4)
                    return ChangeRead(edit=Cut(organisation_id=chosen.id, share=share))
                _missing(query, "Say by how many per cent the budget falls.", "percent")
            case Do.RESIZE, Kind.ACTIVITY:
                places = query.whole("places", "Places", default=0, low=1, high=1_000)
                if places:
                    return ChangeRead(edit=Resize(activity_id=chosen.id, places=places))
                _missing(query, "Say how many places it has, from 1 to 1,000.", "places")
            case Do.MOVE, Kind.ACTIVITY:
                return _move(query, network, chosen.id)
            case Do.OPEN, (Kind.SITE | Kind.AREA):
                return ChangeRead(edit=_open(query, network, chosen.kind, chosen.id))
            case _:
                query.wrong("That cannot happen to it; choose another change.", "q")
    except (InvalidData, OptionOutOfRange) as problem:
        query.wrong(str(problem), "")
    return ChangeRead(edit=None)


def _missing(query: Query, message: str, field: str) -> None:
    if not any(problem.field == field for problem in query.problems):
        query.wrong(message, field)


def _move(query: Query, network: Network, activity_id: str) -> ChangeRead:
    named = query.text("to", "Where it moves to")
    if not named:
        _missing(query, "Say where it moves to.", "to")
        return ChangeRead(edit=None)
    if named in network.sites.rows:
        return ChangeRead(edit=Move(activity_id=activity_id, site_id=named))
    found = tuple(find_named(network, named, kinds=(Kind.SITE,)))
    if not found:
        query.wrong(f"No place is called “{named[:80]}”; try part of its name.", "to")
    elif found[0].total == 1:
        return ChangeRead(edit=Move(activity_id=activity_id, site_id=found[0].hits[0].id))
    return ChangeRead(edit=None, places=found)


def _open(query: Query, network: Network, kind: Kind, id: str) -> Open | None:
    theme = query.word("new_theme", Theme, "What it is about") or Theme.OPEN_ACCESS
    audience = query.word("new_audience", Audience, "For whom") or Audience.EVERYONE
    low = query.whole("new_age_from", "Ages from", default=11, low=0, high=120)
    high = query.whole("new_age_to", "Ages to", default=19, low=0, high=120)
    places = query.whole("new_places", "Places", default=20, low=1, high=1_000)
    try:
        times = parse_times(query.text("new_times", "Its times"))
        if not times:
            query.wrong("Say when it is, such as Tue 18:00-20:00.", "new_times")
    except InvalidData as problem:
        query.wrong(str(problem), "new_times")
        return None
    if low > high:
        query.wrong(f"Ages {low} to {high} are reversed; the younger comes first.", "new_age_from")
    if query.problems:
        return None
    position = None
    if kind is Kind.AREA:
        row = network.areas.row(id)
        at = (float(network.areas.latitude[row]), float(network.areas.longitude[row]))
        if math.isnan(at[0]):
            query.wrong("Nobody knows where the middle of that area is; choose a place.", "q")
            return None
        position = (round(at[0], 5), round(at[1], 5))
    return Open(
        theme=theme,
        ages=AgeRange(age_from=low, age_to=high),
        audience=audience,
        places=places,
        sessions=times,
        site_id="" if position else id,
        position=position,
    )


def fields_given(given: Mapping[str, str]) -> dict[str, str]:
    """What stands in the fields of the forms, empty where nothing was given."""
    names = {name for fields in FIELDS_ABOUT.values() for name in fields}
    return {name: given.get(name, "")[:200] for name in (*names, *KEEP_FIELDS)}
