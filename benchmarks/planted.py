"""Ground truth: counties in which it is known which services are duplicates and which are needed.

Every place of such a county holds one pair of services of one kind, and the places lie too far
apart to share anybody. Duplicates stand where there is clearly more than the standard. What
looks like one is planted beside them: capacity that is needed, joint delivery, another
audience, another part of the week, other ages, another theme, one organisation under two
names, a hall too far away. Then the records are written down as people write them:
places are left out, ages are off by a year, times by half an hour, halls by a street.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from graph.analysis.duplication import Duplication, Verdict, find_duplication
from graph.model import (
    Activity,
    AgeBand,
    AgeRange,
    Area,
    AreaKind,
    Audience,
    Organisation,
    OrganisationKind,
    Record,
    Site,
    Theme,
    Tie,
    TieKind,
    WeeklyTime,
    parse_times,
)
from graph.network import Network
from graph.projection import to_degrees
from graph.tables import network_of

STANDARD = 0.4
TODAY = date(2026, 11, 1)
APART_M = 30_000.0
YEARS = AgeRange(age_from=11, age_to=19)
NAMES = ("Harbour", "Harbour Youth", "Harbourside", "Hillside", "Hillside Youth", "St Mary’s")
THEMES = (Theme.OPEN_ACCESS, Theme.MUSIC, Theme.SPORT, Theme.LEARNING, Theme.WELLBEING)
ALIKE = {Theme.MUSIC: Theme.DRAMA, Theme.SPORT: Theme.OUTDOOR, Theme.LEARNING: Theme.EMPLOYMENT}


class Plant(StrEnum):
    """What a pair of services is; the first five are duplicates."""

    SAME = "the same at the same time"
    SAME_EVENING = "the same, one after the other"
    NEXT_DOOR = "the same, a walk apart"
    ALIKE = "much the same at the same time"
    ROUGHLY = "the same for roughly the same ages"
    NEEDED = "the same at the same time, and needed"
    PARTNER = "delivered together"
    TIE = "of two organisations that deliver as one"
    AUDIENCE = "for different groups"
    PART = "in another part of the week"
    AGES = "for other ages"
    THEME = "of another theme"
    ONE = "of one organisation"
    FAR = "too far apart to share many"


DUPLICATES = frozenset(list(Plant)[:5])


@dataclass(frozen=True, kw_only=True, eq=False)
class Planted:
    """A county and what is true of it.

    Attributes
    ----------
    records
        As they were written down.
    plants
        What each pair is, by the ids of its two services as an overlap's id has them.
    """

    records: tuple[Record, ...]
    plants: dict[str, Plant]

    @property
    def network(self) -> Network:
        """The snapshot."""
        return network_of(self.records)

    @property
    def duplicates(self) -> frozenset[str]:
        """The pairs that are duplicates."""
        return frozenset(id for id, plant in self.plants.items() if plant in DUPLICATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well duplicates were told from what only looks like them; shares of 0 to 1."""

    precision: float
    recall: float
    needed: float


def planted_county(seed: int, *, places: int = 280, noise: bool = True) -> Planted:
    """A county with so many places, every kind of pair equally often.

    Parameters
    ----------
    seed
        One seed, one county.
    places
        How many pairs.
    noise
        Whether the records are written down as people do.
    """
    records: list[Record] = []
    plants: dict[str, Plant] = {}
    for number in range(places):
        chance = np.random.default_rng([seed, number])
        plant = list(Plant)[number % len(Plant)]
        kept = list(_place(number, plant, chance))
        records += [_written(record, chance) for record in kept] if noise else kept
        plants[f"a{number:04d}-1~a{number:04d}-2"] = plant
    return Planted(records=tuple(records), plants=plants)


def _place(number: int, plant: Plant, chance: np.random.Generator) -> Iterator[Record]:
    """One place: where people live, two halls, two organisations and their services."""
    row, column = divmod(number, 20)
    centre = np.array([60_000 + APART_M * column, 60_000 + APART_M * row])
    count = int(chance.integers(3, 8))
    people = np.round(chance.uniform(40, 250, size=count))
    for area in range(count):
        spot = _position(centre + chance.normal(size=2) * 900)
        yield Area(
            id=f"v{number:04d}-{area}",
            name=f"Place {number} {area}",
            kind=AreaKind.LSOA,
            latitude=spot[0],
            longitude=spot[1],
            population=(AgeBand(ages=YEARS, people=float(people[area])),),
        )
    apart = {Plant.NEXT_DOOR: 1_200.0, Plant.FAR: 10_500.0}.get(plant, 150.0)
    turn = chance.uniform(0, 2 * np.pi)
    shift = apart * np.array([np.cos(turn), np.sin(turn)])
    for hall, spot in enumerate((_position(centre), _position(centre + shift)), start=1):
        yield Site(id=f"s{number:04d}-{hall}", name="Hall", latitude=spot[0], longitude=spot[1])
        yield Organisation(
            id=f"o{number:04d}-{hall}",
            name=NAMES[chance.integers(len(NAMES))],
            kind=OrganisationKind.VOLUNTARY,
        )
    if plant is Plant.TIE:
        yield Tie(
            id=f"t{number:04d}",
            from_id=f"o{number:04d}-1",
            to_id=f"o{number:04d}-2",
            kind=TieKind.DELIVERS_WITH,
            validated=True,
        )
    yield from _services(number, plant, float(people.sum()), chance)


def _services(
    number: int, plant: Plant, people: float, chance: np.random.Generator
) -> Iterator[Activity]:
    """The two services; what they have together is a part, or several times, of the standard."""
    # Clearly below, or clearly above: what stands at the standard is nobody's truth.
    level = chance.uniform(0.3, 0.7) if plant is Plant.NEEDED else chance.uniform(1.6, 3.5)
    places = max(3, round(level * STANDARD * people / 4))
    theme = list(ALIKE)[chance.integers(len(ALIKE))]
    if plant is not Plant.ALIKE:
        theme = THEMES[chance.integers(len(THEMES))]
    day = ("Mon", "Tue", "Wed", "Thu")[chance.integers(4)]
    first = Activity(
        id=f"a{number:04d}-1",
        name=f"{NAMES[chance.integers(len(NAMES))]} club",
        organisation_id=f"o{number:04d}-1",
        site_id=f"s{number:04d}-1",
        theme=theme,
        ages=YEARS,
        audience=Audience.EVERYONE,
        sessions=parse_times(f"{day} 17:00-19:00"),
        places=places,
    )
    second = replace(
        first,
        id=f"a{number:04d}-2",
        organisation_id=f"o{number:04d}-2",
        site_id=f"s{number:04d}-2",
        name=f"{NAMES[chance.integers(len(NAMES))]} club",
    )
    match plant:
        case Plant.SAME_EVENING:
            second = replace(second, sessions=parse_times(f"{day} 19:30-21:30"))
        case Plant.ALIKE:
            second = replace(second, theme=ALIKE[theme])
        case Plant.ROUGHLY:
            second = replace(second, ages=AgeRange(age_from=12, age_to=17))
        case Plant.PARTNER:
            second = replace(second, partner_ids=(f"o{number:04d}-1",))
        case Plant.AUDIENCE:
            first = replace(first, audience=Audience.GIRLS)
            second = replace(second, audience=Audience.SEND)
        case Plant.PART:
            second = replace(second, sessions=parse_times("Sat 10:00-12:00"))
        case Plant.AGES:
            first = replace(first, ages=AgeRange(age_from=8, age_to=12))
            second = replace(second, ages=AgeRange(age_from=16, age_to=22))
        case Plant.THEME:
            second = replace(second, theme=Theme.ENVIRONMENT)
        case Plant.ONE:
            second = replace(second, organisation_id=f"o{number:04d}-1")
    yield first
    yield second


def _position(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    longitude, latitude = to_degrees(point[0], point[1])
    return float(latitude), float(longitude)


def _written(record: Record, chance: np.random.Generator) -> Record:
    """A record as somebody wrote it down."""
    if isinstance(record, Site):
        metres = chance.normal(size=2) * 80
        return replace(
            record,
            latitude=(record.latitude or 0.0) + metres[0] / 111_000,
            longitude=(record.longitude or 0.0) + metres[1] / 70_000,
        )
    if not isinstance(record, Activity):
        return record
    low, high = record.ages.age_from, record.ages.age_to
    if chance.random() < 0.2:
        low, high = max(0, low + int(chance.integers(-1, 2))), high + int(chance.integers(-1, 2))
    places = record.places
    if chance.random() < 0.5 and places:
        places = max(1, round(places * chance.uniform(0.85, 1.15)))
    return replace(
        record,
        ages=AgeRange(age_from=low, age_to=high),
        places=None if chance.random() < 0.05 else places,
        sessions=tuple(_noted(time, chance) for time in record.sessions),
    )


def _noted(time: WeeklyTime, chance: np.random.Generator) -> WeeklyTime:
    """A time off by half an hour, now and then."""
    if chance.random() > 0.15:
        return time
    start = time.start.replace(minute=30 - time.start.minute)
    return replace(time, start=start)


def score(county: Planted, found: Duplication) -> Score:
    """How well overlaps above the standard are the planted duplicates, and needed ones needed."""
    verdicts = {row.id: row.verdict for row in found.rows}
    above = frozenset(id for id, verdict in verdicts.items() if verdict is Verdict.ABOVE)
    needed = [id for id, plant in county.plants.items() if plant is Plant.NEEDED]
    told = sum(verdicts.get(id) is Verdict.NEEDED for id in needed)
    return scored(county, above, needed=told / len(needed) if needed else 1.0)


def scored(county: Planted, claimed: frozenset[str], *, needed: float = 0.0) -> Score:
    """How well some pairs that are claimed to be duplicates are the planted ones."""
    right = len(claimed & county.duplicates)
    return Score(
        precision=right / len(claimed) if claimed else 1.0,
        recall=right / len(county.duplicates) if county.duplicates else 1.0,
        needed=needed,
    )


def found_in(county: Planted) -> Duplication:
    """What Hedgerow finds in a county."""
    return find_duplication(county.network, standard_hours_per_week=STANDARD, today=TODAY)


def found_by_rule(county: Planted) -> frozenset[str]:
    """What a filter on a spreadsheet finds: one theme, one day, less than 2 km apart."""
    network = county.network
    activities, sites = network.activities, network.sites
    days: dict[int, set[int]] = {}
    for owner, day in zip(network.sessions.owner.tolist(), network.sessions.day, strict=True):
        days.setdefault(owner, set()).add(int(day))
    found = set()
    for id in county.plants:
        one, other = (activities.row(each) for each in id.split("~"))
        left, right = int(activities.site[one]), int(activities.site[other])
        apart = np.hypot(
            sites.easting[left] - sites.easting[right],
            sites.northing[left] - sites.northing[right],
        )
        same = activities.theme[one] == activities.theme[other]
        if same and apart < 2_000 and days.get(one, set()) & days.get(other, set()):
            found.add(id)
    return frozenset(found)
