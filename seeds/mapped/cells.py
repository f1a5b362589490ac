"""A cell as a value of its field."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model import AssetKind, Theme
from seeds.contacts import without_contacts
from seeds.mapped.ages import ages_of
from seeds.mapped.days import day_of, yes_no_of
from seeds.mapped.fields import Look, MappedField
from seeds.mapped.money import hourly_of, pounds_of
from seeds.mapped.times import clock_of, days_of, season_of, sessions_of
from seeds.mapped.understood import NOTHING, UNSAID, Understood, unread
from seeds.mapped.words import term_of, term_within, terms_of

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
_BARE_WEB = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s<>\"]*)?", re.IGNORECASE)
_NUMBER = re.compile(
    r"£?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,12}(?:\.\d{1,30})?(?:e-?\d{1,3})?)\s*(?:people|seats)?"
)
_UNSAID = UNSAID | {"varies"}
_WITHIN = (Theme, AssetKind)
"""Vocabularies whose word is also looked for within a name."""


def understood(field: MappedField, text: str) -> Understood:
    """What a cell is as a value of a field; see each look's own reader."""
    if not text.strip():
        return NOTHING
    if field.look in (Look.TEXT, Look.CODES):
        return Understood(value=text)
    return _understood(field, text[:2_000])


@lru_cache(maxsize=65_536)
def _understood(field: MappedField, text: str) -> Understood:
    match field.look:
        case Look.TERM if field.terms is not None:
            return (term_within if field.terms in _WITHIN else term_of)(text, field.terms)
        case Look.TERMS if field.terms is not None:
            return terms_of(text, field.terms)
        case look if look in _READERS:
            return _READERS[look](text)
        case _:
            return Understood(value=text)


def _age(text: str) -> Understood:
    found = ages_of(text)
    if not found.read or found.value is None:
        return found
    ages = found.value
    if ages.age_from != ages.age_to:
        return unread(text, "write one age, in whole years.")
    return Understood(value=ages.age_from)


def _number(text: str) -> Understood:
    bare = " ".join(text.casefold().split())
    if bare in _UNSAID:
        return NOTHING
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return unread(text, "write a number.")
    return Understood(value=float(match[1].replace(",", "")))


def _postcode(text: str) -> Understood:
    if text.strip().casefold() in _UNSAID:
        return NOTHING
    found = POSTCODE.findall(" ".join(text.split()))
    if len(found) == 1:
        return Understood(value=" ".join(found[0]).upper())
    return unread(text, "write a postcode as TR1 1AA.")


def _web(text: str) -> Understood:
    bare = text.strip()
    if bare.casefold() in _UNSAID or bare.casefold() in ("none", "no"):
        return NOTHING
    if "@" in bare.split("/")[0]:
        return Understood(told="An e-mail address is not kept.")
    if _WEB.match(bare):
        return Understood(value=bare)
    if _BARE_WEB.fullmatch(bare):
        return Understood(value=f"https://{bare}")
    return unread(without_contacts(text), "a web address begins with https:// or http://.")


_READERS = {
    Look.AGES: ages_of,
    Look.AGE: _age,
    Look.SESSIONS: sessions_of,
    Look.DAYS: days_of,
    Look.CLOCK: clock_of,
    Look.SEASON: season_of,
    Look.POUNDS: pounds_of,
    Look.RATE: hourly_of,
    Look.NUMBER: _number,
    Look.DEGREES: _number,
    Look.DAY: day_of,
    Look.YES_NO: yes_no_of,
    Look.POSTCODE: _postcode,
    Look.WEB: _web,
}
