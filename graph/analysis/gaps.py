"""Gaps: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.analysis.slices import Reach, Slice
from graph.model import AreaKind, Term
from graph.network import Network

STANDARD_HOURS_PER_WEEK = 0.5
"""Hours a week within reach for each young person, where no partnership agreed another."""


class Coverage(Term):
    """How much is known about an area: unmapped is not unserved."""

    GOOD = "good", "Well mapped"
    THIN = "thin", "Thinly mapped"
    UNMAPPED = "unmapped", "Not mapped yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """An activity that counts, or nearly counts, for an area.

    ``distance_m`` is along the way (straight line times detour);
    ``within_reach`` tells whether it counted.
    """

    activity_id: str
    name: str
    organisation_id: str
    organisation: str
    distance_m: float
    place_hours_per_week: float
    within_reach: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One area's answer, with its evidence.

    Attributes
    ----------
    rank
        1 is the widest gap. Areas that are not mapped come last.
    area_id, area, kind, latitude, longitude
        Where.
    young_people
        Of the slice's ages.
    hours_per_week
        Hours a week within reach for each young person (E2SFCA).
    short
        Young people below the standard (all of the area's, or none, for a
        small area; a population-weighted sum for a rolled-up one).
    need_percentile, access_percentile
        0 to 100 among the areas compared; high need is 100, good access is 100.
    gap
        Need percentile minus access percentile, -100 to 100.
    coverage, verified_records, records_per_thousand, newest_check
        What is known here: records within reach that somebody verified, the
        same per thousand young people, and the newest day of a check.
    nearest
        The nearest activities of the slice, nearest first.
    explanation, counter_reading
        Sentences for people: what was found and how, and how else it may be read.
    """

    rank: int
    area_id: str
    area: str
    kind: AreaKind
    latitude: float
    longitude: float
    young_people: float
    hours_per_week: float
    short: float
    need_percentile: float
    access_percentile: float
    gap: float
    coverage: Coverage
    verified_records: int
    records_per_thousand: float
    newest_check: date | None
    nearest: tuple[Nearby, ...]
    explanation: str
    counter_reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Every area's answer, by rank, and what was asked.

    Attributes
    ----------
    rows
        One an area, by rank.
    slice, reach, standard_hours_per_week, standard_from
        What was asked; ``standard_from`` says who set the standard.
    young_people, short
        Over all the areas.
    concentration_index
        Inequality of access along deprivation, -1 to 1 (below 0: the more
        deprived have less... see the methods page); NaN-free: None where
        deprivation is not known.
    """

    rows: tuple[Gap, ...]
    slice: Slice
    reach: Reach
    standard_hours_per_week: float
    standard_from: str
    young_people: float
    short: float
    concentration_index: float | None


def find_gaps(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    standard_hours_per_week: float | None = None,
    roll_up: AreaKind | None = None,
    within: str | None = None,
    today: date,
) -> Gaps:
    """Where young people are short of provision (not written yet)."""
    raise NotImplementedError
