"""Duplication against every pair there is, on small networks."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.duplication import (
    Duplication,
    find_duplication,
)
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.model import Activity, Audience, Theme
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


def asked(*records: object, **options: object) -> Duplication:
    return find_duplication(a_network(*records), **{"reach": STEP, "today": TODAY, **options})  # type: ignore[arg-type]


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
