"""Places to act: areas short of provision that touch, cut to what one session could serve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.access.served import Served, who_is_served
from graph.analysis.coverage import mapped_around
from graph.analysis.opportunities.neighbours import NEIGHBOURS_M, neighbour_graph
from graph.analysis.opportunities.places import MOST_AREAS, Place, places_to_act
from graph.analysis.slices import Reach, Slice
from tests.builders import TODAY, a_network, a_site, an_activity, an_area, an_organisation
from tests.village import BUS


def places(
    *records: object, reach: Reach = BUS, **options: object
) -> tuple[Served, tuple[Place, ...]]:
    served = who_is_served(a_network(*records), slice=Slice(), reach=reach)
    mapped = mapped_around(served.network, people=served.people, reach=reach, today=TODAY)
    asked = {"standard_hours_per_week": 0.5, "within": None, "most": 99, **options}
    return served, places_to_act(served, mapped, **asked)  # type: ignore[arg-type]


def names(served: Served, place: Place) -> list[str]:
    return served.network.areas.id[served.areas[place.members]].tolist()


def row(count: int, apart: float) -> list[object]:
    """Areas on a line, the first with the most young people."""
    return [an_area(f"a{i:02}", i * apart, people=500 - i) for i in range(count)]


def test_areas_that_touch_are_one_place_and_the_largest_comes_first() -> None:
    served, found = places(*row(3, 2_000), an_area("far", 60_000, people=900))
    assert [names(served, place) for place in found] == [["a00", "a01", "a02"], ["far"]]
    assert found[0].young_people == 500 + 499 + 498


def test_what_lies_beyond_a_place_that_is_served_is_another_place() -> None:
    club = (
        a_site("hall", 2_000),
        an_organisation(),
        an_activity(at="hall", places=5_000),
    )
    walk = Reach(reach_m=900, detour=1.0)
    served, found = places(*row(3, 2_000), *club, reach=walk)
    # The middle one has enough; the outer ones are 4 km apart and do not touch.
    assert [names(served, place) for place in found] == [["a00"], ["a02"]]


def test_neighbours_are_no_neighbours_beyond_the_farthest() -> None:
    assert len(places(*row(2, NEIGHBOURS_M - 10))[1]) == 1
    assert len(places(*row(2, NEIGHBOURS_M + 10))[1]) == 2


def test_a_large_place_is_cut_around_its_largest_area_and_each_part_hangs_together() -> None:
    served, found = places(*row(30, 500))
    assert [len(place.members) for place in found] == [MOST_AREAS, MOST_AREAS, 6]
    for place in found:
        numbers = sorted(int(name[1:]) for name in names(served, place))
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_no_area_of_a_place_is_farther_than_a_session_at_its_first_would_reach() -> None:
    served, found = places(*row(6, 2_000), reach=Reach(reach_m=4_500, detour=1.0))
    assert [names(served, place) for place in found] == [
        ["a00", "a01", "a02"],
        ["a03", "a04", "a05"],
    ]


def test_the_deepest_need_can_come_first() -> None:
    many = an_area("many", 0, people=900, decile=10)
    deprived = an_area("deprived", 60_000, people=899, decile=1)
    few = an_area("few", 120_000, people=10, decile=9)
    served, found = places(many, deprived, few)
    assert [names(served, place)[0] for place in found] == ["many", "deprived", "few"]
    served, found = places(many, deprived, few, deepest_first=True)
    assert next(names(served, place)[0] for place in found) == "deprived"
    assert found[0].need == max(place.need for place in found)


@pytest.mark.parametrize("records", [(), (an_area("a", people=0),)])
def test_where_nobody_is_short_there_is_no_place(records: tuple[object, ...]) -> None:
    assert places(*records)[1] == ()


# -- who touches whom ------------------------------------------------------------------------

spots = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=14)


def touching(points: np.ndarray, farthest: float) -> set[tuple[int, int]]:
    """Every pair looked at: no third point in or on the circle between the two."""
    found = set()
    for one in range(len(points)):
        for other in range(one + 1, len(points)):
            if tuple(points[one]) == tuple(points[other]):
                continue
            middle, half = (points[one] + points[other]) / 2, None
            half = np.hypot(*(points[one] - points[other])) / 2
            between = [
                third
                for third in points
                if tuple(third) not in (tuple(points[one]), tuple(points[other]))
                and np.hypot(*(third - middle)) <= half * (1 + 1e-9)
            ]
            if not between and 2 * half <= farthest:
                found.add((one, other))
    return found


@settings(max_examples=150, deadline=None)
@given(spots, st.sampled_from([2_500.0, 1e9]))
def test_neighbours_are_those_of_the_gabriel_graph(
    listed: list[tuple[int, int]], farthest: float
) -> None:
    points = np.array(listed, dtype=np.float64).reshape(-1, 2) * 1_000
    graph = neighbour_graph(points, farthest_m=farthest).toarray() > 0
    assert np.array_equal(graph, graph.T)
    assert not graph.diagonal().any()
    first = {tuple(point): number for number, point in reversed(list(enumerate(points.tolist())))}
    alone = sorted(first.values())
    expected = {(alone[a], alone[b]) for a, b in touching(points[alone], farthest)}
    found = {(int(a), int(b)) for a, b in np.argwhere(np.triu(graph))}
    twins = {(first[tuple(p)], i) for i, p in enumerate(points.tolist()) if first[tuple(p)] != i}
    assert found == expected | twins
