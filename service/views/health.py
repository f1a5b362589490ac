"""``/healthz``: whether this Hedgerow and its graph answer, for a program that asks."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from graph.errors import HedgerowError
from service import access
from service.frame import version_here
from service.opened import store

views = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@views.get("/healthz")
@access.public
def health() -> Response:
    """Status, revision, product and version; 503 where the graph does not answer."""
    try:
        about = store().about()
        answer = jsonify(
            status="ok", revision=about.revision, product=about.product, version=version_here()
        )
    except HedgerowError as problem:
        log.error("/healthz: %s", problem)
        answer = jsonify(
            status="the graph does not answer", revision="", product="", version=version_here()
        )
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    answer.headers["Cache-Control"] = "no-store"
    return answer
