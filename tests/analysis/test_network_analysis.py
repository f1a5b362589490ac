"""Keystones, islands and brokers."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.network import find_brokers, find_islands, find_keystones
from graph.network import Network
from tests.builders import a_network, a_tie, an_organisation


def network(names: str, *ties: str, found: tuple[str, ...] = ()) -> Network:
    """Organisations of one letter, stated ties "ab", and ties that were only found."""
    return a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in names),
        *(a_tie(f"o-{tie[0]}", f"o-{tie[1]}") for tie in ties),
        *(a_tie(f"o-{tie[0]}", f"o-{tie[1]}", validated=False) for tie in found),
    )


def test_a_keystone_names_whom_its_loss_would_cut_off() -> None:
    # A, B and C know each other; D and E hang on C alone.
    found = find_keystones(network("abcde", "ab", "bc", "ac", "cd", "ce"))
    assert [(one.organisation, one.cut_off) for one in found] == [("C", ("D", "E"))]
    assert "2 organisations would be cut off" in found[0].explanation
    assert found[0].cut_off_ids == ("o-d", "o-e")
    assert "second tie" in found[0].counter_reading


def test_a_tie_that_nobody_stated_holds_nothing_together() -> None:
    assert find_keystones(network("abc", "ab", "bc", "ac")) == ()
    only_found = find_keystones(network("abc", "ab", "bc", found=("ac",)))
    assert [one.organisation for one in only_found] == ["B"]


def test_the_keystone_that_would_cut_off_most_comes_first() -> None:
    # A chain A-B-C-D-E: C leaves two on each side, B and D cut off one.
    found = find_keystones(network("abcde", "ab", "bc", "cd", "de"))
    assert [(one.organisation, len(one.cut_off)) for one in found] == [("C", 2), ("B", 1), ("D", 1)]
    assert found[0].cut_off == ("D", "E")


def test_islands_are_those_without_a_tie_to_the_rest() -> None:
    found = find_islands(network("abcdefg", "ab", "bc", "de", found=("fc",)))
    assert [one.organisations for one in found] == [("D", "E"), ("G",)]
    assert found[1].explanation == "No tie of G with anybody is recorded."
    assert [one.organisations for one in find_islands(network("ab"))] == [("A",), ("B",)]


def test_the_broker_is_who_stands_between_the_others() -> None:
    # A star: every shortest way between the three others leads through A.
    (broker,) = find_brokers(network("abcd", "ab", "ac", "ad"))
    assert (broker.organisation, broker.betweenness, broker.ties, broker.rank) == ("A", 1.0, 3, 1)
    assert "100.0% of the shortest ways" in broker.explanation
    assert find_brokers(network("abc", "ab", "bc", "ac")) == ()


def test_an_empty_network_has_none_of_them() -> None:
    empty = a_network()
    assert find_keystones(empty) == find_islands(empty) == find_brokers(empty) == ()


pairs = st.lists(st.sampled_from([f"{a}{b}" for a, b in combinations("abcdefg", 2)]), unique=True)


@settings(max_examples=60, deadline=None)
@given(pairs)
def test_whoever_is_cut_off_is_so_when_the_keystone_is_taken_out(ties: list[str]) -> None:
    found = {one.organisation: one for one in find_keystones(network("abcdefg", *ties))}
    graph: nx.Graph[str] = nx.Graph(tuple(tie.upper()) for tie in ties)
    for name in graph:
        part = nx.node_connected_component(graph, name) - {name}
        pieces = sorted(map(len, nx.connected_components(graph.subgraph(part))), reverse=True)
        lost = len(found[name].cut_off) if name in found else 0
        assert lost == sum(pieces[1:])
