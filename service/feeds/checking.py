"""Checking a feed as the official validator does: the root, three pages of each list, each id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeGuard
from urllib.parse import quote

from graph.analysis.progress import Progress, quiet
from service.feeds.asking import Fetched
from service.feeds.inspection import inspect, shown
from service.feeds.open_referral import stub_of
from service.feeds.report import Faults, Looked, Report
from service.feeds.standard import ENDPOINTS, NOT_OFFERED, PAGE, ROOT, Endpoint

MOST_IDS = 200
"""How many ids of one list are asked for one by one, unless told otherwise."""

_VERSION = re.compile(r"\s*[+-]?\d+(\.\d*)?\s*")


class Get(Protocol):
    """Asks an address."""

    def __call__(self, address: str, /) -> Fetched:
        """What it answers."""


Also = Callable[[str, Any], list[str]]
"""What else is wrong with an object of a kind, in words."""


def no_more(name: str, told: Any) -> list[str]:  # noqa: ARG001
    """Nothing else is looked at."""
    return []


def check_feed(
    root: str,
    get: Get,
    *,
    most_ids: int = MOST_IDS,
    also: Also = no_more,
    progress: Progress = quiet,
) -> Report:
    """Look at a feed and say what is wrong.

    Parameters
    ----------
    root
        Its address, or that of its list of services.
    get
        Asks an address of it.
    most_ids
        How many ids of each list are asked for; those of its first, middle and last page.
    also
        Looks at each object once more, by published schemas say.
    progress
        Told how many ids of a list were asked for.
    """
    return _Check(stub_of(root), get, most_ids, also, progress).report()


class _Check:
    """One check, and what it has found so far."""

    def __init__(self, root: str, get: Get, most_ids: int, also: Also, progress: Progress) -> None:
        self._root, self._get, self._most_ids = root, get, most_ids
        self._also, self._progress = also, progress
        self._faults = Faults()

    def report(self) -> Report:
        version, answers = self._look_at_root()
        looked = [self._look_at(endpoint) for endpoint in ENDPOINTS] if answers else []
        return Report(
            address=f"{self._root}/",
            version=version,
            looked=tuple(looked),
            faults=self._faults.found(),
        )

    # -- the root --------------------------------------------------------------

    def _look_at_root(self) -> tuple[str, bool]:
        """The version that the root tells, and whether anybody answers at all."""
        found = self._get(f"{self._root}/")
        fail = self._faults.fail
        if not found.status:
            fail(f"The root cannot be read. {found.problem.rstrip('.')}")
            return "", False
        if found.status in (401, 403):
            fail(f"The root answers {found.status}; a feed asks for no key and no account")
        elif found.status != 200:
            fail(f"The root answers {found.status} and not 200; it is then taken for version 1.0")
        elif not isinstance(found.told, dict):
            fail("The root is not a JSON object; it is then taken for version 1.0")
        else:
            if found.headers.get("access-control-allow-origin") != "*":
                self._faults.warn("No “Access-Control-Allow-Origin: *”; pages cannot read the feed")
            return self._look_at_version(found.told), True
        return "", True

    def _look_at_version(self, told: Mapping[str, Any]) -> str:
        for name in ROOT:
            if not isinstance(told.get(name), str) or not told[name]:
                self._faults.fail(f"The root has no “{name}”")
        version = str(told.get("version") or "")
        number = read_version(version)
        if version and number is None:
            self._faults.fail(
                f"The version “{shown(version)}” cannot be read; write HSDS-UK-3.0, V3 or 3.0"
            )
        elif number is not None and int(number) != 3:
            self._faults.fail(f"The version is {number:g}; this check is for version 3")
        return shown(version)

    # -- lists -----------------------------------------------------------------

    def _look_at(self, endpoint: Endpoint) -> Looked:
        """The first, the middle and the last page of a list, and each id on them."""
        first = self._page(endpoint, 1)
        if first is None:
            return Looked(endpoint=endpoint.name, offered=False)
        if first == {}:
            return Looked(endpoint=endpoint.name)
        pages = first.get("total_pages")
        last = pages if _whole(pages) else 1
        numbers = sorted({1, max(1, last // 2), max(1, last)})
        rows: dict[str, tuple[int, Any]] = {}
        seen = 0
        for number in numbers:
            page = first if number == 1 else self._page(endpoint, number)
            if page:
                seen += self._look_at_page(endpoint, page, number, first, rows)
        if not seen and isinstance(first.get("contents"), list):
            self._faults.warn("The list is empty", endpoint=endpoint.name)
        asked = self._look_at_ids(endpoint, {id: row for id, (_, row) in rows.items()})
        self._look_again(endpoint, first)
        total = first.get("total_items")
        return Looked(
            endpoint=endpoint.name,
            total=total if _whole(total) else None,
            pages=len(numbers),
            objects=seen,
            ids=asked,
        )

    def _page(self, endpoint: Endpoint, number: int) -> dict[str, Any] | None:
        """A page; empty where it cannot be read, None where the feed need not have the list."""
        path = f"{endpoint.name}?page={number}"
        found = self._get(f"{self._root}/{path}")
        if number == 1 and found.status in NOT_OFFERED and not endpoint.required:
            return None
        return self._object(endpoint, path, found)

    def _object(self, endpoint: Endpoint, path: str, found: Fetched) -> dict[str, Any]:
        """The object that an address answered; empty where there is none, and that is told."""
        if not found.status:
            words = f"Cannot be read. {found.problem.rstrip('.')}"
        elif found.status in (401, 403):
            words = f"Answers {found.status}; a feed asks for no key and no account"
        elif found.status != 200:
            words = f"Answers {found.status} and not 200"
        elif not found.is_json:
            words = "Answers something that is not JSON"
        elif not isinstance(found.told, dict):
            words = "Answers JSON that is not an object"
        else:
            return found.told
        self._faults.fail(words, endpoint=endpoint.name, example=f"/{path[:120]}")
        return {}

    def _look_at_page(
        self,
        endpoint: Endpoint,
        page: Mapping[str, Any],
        number: int,
        first: Mapping[str, Any],
        rows: dict[str, tuple[int, Any]],
    ) -> int:
        """Note what is wrong with a page and its rows; how many rows it has."""
        where = f"/{endpoint.name}?page={number}"
        for words in page_faults(page, number, first):
            self._faults.fail(words, endpoint=endpoint.name, example=where)
        contents = page.get("contents")
        if not isinstance(contents, list):
            return 0
        for row in contents:
            self._look_at_object(endpoint, row, where)
            id = row.get("id") if isinstance(row, dict) else None
            if not isinstance(id, str) or not id:
                continue
            on, before = rows.setdefault(id, (number, row))
            if before is not row:
                again = "A page repeats what another has"
                words = "The same id is there twice" if on == number else again
                self._faults.fail(words, endpoint=endpoint.name, example=shown(id))
        return len(contents)

    def _look_at_object(self, endpoint: Endpoint, told: Any, where: str) -> None:
        for wrong in inspect(endpoint.holds, told):
            field = f"“{wrong.field}” " if wrong.field else "A row "
            value = f" “{wrong.value}”" if wrong.value else ""
            id = shown(told.get("id")) if isinstance(told, dict) else ""
            at = where if id in where else f"{where}, {id}"
            self._faults.add(
                wrong.level, f"{field}{wrong.words}", endpoint=endpoint.name, example=f"{at}{value}"
            )
        for words in self._also(endpoint.holds, told):
            self._faults.fail(f"By the schema: {words}", endpoint=endpoint.name, example=where)

    # -- ids -------------------------------------------------------------------

    def _look_at_ids(self, endpoint: Endpoint, rows: Mapping[str, Any]) -> int:
        wanted = spread(list(rows), self._most_ids)
        for done, id in enumerate(wanted):
            self._progress(endpoint.name, done, len(wanted))
            path = f"{endpoint.name}/{quote(id, safe='')}"
            found = self._get(f"{self._root}/{path}")
            told = self._object(endpoint, path, found)
            if not told:
                continue
            where = f"/{path[:120]}"
            self._look_at_object(endpoint, told, where)
            if str(told.get("id")).lower() != id.lower():
                self._faults.fail(
                    "An id answers with another id",
                    endpoint=endpoint.name,
                    example=f"{where} “{shown(told.get('id'))}”",
                )
            elif told.get("name") != rows[id].get("name"):
                self._faults.warn(
                    "A row has another name by its id than in the list",
                    endpoint=endpoint.name,
                    example=where,
                )
        return len(wanted)

    def _look_again(self, endpoint: Endpoint, first: Mapping[str, Any]) -> None:
        """Whether the first page still has the ids that it had: they must never change."""
        found = self._get(f"{self._root}/{endpoint.name}?page=1")
        before, after = _ids_of(first), _ids_of(found.told)
        if before and after and not before & after:
            self._faults.fail(
                "The ids are others when the same page is asked for again; ids never change",
                endpoint=endpoint.name,
            )


def read_version(text: str) -> float | None:
    """The number in a version as validators read it; None where they cannot."""
    plain = re.sub("HSDS-UK-", "", text, flags=re.IGNORECASE)
    plain = re.sub("v", "", plain, flags=re.IGNORECASE)
    return float(plain) if _VERSION.fullmatch(plain) else None


def page_faults(page: Mapping[str, Any], number: int, first: Mapping[str, Any]) -> list[str]:
    """What is wrong with the numbers of a page.

    Parameters
    ----------
    page
        What was answered.
    number
        Which page was asked for.
    first
        The first page.
    """
    faults = []
    if "contents" not in page and isinstance(page.get("content"), list):
        older = "The page is one of version 1 (“content”, “totalElements”)"
        return [f"{older}; version 3 has “contents”, “total_items” and their like"]
    for name, kind in PAGE.items():
        if name not in page:
            faults.append(f"The page has no “{name}”")
        elif not isinstance(page[name], kind) or (kind is int and isinstance(page[name], bool)):
            what = {int: "a whole number", bool: "true or false", list: "a list"}[kind]
            faults.append(f"The page’s “{name}” must be {what}")
    if faults:
        return faults
    size, pages = len(page["contents"]), page["total_pages"]
    expected = {
        "page_number": number,
        "size": size,
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": size == 0,
    }
    for name, value in expected.items():
        if page[name] != value:
            told = str(page[name]).lower() if isinstance(value, bool) else page[name]
            right = str(value).lower() if isinstance(value, bool) else value
            faults.append(f"The page’s “{name}” is {told}; it should be {right}")
    if page["total_items"] < size:
        faults.append("The page holds more rows than “total_items” says there are")
    elif number == 1 and size and not (pages - 1) * size < page["total_items"] <= pages * size:
        faults.append(
            "The page’s “total_pages” does not fit: so many pages of so many rows are not as many "
            "as “total_items” says"
        )
    if pages != first.get("total_pages") or page["total_items"] != first.get("total_items"):
        faults.append("The totals are others than on the first page")
    return faults


def spread(ids: list[str], most: int) -> list[str]:
    """At most so many of some ids, evenly from all of them."""
    if len(ids) <= most:
        return ids
    return [ids[at * len(ids) // most] for at in range(most)]


def _ids_of(page: Any) -> set[str]:
    contents = page.get("contents") if isinstance(page, dict) else None
    rows = contents if isinstance(contents, list) else []
    return {str(row.get("id")) for row in rows if isinstance(row, dict)}


def _whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
