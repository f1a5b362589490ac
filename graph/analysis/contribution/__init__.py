"""Contribution: what something that is offered or asked for could do, for whom, with whom."""

from __future__ import annotations

from graph.analysis.contribution.finding import Contribution, find_contribution
from graph.analysis.contribution.gained import Gained
from graph.analysis.contribution.helped import Helped
from graph.analysis.contribution.joining import Joined
from graph.analysis.contribution.meeting import Met
from graph.analysis.contribution.talking import Contact

__all__ = ["Contact", "Contribution", "Gained", "Helped", "Joined", "Met", "find_contribution"]
