"""What was fetched of a feed, kept in a folder so that a fetch goes on where it was interrupted."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from service.feeds.connection import Answer

RESUMED = timedelta(hours=24)
"""How old an interrupted fetch may be to be gone on with."""

SERVICES = "services.ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One answer that is on the shelf.

    Attributes
    ----------
    run
        The fetch that it was last seen by.
    etag, modified
        What the feed named it, to ask whether there is a newer one.
    """

    run: str
    etag: str = ""
    modified: str = ""

    @property
    def condition(self) -> dict[str, str]:
        """Headers that ask for it only where it is another now."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class Shelf:
    """The folder of one feed: answers as they came, a log of them, and the services in one file."""

    def __init__(self, folder: Path, url: str, *, now: datetime | None = None) -> None:
        self.folder, self.url = folder, url
        self.hidden = folder / ".fetched"
        self.hidden.mkdir(parents=True, exist_ok=True)
        self.log = self.hidden / "log.ndjson"
        self.kept: dict[str, Kept] = {}
        self._replay()
        self.run = self._run(now or datetime.now(UTC))
        self.resumed = any(one.run == self.run for one in self.kept.values())

    def _run(self, now: datetime) -> str:
        """The fetch that is gone on with, or a new one."""
        try:
            state = json.loads((self.hidden / "run.json").read_text(encoding="utf-8"))
            began = datetime.fromisoformat(state["began"])
            if not state["done"] and state["url"] == self.url and now - began < RESUMED:
                return str(state["began"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        run = now.isoformat()
        self._write("run.json", {"began": run, "url": self.url, "done": False})
        return run

    def finish(self) -> None:
        """Say that the feed was read to its end: the next fetch begins anew.

        What no longer belongs to the feed is taken off the shelf.
        """
        self.kept = {key: one for key, one in self.kept.items() if one.run == self.run}
        lines = [self._line(key, one) for key, one in self.kept.items()]
        draft = self.log.with_suffix(".new")
        draft.write_text("".join(lines), encoding="utf-8")
        os.replace(draft, self.log)
        held = {self._file(key).name for key in self.kept} | {"run.json"}
        for path in self.hidden.glob("*.json"):
            if path.name not in held:
                path.unlink()
        self._write("run.json", {"began": self.run, "url": self.url, "done": True})

    def _replay(self) -> None:
        """Read the log; a line that was cut off when the computer stopped is passed over."""
        if not self.log.exists():
            return
        for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                one = json.loads(line)
                self.kept[str(one["key"])] = Kept(
                    run=str(one["run"]), etag=str(one["etag"]), modified=str(one["modified"])
                )
            except (ValueError, KeyError, TypeError):
                continue

    def of_this_run(self, key: str) -> Any | None:
        """What this fetch has of a key already; None where it has nothing."""
        kept = self.kept.get(key)
        return self.body(key) if kept is not None and kept.run == self.run else None

    def body(self, key: str) -> Any | None:
        """What is kept of a key from any fetch, None where it cannot be read."""
        try:
            return json.loads(self._file(key).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None

    def condition(self, key: str) -> Mapping[str, str]:
        """Headers that ask for a key only where it is another now."""
        kept = self.kept.get(key)
        return kept.condition if kept is not None and self._file(key).exists() else {}

    def keep(self, key: str, answer: Answer, body: object) -> None:
        """Keep an answer; the log says so only once it is whole on the disk."""
        self._write(self._file(key).name, body)
        self._note(key, answer.headers)

    def keep_unchanged(self, key: str, answer: Answer) -> None:
        """Note that what is kept of a key still holds."""
        before = self.kept[key]
        headers = {"etag": before.etag, "last-modified": before.modified}
        self._note(key, {**headers, **answer.headers})

    def _note(self, key: str, headers: Mapping[str, str]) -> None:
        one = Kept(
            run=self.run,
            etag=headers.get("etag", "")[:500],
            modified=headers.get("last-modified", "")[:100],
        )
        self.kept[key] = one
        with self.log.open("a", encoding="utf-8") as file:
            file.write(self._line(key, one))

    @staticmethod
    def _line(key: str, one: Kept) -> str:
        line = {"key": key, "run": one.run, "etag": one.etag, "modified": one.modified}
        return json.dumps(line) + "\n"

    def write_services(self, services: Iterable[object]) -> Path:
        """Write the services in the order of the feed's list, one a line."""
        path = self.folder / SERVICES
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            for one in services:
                file.write(json.dumps(one) + "\n")
        os.replace(draft, path)
        return path

    def _file(self, key: str) -> Path:
        return self.hidden / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"

    def _write(self, name: str, document: object) -> None:
        path = self.hidden / name
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(document), encoding="utf-8")
        os.replace(draft, path)
