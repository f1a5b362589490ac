"""Grants, with where they benefit people; and agreements on shared use."""

from __future__ import annotations

from datetime import date, timedelta

from graph.model import (
    Activity,
    Agreement,
    Asset,
    AssetKind,
    Grant,
    Organisation,
    OrganisationKind,
    Stage,
)
from seeds.demo.making.county import County, slug
from seeds.demo.making.draw import Draw
from seeds.demo.reading import COUNTY
from seeds.demo.stories import KEYSTONE

GRANTS, AGREEMENTS = 58, 42

FUNDS = {
    "piran-foundation": ("Core costs", "Open evenings", "A second night"),
    "tinners-legacy-fund": ("Skills workshop", "Street work", "New kit"),
    "golden-strand-coastal-fund": ("On the water", "Beach days", "Boats for all"),
    "kernow-futures-fund": ("First jobs", "Young leaders", "Workshop days"),
    "granite-and-gorse-trust": ("Arts after school", "Young company", "Music nights"),
    "tamar-bridges-community-fund": ("Village evenings", "Getting there", "Summer days"),
    "cornwall-council": ("Targeted youth support", "Holiday activities and food"),
}
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
    providers = [
        organisation
        for organisation in county.all(Organisation)
        if organisation.kind in (OrganisationKind.VOLUNTARY, OrganisationKind.INDEPENDENT)
        and organisation.site_id is not None
        and not organisation.name.endswith("Trust") | (organisation.id in QUIET)
    ]
    funders = sorted(FUNDS)
    for number in range(GRANTS):
        _grant(county, funders[number % len(funders)], number, providers)
    _agreements(county)


def _grant(county: County, funder: str, number: int, providers: list[Organisation]) -> None:
    draw = Draw(f"grant:{number}")
    bases = {county.parishes[name].id for name in WHERE.get(funder, county.parishes)}
    near = [who for who in providers if bases.intersection(who.area_ids)]
    recipient = draw.pick(near)
    title = draw.pick(FUNDS[funder])
    awarded = date(2024, 1, 15) + timedelta(days=draw.whole(0, 850))
    starts = awarded + timedelta(days=30)
    county.add(
        Grant(
            id=f"grant-{number + 1:02d}-{slug(recipient.name)}"[:110],
            name=f"{title}: {recipient.name}",
            source_id="demo-grants",
            funder_id=funder,
            recipient_id=recipient.id,
            amount_pounds=float(round(draw.between(1_500, 48_000), -2)),
            awarded_on=awarded,
            description=f"{title} for young people.",
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


def _shares_a_place(county: County, activity: Activity, home: Organisation) -> bool:
    user = county.get(Organisation, activity.organisation_id)
    return bool(set(user.area_ids) & set(home.area_ids) - {COUNTY})


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
            asset_id=asset.id,
            borrower_id=borrower.id,
            stage=stage,
            activity_id=use.id,
            starts_on=None if stage is Stage.INTENT else starts,
            ends_on=starts + timedelta(days=180) if stage is Stage.ENDED else None,
            hours_used=float(draw.whole(8, 120)) if begun else 0.0,
        )
    )
