"""Other processes that use the embedded graph, for tests of how it is started, shared and left."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[3]

# Opens a store, then does what it is told, a line at a time, and answers each with a line.
USER = """
import json, sys
from pathlib import Path
from graph.store import open_store
from tests.store.records import organisation

with open_store(data=Path(sys.argv[1])) as store:
    about = store.about()
    print(json.dumps([about.pid, about.address]), flush=True)
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "write":
            store.write([organisation(rest, description="x" * 500)], by="p", message=rest)
            print(json.dumps(rest), flush=True)
        elif word == "count":
            print(json.dumps(store.counts()["Organisation"]), flush=True)
        elif word == "stream":
            number = 0
            while True:
                store.write([organisation(f"{rest}{number}")], by="p", message=rest)
                print(json.dumps(number), flush=True)
                number += 1
"""


class User:
    """A process that has the graph of a data folder open."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(data)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.server_pid, self.address = self.answer()

    def answer(self) -> Any:
        """Its next answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        return json.loads(line)

    def tell(self, line: str) -> None:
        """Tell it what to do."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line: str) -> Any:
        """Tell it, and give its answer."""
        self.tell(line)
        return self.answer()

    def leave(self) -> None:
        """Let it close its store and end."""
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> list[Any]:
        """Kill it at once; give the answers that it had already made."""
        self.process.kill()
        assert self.process.stdout is not None
        left = [json.loads(line) for line in self.process.stdout if line.endswith("\n")]
        self.close()
        return left

    def close(self) -> None:
        """Clear up after it, however it ended."""
        with contextlib.suppress(Exception):
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


@contextlib.contextmanager
def user(data: Path) -> Iterator[User]:
    """A process that has the graph open, gone at the end."""
    found = User(data)
    try:
        yield found
    finally:
        found.close()


def of_folder(data: Path) -> list[psutil.Process]:
    """Every process of ours that serves a data folder: keepers and servers."""
    folder = str(data.resolve() / "graph")
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if any(folder in part for part in command) and "-c" not in command[1:2]:
                found.append(process)
    return found


def gone(data: Path, seconds: float = 30.0) -> bool:
    """Whether nothing of ours serves a folder any more, within some seconds."""
    return within(lambda: not of_folder(data), seconds)


def within(true: Callable[[], bool], seconds: float) -> bool:
    """Whether something becomes true within some seconds."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.05)
    return true()


def told(data: Path) -> dict[str, int]:
    """What the data folder tells of its server."""
    found: dict[str, int] = json.loads((data / "graph" / "server.json").read_text())
    return found


# The interpreter may be out of reach for other users: all is imported before the change.
BECOME_NOBODY = """
import os, sys
from pathlib import Path
from graph.errors import HedgerowError
from graph.store import open_store

os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    with open_store(data=Path(sys.argv[1])) as store:
        print("opened", store.about().pid)
except HedgerowError as problem:
    print(type(problem).__name__, str(problem).replace("\\n", "<newline>"))
"""


def open_as_nobody(data: Path) -> str:
    """What the user ``nobody`` is told on opening the graph of a data folder; only root can ask."""
    done = subprocess.run(
        [sys.executable, "-c", BECOME_NOBODY, str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout
