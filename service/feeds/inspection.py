"""What is wrong with one object of a feed, field by field."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from graph.model import Term
from service.feeds.standard import SHAPES, STRICT, Form, Rule
from service.open_referral.plain import email

DEEPEST = 12

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BYDAY = re.compile(r"([+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*")


class Level(Term):
    """How bad something is."""

    FAILURE = "failure", "Failure"
    WARNING = "warning", "Warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that is wrong.

    Attributes
    ----------
    level
        How bad.
    field
        Where within the object: "organization.email"; empty for the whole.
    words
        What is wrong and what would be right, the same for all that are wrong alike.
    value
        What stands there, shortened; empty where nothing does.
    """

    level: Level
    field: str
    words: str
    value: str = ""


def inspect(name: str, told: Any, *, field: str = "", depth: int = 0) -> Iterator[Wrong]:
    """What is wrong with an object that is said to be of a kind, and with what is inside it.

    Parameters
    ----------
    name
        Of the kind: "service".
    told
        The JSON value.
    field
        Where it stands.
    depth
        How deep that is; deeper than :data:`DEEPEST` is not looked at.
    """
    if not isinstance(told, dict):
        yield _failure(field, f"must be an object ({name})", told)
        return
    shape = SHAPES[name]
    for required in shape.required:
        if required not in told or told[required] in (None, "", []):
            words = f"is missing; every {name.replace('_', ' ')} has one"
            yield Wrong(level=Level.FAILURE, field=_path(field, required), words=words)
    for one, rule in shape.fields.items():
        value = told.get(one)
        if one not in told or (one in shape.required and value in (None, "", [])):
            continue
        if value is None:
            yield _failure(_path(field, one), "is null; leave out what is empty", None)
        elif value in ("", []):
            yield _warning(_path(field, one), "is empty; leave out what is empty", None)
        elif rule.inside and depth < DEEPEST:
            yield from _inside(rule, value, field=_path(field, one), depth=depth + 1)
        elif rule.form is not None:
            yield from _plain(rule, value, _path(field, one))
    if name in _BESIDE:
        yield from _BESIDE[name](told, field)


def _path(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _failure(field: str, words: str, value: Any) -> Wrong:
    return Wrong(level=Level.FAILURE, field=field, words=words, value=shown(value))


def _warning(field: str, words: str, value: Any) -> Wrong:
    return Wrong(level=Level.WARNING, field=field, words=words, value=shown(value))


def shown(value: Any) -> str:
    """A value for a report: short, and nothing that a terminal would obey."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else " " for c in text[:61])
    return text if len(text) <= 60 else f"{text[:59]}…"


def _inside(rule: Rule, value: Any, *, field: str, depth: int) -> Iterator[Wrong]:
    if not rule.many:
        yield from inspect(rule.inside, value, field=field, depth=depth)
        return
    if not isinstance(value, list):
        yield _failure(field, "must be a list", value)
        return
    for one in value:
        yield from inspect(rule.inside, one, field=field, depth=depth)


def _plain(rule: Rule, value: Any, field: str) -> Iterator[Wrong]:
    form = rule.form or Form.TEXT
    if form is not Form.NUMBER and not isinstance(value, str):
        yield _failure(field, f"must be {form}, as text", value)
    elif not _FORMS[form](value):
        level = _failure if form in STRICT else _warning
        yield level(field, f"must be {form}", value)
    elif rule.choices and value not in rule.choices:
        yield _failure(field, f"must be one of {', '.join(rule.choices)}", value)


def _number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _uri(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    has_host = bool(parts.netloc) or parts.scheme not in ("http", "https")
    return has_host and _URI.fullmatch(value) is not None


def _moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None and value[10:11] in "Tt"
    except ValueError:
        return False


def _date(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


_FORMS: dict[Form, Callable[[Any], bool]] = {
    Form.TEXT: lambda value: isinstance(value, str),
    Form.UUID: lambda value: _UUID.fullmatch(value) is not None,
    Form.URI: _uri,
    Form.EMAIL: lambda value: email(value) is not None,
    Form.NUMBER: _number,
    Form.MOMENT: _moment,
    Form.DATE: _date,
    Form.TIME: lambda value: _TIME.fullmatch(value) is not None,
    Form.BYDAY: lambda value: _BYDAY.fullmatch(value) is not None,
}


def _ages(told: dict[str, Any], field: str) -> Iterator[Wrong]:
    low, high = told.get("minimum_age"), told.get("maximum_age")
    if _number(low) and _number(high) and low > high:
        yield _warning(_path(field, "minimum_age"), "is above the maximum age", f"{low} to {high}")


def _position(told: dict[str, Any], field: str) -> Iterator[Wrong]:
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = told.get(name)
        if _number(value) and abs(value) > most:
            yield _warning(_path(field, name), f"must be from -{most} to {most} degrees", value)


_BESIDE: dict[str, Callable[[dict[str, Any], str], Iterator[Wrong]]] = {
    "service": _ages,
    "location": _position,
}
"""What the fields of an object say together."""
