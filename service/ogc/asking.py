"""What a request for features asks: a box, a time, values of properties, which page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from service.api.answering import checked_parameters
from service.api.models import Fault, parameters_model
from service.api.problems import WrongParameters
from service.exports import flat
from service.ogc.collections import Collection

Box = tuple[float, float, float, float]

USUAL, MOST = 100, 1_000
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
OWN = ("limit", "offset", "bbox", "bbox-crs", "datetime", "f")
FORMS = ("json", "geojson")
"""What `f` may ask for, as clients of other services are used to; the answer is the same."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for.

    Attributes
    ----------
    limit, offset
        How many features at most, and how many to pass over.
    box
        West, south, east, north in degrees; west may lie east of east, over the date line.
    since, until
        The days that a feature's own must lie between, both included; None for no end.
    dated
        Whether days were asked for at all.
    values
        What properties must be, as texts.
    """

    limit: int
    offset: int
    box: Box | None
    since: date | None
    until: date | None
    dated: bool
    values: tuple[tuple[str, str], ...]


def read_wanted(collection: Collection) -> Wanted:
    """What this request asks of a collection; raise WrongParameters with every fault."""
    faults: list[Fault] = []
    known = {*OWN, *collection.properties, *(one.name for one in collection.questions)}
    for name, values in request.args.lists():
        if name not in known:
            faults.append(
                Fault(parameter=name[:80], detail="This collection has no such parameter")
            )
        elif len(values) > 1 and name not in {one.name for one in collection.questions}:
            faults.append(Fault(parameter=name, detail="It may be given once"))
    limit = _whole("limit", USUAL, 1, faults)
    offset = _whole("offset", 0, 0, faults)
    box = _box(request.args.get("bbox"), faults)
    if request.args.get("bbox-crs", CRS84) != CRS84:
        faults.append(Fault(parameter="bbox-crs", detail=f"Boxes are read in {CRS84}"))
    if request.args.get("f", "json").lower() not in FORMS:
        faults.append(Fault(parameter="f", detail=f"The forms are {' and '.join(FORMS)}"))
    since, until = _days(request.args.get("datetime"), faults)
    if faults:
        raise WrongParameters(tuple(faults))
    if collection.questions:
        asked = MultiDict((n, v) for n, v in request.args.items(multi=True) if n not in OWN)
        checked_parameters(parameters_model(collection.questions, paged=False, placed=False), asked)
    return Wanted(
        limit=min(limit, MOST),
        offset=offset,
        box=box,
        since=since,
        until=until,
        dated="datetime" in request.args,
        values=tuple((n, request.args[n]) for n in collection.properties if n in request.args),
    )


def _whole(name: str, usual: int, low: int, faults: list[Fault]) -> int:
    given = request.args.get(name)
    if given is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,18}", given) or int(given) < low:
        faults.append(Fault(parameter=name, detail=f"It is a whole number from {low}"))
        return usual
    return int(given)


def _box(given: str | None, faults: list[Fault]) -> Box | None:
    """A box of four numbers, or of six with heights, which say nothing here."""
    if given is None:
        return None
    try:
        numbers = [float(part) for part in given.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    right = (
        len(numbers) == 4
        and all(math.isfinite(number) for number in numbers)
        and -90 <= numbers[1] <= numbers[3] <= 90
        and all(-180 <= number <= 180 for number in (numbers[0], numbers[2]))
    )
    if not right:
        detail = "It is west,south,east,north in degrees: -5.1,50.1,-4.9,50.3"
        faults.append(Fault(parameter="bbox", detail=detail))
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _days(given: str | None, faults: list[Fault]) -> tuple[date | None, date | None]:
    """The ends of an interval as RFC 3339 has moments; one moment is both."""
    if given is None:
        return None, None
    ends = given.split("/")
    try:
        days = [_day(end) for end in ends]
        one, two = (days[0], days[0]) if len(days) == 1 else days
        if one is None and two is None and len(ends) == 1:
            raise ValueError
        if one and two and one > two:
            raise ValueError
    except ValueError:
        detail = "It is a day, a moment, or two with / between (2026-01-01/.. has an open end)"
        faults.append(Fault(parameter="datetime", detail=detail))
        return None, None
    return one, two


def _day(end: str) -> date | None:
    if end in ("", ".."):
        return None
    if not _MOMENT.fullmatch(end):
        raise ValueError
    return datetime.fromisoformat(end.upper().replace(" ", "T")).date()


def kept(wanted: Wanted, sheet: Any, rows: Sequence[Any]) -> Sequence[Any]:
    """The rows whose properties and days are asked for."""
    cells = {column.heading: column.cell for column in sheet.columns}
    for name, value in wanted.values:
        cell = cells[name]
        rows = [row for row in rows if _is(cell(row), value)]
    if wanted.dated:
        when = cells.get("verified_on")
        rows = [row for row in rows if when is not None and _within(when(row), wanted)]
    return rows


def _is(cell: Any, value: str) -> bool:
    if isinstance(cell, tuple):
        return value in cell
    if isinstance(cell, bool):
        return value.lower() == ("true" if cell else "false")
    return cell is not None and str(flat(cell)) == value


def _within(cell: Any, wanted: Wanted) -> bool:
    if cell is None:
        return False
    day = date.fromisoformat(str(cell))
    return (wanted.since is None or wanted.since <= day) and (
        wanted.until is None or day <= wanted.until
    )
