"""Sameness: records that are likely the same thing as one that is entered, or as each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.sameness.blocks import blocks_of
from graph.analysis.sameness.facts import Entered, Facts, Kind
from graph.analysis.sameness.pairing import pairs_worth
from graph.analysis.sameness.records import facts_of, facts_of_row
from graph.analysis.sameness.weighing import Likeness, Reason, likeness, metres_between
from graph.analysis.wording import listed
from graph.errors import OptionOutOfRange
from graph.model import Site, Term
from graph.network import Network

MOST_SHOWN, MOST_PAIRS = 50, 10_000


class Level(Term):
    """How sure it is that two records are one thing, from a declared likeness on."""

    least: float

    def __new__(cls, value: str, label: str, least: float) -> Level:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.least = least
        return member

    CERTAIN = "certain", "almost certainly the same", 0.98
    LIKELY = "likely", "likely the same", 0.8
    POSSIBLE = "possible", "could be the same", 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of two records: which, and where (degrees, None for no place).

    ``rough`` says that its position is kept rough on purpose.
    """

    kind: Kind
    id: str
    name: str
    point: tuple[float, float] | None = None
    rough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Two records that could be one thing.

    Attributes
    ----------
    left, right
        The record that is entered, and the one that is there; of two that are there, by id.
    likeness, level
        0 to 1, and its class.
    reasons, against
        What speaks for it and against it, the weightiest first.
    distance_m
        In the straight line; None where either has no place.
    """

    left: End
    right: End
    likeness: float
    level: Level
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    distance_m: float | None

    @property
    def per_cent(self) -> int:
        """The likeness in whole per cent, at most 99: only people can say that it is the same."""
        return min(99, int(self.likeness * 100))

    @property
    def explanation(self) -> str:
        """Why, in a sentence."""
        said = f"{self.level.label.capitalize()}, {self.per_cent} per cent alike: "
        said += listed([reason.words for reason in self.reasons], most=len(self.reasons) or 1)
        if self.against:
            against = listed([reason.words for reason in self.against], most=len(self.against))
            said += f". Against it speaks: {against}"
        return f"{said}."

    @property
    def counter_reading(self) -> str:
        """How else it may be read."""
        return COUNTER_READINGS[self.left.kind]


COUNTER_READINGS = {
    Kind.SITE: (
        "A hall and the church or school beside it may share a name and a postcode, and still "
        "be two places."
    ),
    Kind.ORGANISATION: (
        "Branches and sister groups may bear one name and keep their own books; a council and "
        "its hall’s trust are two bodies."
    ),
    Kind.ASSET: (
        "One building may hold several rooms, and one keeper several buses, of nearly one name."
    ),
    Kind.ACTIVITY: (
        "One club may run for two ages or on two nights; that is two activities where "
        "different young people come."
    ),
}
"""How else a likeness may be read, by kind of record."""


def find_same(
    network: Network,
    record: Entered,
    *,
    site: Site | None = None,
    level: Level = Level.POSSIBLE,
    most: int = 5,
) -> tuple[Same, ...]:
    """Which records are likely the same thing as one that is being entered.

    Parameters
    ----------
    network
        The snapshot. In the empty network nothing is the same.
    record
        A place, organisation, asset or activity, known already or not; a record of its own
        id is never found.
    site
        Where it would stand, for a place that is entered with it; None for the place of the
        network that it names, or for none.
    level
        The least sure that is told.
    most
        At most so many, 1 to 50.

    Returns
    -------
    tuple of Same
        The likest first, then by id.

    Raises
    ------
    InvalidData
        The record is of a kind whose like is not looked for.
    OptionOutOfRange
        ``most`` is outside its range.
    """
    if not 1 <= most <= MOST_SHOWN:
        raise OptionOutOfRange(f"{most} rows are outside 1 to {MOST_SHOWN}.", option="most")
    facts = facts_of(network, record, site)
    found = []
    for row in blocks_of(network, kind=facts.kind).around(facts).tolist():
        other = facts_of_row(network, facts.kind, row)
        alike = likeness(facts, other)
        if alike.share >= level.least and other.id != facts.id:
            found.append(_same(facts, other, alike))
    found.sort(key=lambda same: (-same.likeness, same.right.id))
    return tuple(found[:most])


def find_pairs(
    network: Network,
    *,
    kinds: tuple[Kind, ...] = tuple(Kind),
    level: Level = Level.LIKELY,
    most: int = 500,
) -> tuple[Same, ...]:
    """Which records of the network are likely the same thing as each other.

    Parameters
    ----------
    network
        The snapshot. The empty network has no pair.
    kinds
        Which records are looked among.
    level, most
        The least sure that is told, and at most so many, 1 to 10,000.

    Returns
    -------
    tuple of Same
        The likest first, then by kind and ids.

    Raises
    ------
    OptionOutOfRange
        ``most`` is outside its range.
    """
    if not 1 <= most <= MOST_PAIRS:
        raise OptionOutOfRange(f"{most} pairs are outside 1 to {MOST_PAIRS:,}.", option="most")
    found = [same for kind in kinds for same in _pairs_of(network, kind, level)]
    order = {kind: number for number, kind in enumerate(Kind)}
    found.sort(key=lambda s: (-s.likeness, order[s.left.kind], s.left.id, s.right.id))
    return tuple(found[:most])


def _pairs_of(network: Network, kind: Kind, level: Level) -> Iterator[Same]:
    known: dict[int, Facts] = {}

    def facts(row: int) -> Facts:
        if row not in known:
            known[row] = facts_of_row(network, kind, row)
        return known[row]

    for left, right in pairs_worth(blocks_of(network, kind=kind)):
        alike = likeness(facts(left), facts(right))
        if alike.share >= level.least:
            yield _same(facts(left), facts(right), alike)


def _same(one: Facts, other: Facts, alike: Likeness) -> Same:
    return Same(
        left=_end(one),
        right=_end(other),
        likeness=alike.share,
        level=next(level for level in Level if alike.share >= level.least),
        reasons=alike.reasons,
        against=alike.against,
        distance_m=metres_between(one, other),
    )


def _end(facts: Facts) -> End:
    return End(
        kind=facts.kind,
        id=facts.id,
        name=facts.name,
        point=facts.place.degrees,
        rough=facts.place.rough,
    )
