"""``hedgerow check-feed``: whether a feed is as Open Referral UK 3.0 wants it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from graph.analysis.progress import quiet
from service.cli.opening import progress
from service.feeds.asking import OneHost
from service.feeds.checking import MOST_IDS, check_feed, no_more
from service.feeds.schemas import Schemas


@click.command("check-feed")
@click.argument("url")
@click.option(
    "--schemas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of downloaded JSON Schemas of the standard, to look by as well.",
)
@click.option(
    "--ids",
    "most_ids",
    type=click.IntRange(0, 100_000),
    default=MOST_IDS,
    show_default=True,
    help="How many ids of each list to ask for one by one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(
    ctx: click.Context, url: str, *, schemas: Path | None, most_ids: int, as_json: bool
) -> None:
    """Check the Open Referral UK 3.0 feed at URL, as the official validator would.

    Looks at the root, at the first, middle and last page of each list, and at each id on them.
    Exit code 0: nothing is wrong; 1: warnings only; 2: failures.
    """
    also = no_more if schemas is None else Schemas(schemas)
    with progress() as report, closing(OneHost(url)) as get:
        found = check_feed(url, get, most_ids=most_ids, also=also, progress=report or quiet)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in found.lines():
            click.echo(line)
    ctx.exit(found.exit_code)
