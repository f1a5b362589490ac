"""``/api``: the API for people to read of, and under ``/api/v1`` for programs to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify

from graph.errors import NotFound
from service import access
from service.api.answering import item_answer, list_answer
from service.api.document import BASE, Operation, document, operations
from service.api.registry import RESOURCES
from service.api.resource import Resource
from service.opened import network
from service.pages import Crumb, Page
from service.signing import limits

views = Blueprint("api", __name__)

PER_MINUTE = "600 per minute"
"""How often one may ask; an app may set another (``HEDGEROW_API_LIMIT``)."""


@dataclass(frozen=True, kw_only=True)
class ApiPage(Page):
    """The API, written for people from its own document.

    Attributes
    ----------
    base
        What every address begins with.
    groups
        What may be asked, by heading.
    """

    template: ClassVar[str] = "api/index.html"
    section: ClassVar[str] = "/api"
    base: str
    groups: dict[str, tuple[Operation, ...]]


@views.get("/api")
@access.public
def page() -> Response:
    """The page for people."""
    return ApiPage(
        title="Data for programs",
        crumbs=(Crumb(text="Home", address="/"),),
        base=BASE,
        groups=operations(),
    ).answer()


@views.get("/api/v1")
@access.public
@limits.reads_at_most(PER_MINUTE)
def entry() -> Response:
    """What there is to ask for."""
    return jsonify(
        title="Hedgerow",
        version="1",
        revision=network().revision,
        document=f"{BASE}/openapi.json",
        documentation="/api",
        resources=[
            {"name": one.name, "title": one.title, "about": one.about, "href": f"{BASE}/{one.name}"}
            for one in RESOURCES.values()
        ],
    )


@views.get("/api/v1/openapi.json")
@access.public
@limits.reads_at_most(PER_MINUTE)
def openapi() -> Response:
    """The document that describes all of it (OpenAPI 3.1)."""
    return Response(document(), content_type="application/json")


@views.get("/api/v1/<resource>")
@access.public
@limits.reads_at_most(PER_MINUTE)
def rows(resource: str) -> Response:
    """A page of a list."""
    return list_answer(_resource(resource))


@views.get("/api/v1/<resource>/<id>")
@access.public
@limits.reads_at_most(PER_MINUTE)
def row(resource: str, id: str) -> Response:
    """One row of a list."""
    found = _resource(resource)
    if not found.items:
        raise NotFound("resource", f"{resource}/{id}")
    return item_answer(found, id)


def _resource(name: str) -> Resource:
    if name not in RESOURCES:
        raise NotFound("resource", name)
    return RESOURCES[name]
