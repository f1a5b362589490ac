"""``hedgerow serve``."""

from __future__ import annotations

import dataclasses

import click

from service import demo
from service.cli.demo import loaded_line
from service.cli.opening import progress, store_of
from service.cli.serving import serving
from service.config import Config


@click.command()
@click.option("--host", help="Address to listen on (HEDGEROW_HOST, default 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port (HEDGEROW_PORT, default 8000).")
@click.option("--demo-if-empty", is_flag=True, help="Load the demo county into an empty graph.")
def serve(*, host: str | None, port: int | None, demo_if_empty: bool) -> None:
    """Serve the pages until stopped with Ctrl-C."""
    from service.server import run  # the web and its libraries, which no other command needs

    config = Config.from_env()
    config = dataclasses.replace(
        config,
        host=host or config.host,
        port=config.port if port is None else port,
    )
    with store_of(config) as store, serving(config.data):
        if demo_if_empty and demo.is_empty(store):
            with progress() as report:
                written = demo.load_demo(store, by="command line", progress=report)
            click.echo(loaded_line(sum(written.added.values())))
        run(config, store)
