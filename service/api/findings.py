"""The findings as resources: gaps, duplication, opportunities, where next and what follows them."""

from __future__ import annotations

from datetime import date

from flask import request

from graph.analysis.duplication import find_duplication
from graph.analysis.duplication.clusters import LEAST_GROUP
from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities import Order
from graph.analysis.slices import Decay, Method, Mode, Part
from graph.analysis.where_next import MOST_SESSIONS, PLACES_RANGE, Room, Weighing
from graph.analysis.where_next.new_session import new_sessions
from graph.model import AreaKind, Audience, Day, Season, Theme
from graph.network import Network
from service.answers import duplication_answer, gaps_answer, opportunities_answer
from service.api.resource import Filter, Listed, Resource
from service.api.totals import (
    DuplicationTotals,
    GapsTotals,
    ThemesTotals,
    WhereNextTotals,
    duplication_totals,
    gaps_totals,
    themes_totals,
    where_next_totals,
)
from service.asked import GAPS_FIELDS, asked_rightly
from service.exports import Sheet
from service.forms.order import ordered_rightly
from service.forms.question import Ways
from service.gaps import found_gaps
from service.opened import network
from service.sheets.answers import ANSWERS
from service.sheets.duplication import GROUPS, duplication_sheet
from service.sheets.gaps import gaps_sheet
from service.sheets.opportunities import OPPORTUNITIES
from service.sheets.themes import THEMES
from service.sheets.where_next import WHERE_NEXT
from service.views.duplication import found_overlaps
from service.views.opportunities import found_opportunities
from service.views.requests import found_answers
from service.views.themes import found_themes, themes_answer
from service.views.where_next import proof_of, wished_rightly
from service.where_next import where_next_answer

GROUP = "Findings"

QUESTION = (
    Filter("age_from", int, "The youngest age, 0 to 120; 11 where not said.", 11, low=0, high=120),
    Filter("age_to", int, "The oldest age, 0 to 120; 19 where not said.", 16, low=0, high=120),
    Filter("theme", Theme, "What it is about; anything where not said.", "sport"),
    Filter("audience", Audience, "Whom it is for.", "girls"),
    Filter("outcome", str, "The identifier of an outcome that it contributes to.", ""),
    Filter("day", list[Day], "Days of the week; may be given several times.", "tue"),
    Filter("part", list[Part], "Parts of the day; may be given several times.", ""),
    Filter("season", Season, "When in the year.", "term"),
    Filter("area", str, "Where: the code or the name of an area.", "Bude-Stratton"),
    Filter("mode", Mode, "How young people travel; by bus where not said.", "walk"),
    Filter(
        "reach_km",
        float,
        "How far they go at most, 0.1 to 60 kilometres along the way.",
        5,
        low=0.1,
        high=60,
    ),
    Filter("minutes", float, "How long they travel at most, 5 to 75 minutes.", "", low=5, high=75),
    Filter("ways", Ways, "What ways are measured by.", "straight"),
    Filter("decay", Decay, "How provision counts less with distance.", ""),
    Filter(
        "standard",
        float,
        "Hours a week within reach that are enough, up to 168.",
        2,
        low=0.1,
        high=168,
    ),
)
"""What every finding may be asked, as the pages have it."""

GAPS_QUESTION = (
    *QUESTION,
    Filter("method", Method, "How supply is shared over the young people within reach.", ""),
    Filter("roll_up", AreaKind, "The kind of area to answer for.", "parish"),
    Filter("shape", str, "An outline as the address of its page has it.", high=5_000),
)

WISH = (
    Filter(
        "sessions", int, "How many new sessions, 5 where not said.", 3, low=1, high=MOST_SESSIONS
    ),
    Filter("weighing", Weighing, "Who counts.", "need"),
    Filter("room", Room, "Whether places count.", "counted"),
    Filter(
        "places",
        int,
        "Places of one session at most.",
        30,
        low=PLACES_RANGE[0],
        high=PLACES_RANGE[1],
    ),
)

_NO_DAY = date(2000, 1, 1)
"""The day for findings about nothing."""


def _gaps() -> Listed:
    found = found_gaps(asked_rightly(GAPS_FIELDS))
    return Listed(
        network=found.network,
        sheet=gaps_sheet(found, told=True),
        rows=range(len(found.rows)),
        answer=gaps_answer(found),
        totals=gaps_totals(found),
    )


def _gap_columns(known: Network) -> Sheet[int]:
    return gaps_sheet(find_gaps(known, today=_NO_DAY), told=True)


def _duplication() -> Listed:
    asked = asked_rightly()
    found = found_overlaps(asked)
    return Listed(
        network=asked.network,
        sheet=duplication_sheet(found, told=True),
        rows=range(len(found.rows)),
        answer=duplication_answer(found),
        totals=duplication_totals(found),
    )


def _duplication_columns(known: Network) -> Sheet[int]:
    return duplication_sheet(find_duplication(known, today=_NO_DAY), told=True)


def _groups() -> Listed:
    asked = asked_rightly()
    found = found_overlaps(asked)
    rows = found.groups_of(at_least=LEAST_GROUP)
    return Listed(network=asked.network, sheet=GROUPS, rows=rows)


def _opportunities() -> Listed:
    ordered = ordered_rightly()
    asked = ordered.asked
    found = found_opportunities(ordered)
    return Listed(
        network=asked.network,
        sheet=OPPORTUNITIES,
        rows=found.rows,
        answer=opportunities_answer(found),
    )


def _where_next() -> Listed:
    asked, wish = wished_rightly()
    found = proof_of(asked, wish).found
    return Listed(
        network=asked.network,
        sheet=WHERE_NEXT,
        rows=new_sessions(found),
        answer=where_next_answer(found),
        totals=where_next_totals(found),
        steady=False,  # a better choice may be found while its proof goes on
    )


def _themes() -> Listed:
    asked = asked_rightly()
    found = found_themes(asked)
    return Listed(
        network=asked.network,
        sheet=THEMES,
        rows=found.rows,
        answer=themes_answer(found),
        totals=themes_totals(found),
    )


def _answers() -> Listed:
    known = network()
    found = found_answers(known, request.args["request"])
    return Listed(network=known, sheet=ANSWERS, rows=(*found.fitting, *found.nearly))


FINDINGS: tuple[Resource, ...] = (
    Resource(
        name="gaps",
        model="Gap",
        title="Gaps",
        about="Where young people are short of provision, the widest gap first. An area that "
        "nobody mapped is not one where nothing is.",
        group=GROUP,
        asks=True,
        columns=_gap_columns,
        listed=_gaps,
        filters=GAPS_QUESTION,
        placed=True,
        outlined=True,
        totals=GapsTotals,
    ),
    Resource(
        name="themes",
        model="ThemeAccess",
        title="Themes side by side",
        about="What is within reach of each theme, the scarcest first.",
        group=GROUP,
        asks=True,
        columns=lambda _: THEMES,
        listed=_themes,
        filters=tuple(one for one in QUESTION if one.name != "theme"),
        totals=ThemesTotals,
    ),
    Resource(
        name="duplication",
        model="Overlap",
        title="Duplication",
        about="Pairs of services that overlap, and whether that is more than is needed.",
        group=GROUP,
        asks=True,
        columns=_duplication_columns,
        listed=_duplication,
        filters=QUESTION,
        placed=True,
        totals=DuplicationTotals,
    ),
    Resource(
        name="duplication-groups",
        model="OverlapGroup",
        title="Groups of services that overlap",
        about="Three services and more of which mostly each overlaps with each.",
        group=GROUP,
        asks=True,
        columns=lambda _: GROUPS,
        listed=_groups,
        filters=QUESTION,
        placed=True,
    ),
    Resource(
        name="opportunities",
        model="Opportunity",
        title="Opportunities",
        about="Which partners between them have what a gap needs, and what that would take.",
        group=GROUP,
        asks=True,
        columns=lambda _: OPPORTUNITIES,
        listed=_opportunities,
        filters=(*QUESTION, Filter("sort", Order, "What comes first.", "effort")),
        placed=True,
    ),
    Resource(
        name="where-next",
        model="NewSession",
        title="Where next",
        about="Where new sessions in free halls would lift the most young people to the standard.",
        group=GROUP,
        asks=True,
        columns=lambda _: WHERE_NEXT,
        listed=_where_next,
        filters=(*QUESTION, *WISH),
        placed=True,
        totals=WhereNextTotals,
    ),
    Resource(
        name="answers",
        model="RequestAnswer",
        title="Answers to a request",
        about="What others have that would meet a request, the best fit first.",
        group=GROUP,
        asks=True,
        columns=lambda _: ANSWERS,
        listed=_answers,
        filters=(Filter("request", str, "The identifier of the request.", "", needed=True),),
        items=False,
        placed=True,
    ),
)
"""What Hedgerow finds out, in the order of its pages."""
