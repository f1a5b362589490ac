"""Grants by 360Giving's standard 1.4: the JSON package of what is public here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from graph.errors import InvalidData
from graph.model import AreaKind, Grant, Organisation, Source
from graph.store import Store
from seeds.reading import counted
from seeds.three_sixty_giving import own_prefix

VERSION = "1.4"
MOST_SOURCES = 20
MIDNIGHT = "T00:00:00+00:00"

_CODE_TYPES = {
    AreaKind.COUNTRY: "CTRY",
    AreaKind.REGION: "RGN/GOR",
    AreaKind.COUNTY: "CTY",
    AreaKind.PARISH: "PAR",
    AreaKind.WARD: "WD",
    AreaKind.MSOA: "MSOA",
    AreaKind.LSOA: "LSOA",
}
_AUTHORITIES = {"E06": "UA", "W06": "UA", "E07": "NMD", "E08": "MD", "E09": "LONB", "S12": "CA"}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of grants.

    Attributes
    ----------
    grants
        In the order in which they go out.
    organisations, areas, sources
        By id: who gives and receives, the kinds of areas, and who says so.
    hidden
        Organisations whose place is deliberately rough: their postcodes stay here.
    own
        What identifiers of records begin with that nobody published before.
    """

    grants: tuple[Grant, ...]
    organisations: Mapping[str, Organisation]
    areas: Mapping[str, AreaKind]
    sources: Mapping[str, Source]
    hidden: frozenset[str]
    own: str


def known_grants(store: Store) -> Known:
    """The grants of a graph that may go out.

    Illustrative ones go out only where there are no others: invented money has no place beside
    real money.

    Raises
    ------
    InvalidData
        There are none.
    """
    network = store.snapshot()
    sources = {source.id: source for source in network.sources}
    grants = [
        grant
        for grant in store.records(Grant, network.grants.id.tolist()).values()
        if isinstance(grant, Grant)
    ]
    real = [grant for grant in grants if not _is_illustrative(grant, sources)]
    grants = sorted(real or grants, key=lambda grant: grant.id)
    if not grants:
        raise InvalidData("No grant is known here, so there is nothing to take away.", field="")
    named = {id for grant in grants for id in (grant.funder_id, grant.recipient_id)}
    found = store.records(Organisation, named)
    organisations = {id: each for id, each in found.items() if isinstance(each, Organisation)}
    blurred = {
        str(id)
        for id, hidden in zip(network.sites.id, network.sites.blurred, strict=True)
        if hidden
    }
    return Known(
        grants=tuple(grants),
        organisations=organisations,
        areas={
            str(id): AreaKind(str(kind))
            for id, kind in zip(network.areas.id, network.areas.kind, strict=True)
        },
        sources=sources,
        hidden=frozenset(id for id, each in organisations.items() if each.site_id in blurred),
        own=own_prefix(store.identity),
    )


def _is_illustrative(grant: Grant, sources: Mapping[str, Source]) -> bool:
    source = sources.get(grant.source_id or "")
    return source is not None and source.illustrative


def package_of(known: Known, *, today: date) -> Document:
    """A package by the standard's schema, which reads back as the same grants.

    Parameters
    ----------
    known
        What is known of grants.
    today
        The day on which it goes out.
    """
    return {
        "version": VERSION,
        "title": "Grants known to Hedgerow",
        "description": _description(known),
        "issued": _moment(today),
        "identifier": f"{known.own}grants",
        "publisher": {"name": "Hedgerow", "identifier": known.own.rstrip("-")},
        "grants": [_grant(grant, known) for grant in known.grants],
    }


def _description(known: Known) -> str:
    """What the package holds, and on whose word, with their licences."""
    named = {grant.source_id for grant in known.grants if grant.source_id}
    sources = [known.sources[id] for id in sorted(named) if id in known.sources]
    words = [
        f"{source.name} ({source.licence or 'no licence stated'}"
        f"{', illustrative: invented' if source.illustrative else ''})"
        for source in sources[:MOST_SOURCES]
    ]
    if len(sources) > MOST_SOURCES:
        words.append(f"and {len(sources) - MOST_SOURCES} more")
    number = counted(len(known.grants), "grant", "grants")
    return f"{number}. Sources: {'; '.join(words) or 'not stated'}."


def _grant(grant: Grant, known: Known) -> Document:
    recipient = _organisation(grant.recipient_id, known)
    if grant.head_office and grant.recipient_id not in known.hidden:
        recipient["postalCode"] = grant.head_office
    amount = grant.amount_pounds
    source = known.sources.get(grant.source_id or "")
    document: Document = {
        "id": grant.identifier or f"{known.own}{grant.id}",
        "title": grant.name,
        "description": grant.description,
        "currency": "GBP",
        "amountAwarded": int(amount) if amount.is_integer() else amount,
        "awardDate": _moment(grant.awarded_on),
        "plannedDates": _planned(grant),
        "recipientOrganization": [recipient],
        "beneficiaryLocation": _locations(grant, known),
        "fundingOrganization": [_organisation(grant.funder_id, known)],
        "grantProgramme": [{"title": grant.programme}] if grant.programme else [],
        "regrantType": grant.regrant.value if grant.regrant else "",
        "dataSource": _address(source.website) if source else "",
    }
    needed = {"description"}  # by the schema, also where there is none
    return {
        name: value for name, value in document.items() if name in needed or value or value == 0
    }


def _moment(day: date) -> str:
    """A day as the standard's schema takes it with any validator: as its first moment."""
    return f"{day.isoformat()}{MIDNIGHT}"


def _planned(grant: Grant) -> list[Document]:
    dates = {"startDate": grant.starts_on, "endDate": grant.ends_on}
    told = {name: _moment(day) for name, day in dates.items() if day is not None}
    return [told] if told else []


def _address(text: str) -> str:
    """A web address as the standard wants it: ASCII; empty where it is none such."""
    try:
        return text if text.isascii() and urlsplit(text).netloc else ""
    except ValueError:
        return ""


def _organisation(id: str, known: Known) -> Document:
    it = known.organisations[id]
    document: Document = {
        "id": it.identifiers[0] if it.identifiers else f"{known.own}{it.id}",
        "name": it.name,
        "charityNumber": _number(it.identifiers, ("GB-CHC-", "GB-SC-", "GB-NIC-")),
        "companyNumber": _number(it.identifiers, ("GB-COH-",)),
        "description": it.description,
        "organisationType": it.kind.label,
        "url": _address(it.website),
    }
    return {name: value for name, value in document.items() if value}


def _number(identifiers: Iterable[str], schemes: tuple[str, ...]) -> str:
    """The number in the first org-id of some schemes."""
    for identifier in identifiers:
        for scheme in schemes:
            if identifier.startswith(scheme):
                number = identifier.removeprefix(scheme)
                return f"NIC{number}" if scheme == "GB-NIC-" else number
    return ""


def _locations(grant: Grant, known: Known) -> list[Document]:
    """Where it is spent; the funder's words and point stand with the first code."""
    codes = (*grant.area_ids, *grant.codes_elsewhere)
    places: list[Document] = [
        {"geoCode": code, "geoCodeType": _code_type(code, known)} for code in codes
    ] or [{}]
    if grant.place_name:
        places[0]["name"] = grant.place_name
    if grant.latitude is not None and grant.longitude is not None:
        places[0]["latitude"], places[0]["longitude"] = grant.latitude, grant.longitude
    told = [{name: value for name, value in place.items() if value != ""} for place in places]
    return [place for place in told if place]


def _code_type(code: str, known: Known) -> str:
    kind = known.areas.get(code)
    if kind is AreaKind.LOCAL_AUTHORITY or kind is None:
        return _AUTHORITIES.get(code[:3], "")
    return _CODE_TYPES.get(kind, "")
