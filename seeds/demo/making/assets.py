"""What could be used together: halls, fields, school halls, minibuses, kit, time, skills, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.model import (
    Activity,
    Asset,
    AssetKind,
    Borrowers,
    Organisation,
    OrganisationKind,
    Theme,
    WeeklyTime,
    parse_times,
)
from seeds.demo.making.county import County, Parish, hand, listed, slug, theme
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.making.organisations import (
    council_id,
    hall_keeper,
    hall_name,
    has_council,
    has_hall,
)
from seeds.demo.reading import SOURCE

EVENINGS = ("18:00-21:30", "18:30-22:00", "17:30-21:00")
SECTION_19 = (
    "Section 19 permit: non-profit use only. Driver over 21 with two years’ licence; "
    "return it clean and with the tank as it was."
)
SKILLS: tuple[tuple[str, tuple[Theme, ...]], ...] = (
    ("Safeguarding trainer", ()),
    ("First aid trainer", ()),
    ("DJ and sound engineer", (Theme.MUSIC,)),
    ("Mountain leader", (Theme.OUTDOOR,)),
    ("Paddlesport coach", (Theme.OUTDOOR, Theme.SPORT)),
    ("Screen printer", (Theme.ARTS,)),
    ("Mental health first aider", (Theme.WELLBEING,)),
    ("Bicycle mechanic", (Theme.EMPLOYMENT,)),
    ("Film maker", (Theme.ARTS, Theme.DIGITAL)),
    ("Youth worker who supervises others", (Theme.OPEN_ACCESS, Theme.DETACHED)),
    ("Food hygiene trainer", (Theme.HOLIDAY,)),
)
KIT: tuple[tuple[str, str, float], ...] = (
    ("Sound system and DJ decks", "set", 1),
    ("Kayaks with paddles", "boats", 10),
    ("Wetsuits", "suits", 24),
    ("Marquee", "tent", 1),
    ("Camera and editing laptop", "set", 2),
    ("Football goals and bibs", "set", 2),
    ("Camping kit", "tents", 8),
    ("Pop-up kitchen", "set", 1),
    ("Board games library", "games", 60),
    ("Portable skate ramps", "ramps", 4),
    ("3D printer", "machine", 1),
    ("Screen-printing bench", "bench", 1),
)


def add_assets(county: County) -> None:
    """Every asset that is not part of a told story."""
    for parish in county.parishes.values():
        if has_hall(parish):
            _hall(county, parish)
        if has_council(parish):
            _council(county, parish)
    for number, row in enumerate(hand("schools.csv")):
        _school(county, slug(row["name"]), row["parish"], minibus=number % 3 == 0)
    for number, row in enumerate(hand("providers.csv")):
        themes = tuple(theme(word) for word in listed(row["themes"]))
        _provider(county, slug(row["name"]), row["base"], themes, number)
    for organisation in county.all(Organisation):
        if organisation.kind in (OrganisationKind.BUSINESS, OrganisationKind.PUBLIC_BODY):
            _lender(county, organisation)


def keep_free_times(county: County) -> None:
    """Take out of each hall's free times those in which something is on there."""
    for asset in county.all(Asset):
        if asset.kind is AssetKind.VENUE and asset.site_id is not None:
            busy = [
                time
                for activity in county.all(Activity)
                if activity.site_id == asset.site_id
                for time in activity.sessions
            ]
            free = tuple(
                time for time in asset.availability if not any(map(time.shared_hours, busy))
            )
            county.change(replace(asset, availability=free))


def _add(county: County, id: str, name: str, kind: AssetKind, **more: object) -> None:
    if not county.has(Asset, id):
        checked = checked_on(f"asset:{id}")
        county.add(
            Asset(id=id, name=name, kind=kind, source_id=SOURCE, verified_on=checked, **more)  # type: ignore[arg-type]
        )


def _evenings(draw: Draw, share: float, season: str = "") -> tuple[WeeklyTime, ...]:
    """Free evenings of the week, at least one; the same hours on each."""
    hours = draw.pick(EVENINGS)
    days = [day for day in ("Mon", "Tue", "Wed", "Thu", "Fri") if draw.happens(share)]
    times = [f"{day} {hours}{season}" for day in days or ["Thu"]]
    if draw.happens(0.4):
        times.append("Sat 10:00-16:00")
    return parse_times(";".join(times))


def _hall(county: County, parish: Parish) -> None:
    site = slug(hall_name(parish))
    draw = Draw(f"asset:{site}")
    _add(
        county,
        f"{site}-main-hall",
        hall_name(parish),
        AssetKind.VENUE,
        organisation_id=hall_keeper(parish),
        site_id=site,
        description=f"Main hall with a kitchen in {parish.name}.",
        capacity=draw.whole(40, 90) + (60 if parish.town else 0),
        availability=_evenings(draw, 0.35 if parish.town else 0.5),
        conditions="A named adult holds the key; chairs stacked afterwards.",
        borrowers=draw.pick((Borrowers.ANYONE, Borrowers.NON_PROFIT, Borrowers.BY_ARRANGEMENT)),
        cost_pounds_per_hour=float(draw.pick((0, 6, 8, 10, 12, 15))),
        step_free=draw.pick((True, True, True, False, None)),
    )
    if parish.town:
        _add(
            county,
            f"{site}-meeting-room",
            f"{hall_name(parish)}, meeting room",
            AssetKind.ROOM,
            organisation_id=hall_keeper(parish),
            site_id=site,
            capacity=draw.whole(12, 25),
            availability=_evenings(draw, 0.5),
            borrowers=Borrowers.NON_PROFIT,
            cost_pounds_per_hour=5.0,
            step_free=draw.pick((True, False)),
        )


def _council(county: County, parish: Parish) -> None:
    keeper = council_id(parish)
    draw = Draw(f"asset:{keeper}")
    if draw.happens(0.72):
        pounds = min(30_000, max(800, round(parish.people * draw.between(0.6, 1.8), -2)))
        _add(
            county,
            f"{keeper}-precept",
            f"Youth money in the precept of {parish.name}",
            AssetKind.MONEY,
            organisation_id=keeper,
            quantity=float(pounds),
            unit="GBP a year",
            conditions="For young people of the parish; the council decides in November.",
            borrowers=Borrowers.NON_PROFIT,
        )
    if draw.happens(0.75):
        place = county.site(f"{parish.name} playing field", parish)
        _add(
            county,
            f"{place}-pitch",
            f"{parish.name} playing field",
            AssetKind.OUTDOOR_SPACE,
            organisation_id=keeper,
            site_id=place,
            description=draw.pick(
                ("A pitch and a shelter.", "A field with goals.", "A pump track.")
            ),
            availability=parse_times("Sat 09:00-18:00; Sun 09:00-18:00; Wed 16:00-20:00"),
            borrowers=Borrowers.ANYONE,
            cost_pounds_per_hour=0.0,
        )


def _school(county: County, school: str, parish: str, *, minibus: bool) -> None:
    draw = Draw(f"asset:{school}")
    name = county.get(Organisation, school).name
    _add(
        county,
        f"{school}-sports-hall",
        f"{name}, sports hall",
        AssetKind.VENUE,
        organisation_id=school,
        site_id=school,
        description="Four courts and changing rooms, free on evenings in term time.",
        capacity=120,
        availability=_evenings(draw, 0.6, " (term)"),
        conditions="Caretaker until 21:30.",
        borrowers=Borrowers.BY_ARRANGEMENT,
        cost_pounds_per_hour=float(draw.pick((18, 22, 25))),
        step_free=True,
    )
    if draw.happens(0.5):
        _add(
            county,
            f"{school}-studio",
            f"{name}, {draw.pick(('drama studio', 'music rooms', 'art room'))}",
            AssetKind.ROOM,
            organisation_id=school,
            site_id=school,
            capacity=30,
            availability=_evenings(draw, 0.5, " (term)"),
            borrowers=Borrowers.BY_ARRANGEMENT,
            cost_pounds_per_hour=10.0,
            step_free=True,
        )
    if minibus:
        _minibus(county, school, parish, school)


def _minibus(county: County, keeper: str, parish: str, site: str | None) -> None:
    _add(
        county,
        f"{keeper}-minibus",
        f"Minibus, {parish}",
        AssetKind.VEHICLE,
        organisation_id=keeper,
        site_id=site,
        quantity=16.0,
        unit="seats",
        capacity=16,
        availability=parse_times(
            "Mon 18:00-22:00; Tue 18:00-22:00; Thu 18:00-22:00; Sat 09:00-18:00"
        ),
        conditions=SECTION_19,
        borrowers=Borrowers.NON_PROFIT,
        cost_pounds_per_hour=4.0,
    )


def _provider(county: County, keeper: str, base: str, themes: Sequence[Theme], number: int) -> None:
    draw = Draw(f"asset:{keeper}")
    organisation = county.get(Organisation, keeper)
    site = organisation.site_id
    club = organisation.kind is OrganisationKind.INDEPENDENT
    if draw.happens(0.4):
        _add(
            county,
            f"{keeper}-rooms",
            f"Rooms of {organisation.name}",
            AssetKind.ROOM,
            organisation_id=keeper,
            site_id=site,
            capacity=draw.whole(18, 45),
            availability=_evenings(draw, 0.3),
            borrowers=Borrowers.MEMBERS if club else Borrowers.NON_PROFIT,
            cost_pounds_per_hour=float(draw.pick((0, 5, 8))),
            step_free=draw.pick((True, False, None)),
        )
    if not club:
        _hands(county, organisation, themes, staff=number % 2 == 1)
    if number % 5 == 2:
        _minibus(county, keeper, base, site)
    if number % 3 == 0:
        _kit(county, organisation, base, KIT[number // 3 % len(KIT)])
    if number % 3 == 1:
        _skill(county, organisation, base, SKILLS[number // 3 % len(SKILLS)])


def _kit(
    county: County, organisation: Organisation, base: str, kit: tuple[str, str, float]
) -> None:
    name, unit, quantity = kit
    _add(
        county,
        f"{organisation.id}-{slug(name)}",
        f"{name}, {base}",
        AssetKind.EQUIPMENT,
        organisation_id=organisation.id,
        site_id=organisation.site_id,
        quantity=quantity,
        unit=unit,
        conditions="Sign it out; say what broke.",
        borrowers=Borrowers.NON_PROFIT,
    )


def _skill(
    county: County, organisation: Organisation, base: str, skill: tuple[str, tuple[Theme, ...]]
) -> None:
    name, themes = skill
    _add(
        county,
        f"{organisation.id}-{slug(name)}",
        f"{name}, {base}",
        AssetKind.SKILL,
        organisation_id=organisation.id,
        quantity=float(Draw(f"skill:{organisation.id}").whole(2, 12)),
        unit="days a year",
        borrowers=Borrowers.NON_PROFIT,
        themes=themes,
    )


def _hands(
    county: County, organisation: Organisation, themes: Sequence[Theme], *, staff: bool
) -> None:
    """Hours a week that a provider's people could give elsewhere."""
    kind = AssetKind.STAFF_TIME if staff else AssetKind.VOLUNTEER_TIME
    _add(
        county,
        f"{organisation.id}-{slug(kind.label)}",
        f"{kind.label} of {organisation.name}",
        kind,
        organisation_id=organisation.id,
        site_id=organisation.site_id,
        quantity=float(Draw(f"hands:{organisation.id}").whole(2, 8)),
        unit="hours a week",
        borrowers=Borrowers.NON_PROFIT,
        themes=tuple(themes[:2]),
    )


def _lender(county: County, organisation: Organisation) -> None:
    draw = Draw(f"asset:{organisation.id}")
    business = organisation.kind is OrganisationKind.BUSINESS
    _add(
        county,
        f"{organisation.id}-room",
        f"{'Workshop' if business else 'Meeting room'}, {organisation.name}",
        AssetKind.ROOM,
        organisation_id=organisation.id,
        site_id=organisation.site_id,
        capacity=draw.whole(10, 20),
        availability=_evenings(draw, 0.3),
        borrowers=Borrowers.BY_ARRANGEMENT,
        cost_pounds_per_hour=0.0 if business else 5.0,
    )
    if not business:
        _add(
            county,
            f"{organisation.id}-figures",
            f"Yearly figures of {organisation.name}",
            AssetKind.DATA,
            organisation_id=organisation.id,
            description="Counts by area; nothing about any one person.",
            quantity=1.0,
            unit="table a year",
            borrowers=Borrowers.BY_ARRANGEMENT,
        )
