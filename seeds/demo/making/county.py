"""The hand-written lists, and the records made from them so far."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import hypot
from typing import TypeVar
from unicodedata import normalize

import shapely

from graph.errors import InvalidData
from graph.model import AgeBand, AgeRange, Area, AreaKind, Site, Theme, Thing, Tie, Within
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.reading import COUNTY, OUTLINE, SOURCE

T = TypeVar("T")
TOWN = 4_500
"""People from which a parish counts as a town here."""

KM_NORTH, KM_EAST = 111.2, 71.3
"""Kilometres in a degree of latitude, and of longitude in Cornwall."""

VILLAGES = {
    "Bude-Stratton": "Bude",
    "Deviock": "Downderry",
    "Forrabury and Minster": "Boscastle",
    "Lansallos": "Polperro",
    "Maker-with-Rame": "Kingsand",
    "Perranzabuloe": "Perranporth",
    "St Buryan, Lamorna and Paul": "St Buryan",
    "St Endellion": "Port Isaac",
    "St Ive and Pensilva": "Pensilva",
    "St Just-in-Roseland": "St Mawes",
    "St Minver Lowlands": "Rock",
    "St Stephen-in-Brannel": "St Stephen",
    "Tregony with Cuby": "Tregony",
    "Tywardreath and Par": "Par",
}
"""What people call the main village of a parish with another name."""

AGE_SHARES = {(0, 4): 0.044, (5, 9): 0.051, (10, 14): 0.056, (15, 19): 0.053, (20, 24): 0.050}


def slug(text: str) -> str:
    """A readable id: ``St Just-in-Roseland`` becomes ``st-just-in-roseland``."""
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parish:
    """One line of ``hand/parishes.csv``.

    ``served`` is the place-hours a week for each young person that the
    composer gives the parish itself; where young people can reach decides
    what they have in the end.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    people: int
    decile: int
    served: float

    @property
    def town(self) -> bool:
        """Whether it is one of the larger places."""
        return self.people >= TOWN

    @property
    def place(self) -> str:
        """What people call its main village or town."""
        return VILLAGES.get(self.name, self.name)

    @property
    def young_people(self) -> float:
        """Young people of 11 to 19, about."""
        return self.people * (0.8 * AGE_SHARES[10, 14] + AGE_SHARES[15, 19])


def hand(name: str) -> list[dict[str, str]]:
    """The rows of a hand-written list."""
    text = (files("seeds.demo") / "hand" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def theme(text: str) -> Theme:
    """A theme by its word in a list."""
    return next(known for known in Theme if known.value == text)


def listed(cell: str) -> list[str]:
    """The parts of a cell with semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


class County:
    """What has been composed so far; records are added once and read by id."""

    def __init__(self) -> None:
        self._records: defaultdict[type, dict[str, object]] = defaultdict(dict)
        self.parishes = {
            row["name"]: Parish(
                id=f"cw-{slug(row['name'])}",
                name=row["name"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                people=int(row["people"]),
                decile=int(row["decile"]),
                served=float(row["served"] or 0),
            )
            for row in hand("parishes.csv")
        }

    def add(self, record: Thing | Tie) -> None:
        """Keep a record; two of one kind and id are a mistake of the lists."""
        kept = self._records[type(record)]
        if record.id in kept:
            raise InvalidData(f"Two records of one kind have the id “{record.id}”.")
        kept[record.id] = record

    def change(self, record: Thing | Tie) -> None:
        """Put a record in the place of the one with its id."""
        self._records[type(record)][record.id] = record

    def all(self, kind: type[T]) -> list[T]:
        """The records of a kind, by id."""
        kept = self._records[kind]
        return [kept[id] for id in sorted(kept)]  # type: ignore[misc]

    def has(self, kind: type, id: str) -> bool:
        """Whether there is such a record."""
        return id in self._records[kind]

    def get(self, kind: type[T], id: str) -> T:
        """A record that was added before."""
        return self._records[kind][id]  # type: ignore[return-value]

    @cached_property
    def coast(self) -> shapely.Polygon:
        """The county's outline in degrees."""
        text = (files("seeds.demo") / OUTLINE).read_text(encoding="utf-8")
        rows = csv.DictReader(text.splitlines())
        return shapely.Polygon([(float(r["longitude"]), float(r["latitude"])) for r in rows])

    def nearest(self, latitude: float, longitude: float) -> Parish:
        """The parish whose point is nearest, which is the one whose outline holds the place."""
        return min(
            self.parishes.values(),
            key=lambda p: hypot(
                (p.latitude - latitude) * KM_NORTH, (p.longitude - longitude) * KM_EAST
            ),
        )

    def neighbours(self, parish: Parish, km: float) -> list[Parish]:
        """Other parishes within some kilometres in a straight line, nearest first."""
        found = []
        for other in self.parishes.values():
            north = (other.latitude - parish.latitude) * KM_NORTH
            east = (other.longitude - parish.longitude) * KM_EAST
            if other is not parish and hypot(north, east) <= km:
                found.append((hypot(north, east), other.id, other))
        return [other for _, _, other in sorted(found)]

    def site(self, name: str, parish: Parish, *, blurred: bool = False) -> str:
        """Add a site near a parish's point, on dry land and in the parish; return its id."""
        id = slug(name)
        draw = Draw(f"site:{id}")
        spread = min(0.011, 0.0015 + parish.people / 2_200_000)
        for step in range(12):
            size = spread * 0.7**step
            latitude = round(parish.latitude + draw.between(-size, size), 4)
            longitude = round(parish.longitude + draw.between(-size, size) * 1.5, 4)
            dry = self.coast.contains(shapely.Point(longitude, latitude))
            if dry and self.nearest(latitude, longitude) is parish:
                break
        else:
            latitude, longitude = parish.latitude, parish.longitude
        if blurred:
            latitude, longitude = round(latitude, 1), round(longitude, 1)
        self.add(
            Site(
                id=id,
                name=name,
                source_id=SOURCE,
                verified_on=checked_on(id),
                latitude=latitude,
                longitude=longitude,
                address="" if blurred else f"{parish.name}, Cornwall",
                blurred=blurred,
                area_ids=() if blurred else (parish.id,),
            )
        )
        return id


def add_areas(county: County) -> None:
    """The parishes with their people by age, and Cornwall, which they lie within."""
    people: dict[tuple[int, int], float] = dict.fromkeys(AGE_SHARES, 0.0)
    for parish in county.parishes.values():
        draw = Draw(f"people:{parish.id}")
        bands = []
        for ages, share in AGE_SHARES.items():
            student = parish.name in ("Falmouth", "Penryn") and ages == (20, 24)
            number = round(parish.people * share * draw.between(0.9, 1.1) * (2.2 if student else 1))
            people[ages] += number
            bands.append(_band(ages, number))
        county.add(
            Area(
                id=parish.id,
                name=parish.name,
                source_id="demo-population",
                kind=AreaKind.PARISH,
                latitude=parish.latitude,
                longitude=parish.longitude,
                population=tuple(bands),
                deprivation_decile=parish.decile,
                deprivation_index="Illustrative deprivation",
                rural=not parish.town,
                within=(Within(area_id=COUNTY),),
            )
        )
    county.add(
        Area(
            id=COUNTY,
            name="Cornwall",
            source_id="demo-population",
            kind=AreaKind.LOCAL_AUTHORITY,
            latitude=50.4,
            longitude=-4.9,
            population=tuple(_band(ages, number) for ages, number in people.items()),
            rural=True,
        )
    )


def _band(ages: tuple[int, int], people: float) -> AgeBand:
    return AgeBand(ages=AgeRange(age_from=ages[0], age_to=ages[1]), people=float(people))
