"""How a command fails: one clear line a problem, and an exit code that a script can trust."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from graph.errors import (
    ArchiveRefused,
    FileRefused,
    HedgerowError,
    ImportBuiltOn,
    Interrupted,
    InvalidData,
    NotFound,
    NotYours,
    OptionOutOfRange,
    StoreError,
)
from service.config import ConfigError
from service.demo import GraphNotEmpty

EXIT_CODES: dict[type[HedgerowError], int] = {
    InvalidData: 2,
    OptionOutOfRange: 2,
    FileRefused: 2,
    NotFound: 2,
    NotYours: 2,
    ImportBuiltOn: 2,
    ConfigError: 2,
    GraphNotEmpty: 2,
    ArchiveRefused: 2,
    StoreError: 1,
    Interrupted: 130,
}
"""The exit code of each error; a subclass has its parent's. A test keeps it complete."""

MOST_LINES = 50


def exit_code(error: HedgerowError) -> int:
    """The exit code of an error."""
    for kind in type(error).__mro__:
        if kind in EXIT_CODES:
            return EXIT_CODES[kind]
    return 1


def lines_of(error: HedgerowError) -> list[str]:
    """What to print for an error, a line a problem.

    Messages quote files, and a terminal obeys control characters: those are
    left out.
    """
    return ["".join(c if c.isprintable() else " " for c in line) for line in _told(error)]


def _told(error: HedgerowError) -> list[str]:
    if isinstance(error, FileRefused):
        lines = [str(row) for row in error.errors[:MOST_LINES]]
        if len(error.errors) > MOST_LINES:
            lines.append(f"… and {len(error.errors) - MOST_LINES:,} more")
        lines.append("Nothing was imported; the graph is as it was.")
        return lines
    if isinstance(error, ImportBuiltOn):
        return ["This import cannot be taken back; the graph is as it was.", *error.reasons]
    if isinstance(error, ConfigError):
        return list(error.problems)
    return [str(error)]


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Turn our own errors, and Ctrl-C, into lines on standard error and an exit code."""
    try:
        yield
    except HedgerowError as error:
        for line in lines_of(error):
            click.echo(f"hedgerow: {line}", err=True)
        ctx.exit(exit_code(error))
    except KeyboardInterrupt:
        click.echo("hedgerow: stopped; the graph is as it was.", err=True)
        ctx.exit(130)
