"""Organisations as the standard writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import numpy as np

from graph.model import OrganisationKind
from service.open_referral.feed import Feed
from service.open_referral.identity import uuid_of
from service.open_referral.plain import Document, filled, moment, uri

IDENTIFIER_TYPES = {
    "GB-CHC": "Charity number (England and Wales)",
    "GB-SC": "Charity number (Scotland)",
    "GB-NIC": "Charity number (Northern Ireland)",
    "GB-COH": "Company number",
    "GB-MPR": "Mutuals number",
    "GB-EDU": "School reference number",
    "GB-UKPRN": "UK provider reference number",
    "GB-LAE": "Local authority code (England)",
    "GB-REV": "HM Revenue and Customs reference",
    "GB-COE": "Church code",
}
"""What the lists of org-id.guide are called that organisations here are likely to be on."""

_ORG_ID = re.compile(r"([A-Z]{2}-[A-Z0-9]{2,8}|360G)-(.+)")
_KINDS = {kind.value: kind.label for kind in OrganisationKind}
_MOST_NAMED = 3


def organisation_flat(feed: Feed, row: int) -> Document:
    """An organisation with what it has one of."""
    table = feed.network.organisations
    return filled(
        {
            "id": feed.organisation_ids[row],
            "name": table.name[row],
            "description": table.description[row].strip() or _described(feed, row),
            "email": feed.beside.emails.get(table.id[row]),
            "website": uri(table.website[row]),
        }
    )


def organisation_whole(feed: Feed, row: int) -> Document:
    """An organisation with its identifiers, as it stands in a service."""
    return filled(
        {
            **organisation_flat(feed, row),
            "organization_identifiers": [
                _identifier(str(feed.network.organisations.id[row]), text)
                for text in feed.identifiers_of(row)
            ],
        }
    )


def organisation_minimal(feed: Feed, row: int) -> Document:
    """Which organisation, and when it last changed."""
    at = feed.organisation_moments[row]
    return filled({"id": feed.organisation_ids[row], "last_modified": said_moment(at)})


def said_moment(seconds: float) -> str | None:
    """A moment from seconds since 1970; None where it is not known."""
    return None if np.isnan(seconds) else moment(datetime.fromtimestamp(seconds, UTC))


def _described(feed: Feed, row: int) -> str:
    """What it is and where: the standard wants a description of every organisation."""
    kind = _KINDS[str(feed.network.organisations.kind[row])]
    names = [str(feed.network.areas.name[area]) for area in feed.serves.of(row)]
    if not names:
        return f"{kind}."
    if len(names) > _MOST_NAMED:
        return f"{kind} in {names[0]} and {len(names) - 1:,} other areas."
    where = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{kind} in {where}."


def _identifier(owner: str, text: str) -> Document:
    match = _ORG_ID.fullmatch(text)
    scheme, number = (match[1], match[2]) if match else ("", text)
    return filled(
        {
            "id": uuid_of("organization_identifier", owner, text),
            "identifier_scheme": scheme,
            "identifier_type": IDENTIFIER_TYPES.get(scheme, scheme or "Identifier"),
            "identifier": number,
        }
    )
