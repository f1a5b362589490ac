"""``hedgerow export county``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from graph.analysis.progress import quiet
from service.cli.new_file import NewFile, written


@click.command("county")
@click.argument("path", type=NewFile(".zip"))
def export_county(path: Path) -> None:
    """Everything public as open files in one zip: tables, outlines, and what they mean."""
    from service.cli.opening import opened, progress
    from service.taking.county import export_county as exported

    with opened() as store, progress() as report, written(path):
        counts = exported(store, path, at=datetime.now(UTC), progress=report or quiet)
    for name, number in counts.items():
        click.echo(f"{number:>9,}  {name}")
    click.echo(f"Written to {path}.")
