"""The question that the findings' pages share: whose provision of what, when, where, how far."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.timed import MINUTES, timed_modes, usual_reach
from graph.analysis.memory import remembered
from graph.analysis.slices import (
    YOUNG_PEOPLE,
    Decay,
    Method,
    Mode,
    Part,
    Reach,
    Slice,
)
from graph.errors import InvalidData
from graph.model import AgeRange, AreaKind, Audience, Day, Outcome, Season, Term, Theme
from graph.network import Network
from maps.shapes import Shape, read_shape
from service.findings import Options
from service.formats import folded
from service.forms.query import Query

NAMED_KINDS = (
    AreaKind.REGION,
    AreaKind.COUNTY,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.PARISH,
    AreaKind.WARD,
    AreaKind.LOCAL,
)
MOST_NAMES = 1_500
REACH_KM = (0.1, 60.0)
"""The shortest and the longest reach of one's own, kilometres along the way."""


class Ways(Term):
    """What ways are measured by."""

    TIMES = "times", "By the imported travel times"
    STRAIGHT = "straight", "By straight lines"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: what stands in the address, and what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and what can be asked; what ``filters.question`` shows.

    Attributes
    ----------
    options
        For :mod:`service.findings`.
    area_name
        What stands in the field “Where”.
    standard_text
        What stands in the field “Standard”; empty for the agreed or default one.
    reach_text, minutes_text
        What stands in the fields “How far” and “How long”; empty for the declared reach of the
        way of travel.
    times
        The ways of travel that there are travel times for.
    area_names
        Ids and names of areas to choose from.
    outcomes
        Outcomes of the framework to choose from, by name.
    shape
        The outline that was asked about, None for none.
    asks_method
        Whether the page lets one choose the method.
    """

    options: Options
    area_name: str
    standard_text: str
    reach_text: str
    minutes_text: str
    times: tuple[Mode, ...]
    area_names: tuple[tuple[str, str], ...]
    outcomes: tuple[Choice, ...]
    shape: Shape | None = None
    asks_method: bool = False
    themes: tuple[Theme, ...] = tuple(Theme)
    audiences: tuple[Audience, ...] = tuple(a for a in Audience if a is not Audience.EVERYONE)
    modes: tuple[Mode, ...] = tuple(Mode)
    seasons: tuple[Season, ...] = tuple(Season)
    days: tuple[Day, ...] = tuple(Day)
    parts: tuple[Part, ...] = tuple(Part)
    ways: tuple[Ways, ...] = tuple(Ways)
    decays: tuple[Decay, ...] = tuple(Decay)
    methods: tuple[Method, ...] = tuple(Method)

    @property
    def slice(self) -> Slice:
        """Whose provision of what, when."""
        return self.options.slice

    @property
    def reach(self) -> Reach:
        """How far people go for it."""
        return self.options.reach

    @property
    def way(self) -> Ways:
        """What ways are measured by."""
        return Ways.TIMES if self.reach.by_table else Ways.STRAIGHT

    @property
    def more(self) -> bool:
        """Whether any of the rarely used options was used."""
        return bool(
            self.slice.parts
            or self.slice.outcome
            or self.reach != usual_reach(self.reach.mode, timed=self.reach.mode in self.times)
            or self.options.method is not Method.E2SFCA
        )


def read_question(query: Query, network: Network) -> Question:
    """Read the question out of an address; what is wrong is noted in ``query.problems``.

    The parameters are ``age_from``, ``age_to``, ``theme``, ``audience``, ``outcome``,
    ``day`` and ``part`` (several of each), ``season``, ``area`` (a code or a name), ``mode``,
    ``reach_km``, ``minutes``, ``ways``, ``decay``, ``method``, ``standard``, ``roll_up`` and
    ``shape``.
    """
    asked = Slice(
        ages=_ages(query),
        theme=query.word("theme", Theme, "What"),
        audience=query.word("audience", Audience, "For whom"),
        outcome=_outcome(query, network),
        parts=query.words("part", Part, "A part of the day"),
        days=query.words("day", Day, "A day"),
        season=query.word("season", Season, "The season") or Season.ALL_YEAR,
    )
    standard = query.decimal("standard", "The standard", low=0, high=168)
    area_id, area_name = read_area(query, network)
    reach_km = query.decimal("reach_km", "The reach in km", low=REACH_KM[0], high=REACH_KM[1])
    minutes = query.decimal("minutes", "The minutes", low=MINUTES[0], high=MINUTES[1])
    times = timed_modes(network)
    return Question(
        options=Options(
            slice=asked,
            reach=_reach(query, times, reach_km, minutes),
            method=query.word("method", Method, "The method") or Method.E2SFCA,
            standard_hours_per_week=standard,
            roll_up=query.word("roll_up", AreaKind, "The kind of area"),
            within=area_id,
        ),
        area_name=area_name,
        standard_text="" if standard is None else f"{standard:g}",
        reach_text="" if reach_km is None else f"{reach_km:g}",
        minutes_text="" if minutes is None else f"{minutes:g}",
        times=times,
        area_names=area_names(network),
        outcomes=tuple(
            Choice(outcome.id, outcome.name)
            for outcome in sorted(network.outcomes, key=lambda o: (o.name, o.id))
        ),
        shape=_shape(query),
    )


def _reach(
    query: Query, times: tuple[Mode, ...], reach_km: float | None, minutes: float | None
) -> Reach:
    """The declared reach of how they travel, with a length or a decay of one's own."""
    mode = query.word("mode", Mode, "How they travel") or Mode.BUS
    timed = mode in times and query.word("ways", Ways, "How ways are measured") is not Ways.STRAIGHT
    reach = usual_reach(mode, timed=timed)
    if reach_km is not None and minutes is not None:
        query.wrong("Say how far in km or in minutes, not both.", "minutes")
    elif reach_km is not None:
        reach = replace(reach, reach_m=1_000 * reach_km)
    elif minutes is not None:
        reach = replace(reach, reach_m=minutes * reach.metres_per_minute)
    decay = query.word("decay", Decay, "How it falls with distance") or reach.decay
    return replace(reach, decay=decay)


def _outcome(query: Query, network: Network) -> Outcome | None:
    """The outcome in ``outcome``, an id; None for any."""
    given = query.text("outcome", "The outcome")
    found = next((one for one in network.outcomes if one.id == given), None)
    if given and found is None:
        field = "outcome" if network.outcomes else ""
        query.wrong(f"There is no outcome “{given[:50]}”; choose from the list.", field)
    return found


def _shape(query: Query) -> Shape | None:
    """The outline in ``shape``; None for none."""
    given = query.long_text("shape")
    if not given:
        return None
    try:
        return read_shape(given)
    except InvalidData as problem:
        query.wrong(str(problem), "shape")
        return None


def _ages(query: Query) -> AgeRange:
    low, high = YOUNG_PEOPLE.age_from, YOUNG_PEOPLE.age_to
    age_from = query.whole("age_from", "Ages from", default=low, low=0, high=120)
    age_to = query.whole("age_to", "Ages to", default=max(high, age_from), low=0, high=120)
    try:
        return AgeRange(age_from=age_from, age_to=age_to)
    except InvalidData as problem:
        query.wrong(str(problem), "age_from")
        return YOUNG_PEOPLE


@remembered(most=1)
def area_names(network: Network) -> tuple[tuple[str, str], ...]:
    """Ids and names of the areas that people know by name, in order of names.

    Where they are too many for a page, those of the larger kinds: the others can still be
    asked for by their names.
    """
    areas, rows = network.areas, np.empty(0, dtype=np.intp)
    for kind in NAMED_KINDS:
        more = np.flatnonzero(areas.kind == kind.value)
        if len(rows) + len(more) <= MOST_NAMES:
            rows = np.append(rows, more)
    return tuple(
        (id, name) for name, id in sorted((str(areas.name[r]), str(areas.id[r])) for r in rows)
    )


def read_area(query: Query, network: Network) -> tuple[str | None, str]:
    """The id and name of the area in ``area``, a code or a name; None and empty for none."""
    given = query.text("area", "The area")
    if not given:
        return None, ""
    areas = network.areas
    row = areas.rows.get(given, areas.rows.get(given.upper()))
    if row is None:
        row = _row_named(network, given)
    if row is None:
        query.wrong(f"There is no area called “{given}”; choose one from the list.", "area")
        return None, given
    return str(areas.id[row]), str(areas.name[row])


def _row_named(network: Network, given: str) -> int | None:
    """The area of that name; of several the largest, in the order of the kinds."""
    order = {kind.value: place for place, kind in enumerate(AreaKind)}
    wanted = folded(given)
    found = [row for row, name in enumerate(network.areas.name) if folded(str(name)) == wanted]
    return min(found, key=lambda row: order[str(network.areas.kind[row])], default=None)
