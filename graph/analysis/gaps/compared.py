"""The areas that a question compares: small ones as they are, larger ones summed by shares."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from graph.analysis.access.served import Served
from graph.analysis.columns import points_of
from graph.analysis.coverage import GOOD, LEVELS, THIN, UNMAPPED, Coverage, Levels, Mapped
from graph.analysis.need import deprivation_of, need_percentiles, percentiles
from graph.analysis.sums import Sums
from graph.network import Days, Flags, Floats, Index
from graph.projection import to_grid


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """The areas compared; arrays have one entry an area.

    Attributes
    ----------
    sums
        How they are summed from the demand areas.
    rolled
        Whether they are larger than those.
    rows
        Rows of the areas.
    latitude, longitude, points
        Their centres, in degrees and in metres (shape (areas, 2)).
    share
        The share of the area's people that counts; 1 unless an outline cuts through it.
    people, short
        Young people, and those of them below the standard.
    hours
        Hours a week within reach for each young person, a mean over them.
    deprivation
        As in :func:`~graph.analysis.need.deprivation_of`.
    need, access
        Percentiles among these areas.
    levels
        How well each is mapped: numbers of :data:`~graph.analysis.coverage.LEVELS`.
    records, checked_activities, per_thousand, newest
        As in :class:`~graph.analysis.coverage.Mapped`; a mean over young
        people for a rolled-up area, its newest check the newest of all.
    """

    sums: Sums
    rolled: bool
    rows: Index
    latitude: Floats
    longitude: Floats
    points: Floats
    share: Floats
    people: Floats
    short: Floats
    hours: Floats
    deprivation: Floats
    need: Floats
    access: Floats
    levels: Levels
    records: Floats
    checked_activities: Floats
    per_thousand: Floats
    newest: Days

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def gap(self) -> Floats:
        """Need percentile minus access percentile."""
        answer: Floats = self.need - self.access
        return answer

    @cached_property
    def unmapped(self) -> Flags:
        """Areas of which nothing is known."""
        answer: Flags = self.levels == UNMAPPED
        return answer

    @cached_property
    def met(self) -> Flags:
        """Areas where nobody is below the standard."""
        answer: Flags = self.short <= 0
        return answer

    def coverage(self, place: int) -> Coverage:
        """How well one of them is mapped."""
        return LEVELS[int(self.levels[place])]

    @cached_property
    def order(self) -> Index:
        """The order of rank: mapped and short, then met, then not mapped; by gap within each.

        Equal gaps go by young people short, and then by row.
        """
        return np.lexsort(
            (
                self.rows,
                -np.round(self.short, 9),
                -np.round(self.gap, 9),
                self.met,
                self.unmapped,
            )
        ).astype(np.int32)

    def in_order(self, order: Index) -> Compared:
        """The same areas in another order."""
        columns: dict[str, Any] = {
            each.name: getattr(self, each.name)[order]
            for each in fields(self)
            if each.name not in ("sums", "rolled")
        }
        return replace(self, sums=self.sums.in_order(order), **columns)


def compared_areas(
    served: Served, mapped: Mapped, sums: Sums, *, standard_hours_per_week: float, rolled: bool
) -> Compared:
    """The areas that a question compares, with all that is known of each, in order of rows."""
    rows = sums.rows
    latitude, longitude, points = _centres(served, sums)
    people, hours = sums.total(served.people), sums.mean(served.hours)
    deprivation = sums.mean(deprivation_of(served.network, served.areas))
    return Compared(
        sums=sums,
        rolled=rolled,
        rows=rows,
        latitude=latitude,
        longitude=longitude,
        points=points,
        share=np.ones(len(rows)) if rolled else sums.total(np.ones(len(served.people))),
        people=people,
        short=sums.total(served.short(standard_hours_per_week)),
        hours=hours,
        deprivation=deprivation,
        need=need_percentiles(deprivation, people),
        access=percentiles(hours),
        levels=_levels(mapped, sums),
        records=sums.mean(mapped.records.astype(np.float64)),
        checked_activities=sums.mean(mapped.activities.astype(np.float64)),
        per_thousand=sums.mean(mapped.per_thousand),
        newest=sums.newest(mapped.newest),
    )


def _centres(served: Served, sums: Sums) -> tuple[Floats, Floats, Floats]:
    """Centres in degrees and metres; a rolled-up area without one gets that of its people."""
    areas, rows = served.network.areas, sums.rows
    latitude, longitude = areas.latitude[rows], areas.longitude[rows]
    easting, northing = areas.easting[rows], areas.northing[rows]
    unplaced = ~np.isfinite(easting)
    if unplaced.any():
        latitude = np.where(unplaced, sums.mean(areas.latitude[served.areas]), latitude)
        longitude = np.where(unplaced, sums.mean(areas.longitude[served.areas]), longitude)
        easting, northing = to_grid(longitude, latitude)
    return latitude, longitude, points_of(easting, northing)


def _levels(mapped: Mapped, sums: Sums) -> Levels:
    """Not mapped, or well mapped, where most young people live in places that are."""
    bare = sums.mean((mapped.levels == UNMAPPED).astype(np.float64))
    good = sums.mean((mapped.levels == GOOD).astype(np.float64))
    answer = np.where(bare > 0.5, UNMAPPED, np.where(good > 0.5, GOOD, THIN))
    return answer.astype(np.int8)
