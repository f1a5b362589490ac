"""Settings of every test, and what the summary of a run says of those left out."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.neo4j import launcher

# How long an example takes says more about the machine than about the code.
settings.register_profile("hedgerow", deadline=None)
settings.load_profile("hedgerow")

HOW = "`make neo4j` fetches it (Java 17 and Maven), then `make test` runs them too"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once that half of the store's tests did not run; several workers have one summary."""
    if not launcher.REQUIRED and (missing := launcher.missing()):
        terminalreporter.write_line(
            f"The Neo4j half of the store's tests was skipped ({missing}): {HOW}."
        )
