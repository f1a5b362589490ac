"""What the map of where next draws: areas by whom the sessions lift, halls by number."""

from __future__ import annotations

import pytest

from graph.analysis.slices import Mode, Reach
from graph.analysis.where_next import WhereNext, Wish, find_where_next
from graph.analysis.where_next.new_session import new_sessions
from maps.colours import least_difference
from maps.legends import LEAST_DIFFERENCE
from maps.shading import CLASS_NOBODY, classes, values
from maps.where_next import (
    SCALE,
    hall_badges,
    lifted_positions,
    lifted_shading,
    lifted_values,
    share_in_words,
)
from tests.builders import TODAY, a_network, a_site, an_area, an_asset, an_organisation


def found() -> WhereNext:
    """A hall with room for 120 near 60 and 200 people; nobody in a third area, a fourth far off."""
    return find_where_next(
        a_network(
            an_area("a", 0, people=60, decile=1),
            an_area("b", 500, people=200, decile=10),
            an_area("c", 900, people=0),
            an_area("d", 9_000, people=50),
            an_organisation(),
            a_site(),
            an_asset("hall", when="Tue 18:00-20:00", capacity=30),
        ),
        reach=Reach(mode=Mode.WALK, reach_m=2_000, detour=1.0),
        standard_hours_per_week=0.5,
        wish=Wish(sessions=1),
        today=TODAY,
    )


def test_areas_are_coloured_by_the_share_of_their_young_people_newly_reached() -> None:
    shading = lifted_shading(found())
    lifted = shading.sums[0]
    assert lifted.sum() == pytest.approx(120)
    shares = [lifted[0] / 60, lifted[1] / 200, 0, 0]
    assert shading.number.tolist() == pytest.approx(shares)
    wanted = [SCALE.class_of(shares[0]), SCALE.class_of(shares[1]), CLASS_NOBODY, 0]
    assert classes(shading, SCALE).tolist() == wanted


def test_each_area_says_how_many_would_be_lifted_and_those_undrawn_where_they_are() -> None:
    drawn = lifted_values(found(), frozenset({"a", "b", "c"}))
    assert drawn["areas"]["d"] == [0, "0 in 100", 0, 50, 50]
    assert set(drawn["points"]) == {"d"}
    shading = lifted_shading(found())
    level = values(shading.rows, shading, SCALE, spoken=share_in_words)
    assert len(level["classes"]) == 4
    assert level["lines"][3] == ["0 in 100", 0, 50, 50]


def test_a_few_are_never_told_as_none() -> None:
    assert [share_in_words(share) for share in (0, 0.001, 0.5, 1)] == [
        "0 in 100",
        "Some",
        "50 in 100",
        "100 in 100",
    ]


def test_a_hall_has_its_number_its_keeper_and_whom_it_lifts() -> None:
    (badge,) = hall_badges(new_sessions(found()))["features"]
    assert (badge["properties"]["rank"], badge["properties"]["title"]) == (1, "Hall")
    assert badge["properties"]["lines"] == [
        "Kept by Org 1",
        "Free Tue 18:00-20:00",
        "Would lift 120 young people",
    ]
    assert len(lifted_positions(found(), list(new_sessions(found())))) == len(
        new_sessions(found())[0].areas
    )


def test_newly_reached_stands_out_from_not_reached_for_everybody() -> None:
    first, *others = (swatch.colour for swatch in SCALE.swatches)
    for other in others:
        assert least_difference(first, other) >= LEAST_DIFFERENCE
