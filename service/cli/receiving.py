"""What every command has in common that brings in what an outside source says."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack, cast

import click

from graph.errors import FileRefused, RowError
from graph.store import Store
from seeds.reading import Progress, Reading, counted
from service.cli.opening import opened, progress
from service.plans import Plan, carried_out
from service.receiving import coming_of, receive
from service.receiving.report import ImportReport

Command = TypeVar("Command", bound=Callable[..., Any])

BY = "command line"
"""Who imports, for the record of changes."""

DONE, SOME_REFUSED, NOTHING = 0, 1, 2
"""The exit codes of an import."""


class Options(TypedDict):
    """How somebody wants something brought in."""

    as_json: bool
    yes: bool
    dry_run: bool


def receiving_options(command: Command) -> Command:
    """Give a command the :class:`Options` ``--json`` (``as_json``), ``--yes`` and ``--dry-run``.

    Whatever refuses its files, with ``--json`` standard output is one report.
    """
    command = _reported(command)
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing."),
        click.option("--yes", is_flag=True, help="Take what can be taken, without asking."),
        click.option(
            "--json", "as_json", is_flag=True, help="Write the counts as JSON to standard output."
        ),
    ):
        command = option(command)
    return command


def _reported(command: Command) -> Command:
    """The command, with a report on standard output where it is refused and ``--json`` is given."""

    @wraps(command)
    def reported(*args: Any, **given: Any) -> Any:
        try:
            _check_there([*given.get("files", ()), *filter(None, [given.get("file")])])
            return command(*args, **given)
        except FileRefused as refused:
            if given["as_json"]:  # the words follow on standard error
                click.echo(_json(ImportReport(refused=refused.errors)))
            raise

    return cast("Command", reported)


def _check_there(paths: Iterable[Path]) -> None:
    """Refuse files that are not there, all of them at once, before anything is opened."""
    wrong: list[RowError] = []
    for path in paths:
        if os.path.isdir(path):
            why = f"“{path}” is a folder; name the files in it."
        elif not os.path.exists(path):
            why = f"There is no file “{path}”."
        else:
            continue
        wrong.append(RowError(file=path.name, row=0, column="", message=why))
    if wrong:
        raise FileRefused(wrong)


def carry_out(
    read: Callable[[Store, Progress | None], Reading],
    *,
    message: str,
    whole: bool,
    **options: Unpack[Options],
) -> None:
    """Read, say what would be done, do it, and say what was done; ends with the exit code.

    Where rows are refused, a terminal is asked whether the others are to be taken; without a
    terminal nothing is written unless ``yes``.

    Parameters
    ----------
    read
        Reads what comes; given the graph and whom to tell how far it is.
    message
        What it is, for the record of changes.
    whole
        Whether the reading is all that its source has.
    **options
        What :func:`receiving_options` gives.
    """

    def weighed(store: Store, report: Progress | None) -> Pending:
        coming = coming_of(
            store, read(store, report), whole=whole, today=date.today(), progress=report
        )
        return Pending(
            refused=len(coming.refused) + coming.more_refused,
            taken=coming.taken,
            preview=lambda _: coming.report(),
            do=lambda report: receive(
                store, coming, by=BY, message=message, via="hedgerow import", progress=report
            ),
        )

    conclude(weighed, **options)


def carry_out_plan(
    planned: Callable[[Store, Progress | None], Plan], **options: Unpack[Options]
) -> None:
    """The same for files that say what is to be there, whatever was edited here."""

    def weighed(store: Store, report: Progress | None) -> Pending:
        plan = planned(store, report)
        return Pending(
            refused=len(plan.reading.refused) + plan.reading.more_refused,
            taken=plan.taken,
            preview=lambda report: carried_out(store, plan, by=BY, progress=report, trying=True),
            do=lambda report: carried_out(store, plan, by=BY, progress=report),
        )

    conclude(weighed, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An import that nobody has agreed to yet.

    Attributes
    ----------
    refused, taken
        How many rows are refused, and how many records can be taken.
    preview, do
        What it would do, and doing it; both are given whom to tell how far they are.
    """

    refused: int
    taken: int
    preview: Callable[[Progress | None], ImportReport]
    do: Callable[[Progress | None], ImportReport]


def conclude(
    weighed: Callable[[Store, Progress | None], Pending],
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Weigh an import, ask where somebody has to say so, do it and say what was done."""
    with opened() as store:
        with progress() as report:
            pending = weighed(store, report)
        takes = not dry_run and may_take(pending, yes=yes)
        with progress() as report:
            done = pending.do(report) if takes else pending.preview(report)
    if takes or dry_run:
        tell(done, as_json=as_json)
        if done.change is not None and not done.stays:
            click.echo(f"To take it back: hedgerow import undo {done.change.id}", err=as_json)
        code = code_of(done)
    else:
        for line in (*_printable(done.lines()), _not_taken(pending)):
            click.echo(line, err=True)
        if as_json:
            click.echo(
                _json(
                    ImportReport(
                        refused=done.refused, more_refused=done.more_refused, notes=done.notes
                    )
                )
            )
        code = NOTHING
    click.get_current_context().exit(code)


def may_take(pending: Pending, *, yes: bool) -> bool:
    """Whether what can be taken is to be taken: where rows are refused, somebody has to say so."""
    if not pending.taken:
        return False
    if not pending.refused or yes:
        return True
    if not sys.stdin.isatty():
        return False
    refused = counted(pending.refused, "row is", "rows are")
    question = f"{refused} refused. Take the {pending.taken:,} that can be taken?"
    return click.confirm(question, err=True)


def tell(report: ImportReport, *, as_json: bool) -> None:
    """Say what was done, or would be: with ``--json`` the words go to standard error."""
    for line in _printable(report.lines()):
        click.echo(line, err=as_json)
    if as_json:
        click.echo(_json(report))


def _printable(lines: Iterable[str]) -> Iterator[str]:
    """Lines without what a terminal obeys: they quote files."""
    for line in lines:
        yield "".join(c if c.isprintable() else " " for c in line)


def _json(report: ImportReport) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False)


def code_of(report: ImportReport) -> int:
    """The exit code of what was done."""
    if not report.refused:
        return DONE
    accepted = any((report.added, report.changed, report.unchanged))
    return SOME_REFUSED if accepted else NOTHING


def _not_taken(pending: Pending) -> str:
    if not pending.taken:
        return "Nothing was imported: there is nothing in it that can be taken."
    return (
        "Nothing was imported; the graph is as it was. "
        f"With --yes the {pending.taken:,} that can be taken are."
    )
