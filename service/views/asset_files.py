"""The front-end files: style sheets, scripts, fonts and pictures."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, current_app, request, send_from_directory

from service import access
from service.assets import Assets

views = Blueprint("asset_files", __name__)

A_YEAR = 365 * 24 * 3600
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml"}


@views.get("/assets/<version>/<path:name>")
@access.public
def file(version: str, name: str) -> Response:
    """One file; it may be kept for ever, for its address changes when it does."""
    built = cast(Assets, current_app.extensions["hedgerow.assets"])
    if name not in built.files:
        abort(404)
    suffix = name[name.rfind(".") :]
    packed = (
        bool(request.accept_encodings.quality("gzip")) and (built.folder / f"{name}.gz").is_file()
    )
    answer = send_from_directory(
        built.folder,
        f"{name}.gz" if packed else name,
        mimetype=_TYPES.get(suffix, None if not packed else _plain_type(suffix)),
        max_age=A_YEAR if version == built.version else 0,
    )
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
        del answer.headers["Content-Disposition"]  # it would name the packed file
    answer.vary.add("Accept-Encoding")
    if version == built.version:
        answer.cache_control.immutable = True
    return answer


def _plain_type(suffix: str) -> str:
    return {".css": "text/css", ".json": "application/json"}.get(suffix, "text/plain")


@views.get("/favicon.ico")
@access.public
def favicon() -> Response:
    """The picture for browsers that ask for it at its old address."""
    built = cast(Assets, current_app.extensions["hedgerow.assets"])
    return file(built.version, "images/favicon.svg")


@views.get("/robots.txt")
@access.public
def robots() -> Response:
    """Nothing here is for search engines: findings are about people's work."""
    return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
