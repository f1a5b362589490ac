"""What the imports of areas, boundaries and places ask, say and end with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from graph.errors import FileRefused, RowError
from graph.store import Store
from seeds.reading import counted
from service.cli.opening import opened
from service.cli.receiving import code_of, tell
from service.receiving.report import ImportReport

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Answer:
    """An import on its way: the graph, what a person said, and the report once there is one."""

    store: Store
    yes: bool
    report: ImportReport = field(default_factory=ImportReport)

    def agreed(self, refused: Sequence[RowError], taken: int) -> bool:
        """Whether what can be taken is to be taken although rows are refused."""
        if self.yes:
            return True
        if sys.stdin.isatty():
            rows = counted(len(refused), "row is", "rows are")
            return click.confirm(f"{rows} refused. Take the {taken:,} that can be taken?", err=True)
        click.echo(
            "Nothing was imported, because rows are refused; the graph is as it was. "
            f"With --yes the {taken:,} records that can be taken are.",
            err=True,
        )
        return False


def answering_options(command: Command) -> Command:
    """Give a command ``--json`` (``as_json``) and ``--yes``."""
    for option in (
        click.option("--yes", is_flag=True, help="Take what can be taken, without asking."),
        click.option(
            "--json", "as_json", is_flag=True, help="Write the counts as JSON to standard output."
        ),
    ):
        command = option(command)
    return command


@contextmanager
def answered(*, yes: bool, as_json: bool) -> Iterator[Answer]:
    """Open the graph for an import; say what it did, and end with its exit code."""
    with opened() as store:
        answer = Answer(store, yes)
        try:
            yield answer
        except FileRefused as refused:
            if as_json:  # the words follow on standard error
                tell(ImportReport(refused=refused.errors), as_json=True)
            raise
        tell(answer.report, as_json=as_json)
    click.get_current_context().exit(code_of(answer.report))
