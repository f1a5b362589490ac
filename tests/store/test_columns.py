"""A network on disk is the same network, or none."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from graph.store import columns
from graph.store.snapshots import MOST_KEPT, SnapshotFolder
from graph.tables import network_of
from tests.store.bare import BARE
from tests.store.networks import assert_same
from tests.store.records import FILLED
from tests.store.strategies import graphs


@pytest.mark.parametrize("records", [(), FILLED, BARE, (*FILLED, *BARE)])
def test_a_network_comes_back_from_its_bytes(records: tuple[object, ...]) -> None:
    network = network_of(records, revision="7")
    assert_same(columns.from_bytes(columns.to_bytes(network)), network)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(graphs())
def test_any_network_comes_back_from_its_bytes(records: tuple[object, ...]) -> None:
    network = network_of(records, revision="12")
    assert_same(columns.from_bytes(columns.to_bytes(network)), network)


def test_bytes_that_were_cut_short_or_changed_are_refused() -> None:
    whole = columns.to_bytes(network_of(FILLED, revision="7"))
    chance = random.Random(1)
    for length in [0, 1, 24, 28, len(whole) // 2, len(whole) - 1]:
        with pytest.raises(columns.Damaged):
            columns.from_bytes(whole[:length])
    for _ in range(200):
        at = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        with pytest.raises(columns.Damaged):
            columns.from_bytes(bytes(changed))


def test_no_reader_can_write_into_a_network() -> None:
    network = network_of(FILLED)
    for held in (columns.frozen(network), columns.from_bytes(columns.to_bytes(network))):
        for column in (held.areas.id, held.areas.latitude, held.areas.rural, held.within.share):
            with pytest.raises(ValueError, match="read-only"):
                column[0] = 0


def test_only_the_newest_few_snapshots_stay(tmp_path) -> None:
    folder = SnapshotFolder(tmp_path, "graph")
    for revision in range(MOST_KEPT + 4):
        folder.keep(f"{revision}-x", network_of((), revision=str(revision)))
    assert len(list((tmp_path / "snapshots").iterdir())) == MOST_KEPT
    assert folder.load("0-x") is None
    newest = folder.load(f"{MOST_KEPT + 3}-x")
    assert newest is not None
    assert newest.revision == str(MOST_KEPT + 3)


def test_a_damaged_file_counts_as_not_there(tmp_path) -> None:
    folder = SnapshotFolder(tmp_path, "graph")
    folder.keep("1-x", network_of(FILLED, revision="1"))
    (place,) = (tmp_path / "snapshots").iterdir()
    place.write_bytes(place.read_bytes()[:-10])
    assert folder.load("1-x") is None
    assert not place.exists()


def test_snapshots_of_another_graph_are_not_taken(tmp_path) -> None:
    SnapshotFolder(tmp_path, "one").keep("1-x", network_of(FILLED, revision="1"))
    assert SnapshotFolder(tmp_path, "other").load("1-x") is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_breaks_nothing(tmp_path) -> None:
    (tmp_path / "snapshots").write_text("a file in the way")
    folder = SnapshotFolder(tmp_path, "graph")
    folder.keep("1-x", network_of((), revision="1"))
    assert folder.load("1-x") is None


def test_kinds_of_numbers_survive() -> None:
    network = columns.from_bytes(columns.to_bytes(network_of(FILLED)))
    assert network.within.inner.dtype == np.int32
    assert network.areas.latitude.dtype == np.float64
    assert network.areas.verified_on.dtype == np.dtype("datetime64[D]")
    assert network.ties.validated.dtype == np.bool_
