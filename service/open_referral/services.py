"""Activities as the standard's services, and each at its location."""

from __future__ import annotations

import re

import numpy as np

from service.formats import day as long_day
from service.open_referral.feed import Feed
from service.open_referral.identity import uuid_of
from service.open_referral.locations import location_flat, location_whole
from service.open_referral.organisations import (
    organisation_flat,
    organisation_whole,
    said_moment,
)
from service.open_referral.plain import Document, day, filled, uri
from service.open_referral.times import schedules
from service.open_referral.vocabulary import AUDIENCES, ENTRIES, THEMES, Taxonomy, term_of

INVENTED = "Illustrative: this service is invented, to show what Hedgerow does."
GONE = "No longer listed by {source}, as seen on {day}: it may have ended. Nobody checked it since."
AREA_ADDRESS = "http://statistics.data.gov.uk/id/statistical-geography/{code}"
_GSS = re.compile(r"[EKNSW]\d{8}")


def service_flat(feed: Feed, row: int) -> Document:
    """A service with what it has one of, its organisation among that."""
    return filled(
        {
            **_own(feed, row),
            "organization": organisation_flat(feed, int(feed.network.activities.organisation[row])),
        }
    )


def service_whole(feed: Feed, row: int) -> Document:
    """A service with all that is known of it."""
    table = feed.network.activities
    id, by, site = str(table.id[row]), int(table.organisation[row]), int(table.site[row])
    places = [{"id": feed.at_ids[row], "location": location_whole(feed, site)}] if site >= 0 else []
    return filled(
        {
            **_own(feed, row),
            "schedules": schedules(id, feed.sessions[row]),
            "service_areas": _areas(feed, id, by),
            "service_at_locations": places,
            "cost_options": _costs(id, float(table.cost_pounds[row])),
            "attributes": _attributes(feed, row),
            "organization": organisation_whole(feed, by),
            "x_hedgerow_source": feed.source_documents.get(table.source[row]),
        }
    )


def service_minimal(feed: Feed, row: int) -> Document:
    """Which service, and when it last changed."""
    at = feed.service_moments[row]
    return filled({"id": feed.service_ids[row], "last_modified": said_moment(at)})


def at_flat(feed: Feed, row: int) -> Document:
    """A service at its location, each with what it has one of."""
    return {
        "id": feed.at_ids[row],
        "location": location_flat(feed, int(feed.network.activities.site[row])),
        "service": service_flat(feed, row),
    }


def at_whole(feed: Feed, row: int) -> Document:
    """A service at its location, with all that is known of both."""
    service = service_whole(feed, row)
    (place,) = service.pop("service_at_locations")
    return {**place, "service": service}


def at_minimal(feed: Feed, row: int) -> Document:
    """Which service at a location, and when it last changed."""
    return {**service_minimal(feed, row), "id": feed.at_ids[row]}


def organisation_with_services(feed: Feed, row: int, *, whole: bool) -> Document:
    """An organisation with the services that it runs.

    Parameters
    ----------
    feed, row
        Which organisation.
    whole
        Whether each service is told with all that is known of it.
    """
    services = [
        service_whole(feed, one) if whole else _own(feed, one) for one in feed.services_of.of(row)
    ]
    return filled({**organisation_whole(feed, row), "services": services})


def _own(feed: Feed, row: int) -> Document:
    table = feed.network.activities
    runner = int(table.organisation[row])
    gone = feed.gone_of(row)
    return filled(
        {
            "id": feed.service_ids[row],
            "name": table.name[row],
            "description": table.description[row].strip(),
            "url": uri(table.website[row]),
            "email": feed.beside.emails.get(feed.network.organisations.id[runner]),
            "status": "active" if gone is None else "inactive",
            "minimum_age": int(table.age_from[row]),
            "maximum_age": int(table.age_to[row]),
            "assured_date": day(table.verified_on[row]),
            "alert": " ".join(_alerts(feed, row)),
            "last_modified": said_moment(feed.service_moments[row]),
        }
    )


def _alerts(feed: Feed, row: int) -> list[str]:
    """What a reader is to know before relying on it."""
    found = []
    if feed.network.activities.source[row] in feed.illustrative:
        found.append(INVENTED)
    gone = feed.gone_of(row)
    if gone is not None:
        source = feed.source_documents.get(gone.source_id, {}).get("name", "the source")
        found.append(GONE.format(source=source, day=long_day(gone.vanished_on)))
    return found


def _areas(feed: Feed, owner: str, organisation: int) -> list[Document]:
    """Where the organisation works: nothing narrower is known of a service."""
    areas = feed.network.areas
    return [
        filled(
            {
                "id": uuid_of("service_area", owner, code),
                "name": areas.name[row],
                "uri": AREA_ADDRESS.format(code=code) if _GSS.fullmatch(code) else None,
                "service_area": areas.name[row],
            }
        )
        for row in feed.serves.of(organisation)
        if (code := str(areas.id[row]))
    ]


def _costs(owner: str, pounds: float) -> list[Document]:
    if np.isnan(pounds):
        return []
    words = "free" if pounds == 0 else "for one session"
    id = uuid_of("cost_option", owner)
    return [{"id": id, "amount": round(pounds, 2), "amount_description": words}]


def _attributes(feed: Feed, row: int) -> list[Document]:
    table = feed.network.activities
    return [
        _attribute(str(table.id[row]), taxonomy, str(value))
        for taxonomy, value in (
            (THEMES, table.theme[row]),
            (AUDIENCES, table.audience[row]),
            (ENTRIES, table.entry[row]),
        )
    ]


def _attribute(owner: str, taxonomy: Taxonomy, value: str) -> Document:
    return {
        "id": uuid_of("attribute", owner, taxonomy.key),
        "link_type": taxonomy.link_type,
        "taxonomy_term": term_of(taxonomy, value),
    }
