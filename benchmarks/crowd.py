"""What the crowd of :mod:`benchmarks.saving` does, for Locust: editors who save, readers who read.

Run by Locust, in a process of its own. ``HEDGEROW_CROWD`` names a file with the cookies and rows
of the editors; every answer is written down beside it, a line each.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
from pathlib import Path
from typing import Any

import gevent
from locust import HttpUser, between, events, task
from locust.clients import ResponseContextManager

CROWD = Path(os.environ["HEDGEROW_CROWD"])
PLAN: dict[str, Any] = json.loads(CROWD.read_text(encoding="utf-8"))
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
INPUT = re.compile(r'<input[^>]* name="(seen)"[^>]* value="([^"]*)"')
PAGES = ("/", "/gaps", "/duplication", "/opportunities", "/map", "/directory", "/network")

_journal = CROWD.with_suffix(".journal").open("a", encoding="utf-8")
_editors = itertools.count()


def note(**line: Any) -> None:
    """Write down what was answered."""
    _journal.write(json.dumps(line) + "\n")
    _journal.flush()


@events.request.add_listener
def answered(name: str, response_time: float, response: Any, exception: Any, **_: Any) -> None:
    """Write down every answer, and how long it took in milliseconds."""
    status = 0 if response is None else response.status_code
    note(name=name, ms=response_time, status=status, failed=str(exception or ""))


class Editor(HttpUser):
    """Somebody who keeps a row: opens its form, changes it, saves; and one row is everybody's."""

    fixed_count = PLAN["editors"]
    wait_time = between(2, 8)

    def on_start(self) -> None:
        """Be one of the editors."""
        self.mine = PLAN["crowd"][next(_editors) % len(PLAN["crowd"])]
        self.client.cookies.set("hedgerow", self.mine["cookie"], domain="127.0.0.1", path="/")
        self.number = 0

    @task(4)
    def own(self) -> None:
        """Change one's own row."""
        self._save(self.mine["row"], "save")

    @task(1)
    def shared(self) -> None:
        """Change the row that everybody changes."""
        self._save(PLAN["shared"], "save what is everybody’s")

    @task(1)
    def add(self) -> None:
        """Add something, and press the last button twice."""
        name = self._words()
        at = self._posted("/add", "/add", {"subject": "data"}, "add")
        for given in ({"name": name, "description": "x"}, {"borrowers": "anyone"}, {}):
            if "/same" in at:
                at = self._posted(at, at, {"same": "another"}, "add")
            at = self._posted(at, at, given, "add")
        token = self._token(at)
        for _ in range(2):
            with self._post(at, {"csrf_token": token}, "add") as answer:
                if "/added/" in answer.headers.get("Location", ""):  # and not one page further
                    note(added=name)
                answer.success() if answer.status_code in (303, 404) else None

    def _words(self) -> str:
        self.number += 1
        return f"{self.mine['name']} says {self.number}"

    def _save(self, row: str, name: str) -> None:
        address = f"/rows/asset/{row}/edit"
        page = self.client.get(address, name="form").text
        words = self._words()
        gevent.sleep(random.uniform(1, 4))  # somebody types
        data = {**PLAN["fields"], **dict(INPUT.findall(page)), "description": words}
        data["csrf_token"] = self._token_of(page)
        with self._post(address, data, name) as answer:
            if answer.status_code == 303:
                note(saved=words, row=row)
            elif "Somebody else changed this meanwhile" in answer.text:
                note(met=words, row=row)
                answer.success()  # both are shown: nothing is lost, and a person decides

    def _post(self, address: str, data: dict[str, str], name: str) -> ResponseContextManager:
        answer: ResponseContextManager = self.client.post(
            address, data, name=name, allow_redirects=False, catch_response=True
        )
        return answer

    def _posted(self, form: str, address: str, data: dict[str, str], name: str) -> str:
        with self._post(address, {"csrf_token": self._token(form), **data}, name) as answer:
            return str(answer.headers.get("Location", address))

    def _token(self, address: str) -> str:
        return self._token_of(self.client.get(address, name="form").text)

    def _token_of(self, page: str) -> str:
        found = TOKEN.search(page)
        return found[1] if found else ""


class Reader(HttpUser):
    """Somebody who reads."""

    fixed_count = PLAN["readers"]
    wait_time = between(5, 15)

    @task
    def read(self) -> None:
        """Read a page."""
        self.client.get(random.choice(PAGES), name="read")
