"""Where next: sessions in real halls, by hand and against every choice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.slices import Mode, Reach, Slice
from graph.analysis.where_next import (
    Room,
    Weighing,
    WhereNext,
    Wish,
    find_where_next,
    proven_where_next,
)
from graph.analysis.where_next.new_session import NewSession, new_sessions, session_ids
from graph.analysis.where_next.session_team import with_teams
from graph.errors import NotFound, OptionOutOfRange
from graph.model import AreaKind, Theme
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import village

NEAR = Reach(mode=Mode.WALK, reach_m=2_000, detour=1.0)


def asked(*records: object, **options: object) -> WhereNext:
    given = {"reach": NEAR, "today": TODAY, "standard_hours_per_week": 0.5, **options}
    return find_where_next(a_network(*records), **given)  # type: ignore[arg-type]


def hall(
    id: str, east: float, *, when: str = "Tue 18:00-20:00", capacity: int = 30
) -> list[object]:
    return [
        an_organisation(f"keeper-{id}"),
        a_site(f"at-{id}", east),
        an_asset(id, of=f"keeper-{id}", at=f"at-{id}", when=when, capacity=capacity),
    ]


def rows(found: WhereNext) -> list[NewSession]:
    return list(new_sessions(found))


def two_villages(**options: object) -> WhereNext:
    """West: 200 short and deprived. East: 100 at 8 km, better off. A hall in each."""
    return asked(
        an_area("west", 0, people=200, decile=1),
        an_area("east", 8_000, people=100, decile=10),
        *hall("west-hall", 500),
        *hall("east-hall", 8_500),
        **options,
    )


def test_a_session_names_its_hall_its_keeper_when_and_whom_it_lifts() -> None:
    (row,) = rows(two_villages(wish=Wish(sessions=1)))
    assert (row.id, row.hall, row.keeper) == ("west-hall~tue1800", "West hall", "Keeper west hall")
    assert (row.free, row.places, row.hours_per_week) == ("Tue 18:00-20:00", 30, 2)
    # 30 places for 2 hours are 60 place-hours: at half an hour each, 120 of the 200.
    assert (row.room, row.lifted) == (120, pytest.approx(120))
    assert [(one.area, one.young_people) for one in row.areas] == [("West", pytest.approx(120))]
    assert row.explanation == (
        "West hall is kept by Keeper west hall and free on Tuesdays 18:00 to 20:00. Within 2 km "
        "along the way of it live 200 young people with less than 30 minutes a week (set for this "
        "question) within reach. A session of 2 hours a week with 30 places has room to lift 120 "
        "young people to the standard; it would lift 120 young people, of West."
    )
    assert "Nobody has confirmed when the hall is free." in row.counter_reading
    assert "not mapped yet is not the same as unserved" in row.counter_reading


def test_need_decides_where_both_would_lift_as_many() -> None:
    # Need: west 75 and east 25 of 100, so a person counts 1.25 there and 0.75 here.
    both = two_villages(wish=Wish(sessions=2))
    assert both.need.tolist() == [25, 75]
    assert [row.id for row in rows(both)] == ["west-hall~tue1800", "east-hall~tue1800"]
    assert both.cover.worth == pytest.approx(120 * 1.25 + 100 * 0.75)
    assert both.lifted.tolist() == [pytest.approx(100), pytest.approx(120)]
    alike = two_villages(wish=Wish(sessions=2, weighing=Weighing.ALIKE))
    assert alike.cover.worth == pytest.approx(220)


def test_with_places_set_aside_a_session_lifts_everybody_within_reach() -> None:
    (row,) = rows(two_villages(wish=Wish(sessions=1, room=Room.SET_ASIDE)))
    assert (row.room, row.lifted) == (None, pytest.approx(200))
    assert "Places set aside, it would lift 200 young people" in row.explanation


def test_whom_provision_serves_today_is_not_counted() -> None:
    found = two_villages(wish=Wish(sessions=1))
    served = asked(
        an_area("west", 0, people=200, decile=1),
        an_area("east", 8_000, people=100, decile=10),
        *hall("west-hall", 500),
        *hall("east-hall", 8_500),
        an_activity(by="keeper-west-hall", at="at-west-hall", when="Wed 18:00-20:00", places=50),
        wish=Wish(sessions=1),
    )
    assert found.short.sum() == 300
    assert served.short.sum() == 100
    assert [row.hall for row in rows(served)] == ["East hall"]


def test_only_young_people_of_the_area_asked_about_count() -> None:
    found = asked(
        an_area("town", None, people=None, kind=AreaKind.PARISH),
        an_area("in", 0, people=50, within={"town": 1}),
        an_area("out", 100, people=500),
        *hall("hall", 0),
        within="town",
    )
    assert (found.short.sum(), found.lifted.sum()) == (50, pytest.approx(50))
    with pytest.raises(NotFound):
        asked(an_area(), within="atlantis")


def test_two_sessions_of_one_hall_share_whom_they_lift_by_their_room() -> None:
    found = asked(
        an_area(people=500),
        *hall("hall", 0, when="Tue 18:00-20:00; Wed 19:00-20:30"),
        wish=Wish(sessions=2),
    )
    assert [row.id for row in rows(found)] == ["hall~tue1800", "hall~wed1900"]
    assert [row.lifted for row in rows(found)] == [pytest.approx(120), pytest.approx(90)]
    assert found.lifted.sum() == pytest.approx(210)


def test_of_halls_that_lift_as_many_the_nearest_is_taken() -> None:
    found = asked(an_area(people=100), *hall("a-far", 1_500), *hall("b-near", 100))
    assert [row.hall for row in rows(found)] == ["B near"]


def test_more_sessions_than_halls_open_them_all_and_that_is_proven() -> None:
    found = two_villages(wish=Wish(sessions=500))
    assert (len(found.chosen), found.proven) == (2, True)
    assert found.cover.below == 0


@pytest.mark.parametrize(
    "records",
    [
        [],
        [an_area()],
        [an_area(people=0), *hall("hall", 0)],
        [an_area(people=None), *hall("hall", 0)],
        [an_area(), *hall("hall", 50_000)],
        [an_area(), *hall("hall", 0, when="")],
        hall("hall", 0),
    ],
)
def test_without_anybody_short_or_any_hall_near_nothing_opens(records: list[object]) -> None:
    found = proven_where_next(asked(*records))
    assert (rows(found), found.lifted.sum(), found.proven) == ([], 0, True)
    assert np.isfinite([found.cover.worth, found.cover.bound, found.reachable]).all()


def test_a_standard_of_nothing_leaves_nobody_short() -> None:
    assert len(two_villages(standard_hours_per_week=0).chosen) == 0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"sessions": 0}, "0 sessions are outside 1 to 500."),
        ({"sessions": 501}, "501 sessions are outside 1 to 500."),
        ({"places": 0}, "0 places are outside 1 to 500."),
    ],
)
def test_numbers_out_of_range_are_refused_naming_the_range(wish: dict[str, int], said: str) -> None:
    with pytest.raises(OptionOutOfRange, match=said):
        Wish(**wish)  # type: ignore[arg-type]


def test_the_team_holds_the_session_in_the_hall_that_was_chosen() -> None:
    found = find_where_next(
        a_network(*village()),
        reach=Reach(mode=Mode.BUS, reach_m=8_000, detour=1.0),
        slice=Slice(theme=Theme.OPEN_ACCESS),
        today=TODAY,
    )
    (row,) = with_teams(found, rows(found))
    assert (row.hall, row.keeper) == ("Hall", "Council")
    assert row.team is not None
    filled = {part.role.value: part.organisation_id for part in row.team.parts}
    assert filled == {
        "venue": "council",
        "deliverer": "trust",
        "money": "council",
        "youth_lead": "group",
    }
    assert (row.team.missing, row.team.session) == ((), "Tue 18:00-21:00")


# Villages at odd metres and halls at even ones: none is at the very edge of reach.
spot = st.integers(0, 3_000).map(lambda half: 2 * half)
villages = st.lists(
    st.tuples(spot.map(lambda at: at + 1), st.integers(0, 300), st.integers(1, 10)), max_size=5
)
venues = st.lists(st.tuples(spot, st.integers(8, 60)), max_size=5)


@settings(max_examples=40, deadline=None)
@given(villages, venues, st.integers(1, 3), st.sampled_from(list(Weighing)))
def test_the_proof_is_the_best_of_all_choices_of_halls(
    places: list[tuple[int, int, int]],
    venues: list[tuple[int, int]],
    sessions: int,
    weighing: Weighing,
) -> None:
    records: list[object] = [
        an_area(f"v{number}", east, people=people, decile=decile)
        for number, (east, people, decile) in enumerate(places)
    ]
    for number, (east, capacity) in enumerate(venues):
        records += hall(f"h{number}", east, capacity=capacity)
    wish = Wish(sessions=sessions, weighing=weighing, room=Room.SET_ASIDE)
    first = asked(*records, wish=wish)
    found = proven_where_next(first)
    assert asked(*reversed(records), wish=wish).cover.worth == pytest.approx(first.cover.worth)
    weights = 0.5 + first.need / 100 if weighing is Weighing.NEED else np.ones(len(first.need))
    east = first.served.centres[:, 0]
    doors = [200_000 + at for at, _ in venues]
    best = max(
        float((first.short * weights)[_covered(east, chosen)].sum())
        for size in range(min(sessions, len(doors)) + 1)
        for chosen in combinations(doors, size)
    )
    assert found.proven
    assert found.cover.worth == pytest.approx(best)
    assert first.cover.bound >= best - 1e-6
    assert sum(row.lifted for row in rows(found)) == pytest.approx(found.lifted.sum())
    assert set(session_ids(found)) <= set(session_ids(found, all=True))
    for row in rows(found):
        assert "nan" not in f"{row.explanation} {row.counter_reading}".lower().split()


def _covered(east: np.ndarray, doors: tuple[float, ...]) -> np.ndarray:
    apart = np.abs(east[:, np.newaxis] - np.array(doors).reshape(1, -1))
    return (apart <= 2_000).any(axis=1) if len(doors) else np.zeros(len(east), dtype=bool)
