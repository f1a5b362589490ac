"""What is asked on the command line: options that findings share, read as the pages do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from werkzeug.datastructures import MultiDict

from graph.analysis.slices import Decay, Mode, Part
from graph.errors import OptionOutOfRange
from graph.model import Audience, Day, Season, Term, Theme
from graph.network import Network
from service import exports
from service.findings import Options
from service.forms.query import Query
from service.forms.question import read_question

Command = Callable[..., None]
Option = Callable[[Command], Command]


def words(vocabulary: type[Term]) -> click.Choice[str]:
    """The words of a vocabulary, as the type of an option."""
    return click.Choice([word.value for word in vocabulary], case_sensitive=False)


QUESTION: tuple[Option, ...] = (
    click.option("--area", help="Keep to this area: its code or its name."),
    click.option("--age-from", help="Youngest age, default 11."),
    click.option("--age-to", help="Oldest age, default 19."),
    click.option("--theme", type=words(Theme), help="What it is about."),
    click.option("--audience", type=words(Audience), help="Whom it is for."),
    click.option("--day", multiple=True, type=words(Day), help="May be given several times."),
    click.option("--season", type=words(Season)),
    click.option("--part", multiple=True, type=words(Part), help="Part of the day, several."),
    click.option("--outcome", help="Only what contributes to this outcome: its id."),
    click.option("--mode", type=words(Mode), help="How they travel, default bus."),
    click.option("--reach-km", help="How far they go at most, 0.1 to 60 km along the way."),
    click.option("--minutes", help="How long they travel at most, 5 to 75 minutes."),
    click.option(
        "--straight",
        "ways",
        flag_value="straight",
        help="By straight lines, also where there are travel times.",
    ),
    click.option("--decay", type=words(Decay), help="How it counts with distance."),
    click.option("--standard", help="Hours a week within reach that are enough."),
)
FORMAT: Option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "geojson"]),
    default="table",
    show_default=True,
)


def asks(*more: Option) -> Option:
    """Options of a command: the question, what only this command asks, and the format."""

    def decorate(command: Command) -> Command:
        for option in reversed((*QUESTION, *more, FORMAT)):
            command = option(command)
        return command

    return decorate


def options_of(asked: Mapping[str, Any], network: Network) -> Options:
    """What was asked, read as the pages read it.

    Raises
    ------
    OptionOutOfRange
        Any of it is wrong; the message says what, and the range.
    """
    given = MultiDict[str, str]()
    for name, value in asked.items():
        given.setlist(name, list(value) if isinstance(value, tuple) else [value or ""])
    query = Query(given)
    question = read_question(query, network)
    if query.problems:
        raise OptionOutOfRange(" ".join(problem.message for problem in query.problems))
    return question.options


def print_file(
    form: str,
    sheet: exports.Sheet[Any],
    rows: Sequence[Any],
    outlines: Mapping[str, str],
) -> None:
    """Print rows as CSV, JSON or GeoJSON (with the outlines of areas, by id)."""
    if form == "csv":
        click.echo(exports.csv_text(sheet, rows), nl=False)
    elif form == "json":
        click.echo(json.dumps(exports.objects(sheet, rows), ensure_ascii=False, indent=2))
    else:
        collection = exports.feature_collection(sheet, rows, outlines)
        click.echo(json.dumps(collection, ensure_ascii=False))
