"""Alternate nights, differing and referring: who would have what more, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.duplication import Duplication, Outcome, Suggestion, find_duplication
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.model import Activity, Audience, Day, Season, Theme
from tests.builders import TODAY, a_network, a_site, an_activity, an_area, an_organisation

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)


def asked(*records: object, **options: object) -> Duplication:
    return find_duplication(
        a_network(*records),
        **{"reach": STEP, "standard_hours_per_week": 0.1, "today": TODAY, **options},  # type: ignore[arg-type]
    )


def clubs(*more: object, left: str = "Tue 18:00-20:00", **right: object) -> tuple[object, ...]:
    """Two clubs of 50 and 40 place-hours in a village of 100."""
    return (
        an_area("village", people=100),
        a_site("hall"),
        a_site("barn"),
        *(an_organisation(f"{side}-org") for side in ("left", "right", "third")),
        an_activity("left", by="left-org", at="hall", when=left),
        an_activity("right", **{"by": "right-org", "at": "barn", "places": 20, **right}),  # type: ignore[arg-type]
        *more,
    )


def outcome(*records: object, **options: object) -> Outcome:
    found = asked(*records, **options)
    return found.row("left~right").outcome


def test_the_smaller_one_moves_to_the_first_free_day_and_gives_everybody_one_more() -> None:
    nights = outcome(*clubs()).nights
    assert nights is not None
    assert [*nights.moved_from, *nights.moved_to] == [Day.TUESDAY, Day.MONDAY]
    assert list(nights.before) == [0, 100, 0, 0, 0, 0, 0, 0]
    assert list(nights.after) == [0, 0, 100, 0, 0, 0, 0, 0]
    assert (nights.more, nights.fewer, nights.people) == (100, 0, 100)


def test_it_moves_to_the_day_on_which_the_most_have_nothing_of_the_kind() -> None:
    third = an_activity("third", by="third-org", at="hall", when="Mon 18:00-20:00; Wed 18:00-20:00")
    drama = an_activity(
        "drama", by="third-org", at="hall", when="Thu 18:00-20:00", theme=Theme.DRAMA
    )
    found = outcome(*clubs(third, drama))
    assert found.nights is not None
    # Monday and Wednesday are taken; drama on Thursday is nothing of the kind.
    assert found.nights.moved_to == (Day.THURSDAY,)


def test_a_weekend_session_stays_in_the_weekend_and_a_question_of_days_keeps_to_its_days() -> None:
    weekend = outcome(*clubs(left="Sat 10:00-12:00", when="Sat 10:00-12:00")).nights
    assert weekend is not None
    assert weekend.moved_to == (Day.SUNDAY,)
    days = Slice(days=(Day.TUESDAY, Day.THURSDAY))
    asked_days = outcome(*clubs(), slice=days).nights
    assert asked_days is not None
    assert asked_days.moved_to == (Day.THURSDAY,)


def test_where_the_two_run_every_day_there_is_no_night_to_alternate() -> None:
    every = "; ".join(f"{day} 18:00-20:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    row = asked(*clubs(left=every, when=every)).rows[0]
    assert row.suggestion is Suggestion.ALTERNATE
    assert row.outcome.nights is None
    assert "no other night is free" in row.effect


def test_those_who_reach_the_one_that_moves_alone_lose_a_day_and_gain_a_day() -> None:
    # The far ones reach the barn alone; a third club there on Monday and Wednesday to Friday.
    third = an_activity(
        "third",
        by="third-org",
        at="barn",
        when="Mon 18:00-20:00; Wed 18:00-20:00; Thu 18:00-20:00; Fri 18:00-20:00",
    )
    far = an_area("far", 4_500, people=10)
    records = [record for record in clubs(third, far) if getattr(record, "id", "") != "barn"]
    found = outcome(*records, a_site("barn", 2_000), least_score=0.01)
    assert found.nights is not None
    # No day is new to anybody; who reaches the hall keeps Tuesday, the far ones lose it.
    assert (found.nights.more, found.nights.fewer) == (0, 10)


week = st.lists(
    st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(week, week, st.lists(st.tuples(week, st.integers(0, 6_000)), max_size=3))
def test_nights_are_those_counted_person_by_person(
    left: list[str], right: list[str], others: list[tuple[list[str], int]]
) -> None:
    def times(days: list[str]) -> str:
        return "; ".join(f"{day} 18:00-20:00" for day in days)

    areas = {0: 100.0, 1_900: 30.0, 4_000: 7.0}
    sites = {"left": 0, "right": 1_500, **{f"other-{n}": at for n, (_, at) in enumerate(others)}}
    activities: list[Activity] = [
        an_activity("left", by="left", at="left", when=times(left)),
        an_activity("right", by="right", at="right", when=times(right), places=5),
        *(
            an_activity(f"other-{n}", by=f"other-{n}", at=f"other-{n}", when=times(days))
            for n, (days, _) in enumerate(others)
        ),
    ]
    records = [
        *(an_area(f"area-{east}", east, people=count) for east, count in areas.items()),
        *(a_site(id, east) for id, east in sites.items()),
        *(an_organisation(id) for id in sites),
        *activities,
    ]
    rows = asked(*records, standard_hours_per_week=0.001, least_score=0.01).rows
    found = next((row.outcome for row in rows if row.id == "left~right"), None)
    if found is None or found.nights is None:
        return
    nights, more, fewer = found.nights, 0.0, 0.0
    before, after = [0.0] * 8, [0.0] * 8
    moved = dict(zip(nights.moved_from, nights.moved_to, strict=True))
    for east, people in areas.items():
        if abs(east - sites["right"]) > 3_000:
            continue
        was, now = set(), set()
        for one in activities:
            if abs(sites[one.id] - east) <= 3_000:
                days = {time.day for time in one.sessions}
                was |= days
                now |= {moved.get(day, day) for day in days} if one.id == "right" else days
        before[len(was)] += people
        after[len(now)] += people
        more += people * (len(now) > len(was))
        fewer += people * (len(now) < len(was))
    assert list(nights.before) == pytest.approx(before)
    assert list(nights.after) == pytest.approx(after)
    assert (nights.more, nights.fewer) == pytest.approx((more, fewer))
    assert not set(nights.moved_to) & {time.day for one in activities[:2] for time in one.sessions}


def test_few_ages_shared_means_that_one_leaves_them_to_the_other() -> None:
    # 11 to 19 and 17 to 24: three of fourteen years. The left one has six ages of its own.
    turn = outcome(*clubs(aged="17-24", when="Fri 18:00-20:00"), least_score=0.01).turn
    assert turn is not None
    assert (turn.activity, turn.ages_from, turn.ages_to) == ("Left", "17 to 19", "11 to 16")
    # 50 place-hours over nine ages: 3/9 of them leave 33 aged 17 to 19, and 67 younger gain it.
    assert turn.losing == pytest.approx(100 / 3)
    assert turn.hours_lost == pytest.approx(0.5)
    assert turn.gaining == pytest.approx(200 / 3)
    assert turn.hours_gained == pytest.approx(0.25)
    assert turn.losing * turn.hours_lost == pytest.approx(turn.gaining * turn.hours_gained)


def test_released_hours_turn_to_the_theme_of_the_group_that_is_wanting_most() -> None:
    # Music and drama are alike; arts has 1 hour each, digital none: digital it is.
    arts = an_activity(
        "arts", by="third-org", at="hall", theme=Theme.ARTS, when="Sat 9:00-11:00", places=50
    )
    records = [
        *clubs(arts, theme=Theme.DRAMA, when="Fri 18:00-20:00")[:6],
        an_activity("left", by="left-org", at="hall", theme=Theme.MUSIC),
        an_activity(
            "right", by="right-org", at="barn", theme=Theme.DRAMA, places=20, when="Fri 18:00-20:00"
        ),
        arts,
    ]
    row = next(row for row in asked(*records).rows if row.id == "left~right")
    assert row.suggestion is Suggestion.DIFFERENTIATE
    turn = row.outcome.turn
    assert turn is not None
    assert (turn.theme_from, turn.theme_to) == (Theme.DRAMA, Theme.DIGITAL)
    assert (turn.hours_before, turn.gaining) == (0, 100)
    # All 40 are above a standard of 0.1: 0.4 hours each.
    assert turn.hours_gained == pytest.approx(0.4)


def test_referring_closes_nothing_and_says_who_can_reach_both() -> None:
    found = outcome(*clubs(audience=Audience.GIRLS))
    assert found.suggestion is Suggestion.REFER
    assert (found.told, found.told_hours) == pytest.approx((100, 0.4))
    assert found.closing is None
    assert found.use is None


def test_a_group_is_named_by_what_it_offers_and_where_and_says_who_is_in_it() -> None:
    third = an_activity("third", by="third-org", at="hall", when="Wed 18:00-20:00", places=5)
    found = asked(*clubs(third))
    (group,) = found.groups
    assert group.name == "Open-access youth club around Hall"
    assert group.activities == ("Left", "Right", "Third")
    assert group.organisations == ("Left org", "Right org", "Third org")
    assert (group.overlaps, group.above, group.needed) == (3, 3, 0)
    assert group.young_people == 100
    assert group.releasable_place_hours == pytest.approx(found.releasable_place_hours)
    assert found.group("left~right") == group
    assert list(found.groups_of(at_least=4)) == []
    assert [row.cluster for row in found.cluster_rows(1)] == [1, 1, 1]
    assert list(found.cluster_rows(0)) == []


def test_a_chain_of_overlaps_is_not_one_cluster() -> None:
    # Clubs 2.4 km apart in a row: each overlaps with the next, none with the one after it.
    count = 6
    records = [
        *(an_area(f"area-{n}", 2_400 * n, people=100) for n in range(count)),
        *(a_site(f"site-{n}", 2_400 * n) for n in range(count)),
        *(an_organisation(f"org-{n}") for n in range(count)),
        *(an_activity(f"club-{n}", by=f"org-{n}", at=f"site-{n}") for n in range(count)),
    ]
    found = asked(*records)
    assert len(found.rows) == count - 1
    # Half of the pairs between two and the next overlap; of three and three, one in nine.
    assert [len(group.activities) for group in found.groups] == [3, 3]


def test_seasons_that_do_not_meet_do_not_clash_on_a_day() -> None:
    found = outcome(
        *clubs(left="Tue 18:00-20:00 (term); Fri 18:00-20:00", when="Tue 18:00-20:00 (holidays)")
    )
    assert found.nights is None
    assert found.suggestion is not Suggestion.ALTERNATE
    asked_term = Slice(season=Season.HOLIDAYS)
    assert asked(*clubs(), slice=asked_term).rows[0].outcome.nights is not None
