"""Duplication: where provision overlaps, and whether that is more than is needed."""

from __future__ import annotations

from graph.analysis.duplication.clusters import Cluster
from graph.analysis.duplication.finding import Columns, Duplication, Overlap, Side, find_duplication
from graph.analysis.duplication.outcomes import Outcome
from graph.analysis.duplication.overlapping import Verdict
from graph.analysis.duplication.suggestions import Suggestion

__all__ = [
    "Cluster",
    "Columns",
    "Duplication",
    "Outcome",
    "Overlap",
    "Side",
    "Suggestion",
    "Verdict",
    "find_duplication",
]
