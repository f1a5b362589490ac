"""Long work that a page starts: its progress, stopping it, and what came of it.

A job runs in a thread of the process that was asked. Its state is a small file
in the data folder, so that any other process can show it or ask it to stop. It
holds a lock on a second file while it runs: a job that says it runs but whose
lock is free was cut off with its process.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from graph.errors import FileRefused, HedgerowError, Interrupted, NotFound, RowError
from graph.model import Term

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]

JOBS = "jobs"
"""The folder of the data folder in which they lie."""

KEPT = 30
SECONDS_BETWEEN_REPORTS = 0.3
CUT_OFF = (
    "Hedgerow was stopped while this was running. It is one change, so either all of it was kept "
    "or nothing; the home page says what changed last."
)
_ID = re.compile(r"[0-9]{20}-[0-9a-f]{8}")


class JobState(Term):
    """How far a job has come."""

    WAITING = "waiting", "Waiting for another to end"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Stopped"

    @property
    def ended(self) -> bool:
        """Whether it goes no further."""
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a job that came to its end has to say.

    Attributes
    ----------
    lines
        What was done, or would be.
    refused
        Rows that it passed over.
    asks
        Whether nothing was done yet: somebody has to say that it is to be.
    change
        The id of the change that can be taken back as a whole; empty where there is none.
    """

    lines: tuple[str, ...] = ()
    refused: tuple[RowError, ...] = ()
    asks: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The state of one job.

    Attributes
    ----------
    stage, done, total
        What it is at, and how far; a total of 0 where that is not known.
    lines
        What was done, when it is done.
    errors
        Why a file was refused; for a job that is done, the rows passed over.
    message
        Why it failed or stopped.
    asks
        Whether it only said what it would do; what waits lies on its shelf.
    change
        The id of the change that can be taken back as a whole; empty where there is none.
    """

    id: str
    title: str
    state: JobState
    started_at: datetime
    stage: str = ""
    done: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()
    errors: tuple[RowError, ...] = ()
    message: str = ""
    asks: bool = False
    change: str = ""

    def to_json(self) -> str:
        """The job as text."""
        return json.dumps(asdict(self) | {"started_at": self.started_at.isoformat()})

    @classmethod
    def from_json(cls, text: str) -> Job:
        """Read the text back; raise ValueError or KeyError where it is none."""
        told: dict[str, Any] = json.loads(text)
        return cls(
            **told
            | {
                "state": JobState(told["state"]),
                "started_at": datetime.fromisoformat(told["started_at"]),
                "lines": tuple(told["lines"]),
                "errors": tuple(RowError(**error) for error in told["errors"]),
            }
        )


class Jobs:
    """The jobs of a data folder; one runs at a time in this process.

    Parameters
    ----------
    folder
        Where their states are kept; made when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = threading.Lock()
        self._running: dict[str, tuple[threading.Thread, threading.Event]] = {}

    # -- asking -----------------------------------------------------------------

    def get(self, id: str) -> Job:
        """The job with an id; raise :class:`~graph.errors.NotFound` where there is none."""
        if not _ID.fullmatch(id):
            raise NotFound("job", id)
        job = self._read(id)
        if not job.state.ended and not self._is_held(id):
            job = self._read(id)  # it may have ended between the two looks
            if not job.state.ended:
                return replace(job, state=JobState.STOPPED, message=CUT_OFF)
        return job

    def _read(self, id: str) -> Job:
        try:
            return Job.from_json(self._path(id, "json").read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            raise NotFound("job", id) from None

    def newest(self, most: int = 10) -> tuple[Job, ...]:
        """The newest jobs, the newest first."""
        found = []
        for id in self._ids()[:most]:
            try:
                found.append(self.get(id))
            except NotFound:  # taken away meanwhile
                continue
        return tuple(found)

    def stop(self, id: str) -> None:
        """Ask a job to stop, in whichever process it runs; one that has ended stays as it is."""
        if not self.get(id).state.ended:
            self._path(id, "stop").touch(mode=0o600)

    # -- running -----------------------------------------------------------------

    def room(self) -> tuple[str, Path]:
        """A new job's id, and an empty folder of its own for the files it works on.

        Ids sort by the time at which they were given, to the microsecond.
        """
        id = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
        room = self._path(id, "files")
        room.mkdir(parents=True, mode=0o700)
        return id, room

    def shelf(self, id: str) -> Path:
        """The folder in which a job may keep what waits for somebody's word."""
        self.get(id)
        return self._path(id, "waiting")

    def start(self, id: str, title: str, work: Callable[[Progress], Outcome]) -> Job:
        """Run some work in a thread; its folder of files is taken away when it ends.

        ``work`` is given a progress callback, which raises
        :class:`~graph.errors.Interrupted` once the job was asked to stop.
        """
        job = Job(id=id, title=title, state=JobState.WAITING, started_at=datetime.now(UTC))
        lock = self._hold(id)
        self._save(job)
        asked_to_stop = threading.Event()
        thread = threading.Thread(
            target=self._run, args=(job, work, lock, asked_to_stop), name=f"job {id}", daemon=True
        )
        self._running[id] = (thread, asked_to_stop)
        thread.start()
        self._tidy()
        return job

    def begin(self, title: str, work: Callable[[Progress], Outcome]) -> Job:
        """Run some work that has no files to begin with, as a new job: see :meth:`start`."""
        id, _ = self.room()
        return self.start(id, title, work)

    def forget(self, before: datetime) -> int:
        """Take away the jobs that were begun before a moment (UTC), with the files that wait.

        They quote what was sent, so they may name people. Jobs that run stay; answers how many
        went.
        """
        limit = f"{before:%Y%m%d%H%M%S%f}"
        known = {path.name.split(".")[0] for path in self._folder.glob("*.*")}
        old = sorted(id for id in known if _ID.fullmatch(id) and id < limit)
        return sum(map(self._remove, old))

    def close(self, seconds: float = 10.0) -> None:
        """Ask everything that runs here to stop, and wait a while for it."""
        for _, asked_to_stop in list(self._running.values()):
            asked_to_stop.set()
        for thread, _ in list(self._running.values()):
            thread.join(seconds)

    def _run(
        self,
        job: Job,
        work: Callable[[Progress], Outcome],
        lock: IO[str],
        asked_to_stop: threading.Event,
    ) -> None:
        report = _Report(self, job, asked_to_stop)
        try:
            with self._one_at_a_time:
                report("Starting", 0, 0)
                self._save(_ended(job, work, report))
        except Interrupted as stopped:  # before its turn came
            self._save(replace(job, state=JobState.STOPPED, message=str(stopped)))
        finally:
            shutil.rmtree(self._path(job.id, "files"), ignore_errors=True)
            self._path(job.id, "stop").unlink(missing_ok=True)
            self._running.pop(job.id, None)
            lock.close()

    # -- files -------------------------------------------------------------------

    def _path(self, id: str, kind: str) -> Path:
        return self._folder / f"{id}.{kind}"

    def _ids(self) -> list[str]:
        """Newest first."""
        return sorted((path.stem for path in self._folder.glob("*.json")), reverse=True)

    def _save(self, job: Job) -> None:
        draft = self._path(job.id, f"draft-{threading.get_ident()}")
        draft.write_text(job.to_json(), encoding="utf-8")
        os.replace(draft, self._path(job.id, "json"))

    def _hold(self, id: str) -> IO[str]:
        lock = self._path(id, "lock").open("w", encoding="ascii")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _is_held(self, id: str) -> bool:
        """Whether some process holds the job's lock."""
        try:
            with self._path(id, "lock").open("r+", encoding="ascii") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _tidy(self) -> None:
        for id in self._ids()[KEPT:]:
            self._remove(id)

    def _remove(self, id: str) -> bool:
        """Take a job away, with its files and what waits; not one that still runs."""
        if self._is_held(id):
            return False
        for kind in ("json", "lock", "stop"):
            self._path(id, kind).unlink(missing_ok=True)
        for kind in ("files", "waiting"):
            shutil.rmtree(self._path(id, kind), ignore_errors=True)
        return True


class _Report:
    """The progress callback of one job: saves now and then, and stops the work when asked."""

    def __init__(self, jobs: Jobs, job: Job, asked_to_stop: threading.Event) -> None:
        self._jobs = jobs
        self._job = replace(job, state=JobState.RUNNING)
        self._stop = jobs._path(job.id, "stop")
        self._asked_to_stop = asked_to_stop
        self._saved_at = 0.0
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._saved_at < SECONDS_BETWEEN_REPORTS:
            return
        if self._asked_to_stop.is_set() or self._stop.exists():
            raise Interrupted("It was stopped. The graph is as it was.")
        self._stage, self._saved_at = stage, now
        self._jobs._save(replace(self._job, stage=stage, done=done, total=total))


def _ended(job: Job, work: Callable[[Progress], Outcome], report: Progress) -> Job:
    """The job after its work, whatever came of it."""
    try:
        outcome = work(report)
    except Interrupted as stopped:
        return replace(job, state=JobState.STOPPED, message=str(stopped))
    except FileRefused as refused:
        return replace(job, state=JobState.REFUSED, errors=refused.errors)
    except HedgerowError as problem:
        log.error("The job “%s” failed: %s", job.title, problem)
        return replace(job, state=JobState.FAILED, message=str(problem))
    except Exception:
        log.exception("The job “%s” failed", job.title)
        return replace(
            job,
            state=JobState.FAILED,
            message="Something went wrong on our side. The graph is as it was.",
        )
    return replace(
        job,
        state=JobState.DONE,
        lines=outcome.lines,
        errors=outcome.refused,
        asks=outcome.asks,
        change=outcome.change,
    )
