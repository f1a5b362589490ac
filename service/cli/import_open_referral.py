"""``hedgerow import open-referral``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Unpack

import click

from graph.store import Store
from seeds.reading import Progress, Reading, refusal
from service.cli.opening import progress
from service.cli.receiving import Options, carry_out, receiving_options
from service.config import Config
from service.feeds.fetching import Fetcher
from service.feeds.importing import (
    Origin,
    is_address,
    origin_of_feed,
    origin_of_path,
    reading_of,
)
from service.feeds.open_referral import PER_PAGE, stub_of


@click.command("open-referral")
@click.argument("feed", metavar="URL|PATH")
@click.option("--source", "name", default="", help="What the source is called, on the pages.")
@click.option(
    "--themes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table (match, text, theme) that says what the terms of this source mean.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="A file or folder is all that its source has: what it has no longer is marked as "
    "vanished. (Of a feed that was read to its end, this is known.)",
)
@click.option(
    "--per-page",
    type=click.IntRange(1, 1_000),
    default=PER_PAGE,
    show_default=True,
    help="Services to a page of the feed's list.",
)
@receiving_options
def import_open_referral(
    feed: str,
    *,
    name: str,
    themes: Path | None,
    whole: bool,
    per_page: int,
    **options: Unpack[Options],
) -> None:
    """Import services: an Open Referral UK feed's address, or a file or folder of one.

    Reads HSDS-UK 3.0, 1.0 and 2.0 and the international HSDS 3, as JSON, CSV, XLSX or a package
    (zip). A feed is fetched into the data folder first, page by page and service by service; a
    fetch that was interrupted goes on where it was.
    """
    config = Config.from_env()
    origin = _origin(config, feed, name=name, whole=whole, per_page=per_page)

    def read(store: Store, report: Progress | None) -> Reading:
        return reading_of(
            origin,
            store,
            today=date.today(),
            themes=themes,
            postcodes=config.postcodes,
            progress=report,
        )

    carry_out(
        read,
        message=f"Imported Open Referral from {_called(feed)}",
        whole=origin.whole,
        **options,
    )


def _called(feed: str) -> str:
    """A feed for the record of changes: without what its address asks for, without folders."""
    return stub_of(feed) if is_address(feed) else Path(feed).name


def _origin(config: Config, feed: str, *, name: str, whole: bool, per_page: int) -> Origin:
    if is_address(feed):
        fetcher = Fetcher(private=config.allow_private_feeds)
        with progress() as report:
            return origin_of_feed(
                feed, config.data, fetcher, name=name, per_page=per_page, progress=report
            )
    path = Path(feed)
    if not path.exists():
        raise refusal(feed, "There is no such file or folder; an address begins with https://.")
    return origin_of_path(path, name=name, whole=whole)
