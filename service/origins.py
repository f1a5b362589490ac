"""Where a fact comes from, and when somebody last said that it is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.network import Network
from service.freshness import Checked, checked
from service.signing.session import now


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the foot of a record's page says.

    ``name`` is empty where nobody said where it comes from; ``checked`` is how fresh it is.
    """

    name: str
    website: str
    illustrative: bool
    verified_on: date | None
    checked: Checked


def origin(network: Network, source_id: str | None, verified_on: date | None) -> Origin:
    """The origin of a record with this source and this day of verification."""
    source = next((s for s in network.sources if s.id == source_id), None)
    return Origin(
        name=source.name if source else (source_id or ""),
        website=source.website if source else "",
        illustrative=bool(source and source.illustrative),
        verified_on=verified_on,
        checked=checked(verified_on, now().date()),
    )
