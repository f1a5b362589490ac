"""Gaps: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis import gap_words
from graph.analysis.compared import Compared, compared_areas
from graph.analysis.coverage import Coverage, mapped_around
from graph.analysis.nearest import Nearby, nearest_activities
from graph.analysis.need import concentration_index
from graph.analysis.served import Served, who_is_served
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import STANDARD_HOURS_PER_WEEK, Standard, agreed_standard
from graph.model import AreaKind
from graph.network import Network

__all__ = ["STANDARD_HOURS_PER_WEEK", "Coverage", "Gap", "Gaps", "Nearby", "find_gaps"]


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
        same per thousand young people who live within that reach, and the
        newest day of a check (None where there is none).
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
        Inequality of access along deprivation, -1 to 1. Above 0 the less
        deprived have more, below 0 the more deprived have more; None where it
        cannot be told (:func:`~graph.analysis.need.concentration_index`).
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
    """Where young people are short of provision.

    Parameters
    ----------
    network
        The snapshot. The empty network has no rows and no young people.
    slice, reach
        What is asked about, and how far people go.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed
        standard (:func:`~graph.analysis.standard.agreed_standard`).
    roll_up
        Answer for areas of this kind, weighted by the shares of people in them; None
        for the areas that people are counted in.
    within
        Answer only for areas inside this one. What lies outside still serves them.
    today
        From which the age of checks is counted.

    Returns
    -------
    Gaps
        By rank: mapped areas below the standard by gap, then young people short; mapped
        areas at the standard; areas not mapped last; ties by id.

    Raises
    ------
    NotFound
        There is no area ``within``.
    OptionOutOfRange
        The standard is outside 0 to 168.
    """
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    served = who_is_served(network, slice=slice, reach=reach)
    mapped = mapped_around(network, people=served.people, reach=reach, today=today)
    compared = compared_areas(
        served,
        mapped,
        standard_hours_per_week=standard.hours_per_week,
        roll_up=roll_up,
        within=within,
    )
    return Gaps(
        rows=_ranked(served, compared, standard),
        slice=slice,
        reach=reach,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        young_people=float(compared.people.sum()),
        short=float(compared.short.sum()),
        concentration_index=concentration_index(
            compared.hours, compared.people, compared.deprivation
        ),
    )


def _ranked(served: Served, compared: Compared, standard: Standard) -> tuple[Gap, ...]:
    nearest = nearest_activities(served, compared.points)
    unmapped = np.array([level is Coverage.UNMAPPED for level in compared.coverage], dtype=bool)
    met = compared.short <= 0
    order = np.lexsort(
        (compared.rows, -np.round(compared.short, 9), -np.round(compared.gap, 9), met, unmapped)
    )
    return tuple(
        _gap(served, compared, standard, place=place, rank=rank, nearest=nearest[place])
        for rank, place in enumerate(order.tolist(), start=1)
    )


def _gap(
    served: Served,
    compared: Compared,
    standard: Standard,
    *,
    place: int,
    rank: int,
    nearest: tuple[Nearby, ...],
) -> Gap:
    areas, row = served.network.areas, compared.rows[place]
    newest = compared.newest[place]
    return Gap(
        rank=rank,
        area_id=areas.id[row],
        area=areas.name[row],
        kind=AreaKind(areas.kind[row]),
        latitude=float(compared.latitude[place]),
        longitude=float(compared.longitude[place]),
        young_people=float(compared.people[place]),
        hours_per_week=float(compared.hours[place]),
        short=float(compared.short[place]),
        need_percentile=float(compared.need[place]),
        access_percentile=float(compared.access[place]),
        gap=float(compared.gap[place]),
        coverage=compared.coverage[place],
        verified_records=int(np.ceil(compared.records[place])),
        records_per_thousand=float(compared.per_thousand[place]),
        newest_check=None if np.isnat(newest) else newest.item(),
        nearest=nearest,
        explanation=gap_words.explanation(served, compared, place, standard, nearest),
        counter_reading=gap_words.counter_reading(served, compared, place),
    )
