"""Where young people live: the real small areas of England, or a declared distribution."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.model import AgeBand, AgeRange, Area, AreaKind, Record, Source, Within
from graph.network import Flags, Floats
from graph.projection import to_degrees, to_grid
from seeds.areas import read_areas

DATA = Path(os.environ.get("HEDGEROW_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")
ENGLAND = DATA / "national" / "england_lsoa21_assembled.csv.xz"
AREAS = 33_755
TOWNS = 900
_BANDS = tuple(AgeRange(age_from=age, age_to=age + 4) for age in range(0, 25, 5))
_LAND = (95_000.0, 650_000.0, 20_000.0, 650_000.0)  # west, east, south, north; metres
_SOURCE = Source(id="drawn", name="Drawn by chance for measurements", illustrative=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class Settlement:
    """The small areas, in columns of one length, and all the records of areas.

    Attributes
    ----------
    records
        A source, the small areas and what they lie in.
    ids, wards, authorities
        Of the small areas: their ids, and the two steps that they lie in.
    points
        Shape (small areas, 2), metres.
    young
        People of 10 to 19, all above 0.
    rural
        As the classification says.
    said
        Where the demand comes from, in a sentence.
    """

    records: tuple[Record, ...]
    ids: list[str]
    wards: list[str]
    authorities: list[str]
    points: Floats
    young: Floats
    rural: Flags
    said: str


def settlement(areas: int, chance: np.random.Generator, *, table: Path = ENGLAND) -> Settlement:
    """The small areas.

    Parameters
    ----------
    areas
        How many; of the real table, that many by the order of their codes, which keeps
        neighbours together.
    chance
        Used only where the real table is absent.
    table
        The real table.
    """
    if table.exists():
        records = read_areas(table).records
        return _columns(records, areas, f"Demand: {table.name}, the real small areas of England.")
    said = (
        f"Demand: {table.name} is not there, so that demand is drawn: {TOWNS} towns with sizes "
        "by Zipf's law, small areas of some 200 people of 10 to 19 normally around them."
    )
    return _columns(_drawn(areas, chance), areas, said)


def _columns(records: tuple[Record, ...], most: int, said: str) -> Settlement:
    areas = sorted((one for one in records if isinstance(one, Area)), key=lambda one: one.id)
    small = [one for one in areas if one.kind is AreaKind.LSOA][:most]
    kept = _upwards(small, {one.id: one for one in areas})
    within = {one.id: [step.area_id for step in one.within] for one in areas}
    wards = [within[one.id][0] for one in small]
    points = np.column_stack(
        to_grid([one.longitude or 0.0 for one in small], [one.latitude or 0.0 for one in small])
    )
    young = [sum(b.people for b in one.population if 10 <= b.ages.age_from < 20) for one in small]
    sources = tuple(one for one in records if isinstance(one, Source))
    return Settlement(
        records=(*sources, *kept, *small),
        ids=[one.id for one in small],
        wards=wards,
        authorities=[within[ward][0] for ward in wards],
        points=points,
        young=np.maximum(np.array(young, dtype=np.float64), 1.0),
        rural=np.array([bool(one.rural) for one in small], dtype=bool),
        said=said,
    )


def _upwards(small: list[Area], by_id: dict[str, Area]) -> list[Area]:
    """What the small areas lie in, and what that lies in."""
    found: dict[str, Area] = {}
    waiting = [step.area_id for area in small for step in area.within]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found[id] = by_id[id]
            waiting += [step.area_id for step in by_id[id].within]
    return [found[id] for id in sorted(found)]


def _drawn(areas: int, chance: np.random.Generator) -> tuple[Record, ...]:
    west, east, south, north = _LAND
    share = 1.0 / np.arange(1, TOWNS + 1)
    town = np.sort(chance.choice(TOWNS, size=areas, p=share / share.sum()))
    centres = np.column_stack(
        [chance.uniform(west, east, TOWNS), chance.uniform(south, north, TOWNS)]
    )
    spread = 600.0 * np.sqrt(np.bincount(town, minlength=TOWNS))
    points = centres[town] + chance.normal(size=(areas, 2)) * spread[town][:, None]
    points = np.clip(points, [west, south], [east, north])
    longitude, latitude = to_degrees(points[:, 0], points[:, 1])
    people = np.round(chance.lognormal(np.log(100.0), 0.35, size=(areas, len(_BANDS))))
    decile = chance.integers(1, 11, size=areas)
    country = Area(id="E92000001", name="England", kind=AreaKind.COUNTRY, source_id=_SOURCE.id)
    return (
        _SOURCE,
        country,
        *_larger("E06", "Authority", AreaKind.LOCAL_AUTHORITY, range(0, TOWNS, 3), country.id, 1),
        *_larger("E05", "Ward", AreaKind.WARD, range(TOWNS), "E06", 3),
        *(
            Area(
                id=f"E01{row:06d}",
                name=f"Small area {row:05d}",
                kind=AreaKind.LSOA,
                source_id=_SOURCE.id,
                latitude=round(float(latitude[row]), 6),
                longitude=round(float(longitude[row]), 6),
                population=_bands(people[row]),
                deprivation_decile=int(decile[row]),
                deprivation_score=float(60 - 5 * decile[row]),
                deprivation_index="Drawn",
                rural=bool(spread[town[row]] < 2_500),
                within=(Within(area_id=f"E05{town[row]:06d}"),),
            )
            for row in range(areas)
        ),
    )


def _larger(
    prefix: str, name: str, kind: AreaKind, numbers: range, within: str, step: int
) -> list[Area]:
    return [
        Area(
            id=f"{prefix}{number:06d}",
            name=f"{name} {number:03d}",
            kind=kind,
            source_id=_SOURCE.id,
            within=(
                Within(
                    area_id=within if step == 1 else f"{within}{number // step * step:06d}",
                ),
            ),
        )
        for number in numbers
    ]


def _bands(people: npt.NDArray[np.float64]) -> tuple[AgeBand, ...]:
    return tuple(
        AgeBand(ages=ages, people=float(count)) for ages, count in zip(_BANDS, people, strict=True)
    )


def local_order(points: Floats) -> npt.NDArray[np.uint64]:
    """A key along a space-filling (Morton) curve, so that near keys mostly mean near places.

    Parameters
    ----------
    points
        Shape (n, 2), metres, 0 to 1,310,720.
    """
    cells = np.clip(points / 20.0, 0, 0xFFFF).astype(np.uint64)
    key = np.zeros(len(points), dtype=np.uint64)
    for bit in range(16):
        for axis in (0, 1):
            key |= ((cells[:, axis] >> np.uint64(bit)) & np.uint64(1)) << np.uint64(2 * bit + axis)
    return key
