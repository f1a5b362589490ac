"""Gaps: worked by hand, ranked, rolled up, explained."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.gaps import Coverage, Gap, Gaps, find_gaps
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.model import AreaKind, Audience, Entry, Theme
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_partnership,
    a_priority,
    a_site,
    an_activity,
    an_area,
    an_organisation,
)

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)


def asked(*records: object, **options: object) -> Gaps:
    return find_gaps(a_network(*records), **{"reach": STEP, "today": TODAY, **options})  # type: ignore[arg-type]


def by_area(found: Gaps) -> dict[str, Gap]:
    return {row.area_id: row for row in found.rows}


def a_club(id: str = "club", at: str = "hall", **more: object) -> tuple[object, ...]:
    """A club of 50 place-hours a week, checked lately."""
    checked = {"verified_on": CHECKED, **more}
    return (
        an_organisation(f"org-{id}"),
        an_activity(id, by=f"org-{id}", at=at, **checked),  # type: ignore[arg-type]
    )


def three_villages() -> tuple[object, ...]:
    """100 young people at the hall, 200 at 1.5 km, 50 at 9 km; deciles 5, 1 and 9."""
    return (
        an_area("centre", 0, people=100, decile=5),
        an_area("edge", 1_500, people=200, decile=1),
        an_area("far", 9_000, people=50, decile=9),
        a_site("hall", 0, verified_on=CHECKED),
        *a_club(),
    )


def test_three_villages_and_one_club_give_the_hours_worked_out_by_hand() -> None:
    # As in test_access: R = 50 / (100 + 0.68 * 200) = 50 / 236.
    rows = by_area(asked(*three_villages(), standard_hours_per_week=0.2))
    assert rows["centre"].hours_per_week == pytest.approx(50 / 236)
    assert rows["edge"].hours_per_week == pytest.approx(0.68 * 50 / 236)
    assert rows["far"].hours_per_week == 0
    assert [rows[one].short for one in ("centre", "edge", "far")] == [0, 200, 50]


def test_need_access_and_gap_are_the_percentiles_worked_out_by_hand() -> None:
    # Deprivation: edge 83.3, centre 50, far 16.7; people the same order, so need is as well.
    # Access: centre 83.3, edge 50, far 16.7. Gaps: 33.3 for the edge, -33.3, 0.
    rows = by_area(asked(*three_villages()))
    assert rows["edge"].need_percentile == pytest.approx(250 / 3)
    assert rows["edge"].access_percentile == pytest.approx(50)
    assert [rows[one].gap for one in ("edge", "centre", "far")] == pytest.approx(
        [100 / 3, -100 / 3, 0]
    )


def test_places_below_the_standard_come_first_then_those_at_it_then_the_unmapped() -> None:
    found = asked(*three_villages(), standard_hours_per_week=0.2)
    assert [(row.rank, row.area_id) for row in found.rows] == [
        (1, "edge"),
        (2, "centre"),
        (3, "far"),
    ]
    assert by_area(found)["far"].coverage is Coverage.UNMAPPED
    assert (found.young_people, found.short) == (350, 250)


def test_equal_places_are_ranked_by_their_ids() -> None:
    twins = (an_area("b", 0), an_area("a", 0), an_area("c", 0), a_site("hall", verified_on=CHECKED))
    assert [row.area_id for row in asked(*twins).rows] == ["a", "b", "c"]


def test_a_place_is_explained_with_its_numbers() -> None:
    edge = by_area(asked(*three_villages(), standard_hours_per_week=0.2))["edge"]
    assert edge.explanation == (
        "Edge has 200 young people aged 11 to 19. Within 3 km along the way (on foot), each can "
        "reach 9 minutes a week, shared with all who live near, from 1 activity. The standard is "
        "12 minutes a week (set for this question), so 200 young people are short of it. Among 3 "
        "areas its need stands at 83 of 100 (from deprivation and number of young people) and "
        "its access at 50, a gap of +33. Its rank is 1; allowing for what is not sure, it stays "
        "so nine times in ten."
    )


def test_a_place_with_nothing_in_reach_says_so_and_names_the_nearest() -> None:
    far = by_area(asked(*three_villages()))["far"]
    assert "no activity lies within reach" in far.explanation
    assert "The nearest, Club (Org club), is 9 km away." in far.explanation
    assert not far.nearest[0].within_reach
    assert far.nearest[0].distance_m == pytest.approx(9_000, rel=1e-3)


def test_unmapped_is_not_called_unserved() -> None:
    far = by_area(asked(*three_villages()))["far"]
    assert (far.verified_records, far.newest_check) == (0, None)
    assert "not mapped yet is not the same as unserved" in far.counter_reading


def test_the_newest_check_and_the_records_behind_it_are_given() -> None:
    centre = by_area(asked(*three_villages()))["centre"]
    assert centre.verified_records == 2
    assert centre.newest_check == CHECKED
    # 2 records for the 300 young people who live within 3 km of the centre.
    assert centre.records_per_thousand == pytest.approx(2_000 / 300)


def test_the_three_nearest_activities_are_named_by_distance_then_id() -> None:
    found = asked(
        an_area(),
        a_site("hall", 100),
        a_site("park", 5_000),
        *a_club("zebra"),
        *a_club("ant"),
        *a_club("cow", at="park"),
        *a_club("dog", at="park"),
    )
    assert [near.activity_id for near in found.rows[0].nearest] == ["ant", "zebra", "cow"]
    assert [near.within_reach for near in found.rows[0].nearest] == [True, True, False]


def test_assumed_places_referrals_specialists_and_missing_times_are_said() -> None:
    found = asked(
        an_area(),
        a_site("hall", verified_on=CHECKED),
        *a_club("unsaid", places=None),
        *a_club("referred", entry=Entry.REFERRED),
        *a_club("girls", audience=Audience.GIRLS),
        *a_club("untimed", when=""),
    )
    reading = found.rows[0].counter_reading
    assert "gives no number of places; 20 a session were assumed" in reading
    assert "is by referral" in reading
    assert "is for one group" in reading
    assert "gives no times, so 0 hours" in reading


def test_an_activity_of_another_slice_is_no_supply_and_no_evidence() -> None:
    found = asked(*three_villages(), slice=Slice(theme=Theme.MUSIC))
    assert all(row.hours_per_week == 0 and row.nearest == () for row in found.rows)


def test_within_limits_the_answer_and_not_the_supply() -> None:
    records = (
        an_area("in-town", 0, people=100, within={"town": 1}),
        an_area("out-of-town", 1_000, people=100),
        an_area("town", None, people=None, kind=AreaKind.PARISH),
        a_site("hall", 500, verified_on=CHECKED),
        *a_club(),
    )
    whole, town = by_area(asked(*records)), asked(*records, within="town")
    assert [row.area_id for row in town.rows] == ["in-town"]
    assert town.rows[0].hours_per_week == pytest.approx(whole["in-town"].hours_per_week)
    assert town.rows[0].need_percentile == 50
    with pytest.raises(NotFound):
        asked(*records, within="atlantis")


def test_rolled_up_hours_are_a_mean_over_young_people_by_shares() -> None:
    # West: 100 of centre. East: 150 of edge (3/4) and 50 of far. Edge 0.14407, far 0.
    # East's mean: 150 * 0.14407 / 200 = 0.10805; all 200 live below 0.2.
    records = (
        an_area("centre", 0, people=100, within={"west": 1}),
        an_area("edge", 1_500, people=200, within={"east": 0.75}),
        an_area("far", 9_000, people=50, within={"east": 1}),
        an_area("west", None, people=None, kind=AreaKind.WARD),
        an_area("east", None, people=None, kind=AreaKind.WARD),
        a_site("hall", 0, verified_on=CHECKED),
        *a_club(),
    )
    rows = by_area(asked(*records, roll_up=AreaKind.WARD, standard_hours_per_week=0.2))
    assert set(rows) == {"west", "east"}
    assert rows["west"].hours_per_week == pytest.approx(50 / 236)
    assert rows["west"].short == 0
    assert rows["east"].young_people == pytest.approx(200)
    assert rows["east"].hours_per_week == pytest.approx(0.75 * 0.68 * 50 / 236)
    assert rows["east"].short == pytest.approx(200)
    assert math.isfinite(rows["east"].latitude)


def test_rolling_up_to_a_kind_that_nothing_lies_in_has_no_rows() -> None:
    assert asked(*three_villages(), roll_up=AreaKind.REGION).rows == ()


def test_the_agreed_standard_is_used_and_its_partnership_named() -> None:
    found = asked(*three_villages(), a_partnership(), a_priority(hours=0.15))
    assert found.standard_hours_per_week == 0.15
    assert "agreed by Youth board" in found.standard_from
    assert found.short == 250


def test_a_place_without_young_people_of_those_ages_is_short_of_nothing() -> None:
    found = asked(an_area(bands={"0-10": 80}), a_site(verified_on=CHECKED))
    assert (found.rows[0].young_people, found.rows[0].short) == (0, 0)
    assert "nobody of these ages is recorded" in found.rows[0].explanation


def test_an_empty_network_has_no_gap_and_no_inequality() -> None:
    found = asked()
    assert (found.rows, found.young_people, found.short) == ((), 0, 0)
    assert found.concentration_index is None


def test_a_standard_out_of_range_is_refused() -> None:
    with pytest.raises(OptionOutOfRange):
        asked(standard_hours_per_week=169)


def test_inequality_along_deprivation_is_told() -> None:
    # From the most deprived: shares of people 4/7, 2/7, 1/7; ranks 2/7, 5/7, 13/14; hours 0.68, 1
    # and 0 of R; mean 4.72/7. 2 * (4/7 * 0.68 * -3/14 + 2/7 * 1 * 3/14) / (4.72/7) = -0.06538.
    assert asked(*three_villages()).concentration_index == pytest.approx(-0.0653753)


spot = st.integers(0, 12_000)
villages = st.lists(
    st.tuples(spot, spot, st.integers(0, 500), st.none() | st.integers(1, 10)), max_size=8
)
clubs = st.lists(
    st.tuples(spot, spot, st.none() | st.integers(0, 60), st.booleans(), st.booleans()), max_size=6
)


def world(
    villages: list[tuple[int, int, int, int | None]],
    clubs: list[tuple[int, int, int | None, bool, bool]],
) -> list[object]:
    records: list[object] = [an_organisation()]
    for number, (east, north, people, decile) in enumerate(villages):
        records.append(an_area(f"v{number}", east, north, people=people, decile=decile))
    for number, (east, north, places, checked, timed) in enumerate(clubs):
        verified: date | None = CHECKED if checked else None
        records.append(a_site(f"s{number}", east, north, verified_on=verified))
        when = "Tue 18:00-20:00" if timed else ""
        records.append(an_activity(f"c{number}", at=f"s{number}", places=places, when=when))
    return records


@settings(max_examples=60, deadline=None)
@given(villages, clubs)
def test_answers_are_finite_ranked_from_one_and_the_same_in_any_order(
    villages: list[tuple[int, int, int, int | None]],
    clubs: list[tuple[int, int, int | None, bool, bool]],
) -> None:
    records = world(villages, clubs)
    found = asked(*records)
    assert asked(*reversed(records)) == found
    assert [row.rank for row in found.rows] == list(range(1, len(villages) + 1))
    for row in found.rows:
        for field in fields(row):
            value = getattr(row, field.name)
            assert not isinstance(value, float) or math.isfinite(value), field.name
        assert "nan" not in f"{row.explanation} {row.counter_reading}".lower().split()
        assert -100 <= row.gap <= 100
    assert found.short <= found.young_people + 1e-6
