"""Weighing: what speaks for and against two records being one thing, in points.

Each fact that both records state gives points for or against, and a fact that one of them lacks
gives none (the sum of agreement weights of Fellegi and Sunter 1969, in powers of two). The points
are declared here, not trained; tests hold them against planted and real records.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.keeping import PLACE_KINDS
from graph.analysis.sameness.facts import Facts, Kind
from graph.analysis.sameness.names import Likened, names_alike
from graph.analysis.sameness.vocabulary import FAMILIES, KIN
from graph.analysis.wording import distance
from graph.model import AssetKind, Audience, OrganisationKind, Theme

START = -5.0
"""Points that two records begin with: most are not the same thing."""

NAME_SHARES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0)
NAME_POINTS = (-8.0, -6.0, -1.5, 1.0, 4.0, 6.0)
"""Points of a name by its likeness, with straight lines in between."""

VAGUE = 0.5
"""What is left of points for a name that does not say which one it is ("Village Hall")."""

METRES = (0.0, 30.0, 100.0, 250.0, 500.0, 1_000.0, 2_000.0, 5_000.0)
PLACE_POINTS = (5.0, 5.0, 4.0, 2.5, 1.0, 0.0, -3.0, -8.0)
"""Points of a distance, with straight lines in between."""

SHARED_PLACE = 0.6
"""What is left of points for being near where a place holds several such things."""

ROUGH = 0.4
"""What is left of the points of a distance where a position is kept rough."""

SAME_POSTCODE, OTHER_POSTCODE = 4.0, -1.5
MISPLACED = -3.0
"""The most points that a distance takes away where the postcodes are the same."""

SAME_ADDRESS = 2.0
SAME_KEEPER, OTHER_KEEPER, KEEPERS_ALIKE = 2.0, -2.0, 1.0
OTHER_KEEPER_OF_THINGS = -4.0
"""For what is no place: two minibuses of two keepers in one town are two minibuses."""

ALIKE_KEEPERS = 0.9
"""From which likeness on the names of two keepers may be one."""

SAME_SORT, KINDRED_SORT, OTHER_SORT = 1.0, -1.0, -4.0
SAME_WEBSITE = 5.0
SAME_AREAS, OTHER_AREAS = 3.0, -3.0
SAME_AMOUNT, OTHER_AMOUNT = 1.0, -2.0
AT_ONCE, OTHER_TIMES = 2.5, -2.5
OTHER_AGES, OTHER_AUDIENCE = -3.0, -3.0
LEAST_AGES = 0.25
"""The least share of ages (years both take over years either takes) of one activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for or against.

    ``points`` are above 0 for and below 0 against; 0 for what is only good to know.
    """

    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two records are.

    Attributes
    ----------
    share
        0 to 1: ``1 / (1 + 2 ** -points)``.
    points
        The sum of the reasons and of :data:`START`.
    reasons
        What speaks for it, the weightiest first.
    against
        What speaks against it, the weightiest first.
    """

    share: float
    points: float
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


def likeness(one: Facts, other: Facts) -> Likeness:
    """How alike two records of one kind are; the same share both ways round."""
    found = [reason for weigh in _PARTS[one.kind] for reason in weigh(one, other)]
    points = START + sum(reason.points for reason in found)
    ordered = sorted(found, key=lambda reason: -abs(reason.points))
    return Likeness(
        share=1 / (1 + 2 ** -max(-60.0, min(60.0, points))),
        points=points,
        reasons=tuple(reason for reason in ordered if reason.points >= 0),
        against=tuple(reason for reason in ordered if reason.points < 0),
    )


# -- names -----------------------------------------------------------------------------------


def name_points(found: Likened) -> float:
    """Points of the likeness of two names."""
    points = float(np.interp(found.share, NAME_SHARES, NAME_POINTS))
    return points * VAGUE if found.vague and points > 0 else points


def _name(one: Facts, other: Facts) -> list[Reason]:
    found = names_alike(one.name, other.name, near_one=one.place.near, near_other=other.place.near)
    written = f": “{one.name}” and “{other.name}”"
    if one.name == other.name:
        words = f"the same name: “{one.name}”"
    elif found.same:
        words = f"the same name, written differently{written}"
    elif found.opposed:
        words = f"the names tell them apart{written} ({found.opposed})"
    elif found.share < 0.5:
        words = f"different names{written}"
    else:
        words = f"the name is {math.floor(found.share * 100)} per cent alike{written}"
    if found.vague and found.share >= 0.5:
        words += ", a name that many things have"
    reasons = [Reason(words=words, points=name_points(found))]
    return reasons + _family(found, one.kind) if one.kind is Kind.SITE else reasons


def _family(found: Likened, kind: Kind) -> list[Reason]:
    left, right = found.families
    if not (left and right) or kind is not Kind.SITE:
        return []
    if left == right:
        return [Reason(words=f"both are {FAMILIES[left][1]}", points=SAME_SORT)]
    if frozenset((left, right)) in KIN:
        return []
    words = f"one is {FAMILIES[left][0]}, the other {FAMILIES[right][0]}"
    return [Reason(words=words, points=OTHER_SORT)]


# -- places ----------------------------------------------------------------------------------


def metres_between(one: Facts, other: Facts) -> float | None:
    """Metres in the straight line; None where either has no place."""
    if one.place.point is None or other.place.point is None:
        return None
    return math.dist(one.place.point, other.place.point)


def away(metres: float) -> str:
    """A distance in words, to the nearest ten metres where it is near: "40 m away"."""
    if metres < 5:
        return "at the same spot"
    return f"{round(metres, -1):.0f} m away" if metres < 100 else f"{distance(metres)} away"


def _distance(one: Facts, other: Facts) -> list[Reason]:
    metres = metres_between(one, other)
    if metres is None:
        return []
    points = float(np.interp(metres, METRES, PLACE_POINTS))
    if points > 0 and one.kind not in (Kind.SITE,):
        points *= SHARED_PLACE
    words = away(metres)
    if one.place.rough or other.place.rough:
        points *= ROUGH
        words += ", as far as a place that is kept rough tells"
    if one.place.postcode and one.place.postcode == other.place.postcode:
        points = max(points, MISPLACED)
    return [Reason(words=words, points=points)]


def _postcode(one: Facts, other: Facts) -> list[Reason]:
    mine, theirs = one.place.postcode, other.place.postcode
    if not (mine and theirs):
        return []
    if mine == theirs:
        much = SAME_POSTCODE if one.kind is Kind.SITE else SAME_POSTCODE * SHARED_PLACE
        return [Reason(words="the same postcode", points=much)]
    return [Reason(words="another postcode", points=OTHER_POSTCODE)]


def _address(one: Facts, other: Facts) -> list[Reason]:
    if one.place.address and one.place.address == other.place.address:
        return [Reason(words="the same address", points=SAME_ADDRESS)]
    return []


# -- what it is, and whose -------------------------------------------------------------------


def _keeper(one: Facts, other: Facts) -> list[Reason]:
    if not (one.keeper and other.keeper):
        return []
    verb = "run" if one.kind is Kind.ACTIVITY else "kept"
    if one.keeper == other.keeper:
        whom = one.keeper_name or other.keeper_name
        return [Reason(words=f"{verb} by the same organisation{_called(whom)}", points=SAME_KEEPER)]
    names = (one.keeper_name, other.keeper_name)
    if all(names) and names_alike(*names).share >= ALIKE_KEEPERS:
        words = f"{verb} by organisations of like names: “{names[0]}” and “{names[1]}”"
        return [Reason(words=words, points=KEEPERS_ALIKE)]
    words = f"{verb} by another organisation{_called(other.keeper_name)}"
    thing = one.kind is Kind.ASSET and not {one.sort, other.sort} & _STANDING
    return [Reason(words=words, points=OTHER_KEEPER_OF_THINGS if thing else OTHER_KEEPER)]


def _called(name: str) -> str:
    return f", {name}" if name else ""


_STANDING = frozenset(map(str, PLACE_KINDS))
_PLACES = frozenset((str(AssetKind.VENUE), str(AssetKind.ROOM)))
_KINDRED_ORGANISATIONS = frozenset(
    (
        str(OrganisationKind.VOLUNTARY),
        str(OrganisationKind.INDEPENDENT),
        str(OrganisationKind.YOUTH_GROUP),
        str(OrganisationKind.INFRASTRUCTURE),
    )
)


_SORTS: dict[Kind, dict[str, str]] = {
    kind: {str(word): word.label.lower() for word in words}
    for kind, words in (
        (Kind.ORGANISATION, tuple(OrganisationKind)),
        (Kind.ASSET, tuple(AssetKind)),
        (Kind.ACTIVITY, tuple(Theme)),
    )
}


def _kindred(one: Facts, other: Facts) -> bool:
    pair = {one.sort, other.sort}
    if one.kind is Kind.ACTIVITY:
        return THEMES[one.sort].group is THEMES[other.sort].group
    return pair <= _PLACES or pair <= _KINDRED_ORGANISATIONS


def _sort(one: Facts, other: Facts) -> list[Reason]:
    mine, theirs = _SORTS[one.kind][one.sort], _SORTS[other.kind][other.sort]
    if one.sort == other.sort:
        return [Reason(words=f"both are of the kind “{mine}”", points=SAME_SORT)]
    points = KINDRED_SORT if _kindred(one, other) else OTHER_SORT
    return [Reason(words=f"one is of the kind “{mine}”, the other “{theirs}”", points=points)]


def _website(one: Facts, other: Facts) -> list[Reason]:
    if one.website and one.website == other.website:
        return [Reason(words="the same website", points=SAME_WEBSITE)]
    return []


def _areas(one: Facts, other: Facts) -> list[Reason]:
    if not (one.serves and other.serves):
        return []
    if one.serves & other.serves:
        return [Reason(words="they serve the same area", points=SAME_AREAS)]
    return [Reason(words="they serve other areas", points=OTHER_AREAS)]


def _amount(one: Facts, other: Facts) -> list[Reason]:
    if one.amount is None or other.amount is None or one.amount[1] != other.amount[1]:
        return []
    if one.amount[0] == other.amount[0]:
        words = f"the same amount: {one.amount[0]:,g} {one.amount[1]}".rstrip()
        return [Reason(words=words, points=SAME_AMOUNT)]
    words = f"{one.amount[0]:,g} {one.amount[1]} and {other.amount[0]:,g}"
    return [Reason(words=words, points=OTHER_AMOUNT)]


# -- activities ------------------------------------------------------------------------------


def _times(one: Facts, other: Facts) -> list[Reason]:
    if not (one.times and other.times):
        return []
    at_once = any(
        mine[0] == theirs[0] and mine[1] < theirs[2] and theirs[1] < mine[2]
        for mine in one.times
        for theirs in other.times
    )
    if at_once:
        return [Reason(words="on at the same time", points=AT_ONCE)]
    return [Reason(words="on at other times", points=OTHER_TIMES)]


def _ages(one: Facts, other: Facts) -> list[Reason]:
    if one.ages is None or other.ages is None:
        return []
    both = min(one.ages[1], other.ages[1]) - max(one.ages[0], other.ages[0]) + 1
    either = max(one.ages[1], other.ages[1]) - min(one.ages[0], other.ages[0]) + 1
    if both / either >= LEAST_AGES:
        return []
    words = f"ages {one.ages[0]} to {one.ages[1]} and {other.ages[0]} to {other.ages[1]}"
    return [Reason(words=words, points=OTHER_AGES)]


def _audience(one: Facts, other: Facts) -> list[Reason]:
    everyone = str(Audience.EVERYONE)
    if one.audience == other.audience or everyone in (one.audience, other.audience):
        return []
    mine, theirs = (Audience(facts.audience).label for facts in (one, other))
    return [Reason(words=f"for {mine} and for {theirs}", points=OTHER_AUDIENCE)]


_Weigh = Callable[[Facts, Facts], list[Reason]]
_PLACE: tuple[_Weigh, ...] = (_distance, _postcode, _address)
_PARTS: dict[Kind, tuple[_Weigh, ...]] = {
    Kind.SITE: (_name, *_PLACE),
    Kind.ORGANISATION: (_name, *_PLACE, _sort, _website, _areas),
    Kind.ASSET: (_name, *_PLACE, _keeper, _sort, _amount),
    Kind.ACTIVITY: (_name, *_PLACE, _keeper, _sort, _website, _times, _ages, _audience),
}
