"""Matching: which records that come from elsewhere are records that are here."""

from __future__ import annotations

from graph.analysis.matching.columns import Rows
from graph.analysis.matching.gathering import (
    MATCHED,
    matched_kind,
    rows_of_network,
    rows_of_records,
)
from graph.analysis.matching.judging import CERTAIN, PROBABLE, Match
from graph.analysis.matching.linking import match

__all__ = [
    "CERTAIN",
    "MATCHED",
    "PROBABLE",
    "Match",
    "Rows",
    "match",
    "matched_kind",
    "rows_of_network",
    "rows_of_records",
]
