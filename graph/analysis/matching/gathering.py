"""Gathering the columns that are compared: of a network, and of records that come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.analysis.matching.columns import SLOT, Rows
from graph.analysis.sameness.facts import Entered, Facts, Kind, kind_of, plain_website
from graph.analysis.sameness.records import facts_of, record_points, site_rows, table_of
from graph.model import Activity, Organisation, Site
from graph.network import Network, Pairs

MATCHED = (Kind.ORGANISATION, Kind.SITE, Kind.ACTIVITY)
"""Kinds whose records are matched across sources."""

SHARED_HOSTS = frozenset(
    (
        "facebook.com",
        "m.facebook.com",
        "instagram.com",
        "linktr.ee",
        "sites.google.com",
        "twitter.com",
        "x.com",
        "youtube.com",
    )
)
"""Hosts on which many have a page: there the page tells, and not the host."""

Identifiers = Mapping[str, tuple[str, ...]]


def host_of(website: str) -> str:
    """What tells whose website it is: its host, or its page where many share one host."""
    plain = plain_website(website)
    host = plain.split("/")[0].split("?")[0]
    return plain if host in SHARED_HOSTS else host


def rows_of_network(network: Network, kind: Kind, identifiers: Identifiers | None = None) -> Rows:
    """What is known of all records of a kind in a network."""
    table, sites = table_of(network, kind), network.sites
    at = site_rows(network, kind).tolist()
    postcodes = [_plain_postcode(one) for one in sites.postcode.tolist()]
    blurred = sites.blurred.tolist()
    points = record_points(network, kind)
    rough = np.array([row >= 0 and blurred[row] for row in at], dtype=bool)
    points[rough] = np.nan
    websites = getattr(table, "website", None)
    return Rows(
        kind=kind,
        ids=table.id.tolist(),
        names=vars(table)["name"].tolist(),
        points=points,
        postcodes=[postcodes[row] if row >= 0 else "" for row in at],
        hosts=[] if websites is None else [host_of(one) for one in websites.tolist()],
        **(_activities(network) if kind is Kind.ACTIVITY else {}),
        **(_organisations(network, identifiers or {}) if kind is Kind.ORGANISATION else {}),
    )


def _organisations(network: Network, identifiers: Identifiers) -> dict[str, Any]:
    ids = network.organisations.id.tolist()
    return {
        "serves": _lists(network.serves, network.areas.id.tolist(), len(ids)),
        "identifiers": [identifiers.get(id, ()) for id in ids],
    }


def _activities(network: Network) -> dict[str, Any]:
    table, names = network.activities, network.organisations.name
    times: list[list[int]] = [[] for _ in range(len(table))]
    found = network.sessions
    each = (column.tolist() for column in (found.owner, found.day, found.start, found.end))
    for owner, day, start, end in zip(*each, strict=True):
        times[owner].extend(_slots(day, start, end))
    return {
        "sorts": [str(one) for one in table.theme.tolist()],
        "keepers": [names[row] if row >= 0 else "" for row in table.organisation.tolist()],
        "times": times,
        "ages": list(zip(table.age_from.tolist(), table.age_to.tolist(), strict=True)),
    }


def _lists(pairs: Pairs, ids: list[str], many: int) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(many)]
    for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        found[left].append(ids[right])
    return found


def _plain_postcode(text: str) -> str:
    return "".join(one for one in text.upper() if one.isalnum())


def _slots(day: int, start: int, end: int) -> range:
    midnight = day * 24 * 60
    return range((midnight + start) // SLOT, -(-(midnight + end) // SLOT))


def rows_of_records(
    network: Network,
    kind: Kind,
    records: Sequence[Entered],
    *,
    sites: Mapping[str, Site],
    keepers: Mapping[str, str],
) -> Rows:
    """What is known of some records of one kind that come.

    Parameters
    ----------
    network
        What is there: the names of areas and organisations that they refer to.
    sites, keepers
        Sites, and names of organisations, that come with them, by their ids.
    """
    facts = [facts_of(network, one, _site(one, sites)) for one in records]
    points = [(np.nan, np.nan) if rough or point is None else point for rough, point in _at(facts)]
    return Rows(
        kind=kind,
        ids=[one.id for one in facts],
        names=[one.name for one in facts],
        points=np.array(points, dtype=float).reshape(-1, 2),
        postcodes=[one.place.postcode for one in facts],
        serves=[sorted(one.serves) for one in facts],
        hosts=[host_of(one.website) for one in facts],
        sorts=[one.sort if kind is Kind.ACTIVITY else "" for one in facts],
        keepers=[keepers.get(one.keeper, one.keeper_name) for one in facts],
        times=[sorted(slot for time in one.times for slot in _slots(*time)) for one in facts],
        ages=[one.ages or (-1, -1) for one in facts],
        identifiers=[tuple(getattr(one, "identifiers", ())) for one in records],
    )


def _site(record: Entered, sites: Mapping[str, Site]) -> Site | None:
    return None if isinstance(record, Site) else sites.get(record.site_id or "")


def _at(facts: Sequence[Facts]) -> list[tuple[bool, tuple[float, float] | None]]:
    return [(one.place.rough, one.place.point) for one in facts]


def matched_kind(record: object) -> Kind | None:
    """The kind of a record that is matched across sources; None for any other."""
    return kind_of(record) if isinstance(record, Activity | Organisation | Site) else None
