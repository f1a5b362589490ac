"""Keeps the embedded graph server alive for as long as anybody uses it.

Run by path as a small process of its own, with nothing but the standard
library, so that it starts in a few hundredths of a second:

    python keeper.py FOLDER GRACE_SECONDS JAVA ARGUMENTS…

It returns once a keeper that goes on in the background has started the
server and told of it in ``server.json``. Three locks in the folder speak for
it (``flock``: the system lets go of a lock when its holders are gone, however
they went):

``keeper.lock``
    Held by the keeper and by the server that it started. While it is held, a
    server is alive.
``attached.lock``
    Shared by every process that uses the graph. The keeper waits to hold it
    alone; when it does, the last user is gone and the server is stopped.
``starting.lock``
    Held by whoever is about to find or start a keeper (not used here).

When the server dies the keeper goes too, and the next use starts both anew.
When the keeper is killed, the server is told to stop (Linux), or stopped by the
next user who finds it.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
STOPPING_S = 20.0
TOLD = b"told"


def main(arguments: list[str]) -> int:
    """Leave a keeper in the background; return 0 once it has told of its server."""
    folder, grace_s, command = Path(arguments[0]), float(arguments[1]), arguments[2:]
    hears, says = os.pipe()
    if os.fork():
        os.close(says)
        return 0 if os.read(hears, len(TOLD)) == TOLD else 1
    os.close(hears)
    os.setsid()
    try:
        keep(folder, grace_s, command, says)
    except BaseException as problem:
        sys.stderr.write(f"{problem}\n")
        sys.stderr.flush()
    os._exit(1)


def keep(folder: Path, grace_s: float, command: list[str], says: int) -> None:
    """Start the server, and stop it after its last user; never returns where all went well."""
    lock = os.open(folder / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    attached = os.open(folder / "attached.lock", os.O_RDWR | os.O_CREAT, 0o644)
    server = start(folder, lock, command)

    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop(server, folder)

    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)
    tell(folder, server.pid)
    os.write(says, TOLD)
    os.close(says)
    # The server may be gone before we are asked to stop it.
    threading.Thread(target=leave_with, args=(server, folder), daemon=True).start()
    wait_for_last(attached, grace_s)
    stop(server, folder)


def start(folder: Path, lock: int, command: list[str]) -> subprocess.Popen[bytes]:
    """Start the server; it inherits the lock, so that the lock tells whether it lives."""
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 # nosec B603 # the command is ours
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            preexec_fn=stop_with_parent,  # noqa: PLW1509 - one thread so far
        )


def stop_with_parent() -> None:
    """Ask the system to tell this process to stop when its parent is gone, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def tell(folder: Path, server_pid: int) -> None:
    """Add the processes to what ``server.json`` says, in one step."""
    place = folder / "server.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    told.update(keeper_pid=os.getpid(), server_pid=server_pid)
    beside = folder / "server.json.new"
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(place)


def leave_with(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Go when the server goes."""
    server.wait()
    leave(folder)


def leave(folder: Path) -> None:
    """Take back what ``server.json`` says, and end at once, with all threads."""
    with contextlib.suppress(OSError):
        (folder / "server.json").unlink()
    os._exit(0)


def wait_for_last(attached: int, grace_s: float) -> None:
    """Return, holding the lock alone, once nobody has used the graph for a while."""
    while True:
        fcntl.flock(attached, fcntl.LOCK_EX)
        fcntl.flock(attached, fcntl.LOCK_UN)
        time.sleep(grace_s)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(attached, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return


def stop(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Stop the server, gently at first, and go; never returns."""
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(STOPPING_S)
        leave(folder)
    server.kill()
    server.wait()
    leave(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
