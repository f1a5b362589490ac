"""``hedgerow import``."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from graph.errors import ImportBuiltOn
from graph.model import Mode
from graph.store import Store
from seeds.reading import Progress, counted
from service.cli.import_360giving import import_360giving
from service.cli.import_open_referral import import_open_referral
from service.cli.import_register import import_register
from service.cli.import_spreadsheet import import_spreadsheet
from service.cli.opening import opened, progress
from service.cli.receiving import BY, Options, carry_out_plan, receiving_options, tell
from service.imports import planned_areas, planned_boundaries, planned_places
from service.plans import Plan
from service.receiving import undo_import, untaking_of
from service.travel_times import planned_travel_times

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group("import")
def import_group() -> None:
    """Import what others publish: all of it in one change, or nothing."""


import_group.add_command(import_360giving)
import_group.add_command(import_open_referral)
import_group.add_command(import_register)
import_group.add_command(import_spreadsheet)


@import_group.command("undo")
@click.argument("change_id")
@click.option("--dry-run", is_flag=True, help="Say what stands in its way, and do nothing.")
def undo(change_id: str, *, dry_run: bool) -> None:
    """Take an import back as a whole; its report and the page of changes name its CHANGE_ID."""
    with opened() as store:
        if dry_run:
            found = untaking_of(store, change_id)
            if found.reasons:
                raise ImportBuiltOn(found.reasons)
            gone = counted(len(found.remove), "row", "rows")
            back = counted(len(found.records), "row", "rows")
            click.echo(f"{gone} would go, and {back} would be what they were.")
            return
        with progress() as report:
            done = undo_import(store, change_id, by=BY, via="hedgerow import undo", progress=report)
    tell(done, as_json=False)


@import_group.command("areas")
@click.option(
    "--only-known", is_flag=True, help="Leave out figures about areas that the graph does not have."
)
@FILES
@receiving_options
def import_areas(files: tuple[Path, ...], *, only_known: bool, **options: Unpack[Options]) -> None:
    """Import area tables, and what is published about areas: people by age, deprivation."""

    def planned(store: Store, progress: Progress | None) -> Plan:
        return planned_areas(store, files, only_known=only_known, progress=progress)

    carry_out_plan(planned, **options)


@import_group.command("boundaries")
@click.option("--add-missing", is_flag=True, help="Add areas that the graph does not know yet.")
@FILES
@receiving_options
def import_boundaries(
    files: tuple[Path, ...], *, add_missing: bool, **options: Unpack[Options]
) -> None:
    """Import boundaries (GeoJSON, GeoPackage, zipped shapefile), matched by code."""

    def planned(store: Store, progress: Progress | None) -> Plan:
        return planned_boundaries(store, files, add_missing=add_missing, progress=progress)

    carry_out_plan(planned, **options)


@import_group.command("places")
@FILES
@receiving_options
def import_places(files: tuple[Path, ...], **options: Unpack[Options]) -> None:
    """Import organisations, assets, activities, requests (our templates, or known venue files)."""

    def planned(store: Store, progress: Progress | None) -> Plan:
        return planned_places(store, files, progress=progress)

    carry_out_plan(planned, **options)


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
@receiving_options
def import_travel_times(
    files: tuple[Path, ...],
    *,
    mode: str | None,
    replacing: bool,
    **options: Unpack[Options],
) -> None:
    """Import travel times between areas and sites (origin, destination, minutes, mode)."""

    def planned(store: Store, progress: Progress | None) -> Plan:
        return planned_travel_times(
            store, files, mode=Mode(mode) if mode else None, replacing=replacing, progress=progress
        )

    carry_out_plan(planned, **options)
