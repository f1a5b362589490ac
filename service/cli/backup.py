"""``hedgerow backup`` and ``hedgerow restore``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from graph.analysis.progress import quiet
from seeds.reading import counted
from service.cli.new_file import NewFile, written
from service.cli.opening import opened, progress
from service.cli.serving import nobody_serving
from service.config import Config

SHOWN = {
    "Organisation": ("organisation", "organisations"),
    "Asset": ("asset", "assets"),
    "Activity": ("activity", "activities"),
    "Account": ("account", "accounts"),
}


@click.command()
@click.argument("file", type=NewFile())
@click.option("--overwrite", is_flag=True, help="Write over a file of that name.")
def backup(file: Path, *, overwrite: bool) -> None:
    """Write all that the graph holds to one file, for `hedgerow restore`.

    It holds accounts and contact details too: keep it where only you can read it. It does not hold
    the settings, nor the key that signs links and sessions.
    """
    from service.backups import back_up

    if file.exists() and not overwrite:
        raise click.UsageError(f"{file} is there already; choose another name, or --overwrite.")
    with written(file), opened() as store, progress() as report:
        told = back_up(
            store, file, at=datetime.now(UTC), **({"progress": report} if report else {})
        )
    click.echo(f"Backed up {told.rows:,} rows, revision {told.revision}, to {file}.")
    click.echo(f"SHA-256 of what it holds: {told.sum}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Take out all that the graph holds now.")
@click.option("--check", is_flag=True, help="Only say what the file is, and whether it is whole.")
def restore(file: Path, *, replace: bool, check: bool) -> None:
    """Make the graph what a backup holds, on this server or another.

    Stop Hedgerow before; the graph must be empty, or be replaced.
    """
    from service.backups import read_backup
    from service.backups import restore as restored

    with progress() as report, _files(file):
        if check:
            told = read_backup(file, progress=report or quiet)
            click.echo(
                f"{file} is whole: Hedgerow {told.hedgerow}, {told.made_at:%d %B %Y, %H:%M} "
                f"UTC, revision {told.revision}, {told.rows:,} rows."
            )
            return
        with opened(unfinished=replace) as store, nobody_serving(Config.from_env().data):
            told = restored(store, file, replace=replace, progress=report or quiet)
    held = (counted(told.counts.get(kind, 0), *words) for kind, words in SHOWN.items())
    click.echo(f"Restored revision {told.revision}: {', '.join(held)}.")
    click.echo("Whoever was signed in signs in again.")


@contextmanager
def _files(file: Path) -> Iterator[None]:
    """Say what is wrong with a file in a line."""
    try:
        yield
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror or problem}.") from None
