"""Which kinds of record the graph holds, and which relationships each keeps.

Everything that names a label or a relationship type is here, in closed lists:
no label ever comes from input. ``docs/graph.md`` shows the same as a picture,
and a test keeps the two alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import InvalidData
from graph.model import (
    Account,
    Activity,
    Agreement,
    Area,
    Asset,
    Boundary,
    Change,
    Contact,
    Delivery,
    Dismissal,
    Doubt,
    Draft,
    Event,
    Grant,
    Indicator,
    Letter,
    Merge,
    Need,
    Organisation,
    Outcome,
    Partnership,
    Priority,
    Proposal,
    Reminded,
    Request,
    Review,
    Scenario,
    Seat,
    Site,
    Source,
    SpentLink,
    Standing,
    Tie,
    Token,
    TravelTime,
    Use,
)
from graph.store.labels import Label, LinkType


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How one reference of a kind of record is kept as a relationship.

    Attributes
    ----------
    field
        The field of the owning record that names others.
    type
        The relationship's type.
    other
        What is named.
    inward
        True where the relationship points at the owner (an organisation
        KEEPS an asset, whose ``organisation_id`` says so).
    many
        Whether the field names any number of records, in an order that is kept.
    """

    field: str
    type: LinkType
    other: Label
    inward: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record that is a node: its class, its label, its references."""

    record: type
    label: Label
    links: tuple[Link, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its statements under ``queries/``."""
        return self.label.value.lower()


NODES: tuple[Kind, ...] = (
    Kind(record=Source, label=Label.SOURCE),
    Kind(
        record=Area,
        label=Label.AREA,
        links=(Link(field="within", type=LinkType.WITHIN, other=Label.AREA, many=True),),
    ),
    Kind(
        record=Boundary,
        label=Label.BOUNDARY,
        links=(Link(field="area_id", type=LinkType.OUTLINES, other=Label.AREA),),
    ),
    Kind(
        record=Site,
        label=Label.SITE,
        links=(Link(field="area_ids", type=LinkType.STANDS_IN, other=Label.AREA, many=True),),
    ),
    Kind(
        record=Organisation,
        label=Label.ORGANISATION,
        links=(
            Link(field="area_ids", type=LinkType.SERVES, other=Label.AREA, many=True),
            Link(field="site_id", type=LinkType.AT, other=Label.SITE),
        ),
    ),
    Kind(
        record=Asset,
        label=Label.ASSET,
        links=(
            Link(
                field="organisation_id", type=LinkType.KEEPS, other=Label.ORGANISATION, inward=True
            ),
            Link(field="site_id", type=LinkType.AT, other=Label.SITE),
        ),
    ),
    Kind(
        record=Request,
        label=Label.REQUEST,
        links=(
            Link(
                field="organisation_id",
                type=LinkType.ASKS_FOR,
                other=Label.ORGANISATION,
                inward=True,
            ),
            Link(field="site_id", type=LinkType.AT, other=Label.SITE),
            Link(field="area_ids", type=LinkType.WANTED_IN, other=Label.AREA, many=True),
        ),
    ),
    Kind(record=Outcome, label=Label.OUTCOME),
    Kind(
        record=Activity,
        label=Label.ACTIVITY,
        links=(
            Link(
                field="organisation_id", type=LinkType.RUNS, other=Label.ORGANISATION, inward=True
            ),
            Link(field="site_id", type=LinkType.AT, other=Label.SITE),
            Link(
                field="partner_ids",
                type=LinkType.HELPS_RUN,
                other=Label.ORGANISATION,
                inward=True,
                many=True,
            ),
            Link(field="outcome_ids", type=LinkType.CONTRIBUTES_TO, other=Label.OUTCOME, many=True),
        ),
    ),
    Kind(
        record=Indicator,
        label=Label.INDICATOR,
        links=(Link(field="outcome_id", type=LinkType.MEASURES, other=Label.OUTCOME),),
    ),
    Kind(
        record=Partnership,
        label=Label.PARTNERSHIP,
        links=(Link(field="area_ids", type=LinkType.WORKS_FOR, other=Label.AREA, many=True),),
    ),
    Kind(
        record=Seat,
        label=Label.SEAT,
        links=(
            Link(field="partnership_id", type=LinkType.ON, other=Label.PARTNERSHIP),
            Link(
                field="organisation_id", type=LinkType.HOLDS, other=Label.ORGANISATION, inward=True
            ),
        ),
    ),
    Kind(
        record=Priority,
        label=Label.PRIORITY,
        links=(
            Link(field="partnership_id", type=LinkType.AGREED_BY, other=Label.PARTNERSHIP),
            Link(field="area_id", type=LinkType.ABOUT, other=Label.AREA),
            Link(
                field="signatory_ids", type=LinkType.SIGNED_BY, other=Label.ORGANISATION, many=True
            ),
            Link(field="outcome_ids", type=LinkType.WORKS_TOWARDS, other=Label.OUTCOME, many=True),
        ),
    ),
    Kind(
        record=Need,
        label=Label.NEED,
        links=(Link(field="area_id", type=LinkType.FELT_IN, other=Label.AREA),),
    ),
    Kind(
        record=Grant,
        label=Label.GRANT,
        links=(
            Link(field="funder_id", type=LinkType.FUNDED, other=Label.ORGANISATION, inward=True),
            Link(field="recipient_id", type=LinkType.AWARDED_TO, other=Label.ORGANISATION),
            Link(field="area_ids", type=LinkType.BENEFITS, other=Label.AREA, many=True),
        ),
    ),
    Kind(
        record=Agreement,
        label=Label.AGREEMENT,
        links=(
            Link(field="asset_id", type=LinkType.SHARES, other=Label.ASSET),
            Link(field="borrower_id", type=LinkType.LENT_TO, other=Label.ORGANISATION),
            Link(field="activity_id", type=LinkType.USED_FOR, other=Label.ACTIVITY),
        ),
    ),
    Kind(
        record=Use,
        label=Label.USE,
        links=(
            Link(field="agreement_id", type=LinkType.UNDER, other=Label.AGREEMENT),
            Link(field="organisation_id", type=LinkType.NOTED_BY, other=Label.ORGANISATION),
        ),
    ),
    Kind(
        record=Review,
        label=Label.REVIEW,
        links=(
            Link(field="agreement_id", type=LinkType.LOOKS_BACK_ON, other=Label.AGREEMENT),
            Link(field="organisation_id", type=LinkType.WRITTEN_BY, other=Label.ORGANISATION),
        ),
    ),
    Kind(
        record=Contact,
        label=Label.CONTACT,
        links=(Link(field="organisation_id", type=LinkType.REACHES, other=Label.ORGANISATION),),
    ),
    Kind(record=Scenario, label=Label.SCENARIO),
    Kind(
        record=Dismissal,
        label=Label.DISMISSAL,
        links=(
            Link(
                field="organisation_ids",
                type=LinkType.INVOLVES,
                other=Label.ORGANISATION,
                many=True,
            ),
            Link(field="area_ids", type=LinkType.CONCERNS, other=Label.AREA, many=True),
        ),
    ),
)
"""The kinds that are nodes and can be written, in an order in which what is named comes first."""

ACCOUNTS = Kind(
    record=Account,
    label=Label.ACCOUNT,
    links=(
        Link(
            field="organisation_ids",
            type=LinkType.MAY_CHANGE,
            other=Label.ORGANISATION,
            many=True,
        ),
        Link(field="area_ids", type=LinkType.LOOKS_AFTER, other=Label.AREA, many=True),
    ),
)
EVENTS = Kind(record=Event, label=Label.EVENT)
LETTERS = Kind(record=Letter, label=Label.LETTER)
SPENT_LINKS = Kind(record=SpentLink, label=Label.SPENT_LINK)
DRAFTS = Kind(
    record=Draft,
    label=Label.DRAFT,
    links=(Link(field="account_id", type=LinkType.DRAFTED_BY, other=Label.ACCOUNT),),
)
PROPOSALS = Kind(record=Proposal, label=Label.PROPOSAL)
STANDINGS = Kind(record=Standing, label=Label.STANDING)
MERGES = Kind(record=Merge, label=Label.MERGE)
REMINDED = Kind(record=Reminded, label=Label.REMINDED)
TOKENS = Kind(record=Token, label=Label.TOKEN)
DELIVERIES = Kind(record=Delivery, label=Label.DELIVERY)
DOUBTS = Kind(record=Doubt, label=Label.DOUBT)
BESIDE: tuple[Kind, ...] = (
    ACCOUNTS,
    EVENTS,
    LETTERS,
    SPENT_LINKS,
    DRAFTS,
    PROPOSALS,
    STANDINGS,
    MERGES,
    REMINDED,
    TOKENS,
    DELIVERIES,
    DOUBTS,
)
"""Nodes too, but no records of the network; :mod:`graph.store.beside` keeps them."""

KIND_OF: dict[type, Kind] = {kind.record: kind for kind in (*NODES, *BESIDE)}
KIND_OF_LABEL: dict[Label, Kind] = {kind.label: kind for kind in (*NODES, *BESIDE)}
WRITABLE: tuple[type, ...] = (*(kind.record for kind in NODES), Tie, TravelTime)


def name_of(kind: type) -> str:
    """What a kind is called in counts: its class's name.

    Raises
    ------
    InvalidData
        It is not a kind that can be written.
    """
    if kind not in WRITABLE:
        written = "The store writes changes itself" if kind is Change else "It is no kind of record"
        raise InvalidData(f"{kind.__name__} cannot be written. {written}.")
    return kind.__name__


def noun_of(kind: type) -> str:
    """What a record of a kind is called within a sentence."""
    return "travel time" if kind is TravelTime else kind.__name__.lower()
