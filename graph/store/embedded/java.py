"""The command line of the embedded server: memory, listeners and settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from graph.store.embedded.wheel import find_wheel

DATABASE = "graph"
MEBIBYTE = 1024 * 1024
LEAST_HEAP_MIB = 512
MOST_HEAP_MIB = 2_048
LARGEST_MESSAGE = 256 * MEBIBYTE
MAIN = "com.arcadedb.server.ArcadeDBServer"


def heap_mib() -> int:
    """Memory for the server in MiB: a quarter of the machine's, from 512 to 2,048.

    512 load all of England's small areas in one change; the rest is for
    outlines. What is not needed is not taken.
    """
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBIBYTE
    except (ValueError, OSError):
        machine = 0
    return max(LEAST_HEAP_MIB, min(MOST_HEAP_MIB, machine // 4))


def command(folder: Path, *, bolt_port: int, http_port: int) -> list[str]:
    """What to run; the password is in a file that it names, never here.

    Parameters
    ----------
    folder
        Where the graph is kept.
    bolt_port, http_port
        Loopback ports. HTTP cannot be left out; it takes the next free one
        where that is taken, and nothing uses it.

    Raises
    ------
    StoreUnavailable
        The wheel is missing or damaged.
    """
    wheel = find_wheel()
    settings: dict[str, Any] = {
        "server.rootPath": folder,
        "server.databaseDirectory": folder / "databases",
        "server.configDirectory": folder / "config",
        "server.logsDirectory": folder / "log",
        "server.rootPasswordPath": folder / "password",
        "server.defaultDatabases": f"{DATABASE}[]",
        # Errors come with their reasons; nobody else can reach it.
        "server.mode": "development",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": f"{http_port}-65535",
        "serverMetrics": "false",
        "support.autoRegister": "false",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "bolt.maxMessageSize": LARGEST_MESSAGE,
        "bolt.packstream.maxValueLength": LARGEST_MESSAGE,
        # On the disk before it is acknowledged: a power cut loses nothing.
        "txWalFlush": 1,
    }
    return [
        str(wheel.java),
        f"-Xmx{heap_mib()}m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={folder}/log/java-error.log",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "-cp",
        f"{wheel.jars}/*",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        MAIN,
    ]
