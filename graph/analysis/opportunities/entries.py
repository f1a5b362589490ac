"""Entries: what is weighed to put opportunities in order, before a word of them is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.analysis.opportunities.opportunity import Lowered, Opportunity, OpportunityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One opportunity, to be told when it is among those shown.

    Attributes
    ----------
    id, kind, young_people, cost, introductions
        As the opportunity has them.
    need
        How deep the need is, -100 to 100; None where that is not known.
    missing
        How many roles nobody known could fill.
    organisation_ids, asset_ids, area_ids
        Whom, what and which places it names.
    tell
        Makes the opportunity.
    lowered
        Why it stands lower than it might.
    """

    id: str
    kind: OpportunityKind
    young_people: float
    cost: float
    introductions: int
    need: float | None
    missing: int = 0
    organisation_ids: tuple[str, ...]
    asset_ids: tuple[str, ...]
    area_ids: tuple[str, ...]
    tell: Callable[[], Opportunity]
    lowered: tuple[Lowered, ...] = ()

    @classmethod
    def of(cls, row: Opportunity) -> Entry:
        """The entry of an opportunity that is told already."""
        return cls(
            id=row.id,
            kind=row.kind,
            young_people=row.young_people,
            cost=row.cost,
            introductions=row.introductions,
            need=row.value.need,
            missing=len(row.missing),
            organisation_ids=row.organisation_ids,
            asset_ids=row.asset_ids,
            area_ids=row.area_ids,
            tell=lambda: row,
        )

    @property
    def aside(self) -> bool:
        """Whether it was set aside itself."""
        return any(one.itself for one in self.lowered)

    def told(self, rank: int) -> Opportunity:
        """The opportunity, with its rank and what lowers it."""
        return replace(self.tell(), rank=rank, lowered=self.lowered)
