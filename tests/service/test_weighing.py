"""An answer weighs what it holds, each thing once, and not the network that it is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from graph.analysis.gaps import find_gaps
from graph.analysis.rows import Rows
from service.weighing import weight
from tests.builders import TODAY, a_network
from tests.village import village

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Slotted:
    column: np.ndarray


@dataclass(frozen=True)
class Plain:
    column: np.ndarray


def a_column() -> np.ndarray:
    return np.zeros(MEGABYTE // 8)


def made_from(column: np.ndarray) -> Rows[float]:
    return Rows(len(column), lambda place: float(column[place]))


@pytest.mark.parametrize(
    "holding",
    [
        lambda column: column,
        lambda column: [column],
        lambda column: {"a": (column,)},
        Slotted,
        Plain,
        made_from,
        lambda column: made_from(column).__getitem__,
        lambda column: column[3:5],
    ],
)
def test_an_array_counts_wherever_it_is_held(holding) -> None:
    held = holding(a_column())
    assert MEGABYTE <= weight(held) < MEGABYTE + 10_000


def test_one_array_held_twice_counts_once() -> None:
    column = a_column()
    assert weight([column, Plain(column), column[:10]]) < 1.1 * MEGABYTE


def test_two_arrays_count_both() -> None:
    assert weight([a_column(), Plain(a_column())]) >= 2 * MEGABYTE


def test_a_network_does_not_count() -> None:
    network = a_network(*village())
    assert weight([network, network.areas]) < 1_000


def test_a_finding_weighs_something_and_weighing_it_changes_nothing() -> None:
    network = a_network(*village())
    found = find_gaps(network, today=TODAY)
    rows = list(found.rows)
    assert 1_000 < weight(found) < MEGABYTE
    assert list(found.rows) == rows


def test_a_ring_ends() -> None:
    ring: list[object] = []
    ring.append(ring)
    assert weight(ring) < 1_000
