"""Who is served: many slices at once, every method, and slices with nothing in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access.served import Served, served_in_slices, who_is_served
from graph.analysis.slices import Decay, Method, Reach, Slice
from graph.model import Audience, Season, Theme
from graph.network import Network
from tests.builders import a_network, a_site, ages, an_activity, an_area, an_organisation

NEAR = Reach(reach_m=3_000, detour=1.0)
THEMES = (Theme.MUSIC, Theme.SPORT, Theme.ARTS)

metres = st.integers(0, 12).map(lambda step: step * 500.0)
areas = st.lists(st.tuples(metres, metres, st.integers(0, 300)), min_size=1, max_size=8)
runs = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(THEMES),
        st.sampled_from(["11-19", "8-12", "16-24"]),
        st.sampled_from(["Tue 18:00-20:00", "Sat 10:00-12:00 (holidays)", ""]),
        st.integers(0, 40),
    ),
    max_size=8,
)
questions = st.lists(
    st.builds(
        Slice,
        ages=st.sampled_from([ages("11-19"), ages("13-16")]),
        theme=st.sampled_from([None, *THEMES]),
        audience=st.sampled_from([None, Audience.GIRLS]),
        season=st.sampled_from(Season),
    ),
    min_size=1,
    max_size=6,
)
reaches = st.sampled_from([NEAR, Reach(reach_m=1_000, detour=1.3, decay=Decay.STEP)])


def made(
    where: list[tuple[float, float, int]], what: list[tuple[int, Theme, str, str, int]]
) -> Network:
    return a_network(
        an_organisation(),
        *(an_area(f"a{at}", e, n, people=p) for at, (e, n, p) in enumerate(where)),
        *(a_site(f"s{at}", 1_500.0 * at, 1_000) for at in range(5)),
        *(
            an_activity(f"r{at}", at=f"s{s}", theme=theme, aged=aged, when=when, places=places)
            for at, (s, theme, aged, when, places) in enumerate(what)
        ),
    )


def by_pairs(served: Served) -> list[float]:
    """Both steps over the pairs that are kept."""
    pairs = served.pairs
    each = list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.weight.tolist(), strict=True))
    drawn: list[float] = [0.0] * len(served.sites)
    hours: list[float] = [0.0] * len(served.areas)
    for area, site, weight in each:
        drawn[site] += float(served.people[area]) * weight
    for area, site, weight in each:
        if drawn[site] > 0:
            hours[area] += float(served.supply[site]) / drawn[site] * weight
    return hours


@given(areas, runs, questions, reaches, st.sampled_from(Method))
def test_slices_asked_together_are_answered_as_each_alone(
    where: list[tuple[float, float, int]],
    what: list[tuple[int, Theme, str, str, int]],
    asked: list[Slice],
    reach: Reach,
    method: Method,
) -> None:
    network = made(where, what)
    together = served_in_slices(network, slices=asked, reach=reach, method=method)
    assert [one.slice for one in together] == asked
    for slice, one in zip(asked, together, strict=True):
        alone = who_is_served(made(where, what), slice=slice, reach=reach, method=method)
        assert one.hours == pytest.approx(alone.hours, rel=1e-12, abs=1e-12)
        assert one.hours == pytest.approx(by_pairs(one), rel=1e-9, abs=1e-12)
        assert one.sites.tolist() == alone.sites.tolist()
        assert one.supply.tolist() == alone.supply.tolist()
        assert one.people.tolist() == alone.people.tolist()


@pytest.mark.parametrize("method", Method)
def test_nothing_to_reach_is_no_hours_and_never_an_error(method: Method) -> None:
    def hours(*records: object) -> list[float]:
        served = who_is_served(a_network(*records), slice=Slice(), reach=NEAR, method=method)
        assert served.pairs.shape == (len(served.areas), len(served.sites))
        return served.hours.tolist()

    club = (an_organisation(), a_site(), an_activity())
    assert hours() == []
    assert hours(an_area()) == [0.0]
    assert hours(an_area(people=0), *club) == [0.0]
    assert hours(an_area(), *club) == pytest.approx([0.5])
    island = an_area("island", 90_000)
    assert hours(an_area(), island, *club) == pytest.approx([0.5, 0.0])
    same_point = (a_site("site-2"), an_activity("activity-2", at="site-2"))
    assert hours(an_area(), *club, *same_point) == pytest.approx([1.0])
    assert served_in_slices(a_network(), slices=(), reach=NEAR, method=method) == ()
