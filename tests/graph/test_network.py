"""The snapshot: young people by age, and where demand is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.model import AgeRange, AreaKind
from tests.builders import a_network, a_site, ages, an_area, an_organisation


def test_people_of_a_band_are_spread_evenly_over_its_years() -> None:
    network = a_network(an_area(bands={"10-14": 50.0, "15-19": 100.0, "20-24": 10.0}))
    # 13 to 16: two fifths of 50 and two fifths of 100.
    assert network.young_people(ages("13-16")).tolist() == pytest.approx([60.0])
    assert network.young_people(ages("11-19")).tolist() == pytest.approx([140.0])
    assert network.young_people(ages("0-9")).tolist() == [0.0]
    assert network.young_people(ages("0-120")).tolist() == pytest.approx([160.0])


@given(st.integers(0, 100), st.integers(0, 20), st.integers(0, 20))
def test_people_of_two_neighbouring_ranges_are_those_of_both(
    start: int, first: int, second: int
) -> None:
    network = a_network(an_area(bands={"0-15": 31, "16-17": 7, "18-64": 230, "65-120": 55}))
    middle, end = min(start + first, 119), min(start + first + 1 + second, 120)
    one = network.young_people(AgeRange(age_from=min(start, middle), age_to=middle))
    other = network.young_people(AgeRange(age_from=middle + 1, age_to=end))
    both = network.young_people(AgeRange(age_from=min(start, middle), age_to=end))
    assert float(both[0]) == pytest.approx(float(one[0] + other[0]))


def test_an_area_without_a_population_has_no_young_people() -> None:
    network = a_network(an_area("a", people=None), an_area("b", people=5))
    assert network.young_people(ages("11-19")).tolist() == [0.0, 5.0]


def demand(*records: object) -> list[str]:
    network = a_network(*records)
    return network.areas.id[network.demand_areas].tolist()


def test_demand_is_counted_in_the_smallest_areas_that_have_people_and_a_place() -> None:
    assert demand(
        an_area("small-1", within={"parish": 1}),
        an_area("small-2", within={"parish": 0.5}),
        an_area("parish", people=300, kind=AreaKind.PARISH),
        an_area("lone-parish", people=80, kind=AreaKind.PARISH),
        an_area("no-people", people=None),
        an_area("no-place", None, people=70),
    ) == ["lone-parish", "small-1", "small-2"]


def test_small_areas_without_a_place_do_not_hide_the_parish_around_them() -> None:
    assert demand(
        an_area("small", None, within={"parish": 1}),
        an_area("parish", people=300, kind=AreaKind.PARISH),
    ) == ["parish"]


def test_rows_are_found_by_id_and_a_missing_one_is_named_with_its_kind() -> None:
    network = a_network(a_site("s2"), a_site("s1"), an_organisation("o"))
    assert network.sites.row("s1") == 0
    assert network.sites.row("s2") == 1
    with pytest.raises(NotFound, match="no organisation with the id “nobody”"):
        network.organisations.row("nobody")


def test_an_empty_network_knows_that_it_is_and_counts_nobody() -> None:
    empty = a_network()
    assert empty.empty
    assert len(empty.areas) == len(empty.population) == len(empty.within) == 0
    assert empty.young_people(ages("11-19")).size == 0
    assert empty.demand_areas.size == 0
    assert not a_network(a_site()).empty


def test_a_what_if_is_an_edited_copy_and_the_original_stays() -> None:
    network = a_network(an_area(people=90))
    doubled = replace(network.population, people=network.population.people * 2)
    edited = replace(network, population=doubled)
    assert edited.young_people(ages("11-19")).tolist() == [180.0]
    assert network.young_people(ages("11-19")).tolist() == [90.0]
    assert np.array_equal(edited.demand_areas, network.demand_areas)
