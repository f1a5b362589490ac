"""What resources of the API are asked that answer nothing without a question."""

from __future__ import annotations

from graph.analysis.opportunities import find_opportunities
from graph.network import Network
from service.api.registry import RESOURCES
from service.opened import today

FOLD = "fold:organisation:camel-bank-youth-project"
NEEDING = {"answers", "what-if", "nearest-sessions", "opportunity-teams"}
EVERYBODYS = [name for name, one in RESOURCES.items() if one.who.everybody]
FREE = [name for name in EVERYBODYS if name not in NEEDING]
"""What answers without a question."""


def question_of(name: str, known: Network) -> dict[str, str]:
    """A question that a resource can answer."""
    if name == "answers":
        return {"request": str(known.requests.id[0])}
    if name == "what-if":
        return {"edit": FOLD}
    if name == "nearest-sessions":
        return {"to": "cw-bude-stratton"}
    if name == "opportunity-teams":
        return {"opportunity": find_opportunities(known, today=today()).rows[0].id}
    return {}
