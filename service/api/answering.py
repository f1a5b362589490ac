"""Answers of the API: pages of lists and single rows, as JSON or GeoJSON, with their stamps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict, WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from service.access import Access
from service.api.models import (
    Fault,
    Form,
    Links,
    Origin,
    Page,
    Told,
    parameters_model,
    rows_of,
)
from service.api.problems import WrongParameters, faults_of
from service.api.resource import Listed, Resource
from service.exports import Sheet, feature_collection
from service.opened import network, store, today
from service.signing import tokens
from service.signing.session import signed_in

JSON, GEOJSON = "application/json", "application/geo+json"


def list_answer(resource: Resource) -> Response:
    """A page of what this request asks for."""
    check_who(resource.who)
    asked = parameters(parameters_model(resource.filters, paged=True, placed=resource.placed))
    limit, number = int(getattr(asked, "limit")), int(getattr(asked, "page"))  # noqa: B009
    form = _form(asked, placed=resource.placed)

    def made(listed: Listed) -> dict[str, Any]:
        total = len(listed.rows)
        last = max(1, -(-total // limit))
        rows = listed.rows[(number - 1) * limit : number * limit]
        links, sources = _links(number, last), _sources(resource, listed)
        if form is Form.GEOJSON:
            features = collection(resource, listed.sheet, rows)
            return {
                **features,
                "numberMatched": total,
                "numberReturned": len(rows),
                "sources": [one.model_dump() for one in sources],
                "links": [
                    {"rel": rel, "href": href, "type": GEOJSON}
                    for rel, href in links.model_dump().items()
                    if href
                ],
            }
        told, totals = listed.answer, listed.totals
        page = Page(
            total=total,
            page=number,
            pages=last,
            limit=limit,
            revision=listed.network.revision,
            answer=Told(heading=told.heading, lead=told.lead) if told else None,
            sources=sources,
            links=links,
        )
        return {
            "items": rows_of(resource, listed.sheet, rows),
            **({"totals": totals.model_dump(mode="json")} if totals else {}),
            **page.model_dump(mode="json"),
        }

    return stamped(resource, form, made)


def item_answer(resource: Resource, id: str) -> Response:
    """One row by its id, of what this request asks for."""
    check_who(resource.who)
    asked = parameters(parameters_model(resource.row_filters, paged=False, placed=resource.placed))
    form = _form(asked, placed=resource.placed)

    def made(listed: Listed) -> dict[str, Any]:
        row = listed.row(id)
        if form is Form.GEOJSON:
            feature: dict[str, Any] = collection(resource, listed.sheet, [row])["features"][0]
            return feature
        return rows_of(resource, listed.sheet, [row])[0]

    return stamped(resource, form, made)


def stamped(
    resource: Resource, form: Form, made: Callable[[Listed], Mapping[str, Any]]
) -> Response:
    """An answer with its stamp; 304 without it where whoever asks has it already."""
    media = GEOJSON if form is Form.GEOJSON else JSON
    whose = account.id if (account := signed_in()) else ""
    words = f"{network().revision} {today()} {form} {whose}"
    # A stamp by revision is only ever given to what the revision settles.
    if request.if_none_match.contains_weak(_digest(words)):
        return _unchanged(_digest(words))
    listed = resource.listed()
    text = json.dumps(made(listed), ensure_ascii=False, allow_nan=False)
    answer = Response(text, content_type=media)
    stamp = _digest(words if listed.steady else f"{words} {text}")
    if request.if_none_match.contains_weak(stamp):
        return _unchanged(stamp)
    answer.set_etag(stamp, weak=True)
    return _varied(answer)


def _unchanged(stamp: str) -> Response:
    answer = Response(status=304)
    answer.set_etag(stamp, weak=True)
    return _varied(answer)


def _varied(answer: Response) -> Response:
    answer.vary.update(("Accept", "Authorization"))
    return answer


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def parameters(model: type[BaseModel]) -> BaseModel:
    """What this request asks, checked; raise WrongParameters with every fault."""
    return checked_parameters(model, request.args)


def checked_parameters(model: type[BaseModel], asked: MultiDict[str, str]) -> BaseModel:
    """Parameters of an address as a model has them; raise WrongParameters with every fault."""
    given: dict[str, Any] = {}
    faults = []
    for name, values in asked.lists():
        field = model.model_fields.get(name)
        many = field is not None and "list[" in str(field.annotation)
        if many:
            given[name] = values
        elif len(values) > 1:
            faults.append(Fault(parameter=name[:80], detail="It may be given once"))
        else:
            given[name] = values[0]
    if faults:
        raise WrongParameters(tuple(faults))
    try:
        return model.model_validate(given)
    except ValidationError as error:
        known = [each.alias or name for name, each in model.model_fields.items()]
        raise WrongParameters(faults_of(error, known)) from None


def check_who(who: Access) -> None:
    """Refuse whoever may not ask: 401 without a token, 403 with one that does not do."""
    tokens.refuse_wrong()
    account = signed_in() if not who.everybody else None
    if who.lets(account):
        return
    if account is None:
        raise Unauthorized(
            f"This is for {who.words}: send a token of your account.",
            www_authenticate=WWWAuthenticate("bearer"),
        )
    raise Forbidden(f"This is for {who.words}.")


def collection(resource: Resource, sheet: Sheet[Any], rows: Any) -> dict[str, Any]:
    """Rows as GeoJSON, areas with their outlines; properties are checked as the rows are."""
    ids = [str(sheet.columns[0].cell(row)) for row in rows] if resource.outlined else []
    outlines = store().boundaries(ids=ids) if ids else {}
    features = feature_collection(sheet, rows, outlines)
    for feature, checked in zip(features["features"], rows_of(resource, sheet, rows), strict=True):
        feature["properties"] = checked
    return features


def _form(asked: BaseModel, *, placed: bool) -> Form:
    if not placed:
        return Form.JSON
    if "format" in asked.model_fields_set:
        return Form(getattr(asked, "format"))  # noqa: B009 - the models are made as they are needed
    accepted = request.accept_mimetypes
    return Form.GEOJSON if accepted[GEOJSON] > accepted[JSON] else Form.JSON


def _sources(resource: Resource, listed: Listed) -> list[Origin]:
    """Every source, for a finding: it is worked out from all that is here."""
    known = listed.network.sources if resource.asks else ()
    return [
        Origin(name=one.name, licence=one.licence, attribution=one.attribution)
        for one in sorted(known, key=lambda one: (one.name, one.id))
    ]


def _links(number: int, last: int) -> Links:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]

    def address(page: int) -> str:
        query = urlencode([*kept, *([("page", str(page))] if page > 1 else [])])
        return f"{request.base_url}{'?' + query if query else ''}"

    return Links(
        self=address(number),
        next=address(number + 1) if number < last else None,
        prev=address(min(number - 1, last)) if number > 1 else None,
    )
