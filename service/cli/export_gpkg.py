"""``hedgerow export gpkg``."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.exporting import LAYERS, outlines_of, placed_lists, say, told
from service.cli.new_file import NewFile, whole
from service.cli.opening import opened


@click.command("gpkg")
@LAYERS
@click.argument("path", type=NewFile(".gpkg"))
def export_gpkg(path: Path, layers: tuple[str, ...]) -> None:
    """Write whatever has a place as a GeoPackage, one layer a list, for QGIS and its like."""
    from service.taking.geopackage import write_geopackage  # GDAL takes a while to import

    with opened() as store:
        network = store.snapshot()
        lists = placed_lists(store, network, layers)
        with whole(path) as draft:
            write_geopackage(
                draft,
                [(one.sheet, one.rows, outlines_of(store, one)) for one in lists],
                told(network),
            )
    say(path, lists)
