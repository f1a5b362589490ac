"""The outside edge: pydantic models of what is asked and what is answered, made from columns."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from service.api.resource import Filter, Resource
from service.exports import objects
from service.sheets.meanings import Meaning, meaning

MOST_ROWS, USUAL_ROWS, MOST_PAGES = 1_000, 100, 100_000

EXAMPLES: dict[str, Any] = {
    "id": "bude-youth-club",
    "name": "Bude Youth Club",
    "latitude": 50.828,
    "longitude": -4.545,
    "postcode": "EX23 8LG",
    "identifiers": ["GB-CHC-1234567"],
    "area_id": "E04011406",
    "area": "Bude-Stratton",
    "area_ids": ["E04011406"],
    "within_ids": ["E06000052"],
    "availability": ["Tue 18:00-20:00 (term)"],
    "sessions": ["Tue 18:00-20:00 (term)"],
    "times": ["Tue 18:00-20:00 (term)"],
    "theme": "music",
    "theme_label": "Music",
    "themes": ["music"],
    "website": "https://example.org",
    "licence": "Open Government Licence v3.0",
}
_BY_KIND: dict[type, Any] = {
    str: "In words",
    int: 12,
    float: 1.5,
    bool: True,
    tuple: ["one"],
    date: "2026-03-01",
    datetime: "2026-03-01T09:30:00+00:00",
}


class Form(StrEnum):
    """How rows are written."""

    JSON = "json"
    GEOJSON = "geojson"


class Row(BaseModel):
    """One row of a list."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class Told(BaseModel):
    """What a finding comes to, in words."""

    heading: str = Field(description="The answer in a sentence.")
    lead: str = Field(description="What follows it; may be empty.")


class Origin(BaseModel):
    """One source that a finding is worked out from."""

    name: str = Field(description="Who says so.")
    licence: str = Field(description="On what terms the source lets it be used.")
    attribution: str = Field(description="Whom those terms ask to be named; may be empty.")


class Links(BaseModel):
    """Where this answer is, and what is beside it."""

    self: str = Field(description="This page of the list.")
    next: str | None = Field(description="The next page; null on the last.")
    prev: str | None = Field(description="The page before; null on the first.")


class Page(BaseModel):
    """A page of a list; each resource has its own kind of items."""

    total: int = Field(description="Rows in the whole list.", ge=0)
    page: int = Field(description="Which page this is, from 1.", ge=1)
    pages: int = Field(description="How many pages there are, at least 1.", ge=1)
    limit: int = Field(description="Rows of a page at most.", ge=1, le=MOST_ROWS)
    revision: str = Field(description="The revision of the graph that this is from.")
    answer: Told | None = Field(description="What a finding comes to; null for records.")
    sources: list[Origin] = Field(
        description="What a finding is worked out from: everything that is here. Empty for "
        "records, each of which names its own."
    )
    links: Links


class Fault(BaseModel):
    """What was wrong with one parameter."""

    parameter: str = Field(description="Which; empty where it is not known.")
    detail: str = Field(description="What was wrong, and what would be right.")


class Problem(BaseModel):
    """What was wrong (RFC 9457)."""

    type: str = Field("about:blank", description="The kind of problem.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The status of the answer.", ge=400, le=599)
    detail: str = Field("", description="What was wrong with this request.")
    errors: list[Fault] = Field(default_factory=list, description="Parameter by parameter.")


class Working(BaseModel):
    """An answer that is still being worked out: ask again after ``Retry-After`` seconds."""

    working: str = Field(description="What is worked out.")
    stage: str = Field(description="How far it is, in words.")
    done: int = Field(description="How much of the stage is done.")
    total: int = Field(description="How much there is to do; 0 where that is not known.")
    again_s: int = Field(description="Seconds after which to ask again.")


@cache
def row_model(resource: Resource) -> type[Row]:
    """The model of one row of a resource, from its columns and what they mean."""
    sheet = resource.sheet_name
    fields: dict[str, Any] = {
        heading: _field(heading, meaning(sheet, heading), is_id=heading == resource.id_heading)
        for heading in resource.headings
    }
    return create_model(resource.model, __base__=Row, __doc__=resource.about, **fields)


def _field(heading: str, what: Meaning, *, is_id: bool) -> tuple[Any, Any]:
    kind: Any = list[str] if what.kind is tuple else what.kind
    example = EXAMPLES.get(heading, _BY_KIND[what.kind])
    if not is_id and what.kind is not tuple:
        kind = kind | None
    return kind, Field(description=what.words, examples=[example])


def rows_of(resource: Resource, sheet: Any, rows: Any) -> list[dict[str, Any]]:
    """Rows as plain objects, checked by the model of their resource."""
    model = row_model(resource)
    return [
        model.model_validate(each).model_dump(mode="json", by_alias=True)
        for each in objects(sheet, rows)
    ]


@cache
def parameters_model(filters: tuple[Filter, ...], *, paged: bool, placed: bool) -> type[BaseModel]:
    """The model of the parameters of an address; whatever it does not name is refused."""
    fields: dict[str, Any] = {}
    for one in filters:
        kind = one.kind if one.needed else one.kind | None
        default: Any = ... if one.needed else None
        fields[one.name] = (kind, Field(default, description=one.words, **one.bounds))
    if paged:
        fields["limit"] = (
            int,
            Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="Rows of a page at most."),
        )
        fields["page"] = (
            int,
            Field(1, ge=1, le=MOST_PAGES, description="Which page, from 1."),
        )
    if placed:
        fields["format"] = (
            Form,
            Field(
                Form.JSON,
                description="json, or geojson for features with shapes; an Accept header "
                "with application/geo+json says the same.",
            ),
        )
    return create_model("Parameters", __config__=ConfigDict(extra="forbid"), **fields)
