"""Sites as the standard's locations: rough where a place must not be found."""

from __future__ import annotations

from graph.model import AreaKind
from graph.projection import to_degrees
from service.open_referral.feed import Feed
from service.open_referral.identity import uuid_of
from service.open_referral.plain import Document, filled

_TOWNS = (AreaKind.PARISH, AreaKind.WARD, AreaKind.MSOA)
_COUNTIES = (AreaKind.COUNTY, AreaKind.LOCAL_AUTHORITY, AreaKind.REGION)
DECIMALS = 6


def location_flat(feed: Feed, site: int) -> Document:
    """A location with what it has one of."""
    sites = feed.network.sites
    rough = bool(sites.blurred[site])
    latitude, longitude = float(sites.latitude[site]), float(sites.longitude[site])
    if rough:
        eastings, northings = feed.positions
        east, north = to_degrees(eastings[site], northings[site])
        longitude, latitude = float(east), float(north)
    return filled(
        {
            "id": feed.location_ids[site],
            "location_type": "physical",
            "name": sites.name[site],
            "description": "The position is rough on purpose." if rough else _line(feed, site),
            "latitude": round(latitude, DECIMALS),
            "longitude": round(longitude, DECIMALS),
        }
    )


def location_whole(feed: Feed, site: int) -> Document:
    """A location with its address, where all that the standard wants of one is known."""
    sites = feed.network.sites
    return filled(
        {
            **location_flat(feed, site),
            "addresses": [] if sites.blurred[site] else _addresses(feed, site),
            "accessibility": _accessibility(feed, site),
        }
    )


def _line(feed: Feed, site: int) -> str:
    """The address in a line, its postcode once."""
    sites = feed.network.sites
    street, postcode = sites.address[site].strip(), sites.postcode[site].strip()
    if not street or not postcode:
        return str(street or postcode)
    is_told = postcode.replace(" ", "").lower() in street.replace(" ", "").lower()
    return str(street) if is_told else f"{street}, {postcode}"


def _addresses(feed: Feed, site: int) -> list[Document]:
    sites = feed.network.sites
    street, postcode = sites.address[site].strip(), sites.postcode[site].strip()
    if not street or not postcode:
        return []
    names = _around(feed, site)
    county = next((names[kind] for kind in _COUNTIES if kind in names), "")
    if not county:
        return []
    return [
        {
            "id": uuid_of("address", str(sites.id[site])),
            "address_1": street,
            "city": next((names[kind] for kind in _TOWNS if kind in names), county),
            "state_province": county,
            "postal_code": postcode,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def _around(feed: Feed, site: int) -> dict[AreaKind, str]:
    """The names of the areas that a site lies in, one for each kind."""
    areas = feed.network.areas
    found: dict[AreaKind, str] = {}
    seen: set[int] = set()
    waiting = feed.stands_in.of(site)
    while waiting:
        seen.update(waiting)
        for area in waiting:
            found.setdefault(AreaKind(str(areas.kind[area])), str(areas.name[area]))
        outer = {one for area in waiting for one in feed.within.of(area)}
        waiting = sorted(outer - seen)
    return found


def _accessibility(feed: Feed, site: int) -> list[Document]:
    is_step_free = feed.step_free.get(site)
    if is_step_free is None or feed.network.sites.blurred[site]:
        return []
    words = (
        "Step-free: a wheelchair user can get in and about."
        if is_step_free
        else "Not step-free: a wheelchair user cannot get in or about everywhere."
    )
    id = uuid_of("accessibility", str(feed.network.sites.id[site]))
    return [{"id": id, "description": words, "accessibility": words}]
