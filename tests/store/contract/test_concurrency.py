"""Writers at the same time, in threads and in processes, on both servers."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from graph.model import Within
from graph.store import Store, Written
from tests.store.reading import all_records, keyed
from tests.store.records import area, organisation, tie
from tests.store.servers import Server

WRITERS = 8


def at_once(works: list[Callable[[], Written]]) -> list[Written]:
    """Begin all works at the same moment, each in a thread of its own."""
    gate = threading.Barrier(len(works))

    def held(work: Callable[[], Written]) -> Written:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(held, work) for work in works]]


def adding(store: Store, *records: Any) -> Callable[[], Written]:
    return lambda: store.write(records, by="thread", message="Add")


def test_writers_to_different_rows_all_succeed(server: Server) -> None:
    with server.open() as store:
        rows = [[organisation(f"o{w}-{n}") for n in range(50)] for w in range(WRITERS)]
        written = at_once([adding(store, *each) for each in rows])
        assert [one.added for one in written] == [{"Organisation": 50}] * WRITERS
        assert all_records(store) == keyed(one for each in rows for one in each)
        assert store.revision() == str(WRITERS)
        assert len(store.recent_changes(100)) == WRITERS


def test_of_writers_of_one_new_id_exactly_one_adds_it(server: Server) -> None:
    with server.open() as store:
        for round in range(5):
            record = organisation(f"same-{round}")
            written = at_once([adding(store, record)] * WRITERS)
            added = [one for one in written if one.added]
            assert len(added) == 1
            assert [one.unchanged for one in written if not one.added] == [{"Organisation": 1}] * (
                WRITERS - 1
            )
        assert len(all_records(store)) == 5
        assert store.revision() == "5"


def test_of_writers_of_one_new_tie_exactly_one_adds_it(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a"), organisation("b")], by="ann", message="Add")
        written = at_once([adding(store, tie("t", "a", "b"))] * WRITERS)
        assert sum(one.added == {"Tie": 1} for one in written) == 1
        assert server.run("MATCH ()-[t:TIE]->() RETURN count(t)") == [[1]]


def test_the_last_of_many_changes_to_one_record_stays_whole(server: Server) -> None:
    with server.open() as store:
        places = [area(f"x{w}") for w in range(WRITERS)]
        store.write([*places, organisation("a")], by="ann", message="Add")
        wanted = [
            organisation("a", f"Name {w}", area_ids=(f"x{w}", f"x{(w + 1) % WRITERS}"))
            for w in range(WRITERS)
        ]
        written = at_once([adding(store, one) for one in wanted])
        assert all(one.changed == {"Organisation": 1} for one in written)
        assert store.organisation("a") in wanted
        assert server.run("MATCH (:Organisation)-[r:SERVES]->() RETURN count(r)") == [[2]]
        assert store.revision() == str(1 + WRITERS)


def test_many_who_name_one_area_all_succeed(server: Server) -> None:
    with server.open() as store:
        store.write([area("hub")], by="ann", message="Add")
        written = at_once(
            [
                adding(
                    store,
                    *(
                        area(f"i{w}-{n}", within=(Within(area_id="hub", share=0.5),))
                        for n in range(20)
                    ),
                )
                for w in range(WRITERS)
            ]
        )
        assert all(one.added == {"Area": 20} for one in written)
        found = server.run("MATCH (:Area)-[r:WITHIN]->(:Area {id: 'hub'}) RETURN count(r)")
        assert found == [[20 * WRITERS]]


WRITE_IN_A_PROCESS = """
import json, sys
from pathlib import Path
from graph.store import open_store
from tests.store.records import organisation

settings, writer, rows, shared = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
with open_store(**{**settings, "data": Path(settings["data"])}) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    told = []
    for row in range(rows):
        written = store.write(
            [organisation(f"p{writer}-{row}"), organisation(f"{shared}-{row}")],
            by=writer, message="Add",
        )
        told.append(written.added.get("Organisation", 0))
    print(json.dumps(told))
"""


def test_processes_write_at_once_and_nothing_is_lost_or_doubled(server: Server) -> None:
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                WRITE_IN_A_PROCESS,
                json.dumps(server.settings()),
                str(writer),
                "10",
                "shared",
            ],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        told.append(json.loads(process.communicate(timeout=120)[0]))
        assert process.returncode == 0
    with server.open() as store:
        assert len(all_records(store)) == 3 * 10 + 10
        assert sum(sum(each) for each in told) == 3 * 10 + 10
        assert store.revision() == "30"
