"""Duplication against every pair there is, on small networks."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.duplication import candidates, find_duplication
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.kernels.clusters import linked_clusters
from graph.kernels.overlaps import MEMORY
from graph.model import Activity, AgeRange, Audience, Theme, TravelTime
from graph.network import Network
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_organisation,
)

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)


# -- every pair there is -----------------------------------------------------------------


def every_pair(network: Network, activities: list[Activity], least: float) -> dict[str, float]:
    """Scores of all pairs, part by part, as the methods page words them."""
    sites, areas = network.sites, network.areas
    people = network.young_people(Slice().ages)

    def away(one: int, other: int) -> float:
        return math.hypot(
            sites.easting[one] - areas.easting[other], sites.northing[one] - areas.northing[other]
        )

    def pull(site: int, area: int) -> float:
        part = away(site, area) / STEP.straight_m
        return 1.0 if part <= 1 / 3 else 0.68 if part <= 2 / 3 else 0.22 if part <= 1 else 0.0

    found = {}
    for one, other in combinations(sorted(activities, key=lambda a: a.id), 2):
        if one.organisation_id == other.organisation_id:
            continue
        theme = 1.0 if one.theme is other.theme else 0.5 * (one.theme.group is other.theme.group)
        everyone = Audience.EVERYONE in (one.audience, other.audience)
        audience = 1.0 if one.audience is other.audience else 0.25 * everyone
        time = 0.0
        for mine in one.sessions:
            for theirs in other.sessions:
                if not mine.season.meets(theirs.season):
                    continue
                weekend = mine.day.value == "sat", theirs.day.value == "sat"
                late = mine.start.hour >= 15, theirs.start.hour >= 15
                same_part = weekend[0] == weekend[1] and (weekend[0] or late[0] == late[1])
                like = 0.5 * same_part
                if mine.day is theirs.day:
                    like = 1.0 if mine.shared_hours(theirs) else 0.8 * same_part
                time = max(time, like)
        left, right = (sites.row(str(a.site_id)) for a in (one, other))
        weaker = sum(
            people[area] * min(pull(left, area), pull(right, area)) for area in range(len(areas))
        )
        stronger = sum(
            people[area] * max(pull(left, area), pull(right, area)) for area in range(len(areas))
        )
        if stronger == 0:
            continue
        score = theme * one.ages.jaccard(other.ages) * audience * time * weaker / stronger
        if score >= least:
            found[f"{one.id}~{other.id}"] = score
    return found


sessions = st.lists(
    st.sampled_from(
        [
            "Mon 18:00-20:00",
            "Mon 10:00-12:00 (term)",
            "Mon 19:00-20:00 (holidays)",
            "Tue 19:00-21:00 (term)",
            "Tue 18:00-19:30 (holidays)",
            "Sat 10:00-13:00",
        ]
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
offers = st.tuples(
    st.integers(0, 2),
    st.integers(0, 3),
    st.sampled_from([Theme.MUSIC, Theme.DRAMA, Theme.SPORT]),
    st.sampled_from(["11-19", "13-16", "16-25"]),
    st.sampled_from([Audience.EVERYONE, Audience.EVERYONE, Audience.GIRLS, Audience.SEND]),
    sessions,
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(offers, max_size=7),
    st.lists(st.tuples(st.integers(0, 6_000), st.integers(1, 400)), min_size=1, max_size=5),
    st.tuples(*[st.integers(0, 7_000)] * 4),
)
def test_the_overlaps_are_those_found_by_looking_at_every_pair(
    offered: list[tuple[int, int, Theme, str, Audience, list[str]]],
    people: list[tuple[int, int]],
    halls: tuple[int, int, int, int],
) -> None:
    activities = [
        an_activity(
            f"a{number}",
            by=f"o{by}",
            at=f"s{at}",
            theme=theme,
            aged=aged,
            audience=audience,
            when="; ".join(when),
        )
        for number, (by, at, theme, aged, audience, when) in enumerate(offered)
    ]
    # Everybody is 16, an age that every activity takes, so shared ages change nobody's count.
    records = [
        *(an_area(f"v{i}", east, bands={"16-16": n}) for i, (east, n) in enumerate(people)),
        *(a_site(f"s{i}", east) for i, east in enumerate(halls)),
        *(an_organisation(f"o{i}") for i in range(3)),
        *activities,
    ]
    network = a_network(*records)
    found = find_duplication(network, reach=STEP, least_score=0.05, today=TODAY)
    ours = {row.id: row.score for row in found.rows if row.shared_young_people > 0}
    theirs = every_pair(network, activities, 0.05)
    clear = {id: score for id, score in theirs.items() if score > 0.0501}
    assert {id: score for id, score in ours.items() if score > 0.0501} == pytest.approx(clear)
    assert [row.rank for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert (
        find_duplication(a_network(*reversed(records)), reach=STEP, least_score=0.05, today=TODAY)
        == found
    )


# -- pieces, tables and the plain form of clusters -------------------------------------------


def a_town(sites: int) -> list[object]:
    """Clubs of some organisations in halls on a spiral, every one among 50 young people."""
    records: list[object] = [an_organisation(f"o{number}") for number in range(4)]
    for number in range(sites):
        east = 400 * math.sqrt(number) * math.cos(2.4 * number)
        north = 400 * math.sqrt(number) * math.sin(2.4 * number)
        records += [
            an_area(f"v{number}", east, north, people=50),
            a_site(f"s{number}", east, north),
            an_activity(
                f"a{number}",
                by=f"o{number % 4}",
                at=f"s{number}",
                theme=[Theme.MUSIC, Theme.DRAMA, Theme.SPORT][number % 3],
                aged=["11-19", "13-16", "10-14"][number % 5 % 3],
            ),
        ]
    return records


@pytest.mark.parametrize(("piece", "room"), [(1, 1), (3, 2), (7, 1_000)])
def test_the_answer_is_the_same_in_pieces_of_any_size_and_on_two_threads(
    monkeypatch: pytest.MonkeyPatch, piece: int, room: int
) -> None:
    network = a_network(*a_town(60))
    whole = find_duplication(network, reach=STEP, today=TODAY)
    assert len(whole.rows) > 50
    monkeypatch.setattr(candidates, "_PIECE", piece)
    monkeypatch.setattr(candidates, "_ROOM", room)
    assert find_duplication(network, reach=STEP, today=TODAY) == whole


def test_more_ranges_of_ages_than_are_remembered_change_nothing() -> None:
    # Two halls with 14 activities each: 14 times 14 ranges of shared ages.
    people = {f"{age}-{age}": 10.0 + age for age in range(8, 25)}
    network = a_network(
        an_area(bands=people),
        an_area("beyond", 1_500, bands=people),
        a_site("s0"),
        a_site("s1", 1_500),
        an_organisation("o0"),
        an_organisation("o1"),
        *(
            an_activity(f"a{hall}-{low:02}", by=f"o{hall}", at=f"s{hall}", aged=f"{low}-{low + 9}")
            for hall in (0, 1)
            for low in range(2, 16)
        ),
    )
    ages = AgeRange(age_from=5, age_to=25)
    found = find_duplication(
        network, slice=Slice(ages=ages), reach=STEP, least_score=0.01, today=TODAY
    )
    assert len({(row.left.ages, row.right.ages) for row in found.rows}) > MEMORY
    for row in found.rows:
        low, high = (
            f([int(side.ages.split(" to ")[end]) for side in (row.left, row.right)])
            for f, end in ((max, 0), (min, 1))
        )
        both = sum(10.0 + age for age in range(max(low, 8), min(high, 24) + 1))
        assert row.shared_young_people == pytest.approx(2 * both)


def test_with_a_table_of_travel_times_two_overlap_where_it_says_that_somebody_reaches_both() -> (
    None
):
    # 20 km apart, and by the bus both ten minutes from the village; the near one has no bus.
    records = [
        an_area("village", people=100),
        *(a_site(id, east) for id, east in (("near", 100), ("north", 20_000), ("south", -20_000))),
        *(an_organisation(f"o{number}") for number in range(3)),
        an_activity("a", by="o0", at="north"),
        an_activity("b", by="o1", at="south"),
        an_activity("c", by="o2", at="near"),
        *(
            TravelTime(area_id="village", site_id=site, mode=Mode.BUS, minutes=minutes)
            for site, minutes in (("north", 10), ("south", 10), ("near", 300))
        ),
    ]
    reach = Reach(mode=Mode.BUS, by_table=True, decay=Decay.UNIFORM)
    found = find_duplication(a_network(*records), reach=reach, today=TODAY)
    assert [(row.id, row.shared_young_people) for row in found.rows] == [("a~b", 100)]
    assert find_duplication(a_network(*records), today=TODAY).rows == ()


edges = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    unique=True,
    max_size=20,
)


@given(edges, st.sampled_from([0.01, 0.5, 1.0]))
def test_clusters_are_those_of_joining_sets_one_edge_after_the_other(
    pairs: list[tuple[int, int]], least: float
) -> None:
    cluster = {node: {node} for node in range(9)}
    both = set(pairs) | {(other, one) for one, other in pairs}
    for one, other in pairs:
        mine, theirs = cluster[one], cluster[other]
        met = sum((a, b) in both for a in mine for b in theirs)
        if mine is not theirs and met >= least * len(mine) * len(theirs):
            for node in theirs:
                cluster[node] = mine
            mine |= theirs
    ordered = np.array(sorted(both), dtype=np.int32).reshape(-1, 2)
    first = np.searchsorted(ordered[:, 0], np.arange(10)).astype(np.int32)
    left, right = np.array(pairs, dtype=np.int32).reshape(-1, 2).T.copy()
    found = linked_clusters(left, right, first, ordered[:, 1].copy(), least)
    assert found.tolist() == [min(cluster[node]) for node in range(9)]
