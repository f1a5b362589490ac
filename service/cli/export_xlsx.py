"""``hedgerow export xlsx``."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.exporting import every_list, say, told
from service.cli.new_file import NewFile, whole
from service.cli.opening import opened


@click.command("xlsx")
@click.argument("path", type=NewFile(".xlsx"))
def export_xlsx(path: Path) -> None:
    """Write every list of records as an Excel workbook, one sheet a list."""
    from service.taking.workbook import write_workbook  # openpyxl takes a while to import

    with opened() as store:
        network = store.snapshot()
        lists = every_list(store, network)
        with whole(path) as draft:
            write_workbook(draft, [(one.sheet, one.rows) for one in lists], told(network))
    say(path, lists)
