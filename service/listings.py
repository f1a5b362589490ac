"""Activities, assets and organisations as the lines of a page's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.model import (
    AgeRange,
    AssetKind,
    Audience,
    Borrowers,
    Day,
    OrganisationKind,
    RequestStage,
    Season,
    Theme,
    WeeklyTime,
)
from graph.network import Network, TimesTable
from service import links
from service.formats import clock, folded, plain
from service.links import Link

_DAYS = tuple(Day)
THEMES = {theme.value: theme for theme in Theme}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """An activity in a table.

    ``distance_m`` is along the way from whatever the page is about, None where it stands here.
    """

    link: Link
    organisation: Link
    theme: str
    ages: str
    audience: str
    times: tuple[str, ...]
    place: str
    distance_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLine:
    """An asset in a table; ``amount`` says how much of what, as words."""

    link: Link
    kind: str
    keeper: Link
    place: str
    amount: str
    times: tuple[str, ...]
    borrowers: str
    distance_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request in a table; ``amount`` says how much of what and for how many, as words."""

    link: Link
    wanted: str
    asker: Link
    amount: str
    times: tuple[str, ...]
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """An organisation in a table."""

    link: Link
    kind: str
    place: str


def words_of(time: WeeklyTime) -> str:
    """A weekly time for people: “Tuesday 18:00 to 20:00, term time”."""
    return _words(time.day, f"{time.start:%H:%M}", f"{time.end:%H:%M}", time.season)


def _words(day: Day, start: str, end: str, season: Season) -> str:
    when = f"{day.label} {start} to {end}"
    return when if season is Season.ALL_YEAR else f"{when}, {season.label.lower()}"


def times_of(times: TimesTable, row: int) -> tuple[str, ...]:
    """The weekly times of one owner, in the order of the week."""
    first, last = np.searchsorted(times.owner, [row, row + 1])
    order = sorted(range(first, last), key=lambda i: (times.day[i], times.start[i], times.end[i]))
    return tuple(
        _words(
            _DAYS[times.day[i]],
            clock(int(times.start[i])),
            clock(int(times.end[i])),
            Season(str(times.season[i])),
        )
        for i in order
    )


def site_name(network: Network, row: int) -> str:
    """The name of a site; empty for none."""
    return str(network.sites.name[row]) if row >= 0 else ""


def amount(quantity: float | None, unit: str, capacity: float | None) -> str:
    """How much of what: “16 seats”, “room for 40”, empty where nobody said."""
    parts = []
    if quantity is not None and not np.isnan(quantity):
        pounds = unit.upper().startswith("GBP")
        parts.append(
            f"£{quantity:,.0f}{unit[3:]}" if pounds else f"{plain(quantity)} {unit}".strip()
        )
    if capacity is not None and not np.isnan(capacity):
        parts.append(f"room for {capacity:,.0f}")
    return ", ".join(parts)


def activity_line(network: Network, row: int, distance_m: float | None = None) -> ActivityLine:
    """One activity's line."""
    table = network.activities
    return ActivityLine(
        link=links.activity(network, row),
        organisation=links.organisation(network, int(table.organisation[row])),
        theme=THEMES[str(table.theme[row])].label,
        ages=f"{table.age_from[row]} to {table.age_to[row]}",
        audience=Audience(str(table.audience[row])).label,
        times=times_of(network.sessions, row),
        place=site_name(network, int(table.site[row])),
        distance_m=distance_m,
    )


def asset_line(network: Network, row: int, distance_m: float | None = None) -> AssetLine:
    """One asset's line."""
    table = network.assets
    return AssetLine(
        link=links.asset(network, row),
        kind=AssetKind(str(table.kind[row])).label,
        keeper=links.organisation(network, int(table.organisation[row])),
        place=site_name(network, int(table.site[row])),
        amount=amount(float(table.quantity[row]), str(table.unit[row]), float(table.capacity[row])),
        times=times_of(network.availability, row),
        borrowers=Borrowers(str(table.borrowers[row])).label,
        distance_m=distance_m,
    )


def request_line(network: Network, row: int) -> RequestLine:
    """One request's line."""
    table = network.requests
    much = float(table.quantity[row]), str(table.unit[row]), float(table.capacity[row])
    return RequestLine(
        link=links.request(network, row),
        wanted=AssetKind(str(table.wanted[row])).label,
        asker=links.organisation(network, int(table.organisation[row])),
        amount=amount(*much),
        times=times_of(network.wanted_times, row),
        stage=RequestStage(str(table.stage[row])).label,
    )


def wanted_areas(network: Network, request: int) -> list[int]:
    """Rows of the areas that a request is wanted in, in its own order."""
    rows: list[int] = network.wanted_in.right[network.wanted_in.left == request].tolist()
    return rows


def wanted_ages(network: Network, request: int) -> AgeRange | None:
    """The ages that a request is for, None where nobody said."""
    first, last = network.requests.age_from[request], network.requests.age_to[request]
    if np.isnan(first):
        return None
    return AgeRange(age_from=int(first), age_to=int(last))


def organisation_line(network: Network, row: int) -> OrganisationLine:
    """One organisation's line."""
    table = network.organisations
    return OrganisationLine(
        link=links.organisation(network, row),
        kind=OrganisationKind(str(table.kind[row])).label,
        place=site_name(network, int(table.site[row])),
    )


def activities(network: Network, rows: Iterable[int]) -> tuple[ActivityLine, ...]:
    """Lines of activities, by name."""
    return tuple(sorted((activity_line(network, int(r)) for r in rows), key=_by_name))


def assets(network: Network, rows: Iterable[int]) -> tuple[AssetLine, ...]:
    """Lines of assets, by name."""
    return tuple(sorted((asset_line(network, int(r)) for r in rows), key=_by_name))


def organisations(network: Network, rows: Iterable[int]) -> tuple[OrganisationLine, ...]:
    """Lines of organisations, by name."""
    return tuple(sorted((organisation_line(network, int(r)) for r in rows), key=_by_name))


def requests(network: Network, rows: Iterable[int]) -> tuple[RequestLine, ...]:
    """Lines of requests: those that stand first, then by name."""
    open_ = RequestStage.OPEN.label
    lines = (request_line(network, int(row)) for row in rows)
    return tuple(sorted(lines, key=lambda line: (line.stage != open_, *_by_name(line))))


def _by_name(line: ActivityLine | AssetLine | RequestLine | OrganisationLine) -> tuple[str, str]:
    return folded(line.link.text), line.link.address
