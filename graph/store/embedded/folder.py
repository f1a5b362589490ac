"""The embedded server's folder: who holds it, what it tells, and what the system refuses."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import DataFolderHeld, DataFolderNotWritable, DiskFull

LEAST_TO_OPEN = 8 * 1024 * 1024
LEAST_TO_WRITE = 32 * 1024 * 1024

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENOENT,
    errno.ENAMETOOLONG,
    errno.ELOOP,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What ``server.json`` tells of a live server."""

    bolt_port: int
    uid: int
    server_pid: int
    keeper_pid: int


class GraphFolder:
    """The ``graph`` folder of a data folder, and the locks in it (see ``keeper.py``)."""

    def __init__(self, data: Path) -> None:
        self.data = data.absolute()
        self.path = self.data / "graph"
        self._attached: int | None = None

    def prepare(self) -> None:
        """Make it where it is missing; raise where it cannot serve."""
        self.refuse_others()
        self.path.mkdir(parents=True, exist_ok=True)
        self.path = self.path.resolve()
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))
        self.check_room(LEAST_TO_OPEN)

    def check_room(self, least: int) -> None:
        """Raise :class:`~graph.errors.DiskFull` where the disk has less room than that."""
        if shutil.disk_usage(self.path).free < least:
            raise self.full()

    def refuse_others(self) -> None:
        """Refuse a folder that another user's live server holds."""
        told = self.told()
        if told is not None and told.uid != os.geteuid():
            raise DataFolderHeld(
                f"The data folder {self.data} is held by the graph server of the user "
                f"“{_user(told.uid)}” (process {told.server_pid}); stop it, or set HEDGEROW_DATA "
                "to a folder of your own."
            )

    # -- locks ----------------------------------------------------------------

    @contextlib.contextmanager
    def starting(self) -> Iterator[None]:
        """Hold the lock under which servers are found and started."""
        lock = os.open(self.path / "starting.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def attach(self) -> None:
        """Hold the shared lock that keeps the server; waits for a stopping one to be gone."""
        attached = os.open(self.path / "attached.lock", os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(attached, fcntl.LOCK_SH)
        self.detach()
        self._attached = attached

    def detach(self) -> None:
        """Let go of the shared lock."""
        if self._attached is not None:
            os.close(self._attached)
            self._attached = None

    def alive(self) -> bool:
        """Whether a keeper or its server lives."""
        try:
            lock = os.open(self.path / "keeper.lock", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    # -- what is told ---------------------------------------------------------

    def told(self) -> Told | None:
        """What is told of a live server; None where there is none, or nothing sensible is told."""
        if not self.alive():
            return None
        try:
            told = json.loads((self.path / "server.json").read_text(encoding="utf-8"))
            return Told(
                bolt_port=int(told["bolt_port"]),
                uid=int(told["uid"]),
                server_pid=int(told["server_pid"]),
                keeper_pid=int(told["keeper_pid"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def processes(self) -> list[int]:
        """The keeper and the server of this folder, as far as they can be found, keeper first."""
        told = self.told()
        pids = [told.keeper_pid, told.server_pid] if told else []
        if not pids and sys.platform == "linux":
            pids = [int(place.name) for place in Path("/proc").glob("[0-9]*")]
        return [pid for pid in pids if self._is_ours(pid)]

    def _is_ours(self, pid: int) -> bool:
        """Whether a process is this folder's keeper or server, not a later one of its number."""
        if sys.platform != "linux":
            return is_alive(pid)
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        folder = os.fsencode(self.path)
        return (
            b"com.arcadedb.server.ArcadeDBServer" in command
            and any(part.endswith(folder) or folder + b"/" in part for part in command)
            and pid != os.getpid()
        )

    # -- what the system refuses ----------------------------------------------

    @contextlib.contextmanager
    def plainly(self) -> Iterator[None]:
        """Say in one plain line what the system refused."""
        try:
            yield
        except OSError as problem:
            if problem.errno in _FULL:
                raise self.full() from None
            if problem.errno in _REFUSED:
                raise DataFolderNotWritable(
                    f"The data folder {self.data} cannot be written ({problem.strerror}); make it "
                    "writable, or set HEDGEROW_DATA to a folder that is."
                ) from None
            raise

    def full(self) -> DiskFull:
        """That the disk is full, for raising."""
        return DiskFull(
            f"The disk of the data folder {self.data} is full; make room (at least "
            f"{LEAST_TO_WRITE // 1024 // 1024} MB), or set HEDGEROW_DATA to a folder on another "
            "disk."
        )


def is_alive(pid: int) -> bool:
    """Whether a process lives, whoever owns it."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
