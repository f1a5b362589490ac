"""``hedgerow what-if``: what a few changes would do to whom, in words, CSV, JSON or GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from graph.analysis.scenario.comparison import Comparison, compare
from graph.analysis.scenario.edits import parse_edits
from graph.analysis.scenario.groups import Group
from graph.analysis.slices import Method
from graph.model import AreaKind
from service.cli.opening import opened
from service.cli.question import asks, options_of, print_file, words
from service.formats import number, percent
from service.scenario_answer import scenario_answer
from service.sheets.what_if import WHAT_IF

SHOWN = (
    "rank",
    "area",
    "hours_per_week_today",
    "hours_per_week_then",
    "losing",
    "newly_below_standard",
)
"""The columns of the table on a terminal; files hold them all."""

MOST_SHOWN = 25


@click.command("what-if")
@click.argument("edits", nargs=-1, required=True, metavar="EDIT...")
@asks(
    click.option("--method", type=words(Method), help="How supply is shared, default e2sfca."),
    click.option("--roll-up", type=words(AreaKind), help="Answer for this kind of area."),
)
def what_if(edits: Sequence[str], form: str, **asked: Any) -> None:
    """What a few changes would do to whom.

    \b
    An EDIT is one of
      close:activity:ID   close:site:ID   fold:organisation:ID
      cut:organisation:ID:SHARE           (0.4 for two fifths less)
      resize:activity:ID:PLACES           move:activity:ID:to:SITE
      "open:music:13-17:everyone:20:Tue 18.00-20.00:SITE"
    """  # noqa: D301 - \b keeps the lines apart
    scenario = parse_edits(edits)
    with opened() as store:
        network = store.snapshot()
        options = options_of(asked, network)
        found = compare(
            network,
            scenario,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            roll_up=options.roll_up,
            within=options.within,
            today=date.today(),
        )
        ids = [row.area_id for row in found.rows] if form == "geojson" else []
        outlines = store.boundaries(ids=ids) if ids else {}
    if form == "table":
        _print(found)
    else:
        print_file(form, WHAT_IF, found.rows, outlines)


def _print(found: Comparison) -> None:
    console, words = Console(soft_wrap=False), scenario_answer(found)
    console.print(words.heading, style="bold", highlight=False)
    console.print(words.lead, highlight=False)
    for note in found.notes:
        console.print(f"- {note.phrase}: {note.passed_over or ' '.join(note.lines)}", markup=False)
    console.print(_groups("By age", found.by_age))
    console.print(_groups("By deprivation", found.by_deprivation))
    shown = [column for column in WHAT_IF.columns if column.heading in SHOWN]
    table = Table(caption=f"{len(found.rows):,} {'area' if len(found.rows) == 1 else 'areas'}")
    for column in shown:
        table.add_column(column.heading.replace("_", " "))
    for row in found.rows[:MOST_SHOWN]:
        table.add_row(*(str(column.cell(row)) for column in shown))
    console.print(table)


def _groups(title: str, groups: Sequence[Group]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("who", "young people", "lose", "share", "fall below the standard", "gain"):
        table.add_column(heading)
    for one in groups:
        table.add_row(
            one.label,
            number(one.young_people),
            number(one.losing),
            percent(one.losing_share),
            number(one.newly_below),
            number(one.gaining),
        )
    return table
