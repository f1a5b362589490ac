"""The drawn country: the same each time, whole in itself, mostly local, honest about its demand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.england import COUNTY, England, Sizes
from benchmarks.settlement import ENGLAND
from graph.model import Activity, AssetKind, Record, Source, Tie
from graph.network import Network

SMALL = replace(COUNTY, areas=120, organisations=600, ties=2_500, activities=300, sites=90)
NOWHERE = Path("england.csv.xz")


@cache
def drawn() -> England:
    """A small country without the real table; made once, and nothing changes it."""
    return England(SMALL, table=NOWHERE)


def counted(records: tuple[Record, ...]) -> Counter[str]:
    return Counter(type(record).__name__ for record in records)


def test_one_seed_gives_one_country_and_another_seed_another() -> None:
    assert England(SMALL, table=NOWHERE).records() == drawn().records()
    assert England(replace(SMALL, seed=1), table=NOWHERE).records() != drawn().records()


def test_it_holds_as_much_as_was_asked_for() -> None:
    kinds = counted(drawn().records())
    assert kinds["Organisation"] == SMALL.organisations
    assert kinds["Site"] == SMALL.sites
    assert kinds["Activity"] == SMALL.activities
    assert kinds["Asset"] == SMALL.assets
    assert kinds["Grant"] == SMALL.grants
    assert kinds["Partnership"] == SMALL.partnerships
    assert 0.9 * SMALL.ties <= kinds["Tie"] <= SMALL.ties
    assert len(drawn().network.demand_areas) == SMALL.areas


def test_without_the_real_table_it_says_so_and_names_the_distribution() -> None:
    assert "england.csv.xz is not there" in drawn().said
    assert "Zipf" in drawn().said
    sources = [record for record in drawn().records() if isinstance(record, Source)]
    assert all(source.illustrative for source in sources)


@pytest.mark.real_data
@pytest.mark.skipif(not ENGLAND.exists(), reason=f"{ENGLAND} is not there")
def test_with_the_real_table_demand_is_that_of_england() -> None:
    real = England(replace(SMALL, areas=Sizes().areas))
    assert "real small areas" in real.said
    assert len(real.where.ids) == 33_755
    assert 6_000_000 < real.where.young.sum() < 7_500_000


def test_ties_are_mostly_between_near_organisations() -> None:
    steps = [
        abs(int(record.from_id[1:]) - int(record.to_id[1:]))
        for record in drawn().records()
        if isinstance(record, Tie)
    ]
    assert np.median(steps) < SMALL.organisations / 10
    assert max(steps) > SMALL.organisations / 2


def test_activities_stand_near_those_who_run_them_and_near_people() -> None:
    network: Network = drawn().network
    sites, areas = network.sites, network.areas
    at = network.activities.site
    demand = network.demand_areas
    east = sites.easting[at][:, None] - areas.easting[demand]
    north = sites.northing[at][:, None] - areas.northing[demand]
    nearest = np.hypot(east, north).min(axis=1)
    assert np.median(nearest) < 3_000
    assert (
        len({record.site_id for record in drawn().records() if isinstance(record, Activity)}) > 50
    )


def test_each_site_has_a_hall_with_times_when_it_is_free() -> None:
    assets, network = drawn().network.assets, drawn().network
    halls = np.flatnonzero(assets.kind == str(AssetKind.VENUE))
    assert set(assets.site[halls].tolist()) == set(range(SMALL.sites))
    assert set(halls.tolist()) <= set(network.availability.owner.tolist())
