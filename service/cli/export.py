"""``hedgerow export``: what is known here and public, as files for others."""

from __future__ import annotations

import click

from service.cli.export_360giving import export_360giving
from service.cli.export_county import export_county


@click.group("export")
def export_group() -> None:
    """Write what is public here to a file that others can read."""


export_group.add_command(export_360giving)
export_group.add_command(export_county)
