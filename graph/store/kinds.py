"""Which kinds of record the graph holds, and which relationships each keeps.

Everything that names a label or a relationship type is here, in closed lists:
no label ever comes from input. ``docs/graph.md`` shows the same as a picture,
and a test keeps the two alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    Dismissal,
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
    TravelTime,
    Use,
)


class Label(StrEnum):
    """The label of a node; the name of the record's class."""

    SOURCE = "Source"
    AREA = "Area"
    BOUNDARY = "Boundary"
    SITE = "Site"
    ORGANISATION = "Organisation"
    ASSET = "Asset"
    REQUEST = "Request"
    ACTIVITY = "Activity"
    OUTCOME = "Outcome"
    INDICATOR = "Indicator"
    PARTNERSHIP = "Partnership"
    SEAT = "Seat"
    PRIORITY = "Priority"
    NEED = "Need"
    GRANT = "Grant"
    AGREEMENT = "Agreement"
    USE = "Use"
    REVIEW = "Review"
    CONTACT = "Contact"
    ACCOUNT = "Account"
    EVENT = "Event"
    LETTER = "Letter"
    SPENT_LINK = "SpentLink"
    DRAFT = "Draft"
    PROPOSAL = "Proposal"
    STANDING = "Standing"
    MERGE = "Merge"
    REMINDED = "Reminded"
    CHANGE = "Change"
    VERSION = "Version"
    ARRIVAL = "Arrival"
    TRAVEL_TIMES = "TravelTimes"
    SCENARIO = "Scenario"
    DISMISSAL = "Dismissal"


class LinkType(StrEnum):
    """The type of a relationship that carries a reference between two records."""

    WITHIN = "WITHIN"
    OUTLINES = "OUTLINES"
    STANDS_IN = "STANDS_IN"
    SERVES = "SERVES"
    AT = "AT"
    KEEPS = "KEEPS"
    ASKS_FOR = "ASKS_FOR"
    WANTED_IN = "WANTED_IN"
    RUNS = "RUNS"
    HELPS_RUN = "HELPS_RUN"
    CONTRIBUTES_TO = "CONTRIBUTES_TO"
    MEASURES = "MEASURES"
    WORKS_FOR = "WORKS_FOR"
    ON = "ON"
    HOLDS = "HOLDS"
    AGREED_BY = "AGREED_BY"
    ABOUT = "ABOUT"
    SIGNED_BY = "SIGNED_BY"
    WORKS_TOWARDS = "WORKS_TOWARDS"
    FELT_IN = "FELT_IN"
    FUNDED = "FUNDED"
    AWARDED_TO = "AWARDED_TO"
    BENEFITS = "BENEFITS"
    SHARES = "SHARES"
    LENT_TO = "LENT_TO"
    USED_FOR = "USED_FOR"
    UNDER = "UNDER"
    NOTED_BY = "NOTED_BY"
    LOOKS_BACK_ON = "LOOKS_BACK_ON"
    WRITTEN_BY = "WRITTEN_BY"
    INVOLVES = "INVOLVES"
    CONCERNS = "CONCERNS"
    REACHES = "REACHES"
    MAY_CHANGE = "MAY_CHANGE"
    LOOKS_AFTER = "LOOKS_AFTER"
    DRAFTED_BY = "DRAFTED_BY"


TIE = "TIE"
"""The relationship type of a :class:`~graph.model.Tie`, the one record that is a relationship."""

MADE_BY = "MADE_BY"
"""The relationship type from what was done to a record, or to many, to the change that did it."""

LEADS_TO = "LEADS_TO"
"""The relationship type from a node of travel times, which hold many records, to their site."""


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
