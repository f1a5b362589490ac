"""From an address or a path to a reading: what the command and the pages have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from graph.model import Source
from graph.store import Store
from seeds.naming import digest, slug
from seeds.open_referral.reading import read_open_referral
from seeds.reading import Progress, Reading
from service.feeds.fetching import Fetcher
from service.feeds.open_referral import PER_PAGE, Fetched, fetch_feed, stub_of
from service.feeds.shelf import Shelf
from service.postcodes import postcode_point, read_postcode

FOLDER = "feeds"
"""Of the data folder: what was fetched, a folder to a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a directory comes from.

    Attributes
    ----------
    source
        Who says so, for the records.
    path
        What is read: the file or folder, or what was fetched of the feed.
    whole
        Whether that is all that the source has.
    notes
        What was odd about the feed.
    """

    source: Source
    path: Path
    whole: bool
    notes: tuple[str, ...] = ()


def is_address(text: str) -> bool:
    """Whether somebody means an address of the web, not a path."""
    return "://" in text


def origin_of_path(path: Path, *, name: str = "", whole: bool = False) -> Origin:
    """A file or a folder as an origin; its source is known by ``name``, else by the file's name."""
    called = name or path.resolve().name.split(".")[0]
    source = Source(id=f"oruk-{slug(called)[:80]}", name=f"Open Referral: {called}"[:300])
    return Origin(source=source, path=path, whole=whole)


def origin_of_feed(
    url: str,
    data: Path,
    fetcher: Fetcher,
    *,
    name: str = "",
    per_page: int = PER_PAGE,
    progress: Progress | None = None,
) -> Origin:
    """Fetch a feed into the data folder; an interrupted fetch is gone on with.

    Raises
    ------
    FileRefused
        There is no feed, or it may not be fetched from there.
    """
    stub = stub_of(url)
    parts = urlsplit(stub)
    called = f"{parts.netloc}{parts.path}"
    source = Source(
        id=f"oruk-{slug(called)[:80]}-{digest(called)}",
        name=(name or f"Open Referral feed of {parts.netloc}")[:300],
        website=stub,
    )
    try:
        shelf = Shelf(data / FOLDER / source.id, stub)
        fetched = fetch_feed(url, shelf, fetcher, per_page=per_page, progress=progress)
    finally:
        fetcher.close()
    notes = [_summary(fetched, shelf, fetcher), *fetched.notes]
    return Origin(source=source, path=fetched.path, whole=fetched.whole, notes=tuple(notes))


def _summary(fetched: Fetched, shelf: Shelf, fetcher: Fetcher) -> str:
    again = ", going on with an interrupted fetch" if shelf.resumed else ""
    return (
        f"The feed is of version {fetched.version}: {fetched.services:,} services in "
        f"{fetcher.requests:,} requests{again}."
    )


def reading_of(
    origin: Origin,
    store: Store,
    *,
    today: date,
    themes: Path | None = None,
    postcodes: Path | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read what an origin has, with the areas and the postcodes that are known here.

    Raises
    ------
    FileRefused
        It cannot be read.
    """
    network = store.snapshot()

    def position(text: str) -> tuple[float, float] | None:
        postcode = read_postcode(text)
        found = postcode_point(network, postcode, postcodes) if postcode else None
        return found[0] if found is not None and found[1] else None

    reading = read_open_referral(
        origin.path,
        source=origin.source,
        today=today,
        themes=themes,
        areas=frozenset(map(str, network.areas.id)),
        positions=position,
        progress=progress,
    )
    return replace(reading, notes=(*origin.notes, *reading.notes))
