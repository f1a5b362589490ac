"""The stories that the demo county was written to tell, found by the real analyses, by name."""

from __future__ import annotations

from datetime import date
from functools import cache

from graph.analysis.duplication import Duplication, Overlap, Suggestion, Verdict, find_duplication
from graph.analysis.gaps import Coverage, Gap, Gaps, find_gaps
from graph.analysis.network import find_keystones
from graph.analysis.opportunities import (
    Opportunity,
    OpportunityKind,
    Role,
    find_opportunities,
)
from graph.analysis.opportunities.answers import answers_to
from graph.analysis.slices import Slice
from graph.model import AgeRange
from graph.network import Network
from graph.tables import network_of
from seeds.demo import read_demo
from seeds.demo.stories import (
    ABOVE,
    ASKED_FOR,
    CORNER,
    GAP,
    INTRODUCTION,
    KEYSTONE,
    NEEDED,
    UNANSWERED,
    Story,
)

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


# -- one introduction away --------------------------------------------------------


def team_for(area_id: str) -> Opportunity:
    found = find_opportunities(demo(), within=area_id, today=TODAY)
    return next(row for row in found.rows if row.kind is OpportunityKind.TEAM)


def test_st_keverne_could_have_a_session_with_one_introduction_and_it_says_by_whom() -> None:
    council, deliverer, *_, introducer = INTRODUCTION.organisation_ids
    team = team_for(INTRODUCTION.area_ids[0])
    assert team.missing == ()
    assert team.introductions == 1
    link = next(link for link in team.links if link.introduction)
    assert {link.left_id, link.right_id} == {council, deliverer}
    assert link.introducer_id == introducer
    assert "One introduction is needed: Meneage Community Network" in team.explanation


def test_each_role_of_that_team_is_filled_by_whom_the_story_names() -> None:
    council, deliverer, young, hall, _ = INTRODUCTION.organisation_ids
    team = team_for(INTRODUCTION.area_ids[0])
    assert {part.role: part.organisation_id for part in team.parts} == {
        Role.VENUE: hall,
        Role.DELIVERER: deliverer,
        Role.MONEY: council,
        Role.YOUTH_LEAD: young,
    }
    assert set(INTRODUCTION.asset_ids) <= {part.evidence_id for part in team.parts}
    assert team.session.startswith("Tue 18:00")
    assert team.young_people >= gap_of(GAP.area_ids[0]).young_people


def test_the_money_of_st_keverne_waits_with_no_provision_in_the_parish() -> None:
    found = find_opportunities(demo(), within=INTRODUCTION.area_ids[0], today=TODAY)
    waiting = [row for row in found.rows if row.kind is OpportunityKind.PARISH_MONEY]
    assert [row.parts[0].organisation_id for row in waiting] == [INTRODUCTION.organisation_ids[0]]


def test_the_county_has_opportunities_of_every_kind_and_teams_of_both_sorts() -> None:
    found = find_opportunities(demo(), today=TODAY)
    assert {row.kind for row in found.rows} == set(OpportunityKind)
    teams = [row for row in found.rows if row.kind is OpportunityKind.TEAM]
    assert any(team.introductions for team in teams)
    assert any(not team.introductions for team in teams)


# -- what is asked for -------------------------------------------------------------


def request_of(organisation_id: str) -> str:
    known = demo()
    row = known.organisations.row(organisation_id)
    return str(known.requests.id[known.requests.organisation == row][0])


def test_the_room_on_thursdays_is_the_hall_of_st_keverne_and_the_council_knows_both() -> None:
    asker, keeper, introducer = ASKED_FOR.organisation_ids
    found = answers_to(demo(), request_of(asker), today=TODAY)
    answer = found.fitting[0]
    assert (answer.asset_id, answer.keeper_id) == (*ASKED_FOR.asset_ids, keeper)
    assert answer.link.introducer_id == introducer
    assert "free Thu 18:30-20:30 as asked" in {reason.words for reason in answer.reasons}
    rows = find_opportunities(demo(), within=ASKED_FOR.area_ids[0], today=TODAY).rows
    (row,) = (row for row in rows if row.id == f"request~{request_of(asker)}")
    assert row.asset_ids == ASKED_FOR.asset_ids


def test_nobody_is_known_to_have_a_telescope() -> None:
    found = answers_to(demo(), request_of(UNANSWERED.organisation_ids[0]), today=TODAY)
    assert (found.fitting, found.nearly) == ((), ())
    assert found.looked_at > 10


# -- the trust that holds the Tamar valley together --------------------------------


def test_tamarside_is_a_keystone_and_names_whom_it_would_cut_off() -> None:
    trust, *cut_off = KEYSTONE.organisation_ids
    keystone = next(one for one in find_keystones(demo()) if one.organisation_id == trust)
    assert set(keystone.cut_off_ids) == set(cut_off)
    for name in ("Calstock Quay Arts Shed", "Danescombe Paddlers", "Tamar Young Voices"):
        assert name in keystone.cut_off
        assert name in keystone.explanation
    assert keystone.counter_reading


def test_tamarside_is_among_the_keystones_that_cut_off_most() -> None:
    found = [keystone.organisation_id for keystone in find_keystones(demo())]
    assert KEYSTONE.organisation_ids[0] in found[:MOST_SHOWN]
