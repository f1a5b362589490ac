"""Access: hours a week within reach of young people, by floating catchment areas."""

from __future__ import annotations

from graph.analysis.access.catchments import FEWEST, Catchments, catchments, shares
from graph.analysis.access.decay import STEP_WEIGHTS, decay_weights
from graph.analysis.access.floating import access_hours, access_in_slices, sums_in_reach

__all__ = [
    "FEWEST",
    "STEP_WEIGHTS",
    "Catchments",
    "access_hours",
    "access_in_slices",
    "catchments",
    "decay_weights",
    "shares",
    "sums_in_reach",
]
