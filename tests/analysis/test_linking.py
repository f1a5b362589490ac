"""How a team hangs together, read off its trees: ties, introductions and who could make them."""

from __future__ import annotations

import pytest

from graph.analysis.opportunities.acquaintance import (
    COLD_COST,
    PARTNER_COST,
    Acquaintance,
    acquaintance_in,
)
from graph.analysis.opportunities.linking import introductions, links_of, ties_in_words
from graph.model import TieKind
from tests.builders import a_network, a_tie, an_organisation

NAMES = ("a", "b", "c", "x", "y")
A, B, C, X, Y = range(5)


def known(*ties: object) -> Acquaintance:
    return acquaintance_in(a_network(*(an_organisation(name) for name in NAMES), *ties))


def test_a_tie_between_two_with_a_role_is_a_tie_in_its_own_direction() -> None:
    acquaintance = known(a_tie("b", "a", TieKind.FUNDS, validated=False))
    (link,) = links_of(acquaintance, [A, B], [(A, B)])
    assert (link.left, link.tie, link.right) == ("B", "funds", "A")
    assert not link.validated
    assert not link.introduction
    assert link.cost == pytest.approx(0.8)
    assert introductions((link,)) == (
        "Everybody needed is tied to somebody else in the team already."
    )
    assert ties_in_words((link,)) == "It can build on these ties: B funds A."


def test_one_without_a_role_introduces_all_that_it_joins_and_is_paid_for_once() -> None:
    ties = [a_tie(name, "x", TieKind.COOPERATION) for name in ("a", "b", "c")]
    links = links_of(known(*ties), [A, B, C], [(A, X), (B, X), (C, X)])
    assert [(one.left, one.right, one.introducers) for one in links] == [
        ("A", "B", ("X",)),
        ("A", "C", ("X",)),
    ]
    assert [one.cost for one in links] == pytest.approx([0.4 + 0.4 + PARTNER_COST, 0.4])
    assert introductions(links).startswith("2 introductions are needed. X knows both")


def test_two_in_a_row_introduce_between_them() -> None:
    ties = (
        a_tie("a", "x", TieKind.COORDINATION),
        a_tie("x", "y", TieKind.INTEGRATION),
        a_tie("y", "b", TieKind.COORDINATION),
    )
    (link,) = links_of(known(*ties), [B, A], [(A, X), (X, Y), (B, Y)])
    assert (link.left, link.right, link.introducers) == ("B", "A", ("Y", "X"))
    assert link.cost == pytest.approx(0.3 + 0.1 + 0.3 + 2 * PARTNER_COST)
    assert "Y and X know each other and could introduce B and A" in introductions((link,))


def test_two_who_are_tied_loosely_can_be_brought_together_and_that_is_no_introduction() -> None:
    ties = (
        a_tie("b", "a", TieKind.AWARENESS, validated=False),
        a_tie("a", "x", TieKind.INTEGRATION),
        a_tie("x", "b", TieKind.INTEGRATION),
    )
    (link,) = links_of(known(*ties), [A, B], [(A, X), (B, X)])
    assert not link.introduction
    assert (link.left, link.tie, link.right, link.introducers) == ("B", "is aware of", "A", ("X",))


def test_parts_that_no_tie_joins_meet_cold_whoever_comes_first() -> None:
    acquaintance = known(a_tie("b", "c", TieKind.SUPPORTS))
    links = links_of(acquaintance, [A, B, C], [(B, C)])
    assert [one.introduction for one in links] == [False, True]
    assert links[1].cold
    assert (links[1].left, links[1].right, links[1].cost) == ("A", "B", COLD_COST)
    assert "A and B have yet to meet, and nobody is known who knows both." in introductions(links)


def test_one_alone_has_no_link() -> None:
    assert links_of(known(), [A, A], []) == ()
    assert introductions(()) == ""
