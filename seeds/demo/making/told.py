"""The records of the told stories, written by hand; see :mod:`seeds.demo.stories`."""

from __future__ import annotations

from datetime import date

from graph.model import (
    Activity,
    AgeRange,
    Asset,
    AssetKind,
    Borrowers,
    Theme,
    parse_times,
)
from seeds.demo.making.county import County, slug
from seeds.demo.making.organisations import hall_keeper, hall_name
from seeds.demo.reading import SOURCE
from seeds.demo.stories import ABOVE, NEEDED

CHECKED = date(2026, 5, 12)


def add_told(county: County) -> None:
    """The overlaps, and what the Lizard's east side has for children and nobody else."""
    _above(county)
    _needed(county)
    _east_side(county)
    _free_hall(county)
    _waiting_money(county)
    _willing_hands(county)


def _activity(
    county: County,
    id: str,
    name: str,
    organisation_id: str,
    theme: Theme,
    ages: tuple[int, int],
    site_id: str | None,
    times: str,
    places: int,
    description: str,
) -> None:
    county.add(
        Activity(
            id=id,
            name=name,
            source_id=SOURCE,
            verified_on=CHECKED,
            organisation_id=organisation_id,
            theme=theme,
            ages=AgeRange(age_from=ages[0], age_to=ages[1]),
            site_id=site_id,
            description=description,
            sessions=parse_times(times),
            places=places,
            cost_pounds=0.5,
        )
    )


def _above(county: County) -> None:
    wednesday = "Wed 18:30-20:30 (term)"
    camel, egloshayle = ABOVE.organisation_ids
    _activity(
        county,
        ABOVE.activity_ids[0],
        "Camel Bank Wednesday club",
        camel,
        Theme.OPEN_ACCESS,
        (13, 17),
        f"{camel}-wadebridge",
        wednesday,
        40,
        "Pool, music, a kitchen, youth workers.",
    )
    _activity(
        county,
        ABOVE.activity_ids[1],
        "Egloshayle Road Wednesday open house",
        egloshayle,
        Theme.OPEN_ACCESS,
        (13, 17),
        f"{egloshayle}-wadebridge",
        wednesday,
        36,
        "Games, toast and a warm room.",
    )


def _needed(county: County) -> None:
    friday = "Fri 18:30-20:30 (term)"
    stray, harmony = NEEDED.organisation_ids
    _activity(
        county,
        NEEDED.activity_ids[0],
        "Stray Moor Friday club",
        stray,
        Theme.OPEN_ACCESS,
        (12, 17),
        f"{stray}-camborne",
        friday,
        38,
        "A hall full of games, full every week.",
    )
    _activity(
        county, NEEDED.activity_ids[1], "Wheal Harmony Friday open door", harmony,
        Theme.OPEN_ACCESS, (12, 17), f"{harmony}-camborne", friday, 34,
        "Food first, then music; there is a waiting list.",
    )  # fmt: skip


def _east_side(county: County) -> None:
    """Halls and children's clubs between Helford and the Lizard; nothing for teenagers."""
    clubs = (
        ("St Keverne", "juniors’ games", Theme.SPORT, (5, 10), "Mon 16:00-17:30 (term)", 24),
        ("St Keverne", "craft after school", Theme.ARTS, (6, 10), "Wed 15:30-17:00 (term)", 18),
        ("Grade-Ruan", "little explorers", Theme.OUTDOOR, (5, 10), "Sat 10:00-12:00", 16),
        ("Landewednack", "rock pool club", Theme.ENVIRONMENT, (6, 10), "Sun 10:00-12:00", 14),
        ("St Martin-in-Meneage", "story and song", Theme.MUSIC, (4, 9), "Fri 15:45-17:00", 15),
    )
    for place, label, theme, ages, times, places in clubs:
        parish = county.parishes[place]
        name = f"{place} {label}"
        words = f"For children of {ages[0]} to {ages[1]}."
        keeper, site = hall_keeper(parish), slug(hall_name(parish))
        _activity(
            county, slug(name), name, keeper, theme, ages, site, times, places, words
        )  # fmt: skip


def _free_hall(county: County) -> None:
    hall = county.parishes["St Keverne"]
    county.add(
        Asset(
            id=f"{slug(hall_name(hall))}-main-hall",
            name=hall_name(hall),
            source_id=SOURCE,
            verified_on=CHECKED,
            kind=AssetKind.VENUE,
            organisation_id=hall_keeper(hall),
            site_id=slug(hall_name(hall)),
            description="A hall on the square with a kitchen; empty on Tuesdays and Thursdays.",
            capacity=80,
            availability=parse_times("Tue 18:00-22:00; Thu 18:00-22:00"),
            conditions="A key holder lives next door.",
            borrowers=Borrowers.NON_PROFIT,
            cost_pounds_per_hour=6.0,
            step_free=True,
        )
    )


def _waiting_money(county: County) -> None:
    county.add(
        Asset(
            id="st-keverne-parish-council-precept",
            name="Youth money in the precept of St Keverne",
            source_id=SOURCE,
            verified_on=CHECKED,
            kind=AssetKind.MONEY,
            organisation_id="st-keverne-parish-council",
            quantity=3200.0,
            unit="GBP a year",
            conditions="Set aside for young people; nobody has asked for it yet.",
            borrowers=Borrowers.NON_PROFIT,
        )
    )


def _willing_hands(county: County) -> None:
    county.add(
        Asset(
            id="poldhu-youth-club-staff-time",
            name="Staff time of Poldhu Youth Club",
            source_id=SOURCE,
            verified_on=CHECKED,
            kind=AssetKind.STAFF_TIME,
            organisation_id="poldhu-youth-club",
            site_id="poldhu-youth-club-mullion",
            description="Two youth workers, one evening a week, who would travel.",
            quantity=6.0,
            unit="hours a week",
            borrowers=Borrowers.NON_PROFIT,
            themes=(Theme.OPEN_ACCESS, Theme.WELLBEING),
        )
    )
