"""What there is for young people every week: each parish is filled up to its served rate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice

from graph.model import (
    Activity,
    AgeRange,
    Audience,
    Entry,
    Organisation,
    Site,
    Theme,
    parse_times,
)
from seeds.demo.making.county import County, Parish, hand, listed, slug, theme
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.making.organisations import (
    council_id,
    full_name,
    hall_keeper,
    hall_name,
    has_council,
    has_hall,
)
from seeds.demo.making.programme import OFFERS, WORDS, Offer
from seeds.demo.making.told import CHECKED
from seeds.demo.reading import SOURCE
from seeds.demo.stories import KEYSTONE

YOUNG = AgeRange(age_from=11, age_to=19)
MOST_A_PARISH = 60
"""Attempts to fill a parish before giving up; far above what any needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody who can put on one theme in one parish; ``labels`` name what it alone does."""

    organisation_id: str
    theme: Theme
    audience: Audience = Audience.EVERYONE
    base: bool = False
    labels: tuple[str, ...] = ()


def add_activities(county: County) -> None:
    """Fill every served parish, then give each provider left out one activity at home."""
    providers = _providers(county)
    supplied: defaultdict[str, float] = defaultdict(float)
    for told in county.all(Activity):
        if told.site_id is not None:
            site_parish = _parish_of(county, told.site_id)
            supplied[site_parish.name] += young_hours(told)
    for parish in county.parishes.values():
        turn = cycle(providers[parish.name])
        for provider in islice(turn, MOST_A_PARISH):
            if supplied[parish.name] >= parish.served * parish.young_people:
                break
            made = _put_on(county, provider, parish)
            supplied[parish.name] += young_hours(made) if made else 0
    busy = {activity.organisation_id for activity in county.all(Activity)}
    for parish in county.parishes.values():
        for provider in providers[parish.name]:
            if provider.base and provider.organisation_id not in busy:
                busy.add(provider.organisation_id)
                _put_on(county, provider, parish)


def add_special_activities(county: County) -> None:
    """The hand-written ones: for one audience, or by somebody who does little else."""
    for row in hand("special.csv"):
        parish = county.parishes[row["parish"]]
        organisation = county.get(Organisation, slug(row["organisation"]))
        id = slug(row["name"])
        first, _, last = row["ages"].partition("-")
        county.add(
            Activity(
                id=id,
                name=row["name"],
                source_id=SOURCE,
                verified_on=checked_on(f"activity:{id}"),
                organisation_id=organisation.id,
                theme=theme(row["theme"]),
                ages=AgeRange(age_from=int(first), age_to=int(last)),
                audience=Audience(row["audience"]),
                site_id=_where(county, organisation, parish, Draw(f"activity:{id}")),
                description=row["words"],
                sessions=parse_times(row["times"]),
                places=int(row["places"]),
                cost_pounds=float(row["cost"]),
                entry=Entry(row["entry"]),
            )
        )


def add_partners(county: County) -> None:
    """Say of some activities who delivers them together with whom runs them."""
    providers = _providers(county)
    for activity in county.all(Activity):
        draw = Draw(f"partner:{activity.id}")
        if activity.site_id is None or activity.verified_on == CHECKED or not draw.happens(0.09):
            continue
        near = {p.organisation_id for p in providers[_parish_of(county, activity.site_id).name]}
        others = sorted(near - {activity.organisation_id, *KEYSTONE.organisation_ids})
        if others and activity.organisation_id not in KEYSTONE.organisation_ids:
            county.change(replace(activity, partner_ids=(draw.pick(others),)))


def young_hours(activity: Activity) -> float:
    """Place-hours a week for ages 11 to 19, sharing an activity's hours evenly over its ages."""
    part = activity.ages.shared_years(YOUNG) / activity.ages.years
    return (activity.places or 0) * part * sum(time.hours for time in activity.sessions)


def _parish_of(county: County, site_id: str) -> Parish:
    site = county.get(Site, site_id)
    return county.nearest(site.latitude, site.longitude)


def _providers(county: County) -> dict[str, list[Provider]]:
    """Who could put on what, by parish: providers first, then rangers, schools, the council."""
    found: defaultdict[str, list[Provider]] = defaultdict(list)
    depth: defaultdict[str, list[list[Provider]]] = defaultdict(list)
    for row in hand("providers.csv"):
        for name in map(full_name, listed(row["parishes"])):
            depth[name].append(
                [
                    Provider(
                        organisation_id=slug(row["name"]),
                        theme=theme(word),
                        audience=Audience(row["audience"] or "everyone"),
                        base=name == row["base"],
                        labels=tuple(listed(row["labels"])),
                    )
                    for word in listed(row["themes"])
                ]
            )
    for row in hand("rangers.csv"):
        one = Provider(
            organisation_id=slug(f"{row['parish']} Rangers"), theme=Theme.UNIFORMED, base=True
        )
        depth[row["parish"]].append([one, one])
    for row in hand("schools.csv"):
        themes = (Theme.LEARNING, Theme.SPORT)
        depth[row["parish"]].append(
            [Provider(organisation_id=slug(row["name"]), theme=t, base=True) for t in themes]
        )
    for parish in county.parishes.values():
        if not depth[parish.name]:
            own = (Theme.OPEN_ACCESS, Theme.SPORT, Theme.ARTS)
            keeper = council_id(parish) if has_council(parish) else hall_keeper(parish)
            depth[parish.name].append([Provider(organisation_id=keeper, theme=t) for t in own])
        found[parish.name] = list(_in_turn(depth[parish.name]))
    return found


def _in_turn(queues: list[list[Provider]]) -> Iterator[Provider]:
    """First everybody's first theme, then everybody's second …"""
    for turn in range(max(map(len, queues))):
        for queue in queues:
            if turn < len(queue):
                yield queue[turn]


def _put_on(county: County, provider: Provider, parish: Parish) -> Activity | None:
    """Add the provider's next activity of the theme in the parish; None where all are on.

    What nobody else there does comes first, as people who know each other's doors would do.
    """
    organisation = county.get(Organisation, provider.organisation_id)
    used = Counter(
        activity.name
        for activity in county.all(Activity)
        if activity.organisation_id != organisation.id
    )
    for offer in sorted(
        OFFERS[provider.theme], key=lambda offer: used[f"{parish.place} {offer.label}"]
    ):
        name = f"{parish.place} {offer.label}"
        id = slug(f"{name} {organisation.name}")
        does = not provider.labels or offer.label in provider.labels
        if does and not county.has(Activity, id):
            made = _activity(county, id, name, offer, provider, organisation, parish)
            county.add(made)
            return made
    return None


def _activity(
    county: County,
    id: str,
    name: str,
    offer: Offer,
    provider: Provider,
    organisation: Organisation,
    parish: Parish,
) -> Activity:
    draw = Draw(f"activity:{id}")
    site_id = _where(county, organisation, parish, draw)
    drawn = draw.some(offer.days.split(), 7)
    days = _quiet_days(county, site_id, provider.theme, parish, drawn)[: offer.nights]
    hours = draw.pick(offer.hours)
    season = "" if offer.season == "all year" else f" ({offer.season})"
    audience = Audience.GIRLS if "girls" in offer.label else provider.audience
    return Activity(
        id=id,
        name=name,
        source_id=SOURCE,
        verified_on=checked_on(f"activity:{id}"),
        organisation_id=organisation.id,
        theme=provider.theme,
        ages=AgeRange(age_from=offer.ages[0], age_to=offer.ages[1]),
        audience=audience,
        site_id=site_id,
        description=draw.pick(WORDS[provider.theme]),
        sessions=tuple(sorted(parse_times(";".join(f"{day} {hours}{season}" for day in days)))),
        places=draw.whole(*offer.places),
        cost_pounds=offer.cost if draw.happens(0.9) else None,
        entry=Entry(offer.entry),
    )


def _quiet_days(
    county: County, site_id: str | None, about: Theme, parish: Parish, days: list[str]
) -> list[str]:
    """Days of the week, least busy first: what is on at a site, and of a theme in a parish."""
    busy: Counter[str] = Counter()
    for activity in county.all(Activity):
        here = activity.site_id == site_id
        alike = activity.theme is about and activity.name.startswith(parish.place)
        if here or alike:
            busy.update(time.day.value.capitalize() for time in activity.sessions)
    return sorted(days, key=lambda day: busy[day])


def _where(county: County, organisation: Organisation, parish: Parish, draw: Draw) -> str | None:
    """The provider's own base where it is in the parish, else the hall, else a school."""
    if organisation.site_id is not None:
        base = organisation.site_id
        if _parish_of(county, base) is parish and draw.happens(0.8):
            return base
    schools = [slug(row["name"]) for row in hand("schools.csv") if row["parish"] == parish.name]
    if schools and (draw.happens(0.3) or not has_hall(parish)):
        return draw.pick(schools)
    if has_hall(parish):
        return slug(hall_name(parish))
    return None
