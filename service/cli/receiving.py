"""What every command has in common that brings in what an outside source says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from graph.errors import FileRefused
from graph.store import Store
from seeds.reading import Progress, Reading, counted
from service.cli.opening import opened, progress
from service.receiving import Coming, coming_of, receive
from service.receiving.report import ImportReport

Command = TypeVar("Command", bound=Callable[..., Any])

DONE, SOME_REFUSED, NOTHING = 0, 1, 2
"""The exit codes of an import."""


def receiving_options(command: Command) -> Command:
    """Give a command ``--json`` (``as_json``), ``--yes`` and ``--dry-run``."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing."),
        click.option("--yes", is_flag=True, help="Take what can be taken, without asking."),
        click.option(
            "--json", "as_json", is_flag=True, help="Write the counts as JSON to standard output."
        ),
    ):
        command = option(command)
    return command


def carry_out(
    read: Callable[[Store, Progress | None], Reading],
    *,
    message: str,
    whole: bool,
    by: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
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
    by
        Who does it.
    yes, dry_run, as_json
        What :func:`receiving_options` gives.
    """
    with opened() as store, progress() as report:
        try:
            reading = read(store, report)
        except FileRefused as refused:
            if as_json:  # the words follow on standard error
                click.echo(_json(ImportReport(refused=refused.errors)))
            raise
        coming = coming_of(store, reading, whole=whole, today=date.today(), progress=report)
        if dry_run or not may_take(coming, yes=yes):
            tell(coming.report(), as_json=as_json)
            if not dry_run:
                click.echo(_not_taken(coming), err=True)
            code = code_of(coming.report()) if dry_run else NOTHING
        else:
            done = receive(
                store, coming, by=by, message=message, via="hedgerow import", progress=report
            )
            tell(done, as_json=as_json)
            code = code_of(done)
    click.get_current_context().exit(code)


def may_take(coming: Coming, *, yes: bool) -> bool:
    """Whether what can be taken is to be taken: where rows are refused, somebody has to say so."""
    if not coming.taken:
        return False
    if not coming.refused or yes:
        return True
    if not sys.stdin.isatty():
        return False
    refused = counted(len(coming.refused), "row is", "rows are")
    question = f"{refused} refused. Take the {coming.taken:,} that can be taken?"
    return click.confirm(question, err=True)


def tell(report: ImportReport, *, as_json: bool) -> None:
    """Say what was done, or would be: with ``--json`` the words go to standard error."""
    for line in report.lines():
        click.echo("".join(c if c.isprintable() else " " for c in line), err=as_json)
    if as_json:
        click.echo(_json(report))


def _json(report: ImportReport) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False)


def code_of(report: ImportReport) -> int:
    """The exit code of what was done."""
    if not report.refused:
        return DONE
    accepted = any((report.added, report.changed, report.unchanged))
    return SOME_REFUSED if accepted else NOTHING


def _not_taken(coming: Coming) -> str:
    if not coming.taken:
        return "Nothing was imported: there is nothing in it that can be taken."
    return (
        "Nothing was imported; the graph is as it was. "
        f"With --yes the {coming.taken:,} that can be taken are."
    )
