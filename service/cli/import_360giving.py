"""``hedgerow import 360giving``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from graph.store import Store
from seeds.reading import Progress, Reading
from seeds.three_sixty_giving import own_prefix, read_grants
from service.cli.receiving import carry_out, receiving_options

BY = "command line"


@click.command("360giving")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@receiving_options
def import_360giving(file: Path, *, as_json: bool, yes: bool, dry_run: bool) -> None:
    """Import grants by 360Giving's standard: a JSON package, a CSV file or a workbook.

    Grants to organisations are taken, with who gave and who received them; grants to individuals
    are counted and passed over.
    """
    carry_out(
        partial(_read, file),
        message=f"Imported grants (360Giving) from {file.name}"[:1_000],
        whole=False,
        by=BY,
        yes=yes,
        dry_run=dry_run,
        as_json=as_json,
    )


def _read(file: Path, store: Store, progress: Progress | None) -> Reading:
    areas = store.snapshot().areas.rows
    return read_grants(file, areas=areas, own=own_prefix(store.identity), progress=progress)
