"""Small records for tests: name what a test is about, the rest has a plain value.

Places are given in metres east and north of a point in mid Cornwall, so that
distances in a test can be worked out by hand.
"""

from __future__ import annotations

from datetime import date

from graph.model import (
    Activity,
    AgeBand,
    AgeRange,
    Area,
    AreaKind,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    Grant,
    Need,
    NeedKind,
    Organisation,
    OrganisationKind,
    Outcome,
    OutcomeOrigin,
    Partnership,
    PartnershipKind,
    Priority,
    Request,
    RequestStage,
    Seat,
    SeatHolder,
    Site,
    Theme,
    Tie,
    TieKind,
    Within,
    parse_times,
)
from graph.network import Network
from graph.projection import to_degrees
from graph.tables import network_of

ORIGIN_EASTING, ORIGIN_NORTHING = 200_000.0, 60_000.0
TODAY = date(2026, 11, 1)
CHECKED = date(2026, 10, 1)


def position(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point so many metres east and north of the origin."""
    longitude, latitude = to_degrees(ORIGIN_EASTING + east, ORIGIN_NORTHING + north)
    return float(latitude), float(longitude)


def ages(text: str) -> AgeRange:
    """``"11-19"`` as an age range."""
    low, high = text.split("-")
    return AgeRange(age_from=int(low), age_to=int(high))


def an_area(
    id: str = "area-1",
    east: float | None = 0.0,
    north: float = 0.0,
    *,
    name: str = "",
    kind: AreaKind = AreaKind.LSOA,
    people: float | None = 100.0,
    bands: dict[str, float] | None = None,
    decile: int | None = None,
    score: float | None = None,
    within: dict[str, float] | None = None,
    rural: bool | None = None,
    verified_on: date | None = None,
) -> Area:
    """An area; ``people`` are aged 11 to 19, or give ``bands``; ``east`` None for no centre."""
    latitude, longitude = (None, None) if east is None else position(east, north)
    counted = bands if bands is not None else ({} if people is None else {"11-19": people})
    return Area(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        population=tuple(AgeBand(ages=ages(band), people=n) for band, n in counted.items()),
        deprivation_decile=decile,
        deprivation_score=score,
        rural=rural,
        within=tuple(Within(area_id=a, share=s) for a, s in (within or {}).items()),
        verified_on=verified_on,
    )


def a_site(
    id: str = "site-1",
    east: float = 0.0,
    north: float = 0.0,
    *,
    name: str = "",
    area_ids: tuple[str, ...] = (),
    verified_on: date | None = None,
) -> Site:
    """A site so many metres from the origin."""
    latitude, longitude = position(east, north)
    return Site(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        latitude=latitude,
        longitude=longitude,
        area_ids=area_ids,
        verified_on=verified_on,
    )


def an_organisation(
    id: str = "org-1",
    *,
    name: str = "",
    kind: OrganisationKind = OrganisationKind.VOLUNTARY,
    serves: tuple[str, ...] = (),
    site: str | None = None,
    verified_on: date | None = None,
) -> Organisation:
    """An organisation, a voluntary provider unless said otherwise."""
    return Organisation(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        kind=kind,
        area_ids=serves,
        site_id=site,
        verified_on=verified_on,
    )


def an_activity(
    id: str = "activity-1",
    *,
    by: str = "org-1",
    at: str | None = "site-1",
    theme: Theme = Theme.OPEN_ACCESS,
    aged: str = "11-19",
    audience: Audience = Audience.EVERYONE,
    when: str = "Tue 18:00-20:00",
    places: int | None = 25,
    entry: Entry = Entry.OPEN,
    partners: tuple[str, ...] = (),
    outcomes: tuple[str, ...] = (),
    name: str = "",
    verified_on: date | None = None,
) -> Activity:
    """An activity: by default 25 places for two hours on Tuesdays, so 50 place-hours a week."""
    return Activity(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        organisation_id=by,
        site_id=at,
        theme=theme,
        ages=ages(aged),
        audience=audience,
        sessions=parse_times(when),
        places=places,
        entry=entry,
        partner_ids=partners,
        outcome_ids=outcomes,
        verified_on=verified_on,
    )


def an_outcome(id: str = "outcome-1", *, name: str = "") -> Outcome:
    """An outcome that young people chose."""
    return Outcome(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        origin=OutcomeOrigin.YOUNG_PEOPLE,
    )


def an_asset(
    id: str = "asset-1",
    *,
    kind: AssetKind = AssetKind.VENUE,
    of: str | None = "org-1",
    at: str | None = "site-1",
    when: str = "",
    capacity: int | None = None,
    quantity: float | None = None,
    unit: str = "",
    borrowers: Borrowers = Borrowers.ANYONE,
    themes: tuple[Theme, ...] = (),
    cost: float | None = 0.0,
    name: str = "",
    verified_on: date | None = None,
) -> Asset:
    """An asset, a venue unless said otherwise; ``when`` it is free in the text form of times."""
    return Asset(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        kind=kind,
        organisation_id=of,
        site_id=at,
        availability=parse_times(when),
        capacity=capacity,
        quantity=quantity,
        unit=unit,
        borrowers=borrowers,
        themes=themes,
        cost_pounds_per_hour=cost,
        verified_on=verified_on,
    )


def a_request(
    id: str = "request-1",
    *,
    by: str = "org-1",
    wanted: AssetKind = AssetKind.ROOM,
    when: str = "",
    at: str | None = None,
    within: tuple[str, ...] = (),
    capacity: int | None = None,
    quantity: float | None = None,
    unit: str = "",
    aged: str | None = None,
    theme: Theme | None = None,
    most: float | None = None,
    step_free: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
    stage: RequestStage = RequestStage.OPEN,
    name: str = "",
) -> Request:
    """An open request, for a room unless said otherwise; ``most`` is pounds an hour."""
    return Request(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        organisation_id=by,
        wanted=wanted,
        times=parse_times(when),
        site_id=at,
        area_ids=within,
        capacity=capacity,
        quantity=quantity,
        unit=unit,
        ages=ages(aged) if aged else None,
        theme=theme,
        most_pounds_per_hour=most,
        step_free=step_free,
        starts_on=starts_on,
        ends_on=ends_on,
        stage=stage,
    )


def a_tie(
    left: str,
    right: str,
    kind: TieKind = TieKind.COOPERATION,
    *,
    validated: bool = True,
    id: str = "",
) -> Tie:
    """A tie between two organisations."""
    return Tie(
        id=id or f"tie.{left}.{right}.{kind.value}",
        from_id=left,
        to_id=right,
        kind=kind,
        validated=validated,
    )


def a_grant(
    id: str = "grant-1",
    *,
    funder: str,
    recipient: str,
    pounds: float = 10_000,
    awarded_on: date = date(2026, 4, 1),
    starts_on: date | None = None,
    ends_on: date | None = None,
    benefits: tuple[str, ...] = (),
    name: str = "",
) -> Grant:
    """A grant, awarded seven months before :data:`TODAY`."""
    return Grant(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        funder_id=funder,
        recipient_id=recipient,
        amount_pounds=pounds,
        awarded_on=awarded_on,
        starts_on=starts_on,
        ends_on=ends_on,
        area_ids=benefits,
    )


def a_need(
    id: str = "need-1",
    *,
    area: str = "area-1",
    kind: NeedKind = NeedKind.YOUNG_PEOPLE,
    aged: str | None = None,
    theme: Theme | None = None,
    said_by: int | None = None,
    name: str = "",
) -> Need:
    """A need, raised by young people unless said otherwise."""
    return Need(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        kind=kind,
        area_id=area,
        ages=ages(aged) if aged else None,
        theme=theme,
        said_by=said_by,
    )


def a_partnership(id: str = "board-1", *, name: str = "") -> Partnership:
    """A board."""
    return Partnership(id=id, name=name or "Youth board", kind=PartnershipKind.BOARD)


def a_seat(
    id: str = "seat-1",
    *,
    on: str = "board-1",
    organisation: str | None = None,
    holder: SeatHolder = SeatHolder.ORGANISATION,
) -> Seat:
    """A seat on a board."""
    return Seat(
        id=id, name="Member", partnership_id=on, holder=holder, organisation_id=organisation
    )


def a_priority(
    id: str = "priority-1",
    *,
    hours: float | None = 1.0,
    of: str = "board-1",
    area: str | None = None,
    theme: Theme | None = None,
    aged: str | None = None,
    agreed_on: date = date(2026, 1, 15),
    name: str = "",
) -> Priority:
    """A priority that states a standard."""
    return Priority(
        id=id,
        name=name or "Something to do every week",
        partnership_id=of,
        agreed_on=agreed_on,
        area_id=area,
        theme=theme,
        ages=ages(aged) if aged else None,
        standard_hours_per_week=hours,
    )


def a_network(*records: object) -> Network:
    """The network of some records."""
    return network_of(records)
