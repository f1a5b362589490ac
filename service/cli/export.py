"""``hedgerow export``: what is known here and public, as files for others."""

from __future__ import annotations

import click

from service.cli.export_360giving import export_360giving
from service.cli.export_county import export_county
from service.cli.export_geojson import export_geojson
from service.cli.export_gpkg import export_gpkg
from service.cli.export_graphml import export_graphml
from service.cli.export_xlsx import export_xlsx


@click.group("export")
def export_group() -> None:
    """Write what is public here to a file that others can read."""


for command in (
    export_360giving,
    export_geojson,
    export_gpkg,
    export_xlsx,
    export_graphml,
    export_county,
):
    export_group.add_command(command)
