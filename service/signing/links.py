"""Signed links: what a letter leads to, for a purpose, for a while, and once.

A link holds its payload, when it ends and a number of its own, signed with the app's key (HMAC
with SHA-256, itsdangerous) under a salt for each purpose: none can be made, changed, or used for
another purpose. Opening one changes nothing, because scanners of mail open every link.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app
from itsdangerous import BadData, URLSafeSerializer

from graph.model import SpentLink
from graph.store.desk import SpentLinks
from service.opened import store
from service.signing.session import now


class LinkRefused(Exception):
    """A signed link does not work; the message says why, in a sentence for whoever opened it."""


class LinkNotWhole(LinkRefused):
    """It was never ours, was changed, or lost something on the way."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not whole: a part of it was lost on the way, or it was made for "
            "something else. Copy all of it from the letter, to its very end."
        )


class LinkEnded(LinkRefused):
    """It was good for a while, which is over."""

    def __init__(self, ended: datetime) -> None:
        super().__init__(f"This link has ended: it worked until {said(ended)}.")


class LinkUsed(LinkRefused):
    """It works once, and did."""

    def __init__(self) -> None:
        super().__init__("This link was used already; it works only once.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    payload: Any
    ends: datetime
    digest: str


class Links:
    """Makes signed links and reads them.

    Parameters
    ----------
    key
        The app's.
    spent
        Where it is kept which were used.
    clock
        The moment, UTC.
    """

    def __init__(self, key: str, spent: SpentLinks, clock: Callable[[], datetime]) -> None:
        self._key, self._spent, self._clock = key, spent, clock

    def make(self, purpose: str, payload: Any, good_for: timedelta) -> str:
        """A token for the end of an address.

        Parameters
        ----------
        purpose
            What it is for; it works for nothing else.
        payload
            What :meth:`read` gives back, of what JSON can hold. It is signed, not hidden.
        good_for
            How long it works.
        """
        ends = int((self._clock() + good_for).timestamp())
        return str(self._signer(purpose).dumps([payload, ends, secrets.token_urlsafe(12)]))

    def read(self, purpose: str, token: str) -> Any:
        """The payload of a link that works; nothing is changed.

        Raises
        ------
        LinkNotWhole, LinkEnded, LinkUsed
            It does not work.
        """
        opened = self._opened(purpose, token)
        if self._spent.find(opened.digest) is not None:
            raise LinkUsed
        return opened.payload

    def spend(self, purpose: str, token: str) -> Any:
        """The payload of a link that works, and from now on works no more.

        Of many who spend one at the same moment one gets it.

        Raises
        ------
        LinkNotWhole, LinkEnded, LinkUsed
            It does not work.
        """
        opened = self._opened(purpose, token)
        spent = SpentLink(id=opened.digest, spent_at=self._clock(), expires_at=opened.ends)
        if not self._spent.add(spent):
            raise LinkUsed
        return opened.payload

    def _signer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._key,
            salt=f"hedgerow.link.{purpose}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def _opened(self, purpose: str, token: str) -> _Opened:
        try:
            payload, ends, number = self._signer(purpose).loads(token)
        except (BadData, ValueError, TypeError):
            raise LinkNotWhole from None
        until = datetime.fromtimestamp(ends, UTC)
        if self._clock() >= until:
            raise LinkEnded(until)
        # Of the number, not of the token: base64 has several spellings of the same signature.
        digest = hashlib.sha256(f"{purpose}/{number}".encode()).hexdigest()
        return _Opened(payload=payload, ends=until, digest=digest)


def links(app: Flask | None = None) -> Links:
    """The links of the app that answers this request."""
    key = (app or current_app).config["SECRET_KEY"]
    return Links(key, store().desk.spent_links, now)


def said(moment: datetime) -> str:
    """A moment as a letter says it."""
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M} UTC"
