"""Duplication: worked by hand, held against the standard, and against every pair there is."""

from __future__ import annotations

import pytest

from graph.analysis.duplication import (
    Duplication,
    Overlap,
    Suggestion,
    Verdict,
    find_duplication,
)
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.kernels.overlaps import circle_likeness
from graph.model import AreaKind, Audience, Day, Entry, Theme, TieKind
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_partnership,
    a_priority,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_organisation,
)

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)


def asked(*records: object, **options: object) -> Duplication:
    return find_duplication(a_network(*records), **{"reach": STEP, "today": TODAY, **options})  # type: ignore[arg-type]


def two_clubs(
    right: dict[str, object] | None = None, *, apart: float = 0.0, people: float = 100.0
) -> tuple[object, ...]:
    """Two clubs of 50 place-hours each, by two organisations, among some young people."""
    return (
        an_area(people=people),
        a_site("left-hall", 0),
        a_site("right-hall", apart),
        an_organisation("left-org"),
        an_organisation("right-org"),
        an_activity("left", by="left-org", at="left-hall"),
        an_activity("right", **{"by": "right-org", "at": "right-hall", **(right or {})}),  # type: ignore[arg-type]
    )


def only(found: Duplication) -> Overlap:
    assert len(found.rows) == 1
    return found.rows[0]


def test_the_same_club_twice_is_the_strongest_overlap() -> None:
    row = only(asked(*two_clubs()))
    assert row.id == "left~right"
    assert row.score == 1
    assert row.clash_hours_per_week == 2
    assert (row.rank, row.cluster) == (1, 1)
    assert row.shared_young_people == 100
    # 100 place-hours over 100 young people at the door of both: 1 hour each.
    assert row.shared_hours_per_week == pytest.approx(1.0)


def test_an_overlap_above_the_standard_names_its_releasable_hours() -> None:
    # 1 hour each against 0.8: (1 - 0.8) * 100 = 20 place-hours.
    # Against 0.1: 90, but at most the 50 of one club.
    row = only(asked(*two_clubs(), standard_hours_per_week=0.8))
    assert row.verdict is Verdict.ABOVE
    assert row.releasable_place_hours == pytest.approx(20)
    assert "up to 20 place-hours a week could be used for something else" in row.explanation
    found = asked(*two_clubs(), standard_hours_per_week=0.1)
    assert only(found).releasable_place_hours == pytest.approx(50)
    assert found.releasable_place_hours == pytest.approx(50)


def test_an_overlap_below_the_standard_is_needed_capacity_and_is_left_alone() -> None:
    row = only(asked(*two_clubs(), standard_hours_per_week=1.2))
    assert row.verdict is Verdict.NEEDED
    assert row.releasable_place_hours == 0
    assert row.suggestion is Suggestion.LEAVE
    assert "needed capacity" in row.explanation


def test_where_nobody_is_known_to_live_the_verdict_is_not_known() -> None:
    row = only(asked(*two_clubs(people=0)))
    assert row.verdict is Verdict.UNKNOWN
    assert (row.shared_young_people, row.shared_hours_per_week) == (0, 0)
    assert row.suggestion is Suggestion.LEAVE
    assert "is not known" in row.explanation


@pytest.mark.parametrize(
    ("right", "part", "share"),
    [
        ({"theme": Theme.DETACHED}, "theme_share", 0.5),
        # 11 to 19 and 15 to 23: five of thirteen years.
        ({"aged": "15-23"}, "ages_share", 5 / 13),
        ({"audience": Audience.GIRLS}, "audience_share", 0.25),
        ({"when": "Tue 19:00-21:00"}, "time_share", 1.0),
        ({"when": "Tue 20:00-21:00"}, "time_share", 0.8),
        ({"when": "Fri 19:00-21:00"}, "time_share", 0.5),
    ],
)
def test_each_part_of_likeness_has_its_declared_value(
    right: dict[str, object], part: str, share: float
) -> None:
    row = only(asked(*two_clubs(right)))
    assert getattr(row, part) == pytest.approx(share)
    assert row.score == pytest.approx(share)


@pytest.mark.parametrize(
    "right",
    [
        {"theme": Theme.MUSIC},
        {"aged": "5-10"},
        {"when": "Sat 18:00-20:00"},
        {"when": "Tue 10:00-12:00"},
        {"when": "Tue 18:00-20:00 (holidays)", "by": "left-org"},
        {"when": ""},
        {"at": None},
        {"by": "left-org"},
        {"partners": ("left-org",)},
    ],
)
def test_what_differs_in_a_part_has_one_organisation_or_is_joint_is_no_overlap(
    right: dict[str, object],
) -> None:
    assert asked(*two_clubs(right)).rows == ()


def test_seasons_that_never_meet_never_clash() -> None:
    records = list(two_clubs({"when": "Tue 18:00-20:00 (holidays)"}))
    records[5] = an_activity("left", by="left-org", at="left-hall", when="Tue 18:00-20:00 (term)")
    assert asked(*records).rows == ()


@pytest.mark.parametrize(
    ("kind", "validated", "overlaps"),
    [
        (TieKind.INTEGRATION, True, 0),
        (TieKind.DELIVERS_WITH, True, 0),
        (TieKind.DELIVERS_WITH, False, 1),
        (TieKind.COOPERATION, True, 1),
    ],
)
def test_organisations_that_say_they_deliver_as_one_do_not_duplicate_each_other(
    kind: TieKind, validated: bool, overlaps: int
) -> None:
    tie = a_tie("right-org", "left-org", kind, validated=validated)
    assert len(asked(*two_clubs(), tie).rows) == overlaps


def test_two_specialist_groups_for_different_young_people_do_not_overlap() -> None:
    records = list(two_clubs({"audience": Audience.GIRLS}))
    records[5] = an_activity("left", by="left-org", at="left-hall", audience=Audience.SEND)
    assert asked(*records).rows == ()


def test_catchments_are_compared_by_the_young_people_in_them() -> None:
    # Halls just under 2 km apart. 100 at the left hall (weights 1 and 0.68), 300 just under
    # 1 km beyond the right hall (0.22 and 1). Weaker: 68 + 66 = 134; stronger: 100 + 300 = 400.
    records = (
        *two_clubs(apart=1_990)[1:],
        an_area("near", 0, people=100),
        an_area("beyond", 2_980, people=300),
    )
    row = only(asked(*records))
    assert row.catchment_share == pytest.approx(134 / 400)
    assert row.shared_young_people == 400
    assert row.distance_m == pytest.approx(1_990, rel=1e-3)


def test_where_nobody_lives_two_circles_stand_in_for_catchments() -> None:
    assert circle_likeness(0.0, 100.0) == 1.0
    assert circle_likeness(200.0, 100.0) == pytest.approx(0.0)
    # Two circles of radius 1 with centres 1 apart share 1.2284 of the 5.0548 that either covers.
    assert circle_likeness(1.0, 1.0) == pytest.approx(0.24302, abs=1e-4)


@pytest.mark.parametrize(
    ("right", "apart", "suggestion"),
    [
        ({}, 0.0, Suggestion.ALTERNATE),
        ({"when": "Fri 18:00-20:00"}, 500.0, Suggestion.JOIN_UP),
        ({"when": "Fri 18:00-20:00", "theme": Theme.DETACHED}, 0.0, Suggestion.DIFFERENTIATE),
        ({"aged": "15-23"}, 0.0, Suggestion.DIFFERENTIATE),
        ({"audience": Audience.GIRLS}, 0.0, Suggestion.REFER),
        ({"entry": Entry.REFERRED}, 0.0, Suggestion.REFER),
    ],
)
def test_above_the_standard_the_first_rule_that_fits_makes_the_suggestion(
    right: dict[str, object], apart: float, suggestion: Suggestion
) -> None:
    found = asked(*two_clubs(right, apart=apart), standard_hours_per_week=0.1)
    assert only(found).suggestion is suggestion


def test_the_counter_reading_names_choice_specialism_travel_and_the_newest_check() -> None:
    plain = only(asked(*two_clubs({"verified_on": CHECKED}, apart=1_900)))
    assert "trust does not move" in plain.counter_reading
    assert "They are 1.9 km apart" in plain.counter_reading
    assert "newest check of the two was on 1 October 2026" in plain.counter_reading
    assert "that of Left org was not confirmed" in plain.counter_reading
    special = only(asked(*two_clubs({"audience": Audience.LGBTQ}), least_score=0.1))
    assert "a space of one’s own is no surplus" in special.counter_reading
    unchecked = only(asked(*two_clubs({"places": None})))
    assert "Nobody has confirmed either record" in unchecked.counter_reading
    assert "20 a session were assumed" in unchecked.counter_reading


def test_a_theme_is_held_against_its_own_agreed_standard_and_else_all_against_the_slices() -> None:
    music = Theme.MUSIC
    records = [
        *two_clubs({"theme": music})[:5],
        an_activity("left", by="left-org", at="left-hall", theme=music),
        an_activity("right", by="right-org", at="right-hall", theme=music),
        an_activity("football", by="left-org", at="left-hall", theme=Theme.SPORT, places=100),
        a_partnership(),
        a_priority("general", hours=2.0),
    ]
    # All themes: (50 + 50 + 200) / 100 = 3 hours, above 2. Music alone: 1 hour.
    row = only(asked(*records))
    assert row.shared_hours_per_week == pytest.approx(3.0)
    assert (row.verdict, row.standard_hours_per_week) == (Verdict.ABOVE, 2.0)
    agreed = a_priority("of-music", hours=1.5, theme=music, name="A band in every town")
    row = only(asked(*records, agreed))
    assert row.shared_hours_per_week == pytest.approx(1.0)
    assert (row.verdict, row.standard_hours_per_week) == (Verdict.NEEDED, 1.5)
    assert "A band in every town" in row.standard_from
    given_wins = only(asked(*records, agreed, standard_hours_per_week=0.5))
    assert given_wins.standard_hours_per_week == 0.5


def test_overlaps_that_hang_together_are_one_cluster() -> None:
    records = (
        an_area(people=100),
        an_area("far", 50_000, people=100),
        *(a_site(f"s{i}", east) for i, east in enumerate((0, 0, 0, 50_000, 50_000))),
        *(an_organisation(f"o{i}") for i in range(5)),
        *(an_activity(f"a{i}", by=f"o{i}", at=f"s{i}", places=20 + i) for i in range(5)),
    )
    found = asked(*records)
    assert {row.id: row.cluster for row in found.rows} == {
        "a0~a1": 1,
        "a0~a2": 1,
        "a1~a2": 1,
        "a3~a4": 2,
    }
    assert found.clusters == 2


def test_no_hour_is_counted_twice_over_all_overlaps() -> None:
    # Three clubs of 50 among 100 people: 1.5 hours each. Above 1 hour stand 50 place-hours,
    # though each of the three pairs could release 50.
    records = (
        an_area(people=100),
        a_site(),
        *(an_organisation(f"o{i}") for i in range(3)),
        *(an_activity(f"a{i}", by=f"o{i}") for i in range(3)),
    )
    found = asked(*records, standard_hours_per_week=1.0)
    assert [row.releasable_place_hours for row in found.rows] == pytest.approx([50, 50, 50])
    assert found.releasable_place_hours == pytest.approx(50)
    # With no standard at all every pair could release 50; no club's hours go twice.
    none = asked(*records, standard_hours_per_week=0.0)
    assert none.releasable_place_hours <= 150


def test_within_keeps_the_overlaps_with_a_site_in_the_area() -> None:
    records = (
        *two_clubs()[:1],
        an_area("town", None, people=None, kind=AreaKind.PARISH),
        a_site("left-hall", 0, area_ids=("town",)),
        *two_clubs()[2:],
    )
    assert len(asked(*records, within="town").rows) == 1
    assert asked(*records, an_area("moor", 90_000, people=5), within="moor").rows == ()
    with pytest.raises(NotFound):
        asked(*records, within="atlantis")


def test_a_day_that_is_not_asked_about_cannot_clash() -> None:
    records = two_clubs({"when": "Tue 18:00-20:00; Wed 18:00-20:00"})
    assert asked(*records, slice=Slice(days=(Day.WEDNESDAY,))).rows == ()


def test_an_empty_network_duplicates_nothing_and_a_wild_score_is_refused() -> None:
    found = asked()
    assert (len(found.rows), len(found.groups)) == (0, 0)
    assert (found.clusters, found.releasable_place_hours) == (0, 0)
    found.prepare()  # nothing to make ready is no error
    for least in (0.0, 1.5, float("nan")):
        with pytest.raises(OptionOutOfRange):
            asked(least_score=least)


def test_a_slice_without_supply_and_halls_that_nobody_reaches_have_stated_answers() -> None:
    nothing = asked(*two_clubs(), slice=Slice(theme=Theme.MUSIC))
    assert (len(nothing.rows), nothing.clusters, nothing.releasable_place_hours) == (0, 0, 0)
    assert nothing.above == nothing.needed == nothing.unknown == 0
    # The village is 50 km away: what the two circles share stands in for young people.
    records = (*two_clubs(apart=500)[1:], an_area("village", 50_000, people=100))
    row = only(asked(*records))
    assert row.verdict is Verdict.UNKNOWN
    assert 0 < row.catchment_share < 1
    assert (row.shared_young_people, row.shared_hours_per_week) == (0, 0)
    assert row.outcome.closing is None


def test_a_row_is_found_by_its_id_also_where_ids_hold_the_sign_between_them() -> None:
    records = list(two_clubs())
    records[5] = an_activity("left~one", by="left-org", at="left-hall")
    found = asked(*records)
    assert found.row("left~one~right").left.activity_id == "left~one"
    for wrong in ("left~one", "right~left~one", "~", ""):
        with pytest.raises(NotFound):
            found.row(wrong)
