"""Where the embedded server's Java and jars are: in the ``arcadedb-embedded`` wheel."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from graph.errors import StoreUnavailable

PACKAGE = "arcadedb-embedded"
MODULE = "arcadedb_embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """The parts of the installed wheel that a server needs."""

    java: Path
    jars: Path
    version: str


def find_wheel() -> Wheel:
    """Find the installed wheel without importing it, which would load Java into this process.

    Raises
    ------
    StoreUnavailable
        It is not installed, or a part of it is missing.
    """
    found = importlib.util.find_spec(MODULE)
    if found is None or not found.submodule_search_locations:
        raise StoreUnavailable(
            f"The embedded graph server is missing; install it with “pip install {PACKAGE}”, "
            "or set NEO4J_URI to use a Neo4j."
        )
    folder = Path(next(iter(found.submodule_search_locations)))
    wheel = Wheel(
        java=folder / "jre" / "bin" / "java",
        jars=folder / "jars",
        version=importlib.metadata.version(PACKAGE),
    )
    for part in (wheel.java, wheel.jars):
        if not part.exists():
            raise StoreUnavailable(
                f"The package {PACKAGE} is damaged: {part} is missing. Install it again with "
                f"“pip install --force-reinstall {PACKAGE}”, or set NEO4J_URI to use a Neo4j."
            )
    return wheel
