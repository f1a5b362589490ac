"""``hedgerow import spreadsheet``."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from graph.errors import NotFound
from graph.store import Store
from seeds.mapped.reader import read_mapped
from seeds.reading import Progress, Reading, refusal
from service.cli.receiving import Options, carry_out, receiving_options
from service.config import Config
from service.mappings import saved
from service.mappings.around import around_of


@click.command("spreadsheet")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    "name",
    required=True,
    metavar="NAME",
    help="How it is read: a mapping that was saved on /import/spreadsheet, or a file of one.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="The file is all that its source has: what it has no longer is marked as vanished.",
)
@receiving_options
def import_spreadsheet(file: Path, *, name: str, whole: bool, **options: Unpack[Options]) -> None:
    """Import a spreadsheet of any layout (CSV, XLSX) by a mapping.

    The table is looked for in it, its columns and words are read as the mapping says, and rows
    that cannot be taken are listed with the reason.
    """
    config = Config.from_env()

    def read(store: Store, report: Progress | None) -> Reading:
        try:
            mapping = saved.named_or_file(saved.folder_of(config.data), name)
        except NotFound:
            known = ", ".join(f"“{one.name}”" for one in saved.saved(saved.folder_of(config.data)))
            hint = (
                f"Saved are {known}."
                if known
                else "None is saved yet; make one on /import/spreadsheet."
            )
            raise refusal(file.name, f"There is no mapping “{name[:100]}”. {hint}") from None
        around = around_of(store.snapshot(), config.postcodes)
        return read_mapped(file, mapping, around=around, progress=report).reading

    carry_out(
        read,
        message=f"Imported {file.name} by the mapping “{name}”",
        whole=whole,
        **options,
    )
