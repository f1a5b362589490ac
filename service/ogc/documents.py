"""The documents of OGC API – Features, Part 1: landing page, conformance, collections, links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request

from graph.network import Network
from service.ogc.asking import CRS84
from service.ogc.collections import Collection, collections_of, extent

BASE = "/ogc"
JSON, GEOJSON = "application/json", "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CONFORMS = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
    for name in ("core", "oas30", "geojson")
)
TITLE = "Hedgerow"
ABOUT = (
    "Who has what, where, for young people: areas, organisations, sites, assets, activities, "
    "requests, and what Hedgerow finds out. Each record names its source and its licence."
)


def address(path: str = "") -> str:
    """A whole address here, as whoever asks sees it, also through a proxy."""
    return f"{request.host_url.rstrip('/')}{BASE}{path}"


def link(rel: str, href: str, kind: str, title: str = "") -> dict[str, str]:
    """A link."""
    told = {"rel": rel, "type": kind, "href": href}
    return {**told, "title": title} if title else told


def landing() -> dict[str, Any]:
    """The landing page."""
    return {
        "title": TITLE,
        "description": ABOUT,
        "links": [
            link("self", address(), JSON, "This document"),
            link("service-desc", address("/api"), OPENAPI, "What may be asked (OpenAPI 3.0)"),
            link("service-doc", f"{request.host_url}api", "text/html", "For people"),
            link("conformance", address("/conformance"), JSON, "Which standards hold"),
            link("data", address("/collections"), JSON, "The collections"),
        ],
    }


def conformance() -> dict[str, Any]:
    """Which parts of the standard hold."""
    return {"conformsTo": list(CONFORMS)}


def collections(network: Network) -> dict[str, Any]:
    """All collections."""
    return {
        "links": [link("self", address("/collections"), JSON, "This document")],
        "collections": [described(network, one) for one in collections_of(network).values()],
    }


def described(network: Network, one: Collection) -> dict[str, Any]:
    """One collection."""
    path = f"/collections/{one.id}"
    told: dict[str, Any] = {
        "id": one.id,
        "title": one.title,
        "description": one.about,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            link("self", address(path), JSON, "This document"),
            link("items", address(f"{path}/items"), GEOJSON, one.title),
        ],
    }
    around = extent(network)
    if around is not None:
        told["extent"] = {"spatial": {"bbox": [list(around)], "crs": CRS84}}
    return told


def page_links(one: Collection, *, limit: int, offset: int, total: int) -> list[dict[str, str]]:
    """Where a page of features is, and the pages beside it."""
    path = f"/collections/{one.id}"
    kept = [(n, v) for n, v in request.args.items(multi=True) if n not in ("limit", "offset")]

    def page(at: int) -> str:
        query = [*kept, ("limit", str(limit)), *([("offset", str(at))] if at else [])]
        return f"{address(f'{path}/items')}?{urlencode(query)}"

    query = request.query_string.decode("ascii", "replace")
    own = address(f"{path}/items") + (f"?{query}" if query else "")
    links = [link("self", own, GEOJSON), link("collection", address(path), JSON)]
    if offset + limit < total:
        links.append(link("next", page(offset + limit), GEOJSON))
    if offset:
        links.append(link("prev", page(max(0, offset - limit)), GEOJSON))
    return links
