"""A feed's list of services read page by page to its end, whatever its pages say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from seeds.open_referral.documents import rows_of
from seeds.open_referral.values import bare, number, words
from seeds.reading import Progress, counted, first_few
from service.feeds.guard import Unfetched
from service.feeds.limits import Limits

FEW = 10
"""Services to a page that no feed refuses: what pages have where nobody asks for a number."""

PAGING = ("page", "per_page")
"""What a page is asked for with."""


class Listing:
    """The services that a feed lists, each once, in their order.

    A page's own words on where the list ends are believed only as far as its number of services
    bears them out: many feeds count their pages wrongly.

    Parameters
    ----------
    ask
        Answers a query (``page=2&per_page=100``).
    per_page
        Services to a page.
    limits
        How many pages and services at most.
    tell
        Told how far it has come.

    Attributes
    ----------
    services
        Their ids, empty for one that has none, and their rows.
    notes
        What was odd, a sentence each.
    """

    def __init__(
        self, ask: Callable[[str], object], per_page: int, limits: Limits, tell: Progress
    ) -> None:
        self.ask, self.per_page, self.limits, self.tell = ask, per_page, limits, tell
        self.services: list[tuple[str, Any]] = []
        self.notes: list[str] = []
        self._seen: set[str] = set()
        self._twice: list[str] = []
        self._said = self._total = 0

    def read(self) -> bool:
        """Read the list; whether it came to its end.

        Raises
        ------
        Unfetched
            Its first page cannot be had, or is none.
        """
        ended = self._read(self._start())
        if self._twice:
            self.notes.append(
                f"Listed twice on one page (the first was taken): "
                f"{counted(len(self._twice), 'service', 'services')} ({first_few(self._twice)})."
            )
        return ended

    def _start(self) -> int:
        """The number of the first page: 0 where page 1 says that it is not the first."""
        first = self._first()
        if not isinstance(first, dict) or _flag(first, "first_page", "first") is not False:
            return 1
        try:
            before = {_id(row) for row in rows_of(self._page(0)) or []}
        except Unfetched:
            return 1
        return 0 if before and before.isdisjoint(map(_id, rows_of(first) or [])) else 1

    def _first(self) -> object:
        """Page 1, with fewer services on it where the feed does not give so many."""
        try:
            return self._page(1)
        except Unfetched as error:
            if error.status in (404, 410):
                raise Unfetched(
                    f"{error} There is no list of services; give the address of the feed’s root, "
                    "or of its /services.",
                    status=error.status,
                ) from error
            if error.status not in (400, 413, 422, 500) or self.per_page <= FEW:
                raise
            asked, self.per_page = self.per_page, FEW
            first = self._page(1)
            self.notes.append(f"The feed refuses {asked:,} services to a page; {FEW} were asked.")
            return first

    def _read(self, start: int) -> bool:
        document: object = None
        for number_of in range(1, self.limits.pages + 1):
            page = start + number_of - 1
            self.tell("Fetching pages of the list", number_of - 1, max(self._said, number_of))
            try:
                following = self._page(page)
            except Unfetched as error:
                is_absent = 400 <= error.status < 500 and error.status != 429
                if number_of > 1 and is_absent and self._is_beyond(document, number_of):
                    return self._counted()
                return self._stop(f"Page {page:,} of the list cannot be fetched: {error}")
            rows = rows_of(following) or []
            if not self._taken(rows, number_of) and rows:
                if self._is_beyond(document, number_of):
                    return self._counted()
                return self._stop(
                    f"Page {page:,} of the list repeats services of the pages before it; the list "
                    "is taken to end there."
                )
            document = following
            self._said = _whole(document, "total_pages", "totalPages") or self._said
            self._total = max(self._total, _whole(document, "total_items", "totalElements"))
            missing = self._missing()
            if not rows or (missing <= 0 and self._says_last(document, number_of)):
                return self._counted()
            if missing <= 0 and self._said and number_of > self._said:
                return self._stop(
                    f"The feed says that it has {self._said:,} pages, and goes on after them; it "
                    "was read so far."
                )
            if len(self.services) >= self.limits.services:
                return self._stop(
                    f"More than {len(self.services):,} services; the rest is not read."
                )
        return self._stop(f"The feed has more than {self.limits.pages:,} pages.")

    def _page(self, page: int) -> object:
        document = self.ask(urlencode(dict(zip(PAGING, (page, self.per_page), strict=True))))
        if rows_of(document) is None:
            raise Unfetched("The answer is JSON, but no page of services (with “contents”).")
        return document

    def _taken(self, rows: list[Any], number_of: int) -> int:
        """Add a page's services in their order; how many of them are new."""
        found = [(_id(row), row) for row in rows]
        new = {id for id, _ in found if id and id not in self._seen}
        if not new and number_of > 1:
            return 0
        here: set[str] = set()
        for id, row in found:
            if id not in self._seen:
                self.services.append((id, row))
            elif id in here:
                self._twice.append(words(row.get("name")) or id)
            if id:
                self._seen.add(id)
                here.add(id)
        return len(found)

    def _missing(self) -> int:
        """How many services the feed says that it has and has not listed yet."""
        return self._total - len(self.services) - len(self._twice)

    def _says_last(self, document: object, number_of: int) -> bool:
        """Whether a page says that it is the last, and as many pages came as it says there are.

        A plain list says nothing: there is one more page, or the same again.
        """
        flag = _flag(document, "last_page", "last")
        if flag is not None:
            return flag and number_of >= self._said
        return bool(self._said) and number_of >= self._said

    def _is_beyond(self, before: object, number_of: int) -> bool:
        """Whether a page was only asked for to be sure that the list ends before it."""
        return isinstance(before, list) or 0 < self._said < number_of

    def _stop(self, note: str) -> bool:
        self.notes.append(f"{note} Nothing is taken to have vanished.")
        return False

    def _counted(self) -> bool:
        """Whether the list has as many services as it says."""
        if (missing := self._missing()) <= 0:
            return True
        have = self._total - missing
        return self._stop(
            f"The feed says that it has {self._total:,} services, and lists {have:,}."
        )


def _id(row: object) -> str:
    return bare(row.get("id")) if isinstance(row, dict) else ""


def _flag(document: object, *names: str) -> bool | None:
    """What a page says of itself, None where it says nothing."""
    if not isinstance(document, dict):
        return None
    found = next((document[name] for name in names if name in document), None)
    return found if isinstance(found, bool) else None


def _whole(document: object, *names: str) -> int:
    """A count of a page, 0 where it has none."""
    if not isinstance(document, dict):
        return 0
    found = next((number(document[name]) for name in names if name in document), None)
    return int(found) if found and 0 < found < 1e9 else 0
