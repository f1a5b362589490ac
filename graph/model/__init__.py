"""Every kind of record that the graph keeps; see ``docs/graph.md`` for the picture.

A record is frozen, checks itself when it is made, and names other records by
their ids. Text forms (weekly times, terms) are the same in spreadsheets and
in the graph.
"""

from __future__ import annotations

from graph.model.accounts import Account, Event, Role
from graph.model.contacts import Consent, Contact, ContactKind, Visibility
from graph.model.decisions import Dismissal, Scenario
from graph.model.deliveries import Delivery
from graph.model.doubts import Doubt
from graph.model.letters import Letter, SpentLink
from graph.model.merges import Merge
from graph.model.organisations import Organisation, Tie
from graph.model.partnerships import Partnership, Seat
from graph.model.places import AgeBand, Area, Boundary, Site, Within
from graph.model.proposals import Draft, Proposal, ProposalState, Standing
from graph.model.provenance import Change, Deed, Source, Version
from graph.model.provision import Activity, Asset
from graph.model.purposes import Grant, Indicator, Need, Outcome, Priority
from graph.model.reminders import Reminded
from graph.model.requests import Request
from graph.model.sharing import Agreement, Review, Use
from graph.model.terms import (
    Again,
    AreaKind,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    GrantPlace,
    Insurer,
    Mode,
    NeedKind,
    OrganisationKind,
    OutcomeOrigin,
    Participation,
    PartnershipKind,
    Regrant,
    RequestStage,
    SeatHolder,
    Stage,
    Term,
    Theme,
    ThemeGroup,
    TieKind,
)
from graph.model.things import Thing
from graph.model.times import AgeRange, Day, Season, WeeklyTime, parse_times
from graph.model.tokens import Token
from graph.model.travel import TimesTo, TravelTime

Record = (
    Source
    | Area
    | Boundary
    | Site
    | Organisation
    | Asset
    | Request
    | Activity
    | Outcome
    | Indicator
    | Partnership
    | Seat
    | Priority
    | Need
    | Grant
    | Agreement
    | Use
    | Review
    | Tie
    | TravelTime
    | Scenario
    | Dismissal
    | Contact
)
"""What can be written: every kind but :class:`Change`, which the store writes itself."""

__all__ = [
    "Account",
    "Activity",
    "Again",
    "AgeBand",
    "AgeRange",
    "Agreement",
    "Area",
    "AreaKind",
    "Asset",
    "AssetKind",
    "Audience",
    "Borrowers",
    "Boundary",
    "Change",
    "Consent",
    "Contact",
    "ContactKind",
    "Day",
    "Deed",
    "Delivery",
    "Dismissal",
    "Doubt",
    "Draft",
    "Entry",
    "Event",
    "Grant",
    "GrantPlace",
    "Indicator",
    "Insurer",
    "Letter",
    "Merge",
    "Mode",
    "Need",
    "NeedKind",
    "Organisation",
    "OrganisationKind",
    "Outcome",
    "OutcomeOrigin",
    "Participation",
    "Partnership",
    "PartnershipKind",
    "Priority",
    "Proposal",
    "ProposalState",
    "Record",
    "Regrant",
    "Reminded",
    "Request",
    "RequestStage",
    "Review",
    "Role",
    "Scenario",
    "Season",
    "Seat",
    "SeatHolder",
    "Site",
    "Source",
    "SpentLink",
    "Stage",
    "Standing",
    "Term",
    "Theme",
    "ThemeGroup",
    "Thing",
    "Tie",
    "TieKind",
    "TimesTo",
    "Token",
    "TravelTime",
    "Use",
    "Version",
    "Visibility",
    "WeeklyTime",
    "Within",
    "parse_times",
]
