"""Fetching an Open Referral feed: its root, page by page its list, each service whole by its id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from graph.errors import FileRefused
from seeds.files import text_of
from seeds.open_referral.documents import parsed
from seeds.open_referral.values import bare, words
from seeds.reading import Progress, counted, first_few, refusal
from service.feeds.connection import Answer
from service.feeds.fetching import Fetcher
from service.feeds.guard import Unfetched
from service.feeds.listing import PAGING, Listing
from service.feeds.shelf import Shelf

PER_PAGE = 100
_VERSION = re.compile(r"(?:HSDS-UK-|HSDS-|V)?(\d+)(?:\.\d+)*", re.IGNORECASE)
_LATER = re.compile(r"(?<![\d.])(?:v|openapi)?([123])(?:\.?\d)?(?![\d])", re.IGNORECASE)
SILENT = 10
"""Services in a row that cannot be had before a fetch is given up, to be gone on with later."""

_CALLED = ("services", "service")


@dataclass(slots=True)
class Fetched:
    """What came of a fetch.

    Attributes
    ----------
    path
        The file with the services, one a line, in the order of the feed's list.
    version
        Of the feed: "3", "1" …
    whole
        Whether the list was read to its end.
    notes
        What was odd about the feed, a sentence each.
    services
        How many.
    """

    path: Path
    version: str = "1"
    whole: bool = False
    notes: list[str] = field(default_factory=list)
    services: int = 0


def stub_of(url: str) -> str:
    """The address that all endpoints of a feed begin with, whichever of them was given."""
    parts = urlsplit(url.strip())
    path = parts.path.rstrip("/")
    if path.rpartition("/")[2].lower() in _CALLED:
        path = path.rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def version_of(root: object) -> tuple[str, str]:
    """The main version of a feed by its root, and what is to be said about it.

    "HSDS-UK-3.0", "V3" and "3.0" are versions. Of anything else the ``openapi_url`` tells; a root
    that is none is that of version 1, which had no root.
    """
    if not isinstance(root, dict):
        return "1", "The feed has no root that can be read; it is taken to be of version 1."
    written = bare(root.get("version"))
    match = _VERSION.fullmatch(written.strip())
    if match:
        return match[1], ""
    address = bare(root.get("openapi_url"))
    later = _LATER.search(urlsplit(address).path if "://" in address else address)
    if later:
        return later[1], (
            f"The root’s version “{written}” cannot be read; its openapi_url says {later[1]}."
        )
    return "1", f"The root’s version “{written}” cannot be read; taken to be of version 1."


def fetch_feed(
    url: str,
    shelf: Shelf,
    fetcher: Fetcher,
    *,
    per_page: int = PER_PAGE,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch a feed onto a shelf; what this fetch had before it was interrupted is not asked again.

    Parameters
    ----------
    url
        Its root, or its list of services.
    shelf
        Where answers are kept.
    fetcher
        What asks.
    per_page
        Services to a page of the list.
    progress
        Told how far it has come; it may raise :class:`~graph.errors.Interrupted`.

    Raises
    ------
    FileRefused
        There is no such feed, or its first page is none.
    """
    feed = _Feed(stub_of(url), shelf, fetcher, per_page, progress)
    asked = dict.fromkeys(name for name, _ in parse_qsl(urlsplit(url.strip()).query))
    if left := [name for name in asked if name not in PAGING]:
        feed.result.notes.append(
            f"What the address asks for is left out ({first_few(left)}): the whole feed is read."
        )
    return feed.fetched()


class _Feed:
    def __init__(
        self, stub: str, shelf: Shelf, fetcher: Fetcher, per_page: int, progress: Progress | None
    ) -> None:
        self.stub, self.shelf, self.fetcher = stub, shelf, fetcher
        self.progress = progress
        self.result = Fetched(path=shelf.folder)
        self.list = Listing(self._page, per_page, fetcher.limits, self._tell)
        self.told: dict[str, list[str]] = {}
        self.silent = 0

    def fetched(self) -> Fetched:
        self._root()
        result = self.result
        try:
            ended = self.list.read()
        except Unfetched as error:
            raise refusal(f"{self.stub}/services", str(error)) from error
        result.notes += self.list.notes
        whole = [self._service(id, row, at) for at, (id, row) in enumerate(self.list.services)]
        result.notes += [
            f"{_SINGLE[what]}: {counted(len(names), 'service', 'services')} ({first_few(names)})."
            for what, names in self.told.items()
        ]
        result.path = self.shelf.write_services(whole)
        result.services = len(whole)
        result.whole = ended
        if ended:
            self.shelf.finish()
        return result

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(stage, done, total)

    # -- the root ---------------------------------------------------------------

    def _root(self) -> None:
        self._tell("Asking for the root", 0, 1)
        address = f"{self.stub}/"
        try:
            answer = self.fetcher.get(address)
            root: object = self._parsed(answer) if answer.status == 200 else None
        except FileRefused:
            root = None
        except Unfetched as error:
            raise refusal(self.stub, str(error)) from error
        self.result.version, note = version_of(root)
        if note:
            self.result.notes.append(note)

    def _parsed(self, answer: Answer) -> object:
        return parsed(text_of(self.stub, answer.body), self.stub)

    def _page(self, query: str) -> object:
        """A page of the list as it is, from the shelf where this fetch has it."""
        key = f"page {query}"
        kept = self.shelf.of_this_run(key)
        return self._asked(f"{self.stub}/services?{query}", key) if kept is None else kept

    def _asked(self, url: str, key: str) -> object:
        """What the feed answers, from the shelf where it says that nothing changed."""
        answer = self.fetcher.get(url, self.shelf.condition(key))
        if answer.status == 304 and (kept := self.shelf.body(key)) is not None:
            self.shelf.keep_unchanged(key, answer)
            return kept
        if answer.status != 200:
            raise Unfetched(f"The feed answers {answer.status}.", status=answer.status)
        try:
            document = self._parsed(answer)
        except FileRefused as refused:
            raise Unfetched(refused.errors[0].message, status=answer.status) from refused
        self.shelf.keep(key, answer, document)
        return document

    # -- each service whole -----------------------------------------------------------

    def _service(self, id: str, row: Any, at: int) -> Any:
        """A service whole; as the list has it where it cannot be had alone."""
        self._tell("Fetching services", at, len(self.list.services))
        if not id:
            return row
        name = words(row.get("name")) or id
        key = f"service {id}"
        document = self.shelf.of_this_run(key)
        if document is None:
            try:
                document = self._asked(f"{self.stub}/services/{quote(id, safe='')}", key)
            except Unfetched as error:
                self._check_silence(error, at)
                before = self.shelf.body(key)
                self._note("unfetched" if before is None else "as before", f"{name}: {error}")
                return row if before is None else before
            self.silent = 0
        if not isinstance(document, dict) or not document.get("id"):
            self._note("odd", name)
            return row
        if bare(document.get("id")) == id:
            return document
        if words(document.get("name")) == words(row.get("name")):
            self._note("other id", name)
            return {**document, "id": row["id"]}
        self._note("other service", name)
        return row

    def _check_silence(self, error: Unfetched, at: int) -> None:
        """Give up where a feed answers nothing any more."""
        self.silent = self.silent + 1 if error.status in (0, 429) or error.status >= 500 else 0
        if self.silent >= SILENT:
            raise refusal(
                self.stub,
                f"The feed answers no more, at service {at + 1:,} of "
                f"{len(self.list.services):,}: {error} What was fetched is kept; "
                "the next import within a day goes on from there.",
            )

    def _note(self, what: str, name: str) -> None:
        self.told.setdefault(what, []).append(name)


_SINGLE = {
    "unfetched": "Not to be had alone, taken as the list has them",
    "as before": "Not to be had alone, taken as it was fetched the last time",
    "odd": "No service when asked for alone, taken as the list has them",
    "other id": "Another id when asked for alone, kept under the id of the list",
    "other service": "Another service when asked for by the id of the list, taken as the list has "
    "them",
}
