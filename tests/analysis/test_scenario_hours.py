"""Hours in an edited network: from today's, the same as worked out anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access.served import who_is_served
from graph.analysis.scenario.application import edited
from graph.analysis.scenario.edits import parse_edits
from graph.analysis.scenario.example import example_of, falling_by_site
from graph.analysis.scenario.hours import hours_in
from graph.analysis.slices import Decay, Method, Mode, Reach, Slice
from graph.network import Network
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

EDITS = st.lists(
    st.one_of(
        st.integers(0, 5).map(lambda n: f"close:activity:club-{n}"),
        st.integers(0, 5).map(lambda n: f"close:site:site-{n}"),
        st.integers(0, 5).map(lambda n: f"fold:organisation:org-{n}"),
        st.integers(0, 5).map(lambda n: f"resize:activity:club-{n}:33"),
        st.integers(0, 5).map(lambda n: f"cut:organisation:org-{n}:0.3"),
        st.integers(0, 5).map(lambda n: f"move:activity:club-{n}:to:site-{5 - n}"),
        st.integers(0, 5).map(lambda n: f"open:music:13-17:everyone:9:Tue 18.00-20.00:site-{n}"),
        st.just("open:music:13-17:everyone:9:Tue 18.00-20.00:50.41,-4.81"),
    ),
    max_size=5,
)


@st.composite
def _networks(draw: st.DrawFn) -> Network:
    """Areas, halls and clubs on a line, each club with a runner that keeps its hall."""
    metres = st.integers(0, 4_000)
    records: list[object] = [
        an_area(f"area-{n}", x, people=people)
        for n, (x, people) in enumerate(
            draw(st.lists(st.tuples(metres, st.integers(0, 300)), min_size=1, max_size=5))
        )
    ]
    clubs = draw(st.lists(st.tuples(metres, st.integers(1, 60)), min_size=1, max_size=6))
    for n, (x, places) in enumerate(clubs):
        records += [
            a_site(f"site-{n}", x),
            an_organisation(f"org-{n}"),
            an_asset(f"hall-{n}", of=f"org-{n}", at=f"site-{n}"),
            an_activity(f"club-{n}", by=f"org-{n}", at=f"site-{n}", places=places),
        ]
    return a_network(*records)


@given(_networks(), EDITS, st.sampled_from(Method), st.sampled_from(list(Decay)))
def test_hours_after_any_edits_are_those_worked_out_anew(
    network: Network, texts: list[str], method: Method, decay: Decay
) -> None:
    reach = Reach(mode=Mode.WALK, reach_m=1_500, detour=1.0, decay=decay)
    then = edited(network, parse_edits(texts), today=TODAY).network
    asked = {"slice": Slice(), "reach": reach, "method": method}
    anew = who_is_served(then, **asked).hours  # type: ignore[arg-type]
    assert hours_in(network, then, **asked) == pytest.approx(anew, abs=1e-9)  # type: ignore[arg-type]


@given(_networks())
def test_the_example_is_the_place_that_takes_most_below_when_it_closes(network: Network) -> None:
    found = example_of(network)
    served = who_is_served(network, slice=Slice(), reach=Reach())
    if found is None:
        assert not len(served.sites)
        return
    falling = falling_by_site(served, standard_hours_per_week=0.5)
    for place, site in enumerate(served.sites.tolist()):
        text = f"close:site:{network.sites.id[site]}"
        then = edited(network, parse_edits([text]), today=TODAY).network
        after = who_is_served(then, slice=Slice(), reach=Reach()).below(0.5)
        short = served.people[after & ~served.below(0.5)].sum()
        assert falling[place] == pytest.approx(short)
    assert found.falling == pytest.approx(falling.max())
    assert network.activities.site[found.activity] == found.site
    assert network.activities.organisation[found.activity] == found.organisation


def test_a_network_without_provision_has_no_example() -> None:
    assert example_of(a_network()) is None
    assert example_of(a_network(an_area(), a_site())) is None


def test_an_example_is_found_where_nobody_would_fall_below() -> None:
    big = an_activity("big", by="trust", at="site-1", places=1_000)
    small = an_activity("small", by="trust", at="site-2", places=1)
    halls = (a_site("site-1"), a_site("site-2", 10))
    network = a_network(an_area(people=1), *halls, an_organisation("trust"), big, small)
    found = example_of(network)
    assert found is not None
    assert np.array(network.activities.id)[found.activity] == "big"
