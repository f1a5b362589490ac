"""How well a place is mapped: unmapped is not unserved."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.analysis.coverage import Coverage, Mapped, mapped_around, months_before
from graph.analysis.slices import Reach
from graph.network import Network
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

NEAR = Reach(reach_m=3_000, detour=1.0)
FRESH, OLD = date(2026, 9, 1), date(2024, 10, 31)


def mapped(*records: object) -> Mapped:
    network = a_network(*records)
    return mapped_around(network, people=people(network), reach=NEAR, today=TODAY)


def people(network: Network) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([100.0] * len(network.demand_areas))


def test_two_years_are_counted_by_the_calendar() -> None:
    assert months_before(date(2026, 11, 1), 24) == date(2024, 11, 1)
    assert months_before(date(2026, 1, 31), 11) == date(2025, 2, 28)
    assert months_before(date(2026, 12, 15), 12) == date(2025, 12, 15)


def test_a_place_without_a_recent_check_within_reach_is_unmapped() -> None:
    found = mapped(
        an_area(), a_site("old", 100, verified_on=OLD), a_site("far", 9_000, verified_on=FRESH)
    )
    assert found.level(0) is Coverage.UNMAPPED
    assert found.unmapped.tolist() == [True]
    assert found.records.tolist() == [0]
    assert np.isnat(found.newest[0])


def test_sites_organisations_assets_and_activities_within_reach_all_count() -> None:
    found = mapped(
        an_area(),
        an_area("neighbour", 1_000),
        a_site(verified_on=FRESH),
        an_organisation(site="site-1", verified_on=date(2026, 10, 5)),
        an_asset(verified_on=FRESH),
        an_activity(verified_on=FRESH),
        an_activity("no-place", at=None, verified_on=FRESH),
        an_activity("stale", verified_on=OLD),
    )
    assert found.records.tolist() == [4, 4]
    assert found.activities.tolist() == [1, 1]
    # 200 young people live within reach of each centre: 4 of 200 is 20 a thousand.
    assert found.per_thousand.tolist() == [20.0, 20.0]
    assert found.newest[0] == np.datetime64("2026-10-05")
    assert found.level(0) is Coverage.GOOD


def test_halls_alone_do_not_make_a_place_well_mapped() -> None:
    found = mapped(an_area(), *(a_site(f"hall-{i}", verified_on=FRESH) for i in range(9)))
    assert found.records.tolist() == [9]
    assert found.level(0) is Coverage.THIN


def test_few_records_for_many_young_people_are_thin() -> None:
    network = a_network(
        an_area(),
        a_site(verified_on=FRESH),
        an_organisation(site="site-1", verified_on=FRESH),
        an_activity(verified_on=FRESH),
    )
    crowded = mapped_around(network, people=np.array([10_000.0]), reach=NEAR, today=TODAY)
    assert crowded.level(0) is Coverage.THIN
    quiet = mapped_around(network, people=np.array([100.0]), reach=NEAR, today=TODAY)
    assert quiet.level(0) is Coverage.GOOD


def test_an_empty_network_maps_nothing() -> None:
    assert mapped().records.size == 0
