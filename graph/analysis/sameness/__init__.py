"""Sameness: records that are likely the same thing, entered twice."""

from __future__ import annotations

from graph.analysis.sameness.facts import Kind
from graph.analysis.sameness.finding import End, Level, Same, find_pairs, find_same
from graph.analysis.sameness.weighing import Reason

__all__ = ["End", "Kind", "Level", "Reason", "Same", "find_pairs", "find_same"]
