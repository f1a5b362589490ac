"""``hedgerow export 360giving``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from seeds.reading import counted
from service.cli.new_file import NewFile, whole
from service.cli.opening import opened
from service.taking.grant_files import MEDIA, grants_file
from service.taking.three_sixty_giving import known_grants, package_of


@click.command("360giving")
@click.argument("path", type=NewFile(*MEDIA))
def export_360giving(path: Path) -> None:
    """Write the grants known here by 360Giving's standard.

    PATH ends with .json (a package), .csv or .xlsx.
    """
    with opened() as store:
        package = package_of(known_grants(store), today=date.today())
    with whole(path) as draft:
        draft.write_bytes(grants_file(package, path.suffix))
    number = counted(len(package["grants"]), "grant", "grants")
    click.echo(f"Wrote {number} to {path}.")
