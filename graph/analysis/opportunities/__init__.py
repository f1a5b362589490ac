"""Opportunities: which partners could fill a gap together, and who could introduce them."""

from __future__ import annotations

from graph.analysis.opportunities.finding import Opportunities, find_opportunities
from graph.analysis.opportunities.opportunity import Link, Opportunity, OpportunityKind, Part
from graph.analysis.opportunities.ranking import Order
from graph.analysis.opportunities.roles import Role

__all__ = [
    "Link",
    "Opportunities",
    "Opportunity",
    "OpportunityKind",
    "Order",
    "Part",
    "Role",
    "find_opportunities",
]
