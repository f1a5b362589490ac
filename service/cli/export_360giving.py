"""``hedgerow export 360giving``."""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path

import click

from graph.errors import InvalidData
from seeds.reading import counted
from service.cli.opening import opened
from service.taking.grant_files import check_ending, grants_file
from service.taking.three_sixty_giving import known_grants, package_of


@click.command("360giving")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export_360giving(path: Path) -> None:
    """Write the grants known here by 360Giving's standard.

    PATH ends with .json (a package), .csv or .xlsx.
    """
    check_ending(path.suffix)
    with opened() as store:
        package = package_of(known_grants(store), today=date.today())
    write_whole(path, grants_file(package, path.suffix))
    number = counted(len(package["grants"]), "grant", "grants")
    click.echo(f"Wrote {number} to {path}.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or not at all.

    Raises
    ------
    InvalidData
        It cannot be written there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise InvalidData(
            f"{path} cannot be written: {error.strerror}. Give a file in a folder that is yours.",
            field="path",
        ) from error
