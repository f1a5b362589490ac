"""Fetching a feed that a test serves."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from service.feeds.fetching import Fetcher
from service.feeds.limits import Limits
from service.feeds.open_referral import fetch_feed
from service.feeds.shelf import Shelf

LIMITS = Limits(pause_s=0, read_s=0.3, answer_s=1, connect_s=1, tries=2)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def fetch(feed, folder, *, per_page=2, limits=LIMITS, now=NOW, progress=None, **asked):
    """Fetch a feed that is served; what came of it, and the services."""
    fetcher = Fetcher(private=True, limits=limits, sleep=lambda _: None, **asked)
    try:
        shelf = Shelf(folder, feed.address, now=now)
        fetched = fetch_feed(feed.address, shelf, fetcher, per_page=per_page, progress=progress)
    finally:
        fetcher.close()
    lines = fetched.path.read_text(encoding="utf-8").splitlines()
    return fetched, [json.loads(line) for line in lines]


def at(path, reply):
    """Answer one path in a way of one's own."""
    return lambda _handler, asked, _query: reply if asked == path else None


def page_of(number, make):
    """Answer one page of the list in a way of one's own."""

    def before(_handler, path, query):
        return make() if path == "/services" and query["page"] == str(number) else None

    return before
