"""Organisations: what they are, and the numbers that registers know them by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import OrganisationKind
from seeds.open_referral.values import Document, bare, first, words

_SCHEMES = {
    "UK-CHTY": "GB-CHC",
    "UK-CO": "GB-COH",
    "CHC": "GB-CHC",
    "COH": "GB-COH",
}
_SCHEME = re.compile(r"(?:GB|XI)-[A-Z0-9]{2,8}|360G")
_TYPES = (
    ("scottish charity", "GB-SC"),
    ("northern ireland charity", "GB-NIC"),
    ("charity", "GB-CHC"),
    ("company", "GB-COH"),
    ("companies house", "GB-COH"),
    ("ukprn", "GB-UKPRN"),
    ("urn", "GB-EDU"),
)
_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,40}")
_PARISH = r"\b(?:parish|town|community) (?:council|meeting)\b"
_YOUTH = r"\byouth (?:council|club|group|centre)\b|\bscouts?\b|\bguides\b|\bcadets?\b"
_SCHOOL = r"\b(?:school|academy|college|university|sixth form)\b"
_INFRASTRUCTURE = (
    r"\bcouncil for voluntary|\bvoluntary (?:action|sector)|\bcvs\b|\bvolunteer centre\b"
)
_COUNCIL = r"\b(?:county|city|borough|district)\b.*\bcouncil\b|\bcouncil$|\blondon borough of\b"
_PUBLIC = r"\bnhs\b|\bpolice\b|\bfire (?:and|&) rescue\b|\bfoundation trust\b|\bjobcentre\b"
_NAMES = (
    (_PARISH, OrganisationKind.PARISH_COUNCIL),
    (_YOUTH, OrganisationKind.YOUTH_GROUP),
    (_SCHOOL, OrganisationKind.SCHOOL),
    (_INFRASTRUCTURE, OrganisationKind.INFRASTRUCTURE),
    (_COUNCIL, OrganisationKind.COUNCIL),
    (_PUBLIC, OrganisationKind.PUBLIC_BODY),
)
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _NAMES)
_FIRM = re.compile(r"\b(?:ltd|limited|plc|llp)\b\.?$", re.IGNORECASE)
_SCHEMES_OF = {
    "GB-LAE": OrganisationKind.COUNCIL,
    "GB-LAS": OrganisationKind.COUNCIL,
    "GB-PLA": OrganisationKind.COUNCIL,
    "GB-EDU": OrganisationKind.SCHOOL,
    "GB-CHC": OrganisationKind.VOLUNTARY,
    "GB-SC": OrganisationKind.VOLUNTARY,
    "GB-NIC": OrganisationKind.VOLUNTARY,
    "GB-MPR": OrganisationKind.VOLUNTARY,
    "GB-CASC": OrganisationKind.VOLUNTARY,
}


def identifiers_of(organisation: Document) -> tuple[tuple[str, ...], int]:
    """The org-ids of an organisation, each once, and how many identifiers are in no known list."""
    found: dict[str, None] = {}
    unknown = 0
    for one in first(organisation, "organization_identifiers", "identifiers")[:50]:
        id = _identifier(one)
        if id:
            found[id] = None
        elif bare(one.get("identifier")):
            unknown += 1
    return tuple(found), unknown


def _identifier(one: Document) -> str:
    """``GB-CHC-1234567`` of a scheme and a number, or of a number that holds its scheme."""
    number = re.sub(r"\s", "", bare(one.get("identifier")))
    scheme = bare(one.get("identifier_scheme")).upper()
    scheme = _SCHEMES.get(scheme, scheme)
    if not _SCHEME.fullmatch(scheme):
        scheme = _of_type(words(one.get("identifier_type")))
    whole = number.upper()
    if scheme and whole.startswith(f"{scheme}-"):
        number = number[len(scheme) + 1 :]
    elif not scheme and (match := re.match(r"((?:GB|XI)-[A-Z]{2,5})-", whole)):
        scheme, number = match[1], number[match.end() :]
    if not scheme or not _NUMBER.fullmatch(number) or not number[0].isalnum():
        return ""
    if scheme == "GB-CHC" and re.fullmatch(r"SC\d{6}", number.upper()):
        scheme = "GB-SC"
    if scheme == "GB-COH":
        number = number.upper()
        number = number.zfill(8) if number.isdecimal() else number
    return f"{scheme}-{number}"


def _of_type(text: str) -> str:
    lower = text.lower()
    return next((scheme for name, scheme in _TYPES if name in lower), "")


def kind_of(name: str, identifiers: Sequence[str]) -> OrganisationKind:
    """What an organisation is, by its name, else by its lists; else a voluntary provider."""
    for pattern, kind in _KINDS:
        if pattern.search(name):
            return kind
    for identifier in identifiers:
        scheme = "-".join(identifier.split("-")[:2])
        if scheme in _SCHEMES_OF:
            return _SCHEMES_OF[scheme]
    if _FIRM.search(name) and "community interest" not in name.lower():
        return OrganisationKind.INDEPENDENT
    return OrganisationKind.VOLUNTARY
