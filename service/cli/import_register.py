"""``hedgerow import register``."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Unpack

import click

from graph.store import Store
from seeds.reading import Progress, Reading
from seeds.registers.kinds import Register, read_register
from seeds.registers.taking import Wish
from service.cli.receiving import Options, carry_out, receiving_options
from service.holdings import held_by


@click.command("register")
@click.argument("kind", type=click.Choice([register.value for register in Register]))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is passed over otherwise: charities that are not for young people, schools of "
    "every phase, parishes that the graph does not have, councils outside England.",
)
@click.option(
    "--here", is_flag=True, help="Only what works or stands in a local area of the graph."
)
@click.option(
    "--whole",
    is_flag=True,
    help="The files are the whole register: what it has no longer is marked as vanished.",
)
@receiving_options
def import_register(
    kind: str,
    files: tuple[Path, ...],
    *,
    everything: bool,
    here: bool,
    whole: bool,
    **options: Unpack[Options],
) -> None:
    """Import a register: charities, councils, parish-councils or schools.

    The files of one register belong together: give the charities with their areas of operation
    and their classification.
    """
    register = Register(kind)
    carry_out(
        partial(_read, register, files, everything=everything, here=here),
        message=f"Imported the register “{register.label}” from "
        f"{', '.join(path.name for path in files)}",
        whole=whole,
        **options,
    )


def _read(
    register: Register,
    files: tuple[Path, ...],
    store: Store,
    progress: Progress | None,
    *,
    everything: bool,
    here: bool,
) -> Reading:
    wish = Wish(today=date.today(), everything=everything, here=here, progress=progress)
    return read_register(register, files, held_by(store), wish)
