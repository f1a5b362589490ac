"""A real Neo4j Community for tests: jars that Maven resolved, a folder of its own, loopback only.

``make neo4j`` fetches the jars into ``tests/neo4j/target/lib``; ``NEO4J_TEST_JARS``
names another folder that holds them.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

REQUIRED = os.environ.get("HEDGEROW_TEST_NEO4J") == "require"
JARS = Path(os.environ.get("NEO4J_TEST_JARS", "") or Path(__file__).parent / "target" / "lib")
MAIN = "org.neo4j.server.CommunityEntryPoint"
STARTING_S = 180.0

# What Neo4j's own launcher passes for Java 17.
JAVA_OPENS = [
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
]


class Unavailable(Exception):
    """There is no Neo4j here that could be started; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a Neo4j answers."""

    uri: str
    username: str
    password: str
    database: str = "neo4j"


def java() -> str:
    """A Java of version 17 to 21 or later; raise :class:`Unavailable` where there is none."""
    found = shutil.which("java")
    if home := os.environ.get("JAVA_HOME"):
        found = str(Path(home) / "bin" / "java")
    if not found:
        raise Unavailable("Java 17 is not installed")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(\d+)', said.stderr + said.stdout)
    if number is None or int(number[1]) < 17:
        raise Unavailable("the installed Java is older than 17")
    return found


def jars() -> Path:
    """The folder of Neo4j's jars; raise :class:`Unavailable` where they are not."""
    if not any(JARS.glob("neo4j-server-5.26*.jar")):
        raise Unavailable("the Neo4j jars are not there")
    return JARS


def missing() -> str:
    """What a real Neo4j lacks here; empty where it can be started."""
    try:
        java()
        jars()
    except Unavailable as lacking:
        return str(lacking)
    return ""


def version() -> str:
    """The version of the jars, such as ``5.26.1``."""
    (jar,) = jars().glob("neo4j-server-5.26*.jar")
    return jar.stem.removeprefix("neo4j-server-")


class Neo4j:
    """One server in one folder; a context manager that gives its :class:`Place`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Place:
        command_java, libraries = java(), jars()
        port = _free_port()
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "64m",
            "dbms.usage_report.enabled": "false",
            "db.tx_log.rotation.retention_policy": "keep_none",
        }
        (self._folder / "conf" / "neo4j.conf").write_text(
            "".join(f"{name}={value}\n" for name, value in settings.items()), encoding="utf-8"
        )
        log = (self._folder / "neo4j.out").open("wb")
        self._process = subprocess.Popen(
            [
                command_java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                *JAVA_OPENS,
                "-cp",
                f"{libraries}/*",
                MAIN,
                f"--home-dir={self._folder}",
                f"--config-dir={self._folder / 'conf'}",
            ],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        log.close()
        try:
            return self._ready(f"bolt://127.0.0.1:{port}")
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()

    def _ready(self, uri: str) -> Place:
        """Wait until it answers, and give it a password of its own."""
        assert self._process is not None
        place = Place(uri=uri, username="neo4j", password=secrets.token_urlsafe(24))
        ends = time.monotonic() + STARTING_S
        while time.monotonic() < ends and self._process.poll() is None:
            try:
                with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
                    driver.execute_query(
                        "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                        password=place.password,
                        database_="system",
                    )
                return place
            except (DriverError, Neo4jError):
                time.sleep(0.3)
        said = (self._folder / "neo4j.out").read_text("utf-8", "replace")[-2_000:]
        raise RuntimeError(f"Neo4j did not start:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
