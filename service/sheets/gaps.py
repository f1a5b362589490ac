"""Columns of gaps, written from the finding's own columns: a row is its place in the ranking."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from graph.analysis.gaps import Gap, Gaps
from graph.analysis.nearest import Nearby
from graph.model import AreaKind
from service.exports import Cell, Column, Sheet

MOST_WORDS = 2_000
"""In how many rows the sentences stand, and the outlines; longer files hold numbers alone."""


def gaps_sheet(found: Gaps, *, told: bool = False) -> Sheet[int]:
    """The columns of one finding; its rows are the places 0, 1, 2 … in order of rank.

    The last, the nearest activity and the sentences, are left out beyond :data:`MOST_WORDS`
    rows, unless ``told`` says that only a few are asked for.
    """
    columns, areas = found.columns, found.network.areas
    low, high = found.intervals

    def newest(place: int) -> str | None:
        day = columns.newest[place]
        return None if np.isnat(day) else str(day)

    @lru_cache(maxsize=1)  # the columns of one row are asked for one after the other
    def row(place: int) -> Gap:
        return found.rows[place]

    def near(what: Callable[[Nearby], Cell]) -> Callable[[int], Cell]:
        return lambda r: what(row(r).nearest[0]) if row(r).nearest else None

    sentences: tuple[Column[int], ...] = (
        Column("nearest_activity", near(lambda one: one.name)),
        Column("nearest_organisation", near(lambda one: one.organisation)),
        Column("nearest_m", near(lambda one: round(one.distance_m))),
        Column("nearest_within_reach", near(lambda one: "yes" if one.within_reach else "no")),
        Column("explanation", lambda r: row(r).explanation),
        Column("counter_reading", lambda r: row(r).counter_reading),
    )
    return Sheet(
        "gaps",
        (
            Column("area_id", lambda r: str(areas.id[columns.rows[r]])),
            Column("rank", lambda r: r + 1),
            Column("rank_low", lambda r: int(low[r])),
            Column("rank_high", lambda r: int(high[r])),
            Column("area", lambda r: str(areas.name[columns.rows[r]])),
            Column("kind", lambda r: AreaKind(areas.kind[columns.rows[r]]).label),
            Column("young_people", lambda r: round(float(columns.people[r]))),
            Column("hours_per_week", lambda r: round(float(columns.hours[r]), 3)),
            Column("young_people_below_standard", lambda r: round(float(columns.short[r]))),
            Column("need_percentile", lambda r: round(float(columns.need[r]), 1)),
            Column("access_percentile", lambda r: round(float(columns.access[r]), 1)),
            Column("gap", lambda r: round(float(columns.gap[r]), 1)),
            Column("coverage", lambda r: columns.coverage(r).label),
            Column("verified_records", lambda r: int(np.ceil(columns.records[r]))),
            Column("records_per_thousand", lambda r: round(float(columns.per_thousand[r]), 1)),
            Column("newest_check", newest),
            Column("share_inside", lambda r: round(float(columns.share[r]), 3)),
            *(sentences if told or len(columns) <= MOST_WORDS else ()),
        ),
        lambda r: (float(columns.longitude[r]), float(columns.latitude[r])),
    )
