"""Signing in at a provider of identities: OpenID Connect's authorization code flow, with PKCE.

Authlib speaks it, and checks state, nonce, signature, audience and expiry. What is added here:
our server talks only to safe addresses (https, or this machine), follows no redirect, waits for
seconds and reads little; the provider must be the one that was set; signatures that anybody
could make, or that rest on a shared secret, are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, current_app, request, url_for
from flask import session as cookie
from joserfc.errors import JoseError
from requests import RequestException
from requests import Response as Answer
from werkzeug.wrappers import Response

from service.config import Config
from service.provider import is_safe
from service.signing.session import now

PATIENCE_S = 6.0
"""How long the provider may take to say anything; an app may set ``HEDGEROW_OPENID_PATIENCE_S``."""

LONGEST = timedelta(minutes=10)
"""How long somebody may take at the provider."""

_MOST_BYTES = 512 * 1024
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_EXTENSION = "hedgerow.openid"
_ONWARD, _BEGAN = "openid_onward", "openid_began"
_STATES = "_state_openid_"


class ProviderFailed(Exception):
    """The provider did not answer as it should; the message is for the log."""


class Stale(Exception):
    """Nobody set out from this browser, or long ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the provider says somebody is.

    Attributes
    ----------
    key
        The provider and what it calls them, as accounts keep it.
    email
        Their address, empty where it did not say.
    verified
        Whether it vouches that the address is theirs.
    """

    key: str
    email: str
    verified: bool


class _Wire(OAuth2Session):
    """How our server talks to the provider."""

    def request(  # type: ignore[override]
        self, method: str, url: str, *args: Any, **options: Any
    ) -> Answer:
        if not is_safe(url):
            raise ProviderFailed("It names an address that is neither https nor this machine's.")
        patience = float(current_app.config.get("HEDGEROW_OPENID_PATIENCE_S", PATIENCE_S))
        options.update(timeout=patience, allow_redirects=False, stream=True)
        wire: Any = super()
        answer: Answer = wire.request(method, url, *args, **options)
        if answer.is_redirect:
            raise ProviderFailed("It sends our server elsewhere.")
        read = b""
        for part in answer.iter_content(64 * 1024):
            read += part
            if len(read) > _MOST_BYTES:
                raise ProviderFailed("It answers with too much.")
        answer._content = read  # as requests itself does once all is read
        return answer


class _Client(FlaskOAuth2App):
    """Authlib's client, which takes no provider but the one that was set."""

    client_cls = _Wire

    def load_server_metadata(self) -> dict[str, Any]:
        known: dict[str, Any] = super().load_server_metadata()  # type: ignore[no-untyped-call]
        try:
            if known.get("issuer") != _config().openid.issuer:
                raise ProviderFailed("It calls itself by another name than HEDGEROW_OPENID_ISSUER.")
            if not all(is_safe(str(known.get(name, ""))) for name in _ENDPOINTS):
                raise ProviderFailed("It names no safe addresses.")
            offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
            known["id_token_signing_alg_values_supported"] = [
                one for one in offered if one in _SIGNATURES
            ]
            if not known["id_token_signing_alg_values_supported"]:
                raise ProviderFailed("It offers no signature that can be checked.")
        except ProviderFailed:
            self.server_metadata.clear()  # so that it is asked again
            raise
        return known


class _Registry(OAuth):
    oauth2_client_cls = _Client


def attach(app: Flask, config: Config) -> None:
    """Let an app sign people in at the provider that is set, if any."""
    if not config.openid.is_set:
        return
    registry: Any = _Registry(app)  # type: ignore[no-untyped-call]
    app.extensions[_EXTENSION] = registry.register(
        "openid",
        client_id=config.openid.client_id,
        client_secret=config.openid.client_secret,
        server_metadata_url=config.openid.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )


def is_set() -> bool:
    """Whether this app has a provider."""
    return _EXTENSION in current_app.extensions


def set_out(onward: str) -> Response:
    """Send somebody to the provider; raise ProviderFailed where it does not answer."""
    for name in [name for name in cookie if str(name).startswith(_STATES)]:
        cookie.pop(name)  # one journey at a time, so that the cookie stays small
    cookie[_ONWARD], cookie[_BEGAN] = onward, now().timestamp()
    base = _config().url or request.host_url.rstrip("/")
    back = base + url_for("openid.come_back")
    return cast(Response, _asked(lambda client: client.authorize_redirect(back)))


def came_back() -> tuple[Identity, str]:
    """Who came back from the provider, and where they want to go on to.

    Raises
    ------
    Stale
        Nobody set out from this browser, or too long ago.
    ProviderFailed
        What the provider says cannot be trusted.
    """
    onward, began = cookie.pop(_ONWARD, None), cookie.pop(_BEGAN, None)
    state = request.args.get("state", "")
    if not isinstance(onward, str) or not isinstance(began, float):
        raise Stale
    if f"{_STATES}{state}" not in cookie or now().timestamp() - began > LONGEST.total_seconds():
        raise Stale
    if request.args.get("iss", _config().openid.issuer) != _config().openid.issuer:
        raise ProviderFailed("The answer is from another provider (RFC 9207).")
    return cast(Identity, _asked(_identity)), onward


def _identity(client: Any) -> Identity:
    known = _config().openid
    token = client.authorize_access_token(
        claims_options={
            "iss": {"essential": True, "value": known.issuer},
            "aud": {"essential": True, "value": known.client_id},
        },
        leeway=60,
    )
    claims = token.get("userinfo")
    if not claims:
        raise ProviderFailed("It sent no proof of who somebody is.")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ProviderFailed("It calls somebody by no name.")
    if "email" not in claims and client.server_metadata.get("userinfo_endpoint"):
        more = client.userinfo(token=token)
        if more.get("sub") != subject:
            raise ProviderFailed("It tells of somebody else.")
        claims = more
    return Identity(
        key=f"{known.issuer} {subject}",
        email=str(claims.get("email", "")),
        verified=claims.get("email_verified") is True,
    )


def _asked(ask: Any) -> Any:
    """What the client answers; whatever goes wrong between us and the provider is one error."""
    try:
        return ask(current_app.extensions[_EXTENSION])
    except ProviderFailed:
        raise
    except (
        AuthlibBaseError,
        JoseError,
        RequestException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RuntimeError,
    ) as problem:
        raise ProviderFailed(f"{type(problem).__name__}: {str(problem)[:300]!r}") from problem


def _config() -> Config:
    config: Config = current_app.config["HEDGEROW"]
    return config
