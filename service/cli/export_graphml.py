"""``hedgerow export graphml``."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.new_file import NewFile, whole
from service.cli.opening import opened


@click.command("graphml")
@click.argument("path", type=NewFile(".graphml", ".xml"))
def export_graphml(path: Path) -> None:
    """Write organisations and their ties as GraphML, for Gephi, Cytoscape and their like."""
    from service.taking.graphml import graphml_bytes

    with opened() as store:
        network = store.snapshot()
    with whole(path) as draft:
        draft.write_bytes(graphml_bytes(network))
    click.echo(f"{path}: {len(network.organisations):,} organisations, {len(network.ties):,} ties.")
