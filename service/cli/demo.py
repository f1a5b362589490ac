"""``hedgerow load-demo``."""

from __future__ import annotations

import click

from service import demo
from service.cli.opening import opened, progress


@click.command("load-demo")
@click.option("--if-empty", is_flag=True, help="Say so and do nothing where there are records.")
@click.option("--remove", is_flag=True, help="Take the demo county out again.")
def load_demo(*, if_empty: bool, remove: bool) -> None:
    """Load the illustrative county into an empty graph."""
    with opened() as store, progress() as report:
        if remove:
            written = demo.remove_demo(store, by="command line", progress=report)
            click.echo(
                f"Removed the illustrative county: {sum(written.removed.values()):,} records."
            )
            return
        if if_empty and not demo.is_empty(store):
            click.echo("The graph has records already; the demo county was not loaded.")
            return
        written = demo.load_demo(store, by="command line", progress=report)
        click.echo(loaded_line(sum(written.added.values())))


def loaded_line(records: int) -> str:
    """What is said when the demo county was loaded."""
    return (
        f"The graph was empty: loaded the illustrative county, {records:,} records. "
        "Its organisations are invented."
    )
