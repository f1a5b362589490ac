"""``hedgerow import``."""

from __future__ import annotations

from pathlib import Path

import click

from graph.model import Mode
from service import imports, travel_times
from service.cli.import_360giving import import_360giving
from service.cli.import_register import import_register
from service.cli.opening import opened, progress

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
BY = "command line"


@click.group("import")
def import_group() -> None:
    """Import files: all of them in one change, or nothing."""


import_group.add_command(import_360giving)
import_group.add_command(import_register)


@import_group.command("areas")
@FILES
def import_areas(files: tuple[Path, ...]) -> None:
    """Import area tables (code, name, kind, point, population by age, deprivation)."""
    with opened() as store, progress() as report:
        _print(imports.import_areas(store, files, by=BY, progress=report))


@import_group.command("boundaries")
@click.option("--add-missing", is_flag=True, help="Add areas that the graph does not know yet.")
@FILES
def import_boundaries(files: tuple[Path, ...], *, add_missing: bool) -> None:
    """Import boundaries (GeoJSON, GeoPackage) of areas in the graph, matched by code."""
    with opened() as store, progress() as report:
        _print(
            imports.import_boundaries(store, files, by=BY, add_missing=add_missing, progress=report)
        )


@import_group.command("places")
@FILES
def import_places(files: tuple[Path, ...]) -> None:
    """Import organisations, assets, activities, requests (our templates, or known venue files)."""
    with opened() as store, progress() as report:
        _print(imports.import_places(store, files, by=BY, progress=report))


@import_group.command("travel-times")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    help="How one travels, for rows that do not say.",
)
@click.option(
    "--replace", "replacing", is_flag=True, help="Take out times of that mode that no file has."
)
@FILES
def import_travel_times(files: tuple[Path, ...], *, mode: str | None, replacing: bool) -> None:
    """Import travel times between areas and sites (origin, destination, minutes, mode)."""
    with opened() as store, progress() as report:
        _print(
            travel_times.import_travel_times(
                store,
                files,
                by=BY,
                mode=Mode(mode) if mode else None,
                replacing=replacing,
                progress=report,
            )
        )


def _print(report: imports.ImportReport) -> None:
    for line in report.lines():
        click.echo(line)
