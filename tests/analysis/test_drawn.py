"""An area of one's own: shares of people inside it, and what the answer sums to."""

from __future__ import annotations

import json

import pytest
from shapely.geometry import Polygon, mapping

from graph.analysis.drawn import Drawn
from graph.analysis.gaps import Coverage, Gaps, find_gaps
from graph.analysis.slices import Decay, Reach
from graph.errors import NotFound, OptionOutOfRange
from graph.model import AreaKind
from maps.shapes import shape_of
from service.drawn import shares_inside
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_organisation,
    position,
)

STEP = Reach(reach_m=3_000, detour=1.0, decay=Decay.STEP)


def three_villages() -> tuple[object, ...]:
    """100 young people at the hall, 200 at 1.5 km, 50 at 9 km; a club of 50 place-hours."""
    return (
        an_area("centre", 0, people=100, decile=5, within={"ward": 1}),
        an_area("edge", 1_500, people=200, decile=1, within={"ward": 1}),
        an_area("far", 9_000, people=50, decile=9),
        an_area("ward", None, people=None, kind=AreaKind.WARD),
        a_site("hall", 0, verified_on=CHECKED),
        an_organisation(),
        an_activity("club", at="hall", verified_on=CHECKED),
    )


def asked(*shares: tuple[str, float], **options: object) -> Gaps:
    return find_gaps(
        a_network(*three_villages()),
        **{"reach": STEP, "drawn": Drawn(shares=shares), "today": TODAY, **options},  # type: ignore[arg-type]
    )


def test_an_area_counts_with_the_share_of_its_people_inside_and_the_total_is_their_sum() -> None:
    # R = 50 / 236: the centre has R hours, the edge 0.68 R. A quarter of the centre, all the edge.
    found = asked(("centre", 0.25), ("edge", 1.0), standard_hours_per_week=0.2)
    rows = {row.area_id: row for row in found.rows}
    assert set(rows) == {"centre", "edge"}
    assert (rows["centre"].share, rows["centre"].young_people) == (0.25, 25)
    assert (rows["edge"].share, rows["edge"].short) == (1, 200)
    assert rows["centre"].hours_per_week == pytest.approx(50 / 236)
    assert (found.young_people, found.short) == (225, 200)
    assert found.hours_per_week == pytest.approx((25 + 200 * 0.68) * 50 / 236 / 225)
    assert found.coverage is Coverage.THIN
    assert "25 young people aged 11 to 19 inside the outline, 25% of all who live in it" in (
        rows["centre"].explanation
    )


def test_larger_areas_count_only_what_lies_inside_the_outline() -> None:
    found = asked(("centre", 0.5), ("far", 1.0), roll_up=AreaKind.WARD)
    assert [(row.area_id, row.young_people) for row in found.rows] == [("ward", 50)]


def test_an_area_and_an_outline_keep_to_what_lies_in_both() -> None:
    found = asked(("edge", 0.5), ("far", 1.0), within="ward")
    assert [(row.area_id, row.young_people) for row in found.rows] == [("edge", 100)]


def test_an_outline_around_nobody_has_no_rows() -> None:
    found = asked()
    assert (found.rows, found.young_people, found.hours_per_week) == ((), 0, 0)
    assert found.coverage is Coverage.UNMAPPED
    assert found.curve is None


def test_a_share_out_of_range_and_an_unknown_area_are_refused() -> None:
    for share in (0.0, 1.5, -1.0, float("nan")):
        with pytest.raises(OptionOutOfRange):
            Drawn(shares=(("centre", share),))
    with pytest.raises(NotFound):
        asked(("atlantis", 1.0))


def a_square(west: float, south: float, east: float, north: float) -> Polygon:
    corners = [(west, south), (east, south), (east, north), (west, north)]
    return Polygon([position(*corner)[::-1] for corner in corners])


def test_outlines_give_shares_of_land_and_where_there_is_none_the_centre_decides() -> None:
    network = a_network(*three_villages(), an_area("bare", 500, 4_000), an_area("out", 0, 90_000))
    known = {
        "centre": json.dumps(mapping(a_square(-1_000, -1_000, 1_000, 1_000))),
        "edge": json.dumps(mapping(a_square(1_000, -1_000, 3_000, 1_000))),
        "far": json.dumps(mapping(a_square(8_000, -1_000, 10_000, 1_000))),
    }
    drawn = shares_inside(
        network,
        shape_of(a_square(-2_000, -2_000, 1_500, 5_000)),
        lambda ids: {id: known[id] for id in ids if id in known},
    )
    shares = dict(drawn.shares)
    assert shares.keys() == {"bare", "centre", "edge"}
    assert (shares["bare"], shares["centre"]) == (1, 1)
    assert shares["edge"] == pytest.approx(0.25, abs=0.005)


def test_slivers_of_a_line_drawn_by_hand_are_left_out() -> None:
    network = a_network(*three_villages())
    known = {"edge": json.dumps(mapping(a_square(1_000, -1_000, 3_000, 1_000)))}
    shape = shape_of(a_square(-2_000, -2_000, 1_010, 2_000))
    drawn = shares_inside(network, shape, lambda ids: known)
    assert dict(drawn.shares) == {"centre": 1.0}


def test_an_outline_is_ranked_as_one_area_more_beside_all_others() -> None:
    # Drawn around the edge alone it is the edge once more: deprivation 6, 10, 2 and 10, people
    # 100, 200, 50 and 200; hours R, 0.68 R, 0 and 0.68 R.
    whole = asked(("edge", 1.0), standard_hours_per_week=0.2).whole
    assert whole is not None
    assert (whole.among, whole.rank) == (3, 2)
    assert (whole.need_percentile, whole.access_percentile, whole.gap) == (75, 50, 25)
    assert whole.rank_low <= whole.rank <= whole.rank_high
    ((club, away),) = ((near.activity_id, near.distance_m) for near in whole.nearest)
    assert (club, away) == ("club", pytest.approx(1_500, abs=1))


def test_an_outline_is_ranked_beside_areas_of_the_kind_that_answers() -> None:
    whole = asked(("centre", 0.5), ("far", 1.0), roll_up=AreaKind.WARD).whole
    assert whole is not None
    assert whole.among == 1
    assert whole.nearest[0].distance_m == pytest.approx(4_500, abs=1)


def test_without_an_outline_or_anybody_inside_there_is_no_whole() -> None:
    assert asked().whole is None
    assert asked(drawn=None).whole is None
    assert asked(("edge", 1.0), within="ward").whole is not None
