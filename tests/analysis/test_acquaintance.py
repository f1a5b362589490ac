"""What it takes for two organisations to work together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.acquaintance import (
    COLD_COST,
    DISCOVERABLE_COST,
    DISTANCE_COST_PER_KM,
    INTRODUCTION_COST,
    PARTNER_COST,
    TIE_COST,
    Working,
    acquaintance_in,
    placed_organisations,
    tied,
    working_costs,
)
from graph.model import TieKind
from graph.network import Floats
from tests.builders import a_network, a_site, a_tie, an_activity, an_asset, an_organisation


def costs(*records: object) -> Floats:
    network = a_network(*records)
    points, _ = placed_organisations(network)
    rows = np.arange(len(points), dtype=np.int32)
    return working_costs(acquaintance_in(network), rows, points)


def test_every_kind_of_tie_has_a_cost_and_closer_is_cheaper() -> None:
    assert set(TIE_COST) == set(TieKind)
    assert TIE_COST[TieKind.INTEGRATION] == min(TIE_COST.values())
    assert TIE_COST[TieKind.AWARENESS] == max(TIE_COST.values())
    assert max(TIE_COST.values()) + DISCOVERABLE_COST < COLD_COST


def test_the_cheapest_tie_counts_and_one_only_discovered_is_dearer() -> None:
    left, right = an_organisation("left"), an_organisation("right")
    stated = a_tie("left", "right", TieKind.AWARENESS)
    found = a_tie("right", "left", TieKind.COOPERATION, validated=False)
    assert costs(left, right, stated)[0, 1] == pytest.approx(0.8 + PARTNER_COST)
    assert costs(left, right, stated, found)[0, 1] == pytest.approx(0.4 + 0.3 + PARTNER_COST)


def test_an_introduction_costs_half_the_ties_of_who_knows_both_and_a_cold_one_is_dearest() -> None:
    people = (an_organisation("a"), an_organisation("b"), an_organisation("c"))
    ties = (a_tie("a", "c", TieKind.COORDINATION), a_tie("c", "b", TieKind.COOPERATION))
    introduced = INTRODUCTION_COST + (0.3 + 0.4) / 2 + PARTNER_COST
    assert costs(*people, *ties)[0, 1] == pytest.approx(introduced)
    assert costs(*people, ties[0])[0, 1] == pytest.approx(COLD_COST + PARTNER_COST)


def test_distance_makes_an_introduction_dearer_and_a_tie_not() -> None:
    records = (
        a_site("here", 0),
        a_site("there", 10_000),
        an_organisation("a", site="here"),
        an_organisation("b", site="there"),
    )
    away = 10 * DISTANCE_COST_PER_KM
    assert costs(*records)[0, 1] == pytest.approx(COLD_COST + away + PARTNER_COST, rel=1e-3)
    tie = a_tie("a", "b", TieKind.INTEGRATION)
    assert costs(*records, tie)[0, 1] == pytest.approx(0.1 + PARTNER_COST)


def test_the_introducer_is_who_knows_both_best_and_the_smaller_id_of_equals() -> None:
    names = ("a", "b", "far", "near", "near-too")
    network = a_network(
        *(an_organisation(name) for name in names),
        *(a_tie(name, "far", TieKind.AWARENESS) for name in ("a", "b")),
        *(a_tie(name, "near", TieKind.COOPERATION) for name in ("a", "b")),
        *(a_tie(name, "near-too", TieKind.COOPERATION) for name in ("a", "b")),
    )
    acquaintance = acquaintance_in(network)
    assert names[acquaintance.introducer(0, 1)] == "near"
    assert acquaintance.introducer(0, 2) == -1
    assert tied(acquaintance, {0}) == {2, 3, 4}


def test_an_organisation_without_a_site_is_where_it_works() -> None:
    network = a_network(
        a_site("hall", 5_000),
        an_organisation("keeper"),
        an_organisation("runner"),
        an_organisation("nowhere"),
        an_asset(of="keeper", at="hall"),
        an_activity(by="runner", at="hall"),
    )
    points, placed = placed_organisations(network)
    rows = network.organisations
    assert placed[[rows.row("keeper"), rows.row("runner")]].all()
    assert not placed[rows.row("nowhere")]
    assert np.isnan(points[rows.row("nowhere")]).all()


pairs = st.sampled_from(list(combinations(range(6), 2)))
ties = st.lists(st.tuples(pairs, st.sampled_from(list(TieKind)), st.booleans()), max_size=12)


@settings(max_examples=60, deadline=None)
@given(ties, st.sets(st.integers(0, 5), min_size=1))
def test_costs_are_even_and_the_same_for_some_as_for_all(
    ties: list[tuple[tuple[int, int], TieKind, bool]], some: set[int]
) -> None:
    network = a_network(
        *(an_organisation(f"o{i}") for i in range(6)),
        *(
            a_tie(f"o{left}", f"o{right}", kind, validated=validated, id=f"t{number}")
            for number, ((left, right), kind, validated) in enumerate(ties)
        ),
    )
    points, _ = placed_organisations(network)
    acquaintance = acquaintance_in(network)
    rows = np.array(sorted(some), dtype=np.int32)
    whole = Working(acquaintance=acquaintance, points=points).among(rows)
    part = working_costs(acquaintance, rows, points[rows])
    assert np.array_equal(whole, whole.T)
    assert np.allclose(whole[np.isfinite(whole)], part[np.isfinite(part)])
    for one, other in combinations(range(6), 2):
        known = acquaintance.known.get(one, {})
        if other in known:
            assert known[other] == min(
                TIE_COST[kind] + (0 if validated else DISCOVERABLE_COST)
                for pair, kind, validated in ties
                if pair == (one, other)
            )
