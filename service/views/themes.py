"""``/gaps/themes``: every theme side by side for one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response

from graph.analysis.gaps.themes import Themes, find_themes
from service import access
from service.answers import Answer
from service.asked import GAPS_FIELDS, Asked, asked_rightly, read_asked
from service.findings import worked_out
from service.formats import count, listed, number
from service.pages import Crumb, Page
from service.sheets.themes import THEMES
from service.take_away import table_file

views = Blueprint("themes", __name__)

FIELDS = GAPS_FIELDS - {"roll_up"}
TOLD = 4
"""How many of the themes with nothing are named in the heading's lead."""


@dataclass(frozen=True, kw_only=True)
class ThemesPage(Page):
    """Every theme: what is within reach, who is short, what is nearest.

    Attributes
    ----------
    asked
        The question, whose theme is left out of account.
    answer_words
        The heading and the lead.
    found
        The finding, None where the question was wrong.
    placed
        Whether one place is asked about, so that something is the nearest.
    """

    template: ClassVar[str] = "gaps/themes.html"
    section: ClassVar[str] = "/gaps"
    asked: Asked
    answer_words: Answer
    found: Themes | None
    placed: bool


@views.get("/gaps/themes")
@access.public
def themes() -> Response:
    """The page."""
    asked = read_asked(FIELDS)
    found = None if asked.problems else found_themes(asked)
    return ThemesPage(
        title="Themes side by side",
        crumbs=(Crumb(text="Gaps", address=asked.without("/gaps", "theme")),),
        asked=asked,
        problems=asked.problems,
        answer_words=themes_answer(found) if found else Answer(heading="Themes side by side"),
        found=found,
        placed=bool(asked.options.within or asked.question.shape),
    ).answer()


@views.get("/gaps/themes.csv")
@views.get("/gaps/themes.xlsx")
@access.public
def themes_csv() -> Response:
    """Every theme as CSV or a workbook."""
    return table_file(THEMES, found_themes(asked_rightly(FIELDS)).rows)


def found_themes(asked: Asked) -> Themes:
    """The finding for a question."""
    options = asked.options
    return worked_out(
        "themes",
        asked.network,
        options,
        lambda _: find_themes(
            asked.network,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            drawn=options.drawn,
        ),
        "Themes side by side",
    )


def themes_answer(found: Themes) -> Answer:
    """Which themes are missing, or else which is scarcest."""
    if round(found.young_people) == 0:
        return Answer(
            heading=f"No young people aged {found.slice.ages} are counted here",
            lead="So nobody is short of anything. Ask about other ages, or bring population in.",
        )
    missing = [row for row in found.rows if row.activities == 0]
    people = number(found.young_people)
    if not missing:
        first = found.rows[0]
        return Answer(
            heading=f"The scarcest is {first.theme.label}",
            lead=f"Something of every theme is within reach of some of the {people} young people "
            f"aged {found.slice.ages}; {number(first.without)} of them have nothing "
            f"of {first.theme.label.lower()} within reach.",
        )
    names = [row.theme.label.lower() for row in missing]
    more = len(names) - TOLD
    told = [*names[:TOLD], *([count(more, "more theme")] if more > 0 else [])]
    return Answer(
        heading=f"Of {count(len(missing), 'theme')} nothing is within reach",
        lead=f"For the {people} young people aged {found.slice.ages} nothing is recorded of "
        f"{listed(told)}. Nothing recorded is not the same as nothing there.",
    )
