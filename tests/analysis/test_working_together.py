"""Communities, boards that overlap, funders of each recipient, partners of each parish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.network.boards import find_shared_boards, find_sitters
from graph.analysis.network.communities import communities_in, find_communities
from graph.analysis.network.partners import find_parish_partners
from graph.analysis.network.recipients import find_recipients
from graph.analysis.network.ties import tie_graph
from graph.model import OrganisationKind, SeatHolder, TieKind
from graph.network import Network
from tests.builders import (
    TODAY,
    a_grant,
    a_network,
    a_partnership,
    a_seat,
    a_tie,
    an_area,
    an_organisation,
)


def a_triangle(names: str, kind: TieKind = TieKind.COOPERATION) -> list[object]:
    one, two, three = names
    return [a_tie(f"o-{a}", f"o-{b}", kind) for a, b in ((one, two), (two, three), (one, three))]


def two_villages(*more: object) -> Network:
    return a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abcdefg"),
        *a_triangle("abc"),
        *a_triangle("def"),
        a_tie("o-c", "o-d", TieKind.AWARENESS),
        *more,
    )


# -- communities -------------------------------------------------------------------


def test_two_villages_with_one_tie_between_them_are_two_communities() -> None:
    one, other = find_communities(two_villages())
    assert sorted(one.organisations) == ["A", "B", "C"]
    assert sorted(other.organisations) == ["D", "E", "F"]
    assert (one.ties_within, one.ties_outward) == (3, 1)
    assert one.name == f"Around {one.organisations[0]}"
    assert [count for _, count in one.kinds] == [3]
    assert "3 ties among each other, 1 tie with others" in one.explanation


def test_modularity_is_that_of_networkx() -> None:
    network = two_villages()
    divided = communities_in(network, discoverable=False)
    graph = tie_graph(network)
    for left, right in graph.edges:
        graph.edges[left, right]["weight"] = 2.0
    graph.edges[2, 3]["weight"] = 1.0
    parts = [{0, 1, 2}, {3, 4, 5}, {6}]
    assert divided.modularity == pytest.approx(nx.community.modularity(graph, parts))
    assert divided.community.tolist() == [0, 0, 0, 1, 1, 1, -1]


def test_discovered_ties_join_nobody_unless_asked_for() -> None:
    found = [a_tie(f"o-{a}", f"o-{b}", validated=False) for a in "abc" for b in "def" if a != b]
    assert len(find_communities(two_villages(*found))) == 2
    assert sum(len(one.organisations) for one in find_communities(two_villages(*found))) == 6
    every = find_communities(two_villages(*found), discoverable=True)
    assert sum(one.ties_outward for one in every) >= 1 or len(every) == 1


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]))


@settings(max_examples=40, deadline=None)
@given(pairs)
def test_every_community_hangs_together(ties: list[tuple[int, int]]) -> None:
    network = a_network(
        *(an_organisation(f"o-{n}") for n in range(10)),
        *(a_tie(f"o-{a}", f"o-{b}") for a, b in set(ties)),
    )
    graph = tie_graph(network)
    divided = communities_in(network, discoverable=False)
    for number in range(divided.count):
        members = np.flatnonzero(divided.community == number).tolist()
        assert nx.is_connected(graph.subgraph(members))
    assert -0.5 <= divided.modularity <= 1
    again = communities_in(a_network_like(network), discoverable=False)
    assert again.community.tolist() == divided.community.tolist()


def a_network_like(network: Network) -> Network:
    return replace(network)


# -- boards ------------------------------------------------------------------------


def test_boards_that_share_members_name_them_and_their_share() -> None:
    network = a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abcd"),
        *(a_partnership(f"board-{n}", name=f"Board {n}") for n in "123"),
        a_seat("s1", on="board-1", organisation="o-a"),
        a_seat("s2", on="board-1", organisation="o-b"),
        a_seat("s3", on="board-2", organisation="o-b"),
        a_seat("s4", on="board-2", organisation="o-c"),
        a_seat("s5", on="board-2", organisation="o-b"),
        a_seat("s6", on="board-3", organisation="o-d"),
        a_seat("s7", on="board-3", organisation="o-a", holder=SeatHolder.YOUNG_PEOPLE),
    )
    (shared,) = find_shared_boards(network)
    assert (shared.left, shared.right, shared.organisations) == ("Board 1", "Board 2", ("B",))
    assert shared.share == pytest.approx(1 / 3)
    assert shared.seats == 3
    (sitter,) = find_sitters(network)
    assert (sitter.organisation, sitter.boards, sitter.seats) == ("B", ("Board 1", "Board 2"), 3)


# -- funders -----------------------------------------------------------------------


def test_who_rests_on_one_funder_comes_first() -> None:
    network = a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abfg"),
        a_grant("g1", funder="o-f", recipient="o-a", pounds=9_000),
        a_grant("g2", funder="o-f", recipient="o-a", pounds=1_000),
        a_grant("g3", funder="o-f", recipient="o-b", pounds=3_000),
        a_grant("g4", funder="o-g", recipient="o-b", pounds=1_000),
    )
    one, other = find_recipients(network, today=TODAY)
    assert (one.organisation, one.funders, one.grants) == ("A", ("F",), 2)
    assert (one.amount_pounds, one.largest_share) == (10_000, 1)
    assert "£10,000) is from F." in one.explanation
    assert (other.funders, other.largest_share) == (("F", "G"), 0.75)


def test_old_grants_count_only_while_they_run() -> None:
    old = date(2020, 1, 1)
    network = a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abf"),
        a_grant("g1", funder="o-f", recipient="o-a", awarded_on=old),
        a_grant("g2", funder="o-f", recipient="o-b", awarded_on=old, ends_on=date(2027, 1, 1)),
    )
    assert [one.organisation for one in find_recipients(network, today=TODAY)] == ["B"]


# -- parishes ----------------------------------------------------------------------


def test_councils_without_a_partner_come_first_the_most_peopled_of_them_before_others() -> None:
    parish = OrganisationKind.PARISH_COUNCIL
    network = a_network(
        an_area("big", 0, people=500),
        an_area("small", 9_000, people=50),
        an_organisation("o-big", name="Big", kind=parish, serves=("big",)),
        an_organisation("o-small", name="Small", kind=parish, serves=("small",)),
        an_organisation("o-tied", name="Tied", kind=parish),
        an_organisation("o-found", name="Found", kind=parish),
        an_organisation("o-trust", name="Trust"),
        a_tie("o-tied", "o-trust"),
        a_tie("o-found", "o-trust", validated=False),
    )
    found = find_parish_partners(network)
    assert [one.organisation for one in found] == ["Big", "Small", "Found", "Tied"]
    assert found[0].young_people == 500
    assert found[0].explanation == (
        "No tie of Big with anybody is recorded. 500 young people live in what it serves."
    )
    assert (found[2].partners, found[2].discovered) == ((), ("Trust",))
    assert found[3].explanation == "Tied works with Trust."


def test_an_empty_network_has_none_of_them() -> None:
    empty = a_network()
    assert find_communities(empty) == find_shared_boards(empty) == find_sitters(empty) == ()
    assert find_recipients(empty, today=TODAY) == find_parish_partners(empty) == ()
