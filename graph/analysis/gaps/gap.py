"""One area's gap, with its evidence: a row of :class:`~graph.analysis.gaps.Gaps`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.analysis.coverage import Coverage
from graph.analysis.nearest import Nearby
from graph.model import AreaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One area's answer, with its evidence.

    Attributes
    ----------
    rank
        1 is the widest gap. Areas that are not mapped come last.
    rank_low, rank_high
        The interval of the rank (:mod:`~graph.analysis.gaps.doubt`); it holds the rank itself.
    area_id, area, kind, latitude, longitude
        Where.
    share
        The share of the area's people that counts; 1 unless an outline cuts through it.
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
    rank_low: int
    rank_high: int
    area_id: str
    area: str
    kind: AreaKind
    latitude: float
    longitude: float
    share: float
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
