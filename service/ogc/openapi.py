"""What may be asked of the features, as OpenAPI 3.0 (the class oas30 of the standard)."""

from __future__ import annotations

import json
from typing import Any

from openapi_pydantic.v3.v3_0 import OpenAPI
from pydantic import TypeAdapter

from graph.network import Network
from service.ogc.asking import FORMS, MOST, USUAL
from service.ogc.collections import Collection, collections_of
from service.ogc.documents import ABOUT, TITLE, address
from service.sheets.meanings import meaning

_PAGED: list[dict[str, Any]] = [
    {
        "name": "f",
        "in": "query",
        "description": "The form; each gives the same.",
        "schema": {"type": "string", "enum": list(FORMS), "default": "json"},
        "style": "form",
        "explode": False,
    },
    {
        "name": "limit",
        "in": "query",
        "description": "How many features at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "style": "form",
        "explode": False,
    },
    {
        "name": "offset",
        "in": "query",
        "description": "How many features to pass over.",
        "schema": {"type": "integer", "minimum": 0, "default": 0},
        "style": "form",
        "explode": False,
    },
    {
        "name": "bbox",
        "in": "query",
        "description": "Only features whose shape meets this box: west,south,east,north, degrees.",
        "schema": {
            "type": "array",
            "minItems": 4,
            "maxItems": 6,
            "items": {"type": "number"},
        },
        "style": "form",
        "explode": False,
    },
    {
        "name": "datetime",
        "in": "query",
        "description": "Only features that were last checked on this day or in this interval.",
        "schema": {"type": "string"},
        "style": "form",
        "explode": False,
    },
]
_TYPES = {int: "integer", float: "number", bool: "boolean"}


def openapi(network: Network) -> str:
    """The document, of the collections that there are."""
    paths: dict[str, Any] = {
        "/": _get("landing", "Landing page", "application/json"),
        "/conformance": _get("conformance", "Which standards hold", "application/json"),
        "/collections": _get("collections", "The collections", "application/json"),
    }
    for one in collections_of(network).values():
        paths.update(_paths(one))
    made = OpenAPI.model_validate(
        {
            "openapi": "3.0.3",
            "info": {"title": TITLE, "description": ABOUT, "version": "1.0.0"},
            "servers": [{"url": address()}],
            "paths": paths,
        }
    )
    return json.dumps(made.model_dump(by_alias=True, exclude_none=True, mode="json"))


def _paths(one: Collection) -> dict[str, Any]:
    path, word = f"/collections/{one.id}", one.id.replace("-", "_")
    feature = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        path: _get(f"{word}_collection", one.title, "application/json"),
        f"{path}/items": _get(
            f"{word}_items",
            one.about,
            "application/geo+json",
            [*_PAGED[: 5 if one.is_dated else 4], *_filters(one)],
        ),
        f"{path}/items/{{featureId}}": _get(
            f"{word}_item", f"{one.title}: one of them", "application/geo+json", [feature]
        ),
    }


def _filters(one: Collection) -> list[dict[str, Any]]:
    name = one.resource.sheet_name
    values = [
        {
            "name": heading,
            "in": "query",
            "description": meaning(name, heading).words,
            "schema": {"type": _TYPES.get(meaning(name, heading).kind, "string")},
        }
        for heading in one.properties
    ]
    return [*values, *(_question(each) for each in one.questions)]


def _question(each: Any) -> dict[str, Any]:
    schema = TypeAdapter(each.kind).json_schema()
    known = schema.pop("$defs", {})
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    if "$ref" in schema.get("items", {}):
        schema = {**schema, "items": known[schema["items"]["$ref"].rpartition("/")[2]]}
    return {"name": each.name, "in": "query", "description": each.words, "schema": schema}


def _get(
    id: str, summary: str, media: str, parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    problem = {
        "description": "What was wrong.",
        "content": {"application/problem+json": {"schema": {"type": "object"}}},
    }
    told: dict[str, Any] = {
        "operationId": id,
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": {media: {"schema": {"type": "object"}}}},
            "400": problem,
            "404": problem,
            "500": problem,
        },
    }
    return {"get": {**told, "parameters": parameters} if parameters else told}
