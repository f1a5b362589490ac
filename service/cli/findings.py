"""``hedgerow findings``: the three findings as a table, CSV, JSON or GeoJSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from werkzeug.datastructures import MultiDict

from graph.analysis.duplication import find_duplication
from graph.analysis.gaps import Gaps, find_gaps
from graph.analysis.opportunities import Order, find_opportunities
from graph.analysis.slices import Method
from graph.analysis.where_next import (
    Room,
    Weighing,
    Wish,
    find_where_next,
    proven_where_next,
)
from graph.analysis.where_next.new_session import new_sessions
from graph.analysis.where_next.session_team import with_teams
from graph.analysis.wording import spoken_hours
from graph.errors import OptionOutOfRange
from graph.model import AreaKind
from graph.network import Network
from graph.store import Store
from maps.shapes import shape_from_geojson
from service import exports
from service.cli.opening import opened
from service.cli.question import asks, options_of, print_file, words
from service.drawn import shares_inside
from service.findings import Options
from service.formats import number
from service.forms.query import Query
from service.forms.where_next import WISH_NAMES, read_wish
from service.sheets.duplication import duplication_sheet
from service.sheets.gaps import MOST_WORDS, gaps_sheet
from service.sheets.opportunities import OPPORTUNITIES
from service.sheets.where_next import WHERE_NEXT
from service.where_next import goodness

Found = tuple[exports.Sheet[Any], Sequence[Any]]

SHOWN = {
    "gaps": (
        "rank",
        "rank_low",
        "rank_high",
        "area",
        "young_people",
        "hours_per_week",
        "gap",
        "coverage",
    ),
    "duplication": ("rank", "activity_1", "activity_2", "score", "verdict", "suggestion"),
    "opportunities": ("rank", "title", "young_people", "introductions", "session"),
    "where-next": ("rank", "hall", "keeper", "free", "young_people_lifted", "team"),
}
"""The columns of the table on a terminal; files hold them all."""


@click.group()
def findings() -> None:
    """Print gaps, duplication or opportunities."""


@findings.command()
@asks(
    click.option("--method", type=words(Method), help="How supply is shared, default e2sfca."),
    click.option("--roll-up", type=words(AreaKind), help="Answer for this kind of area."),
    click.option(
        "--outline",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Keep to an outline: a GeoJSON file.",
    ),
)
def gaps(**asked: Any) -> None:
    """Where young people are short of provision."""
    _answer(asked, _find_gaps)


def _find_gaps(network: Network, options: Options) -> Found:
    found = find_gaps(
        network,
        **_common(options),
        method=options.method,
        roll_up=options.roll_up,
        drawn=options.drawn,
        today=date.today(),
    )
    if options.drawn is not None:
        click.echo(_total(found), err=True)
    return gaps_sheet(found), range(len(found.rows))


def _total(found: Gaps) -> str:
    """The outline as one area: a sentence beside the rows, which add up to it."""
    return (
        f"Within the outline: {number(found.young_people)} young people aged "
        f"{found.slice.ages}, {spoken_hours(found.hours_per_week)} a week within reach of each, "
        f"{number(found.short)} below the standard; {found.coverage.label.lower()}."
    )


@findings.command()
@asks()
def duplication(**asked: Any) -> None:
    """Where provision overlaps, and whether that is more than is needed."""
    _answer(
        asked,
        lambda network, options: (
            duplication_sheet(
                found := find_duplication(network, **_common(options), today=date.today())
            ),
            range(len(found.rows)),
        ),
    )


@findings.command()
@asks(click.option("--sort", type=words(Order), help="What comes first, default effort."))
def opportunities(sort: str | None, **asked: Any) -> None:
    """Which partners could fill a gap together."""
    order = Order(sort or Order.EFFORT.value)
    _answer(
        asked,
        lambda network, options: (
            OPPORTUNITIES,
            find_opportunities(network, **_common(options), order=order, today=date.today()).rows,
        ),
    )


@findings.command("where-next")
@asks(
    click.option("--sessions", help="How many new sessions, default 5."),
    click.option("--weighing", type=words(Weighing), help="Who counts, default need."),
    click.option("--room", type=words(Room), help="Whether places count, default counted."),
    click.option("--places", help="Places of a session at most, default 30."),
    click.option(
        "--seconds",
        type=click.FloatRange(0, 3_600),
        default=60,
        show_default=True,
        help="How long to look for the proof that nothing is better.",
    ),
)
def where_next(seconds: float, **asked: Any) -> None:
    """Where new sessions would lift the most young people to the standard."""
    query = Query(MultiDict({name: asked.pop(name) or "" for name in WISH_NAMES}))
    wish = read_wish(query)
    if query.problems:
        raise OptionOutOfRange(" ".join(problem.message for problem in query.problems))
    _answer(asked, lambda network, options: _find_where_next(network, options, wish, seconds))


def _find_where_next(network: Network, options: Options, wish: Wish, seconds: float) -> Found:
    first = find_where_next(network, **_common(options), wish=wish, today=date.today())
    found = proven_where_next(first, most_seconds=seconds)
    click.echo(goodness(found), err=True)
    return WHERE_NEXT, with_teams(found, new_sessions(found))


def _common(options: Options) -> dict[str, Any]:
    return {
        "slice": options.slice,
        "reach": options.reach,
        "standard_hours_per_week": options.standard_hours_per_week,
        "within": options.within,
    }


def _answer(asked: dict[str, Any], find: Callable[[Network, Options], Found]) -> None:
    form, outline = asked.pop("form"), asked.pop("outline", None)
    with opened() as store:
        network = store.snapshot()
        sheet, rows = find(network, _drawn(store, network, outline, options_of(asked, network)))
        few = sheet.name == "gaps" and len(rows) <= MOST_WORDS
        areas = [str(sheet.columns[0].cell(row)) for row in rows] if few else []
        outlines = store.boundaries(ids=areas) if areas and form == "geojson" else {}
    if form == "table":
        _print_table(sheet, rows)
    else:
        print_file(form, sheet, rows, outlines)


def _drawn(store: Store, network: Network, outline: Path | None, options: Options) -> Options:
    """The same question, kept to the outline in a file where there is one."""
    if outline is None:
        return options
    shape = shape_from_geojson(outline.read_text(encoding="utf-8"))
    drawn = shares_inside(network, shape, lambda ids: store.boundaries(ids=ids))
    return replace(options, drawn=drawn)


def _print_table(sheet: exports.Sheet[Any], rows: Sequence[Any]) -> None:
    table = Table(caption=f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}")
    shown = [column for column in sheet.columns if column.heading in SHOWN[sheet.name]]
    for column in shown:
        table.add_column(column.heading.replace("_", " "))
    for row in rows:
        cells = (column.cell(row) for column in shown)
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    Console(soft_wrap=False).print(table)
