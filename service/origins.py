"""Where a fact comes from, and when somebody last said that it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model import Delivery
from graph.network import Network
from service.freshness import Checked, checked
from service.signing.session import now


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the foot of a record's page says.

    ``name`` is empty where nobody said where it comes from; ``checked`` is how fresh it is;
    ``gone`` are the sources that had it and have it no longer, each with the day.
    """

    name: str
    website: str
    illustrative: bool
    verified_on: date | None
    checked: Checked
    gone: tuple[tuple[str, date], ...] = ()


def origin(
    network: Network,
    source_id: str | None,
    verified_on: date | None,
    deliveries: Iterable[Delivery] = (),
) -> Origin:
    """The origin of a record with this source, this day of verification and these deliveries."""
    names = {source.id: source.name for source in network.sources}
    source = next((s for s in network.sources if s.id == source_id), None)
    return Origin(
        name=source.name if source else (source_id or ""),
        website=source.website if source else "",
        illustrative=bool(source and source.illustrative),
        verified_on=verified_on,
        checked=checked(verified_on, now().date()),
        gone=tuple(
            (names.get(one.source_id, one.source_id), one.vanished_on)
            for one in deliveries
            if one.vanished_on is not None
        ),
    )
