"""Gaps: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from graph.analysis.coverage import Coverage
from graph.analysis.gaps.finding import Gaps, find_gaps
from graph.analysis.gaps.gap import Gap
from graph.analysis.nearest import Nearby
from graph.analysis.standard import STANDARD_HOURS_PER_WEEK

__all__ = [
    "STANDARD_HOURS_PER_WEEK",
    "Coverage",
    "Gap",
    "Gaps",
    "Nearby",
    "find_gaps",
]
