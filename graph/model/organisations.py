"""Organisations and the ties between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.terms import OrganisationKind, TieKind
from graph.model.things import Thing, require_id, require_range, require_text, require_web_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Thing):
    """A council, parish, charity, group, school, funder or firm.

    Attributes
    ----------
    kind
        What it is.
    description
        In its own words.
    website
        An http or https address, or empty.
    identifiers
        org-ids such as ``GB-CHC-1234567``; empty where it has none.
    area_ids
        The areas that it serves (a parish council: its parish).
    site_id
        Where it is based, None where it has no place of its own.
    """

    kind: OrganisationKind
    description: str = ""
    website: str = ""
    identifiers: tuple[str, ...] = ()
    area_ids: tuple[str, ...] = ()
    site_id: str | None = None

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_text(self.description, "description")
        require_web_address(self.website, "website")
        for identifier in self.identifiers:
            require_id(identifier, "identifiers")
        for area_id in self.area_ids:
            require_id(area_id, "area_ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That one organisation stands in some relation to another.

    Attributes
    ----------
    id
        Unique among ties.
    from_id, to_id
        The two organisations; they differ. The order matters for "funds",
        "refers to", "supports" and "is a member of".
    kind
        What the relation is.
    validated
        True where one of the two said so; False where it is discoverable
        only (a shared board, site, funder or trustee).
    trust, value
        1 (low) to 4 (high) as the first organisation sees it, None where not asked.
    source_id, verified_on
        As in :class:`~graph.model.things.Thing`.
    """

    id: str
    from_id: str
    to_id: str
    kind: TieKind
    validated: bool = True
    trust: int | None = None
    value: int | None = None
    source_id: str | None = None
    verified_on: date | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_id(self.from_id, "from_id")
        require_id(self.to_id, "to_id")
        if self.from_id == self.to_id:
            raise InvalidData("A tie joins two different organisations.", field="to_id")
        require_range(self.trust, "trust", 1, 4)
        require_range(self.value, "value", 1, 4)
