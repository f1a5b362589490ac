"""``hedgerow import``."""

from __future__ import annotations

from pathlib import Path

import click

from graph.model import Mode
from service import imports, travel_times
from service.cli.answering import answered, answering_options
from service.cli.import_360giving import import_360giving
from service.cli.import_open_referral import import_open_referral
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
import_group.add_command(import_open_referral)
import_group.add_command(import_register)


@import_group.command("areas")
@click.option(
    "--only-known", is_flag=True, help="Leave out figures about areas that the graph does not have."
)
@FILES
@answering_options
def import_areas(files: tuple[Path, ...], *, only_known: bool, yes: bool, as_json: bool) -> None:
    """Import area tables, and what is published about areas: people by age, deprivation."""
    with answered(yes=yes, as_json=as_json) as answer, progress() as report:
        answer.report = imports.import_areas(
            answer.store,
            files,
            by=BY,
            only_known=only_known,
            agreed=answer.agreed,
            progress=report,
        )


@import_group.command("boundaries")
@click.option("--add-missing", is_flag=True, help="Add areas that the graph does not know yet.")
@FILES
@answering_options
def import_boundaries(
    files: tuple[Path, ...], *, add_missing: bool, yes: bool, as_json: bool
) -> None:
    """Import boundaries (GeoJSON, GeoPackage) of areas in the graph, matched by code."""
    with answered(yes=yes, as_json=as_json) as answer, progress() as report:
        answer.report = imports.import_boundaries(
            answer.store,
            files,
            by=BY,
            add_missing=add_missing,
            agreed=answer.agreed,
            progress=report,
        )


@import_group.command("places")
@FILES
@answering_options
def import_places(files: tuple[Path, ...], *, yes: bool, as_json: bool) -> None:
    """Import organisations, assets, activities, requests (our templates, or known venue files)."""
    with answered(yes=yes, as_json=as_json) as answer, progress() as report:
        answer.report = imports.import_places(
            answer.store, files, by=BY, agreed=answer.agreed, progress=report
        )


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
