"""``hedgerow template``."""

from __future__ import annotations

import click

from seeds.templates import KINDS
from seeds.templates import template as template_text


@click.command()
@click.argument("kind", type=click.Choice(sorted(KINDS)))
def template(kind: str) -> None:
    """Print a spreadsheet (CSV) to fill in: hedgerow template assets > assets.csv."""
    click.echo(template_text(kind), nl=False)
