"""``/open-referral``: what is public as an Open Referral UK 3.0 feed, for programs of others.

No key, no cookie, open to every site (CORS). Answers carry an ETag of the graph's revision, so
that whoever asks again is told that nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, current_app, request

from graph.errors import InvalidData
from graph.model import Site
from graph.projection import to_grid
from service import access
from service import feed_answers as answers
from service.frame import version_here
from service.open_referral import choosing, organisations, services, vocabulary
from service.open_referral.asking import Asked, read_asked
from service.open_referral.choosing import Whereabouts, areas_around
from service.open_referral.feed import Feed
from service.open_referral.identity import read_uuid
from service.open_referral.paging import page_of
from service.open_referral.plain import Document
from service.open_referral.root import root_document
from service.opened import network, store
from service.pages import Problem
from service.postcodes import postcode_point
from service.published import feed_of
from service.whereabouts import placed
from service.workings import patiently

views = Blueprint("open_referral", __name__, url_prefix="/open-referral")
answers.register(views)

LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")

Found = TypeVar("Found")
Form = Callable[[Feed, int], Document]
"""Makes the document of a row, telling more or less."""


@views.get("/", strict_slashes=False)
@access.public
def root() -> Response:
    """The version and profile of the feed."""
    return _answered(lambda feed: answers.document(root_document(feed)))


@views.get("/services", strict_slashes=False)
@access.public
def service_list() -> Response:
    """A page of services."""

    def answer(feed: Feed) -> Response:
        asked = _asked()
        rows = choosing.chosen_services(feed, asked, _where(feed, asked))
        forms = services.service_minimal, services.service_whole, services.service_flat
        return _listed(asked, rows.tolist(), partial(_form(asked, *forms), feed))

    return _answered(answer)


@views.get("/services/<id>", strict_slashes=False)
@access.public
def service(id: str) -> Response:
    """One service with all that is known of it."""
    return _answered(
        lambda feed: answers.document(
            services.service_whole(feed, _found(feed.service_rows, id, "service"))
        )
    )


@views.get("/service_at_locations", strict_slashes=False)
@access.public
def at_location_list() -> Response:
    """A page of services at their locations."""

    def answer(feed: Feed) -> Response:
        asked = _asked()
        rows = choosing.chosen_at_locations(feed, asked, _where(feed, asked))
        forms = services.at_minimal, services.at_whole, services.at_flat
        return _listed(asked, rows.tolist(), partial(_form(asked, *forms), feed))

    return _answered(answer)


@views.get("/service_at_locations/<id>", strict_slashes=False)
@access.public
def at_location(id: str) -> Response:
    """One service at its location."""
    return _answered(
        lambda feed: answers.document(
            services.at_whole(feed, _found(feed.at_rows, id, "service at a location"))
        )
    )


@views.get("/organizations", strict_slashes=False)
@access.public
def organisation_list() -> Response:
    """A page of organisations."""

    def answer(feed: Feed) -> Response:
        asked = _asked()
        whole = partial(services.organisation_with_services, whole=asked.full_service)
        make = _form(
            asked, organisations.organisation_minimal, whole, organisations.organisation_flat
        )
        rows = choosing.chosen_organisations(feed, asked)
        return _listed(asked, rows.tolist(), partial(make, feed))

    return _answered(answer)


@views.get("/organizations/<id>", strict_slashes=False)
@access.public
def organisation(id: str) -> Response:
    """One organisation with its services."""

    def answer(feed: Feed) -> Response:
        row = _found(feed.organisation_rows, id, "organization")
        return answers.document(
            services.organisation_with_services(feed, row, whole=_asked().full_service)
        )

    return _answered(answer)


@views.get("/taxonomies", strict_slashes=False)
@access.public
def taxonomy_list() -> Response:
    """A page of taxonomies."""

    def answer(_: Feed) -> Response:
        asked = _asked()
        return _listed(asked, choosing.chosen_taxonomies(asked), _same)

    return _answered(answer)


@views.get("/taxonomies/<id>", strict_slashes=False)
@access.public
def taxonomy(id: str) -> Response:
    """One taxonomy."""
    known = {str(one["id"]): one for one in vocabulary.taxonomy_documents()}
    return _answered(lambda _: answers.document(_found(known, id, "taxonomy")))


@views.get("/taxonomy_terms", strict_slashes=False)
@access.public
def term_list() -> Response:
    """A page of taxonomy terms."""

    def answer(_: Feed) -> Response:
        asked = _asked()
        return _listed(asked, choosing.chosen_terms(asked), _same)

    return _answered(answer)


@views.get("/taxonomy_terms/<id>", strict_slashes=False)
@access.public
def term(id: str) -> Response:
    """One taxonomy term."""
    known = vocabulary.terms_by_id()
    return _answered(lambda _: answers.document(_found(known, id, "taxonomy term")))


@views.get("/<path:rest>")
@access.public
def elsewhere(rest: str) -> Response:  # noqa: ARG001
    """What the feed does not have: told as JSON, as programs expect."""
    abort(404, f"The feed has no such address; it has {', '.join(LISTS)}.")


def _answered(answer: Callable[[Feed], Response]) -> Response:
    """An answer from the feed of this request's snapshot, or that nothing has changed."""
    feed = patiently(lambda: feed_of(network(), store()))
    newest = feed.beside.newest
    mark = Response()
    moment = "" if newest is None else f"-{newest.timestamp():.6f}"
    mark.set_etag(f"{feed.network.revision}{moment}-{version_here()}")
    if newest is not None:
        mark.last_modified = newest
    mark.make_conditional(request)
    if mark.status_code == HTTPStatus.NOT_MODIFIED:
        return mark
    found = answer(feed)
    for name in ("ETag", "Last-Modified"):
        if name in mark.headers:
            found.headers[name] = mark.headers[name]
    return found


def _asked() -> Asked:
    asked, query = read_asked(request.args)
    if query.problems:
        raise answers.Refused(query.problems)
    return asked


def _form(asked: Asked, minimal: Form, whole: Form, flat: Form) -> Form:
    return minimal if asked.minimal else whole if asked.full or asked.full_service else flat


def _same(document: Document) -> Document:
    return document


def _listed(asked: Asked, rows: Sequence[Any], make: Callable[[Any], Document]) -> Response:
    if asked.lines:
        return answers.lines(make(row) for row in rows)
    return answers.document(page_of(rows, asked, make))


def _where(feed: Feed, asked: Asked) -> Whereabouts | None:
    """Where the postcode is that was asked for; None where none was."""
    if not asked.postcode:
        return None
    known = feed.network
    at = postcode_point(known, asked.postcode, current_app.config["HEDGEROW"].postcodes)
    if at is None or not at[1]:
        message = f"Nobody here knows where {asked.postcode} is, so nothing can be measured from it"
        raise answers.Refused([Problem(message=f"{message}.", field="postcode")])
    latitude, longitude = at[0]
    easting, northing = (float(one) for one in to_grid(longitude, latitude))
    if asked.proximity_m is not None:
        return Whereabouts(easting=easting, northing=northing)
    point = Site(id="postcode", name=asked.postcode, latitude=latitude, longitude=longitude)
    try:
        standing = placed(known, point).area_ids
    except InvalidData:
        standing = ()
    if not standing:
        message = f"{asked.postcode} lies in no area that is known here; give a proximity as well."
        raise answers.Refused([Problem(message=message, field="postcode")])
    return Whereabouts(easting=easting, northing=northing, area_rows=areas_around(feed, standing))


def _found(known: Mapping[str, Found], id: str, what: str) -> Found:
    uuid = read_uuid(id)
    if uuid is None or uuid not in known:
        abort(404, f"There is no {what} with this id in the feed.")
    return known[uuid]
