"""The published JSON Schemas of Open Referral UK 3.0, where the open data folder has them."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

FOLDER = (
    Path(
        os.environ.get("HEDGEROW_SHARED_DATA")
        or Path(__file__).resolve().parents[1].parent / "shared" / "data"
    )
    / "openreferral"
)
SERVICE = FOLDER / "oruk_validator_schema" / "oruk_service30.json"
ORGANISATION = FOLDER / "oruk_v3_schema" / "organization.json"
OPENAPI = FOLDER / "oruk_validator_schema" / "oruk_openapi30.json"

needed = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not all(path.exists() for path in (SERVICE, ORGANISATION, OPENAPI)),
        reason=f"the published schemas are not in {FOLDER}; set HEDGEROW_SHARED_DATA",
    ),
]
"""Marks of a test that reads them."""

ENDPOINTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _schemas() -> dict[str, Any]:
    service, organisation = _read(SERVICE), _read(ORGANISATION)
    location = service["properties"]["service_at_locations"]["items"]["properties"]["location"]
    term = service["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
    at = {
        "type": "object",
        "required": ["id", "location", "service"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "location": location,
            "service": service,
        },
    }
    taxonomy = {
        "type": "object",
        "required": ["id", "name", "description"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "description": {"type": "string"},
        },
    }
    return {
        "services": service,
        "service_at_locations": at,
        "organizations": organisation,
        "taxonomies": taxonomy,
        "taxonomy_terms": {**term, "required": [*term["required"], "taxonomy"]},
    }


@cache
def of_one(name: str) -> jsonschema_rs.Validator:
    """What one object of an endpoint must be."""
    return jsonschema_rs.Draft202012Validator(_schemas()[name], validate_formats=True)


@cache
def of_page(name: str) -> jsonschema_rs.Validator:
    """What a page of an endpoint must be."""
    page = _read(OPENAPI)["components"]["schemas"]["Page"]
    properties = {
        **page["properties"],
        "contents": {"type": "array", "items": _schemas()[name]},
    }
    schema = {**page, "properties": properties, "required": sorted(properties)}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def problems(validator: jsonschema_rs.Validator, told: Any) -> list[str]:
    """What is wrong with a document, a line each."""
    return [f"{list(one.instance_path)}: {one.message}" for one in validator.iter_errors(told)]


def walked(client: FlaskClient, endpoint: str, *, query: str = "") -> list[dict]:
    """The contents of every page, each page found to be valid."""
    found: list[dict] = []
    page, pages = 1, 1
    while page <= pages:
        told = client.get(f"/open-referral/{endpoint}?page={page}&{query}").get_json()
        assert problems(of_page(endpoint), told) == []
        assert told["page_number"] == page
        assert told["size"] == len(told["contents"])
        assert told["first_page"] == (page == 1)
        assert told["last_page"] == (page == told["total_pages"])
        found += told["contents"]
        pages = told["total_pages"]
        page += 1
    assert len(found) == told["total_items"]
    assert len({one["id"] for one in found}) == len(found)
    return found


def every_id_is_valid(client: FlaskClient, endpoint: str) -> int:
    """Walk a list, and ask for each id of it; how many there are."""
    contents = walked(client, endpoint)
    whole = {one["id"]: one for one in walked(client, endpoint, query="full=true&per_page=400")}
    for one in contents:
        told = client.get(f"/open-referral/{endpoint}/{one['id']}").get_json()
        assert problems(of_one(endpoint), told) == [], one["name"]
        assert told["id"] == one["id"]
        assert {
            name: told[name] for name in one if name not in ("organization", "service", "location")
        } == {
            name: value
            for name, value in one.items()
            if name not in ("organization", "service", "location")
        }
        if not endpoint.startswith("taxonom"):
            assert whole[one["id"]] == told
    return len(contents)
