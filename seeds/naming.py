"""Ids for what has none: readable, and the same each time, so importing again changes nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 110


def slug(text: str) -> str:
    """A name as an id: "St Just's Hall" is "st-justs-hall"; without Latin letters, digested."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", bare.replace("&", " and "))).strip("-")
    return bare or f"x{digest(text)}"


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def readable_id(*parts: str) -> str:
    """An id out of ids and slugs, with ``~`` between; a very long one is cut and digested."""
    whole = "~".join(part for part in parts if part)
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 9]}-{digest(whole)}"


def site_id(name: str, latitude: float, longitude: float) -> str:
    """The id of a site: one name at one position (to 5 decimals, about a metre) is one site."""
    place = f"{round(latitude, 5):.5f},{round(longitude, 5):.5f}"
    return f"{slug(name)[:100]}-{digest(place)}"


@lru_cache(maxsize=65_536)
def likeness(name: str) -> str:
    """A place's name for matching: without case, accents, punctuation and "parish", "CP"."""
    words = slug(name.replace("&", " and ")).split("-")
    dropped = {"cp", "parish", "civil", "the"}
    return " ".join(word for word in words if word not in dropped) or " ".join(words)
