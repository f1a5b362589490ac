"""The titles that columns have in 360Giving's spreadsheets, and the fields that they stand for.

``Recipient Org:Identifier`` is the ``id`` of the first ``recipientOrganization``; a number between
(``Related Document:1:Title``) names one of several. A column may be called by its field as well
(``recipientOrganization/0/id``).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

MOST_OF_ONE = 1_000


@dataclass(frozen=True, slots=True)
class Field:
    """What a title stands for.

    Attributes
    ----------
    name
        The field of the JSON form.
    inside
        Where the field is an object: what is in it, by title.
    many
        Whether there may be several objects, or several words.
    """

    name: str
    inside: Mapping[str, Field] = field(default_factory=dict)
    many: bool = False


def _fields(**titles: str) -> dict[str, Field]:
    return {title: Field(name) for name, title in titles.items()}


_MODIFIED = {"Last Modified": Field("dateModified")}
_LOCATION = _MODIFIED | _fields(
    id="Identifier",
    name="Name",
    countryCode="Country Code",
    latitude="Latitude",
    longitude="Longitude",
    description="Description",
    geoCode="Geographic Code",
    geoCodeType="Geographic Code Type",
)
_ORGANISATION = (
    _MODIFIED
    | _fields(
        id="Identifier",
        name="Name",
        department="Department",
        contactName="Contact Name",
        charityNumber="Charity Number",
        companyNumber="Company Number",
        streetAddress="Street Address",
        addressLocality="City",
        addressRegion="County",
        addressCountry="Country",
        postalCode="Postal Code",
        telephone="Phone Number",
        alternateName="Alternate Name",
        email="Email",
        description="Description",
        organisationType="Organisation Type",
        url="Web Address",
    )
    | {"Location": Field("location", _LOCATION, many=True)}
)
_PROGRAMME = _MODIFIED | _fields(code="Code", title="Title", description="Description", url="URL")
_CLASSIFICATION = _PROGRAMME | _fields(vocabulary="Vocabulary")
_EVENT = _MODIFIED | _fields(
    title="Title",
    startDate="Start Date",
    endDate="End Date",
    duration="Duration (months)",
    description="Description",
)
_DOCUMENT = _MODIFIED | _fields(
    id="Identifier",
    title="Title",
    url="Web Address",
    description="Description",
    documentType="Document Type",
)
_INDIVIDUALS = _fields(
    primaryGrantReason="Primary Grant Reason", secondaryGrantReason="Secondary Grant Reason"
) | {"Grant Purpose": Field("grantPurpose", many=True)}

GRANT: Mapping[str, Field] = (
    _MODIFIED
    | _fields(
        id="Identifier",
        title="Title",
        description="Description",
        currency="Currency",
        amountAppliedFor="Amount Applied For",
        amountAwarded="Amount Awarded",
        amountDisbursed="Amount Disbursed",
        awardDate="Award Date",
        url="URL",
        fromOpenCall="From An Open Call?",
        dataSource="Data Source",
        regrantType="For Regrant Type",
        locationScope="Location Scope",
    )
    | {
        "Planned Dates": Field("plannedDates", _EVENT, many=True),
        "Actual Dates": Field("actualDates", _EVENT, many=True),
        "Recipient Ind": Field("recipientIndividual", _fields(id="Identifier", name="Name")),
        "To Individuals Details": Field("toIndividualsDetails", _INDIVIDUALS),
        "Recipient Org": Field("recipientOrganization", _ORGANISATION, many=True),
        "Beneficiary Location": Field("beneficiaryLocation", _LOCATION, many=True),
        "Funding Org": Field("fundingOrganization", _ORGANISATION, many=True),
        "Grant Programme": Field("grantProgramme", _PROGRAMME, many=True),
        "Funding Type": Field("fundingType", _CLASSIFICATION, many=True),
        "Classifications": Field("classifications", _CLASSIFICATION, many=True),
        "Related Document": Field("relatedDocument", _DOCUMENT, many=True),
        "Related Activity": Field("relatedActivity", many=True),
    }
)
"""What a grant is made of, by title."""

Path = tuple[str | int, ...]
"""A place in a grant: ``("recipientOrganization", 0, "id")``; a number after each that has many.
A list of words is named without one."""


_EXPORTED: Mapping[str, Path] = {
    "Regrant Type": ("regrantType",),
    "Recipient Individual Id": ("recipientIndividual", "id"),
    "Recipient Individual Name": ("recipientIndividual", "name"),
    "Recipient Individual Details:Primary Grant Reason": (
        "toIndividualsDetails",
        "primaryGrantReason",
    ),
    "Recipient Individual Details:Secondary Grant Reason": (
        "toIndividualsDetails",
        "secondaryGrantReason",
    ),
    "Recipient Individual Details:Grant Purpose": ("toIndividualsDetails", "grantPurpose"),
    "License": ("dataset", "license"),
    "License (see note)": ("dataset", "license"),
}
"""Titles that GrantNav, where all funders' grants are searched, has in what it exports."""


def _key(title: str) -> str:
    return title.replace(" ", "").replace("_", "").lower()


@lru_cache(maxsize=4_096)
def path_of(header: str) -> Path | None:
    """The place in a grant that a column's header names; None where it names none."""
    if exported := _exported().get(_key(header)):
        return exported
    for between in "/.":  # recipientOrganization/0/id, as flattentool has it; with dots, as others
        if between in header and ":" not in header:
            return _path(header.split(between), by_title=False)
    return _path(header.split(":"), by_title=True) or _path([header], by_title=False)


@lru_cache(maxsize=1)
def _exported() -> Mapping[str, Path]:
    return {_key(title): path for title, path in _EXPORTED.items()}


def _path(parts: list[str], *, by_title: bool) -> Path | None:
    path: list[str | int] = []
    here = GRANT
    rest = [part.strip() for part in parts]
    while rest:
        found = _named(here, rest.pop(0), by_title=by_title)
        if found is None:
            return None
        path.append(found.name)
        if not found.inside:
            return tuple(path) if not rest else None
        if found.many:
            number = 0
            if rest and rest[0].isascii() and rest[0].isdigit():
                number = int(rest.pop(0)[:6])
            if number > MOST_OF_ONE:
                return None
            path.append(number)
        here = found.inside
    return None


def _named(fields: Mapping[str, Field], name: str, *, by_title: bool) -> Field | None:
    if not by_title:
        return next((each for each in fields.values() if each.name == name), None)
    return next((each for title, each in fields.items() if _key(title) == _key(name)), None)


def is_words(path: Path) -> bool:
    """Whether a place holds a list of words, which a cell has with semicolons between."""
    return path[-1] in ("relatedActivity", "grantPurpose")


@lru_cache(maxsize=1)
def known_titles() -> tuple[str, ...]:
    """Every title that a column may have, without numbers."""

    def under(fields: Mapping[str, Field]) -> list[str]:
        found = []
        for title, each in fields.items():
            found += [f"{title}:{rest}" for rest in under(each.inside)] if each.inside else [title]
        return found

    return tuple(under(GRANT))


def title_of(path: Path) -> str:
    """The title of a place in a grant; the first of several needs no number."""
    words: list[str] = []
    here = GRANT
    if path[0] not in {field.name for field in GRANT.values()}:
        return next(title for title, exported in _EXPORTED.items() if exported == path)
    for part in path:
        if isinstance(part, int):
            if part:
                words.append(str(part))
            continue
        title, found = next((title, each) for title, each in here.items() if each.name == part)
        words.append(title)
        here = found.inside
    return ":".join(words)


@lru_cache(maxsize=1_024)
def nearest_title(header: str) -> str | None:
    """The known title that a header was perhaps meant to be."""
    keys = {_key(title): title for title in known_titles()}
    near = difflib.get_close_matches(_key(header[:200]), keys, n=1, cutoff=0.8)
    return keys[near[0]] if near else None
