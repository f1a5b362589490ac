"""The document of the API (OpenAPI 3.1), made from the registry and its models."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin

from openapi_pydantic import OpenAPI
from pydantic import BaseModel, TypeAdapter

from service.api.models import (
    MOST_PAGES,
    MOST_ROWS,
    USUAL_ROWS,
    Form,
    Page,
    Problem,
    Working,
    row_model,
)
from service.api.problems import MEDIA_TYPE
from service.api.registry import RESOURCES
from service.api.resource import Filter, Resource
from service.sheets.meanings import meaning

BASE = "/api/v1"
_REFERENCE = "#/components/schemas/{model}"
_ABOUT = """\
Everything that Hedgerow's pages show, for programs: who has what, where; what overlaps, what is
missing, and who could do it together. Read only. Answers are pages of rows; whatever has a place
can be had as GeoJSON (RFC 7946). What is wrong is told as problem details (RFC 9457). An `ETag`
stands for a revision of the graph: send it back in `If-None-Match`, and a 304 says that nothing
has changed. A finding that is still being worked out answers 202 with `Retry-After`. Every
record names its source, its licence and whom the licence asks to be named. Without a token
you see what visitors see; make one on your account's page and send it as
`Authorization: Bearer …`.
"""

_FORMAT = Filter("format", Form, "json, or geojson for features; Accept says the same.", "geojson")
_PAGING = (
    Filter(
        "limit", int, f"Rows of a page; {USUAL_ROWS} where not said.", 10, low=1, high=MOST_ROWS
    ),
    Filter("page", int, "Which page, from 1.", 1, low=1, high=MOST_PAGES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of a row, for people to read of."""

    name: str
    type: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One list, for people to read of.

    Attributes
    ----------
    resource
        Which.
    filters
        What may be asked.
    properties
        What a row has.
    totals
        What is told of all rows together.
    """

    resource: Resource
    filters: tuple[Filter, ...]
    properties: tuple[Property, ...]
    totals: tuple[Property, ...]


_TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false", tuple: "texts"}


def operations() -> dict[str, tuple[Operation, ...]]:
    """Every list by the heading that it stands under."""
    found: dict[str, list[Operation]] = {}
    for one in RESOURCES.values():
        found.setdefault(one.group, []).append(_operation(one))
    return {group: tuple(listed) for group, listed in found.items()}


def _operation(one: Resource) -> Operation:
    meant = ((heading, meaning(one.sheet_name, heading)) for heading in one.headings)
    return Operation(
        resource=one,
        filters=parameters_of(one),
        properties=tuple(
            Property(name=heading, type=_TYPES.get(what.kind, "date"), words=what.words)
            for heading, what in meant
        ),
        totals=tuple(
            Property(name=name, type=_type_of(field.annotation), words=field.description or "")
            for name, field in (one.totals.model_fields if one.totals else {}).items()
        ),
    )


def _type_of(annotation: Any) -> str:
    """The type of a total, for people: numbers that may be missing are numbers."""
    (kind, *_) = get_args(annotation) or (annotation,)
    several = get_origin(annotation) is list
    return "objects" if several else _TYPES.get(kind, "object")


def parameters_of(one: Resource) -> tuple[Filter, ...]:
    """What may be asked of a list."""
    return (*one.filters, *_PAGING, *((_FORMAT,) if one.placed else ()))


@lru_cache(maxsize=1)
def document() -> str:
    """The document as JSON."""
    schemas: dict[str, Any] = {}
    paths = {"/": {"get": _entry()}, "/openapi.json": {"get": _own()}}
    for one in RESOURCES.values():
        paths.update(_paths(one, schemas))
    for model in (Problem, Working, Page):
        _schema(model, schemas)
    made = OpenAPI.model_validate(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Hedgerow",
                "version": "1.0.0",
                "summary": "Who has what, where, for young people.",
                "description": _ABOUT,
                "license": {"name": "As each record's source says; see “licence”"},
            },
            "servers": [{"url": BASE}],
            "tags": [
                {"name": group} for group in dict.fromkeys(r.group for r in RESOURCES.values())
            ],
            "paths": paths,
            "components": {
                "schemas": dict(sorted(schemas.items())),
                "responses": _SHARED,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        }
    )
    told = made.model_dump(by_alias=True, exclude_none=True, mode="json")
    return json.dumps(told, ensure_ascii=False, indent=1)


def _entry() -> dict[str, Any]:
    return {
        "operationId": "entry",
        "summary": "What there is to ask for",
        "responses": {"200": _plain("The lists."), "default": {"$ref": _response("Problem")}},
    }


def _own() -> dict[str, Any]:
    return {
        "operationId": "document",
        "summary": "This document",
        "responses": {"200": _plain("OpenAPI 3.1."), "default": {"$ref": _response("Problem")}},
    }


def _plain(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": {"type": "object"}}}}


def _response(name: str) -> str:
    return f"#/components/responses/{name}"


_SHARED: dict[str, Any] = {
    "Problem": {
        "description": "What was wrong.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    },
    "Working": {
        "description": "It is still being worked out; ask again after `Retry-After` seconds.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}},
        "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model="Working")}}},
    },
    "Unchanged": {"description": "Nothing has changed since the stamp in `If-None-Match`."},
}


def _paths(one: Resource, schemas: dict[str, Any]) -> dict[str, Any]:
    """The addresses of a list and of its rows."""
    row = _schema(row_model(one), schemas)
    own: dict[str, Any] = {"items": {"type": "array", "items": row}}
    if one.totals is not None:
        own["totals"] = _schema(one.totals, schemas)
    schemas[f"{one.model}List"] = {
        "allOf": [
            {"$ref": _REFERENCE.format(model="Page")},
            {"type": "object", "required": list(own), "properties": own},
        ]
    }
    listed: dict[str, Any] = {"$ref": _REFERENCE.format(model=f"{one.model}List")}
    found = {f"/{one.name}": {"get": _operation_of(one, listed, schemas, item=False)}}
    if one.items:
        found[f"/{one.name}/{{id}}"] = {"get": _operation_of(one, row, schemas, item=True)}
    return found


def _operation_of(
    one: Resource, schema: dict[str, Any], schemas: dict[str, Any], *, item: bool
) -> dict[str, Any]:
    filters = parameters_of(one)
    if item:
        filters = (*one.row_filters, *((_FORMAT,) if one.placed else ()))
    given = [_parameter(each, schemas) for each in filters]
    if item:
        own = {"type": "string", "minLength": 1, "maxLength": 260}
        words = "Its identifier."
        given = [
            {"name": "id", "in": "path", "required": True, "schema": own, "description": words},
            *given,
        ]
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if one.placed:
        content["application/geo+json"] = {"schema": _geojson(item=item)}
    words = "One of them" if item else "A page of them"
    told: dict[str, Any] = {
        "operationId": f"{one.name.replace('-', '_')}{'_by_id' if item else ''}",
        "tags": [one.group],
        "summary": f"{one.title}: one of them" if item else one.title,
        "description": one.about,
        "parameters": given,
        "responses": {
            "200": {"description": f"{words}.", "headers": _ETAG, "content": content},
            "202": {"$ref": _response("Working")},
            "304": {"$ref": _response("Unchanged")},
            "400": {"$ref": _response("Problem")},
            "401": {"$ref": _response("Problem")},
            **({"403": {"$ref": _response("Problem")}} if not one.who.everybody else {}),
            **({"404": {"$ref": _response("Problem")}} if item else {}),
            "default": {"$ref": _response("Problem")},
        },
        "security": [{"token": []}] if not one.who.everybody else [{}, {"token": []}],
    }
    return told


_ETAG = {"ETag": {"schema": {"type": "string"}, "description": "Stands for the revision."}}


def _geojson(*, item: bool) -> dict[str, Any]:
    kind = "Feature" if item else "FeatureCollection"
    return {"type": "object", "required": ["type"], "properties": {"type": {"const": kind}}}


def _parameter(one: Filter, schemas: dict[str, Any]) -> dict[str, Any]:
    schema = TypeAdapter(one.kind).json_schema(ref_template=_REFERENCE)
    schemas.update(schema.pop("$defs", {}))
    names = {"ge": "minimum", "le": "maximum", "min_length": "minLength", "max_length": "maxLength"}
    schema |= {names[name]: value for name, value in one.bounds.items()}
    told = {
        "name": one.name,
        "in": "query",
        "required": one.needed,
        "description": one.words,
        "schema": schema,
    }
    return {**told, "example": one.example} if one.example != "" else told


def _schema(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to a model, which is put among the schemas with all that it names."""
    schema = model.model_json_schema(ref_template=_REFERENCE, mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema
    return {"$ref": _REFERENCE.format(model=model.__name__)}
