"""Columns of gaps, written from the finding's own columns: a row is its place in the ranking."""

from __future__ import annotations

import numpy as np

from graph.analysis.gaps import Gaps
from graph.model import AreaKind
from service.exports import Column, Sheet

MOST_WORDS = 2_000
"""In how many rows the sentences stand, and the outlines; longer files hold numbers alone."""


def gaps_sheet(found: Gaps) -> Sheet[int]:
    """The columns of one finding; its rows are the places 0, 1, 2 … in order of rank.

    The last two, sentences, are left out beyond :data:`MOST_WORDS` rows.
    """
    columns, areas = found.columns, found.network.areas
    low, high = found.intervals

    def newest(place: int) -> str | None:
        day = columns.newest[place]
        return None if np.isnat(day) else str(day)

    told: tuple[Column[int], ...] = (
        Column("explanation", lambda r: found.rows[r].explanation),
        Column("counter_reading", lambda r: found.rows[r].counter_reading),
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
            Column("newest_check", newest),
            Column("share_inside", lambda r: round(float(columns.share[r]), 3)),
            *(told if len(columns) <= MOST_WORDS else ()),
        ),
        lambda r: (float(columns.longitude[r]), float(columns.latitude[r])),
    )
