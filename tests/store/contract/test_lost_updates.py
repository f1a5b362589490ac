"""Two who change one row: the later is told that it has changed meanwhile, on both servers."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ChangedMeanwhile
from graph.model import Asset, AssetKind, Organisation, Tie
from graph.store import Store, stamp_of
from tests.store.reading import all_records
from tests.store.records import area, organisation, tie
from tests.store.servers import Server

PROCESSES = 2
EACH = 25

COUNT_UP = """
import json, sys
from dataclasses import replace
from pathlib import Path
from graph.errors import ChangedMeanwhile
from graph.model import Asset
from graph.store import open_store, stamp_of

settings, name, times = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_store(**{**settings, "data": Path(settings["data"])}) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    refused = 0
    for _ in range(times):
        while True:
            seen = store.asset("counter")
            try:
                store.write(
                    [replace(seen, capacity=seen.capacity + 1)],
                    by=name,
                    message="One more",
                    expected={(Asset, "counter"): stamp_of(seen)},
                )
                break
            except ChangedMeanwhile:
                refused += 1
    print(json.dumps(refused))
"""


def counter(capacity: int = 0) -> Asset:
    return Asset(id="counter", name="Counter", kind=AssetKind.MONEY, capacity=capacity)


def test_two_processes_that_count_up_one_row_lose_no_count(server: Server) -> None:
    with server.open() as store:
        store.write([counter()], by="test", message="Begin")
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", COUNT_UP, json.dumps(server.settings()), str(n), str(EACH)],
                cwd=Path(__file__).parents[3],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for n in range(PROCESSES)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        refused = [int(json.loads(process.communicate(timeout=300)[0])) for process in processes]
        assert [process.returncode for process in processes] == [0] * PROCESSES
        assert store.asset("counter").capacity == PROCESSES * EACH
        assert store.revision() == str(PROCESSES * EACH + 1)
        past = [one.after for one in store.versions.of(Asset, "counter")]
        assert past == [counter(n) for n in range(PROCESSES * EACH, -1, -1)]
        assert sum(refused) > 0, "they met, or nothing was tried"


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What becomes of works that begin at the same moment; an error where one is raised."""
    gate = threading.Barrier(len(works))

    def held(work: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return work()
        except ChangedMeanwhile as problem:
            return problem

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(held, work) for work in works]]


def writing(store: Store, record: Any, stamp: str | None) -> Callable[[], Any]:
    return lambda: store.write(
        [record], by="test", message="Edit", expected={(type(record), record.id): stamp}
    )


def taking_out(store: Store, record: Any) -> Callable[[], Any]:
    key = type(record), record.id
    expected = {key: stamp_of(record)}
    return lambda: store.write((), by="test", message="Out", remove=[key], expected=expected)


def test_of_many_who_saw_the_same_row_one_changes_it_and_the_others_are_told(
    server: Server,
) -> None:
    with server.open() as store:
        for round in range(5):
            seen = counter(1_000 + round)
            store.write([seen], by="test", message="Begin")
            wanted = [replace(seen, description=f"by {n}") for n in range(6)]
            done = at_once([writing(store, one, stamp_of(seen)) for one in wanted])
            kept = [place for place, one in enumerate(done) if not isinstance(one, Exception)]
            assert len(kept) == 1
            assert store.asset("counter") == wanted[kept[0]]


def test_of_many_who_add_one_row_that_was_not_there_one_adds_it_and_the_others_are_told(
    server: Server,
) -> None:
    with server.open() as store:
        for round in range(5):
            wanted = [organisation(f"new-{round}", f"Name {n}") for n in range(6)]
            done = at_once([writing(store, one, None) for one in wanted])
            kept = [place for place, one in enumerate(done) if not isinstance(one, Exception)]
            assert len(kept) == 1
            assert store.organisation(f"new-{round}") == wanted[kept[0]]
        assert store.revision() == "5"


def test_of_one_who_removes_and_one_who_changes_a_row_one_is_told(server: Server) -> None:
    with server.open() as store:
        for round in range(5):
            seen = organisation(f"o{round}")
            store.write([seen], by="test", message="Begin")
            changing = writing(store, replace(seen, name="Another"), stamp_of(seen))
            removing = at_once([changing, taking_out(store, seen)])
            assert sum(isinstance(one, ChangedMeanwhile) for one in removing) == 1


def test_a_tie_that_changed_meanwhile_is_told_too(server: Server) -> None:
    with server.open() as store:
        seen = tie("t", "a", "b")
        store.write([organisation("a"), organisation("b"), seen], by="test", message="Begin")
        for round in range(5):
            wanted = [replace(seen, trust=n % 4 + 1, value=round % 4 + 1) for n in range(4)]
            done = at_once([writing(store, one, stamp_of(seen)) for one in wanted])
            kept = [place for place, one in enumerate(done) if not isinstance(one, Exception)]
            assert len(kept) == 1
            assert all_records(store)["Tie", "t"] == wanted[kept[0]]
            seen = wanted[kept[0]]
        assert server.run("MATCH ()-[t:TIE]->() RETURN count(t)") == [[1]]


def test_of_many_who_change_only_what_a_row_names_one_does_and_the_others_are_told(
    server: Server,
) -> None:
    with server.open() as store:
        places = [area(f"x{n}") for n in range(6)]
        seen = organisation("a", area_ids=("x0",))
        store.write([*places, seen], by="test", message="Begin")
        for round in range(10):
            wanted = [
                replace(seen, area_ids=(f"x{n}", f"x{(n + 1 + round % 4) % 6}")) for n in range(6)
            ]
            stamp = stamp_of(seen)
            done = at_once([writing(store, one, stamp) for one in wanted if one != seen])
            tried = [one for one in wanted if one != seen]
            kept = [place for place, one in enumerate(done) if not isinstance(one, Exception)]
            assert len(kept) == 1
            seen = tried[kept[0]]
            assert store.organisation("a") == seen
        assert len(store.versions.of(Organisation, "a")) == 11


def test_of_many_who_lead_a_tie_to_another_one_does_and_the_others_are_told(
    server: Server,
) -> None:
    with server.open() as store:
        names = [organisation(f"o{n}") for n in range(5)]
        seen = tie("t", "o0", "o1")
        store.write([*names, seen], by="test", message="Begin")
        for round in range(5):
            ends = [f"o{n}" for n in range(5) if f"o{n}" not in (seen.from_id, seen.to_id)]
            wanted = [
                replace(seen, to_id=ends[0]),
                replace(seen, to_id=ends[1]),
                replace(seen, trust=round % 4 + 1),
            ]
            wanted = [one for one in wanted if one != seen]
            done = at_once([writing(store, one, stamp_of(seen)) for one in wanted])
            kept = [place for place, one in enumerate(done) if not isinstance(one, Exception)]
            assert len(kept) == 1
            seen = wanted[kept[0]]
            assert all_records(store)["Tie", "t"] == seen
            assert server.run("MATCH ()-[t:TIE]->() RETURN count(t)") == [[1]]
        past = [one.after for one in store.versions.of(Tie, "t")]
        assert len(past) == 6
        assert past[0] == seen


@pytest.mark.parametrize("stamp", [None, "other"])
def test_a_row_that_is_not_as_expected_is_left_alone(server: Server, stamp: str | None) -> None:
    with server.open() as store:
        store.write([counter(1)], by="test", message="Begin")
        with pytest.raises(ChangedMeanwhile, match="nothing was kept"):
            writing(store, counter(2), stamp)()
        assert store.asset("counter") == counter(1)
        assert store.revision() == "1"
