"""Reading the facts of a record: of one that is entered, and of a row of the network."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from graph.analysis.memory import remembered
from graph.analysis.sameness.facts import (
    Entered,
    Facts,
    Kind,
    Place,
    kind_of,
    place_of,
    plain_website,
)
from graph.analysis.sameness.names import words_of
from graph.model import Activity, Asset, Day, Organisation, Site
from graph.network import Floats, Index, Network, Pairs, Table
from graph.projection import to_grid

Owned = dict[int, list[int]]
_DAY = {day: number for number, day in enumerate(Day)}


def table_of(network: Network, kind: Kind) -> Table:
    """The table that records of a kind stand in."""
    tables: dict[Kind, Table] = {
        Kind.SITE: network.sites,
        Kind.ORGANISATION: network.organisations,
        Kind.ASSET: network.assets,
        Kind.ACTIVITY: network.activities,
    }
    return tables[kind]


def name_of(network: Network, kind: Kind, row: int) -> str:
    """The name of a record."""
    name: str = vars(table_of(network, kind))["name"][row]
    return name


def site_rows(network: Network, kind: Kind) -> Index:
    """The row of the site of each record of a kind, -1 where it has none."""
    if kind is Kind.SITE:
        return np.arange(len(network.sites), dtype=np.int32)
    rows: Index = vars(table_of(network, kind))["site"]
    return rows


def record_points(network: Network, kind: Kind) -> Floats:
    """Easting and northing of each record of a kind, shape (records, 2); NaN for no place."""
    site = site_rows(network, kind)
    points = np.full((len(site), 2), np.nan)
    points[site >= 0, 0] = network.sites.easting[site[site >= 0]]
    points[site >= 0, 1] = network.sites.northing[site[site >= 0]]
    return points


# -- of a row --------------------------------------------------------------------------------


def facts_of_row(network: Network, kind: Kind, row: int) -> Facts:
    """What is known of a record of the network."""
    table = table_of(network, kind)
    facts = Facts(
        kind=kind,
        id=table.id[row],
        name=name_of(network, kind, row),
        place=_place_of_row(network, int(site_rows(network, kind)[row])),
    )
    match kind:
        case Kind.ORGANISATION:
            return _organisation_row(network, row, facts)
        case Kind.ASSET:
            return _asset_row(network, row, facts)
        case Kind.ACTIVITY:
            return _activity_row(network, row, facts)
    return facts


def _place_of_row(network: Network, site: int) -> Place:
    if site < 0:
        return Place()
    sites = network.sites
    return place_of(
        _point(float(sites.easting[site]), float(sites.northing[site])),
        rough=bool(sites.blurred[site]),
        postcode=sites.postcode[site],
        address=sites.address[site],
        areas=[network.areas.name[area] for area in _standing(network).get(site, [])],
    )


def _organisation_row(network: Network, row: int, facts: Facts) -> Facts:
    table, areas = network.organisations, _serving(network).get(row, [])
    return replace(
        facts,
        place=_with_words(facts.place, [network.areas.name[area] for area in areas]),
        serves=frozenset(network.areas.id[area] for area in areas),
        sort=str(table.kind[row]),
        website=plain_website(table.website[row]),
    )


def _asset_row(network: Network, row: int, facts: Facts) -> Facts:
    table, keeper = network.assets, int(network.assets.organisation[row])
    amount = float(table.quantity[row])
    return replace(
        facts,
        keeper=network.organisations.id[keeper] if keeper >= 0 else "",
        keeper_name=network.organisations.name[keeper] if keeper >= 0 else "",
        sort=str(table.kind[row]),
        amount=None if math.isnan(amount) else (amount, table.unit[row]),
    )


def _activity_row(network: Network, row: int, facts: Facts) -> Facts:
    table, keeper = network.activities, int(network.activities.organisation[row])
    times, found = network.sessions, _sessions(network).get(row, [])
    return replace(
        facts,
        keeper=network.organisations.id[keeper] if keeper >= 0 else "",
        keeper_name=network.organisations.name[keeper] if keeper >= 0 else "",
        sort=str(table.theme[row]),
        website=plain_website(table.website[row]),
        ages=(int(table.age_from[row]), int(table.age_to[row])),
        audience=str(table.audience[row]),
        times=frozenset(
            (int(times.day[at]), int(times.start[at]), int(times.end[at])) for at in found
        ),
    )


@remembered(most=1)
def _standing(network: Network) -> Owned:
    return _by_left(network.stands_in)


@remembered(most=1)
def _serving(network: Network) -> Owned:
    return _by_left(network.serves)


@remembered(most=1)
def _sessions(network: Network) -> Owned:
    owners = network.sessions.owner
    return _by_left(Pairs(left=owners, right=np.arange(len(owners), dtype=np.int32)))


def _by_left(pairs: Pairs) -> Owned:
    found: Owned = {}
    for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        found.setdefault(left, []).append(right)
    return found


def _point(easting: float, northing: float) -> tuple[float, float] | None:
    known = math.isfinite(easting) and math.isfinite(northing)
    return (easting, northing) if known else None


def _with_words(place: Place, names: list[str]) -> Place:
    return replace(place, near=place.near.union(*map(words_of, names)))


# -- of a record that is entered -------------------------------------------------------------


def facts_of(network: Network, record: Entered, site: Site | None) -> Facts:
    """What is known of a record that is entered.

    Parameters
    ----------
    site
        Where it would stand; None for a site of the network that it names, or for none.

    Raises
    ------
    InvalidData
        It is no record whose like is looked for.
    """
    facts = Facts(kind=kind_of(record), id=record.id, name=record.name)
    match record:
        case Site():
            return replace(facts, place=_place_entered(network, record))
        case Organisation():
            return _organisation(network, record, _placed(network, record, site, facts))
        case Asset():
            return _asset(network, record, _placed(network, record, site, facts))
        case Activity():
            return _activity(network, record, _placed(network, record, site, facts))


def _placed(
    network: Network, record: Organisation | Asset | Activity, site: Site | None, facts: Facts
) -> Facts:
    if site is not None:
        return replace(facts, place=_place_entered(network, site))
    row = network.sites.rows.get(record.site_id or "", -1)
    return replace(facts, place=_place_of_row(network, row))


def _place_entered(network: Network, site: Site) -> Place:
    easting, northing = to_grid([site.longitude], [site.latitude])
    return place_of(
        _point(float(easting[0]), float(northing[0])),
        rough=site.blurred,
        postcode=site.postcode,
        address=site.address,
        areas=_area_names(network, site.area_ids),
    )


def _area_names(network: Network, ids: tuple[str, ...]) -> list[str]:
    rows = [network.areas.rows.get(id) for id in ids]
    return [network.areas.name[row] for row in rows if row is not None]


def _organisation(network: Network, record: Organisation, facts: Facts) -> Facts:
    return replace(
        facts,
        place=_with_words(facts.place, _area_names(network, record.area_ids)),
        serves=frozenset(record.area_ids),
        sort=str(record.kind),
        website=plain_website(record.website),
    )


def _asset(network: Network, record: Asset, facts: Facts) -> Facts:
    return replace(
        facts,
        keeper=record.organisation_id or "",
        keeper_name=_keeper_name(network, record.organisation_id),
        sort=str(record.kind),
        amount=None if record.quantity is None else (float(record.quantity), record.unit),
    )


def _activity(network: Network, record: Activity, facts: Facts) -> Facts:
    return replace(
        facts,
        keeper=record.organisation_id,
        keeper_name=_keeper_name(network, record.organisation_id),
        sort=str(record.theme),
        website=plain_website(record.website),
        ages=(record.ages.age_from, record.ages.age_to),
        audience=str(record.audience),
        times=frozenset(
            (_DAY[time.day], time.start_minute, time.end_minute) for time in record.sessions
        ),
    )


def _keeper_name(network: Network, id: str | None) -> str:
    row = network.organisations.rows.get(id or "")
    return "" if row is None else network.organisations.name[row]
