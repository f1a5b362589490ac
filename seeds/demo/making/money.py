"""Grants, with where they benefit people; and agreements on shared use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from graph.model import (
    Activity,
    Agreement,
    Asset,
    AssetKind,
    Grant,
    Insurer,
    Organisation,
    Stage,
    ThemeGroup,
)
from seeds.demo.making.county import County, hand, slug
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.stories import KEYSTONE

GRANTS, AGREEMENTS = 58, 42
TERMS = (
    "Leave it as you find it. Tell the office by noon where a session is off.",
    "The one who opens up also locks up. Breakages are told within two days.",
    "A leader who is trained in first aid is there all the time.",
    "Put the chairs back, turn the heating down, and write the hours into the book by the door.",
)

FUNDERS = (
    "cornwall-council",
    "golden-strand-coastal-fund",
    "granite-and-gorse-trust",
    "kernow-futures-fund",
    "piran-foundation",
    "tamar-bridges-community-fund",
    "tinners-legacy-fund",
)
TITLES = {
    ThemeGroup.PLACE: ("Core costs", "A second evening", "Open doors in winter", "A youth worker"),
    ThemeGroup.CREATIVE: ("Arts after school", "A show of our own", "Instruments to lend"),
    ThemeGroup.ACTIVE: ("On the water and the moor", "Kit for everybody", "Coaches’ training"),
    ThemeGroup.WELLBEING: ("Somebody to talk to", "Calm rooms", "Early help"),
    ThemeGroup.FUTURES: ("First jobs", "A workshop year", "Bus fares to work"),
    ThemeGroup.VOICE: ("Young people decide", "Hands in the soil", "A year of action"),
}
"""What a grant is called, by what its recipient is about."""

WHERE = {
    "tinners-legacy-fund": ("Camborne", "Redruth", "Carn Brea", "Hayle", "St Just", "Helston"),
    "golden-strand-coastal-fund": (
        "Newquay", "Padstow", "Bude-Stratton", "Fowey", "Perranzabuloe", "Constantine", "Penzance",
    ),
    "tamar-bridges-community-fund": (
        "Saltash", "Torpoint", "Calstock", "Callington", "Millbrook", "Liskeard", "Looe",
    ),
}  # fmt: skip
QUIET = KEYSTONE.organisation_ids[1:]
"""Organisations that have no tie with anybody but the one that a story names."""


def add_money(county: County) -> None:
    """Grants from every funder, then agreements on assets in every stage."""
    names = [slug(row["name"]) for row in hand("providers.csv") if not row["audience"]]
    providers = [county.get(Organisation, name) for name in names if name not in QUIET]
    about = {activity.organisation_id: activity.theme.group for activity in county.all(Activity)}
    for number in range(GRANTS):
        _grant(county, FUNDERS[number % len(FUNDERS)], number, providers, about)
    _agreements(county)


def _grant(
    county: County,
    funder: str,
    number: int,
    providers: list[Organisation],
    about: dict[str, ThemeGroup],
) -> None:
    draw = Draw(f"grant:{number}")
    bases = {county.parishes[name].id for name in WHERE.get(funder, county.parishes)}
    near = [who for who in providers if bases.intersection(who.area_ids)]
    recipient = draw.pick(near)
    title = draw.pick(TITLES[about.get(recipient.id, ThemeGroup.PLACE)])
    awarded = date(2024, 1, 15) + timedelta(days=draw.whole(0, 850))
    starts = awarded + timedelta(days=30)
    county.add(
        Grant(
            id=f"grant-{number + 1:02d}-{slug(recipient.name)}"[:110],
            name=f"{title}: {recipient.name}",
            source_id="demo-grants",
            verified_on=awarded,
            funder_id=funder,
            recipient_id=recipient.id,
            amount_pounds=float(round(draw.between(1_500, 48_000), -2)),
            awarded_on=awarded,
            description=f"{title}, for young people where {recipient.name} works.",
            starts_on=starts,
            ends_on=starts + timedelta(days=365 * draw.whole(1, 3) - 1),
            area_ids=recipient.area_ids,
        )
    )


def _agreements(county: County) -> None:
    shared = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.VEHICLE, AssetKind.EQUIPMENT)
    assets = [asset for asset in county.all(Asset) if asset.kind in shared]
    activities = county.all(Activity)
    made = 0
    for asset in Draw("agreements").some(assets, len(assets)):
        draw = Draw(f"agreement:{asset.id}")
        home = county.get(Organisation, asset.organisation_id or "")
        uses = [
            activity
            for activity in activities
            if activity.organisation_id not in (home.id, *QUIET)
            and set(county.get(Organisation, activity.organisation_id).area_ids)
            & set(home.area_ids)
        ]
        if not uses or home.id in QUIET:
            continue
        _agreement(county, asset, draw.pick(uses), draw)
        made += 1
        if made == AGREEMENTS:
            return


def _agreement(county: County, asset: Asset, use: Activity, draw: Draw) -> None:
    borrower = county.get(Organisation, use.organisation_id)
    stage = draw.pick((Stage.INTENT, Stage.AGREED, Stage.IN_USE, Stage.IN_USE, Stage.ENDED))
    begun = stage in (Stage.IN_USE, Stage.ENDED)
    starts = date(2025, 1, 6) + timedelta(days=draw.whole(0, 500))
    county.add(
        Agreement(
            id=f"{borrower.id[:50]}-uses-{asset.id[:60]}",
            name=f"{borrower.name} uses {asset.name}",
            source_id="demo-partners",
            verified_on=checked_on(f"agreement:{borrower.id}:{asset.id}"),
            asset_id=asset.id,
            borrower_id=borrower.id,
            stage=stage,
            activity_id=use.id,
            starts_on=None if stage is Stage.INTENT else starts,
            ends_on=starts + timedelta(days=180) if stage is Stage.ENDED else None,
            hours_used=float(draw.whole(8, 120)) if begun else 0.0,
            **_settled(county, asset, use, stage, starts),
        )
    )


def _settled(
    county: County, asset: Asset, use: Activity, stage: Stage, starts: date
) -> dict[str, Any]:
    """What two sides have settled: of intents only what the use is for."""
    same_place = asset.site_id is not None and asset.site_id == use.site_id
    known = {"purpose": use.name, "times": use.sessions if same_place else ()}
    if stage is Stage.INTENT:
        return known
    draw = Draw(f"agreement-terms:{asset.id}:{use.id}")
    keeper = county.get(Organisation, asset.organisation_id or "")
    said_yes = starts - timedelta(days=draw.whole(10, 40))
    return {
        **known,
        "terms": draw.pick(TERMS),
        "cost_pounds_per_hour": asset.cost_pounds_per_hour,
        "insurer": draw.pick(tuple(Insurer)),
        "insured_until": starts + timedelta(days=365),
        "keyholder": f"The office of {keeper.name}"[:120],
        "agreed_by_lender_on": said_yes,
        "agreed_by_borrower_on": said_yes + timedelta(days=draw.whole(0, 9)),
        "ended_on": starts + timedelta(days=180) if stage is Stage.ENDED else None,
    }
