"""How fresh rows are, as columns that are taken away: by area, and by organisation."""

from __future__ import annotations

import numpy as np

from graph.analysis.freshness import AGES, Tally
from graph.network import AreaTable, Network, OrganisationTable
from service.exports import Column, Sheet

HEADINGS = ("half_year", "year", "two_years", "longer_ago", "never")


def freshness_sheet(network: Network, tally: Tally, *, areas: bool) -> Sheet[int]:
    """The columns of a tally; its rows are places in it."""
    table: AreaTable | OrganisationTable = network.areas if areas else network.organisations

    def row(place: int) -> int:
        return int(tally.rows[place])

    def oldest(place: int) -> str | None:
        day = tally.oldest[place]
        return None if np.isnat(day) else str(day)

    def share(place: int) -> float:
        return round(float(tally.share_checked[place]), 3)

    def of_age(number: int) -> Column[int]:
        return Column(f"checked_{HEADINGS[number]}", lambda p: int(tally.counts[p, number]))

    return Sheet(
        "freshness-areas" if areas else "freshness-organisations",
        (
            Column("area_id" if areas else "organisation_id", lambda p: str(table.id[row(p)])),
            Column("name", lambda p: str(table.name[row(p)])),
            Column("rows", lambda p: int(tally.total[p])),
            Column(
                "share_checked_within_a_year", lambda p: round(float(tally.share_checked[p]), 3)
            ),
            *(of_age(number) for number in range(len(AGES))),
            Column("oldest_check", oldest),
        ),
        lambda _: (float("nan"), float("nan")),
    )
