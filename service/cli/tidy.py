"""``hedgerow tidy``: forget what is past its time."""

from __future__ import annotations

import click

from service.config import Config


@click.command()
def tidy() -> None:
    """Forget what is past its time, as the settings say; the server does so once a day."""
    from service.cli.opening import store_of
    from service.retention import tidy as tidied

    config = Config.from_env()
    with store_of(config) as store:
        for one in tidied(store, config):
            click.echo(f"{one.number:,} {one.what} forgotten")
