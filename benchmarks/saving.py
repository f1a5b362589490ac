"""Many people save while many read: how long a save takes, and whether anything gets lost."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, within
from benchmarks.serving import ROOT, Server
from graph.model import Account, Asset, Role
from graph.store import Store, open_store
from seeds.demo import read_demo
from service.app import create_app
from service.config import Config

EDITORS, READERS, SECONDS = 50, 200, 60
MOST_MS = 500.0
LOG = 20_000
"""Characters of the server's log that are kept for when something went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What came of a minute with a crowd.

    Attributes
    ----------
    saves_ms
        How long each save of one's own row took.
    saved, refused
        Saves that were done, of any row, and answers that refused something (400 to 499).
    answers
        How many answers there were in all, and of reading.
    lost, doubled
        Saves that were answered and are in no past; things added that are there twice.
    wrong
        Answers of 500 and more, and those that never came.
    met
        Saves that met somebody else's, and showed both.
    said
        The end of the server's log.
    """

    saves_ms: tuple[float, ...]
    saved: int
    refused: int
    answers: int
    reads: int
    lost: int
    doubled: int
    wrong: int
    met: int
    said: str = ""


def saves_under_load() -> Row:
    """The 95th percentile of a save while fifty people edit and two hundred read."""
    crowd = crowd_for(SECONDS)
    if crowd.lost or crowd.doubled or crowd.wrong or not crowd.saved:
        raise AssertionError(f"Something went wrong: {crowd}")
    return within(
        "A save, with 50 editors and 200 readers at once",
        [statistics.quantiles(crowd.saves_ms, n=20)[-1]],
        most=MOST_MS,
        unit="milliseconds, 95th percentile",
        note=(
            f"{SECONDS} seconds of Locust on loopback against the demo county: "
            f"{crowd.saved:,} saves, {crowd.answers:,} answers in all, "
            f"{crowd.reads:,} of them pages of findings; {crowd.met} saves met another and showed "
            "both; none lost, none doubled, no 5xx. The other is what is allowed"
        ),
    )


def crowd_for(seconds: int, *, editors: int = EDITORS, readers: int = READERS) -> Crowd:
    """Let a crowd at a server with the demo county, and count what came of it."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        with open_store(data=data) as store:
            store.write(read_demo(), by="benchmark", message="Loaded")
            plan = data / "crowd.json"
            plan.write_text(json.dumps(_plan(store, data, editors, readers)), encoding="utf-8")
            server = Server(data)
            try:
                for page in ("/gaps", "/duplication", "/opportunities", "/map", "/network"):
                    server.answered(page)
                _let_loose(server, plan, seconds, people=editors + readers)
            finally:
                server.close()
            return replace(_counted(store, plan), said=server.said()[-LOG:])


def _plan(store: Store, data: Path, editors: int, readers: int) -> dict[str, Any]:
    """Accounts, their cookies and their rows."""
    network = store.snapshot()
    app = create_app(Config(data=data), store=store)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    now = datetime.now(UTC).timestamp()
    crowd = []
    shared = str(network.assets.id[0])
    for number in range(editors):
        row = 1 + number
        keeper = str(network.organisations.id[network.assets.organisation[row]])
        account = Account(
            id=f"account.crowd{number}",
            name=f"Editor {number}",
            email=f"editor{number}@parish.example",
            roles=(Role.CONTRIBUTOR, Role.STEWARD),
            organisation_ids=(keeper,),
            everywhere=True,
            made_on=date(2026, 1, 1),
        )
        store.accounts.keep(account)
        cookie = signer.dumps({"account": account.id, "began": now, "seen": now})
        crowd.append({"name": account.name, "cookie": cookie, "row": str(network.assets.id[row])})
    fields = {"name": "A row of the crowd", "kind": "room", "borrowers": "anyone"}
    return {
        "editors": editors,
        "readers": readers,
        "crowd": crowd,
        "shared": shared,
        "fields": fields,
    }


def _let_loose(server: Server, plan: Path, seconds: int, *, people: int) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "locust",
            "--headless",
            "--locustfile",
            str(ROOT / "benchmarks" / "crowd.py"),
            "--host",
            server.address,
            "--users",
            str(people),
            "--spawn-rate",
            "50",
            "--run-time",
            f"{seconds}s",
            "--stop-timeout",
            "10",
            "--loglevel",
            "ERROR",
            "--only-summary",
        ],
        env={**os.environ, "HEDGEROW_CROWD": str(plan)},
        cwd=ROOT,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _counted(store: Store, plan: Path) -> Crowd:
    lines = [json.loads(line) for line in plan.with_suffix(".journal").read_text().splitlines()]
    answers = [line for line in lines if "ms" in line]
    saved = [(line["row"], line["saved"]) for line in lines if "saved" in line]
    kept = {
        row: {one.after.description for one in store.versions.of(Asset, row) if one.after}  # type: ignore[union-attr]
        for row in {row for row, _ in saved}
    }
    names = Counter(str(name) for name in store.snapshot().assets.name)
    added = {line["added"] for line in lines if "added" in line}
    return Crowd(
        saves_ms=tuple(one["ms"] for one in answers if one["name"] == "save"),
        saved=len(saved),
        refused=sum(400 <= one["status"] < 500 for one in answers),
        answers=len(answers),
        reads=sum(one["name"] == "read" for one in answers),
        lost=sum(words not in kept[row] for row, words in saved)
        + sum(names[name] == 0 for name in added),
        doubled=sum(names[name] > 1 for name in added),
        wrong=sum(one["status"] >= 500 or one["status"] == 0 for one in answers),
        met=sum("met" in line for line in lines),
    )
