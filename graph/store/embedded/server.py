"""Finding the embedded server of a data folder, or starting it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import (
    DataFolderHeld,
    DataFolderNotWritable,
    DiskFull,
    StoreUnavailable,
)
from graph.store.connection import Address
from graph.store.embedded import keeper
from graph.store.embedded.wheel import find_wheel

DATABASE = "graph"
USER = "root"
HEAP = "640m"
GRACE_S = 2.0
STARTING_S = 60.0
STARTS = 3
LEAST_ROOM = 32 * 1024 * 1024
LARGEST_MESSAGE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What ``server.json`` tells of a live server."""

    bolt_port: int
    uid: int
    server_pid: int
    keeper_pid: int


class EmbeddedServer:
    """The server of one data folder, shared by every process that uses the folder.

    Parameters
    ----------
    data
        The data folder; the graph is kept in its ``graph`` folder.
    grace_s
        How long the server stays after its last user has gone, in seconds.
    """

    def __init__(self, data: Path, *, grace_s: float = GRACE_S) -> None:
        self.folder = data.absolute() / "graph"
        self._grace_s = grace_s
        self._attached: int | None = None

    def address(self) -> Address:
        """Attach to the live server, or start it.

        Raises
        ------
        DataFolderNotWritable, DataFolderHeld, DiskFull, StoreUnavailable
            One line that says what is wrong.
        """
        with _plainly(self.folder):
            self._prepare()
            with self._starting():
                self._attach()
                return self._found() or self._started()

    def again(self, lost: Address) -> Address:
        """Attach anew after the server was lost; start it where it is gone."""
        with _plainly(self.folder), self._starting():
            found = self._found()
            if found is not None and found == lost:
                # It lives but does not answer, or refuses the password that it was started with.
                self._end_server()
                found = None
            return found or self._started()

    def close(self) -> None:
        """Let go; the keeper stops the server after the last one."""
        if self._attached is not None:
            os.close(self._attached)
            self._attached = None

    def check_room(self) -> None:
        """Raise :class:`~graph.errors.DiskFull` where the folder's disk has no room left."""
        if shutil.disk_usage(self.folder).free < LEAST_ROOM:
            raise DiskFull(_full(self.folder))

    def told(self) -> Told | None:
        """What is told of a live server; None where there is none."""
        if not self._alive():
            return None
        try:
            told = json.loads((self.folder / "server.json").read_text(encoding="utf-8"))
            return Told(
                bolt_port=int(told["bolt_port"]),
                uid=int(told["uid"]),
                server_pid=int(told.get("server_pid", 0)),
                keeper_pid=int(told.get("keeper_pid", 0)),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    # -- the folder and its locks ---------------------------------------------

    def _prepare(self) -> None:
        self._check_holder()
        self.folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "not writable", str(self.folder))
        self.check_room()

    def _check_holder(self) -> None:
        """Refuse a folder that another user's live server holds."""
        told = self.told()
        if told is not None and told.uid != os.geteuid():
            raise DataFolderHeld(
                f"The data folder {self.folder.parent} is held by the graph server of the user "
                f"“{_user(told.uid)}” (process {told.server_pid}); stop it, or set HEDGEROW_DATA "
                "to a folder of your own."
            )

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        """Hold the lock under which servers are found and started."""
        with _locked(self.folder / "starting.lock", fcntl.LOCK_EX):
            yield

    def _attach(self) -> None:
        """Hold the shared lock that keeps the server; waits for a stopping one to be gone."""
        if self._attached is None:
            attached = os.open(self.folder / "attached.lock", os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(attached, fcntl.LOCK_SH)
            self._attached = attached

    def _alive(self) -> bool:
        """Whether a keeper or its server lives."""
        try:
            lock = os.open(self.folder / "keeper.lock", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    # -- a server that is there -----------------------------------------------

    def _found(self) -> Address | None:
        """Where the live server answers; None where there is none, or none to trust."""
        told = self.told()
        self._check_holder()
        if told is None or not told.server_pid or not _is_alive(told.keeper_pid):
            self._end_server()
            return None
        try:
            password = (self.folder / "password").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            password = ""
        if not password or not _answers(told.bolt_port):
            self._end_server()
            return None
        return _address(told.bolt_port, password)

    def _end_server(self) -> None:
        """Stop whatever still holds the keeper's lock."""
        told = self.told()
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self._alive():
                break
            if told is not None:
                for pid in (told.keeper_pid, told.server_pid):
                    if pid and _is_ours(pid, self.folder):
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, number)
            _until(lambda: not self._alive(), keeper.STOPPING_S + 2)
        if self._alive():
            raise StoreUnavailable(
                f"A graph server that does not answer still holds {self.folder}; end it and try "
                "again."
            )
        (self.folder / "server.json").unlink(missing_ok=True)

    # -- a server to start ----------------------------------------------------

    def _started(self) -> Address:
        for _ in range(STARTS):
            port, password = _free_port(), secrets.token_urlsafe(32)
            self._write_secret(password)
            self._tell(port)
            self._launch(port)
            place = _address(port, password)
            if self._becomes_ready(place):
                return place
            self._end_server()
            self.check_room()
        raise StoreUnavailable(
            f"The embedded graph server did not start; {self.folder / 'server.log'} says why"
            f"{self._last_words()}."
        )

    def _becomes_ready(self, place: Address) -> bool:
        """Wait until a new server answers; False where it does not, or is gone."""
        return _until(lambda: is_ready(place) or not self._alive(), STARTING_S) and self._alive()

    def _write_secret(self, password: str) -> None:
        """Keep a new password, and forget the users that the last server knew.

        Each server has a password of its own, so that a lost or damaged
        password file never locks anybody out of the graph.
        """
        (self.folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
        place = self.folder / "password"
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)

    def _tell(self, port: int) -> None:
        place = self.folder / "server.json"
        place.unlink(missing_ok=True)
        place.write_text(json.dumps({"bolt_port": port, "uid": os.geteuid()}), encoding="utf-8")

    def _launch(self, port: int) -> None:
        """Start a keeper, and wait until it holds its lock or is gone."""
        command = [sys.executable, "-I", "-S", keeper.__file__, str(self.folder)]
        command += [str(self._grace_s), *self._java(port)]
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(self.folder)}
        with (self.folder / "keeper.log").open("wb") as log:
            subprocess.run(  # noqa: S603 - the command is ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd=self.folder,
                check=False,
            )
        _until(lambda: (told := self.told()) is not None and told.server_pid > 0, 10.0)

    def _java(self, port: int) -> list[str]:
        wheel = find_wheel()
        for name in ("config", "databases", "log"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        settings: dict[str, Any] = {
            "server.rootPath": self.folder,
            "server.databaseDirectory": self.folder / "databases",
            "server.configDirectory": self.folder / "config",
            "server.logsDirectory": self.folder / "log",
            "server.rootPasswordPath": self.folder / "password",
            "server.defaultDatabases": f"{DATABASE}[]",
            "server.mode": "production",
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server.httpIncomingHost": "127.0.0.1",
            "server.httpIncomingPort": f"{_free_port()}-65535",
            "bolt.host": "127.0.0.1",
            "bolt.port": port,
            "bolt.maxMessageSize": LARGEST_MESSAGE,
            "bolt.packstream.maxValueLength": LARGEST_MESSAGE,
        }
        return [
            str(wheel.java),
            f"-Xmx{HEAP}",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            f"-XX:ErrorFile={self.folder}/log/java-error.log",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            f"{wheel.jars}/*",
            *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def _last_words(self) -> str:
        """The server's last complaint, to stand in the message."""
        with contextlib.suppress(OSError):
            lines = (self.folder / "server.log").read_text("utf-8", "replace").splitlines()
            bad = [
                line for line in lines if "SEVER" in line or "Error" in line or "Exception" in line
            ]
            if bad:
                return f" ({bad[-1].strip()[:200]})"
        return ""


def _address(port: int, password: str) -> Address:
    return Address(
        uri=f"bolt://127.0.0.1:{port}", username=USER, password=password, database=DATABASE
    )


@contextlib.contextmanager
def _locked(place: Path, how: int) -> Iterator[None]:
    lock = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, how)
        yield
    finally:
        os.close(lock)


@contextlib.contextmanager
def _plainly(folder: Path) -> Iterator[None]:
    """Say in one plain line what the system refused."""
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(_full(folder)) from None
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise DataFolderNotWritable(
                f"The data folder {folder.parent} cannot be written ({problem.strerror}); make it "
                "writable, or set HEDGEROW_DATA to a folder that is."
            ) from None
        raise


def _full(folder: Path) -> str:
    return (
        f"The disk of the data folder {folder.parent} is full; make room (at least "
        f"{LEAST_ROOM // 1024 // 1024} MB), or set HEDGEROW_DATA to a folder on another disk."
    )


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    """Whether something at a loopback port speaks Bolt ."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as probe:
            probe.sendall(b"\x60\x60\xb0\x17" + b"\x00\x04\x04\x05" + b"\x00" * 12)
            return len(probe.recv(4)) == 4
    except OSError:
        return False


def is_ready(place: Address) -> bool:
    """Whether the server lets us in and has its database open, which comes last."""
    if not _answers(int(place.uri.rpartition(":")[2])):
        return False
    try:
        with (
            GraphDatabase.driver(place.uri, auth=(place.username, place.password)) as driver,
            driver.session(database=place.database) as session,
        ):
            session.run("RETURN 1").consume()
    except (Neo4jError, DriverError):
        return False
    return True


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_ours(pid: int, folder: Path) -> bool:
    """Whether a process is a folder's keeper or server, not a later one of its number."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return sys.platform != "linux" and _is_alive(pid)
    except OSError:
        return False
    return os.fsencode(folder) in command


def _until(true: Any, seconds: float) -> bool:
    """Wait until something is true; False where it never became so."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())
