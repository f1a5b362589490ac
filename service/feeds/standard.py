"""Open Referral UK 3.0 as rules: which fields an object has, which it must have, in which form.

Written from the standard's text; the published JSON Schemas are not part of Hedgerow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Form(StrEnum):
    """The form of a value, in words that follow “must be”."""

    TEXT = "text"
    UUID = "a UUID"
    URI = "a whole web address"
    EMAIL = "an e-mail address"
    NUMBER = "a number"
    MOMENT = "a moment such as 2026-09-01T08:00:00.000Z"
    DATE = "a date such as 2026-09-01"
    TIME = "a time such as 18:30:00"
    BYDAY = "days such as TU,TH or 1SA"


STRICT = frozenset({Form.TEXT, Form.UUID, Form.URI, Form.EMAIL, Form.NUMBER, Form.MOMENT})
"""Forms that a validator insists on; of the others it only needs a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What may stand in a field.

    Attributes
    ----------
    form
        Of a plain value; None where an object stands there.
    choices
        The only words; empty for any.
    inside
        The name of the object that stands there.
    many
        Whether it is a list of them.
    """

    form: Form | None = None
    choices: tuple[str, ...] = ()
    inside: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The fields of an object, and those that it must have."""

    required: tuple[str, ...]
    fields: Mapping[str, Rule]


def _shape(required: str, **fields: Rule | Form) -> Shape:
    rules = {
        name: rule if isinstance(rule, Rule) else Rule(form=rule) for name, rule in fields.items()
    }
    return Shape(required=tuple(required.split()), fields=MappingProxyType(rules))


def _many(name: str) -> Rule:
    return Rule(inside=name, many=True)


def _one(name: str) -> Rule:
    return Rule(inside=name)


_TEXT, _ID, _URI, _EMAIL, _NUMBER = Form.TEXT, Form.UUID, Form.URI, Form.EMAIL, Form.NUMBER
_DATE, _TIME = Form.DATE, Form.TIME
_PLACES = Rule(form=_TEXT, choices=("physical", "postal", "virtual"))

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "service": _shape(
            "id name status",
            id=_ID,
            organization_id=_ID,
            name=_TEXT,
            description=_TEXT,
            url=_URI,
            email=_EMAIL,
            status=Rule(
                form=_TEXT, choices=("active", "inactive", "defunct", "temporarily closed")
            ),
            fees=_TEXT,
            accreditations=_TEXT,
            minimum_age=_NUMBER,
            maximum_age=_NUMBER,
            assured_date=_DATE,
            assurer_email=_EMAIL,
            alert=_TEXT,
            last_modified=Form.MOMENT,
            schedules=_many("schedule"),
            service_areas=_many("service_area"),
            service_at_locations=_many("service_at_location"),
            languages=_many("language"),
            organization=_one("organization"),
            funding=_many("funding"),
            cost_options=_many("cost_option"),
            contacts=_many("contact"),
            attributes=_many("attribute"),
        ),
        "organization": _shape(
            "id name description",
            id=_ID,
            name=_TEXT,
            description=_TEXT,
            email=_EMAIL,
            website=_URI,
            logo=_TEXT,
            uri=_URI,
            parent_organization_id=_ID,
            organization_identifiers=_many("organization_identifier"),
            attributes=_many("attribute"),
            services=_many("service"),
        ),
        "organization_identifier": _shape(
            "id identifier_type identifier",
            id=_ID,
            organization_id=_ID,
            identifier_scheme=_TEXT,
            identifier_type=_TEXT,
            identifier=_TEXT,
        ),
        "service_at_location": _shape(
            "id", id=_ID, location=_one("location"), service=_one("service")
        ),
        "location": _shape(
            "id location_type",
            id=_ID,
            location_type=_PLACES,
            name=_TEXT,
            description=_TEXT,
            latitude=_NUMBER,
            longitude=_NUMBER,
            external_identifier=_TEXT,
            external_identifier_type=_TEXT,
            addresses=_many("address"),
            accessibility=_many("accessibility"),
            attributes=_many("attribute"),
        ),
        "address": _shape(
            "id address_1 city state_province postal_code country address_type",
            id=_ID,
            attention=_TEXT,
            address_1=_TEXT,
            city=_TEXT,
            region=_TEXT,
            state_province=_TEXT,
            postal_code=_TEXT,
            country=_TEXT,
            address_type=_PLACES,
            attributes=_many("attribute"),
        ),
        "accessibility": _shape(
            "id", id=_ID, description=_TEXT, details=_TEXT, url=_URI, accessibility=_TEXT
        ),
        "schedule": _shape(
            "id",
            id=_ID,
            valid_from=_DATE,
            valid_to=_DATE,
            dtstart=_DATE,
            freq=Rule(form=_TEXT, choices=("WEEKLY", "MONTHLY")),
            interval=_NUMBER,
            byday=Form.BYDAY,
            bymonthday=_TEXT,
            description=_TEXT,
            opens_at=_TIME,
            closes_at=_TIME,
            schedule_link=_URI,
            attending_type=_TEXT,
            notes=_TEXT,
        ),
        "service_area": _shape(
            "id", id=_ID, name=_TEXT, extent=_TEXT, extent_type=_TEXT, uri=_TEXT, service_area=_TEXT
        ),
        "language": _shape("id", id=_ID),
        "funding": _shape("id", id=_ID, source=_TEXT),
        "cost_option": _shape(
            "id",
            id=_ID,
            valid_from=_DATE,
            valid_to=_DATE,
            option=_TEXT,
            amount=_NUMBER,
            amount_description=_TEXT,
        ),
        "contact": _shape("id", id=_ID, name=_TEXT, title=_TEXT, attributes=_many("attribute")),
        "attribute": _shape(
            "id", id=_ID, link_id=_ID, link_type=_TEXT, taxonomy_term=_one("taxonomy_term")
        ),
        "taxonomy": _shape(
            "id name description", id=_ID, name=_TEXT, description=_TEXT, uri=_URI, version=_TEXT
        ),
        "taxonomy_term": _shape(
            "id name description",
            id=_ID,
            name=_TEXT,
            description=_TEXT,
            parent_id=_ID,
            taxonomy=_TEXT,
            taxonomy_id=_ID,
            term_uri=_URI,
            term=_TEXT,
        ),
    }
)
"""Every object of the standard by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One list of the standard's API.

    Attributes
    ----------
    name
        Its path.
    holds
        The name of the objects in it.
    required
        Whether every feed has it.
    """

    name: str
    holds: str
    required: bool = False


ENDPOINTS = (
    Endpoint(name="services", holds="service", required=True),
    Endpoint(name="service_at_locations", holds="service_at_location"),
    Endpoint(name="organizations", holds="organization"),
    Endpoint(name="taxonomies", holds="taxonomy"),
    Endpoint(name="taxonomy_terms", holds="taxonomy_term"),
)
NOT_OFFERED = (404, 501, 503)
"""How a feed says that it does not have what it need not have."""

PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}
"""What a page has, and of what type."""

ROOT = ("version", "profile", "openapi_url")
"""What the root has."""
