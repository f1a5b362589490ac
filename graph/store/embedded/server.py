"""Finding the embedded server of a data folder, or starting it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import StoreUnavailable
from graph.store.connection import Address
from graph.store.embedded import keeper
from graph.store.embedded.folder import LEAST_TO_WRITE, GraphFolder, is_alive
from graph.store.embedded.java import DATABASE, command, heap_mib

USER = "root"
GRACE_S = 2.0
STARTING_S = 90.0
STARTS = 3
NO_SPACE = b"No space left on device"


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
        self.folder = GraphFolder(data)
        self._grace_s = grace_s
        self._log_seen = 0

    def address(self) -> Address:
        """Attach to the live server, or start it.

        Raises
        ------
        DataFolderNotWritable, DataFolderHeld, DiskFull, StoreUnavailable
            One line that says what is wrong.
        """
        with self.folder.plainly():
            self.folder.prepare()
            with self.folder.starting():
                self.folder.attach()
                return self._found() or self._started()

    def again(self, lost: Address) -> Address:
        """Attach anew after the server was lost; start it where it is gone."""
        with self.folder.plainly():
            self.folder.prepare()
            with self.folder.starting():
                self.folder.attach()
                found = self._found()
                if found is not None and found == lost and not is_ready(found):
                    self._end()
                    found = None
                return found or self._started()

    def is_lost(self, place: Address) -> bool:
        """Whether the server at a place is gone or going, as its keeper or its database is."""
        told = self.folder.told()
        return told is None or not is_alive(told.keeper_pid) or not is_ready(place)

    def died_of(self) -> str:
        """Why the last server died, as far as its log tells; empty where it does not."""
        with contextlib.suppress(OSError):
            if b"OutOfMemoryError" in (self.folder.path / "server.log.last").read_bytes():
                return (
                    f"The change is too large for the embedded server's memory ({heap_mib():,} "
                    "MB); nothing was kept. Load it in parts, or set NEO4J_URI to use a Neo4j."
                )
        return ""

    def close(self) -> None:
        """Let go; the keeper stops the server after the last one."""
        self.folder.detach()

    def check_room(self, *, failed: bool = False) -> None:
        """Raise :class:`~graph.errors.DiskFull` where there is too little room left to write.

        Parameters
        ----------
        failed
            Whether something that began after the last call went wrong: then
            the server may have found the disk too small for a large change,
            and given its room back, which only its log still tells.
        """
        self.folder.check_room(LEAST_TO_WRITE)
        with contextlib.suppress(OSError), (self.folder.path / "server.log").open("rb") as log:
            size = os.fstat(log.fileno()).st_size
            seen, self._log_seen = self._log_seen, size
            log.seek(seen if seen <= size else 0)
            if failed and NO_SPACE in log.read():
                raise self.folder.full()

    def pid(self) -> int | None:
        """The server's process, None where none is alive."""
        told = self.folder.told()
        return told.server_pid if told else None

    # -- a server that is there -----------------------------------------------

    def _found(self) -> Address | None:
        """Where the live server answers; None where there is none, or none to trust."""
        self.folder.refuse_others()
        told = self.folder.told()
        password = self._password()
        if told and password and is_alive(told.keeper_pid) and answers(told.bolt_port):
            return _address(told.bolt_port, password)
        self._end()
        return None

    def _password(self) -> str:
        """The kept password, empty where it is lost or damaged."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return (self.folder.path / "password").read_text(encoding="ascii").strip()
        return ""

    def _end(self) -> None:
        """Stop whatever still holds the keeper's lock."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.folder.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            if until(lambda: not self.folder.alive(), keeper.STOPPING_S + 2):
                break
        else:
            raise StoreUnavailable(
                f"A graph server that does not answer still holds {self.folder.path}; end it and "
                "try again."
            )
        (self.folder.path / "server.json").unlink(missing_ok=True)

    # -- a server to start ----------------------------------------------------

    def _started(self) -> Address:
        log = self.folder.path / "server.log"
        with contextlib.suppress(FileNotFoundError):
            log.replace(log.with_suffix(".log.last"))
        for _ in range(STARTS):
            port, password = _free_port(), secrets.token_urlsafe(32)
            self._write_secret(password)
            self._tell(port)
            place = _address(port, password)
            if self._launch(port) and self._becomes_ready(place):
                return place
            self._end()
            self.check_room()
        raise StoreUnavailable(
            f"The embedded graph server did not start; {log} says why{self._last_words()}."
        )

    def _write_secret(self, password: str) -> None:
        """Keep a new password, and forget the users that the last server knew.

        Each server has a password of its own, so that a lost or damaged
        password file never locks anybody out of the graph.
        """
        for name in ("config", "databases", "log"):
            (self.folder.path / name).mkdir(mode=0o700, exist_ok=True)
        (self.folder.path / "config" / "server-users.jsonl").unlink(missing_ok=True)
        place = self.folder.path / "password"
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)

    def _tell(self, port: int) -> None:
        place = self.folder.path / "server.json"
        place.unlink(missing_ok=True)
        place.write_text(json.dumps({"bolt_port": port, "uid": os.geteuid()}), encoding="utf-8")

    def _launch(self, port: int) -> bool:
        """Start a keeper; False where it could not start its server."""
        java = command(self.folder.path, bolt_port=port, http_port=_free_port())
        with (self.folder.path / "keeper.log").open("wb") as log:
            done = subprocess.run(  # noqa: S603 # nosec B603 # the command is ours
                [
                    *(sys.executable, "-I", "-S", keeper.__file__),
                    *(str(self.folder.path), str(self._grace_s)),
                    *java,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(self.folder.path)},
                cwd=self.folder.path,
                check=False,
            )
        return done.returncode == 0

    def _becomes_ready(self, place: Address) -> bool:
        """Wait until a new server answers; False where it does not, or is gone."""
        until(lambda: is_ready(place) or self._gave_up() or not self.folder.alive(), STARTING_S)
        return self.folder.alive() and is_ready(place)

    def _gave_up(self) -> bool:
        """Whether the server says that it could not start: its process may stay all the same."""
        return b'Exception in thread "main"' in (self.folder.path / "server.log").read_bytes()

    def _last_words(self) -> str:
        """The last complaint of the server or its keeper, to stand in the message."""
        for name in ("server.log", "keeper.log"):
            with contextlib.suppress(OSError):
                text = (self.folder.path / name).read_text("utf-8", "replace")
                bad = [line for line in text.splitlines() if "SEVER" in line or "rror" in line]
                if bad:
                    return f" ({bad[-1].strip()[:200]})"
        return ""


def _address(port: int, password: str) -> Address:
    return Address(
        uri=f"bolt://127.0.0.1:{port}", username=USER, password=password, database=DATABASE
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something at a loopback port speaks Bolt."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
            probe.sendall(b"\x60\x60\xb0\x17" + b"\x00\x04\x04\x05" + b"\x00" * 12)
            return len(probe.recv(4)) == 4
    except OSError:
        return False


def is_ready(place: Address) -> bool:
    """Whether the server lets us in and has its database open, which comes last."""
    if not answers(int(place.uri.rpartition(":")[2])):
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


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is true; False where it never became so."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.02)
    return true()
