"""Which areas lie in which, through every level."""

from __future__ import annotations

import numpy as np
import pytest

from graph.analysis.nesting import demand_inside, nesting_shares, rolled_up, sites_inside
from graph.errors import NotFound
from graph.model import AreaKind
from tests.builders import a_network, a_site, an_area

WARD, PARISH, COUNTY = AreaKind.WARD, AreaKind.PARISH, AreaKind.COUNTY


def nested() -> tuple[object, ...]:
    """One small area wholly in ward A, one half in A and half in B; both wards in the county.

    Both also lie in one parish, which lies in the county too: another way to it.
    """
    return (
        an_area("small-1", 0, within={"ward-a": 1, "parish": 1}),
        an_area("small-2", 1_000, within={"ward-a": 0.5, "ward-b": 0.5, "parish": 1}),
        an_area("ward-a", None, people=None, kind=WARD, within={"county": 1}),
        an_area("ward-b", None, people=None, kind=WARD, within={"county": 1}),
        an_area("parish", None, people=None, kind=PARISH, within={"county": 1}),
        an_area("county", None, people=None, kind=COUNTY),
        an_area("elsewhere", 90_000),
    )


def share(inner: str, outer: str, *records: object) -> float:
    network = a_network(*(records or nested()))
    shares = nesting_shares(network).toarray()
    return float(shares[network.areas.row(inner), network.areas.row(outer)])


def test_shares_go_through_the_areas_in_between_and_two_ways_are_not_two_people() -> None:
    assert share("small-2", "ward-a") == 0.5
    # By wards 0.5 + 0.5, by the parish 1: the same people, so 1 and not 2.
    assert share("small-1", "county") == 1
    assert share("small-2", "county") == 1
    assert share("small-1", "small-1") == 1
    assert share("elsewhere", "county") == 0


def test_a_stated_share_stands_whatever_the_way_round_says() -> None:
    stated = (
        an_area("small", within={"ward": 1, "county": 0.4}),
        an_area("ward", None, people=None, kind=WARD, within={"county": 1}),
        an_area("county", None, people=None, kind=COUNTY),
    )
    assert share("small", "county", *stated) == 0.4


def test_areas_that_lie_in_each_other_by_mistake_do_not_hang_or_grow() -> None:
    loop = (
        an_area("one", within={"other": 1}, kind=WARD),
        an_area("other", within={"one": 1}, kind=PARISH),
    )
    shares = nesting_shares(a_network(*loop)).toarray()
    assert shares.max() == 1


def test_an_area_lies_inside_another_with_at_least_half_of_its_people() -> None:
    network = a_network(*nested())
    names = network.areas.id[network.demand_areas].tolist()
    inside = dict(zip(names, demand_inside(network, "ward-a").tolist(), strict=True))
    assert inside == {"small-1": True, "small-2": True, "elsewhere": False}
    assert demand_inside(network, None).all()
    with pytest.raises(NotFound):
        demand_inside(network, "nowhere")


def test_a_parish_smaller_than_the_small_areas_takes_those_that_it_shares_people_with() -> None:
    network = a_network(
        an_area("small", within={"hamlet": 0.2, "village": 0.8}),
        an_area("hamlet", None, people=None, kind=PARISH),
        an_area("village", None, people=None, kind=PARISH),
    )
    assert demand_inside(network, "hamlet").tolist() == [True]


def test_sites_stand_where_a_record_says_so_else_with_the_nearest_centre() -> None:
    network = a_network(
        *nested(),
        a_site("said-small", 80_000, area_ids=("small-1",)),
        a_site("said-elsewhere", 0, area_ids=("elsewhere",)),
        a_site("unsaid-near", 100),
        a_site("unsaid-far", 89_000),
    )
    inside = dict(
        zip(network.sites.id.tolist(), sites_inside(network, "county").tolist(), strict=True)
    )
    assert inside == {
        "said-small": True,
        "said-elsewhere": False,
        "unsaid-near": True,
        "unsaid-far": False,
    }
    assert sites_inside(network, None).all()


def test_rolling_up_gives_each_areas_share_of_the_people() -> None:
    network = a_network(*nested())
    rows, shares = rolled_up(network, WARD, None)
    assert network.areas.id[rows].tolist() == ["ward-a", "ward-b"]
    demand = network.areas.id[network.demand_areas].tolist()
    assert demand == ["elsewhere", "small-1", "small-2"]
    assert np.array_equal(shares.toarray(), [[0, 1, 0.5], [0, 0, 0.5]])
    assert len(rolled_up(network, AreaKind.REGION, None)[0]) == 0


def test_an_empty_network_nests_nothing() -> None:
    assert nesting_shares(a_network()).shape == (0, 0)
    assert demand_inside(a_network(), None).size == 0
    assert sites_inside(a_network(), None).size == 0
