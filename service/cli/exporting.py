"""What the commands that write lists to files share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from graph.network import Network
from graph.store import Store
from service.taking.about import About, about
from service.taking.lists import PLACED, RecordList, record_lists

LAYERS = click.option(
    "--layer",
    "layers",
    multiple=True,
    type=click.Choice(PLACED),
    help="Only this list; may be given several times.",
)


def placed_lists(store: Store, network: Network, layers: Sequence[str]) -> list[RecordList]:
    """The lists whose rows have a place, all or those that were asked for."""
    wanted = layers or PLACED
    return [one for one in every_list(store, network) if one.name in wanted]


def every_list(store: Store, network: Network) -> tuple[RecordList, ...]:
    """Every list of records."""
    return record_lists(network, store.identifiers())


def outlines_of(store: Store, one: RecordList) -> dict[str, str]:
    """The outlines of a list's rows, by id."""
    return store.boundaries() if one.outlined else {}


def told(network: Network) -> About:
    """What a file says of itself that is made today."""
    return about(network, date.today().isoformat())


def say(path: Path, lists: Sequence[RecordList]) -> None:
    """Tell what a file holds."""
    rows = sum(len(one.rows) for one in lists)
    names = ", ".join(f"{one.name} {len(one.rows):,}" for one in lists)
    click.echo(f"{path}: {rows:,} rows ({names}).")
