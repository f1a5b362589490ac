"""Processes that save one thing after another, and what must be so of all that they saved.

Each save is one change that touches three records: a new organisation that serves two areas, a
new asset that it keeps, and the writer's own board, which is altered to say which save it was
and is kept by the new organisation from now on.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path

from graph.model import Asset, AssetKind
from graph.store import Store, open_store
from tests.store.records import area, organisation
from tests.store.servers import Embedded

ROOT = Path(__file__).parents[3]
TOUCHED = 3
AREAS = ("x", "y")

SAVER = """
import json, sys
from pathlib import Path
from graph.errors import StoreError
from graph.store import open_store
from tests.store.embedded.saving import save

name = sys.argv[2]
with open_store(data=Path(sys.argv[1])) as store:
    print(json.dumps(-1), flush=True)
    number = 0
    while True:
        try:
            save(store, name, number)
            print(json.dumps(number), flush=True)
        except StoreError:
            pass  # nobody was told that it was kept
        number += 1
"""


def prepare(data: Path) -> None:
    """Put in what the saves name."""
    with open_store(data=data) as store:
        store.write([area(id) for id in AREAS], by="test", message="Areas")


def save(store: Store, name: str, number: int) -> None:
    """One save of a writer."""
    keeper = f"o-{name}-{number}"
    store.write(
        [
            organisation(keeper, area_ids=AREAS),
            Asset(id=f"a-{name}-{number}", name="A", kind=AssetKind.MONEY, organisation_id=keeper),
            board(name, number),
        ],
        by=name,
        message=f"{name}-{number}",
    )


def board(name: str, number: int) -> Asset:
    """What a writer's own record says after a save."""
    return Asset(
        id=f"board-{name}",
        name="Board",
        kind=AssetKind.MONEY,
        organisation_id=f"o-{name}-{number}",
        capacity=number,
    )


class Saver:
    """A process that saves until it is killed; what it was told was kept is noted."""

    def __init__(self, data: Path, name: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(data), name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.answered: list[int] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n") and (number := int(json.loads(line))) >= 0:
                self.answered.append(number)

    def kill(self) -> None:
        """Kill it at once."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdout.close()


def assert_kept_whole(data: Path, savers: list[Saver]) -> int:
    """Fail unless every answered save is there once, and no save is there in part; how many are."""
    with open_store(data=data) as store:
        server = Embedded(data)
        sizes = dict(
            server.run(
                "MATCH (c:Change) WHERE c.message <> 'Areas' "
                "RETURN c.message, c.added + c.changed + c.removed"
            )
        )
        rows = server.run("MATCH (c:Change) WHERE c.message <> 'Areas' RETURN c.message")
        assert len(rows) == len(sizes), "no save is there twice"
        assert set(sizes.values()) <= {TOUCHED}
        answered = {f"{one.name}-{number}" for one in savers for number in one.answered}
        assert answered <= sizes.keys(), "every answered save is there"
        assert_parts(server, set(sizes))
        for name in {one.name for one in savers}:
            assert_board(store, name, sizes)
        assert store.revision() == str(len(sizes) + 1)
        snapshot = store.snapshot()
        assert snapshot.organisations.id.tolist() == sorted(f"o-{one}" for one in sizes)
        assert len(snapshot.serves) == len(AREAS) * len(sizes)
    return len(sizes)


def assert_parts(server: Embedded, saves: set[str]) -> None:
    """Fail unless each save has all of its parts, and there are no others."""
    versions = server.run(
        "MATCH (c:Change)<-[:MADE_BY]-(v:Version) WHERE c.message <> 'Areas' "
        "RETURN c.message, count(v)"
    )
    assert sorted(versions) == sorted([one, TOUCHED] for one in saves)
    serving = server.run("MATCH (o:Organisation)-[:SERVES]->(a:Area) RETURN o.id, count(a)")
    assert sorted(serving) == sorted([f"o-{one}", len(AREAS)] for one in saves)
    keeping = server.run("MATCH (o:Organisation)-[:KEEPS]->(a:Asset) RETURN a.id, o.id")
    own = [pair for pair in keeping if not pair[0].startswith("board-")]
    assert sorted(own) == sorted([f"a-{one}", f"o-{one}"] for one in saves)
    boards = [asset for asset, _ in keeping if asset.startswith("board-")]
    assert len(boards) == len(set(boards)), "each board has one keeper"


def assert_board(store: Store, name: str, saves: dict[str, int]) -> None:
    """Fail unless a writer's board is as its last save left it, and its past has no gap."""
    numbers = sorted(
        int(number) for one in saves for whose, _, number in [one.rpartition("-")] if whose == name
    )
    if numbers:
        assert store.asset(f"board-{name}") == board(name, numbers[-1])
        past = store.versions.of(Asset, f"board-{name}")
        assert [one.after for one in past] == [board(name, number) for number in numbers[::-1]]
        assert past[-1].before is None
