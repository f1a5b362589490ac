"""What every response carries: the security policy, and compression."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from service.config import Config

COMPRESS_FROM_BYTES = 1_000
YEAR_S = 365 * 24 * 60 * 60
PERMISSIONS = "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"
_COMPRESSIBLE = {
    "text/html",
    "text/csv",
    "text/plain",
    "application/json",
    "application/geo+json",
}


def content_security_policy(config: Config) -> str:
    """What a page may load: our own files, and pictures from the tile server that was set."""
    pictures = "img-src 'self' data:"
    if config.tiles:
        parts = urlsplit(config.tiles.replace("{s}", "*"))
        pictures += f" {parts.scheme}://{parts.netloc}"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            pictures,
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def secured(response: Response, policy: str, *, is_https: bool) -> Response:
    """A response with the headers that keep it from being misused."""
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = PERMISSIONS
    if is_https:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    if opens_a_door():
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        # What somebody sees who is signed in stays in no cache for whoever comes next.
        private = g.get("account") is not None
        response.headers["Cache-Control"] = "no-store" if private else "no-cache"
    return response


def opens_a_door() -> bool:
    """Whether the address that was asked for is a signed link."""
    return request.url_rule is not None and "token" in request.url_rule.arguments


def register(app: Flask, config: Config) -> None:
    """Put the headers on every response, and compress text for who can read it."""
    policy = content_security_policy(config)

    @app.after_request
    def secure(response: Response) -> Response:
        return secured(response, policy, is_https=config.is_https)

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in _COMPRESSIBLE:
            return response
        response.vary.add("Accept-Encoding")
        if (
            response.direct_passthrough
            or response.is_streamed
            or "Content-Encoding" in response.headers
            or response.status_code in (204, 206, 304)
            or not request.accept_encodings.quality("gzip")
        ):
            return response
        data = response.get_data()
        if len(data) >= COMPRESS_FROM_BYTES:
            response.set_data(gzip.compress(data, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            etag, _ = response.get_etag()
            if etag:
                response.set_etag(etag, weak=True)
        return response
