"""``kill -9`` of the web server in the midst of saves: what was answered is there, none half."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from graph.model import Asset, AssetKind, Deed, Role
from graph.store import Store, open_store
from graph.store.images import image_of
from service.app import create_app
from service.config import Config
from tests.builders import a_site, an_organisation
from tests.web.people import TOKEN, an_account

ROOT = Path(__file__).parents[2]
KILLS, SAVES, WRITERS = 5, 60, 4
"""Kills, saves that are answered before each of them, and people who save at once."""

LONGEST_S = 120
SEEN = re.compile(r'name="seen" value="([^"]*)"')


class Worker:
    """A ``hedgerow serve`` that can be killed and started again."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.address = ""
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from service.cli import main; main(['serve'])"],
            env={**os.environ, "HEDGEROW_DATA": str(self._data), "HEDGEROW_PORT": "0"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if found := re.search(r"Hedgerow is at (http://[0-9.]+:\d+)", line):
                self.address = found[1]
                return
        raise AssertionError(said)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


class Writer(threading.Thread):
    """Somebody who changes the description of a row again and again, whatever happens."""

    def __init__(self, worker: Worker, cookie: str, row: str) -> None:
        super().__init__(daemon=True)
        self._worker, self._cookie, self._row = worker, cookie, row
        self.answered: list[str] = []
        self.wrong: list[int] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        for number in itertools.count(1):
            if self.stopped.is_set():
                return
            try:
                self._save(f"{self._row} says {number}")
            except requests.RequestException:
                time.sleep(0.05)  # the server is down; it is started again

    def _save(self, words: str) -> None:
        address = f"{self._worker.address}/rows/asset/{self._row}/edit"
        with requests.Session() as browser:
            browser.cookies.set("hedgerow", self._cookie, domain="127.0.0.1", path="/")
            page = browser.get(address, timeout=20).text
            token, seen = TOKEN.search(page), SEEN.search(page)
            assert token, page[:500]
            assert seen, page[:500]
            data = {"csrf_token": token[1], "seen": seen[1], "name": "A hall", "kind": "venue"}
            answer = browser.post(
                address,
                {**data, "borrowers": "anyone", "description": words},
                timeout=20,
                allow_redirects=False,
            )
        if answer.status_code == 303:
            self.answered.append(words)
        else:
            self.wrong.append(answer.status_code)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Store]:
    """A few halls in a graph of their own, held open so that only the web server dies."""
    with open_store(data=tmp_path) as store:
        halls = [
            Asset(
                id=f"hall-{n}",
                name="A hall",
                kind=AssetKind.VENUE,
                organisation_id="keeper",
                site_id="here",
            )
            for n in range(WRITERS)
        ]
        store.write(
            [a_site("here", 0, 0), an_organisation("keeper"), *halls], by="test", message="Begin"
        )
        yield store


def test_killing_the_web_server_five_times_loses_no_save_and_halves_none(county, tmp_path):
    account = an_account("Morwenna", Role.CONTRIBUTOR, organisation_ids=("keeper",))
    county.accounts.keep(account)
    worker = Worker(tmp_path)
    writers = [Writer(worker, _cookie(tmp_path, county, account.id), f"hall-{n}") for n in range(4)]
    try:
        for writer in writers:
            writer.start()
        for kill in range(1, KILLS + 1):
            _wait_for(writers, kill * SAVES)
            worker.kill()
            worker.start()
        _wait_for(writers, (KILLS + 1) * SAVES)
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            writer.join(30)
        worker.kill()
    assert [writer.wrong for writer in writers] == [[]] * WRITERS
    for writer in writers:
        _assert_whole(county, writer)


def _cookie(data: Path, store: Store, account_id: str) -> str:
    """The cookie of somebody who is signed in."""
    app = create_app(Config(data=data), store=store)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    now = datetime.now(UTC).timestamp()
    return str(signer.dumps({"account": account_id, "began": now, "seen": now}))


def _wait_for(writers: list[Writer], number: int) -> None:
    until = time.monotonic() + LONGEST_S
    while sum(len(one.answered) for one in writers) < number:
        assert time.monotonic() < until, [(len(one.answered), one.wrong) for one in writers]
        assert all(one.is_alive() for one in writers)
        time.sleep(0.02)


def _assert_whole(store: Store, writer: Writer) -> None:
    """Each save that was answered is in the row's past, once, and each step leads to the next."""
    row = writer._row
    past = store.versions.of(Asset, row)
    said = [one.after.description for one in past if one.version.deed is Deed.CHANGED]  # type: ignore[union-attr]
    assert len(set(said)) == len(said)
    assert set(writer.answered) <= set(said)
    for newer, older in itertools.pairwise(past):
        assert newer.before is not None
        assert older.after is not None
        assert image_of(newer.before) == image_of(older.after)
    now = store.asset(row)
    assert (now.organisation_id, now.site_id) == ("keeper", "here")
    assert past[0].after == now
