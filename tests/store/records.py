"""Builders: one record of every kind with every field filled, and one with every optional empty."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from graph.model import (
    Account,
    Activity,
    AgeBand,
    AgeRange,
    Agreement,
    Area,
    AreaKind,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Boundary,
    Day,
    Entry,
    Grant,
    Indicator,
    Need,
    NeedKind,
    Organisation,
    OrganisationKind,
    Outcome,
    OutcomeOrigin,
    Participation,
    Partnership,
    PartnershipKind,
    Priority,
    Season,
    Seat,
    SeatHolder,
    Site,
    Source,
    Stage,
    Theme,
    Tie,
    TieKind,
    WeeklyTime,
    Within,
)

AWKWARD = (
    "Kernow’s “Tresco” \\ 'quay'\nsecond line\t🎣 Ысык-Көл <script>$row {x: 1}</script> «label»"
)
CHECKED: dict[str, Any] = {"source_id": "source-1", "verified_on": date(2025, 2, 28)}
TUESDAY = WeeklyTime(day=Day.TUESDAY, start=time(18), end=time(20, 30), season=Season.TERM)
SATURDAY = WeeklyTime(day=Day.SATURDAY, start=time(9, 5), end=time(23, 59))
TEENS = AgeRange(age_from=13, age_to=19)

FILLED: tuple[Any, ...] = (
    Source(
        id="source-1",
        name="Register",
        source_id="source-0",
        verified_on=date(2024, 1, 1),
        licence="Open Government Licence v3.0",
        attribution=AWKWARD,
        website="https://example.org/a?b=c",
        retrieved_on=date(2025, 6, 1),
        illustrative=True,
    ),
    Source(id="source-0", name="Root"),
    Area(
        id="E06000052",
        name="Cornwall / Kernow",
        kind=AreaKind.LOCAL_AUTHORITY,
        latitude=50.26,
        longitude=-5.05,
        population=(
            AgeBand(ages=AgeRange(age_from=0, age_to=9), people=60_000.5),
            AgeBand(ages=AgeRange(age_from=10, age_to=19), people=58_000),
        ),
        deprivation_decile=3,
        deprivation_score=23.125,
        deprivation_index="IMD 2025",
        rural=False,
        **CHECKED,
    ),
    Area(
        id="E05000001",
        name="Ward",
        kind=AreaKind.WARD,
        rural=True,
        within=(Within(area_id="E06000052", share=0.75), Within(area_id="E04000001", share=0.25)),
    ),
    Area(id="E04000001", name="Parish", kind=AreaKind.PARISH),
    Boundary(
        area_id="E04000001",
        geometry='{"type":"Polygon","coordinates":[[[-5,50],[-5,51],[-4,50],[-5,50]]]}',
        source_id="source-1",
    ),
    Site(
        id="site-1",
        name="Hall",
        latitude=50.1,
        longitude=-5.5,
        address="1 Fore Street\nPenzance",
        postcode="TR18 1AA",
        blurred=True,
        area_ids=("E05000001", "E04000001"),
        **CHECKED,
    ),
    Organisation(
        id="GB-CHC-1",
        name=AWKWARD[:200],
        kind=OrganisationKind.VOLUNTARY,
        description=AWKWARD,
        website="https://example.org",
        identifiers=("GB-CHC-1", "GB-COH-2"),
        area_ids=("E06000052", "E04000001"),
        site_id="site-1",
        **CHECKED,
    ),
    Organisation(id="council", name="Council", kind=OrganisationKind.COUNCIL),
    Organisation(id="group", name="Group", kind=OrganisationKind.YOUTH_GROUP),
    Asset(
        id="asset-1",
        name="Minibus",
        kind=AssetKind.VEHICLE,
        organisation_id="GB-CHC-1",
        site_id="site-1",
        description=AWKWARD,
        quantity=16.5,
        unit="seats",
        capacity=16,
        availability=(TUESDAY, SATURDAY),
        conditions="A section 19 permit",
        borrowers=Borrowers.NON_PROFIT,
        cost_pounds_per_hour=0.0,
        step_free=False,
        themes=(Theme.SPORT, Theme.ARTS),
        **CHECKED,
    ),
    Outcome(
        id="outcome-1",
        name="Belonging",
        origin=OutcomeOrigin.YOUNG_PEOPLE,
        description="d",
        **CHECKED,
    ),
    Outcome(id="outcome-2", name="Confidence", origin=OutcomeOrigin.STRATEGY),
    Indicator(
        id="indicator-1",
        name="Say they belong",
        outcome_id="outcome-1",
        measure="A question",
        chosen_by_young_people=True,
        **CHECKED,
    ),
    Activity(
        id="activity-1",
        name="Club",
        organisation_id="GB-CHC-1",
        theme=Theme.OPEN_ACCESS,
        ages=TEENS,
        audience=Audience.SEND,
        site_id="site-1",
        description="d",
        website="http://example.org/club",
        sessions=(SATURDAY, TUESDAY),
        places=25,
        cost_pounds=1.5,
        entry=Entry.REFERRED,
        partner_ids=("group", "council"),
        outcome_ids=("outcome-2", "outcome-1"),
        **CHECKED,
    ),
    Partnership(
        id="board",
        name="Board",
        kind=PartnershipKind.BOARD,
        description="d",
        area_ids=("E06000052",),
        participation=Participation.CO_PRODUCED,
        participation_evidence="Young people chair it",
        **CHECKED,
    ),
    Seat(
        id="seat-1",
        name="Chair",
        partnership_id="board",
        holder=SeatHolder.YOUNG_PEOPLE,
        organisation_id="group",
        voting=False,
        paid=True,
        chair=True,
        **CHECKED,
    ),
    Priority(
        id="priority-1",
        name="Evenings",
        partnership_id="board",
        agreed_on=date(2025, 9, 18),
        area_id="E06000052",
        theme=Theme.MUSIC,
        ages=TEENS,
        signatory_ids=("group", "council", "GB-CHC-1"),
        outcome_ids=("outcome-1",),
        standard_hours_per_week=0.4,
        **CHECKED,
    ),
    Need(
        id="need-1",
        name="No bus home",
        kind=NeedKind.YOUNG_PEOPLE,
        area_id="E04000001",
        ages=TEENS,
        theme=Theme.DETACHED,
        audience=Audience.GIRLS,
        method="Walkabout",
        said_by=14,
        recorded_on=date(2025, 5, 1),
        **CHECKED,
    ),
    Grant(
        id="grant-1",
        name="Minibus",
        funder_id="council",
        recipient_id="GB-CHC-1",
        amount_pounds=2_000.01,
        awarded_on=date(2024, 2, 29),
        description="d",
        starts_on=date(2024, 4, 1),
        ends_on=date(2025, 3, 31),
        area_ids=("E04000001", "E05000001"),
        **CHECKED,
    ),
    Agreement(
        id="agreement-1",
        name="Minibus on Tuesdays",
        asset_id="asset-1",
        borrower_id="group",
        stage=Stage.IN_USE,
        activity_id="activity-1",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        hours_used=12.5,
        **CHECKED,
    ),
    Tie(
        id="tie-1",
        from_id="GB-CHC-1",
        to_id="group",
        kind=TieKind.DELIVERS_WITH,
        validated=False,
        trust=4,
        value=1,
        **CHECKED,
    ),
    Account(id="account-1", name="Somebody", **CHECKED),
)
"""Every kind with every field filled, and what they name."""

BARE: tuple[Any, ...] = (
    Source(id="source-b", name="S"),
    Area(id="area-b", name="A", kind=AreaKind.LSOA),
    Boundary(area_id="area-b", geometry="{}"),
    Site(id="site-b", name="S", latitude=50.0, longitude=0.0),
    Organisation(id="organisation-b", name="O", kind=OrganisationKind.FUNDER),
    Organisation(id="organisation-c", name="O", kind=OrganisationKind.FUNDER),
    Asset(id="asset-b", name="A", kind=AssetKind.MONEY),
    Outcome(id="outcome-b", name="O", origin=OutcomeOrigin.STRATEGY),
    Indicator(id="indicator-b", name="I", outcome_id="outcome-b"),
    Activity(
        id="activity-b",
        name="A",
        organisation_id="organisation-b",
        theme=Theme.VOICE,
        ages=AgeRange(age_from=0, age_to=0),
    ),
    Partnership(id="partnership-b", name="P", kind=PartnershipKind.FORUM),
    Seat(id="seat-b", name="S", partnership_id="partnership-b", holder=SeatHolder.YOUNG_PEOPLE),
    Priority(id="priority-b", name="P", partnership_id="partnership-b", agreed_on=date(2025, 1, 1)),
    Need(id="need-b", name="N", kind=NeedKind.PARTNER, area_id="area-b"),
    Grant(
        id="grant-b",
        name="G",
        funder_id="organisation-b",
        recipient_id="organisation-b",
        amount_pounds=0.0,
        awarded_on=date(1999, 12, 31),
    ),
    Agreement(
        id="agreement-b",
        name="A",
        asset_id="asset-b",
        borrower_id="organisation-b",
        stage=Stage.INTENT,
    ),
    Tie(id="tie-b", from_id="organisation-b", to_id="organisation-c", kind=TieKind.AWARENESS),
    Account(id="account-b", name="A"),
)
"""Every kind with every field that may be empty left so, and what they name."""


def organisation(id: str, name: str = "Name", **fields: Any) -> Organisation:
    """An organisation with little to it."""
    return Organisation(id=id, name=name, kind=OrganisationKind.VOLUNTARY, **fields)


def area(id: str, name: str = "Name", **fields: Any) -> Area:
    """An area with little to it."""
    return Area(id=id, name=name, kind=fields.pop("kind", AreaKind.WARD), **fields)


def tie(id: str, from_id: str, to_id: str, **fields: Any) -> Tie:
    """A tie with little to it."""
    return Tie(
        id=id, from_id=from_id, to_id=to_id, kind=fields.pop("kind", TieKind.FUNDS), **fields
    )
