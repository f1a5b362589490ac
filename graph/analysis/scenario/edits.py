"""Edits: the changes that a scenario is made of, and their text form.

The text form is for addresses and for kept scenarios, one edit a line:

- ``close:activity:ID``, ``close:site:ID``
- ``open:THEME:AGES:AUDIENCE:PLACES:TIMES:WHERE``, such as
  ``open:music:13-17:everyone:20:Tue 18.00-20.00:town-hall``; ``WHERE`` is a site's id, or a
  latitude and longitude with a comma between; times have a point in them and a semicolon
  between two of them
- ``move:activity:ID:to:SITE``
- ``resize:activity:ID:PLACES``
- ``cut:organisation:ID:SHARE``, 0.4 for a budget that falls by two fifths
- ``fold:organisation:ID``

Ids may hold colons: where something follows an id, a colon in it is written ``%3A``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.errors import InvalidData, OptionOutOfRange
from graph.model import AgeRange, Audience, Term, Theme, WeeklyTime, parse_times
from graph.model.things import require_id, require_position

Word = TypeVar("Word", bound=Term)

MOST_EDITS = 50
"""The most edits of one scenario."""

LEAST_PLACES, MOST_PLACES = 1, 1_000
"""How many places a session of a scenario may have."""

LEAST_CUT, MOST_CUT = 0.01, 1.0
"""By which share a budget may fall in one edit."""

MOST_TIMES = 14
"""The most weekly times of a session that opens."""

MOST_TEXT = 1_000
_SHOWN = 80
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_SHARE = re.compile(r"[0-9]{0,3}(\.[0-9]{1,17})?", re.ASCII)
_AGES = re.compile(r"([0-9]{1,3})-([0-9]{1,3})", re.ASCII)
_DEGREES = r"(-?[0-9]{1,3}(?:\.[0-9]{0,17})?(?:e-[0-9]{1,3})?)"
_POSITION = re.compile(f"{_DEGREES},{_DEGREES}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseActivity:
    """An activity ends."""

    activity_id: str

    def __post_init__(self) -> None:
        require_id(self.activity_id, "activity_id")

    def __str__(self) -> str:
        return f"close:activity:{self.activity_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSite:
    """A place closes: what happens there has nowhere to happen."""

    site_id: str

    def __post_init__(self) -> None:
        require_id(self.site_id, "site_id")

    def __str__(self) -> str:
        return f"close:site:{self.site_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A new activity opens.

    Attributes
    ----------
    theme, ages, audience
        What it is about and for whom.
    places
        At each session, :data:`LEAST_PLACES` to :data:`MOST_PLACES`.
    sessions
        Its weekly times, 1 to :data:`MOST_TIMES`.
    site_id
        Where it happens; empty where ``position`` says it.
    position
        Latitude and longitude of a new place, None for a known one.

    Raises
    ------
    OptionOutOfRange
        Too few or too many places or times.
    InvalidData
        Neither a site nor a position, or both.
    """

    theme: Theme
    ages: AgeRange
    audience: Audience = Audience.EVERYONE
    places: int
    sessions: tuple[WeeklyTime, ...]
    site_id: str = ""
    position: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        _require_places(self.places)
        if not 1 <= len(self.sessions) <= MOST_TIMES:
            raise OptionOutOfRange(
                f"A session that opens has 1 to {MOST_TIMES} weekly times; "
                f"this one has {len(self.sessions)}.",
                option="times",
            )
        if bool(self.site_id) == (self.position is not None):
            raise InvalidData("A session opens at a site or at a position.", field="at")
        if self.position is not None:
            require_position(*self.position)
        else:
            require_id(self.site_id, "at")

    def __str__(self) -> str:
        times = "; ".join(str(time).replace(":", ".") for time in self.sessions)
        ages = f"{self.ages.age_from}-{self.ages.age_to}"
        where = self.site_id or "{!r},{!r}".format(*(self.position or ()))
        return f"open:{self.theme}:{ages}:{self.audience}:{self.places}:{times}:{where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An activity moves to another site, with all its sessions."""

    activity_id: str
    site_id: str

    def __post_init__(self) -> None:
        require_id(self.activity_id, "activity_id")
        require_id(self.site_id, "to")

    def __str__(self) -> str:
        return f"move:activity:{_coded(self.activity_id)}:to:{self.site_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resize:
    """An activity has another number of places at each session.

    Raises
    ------
    OptionOutOfRange
        Fewer than :data:`LEAST_PLACES` or more than :data:`MOST_PLACES`.
    """

    activity_id: str
    places: int

    def __post_init__(self) -> None:
        require_id(self.activity_id, "activity_id")
        _require_places(self.places)

    def __str__(self) -> str:
        return f"resize:activity:{_coded(self.activity_id)}:{self.places}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An organisation's budget falls by a share (0.4 is two fifths less).

    Raises
    ------
    OptionOutOfRange
        Less than :data:`LEAST_CUT` or more than :data:`MOST_CUT`.
    """

    organisation_id: str
    share: float

    def __post_init__(self) -> None:
        require_id(self.organisation_id, "organisation_id")
        if not LEAST_CUT <= self.share <= MOST_CUT:
            raise OptionOutOfRange(
                f"A budget that falls by a share of {self.share:g} is outside "
                f"{LEAST_CUT:g} to {MOST_CUT:g} ({LEAST_CUT:.0%} to {MOST_CUT:.0%}).",
                option="share",
            )

    def __str__(self) -> str:
        return f"cut:organisation:{_coded(self.organisation_id)}:{self.share!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """An organisation folds, and everything that it holds goes with it."""

    organisation_id: str

    def __post_init__(self) -> None:
        require_id(self.organisation_id, "organisation_id")

    def __str__(self) -> str:
        return f"fold:organisation:{self.organisation_id}"


Edit = CloseActivity | CloseSite | Open | Move | Resize | Cut | Fold


def parse_edits(texts: Sequence[str]) -> tuple[Edit, ...]:
    """Read the edits of a scenario.

    Raises
    ------
    InvalidData
        One of them is not an edit.
    OptionOutOfRange
        A number outside its range, or more than :data:`MOST_EDITS`.
    """
    require_few(len(texts))
    return tuple(parse_edit(text) for text in texts)


def require_few(edits: int) -> None:
    """Refuse more edits than a scenario may have."""
    if edits > MOST_EDITS:
        raise OptionOutOfRange(
            f"A scenario has 0 to {MOST_EDITS} edits; this one has {edits:,}.", option="edit"
        )


def parse_edit(text: str) -> Edit:
    """Read the text form of an edit, ``str(edit)``.

    Raises
    ------
    InvalidData
        It is not the text of an edit; the message says what one looks like.
    OptionOutOfRange
        A number outside its range.
    """
    if len(text) > MOST_TEXT:
        raise InvalidData(f"An edit has up to {MOST_TEXT:,} characters.", field="edit")
    verb, _, rest = text.strip().partition(":")
    if verb == "open":
        return _parse_open(rest, text)
    kind, _, rest = rest.partition(":")
    match verb, kind:
        case "close", "activity":
            return CloseActivity(activity_id=rest)
        case "close", "site":
            return CloseSite(site_id=rest)
        case "fold", "organisation":
            return Fold(organisation_id=rest)
        case "move", "activity":
            id, found, site = rest.partition(":to:")
            if found:
                return Move(activity_id=_decoded(id), site_id=site)
        case "resize", "activity":
            id, _, places = rest.rpartition(":")
            return Resize(activity_id=_decoded(id), places=_whole(places, "places"))
        case "cut", "organisation":
            id, _, share = rest.rpartition(":")
            return Cut(organisation_id=_decoded(id), share=_share(share))
    raise _no_edit(text)


def _parse_open(rest: str, text: str) -> Open:
    parts = rest.split(":", 5)
    if len(parts) != 6:
        raise _no_edit(text)
    theme, ages, audience, places, times, where = parts
    place = _POSITION.fullmatch(where)
    return Open(
        theme=read_word(theme, Theme, "theme"),
        ages=parse_ages(ages),
        audience=read_word(audience, Audience, "audience"),
        places=_whole(places, "places"),
        sessions=parse_times(times),
        site_id="" if place else where,
        position=(float(place[1]), float(place[2])) if place else None,
    )


def read_word(text: str, kind: type[Word], field: str) -> Word:
    """A word of a vocabulary; raise InvalidData where it is none."""
    try:
        return kind(text)
    except ValueError:
        message = f"“{text[:_SHOWN]}” is no {field} that Hedgerow knows."
        raise InvalidData(message, field=field) from None


def parse_ages(text: str) -> AgeRange:
    """Ages as ``11-19``; raise InvalidData where they are reversed or no ages."""
    found = _AGES.fullmatch(text)
    if found is None:
        raise InvalidData(f"“{text[:_SHOWN]}” are no ages; write them as 11-19.", field="ages")
    return AgeRange(age_from=int(found[1]), age_to=int(found[2]))


def _whole(text: str, field: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise InvalidData(f"“{text[:_SHOWN]}” is no whole number of {field}.", field=field)
    return int(text)


def _share(text: str) -> float:
    if not text or not _SHARE.fullmatch(text) or text == ".":
        raise InvalidData(
            f"“{text[:_SHOWN]}” is no share; write 0.4 for two fifths.", field="share"
        )
    return float(text)


def _require_places(places: int) -> None:
    if not LEAST_PLACES <= places <= MOST_PLACES:
        raise OptionOutOfRange(
            f"{places:,} places at a session is outside {LEAST_PLACES} to {MOST_PLACES:,}.",
            option="places",
        )


def _coded(id: str) -> str:
    return id.replace(":", "%3A")


def _decoded(text: str) -> str:
    return text.replace("%3A", ":").replace("%3a", ":")


def _no_edit(text: str) -> InvalidData:
    return InvalidData(
        f"“{text[:_SHOWN]}” is no change that Hedgerow knows; one looks like close:activity:ID, "
        "fold:organisation:ID or cut:organisation:ID:0.4.",
        field="edit",
    )
