"""The stories that the demo county was written to tell, found by the real analyses, by name."""

from __future__ import annotations

from datetime import date
from functools import cache

from graph.analysis.duplication import Duplication, Overlap, Suggestion, Verdict, find_duplication
from graph.analysis.gaps import Coverage, Gap, Gaps, find_gaps
from graph.analysis.slices import Slice
from graph.model import AgeRange
from graph.network import Network
from graph.tables import network_of
from seeds.demo import read_demo
from seeds.demo.stories import ABOVE, CORNER, GAP, NEEDED, Story

TODAY = date(2026, 11, 1)
MOST_SHOWN = 10


@cache
def demo() -> Network:
    return network_of(read_demo(), revision="demo")


@cache
def gaps() -> Gaps:
    return find_gaps(demo(), today=TODAY)


@cache
def duplication() -> Duplication:
    return find_duplication(demo(), today=TODAY)


def gap_of(area_id: str) -> Gap:
    return next(row for row in gaps().rows if row.area_id == area_id)


def overlap_of(story: Story) -> Overlap:
    first, second = sorted(story.activity_ids)
    return next(row for row in duplication().rows if row.id == f"{first}~{second}")


# -- the whole picture ----------------------------------------------------------


def test_the_standard_is_the_one_that_the_county_partnership_agreed() -> None:
    assert gaps().standard_hours_per_week == 0.4
    assert "Cornwall Youth Partnership" in gaps().standard_from


def test_the_county_is_a_mix_of_places_above_and_below_the_standard() -> None:
    share = gaps().short / gaps().young_people
    assert 0.35 < share < 0.65
    above = [row for row in gaps().rows if row.short == 0]
    assert len(above) > 40


def test_both_verdicts_are_common_among_the_overlaps() -> None:
    verdicts = [row.verdict for row in duplication().rows]
    assert verdicts.count(Verdict.ABOVE) > 20
    assert verdicts.count(Verdict.NEEDED) > 20


# -- the Lizard's east side -----------------------------------------------------


def test_the_lizards_east_side_is_among_the_widest_gaps_and_well_mapped() -> None:
    for area_id in GAP.area_ids:
        gap = gap_of(area_id)
        assert gap.rank <= MOST_SHOWN, gap.area
        assert gap.coverage is Coverage.GOOD, gap.area
        assert gap.short == gap.young_people, gap.area


def test_st_keverne_is_the_widest_gap_of_all_and_its_nearest_activity_is_out_of_reach() -> None:
    gap = gap_of(GAP.area_ids[0])
    assert gap.rank == 1
    assert gap.hours_per_week == 0
    assert gap.nearest
    assert not any(near.within_reach for near in gap.nearest)
    assert "no activity lies within reach" in gap.explanation


def test_the_same_place_is_no_gap_for_its_children_under_eleven() -> None:
    young = Slice(ages=AgeRange(age_from=6, age_to=10))
    found = find_gaps(demo(), slice=young, standard_hours_per_week=0.1, today=TODAY)
    gap = next(row for row in found.rows if row.area_id == GAP.area_ids[0])
    assert gap.hours_per_week > 0.1
    assert gap.short == 0


# -- the unmapped corner --------------------------------------------------------


def test_the_far_north_east_is_unmapped_and_not_called_unserved() -> None:
    for area_id in CORNER.area_ids:
        gap = gap_of(area_id)
        assert gap.coverage is Coverage.UNMAPPED, gap.area
        assert gap.verified_records == 0
        assert gap.newest_check is None
        assert gap.young_people > 0
        assert "not mapped yet is not the same as unserved" in gap.counter_reading


def test_the_unmapped_come_last_and_nothing_else_is_unmapped() -> None:
    last = {row.area_id for row in gaps().rows[-len(CORNER.area_ids) :]}
    assert last == set(CORNER.area_ids)
    unmapped = {row.area_id for row in gaps().rows if row.coverage is Coverage.UNMAPPED}
    assert unmapped == set(CORNER.area_ids)


# -- two overlaps -----------------------------------------------------------------


def test_the_wednesday_clubs_of_wadebridge_are_above_the_standard_with_hours_to_release() -> None:
    overlap = overlap_of(ABOVE)
    assert overlap.rank <= MOST_SHOWN
    assert overlap.verdict is Verdict.ABOVE
    assert overlap.releasable_place_hours > 0
    assert overlap.shared_hours_per_week > overlap.standard_hours_per_week
    assert overlap.suggestion is not Suggestion.LEAVE
    assert {overlap.left.organisation_id, overlap.right.organisation_id} == set(
        ABOVE.organisation_ids
    )


def test_the_friday_clubs_of_camborne_are_needed_capacity_and_release_nothing() -> None:
    overlap = overlap_of(NEEDED)
    assert overlap.rank <= MOST_SHOWN
    assert overlap.verdict is Verdict.NEEDED
    assert overlap.releasable_place_hours == 0
    assert overlap.shared_hours_per_week < overlap.standard_hours_per_week
    assert overlap.suggestion is Suggestion.LEAVE
    assert "needed capacity" in overlap.explanation


def test_the_two_overlaps_are_as_close_as_each_other_and_only_the_standard_tells_them_apart() -> (
    None
):
    above, needed = overlap_of(ABOVE), overlap_of(NEEDED)
    for overlap in (above, needed):
        assert overlap.theme_share == overlap.ages_share == overlap.time_share == 1
        assert overlap.clash_hours_per_week == 2
        assert overlap.distance_m < 2_000
