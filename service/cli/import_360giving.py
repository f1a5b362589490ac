"""``hedgerow import 360giving``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from graph.store import Store
from seeds.reading import Progress, Reading
from seeds.three_sixty_giving import own_prefix, read_grants
from service.cli.receiving import Options, carry_out, receiving_options


@click.command("360giving")
@click.argument("file", type=click.Path(path_type=Path))
@receiving_options
def import_360giving(file: Path, **options: Unpack[Options]) -> None:
    """Import grants by 360Giving's standard: a JSON package, a CSV file or a workbook.

    Grants to organisations are taken, with who gave and who received them; grants to individuals
    are counted and passed over.
    """
    carry_out(
        partial(_read, file),
        message=f"Imported grants (360Giving) from {file.name}",
        whole=False,
        **options,
    )


def _read(file: Path, store: Store, progress: Progress | None) -> Reading:
    areas = store.snapshot().areas.rows
    return read_grants(file, areas=areas, own=own_prefix(store.identity), progress=progress)
