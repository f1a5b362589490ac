"""``hedgerow findings``: the three findings as a table, CSV, JSON or GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from werkzeug.datastructures import MultiDict

from graph.analysis.duplication import find_duplication
from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities import find_opportunities
from graph.analysis.slices import Mode
from graph.errors import OptionOutOfRange
from graph.model import AreaKind, Audience, Day, Season, Term, Theme
from graph.network import Network
from service import exports
from service.cli.opening import opened
from service.findings import Options
from service.forms.query import Query
from service.forms.question import read_question
from service.sheets.duplication import DUPLICATION
from service.sheets.gaps import GAPS
from service.sheets.opportunities import OPPORTUNITIES

Found = tuple[exports.Sheet[Any], tuple[Any, ...]]

SHOWN = {
    "gaps": ("rank", "area", "young_people", "hours_per_week", "gap", "coverage"),
    "duplication": ("rank", "activity_1", "activity_2", "score", "verdict", "suggestion"),
    "opportunities": ("rank", "title", "young_people", "introductions", "session"),
}
"""The columns of the table on a terminal; files hold them all."""


def _words(vocabulary: type[Term]) -> click.Choice[str]:
    return click.Choice([word.value for word in vocabulary], case_sensitive=False)


QUESTION = (
    click.option("--area", help="Keep to this area: its code or its name."),
    click.option("--age-from", help="Youngest age, default 11."),
    click.option("--age-to", help="Oldest age, default 19."),
    click.option("--theme", type=_words(Theme), help="What it is about."),
    click.option("--audience", type=_words(Audience), help="Whom it is for."),
    click.option("--day", multiple=True, type=_words(Day), help="May be given several times."),
    click.option("--season", type=_words(Season)),
    click.option("--mode", type=_words(Mode), help="How they travel, default bus."),
    click.option("--standard", help="Hours a week within reach that are enough."),
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "geojson"]),
    default="table",
    show_default=True,
)


def _asks(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed((*QUESTION, FORMAT)):
        command = option(command)
    return command


@click.group()
def findings() -> None:
    """Print gaps, duplication or opportunities."""


@findings.command()
@_asks
@click.option("--roll-up", type=_words(AreaKind), help="Answer for this kind of area.")
def gaps(**asked: Any) -> None:
    """Where young people are short of provision."""
    _answer(
        asked,
        lambda network, options: (
            GAPS,
            find_gaps(
                network, **_common(options), roll_up=options.roll_up, today=date.today()
            ).rows,
        ),
    )


@findings.command()
@_asks
def duplication(**asked: Any) -> None:
    """Where provision overlaps, and whether that is more than is needed."""
    _answer(
        asked,
        lambda network, options: (
            DUPLICATION,
            find_duplication(network, **_common(options), today=date.today()).rows,
        ),
    )


@findings.command()
@_asks
def opportunities(**asked: Any) -> None:
    """Which partners could fill a gap together."""
    _answer(
        asked,
        lambda network, options: (
            OPPORTUNITIES,
            find_opportunities(network, **_common(options), today=date.today()).rows,
        ),
    )


def _common(options: Options) -> dict[str, Any]:
    return {
        "slice": options.slice,
        "reach": options.reach,
        "standard_hours_per_week": options.standard_hours_per_week,
        "within": options.within,
    }


def _answer(asked: dict[str, Any], find: Callable[[Network, Options], Found]) -> None:
    form = asked.pop("form")
    with opened() as store:
        network = store.snapshot()
        sheet, rows = find(network, _options(asked, network))
        areas = [row.area_id for row in rows] if sheet is GAPS else []
        outlines = store.boundaries(ids=areas) if areas and form == "geojson" else {}
    if form == "csv":
        click.echo(exports.csv_text(sheet, rows), nl=False)
    elif form == "json":
        click.echo(json.dumps(exports.objects(sheet, rows), ensure_ascii=False, indent=2))
    elif form == "geojson":
        collection = exports.feature_collection(sheet, rows, outlines)
        click.echo(json.dumps(collection, ensure_ascii=False))
    else:
        _print_table(sheet, rows)


def _options(asked: dict[str, Any], network: Network) -> Options:
    """What was asked, read as the pages read it."""
    given = MultiDict[str, str]()
    for name, value in asked.items():
        given.setlist(name, list(value) if isinstance(value, tuple) else [value or ""])
    query = Query(given)
    question = read_question(query, network)
    if query.problems:
        raise OptionOutOfRange(" ".join(problem.message for problem in query.problems))
    return question.options


def _print_table(sheet: exports.Sheet[Any], rows: tuple[Any, ...]) -> None:
    table = Table(caption=f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}")
    shown = [column for column in sheet.columns if column.heading in SHOWN[sheet.name]]
    for column in shown:
        table.add_column(column.heading.replace("_", " "))
    for row in rows:
        cells = (column.cell(row) for column in shown)
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    Console(soft_wrap=False).print(table)
