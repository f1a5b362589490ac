"""A real server on all of England, in a process of its own, and readers who ask it over HTTP."""

from __future__ import annotations

import atexit
import http.client
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
LONGEST_START_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came over the wire.

    Attributes
    ----------
    status
        Of HTTP.
    seconds
        From asking to the last byte.
    bytes
        Of the body as it was sent, compressed where the server did so.
    body
        The body itself.
    """

    status: int
    seconds: float
    bytes: int
    body: bytes


class Server:
    """A ``hedgerow serve`` on a data folder.

    Parameters
    ----------
    data
        The folder; its graph is there already.

    Attributes
    ----------
    begun
        When it was started, on the clock of ``time.perf_counter``.
    """

    def __init__(self, data: Path) -> None:
        self.begun = time.perf_counter()
        self._said = data / "benchmark.log"
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from service.cli import main; main(['serve'])"],
            env={**os.environ, "HEDGEROW_DATA": str(data), "HEDGEROW_PORT": "0"},
            cwd=ROOT,
            stdout=self._said.open("wb"),
            stderr=subprocess.STDOUT,
        )
        while not (found := re.search(r"http://([0-9.]+):(\d+)", self.said())):
            if self._process.poll() is not None:
                raise RuntimeError(f"The server did not start:\n{self.said()}")
            time.sleep(0.002)
        self._host, self._port = found[1], int(found[2])
        atexit.register(self.close)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{self._host}:{self._port}"

    def close(self) -> None:
        """Stop it, politely."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=60)

    def said(self) -> str:
        """What it has written to its log so far."""
        return self._said.read_text(encoding="utf-8", errors="replace")

    def get(self, address: str) -> Answer:
        """Ask as a browser does, on a connection of one's own."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=120)
        begins = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - begins
        connection.close()
        return Answer(status=answer.status, seconds=taken, bytes=len(body), body=body)

    def answered(self, address: str) -> Answer:
        """The answer, asked for again while it is being worked out."""
        until = time.monotonic() + LONGEST_START_S
        while (answer := self.get(address)).status == 202:
            if time.monotonic() > until:
                raise RuntimeError(f"{address} is never worked out.")
            time.sleep(0.2)
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}.")
        return answer

    def peak_gigabytes(self) -> float:
        """The most memory that the process ever held."""
        status = Path(f"/proc/{self._process.pid}/status")
        if status.exists():
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            if found:
                return int(found[1]) * 1024 / 1e9
        return float(psutil.Process(self._process.pid).memory_info().rss) / 1e9

    def read_by_many(self, addresses: tuple[str, ...], *, readers: int, rounds: int) -> list[float]:
        """Seconds of each answer when so many readers ask for each address so many times."""
        asked = [
            addresses[(turn + start) % len(addresses)]
            for turn in range(rounds * len(addresses))
            for start in range(readers)
        ]
        with ThreadPoolExecutor(readers) as people:
            answers = list(people.map(self.get, asked))
        wrong = [answer.status for answer in answers if answer.status != 200]
        if wrong:
            raise RuntimeError(f"{len(wrong)} answers were {sorted(set(wrong))}.")
        return [answer.seconds for answer in answers]


@cache
def server_on(data: Path) -> Server:
    """The server of a data folder, started once in a run."""
    return Server(data)
