"""Who is tied to whom, and what it takes for two organisations to work together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.opportunities.acquaintance import (
    COLD_COST,
    DISCOVERABLE_COST,
    PARTNER_COST,
    TIE_COST,
    acquaintance_in,
    placed_organisations,
)
from graph.model import TieKind
from tests.builders import a_network, a_site, a_tie, an_activity, an_asset, an_organisation


def cost(*records: object) -> float:
    """Of the first two organisations working together."""
    return acquaintance_in(a_network(*records)).working_cost(0, 1)


def test_every_kind_of_tie_has_a_cost_and_closer_is_cheaper() -> None:
    assert set(TIE_COST) == set(TieKind)
    assert TIE_COST[TieKind.INTEGRATION] == min(TIE_COST.values())
    assert TIE_COST[TieKind.AWARENESS] == max(TIE_COST.values())
    assert max(TIE_COST.values()) + DISCOVERABLE_COST < COLD_COST


def test_costs_are_whole_hundredths_by_which_they_are_sorted() -> None:
    for cost in (*TIE_COST.values(), DISCOVERABLE_COST):
        assert cost * 100 == pytest.approx(round(cost * 100))
        assert cost < 5


def test_the_cheapest_tie_counts_and_one_only_discovered_is_dearer() -> None:
    left, right = an_organisation("left"), an_organisation("right")
    stated = a_tie("left", "right", TieKind.AWARENESS)
    found = a_tie("right", "left", TieKind.COOPERATION, validated=False)
    assert cost(left, right, stated) == pytest.approx(0.8 + 2 * PARTNER_COST)
    assert cost(left, right, stated, found) == pytest.approx(0.4 + 0.3 + 2 * PARTNER_COST)


def test_who_introduces_two_sits_at_the_table_and_a_cold_introduction_is_dearest() -> None:
    people = (an_organisation("a"), an_organisation("b"), an_organisation("c"))
    ties = (a_tie("a", "c", TieKind.COORDINATION), a_tie("c", "b", TieKind.COOPERATION))
    assert cost(*people, *ties) == pytest.approx(0.3 + 0.4 + 3 * PARTNER_COST)
    assert cost(*people, ties[0]) == pytest.approx(COLD_COST + 2 * PARTNER_COST)


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
    assert acquaintance.known(0)[0].tolist() == [2, 3, 4]


def test_an_empty_network_has_no_tie() -> None:
    acquaintance = acquaintance_in(a_network())
    assert acquaintance.offset.tolist() == [0]
    assert len(acquaintance.other) == 0


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
@given(ties)
def test_each_pair_has_its_cheapest_tie_from_both_sides_and_no_other(
    ties: list[tuple[tuple[int, int], TieKind, bool]],
) -> None:
    network = a_network(
        *(an_organisation(f"o{i}") for i in range(6)),
        *(
            a_tie(f"o{left}", f"o{right}", kind, validated=validated, id=f"t{number:02}")
            for number, ((left, right), kind, validated) in enumerate(ties)
        ),
    )
    acquaintance = acquaintance_in(network)
    for one, other in combinations(range(6), 2):
        costs = [
            (round(TIE_COST[kind] + (0 if validated else DISCOVERABLE_COST), 9), number)
            for number, (pair, kind, validated) in enumerate(ties)
            if pair == (one, other)
        ]
        for left, right in ((one, other), (other, one)):
            assert acquaintance.tied(left, right) == bool(costs)
            if costs:
                assert acquaintance.cost_between(left, right) == pytest.approx(min(costs)[0])
                assert acquaintance.tie_between(left, right) == min(costs)[1]
