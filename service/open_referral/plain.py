"""Values as the standard wants them: nothing empty, addresses and moments in their one form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
from werkzeug.urls import iri_to_uri

Document = dict[str, Any]
"""A JSON object."""

_URI = re.compile(
    r"https?://[A-Za-z0-9._~-]+(?::\d{1,5})?"
    r"(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)


def filled(values: Mapping[str, Any]) -> Document:
    """What is there: without None, empty texts and empty lists, which the standard omits."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def uri(text: str) -> str | None:
    """A web address with nothing in it that an RFC 3986 address may not have; else None."""
    if not text:
        return None
    try:
        plain = iri_to_uri(text)
    except ValueError:
        return None
    return plain if _URI.fullmatch(plain) and plain.count("#") <= 1 else None


def email(text: str) -> str | None:
    """An e-mail address that every reader takes for one; else None."""
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else None


def moment(at: datetime) -> str:
    """A moment in UTC to the millisecond: ``2026-11-22T19:05:00.123Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(at: np.datetime64) -> str | None:
    """A date, ``2026-11-22``; None where there is none."""
    return None if np.isnat(at) else str(at.astype("datetime64[D]"))
