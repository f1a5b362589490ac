"""Addresses for programs of others: no cookie counts there, and any page on the web may ask them.

What a browser sends along by itself must not open anything to a page elsewhere: so sessions are
neither read nor written there, and whoever may see more says so with a token.
"""

from __future__ import annotations

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

PREFIXES = ("/api/v1", "/ogc", "/open-referral")
SHARED = ("/api/v1", "/ogc")
"""Those whose answers say here that every page may read them."""


def is_outward(path: str, prefixes: tuple[str, ...] = PREFIXES) -> bool:
    """Whether a path is for programs of others."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


class Sessions(SecureCookieSessionInterface):
    """Sessions in signed cookies, but for outward addresses, which have none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request; an empty one for outward addresses."""
        if is_outward(request.path):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep a session in its cookie; never for outward addresses."""
        if not is_outward(request.path):
            super().save_session(app, session, response)


def attach(app: Flask) -> None:
    """Let an app keep cookies out of outward addresses, and open those to pages elsewhere."""
    app.session_interface = Sessions()

    @app.after_request
    def share(response: Response) -> Response:
        if is_outward(request.path, SHARED):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match"
            response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
            response.headers["Access-Control-Max-Age"] = "86400"
        return response
