"""Where a service is: a position, an address without names of people, and the areas it serves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.blurring import blurred
from graph.errors import InvalidData
from graph.model import Site
from seeds.open_referral.values import Document, bare, cut, first, number, words

Positions = Callable[[str], tuple[float, float] | None]
"""Where a postcode is, latitude and longitude; None where that is not known."""

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_GSS = re.compile(r"\b([EWSNK]\d{8})\b")
_CODED = ("uri", "extent", "service_area", "name")
_HERE = {"", "GB", "UK", "GBR", "ENGLAND", "WALES", "SCOTLAND", "NORTHERN IRELAND"}
_LINES = ("address_1", "address_2", "city", "region", "state_province")
_ELSEWHERE = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location as it was read.

    Attributes
    ----------
    id
        The site's id.
    site
        None where its position is not known, or it is virtual.
    words
        Its name and address in words; empty where it must not be found.
    """

    id: str
    site: Site | None
    words: str


def place_of(
    location: Document, *, id: str, name: str, source_id: str, positions: Positions | None
) -> Place:
    """A location as a site.

    Parameters
    ----------
    location
        The location, of any version.
    id
        The site's id.
    name
        What a site without a name of its own is called.
    source_id
        Who says so.
    positions
        Where postcodes are, for locations that have an address only.

    Raises
    ------
    InvalidData
        It is outside Great Britain.
    """
    address, postcode = _address(location)
    is_hidden = location.get("mask_exact_address") is True  # as Outpost says it
    called = words(location.get("name")) or address.split(",")[0].strip() or name
    told = ", ".join(part for part in (called, address, postcode) if part)
    if told == name or is_hidden:
        told = ""
    if bare(location.get("location_type")).lower() in ("virtual", "postal"):
        return Place(id=id, site=None, words="")
    at = _position(location)
    if at is None and postcode and positions is not None:
        at = positions(postcode)
    if at is None:
        return Place(id=id, site=None, words=told)
    site = Site(
        id=id,
        name=cut(called, 300),
        latitude=round(at[0], 6),
        longitude=round(at[1], 6),
        address=cut(address, 500),
        postcode=postcode,
        source_id=source_id,
    )
    return Place(id=id, site=blurred(site) if is_hidden else site, words=told)


def _position(location: Document) -> tuple[float, float] | None:
    """Its degrees; two zeros, which many systems write for nothing, are none."""
    latitude, longitude = number(location.get("latitude")), number(location.get("longitude"))
    if latitude is None and longitude is None:
        longitude, latitude = _point(location.get("geometry"))
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _point(geometry: object) -> tuple[float | None, float | None]:
    """Longitude and latitude of a GeoJSON point, which some systems have in their place."""
    listed = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(listed, list) or len(listed) < 2:
        return None, None
    return number(listed[0]), number(listed[1])


def _address(location: Document) -> tuple[str, str]:
    """The first physical address and its postcode; whom to ask for is not read."""
    listed = first(
        location,
        "addresses",
        "physical_addresses",
        "physical_address",
        "address",
        "postal_addresses",
    )
    if not listed and (location.get("address_1") or location.get("postal_code")):
        listed = [location]
    if not listed:
        return "", ""
    kinds = [bare(one.get("address_type")).lower() for one in listed]
    one = listed[kinds.index("physical") if "physical" in kinds else 0]
    written = words(one.get("postal_code"))
    _check_country(bare(one.get("country")), written)
    lines = dict.fromkeys(part for name in _LINES if (part := words(one.get(name)).strip(" ,")))
    text = ", ".join(lines)
    match = _POSTCODE.search(written) or (None if written else _POSTCODE.search(text))
    return text, f"{match[1]} {match[2]}".upper() if match else ""


def _check_country(country: str, postcode: str) -> None:
    name = country.upper()
    if name not in _HERE and not name.startswith(("UNITED KINGDOM", "GREAT BRITAIN")):
        if _ELSEWHERE.fullmatch(name) or "UNITED STATES" in name:
            raise InvalidData(
                f"The address is in “{country}”; Hedgerow knows places in Great Britain.",
                field="country",
            )
    elif not name and _ZIP.fullmatch(postcode):
        raise InvalidData(
            f"The postcode “{postcode}” is not one of Great Britain.", field="postal_code"
        )


def areas_of(listed: Iterable[Document]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The GSS codes of service areas, and the words of those that have none.

    The code stands in ``uri`` (…/statistical-geography/E04012345), now and then elsewhere.
    """
    codes: dict[str, None] = {}
    told: dict[str, None] = {}
    for one in listed:
        match = next(
            filter(None, (_GSS.search(bare(one.get(name))) for name in _CODED)),
            None,
        )
        if match:
            codes[match[1]] = None
        elif text := words(one.get("service_area")) or words(one.get("name")):
            told[text] = None
    return tuple(codes), tuple(told)
