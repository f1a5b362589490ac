"""``kill -9`` in the midst of a thousand saves: what was answered is there, nothing is half."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.store.embedded.processes import gone, told, within
from tests.store.embedded.saving import Saver, assert_kept_whole, prepare

SAVES = 1_000
KILLS = 5
WRITERS = 4
LONGEST_S = 240


def answered(savers: list[Saver]) -> int:
    return sum(len(one.answered) for one in savers)


def wait_for(savers: list[Saver], number: int) -> None:
    """Until so many saves were answered."""
    assert within(lambda: answered(savers) >= number, LONGEST_S), answered(savers)


def test_killing_the_database_five_times_in_a_thousand_saves_loses_none_and_halves_none(
    tmp_path: Path,
) -> None:
    prepare(tmp_path)
    savers = [Saver(tmp_path, f"w{number}") for number in range(WRITERS)]
    killed = set()
    try:
        for kill in range(1, KILLS + 1):
            wait_for(savers, kill * SAVES // (KILLS + 1))
            killed.add(told(tmp_path)["server_pid"])
            os.kill(told(tmp_path)["server_pid"], signal.SIGKILL)
        wait_for(savers, SAVES)
    finally:
        for one in savers:
            one.kill()
    assert len(killed) == KILLS
    assert assert_kept_whole(tmp_path, savers) >= SAVES


def test_killing_a_process_that_saves_five_times_loses_none_and_halves_none(
    tmp_path: Path,
) -> None:
    prepare(tmp_path)
    savers = [Saver(tmp_path, f"w{number}") for number in range(WRITERS)]
    dead: list[Saver] = []
    try:
        for kill in range(1, KILLS + 1):
            wait_for(dead + savers, kill * SAVES // (KILLS + 1))
            dead.append(savers.pop(0))
            dead[-1].kill()
            savers.append(Saver(tmp_path, f"later{kill}"))
        wait_for(dead + savers, SAVES)
    finally:
        for one in savers:
            one.kill()
    assert all(one.answered for one in dead)
    assert assert_kept_whole(tmp_path, dead + savers) >= SAVES


def test_killing_everything_at_once_loses_none_and_halves_none(tmp_path: Path) -> None:
    prepare(tmp_path)
    savers = [Saver(tmp_path, f"w{number}") for number in range(WRITERS)]
    try:
        wait_for(savers, 100)
        os.kill(told(tmp_path)["keeper_pid"], signal.SIGKILL)
        os.kill(told(tmp_path)["server_pid"], signal.SIGKILL)
    finally:
        for one in savers:
            one.kill()
    assert gone(tmp_path)
    assert assert_kept_whole(tmp_path, savers) >= 100
