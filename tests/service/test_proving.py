"""Proofs go on while pages are looked at again, make way for each other, and can be stopped."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np

from graph.analysis.where_next import Room, WhereNext, Wish, find_where_next
from graph.analysis.where_next.covering import Covering, cover
from graph.analysis.where_next.proof import prove
from service import proving
from service.proving import Proofs
from service.where_next import proof_words
from tests.builders import TODAY, a_network, a_site, an_area, an_asset, an_organisation
from tests.covering import a_covering

SESSIONS = 20


def a_county() -> WhereNext:
    """A village with halls, of which only the question matters here."""
    halls = [
        record
        for number, east in enumerate((0, 3_000, 6_000))
        for record in (
            a_site(f"site-{number}", east),
            an_asset(f"hall-{number}", at=f"site-{number}", when="Tue 18:00-20:00"),
        )
    ]
    return find_where_next(
        a_network(an_organisation(), an_area(), *halls),
        wish=Wish(sessions=SESSIONS, room=Room.SET_ASIDE),
        today=TODAY,
    )


def a_quick_county() -> WhereNext:
    """Three halls in a row, of which greedy search misses the best pair."""
    problem = a_covering([[0, 1], [1, 2], [2, 3]], people=[4, 6, 6, 4], rooms=[[float("inf")]] * 3)
    first = cover(problem, sessions=2, tries=0)
    wish = Wish(sessions=2, room=Room.SET_ASIDE)
    return replace(a_county(), problem=problem, cover=first, wish=wish)


def hard() -> Covering:
    """A problem whose proof takes minutes: rooms of many sizes, areas that many sites reach."""
    chance = np.random.default_rng(7)
    areas, sites = chance.uniform(0, 100, (400, 2)), chance.uniform(0, 100, (200, 2))
    near = np.hypot(*(sites[:, np.newaxis, :] - areas).transpose(2, 0, 1)) < 15
    return a_covering(
        [np.flatnonzero(row).tolist() for row in near],
        people=chance.uniform(20, 300, 400).tolist(),
        weight=np.sort(chance.uniform(0.5, 1.5, 400))[::-1].tolist(),
        rooms=[[float(room)] for room in chance.uniform(300, 1_500, 200)],
    )


def a_hard_county() -> WhereNext:
    problem = hard()
    return replace(a_county(), problem=problem, cover=cover(problem, sessions=SESSIONS))


def test_a_proof_that_ends_soon_is_there_when_the_page_is() -> None:
    found = a_quick_county()
    assert not found.proven
    proof = Proofs().look("question", found, wait=30)
    assert (proof.going, proof.found.proven) == (False, True)
    assert proof.found.cover.worth > found.cover.worth


def test_a_page_that_is_loaded_again_finds_its_proof_where_it_stands() -> None:
    proofs, found = Proofs(), a_hard_county()
    first = proofs.look("question", found)
    again = proofs.look("question", a_hard_county())
    assert (first.going, again.going) == (True, True)
    assert again.began == first.began
    assert again.found.cover.bound <= found.cover.bound
    proofs.close(seconds=60)


def test_what_is_closed_stops_and_what_was_found_stands_with_its_bound() -> None:
    proofs, found = Proofs(), a_hard_county()
    proofs.look("question", found)
    proofs.close(seconds=60)
    proof = proofs.look("question", found)
    for thread in threading.enumerate():
        if thread.name == "proofs":
            thread.join(30)
            assert not thread.is_alive()
    assert found.cover.worth <= proof.found.cover.worth <= proof.found.cover.bound
    assert proof.found.cover.bound <= found.cover.bound


def test_one_that_nobody_looks_at_makes_way(monkeypatch) -> None:
    monkeypatch.setattr(proving, "FORGOTTEN_SECONDS", 0.0)
    proofs = Proofs()
    proofs.look("forgotten", a_hard_county())
    time.sleep(0.05)
    second = proofs.look("looked at", a_quick_county(), wait=60)
    assert (second.going, second.found.proven) == (False, True)
    proofs.close(seconds=60)


def test_the_exact_search_stops_when_who_watches_says_so_or_its_time_is_over() -> None:
    problem = hard()
    first = cover(problem, sessions=SESSIONS)
    told = []

    def some(found: object) -> bool:
        told.append(found)
        return len(told) < 5

    for stopped in (
        prove(problem, first, sessions=SESSIONS, watch=some),
        prove(problem, first, sessions=SESSIONS, most_seconds=0.5),
    ):
        assert first.worth <= stopped.worth <= stopped.bound <= first.bound
    assert len(told) >= 5


def test_nothing_is_called_best_before_it_is_proven() -> None:
    found = a_hard_county()
    assert not found.proven
    proof = Proofs()
    going = proof.look("question", found)
    assert "at most" in proof_words(going)
    assert "being worked out now" in proof_words(going)
    assert "Proven" not in proof_words(going)
    given_up = replace(going, going=False)
    assert proof_words(given_up).startswith("The best that was found: at most")
    proof.close(seconds=60)
