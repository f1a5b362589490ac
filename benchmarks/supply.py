"""Clustered synthetic provision: sites, organisations, activities and assets where people live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from benchmarks.settlement import Settlement, local_order
from graph.model import (
    Activity,
    AgeRange,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Day,
    Entry,
    Organisation,
    OrganisationKind,
    Season,
    Site,
    Theme,
    WeeklyTime,
)
from graph.network import Floats
from graph.projection import to_degrees

T = TypeVar("T")
Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

SOURCE = "synthetic"
KINDS: dict[OrganisationKind, float] = {
    OrganisationKind.VOLUNTARY: 0.52,
    OrganisationKind.YOUTH_GROUP: 0.14,
    OrganisationKind.SCHOOL: 0.11,
    OrganisationKind.PARISH_COUNCIL: 0.07,
    OrganisationKind.BUSINESS: 0.06,
    OrganisationKind.INDEPENDENT: 0.06,
    OrganisationKind.PUBLIC_BODY: 0.02,
    OrganisationKind.INFRASTRUCTURE: 0.01,
    OrganisationKind.FUNDER: 0.008,
    OrganisationKind.COUNCIL: 0.002,
}
DELIVERING = {
    OrganisationKind.VOLUNTARY,
    OrganisationKind.YOUTH_GROUP,
    OrganisationKind.SCHOOL,
    OrganisationKind.INDEPENDENT,
    OrganisationKind.COUNCIL,
}
_WIDE = {OrganisationKind.COUNCIL, OrganisationKind.INFRASTRUCTURE, OrganisationKind.FUNDER}
_AGES = tuple(
    AgeRange(age_from=low, age_to=high)
    for low, high in ((8, 12), (10, 14), (11, 16), (11, 19), (13, 19), (14, 18), (16, 24), (5, 11))
)
_EVENINGS = tuple(
    WeeklyTime(day=day, start=time(hour, half), end=time(hour + length, half), season=season)
    for season in (Season.TERM, Season.TERM, Season.ALL_YEAR, Season.HOLIDAYS)
    for day in Day
    for hour, half in ((16, 0), (17, 30), (18, 0), (19, 0))
    for length in (1, 2, 2, 3)
)
_WINDOWS = tuple(
    WeeklyTime(day=day, start=time(hour), end=time(22)) for day in Day for hour in (9, 14, 17, 18)
)
_KEPT: dict[AssetKind, tuple[float, str, float]] = {  # share, unit, middle quantity
    AssetKind.ROOM: (0.30, "", 1.0),
    AssetKind.STAFF_TIME: (0.15, "hours a week", 6.0),
    AssetKind.VOLUNTEER_TIME: (0.20, "hours a week", 4.0),
    AssetKind.MONEY: (0.15, "GBP a year", 2_500.0),
    AssetKind.VEHICLE: (0.06, "seats", 16.0),
    AssetKind.SKILL: (0.08, "", 1.0),
    AssetKind.EQUIPMENT: (0.06, "", 1.0),
}
_HOUSED = {AssetKind.VENUE, AssetKind.ROOM}


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Drawn places, sorted along the local order, so that near numbers are near places.

    ``area`` is the small area of each, ``points`` its metres, ``key`` its local order.
    """

    area: Numbers
    points: Floats
    key: Keys

    def __len__(self) -> int:
        return len(self.key)

    def near(self, keys: Keys, chance: np.random.Generator, *, within: float) -> Numbers:
        """A place near each key: some ``within`` places along the local order, mostly fewer."""
        step = np.round(chance.laplace(scale=within, size=len(keys))).astype(np.int64)
        near: Numbers = np.clip(np.searchsorted(self.key, keys) + step, 0, len(self) - 1)
        return near


def drawn_places(where: Settlement, count: int, chance: np.random.Generator) -> Places:
    """Places where young people live, more of them in some areas than in others of that size."""
    pull = where.young * chance.lognormal(0.0, 0.6, size=len(where.young))
    area = chance.choice(len(pull), size=count, p=pull / pull.sum())
    spread = np.where(where.rural[area], 1_000.0, 250.0)[:, None]
    points = np.round(where.points[area] + chance.normal(size=(count, 2)) * spread)
    order = np.argsort(local_order(points), kind="stable")
    return Places(area=area[order], points=points[order], key=local_order(points[order]))


def site_records(where: Settlement, places: Places, chance: np.random.Generator) -> Iterator[Site]:
    """One site a place; half of them checked by somebody."""
    longitude, latitude = to_degrees(places.points[:, 0], places.points[:, 1])
    checked = checks(len(places), chance)
    for row in range(len(places)):
        yield Site(
            id=f"s{row:06d}",
            name=f"Hall {row:06d}",
            latitude=round(float(latitude[row]), 6),
            longitude=round(float(longitude[row]), 6),
            area_ids=(where.ids[places.area[row]],),
            source_id=SOURCE,
            verified_on=checked[row],
        )


def organisation_kinds(count: int, chance: np.random.Generator) -> list[OrganisationKind]:
    """A kind for each organisation, by the shares of :data:`KINDS`."""
    return picks(tuple(KINDS), count, chance, shares=tuple(KINDS.values()))


def organisation_records(
    where: Settlement,
    homes: Places,
    kinds: Sequence[OrganisationKind],
    sites: Places,
    chance: np.random.Generator,
) -> Iterator[Organisation]:
    """One organisation a home; a third have a place of their own, the wide ones an authority."""
    base = sites.near(homes.key, chance, within=3.0)
    housed = chance.random(len(homes)) < 1 / 3
    checked = checks(len(homes), chance)
    for row, kind in enumerate(kinds):
        area = homes.area[row]
        serves = where.authorities[area] if kind in _WIDE else where.wards[area]
        yield Organisation(
            id=f"o{row:06d}",
            name=f"{kind.label} {row:06d}",
            kind=kind,
            area_ids=(serves,),
            site_id=f"s{base[row]:06d}" if housed[row] else None,
            source_id=SOURCE,
            verified_on=checked[row],
        )


def activity_records(
    count: int,
    sites: Places,
    homes: Places,
    kinds: Sequence[OrganisationKind],
    chance: np.random.Generator,
) -> Iterator[Activity]:
    """Activities at sites of uneven use, run by organisations near by."""
    use = chance.lognormal(0.0, 0.9, size=len(sites))
    site = chance.choice(len(sites), size=count, p=use / use.sum())
    runs = np.flatnonzero([kind in DELIVERING for kind in kinds])
    deliverers = Places(area=homes.area[runs], points=homes.points[runs], key=homes.key[runs])
    runner = runs[deliverers.near(sites.key[site], chance, within=12.0)]
    themes = picks(tuple(Theme), count, chance)
    ages = picks(_AGES, count, chance)
    audiences = picks(
        tuple(Audience), count, chance, shares=(0.86, *[0.14 / 8] * (len(Audience) - 1))
    )
    entries = picks(tuple(Entry), count, chance, shares=(0.75, 0.08, 0.17))
    held = chance.choice(4, size=count, p=(0.04, 0.68, 0.20, 0.08))
    first = chance.integers(len(_EVENINGS), size=(count, 3))
    places = np.round(chance.lognormal(np.log(18.0), 0.4, size=count)).astype(np.int64)
    unsaid = chance.random(count) < 0.1
    checked = checks(count, chance)
    for row in range(count):
        times = {_EVENINGS[at] for at in first[row, : held[row]]}
        yield Activity(
            id=f"a{row:06d}",
            name=f"{themes[row].label} {row:06d}",
            organisation_id=f"o{runner[row]:06d}",
            site_id=f"s{site[row]:06d}",
            theme=themes[row],
            ages=ages[row],
            audience=audiences[row],
            sessions=tuple(sorted(times)),
            places=None if unsaid[row] else int(places[row]),
            entry=entries[row],
            source_id=SOURCE,
            verified_on=checked[row],
        )


def asset_records(
    count: int, sites: Places, homes: Places, chance: np.random.Generator
) -> Iterator[Asset]:
    """A hall at each site first, then what organisations keep; with weekly times when free."""
    at = np.concatenate([np.arange(len(sites)), chance.integers(len(sites), size=count)])[:count]
    keeper = homes.near(sites.key[at], chance, within=8.0)
    drawn = picks(tuple(_KEPT), count, chance, shares=tuple(kept[0] for kept in _KEPT.values()))
    size = chance.lognormal(0.0, 0.5, size=count)
    windows = chance.integers(len(_WINDOWS), size=(count, 3))
    theme = picks(tuple(Theme), count, chance)
    lent = picks(tuple(Borrowers), count, chance)
    for row in range(count):
        kind = AssetKind.VENUE if row < len(sites) else drawn[row]
        _, unit, middle = _KEPT.get(kind, (0.0, "", 1.0))
        times = {_WINDOWS[at] for at in windows[row]}
        yield Asset(
            id=f"k{row:06d}",
            name=f"{kind.label} {row:06d}",
            kind=kind,
            organisation_id=f"o{keeper[row]:06d}",
            site_id=f"s{at[row]:06d}" if kind in _HOUSED else None,
            quantity=round(middle * float(size[row]), 1) if unit else None,
            unit=unit,
            capacity=int(10 + 40 * size[row]) if kind in _HOUSED else None,
            availability=tuple(sorted(times)) if kind is not AssetKind.MONEY else (),
            borrowers=lent[row],
            cost_pounds_per_hour=round(8 * float(size[row]), 2) if kind in _HOUSED else None,
            themes=(theme[row],) if kind in (AssetKind.SKILL, AssetKind.STAFF_TIME) else (),
            source_id=SOURCE,
        )


def picks(
    values: Sequence[T],
    count: int,
    chance: np.random.Generator,
    *,
    shares: Sequence[float] | None = None,
) -> list[T]:
    """One of some values for each of ``count``, by their shares or evenly."""
    part = None if shares is None else np.array(shares) / sum(shares)
    return [values[at] for at in chance.choice(len(values), size=count, p=part).tolist()]


def checks(count: int, chance: np.random.Generator) -> list[date | None]:
    """When somebody last checked: half never, the others on a day of 2024 to mid 2026."""
    days = np.where(chance.random(count) < 0.5, -1, chance.integers(900, size=count)).tolist()
    return [None if day < 0 else date(2024, 1, 1) + timedelta(days=day) for day in days]
