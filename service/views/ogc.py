"""``/ogc``: OGC API – Features, Part 1, so that QGIS and its like open what has a place."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from graph.errors import NotFound
from service import access
from service.api.answering import collection as features_of
from service.ogc import documents
from service.ogc.asking import kept, read_wanted
from service.ogc.boxes import in_box
from service.ogc.collections import Collection, collection_named
from service.ogc.openapi import openapi
from service.opened import network
from service.signing import limits

views = Blueprint("ogc", __name__)

PER_MINUTE = "600 per minute"


@views.get("/ogc")
@views.get("/ogc/")
@access.public
@limits.reads_at_most(PER_MINUTE)
def landing() -> Response:
    """The landing page."""
    return _json(documents.landing())


@views.get("/ogc/conformance")
@access.public
@limits.reads_at_most(PER_MINUTE)
def conformance() -> Response:
    """Which parts of the standard hold."""
    return _json(documents.conformance())


@views.get("/ogc/api")
@access.public
@limits.reads_at_most(PER_MINUTE)
def api() -> Response:
    """What may be asked, as OpenAPI 3.0."""
    return Response(openapi(network()), content_type=documents.OPENAPI)


@views.get("/ogc/collections")
@access.public
@limits.reads_at_most(PER_MINUTE)
def collections() -> Response:
    """All collections."""
    return _json(documents.collections(network()))


@views.get("/ogc/collections/<id>")
@access.public
@limits.reads_at_most(PER_MINUTE)
def collection(id: str) -> Response:
    """One collection."""
    known = network()
    return _json(documents.described(known, collection_named(known, id)))


@views.get("/ogc/collections/<id>/items")
@access.public
@limits.reads_at_most(PER_MINUTE)
def items(id: str) -> Response:
    """A page of features."""
    known = network()
    one = collection_named(known, id)
    wanted = read_wanted(one)
    sheet, rows = one.rows()
    rows = kept(wanted, sheet, rows)
    if wanted.box is not None:
        rows = in_box(known, one, wanted.box, sheet, rows)
    shown = rows[wanted.offset : wanted.offset + wanted.limit]
    told = features_of(one.resource, sheet, shown)
    total = len(rows)
    return _geojson(
        {
            **told,
            "links": documents.page_links(
                one, limit=wanted.limit, offset=wanted.offset, total=total
            ),
            "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "numberMatched": total,
            "numberReturned": len(shown),
        }
    )


@views.get("/ogc/collections/<id>/items/<feature_id>")
@access.public
@limits.reads_at_most(PER_MINUTE)
def item(id: str, feature_id: str) -> Response:
    """One feature."""
    one = collection_named(network(), id)
    sheet, rows = one.rows()
    for row in rows:
        if str(sheet.columns[0].cell(row)) == feature_id:
            return _geojson({**features_of(one.resource, sheet, [row])["features"][0], **_at(one)})
    raise NotFound("feature", feature_id)


def _at(one: Collection) -> dict[str, Any]:
    path = f"/collections/{one.id}"
    own = request.base_url
    return {
        "links": [
            documents.link("self", own, documents.GEOJSON),
            documents.link("collection", documents.address(path), documents.JSON),
        ]
    }


def _json(told: dict[str, Any]) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), content_type=documents.JSON)


def _geojson(told: dict[str, Any]) -> Response:
    text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    return Response(text, content_type=documents.GEOJSON)
