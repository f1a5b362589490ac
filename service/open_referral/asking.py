"""What is asked of the feed: its query parameters, each read or refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from graph.model import Day
from service.formats import folded
from service.forms.query import Query
from service.open_referral.identity import read_uuid
from service.open_referral.times import CODES
from service.postcodes import read_postcode

PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_MINIMAL = 1_000_000
"""With ``minimal`` the standard wants everything in one call."""

MOST_PAGE = 100_000_000
MOST_IDS = 20
MOST_METRES = 1_000_000.0
SCALARS = (
    "search", "page", "per_page", "minimum_age", "maximum_age", "start_time", "end_time", "day",
    "modified_after", "minimal", "full", "full_service", "format", "postcode", "proximity",
    "top_only",
)  # fmt: skip
FORMATS = ("json", "ndjson")

Value = TypeVar("Value")

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?")
_YES, _NO = ("true", "1", "yes"), ("false", "0", "no")
_NAMES = {
    name: number
    for number, (code, day) in enumerate(zip(CODES, Day, strict=True))
    for name in (code.lower(), day.value, day.label.lower())
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks of one list; all conditions hold at once.

    Attributes
    ----------
    words
        Each is in the text, folded.
    page, per_page
        Which page, from 1, and how many rows on it.
    term_ids, taxonomy_ids, organisation_ids, parent_ids
        UUIDs; every one of them holds.
    minimum_age, maximum_age
        A service's youngest age is at least, its oldest at most this.
    starts_from, ends_by, day
        Of one session: minutes from midnight, and the day (0 is Monday).
    modified_after
        Changed at this moment or later.
    minimal, full, full_service
        How much is told of each row.
    lines
        Whether everything is wanted, one object a line.
    postcode, proximity_m
        As in the standard; a distance comes with a postcode.
    top_only
        Only terms that lie in no other.
    """

    words: tuple[str, ...] = ()
    page: int = 1
    per_page: int = PER_PAGE
    term_ids: tuple[str, ...] = ()
    taxonomy_ids: tuple[str, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    parent_ids: tuple[str, ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    starts_from: int | None = None
    ends_by: int | None = None
    day: int | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    lines: bool = False
    postcode: str = ""
    proximity_m: float | None = None
    top_only: bool = False


def read_asked(given: MultiDict[str, str]) -> tuple[Asked, Query]:
    """What an address asks.

    Parameters
    ----------
    given
        The query's parameters; names that the feed does not know are passed over.

    Returns
    -------
    tuple
        What is asked, and the reader with the problems; what was wrong is as if not asked.
    """
    query = Query(given)
    for name in SCALARS:
        if len(set(given.getlist(name))) > 1:
            query.wrong(f"{name} is given twice with different values; give it once.", name)
    minimal = _flag(query, "minimal")
    full = _flag(query, "full")
    if minimal and full:
        query.wrong("minimal and full ask for opposite things; give one of them.", "minimal")
    proximity = query.decimal("proximity", "proximity, in metres,", low=0, high=MOST_METRES)
    postcode = _value(
        query, "postcode", read_postcode, "postcode must be a whole postcode such as TR1 1AA."
    )
    if proximity is not None and not given.get("postcode", "").strip():
        query.wrong("proximity needs a postcode to measure from; give both.", "proximity")
    asked = Asked(
        words=tuple(folded(query.text("search", "search")).split()),
        page=query.whole("page", "page", default=1, low=1, high=MOST_PAGE),
        per_page=_per_page(query, minimal=minimal),
        term_ids=_ids(query, given, "taxonomy_term_id"),
        taxonomy_ids=_ids(query, given, "taxonomy_id"),
        organisation_ids=_ids(query, given, "organization_id"),
        parent_ids=_ids(query, given, "parent_id"),
        minimum_age=query.decimal("minimum_age", "minimum_age", low=0, high=200),
        maximum_age=query.decimal("maximum_age", "maximum_age", low=0, high=200),
        starts_from=_value(query, "start_time", _minutes, _time_wrong("start_time")),
        ends_by=_value(query, "end_time", _minutes, _time_wrong("end_time")),
        day=_value(
            query,
            "day",
            lambda text: _NAMES.get(text.lower()),
            "day must be a day of the week: MO, TU, WE, TH, FR, SA, SU, or its name.",
        ),
        modified_after=_value(
            query,
            "modified_after",
            _moment,
            "modified_after must be a date or a moment such as 2026-09-01T08:00:00Z.",
        ),
        minimal=minimal,
        full=full,
        full_service=_flag(query, "full_service"),
        lines=_value(query, "format", _format, f"format must be {' or '.join(FORMATS)}.")
        == "ndjson",
        postcode=postcode or "",
        proximity_m=proximity,
        top_only=_flag(query, "top_only"),
    )
    return asked, query


def _value(
    query: Query, name: str, read: Callable[[str], Value | None], wrong: str
) -> Value | None:
    """One value, None where there is none or it is wrong."""
    told = len(query.problems)
    text = query.text(name, name)
    if not text or len(query.problems) > told:
        return None
    found = read(text)
    if found is None:
        query.wrong(f"{wrong[:-1]}; “{text[:50]}” is not.", name)
    return found


def _flag(query: Query, name: str) -> bool:
    def read(text: str) -> bool | None:
        word = text.lower()
        return True if word in _YES else False if word in _NO else None

    return bool(_value(query, name, read, f"{name} must be true or false."))


def _per_page(query: Query, *, minimal: bool) -> int:
    most = MOST_MINIMAL if minimal else MOST_PER_PAGE
    default = MOST_MINIMAL if minimal else PER_PAGE
    return query.whole("per_page", "per_page", default=default, low=1, high=most)


def _ids(query: Query, given: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """UUIDs, each once; several of one name all hold."""
    texts = dict.fromkeys(text.strip() for text in given.getlist(name) if text.strip())
    if len(texts) > MOST_IDS:
        query.wrong(f"{name} is given {len(texts):,} times; give at most {MOST_IDS}.", name)
        return ()
    found = []
    for text in texts:
        id = read_uuid(text)
        if id is None:
            shown = "".join(c for c in text[:50] if c.isprintable())
            query.wrong(f"{name} must be an id of this feed, a UUID; “{shown}” is not.", name)
        else:
            found.append(id)
    return tuple(dict.fromkeys(found))


def _time_wrong(name: str) -> str:
    return f"{name} must be a time of day such as 18:30."


def _minutes(text: str) -> int | None:
    """Minutes from midnight of a time of day."""
    match = _TIME.fullmatch(text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def _moment(text: str) -> datetime | None:
    """A moment; without an offset it is in UTC. A plus sign that an address turned into a space."""
    if len(text) > 40 or not text[:4].isdigit():
        return None
    mended = re.sub(r" (\d\d:?\d\d)$", r"+\1", text) if "T" in text else text
    try:
        found = datetime.fromisoformat(mended)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _format(text: str) -> str | None:
    return text.lower() if text.lower() in FORMATS else None
