"""What a store talks to."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a store talks to.

    Attributes
    ----------
    address
        Where the server answers.
    product, version
        What it calls itself.
    embedded
        Whether it is the server that Hedgerow keeps itself.
    pid
        The embedded server's process, None for another.
    schema
        The graph's schema version.
    revision
        The graph's revision.
    problems
        What is wrong, in sentences; empty where all is well.
    """

    address: str
    product: str
    version: str
    embedded: bool
    pid: int | None
    schema: int
    revision: str
    problems: tuple[str, ...] = ()


def product_of(agent: str) -> tuple[str, str]:
    """Name and version from what a server calls itself.

    The embedded one says ``Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)``.
    """
    if inner := re.search(r"\((\w+) ([\w.]+)\)", agent):
        return inner[1], inner[2]
    product, _, number = agent.partition("/")
    return product, number
