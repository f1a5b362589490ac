"""Doubt: how far supply could be other than recorded, and the interval of a rank that follows.

A declared resampling. In each of :data:`REPLICATES` replicates, with a seed of its own, every
activity of the slice is drawn anew from what is doubtful about it, access is worked out from
that, and the areas are ranked as always. The interval of an area holds nine in ten of its ranks.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from graph.analysis.access import shares
from graph.analysis.access.served import EPSILON, Served
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS, THIN, UNMAPPED, Mapped, months_before
from graph.analysis.gaps.compared import Compared
from graph.analysis.gaps.ranks import Standing, ranks_of
from graph.errors import OptionOutOfRange
from graph.network import Flags, Floats, Index

REPLICATES = 200
LEFT_OUT = 10
"""Replicates beyond each end of the interval: 10 and 10 of 200, so that it holds nine in ten."""

SEED = 2009
_AT_ONCE = 25
_LARGE = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How far supply could be other than recorded.

    Attributes
    ----------
    stated_varies
        Places that somebody stated are right to within this share, evenly spread; 0 to 1.
    assumed_varies
        Places that had to be assumed are right to within this factor, evenly spread on the
        scale of factors; 1 to 10.
    unchecked_runs
        The probability that an activity which nobody confirmed in the last
        :data:`~graph.analysis.coverage.CHECKED_WITHIN_MONTHS` months still runs.
    thin_hides, unmapped_hides
        The probability that a thinly mapped, and an unmapped, small area has provision that
        nobody recorded. It then has at least the hours of a well mapped area, drawn by lot.

    Raises
    ------
    OptionOutOfRange
        A number outside its range.
    """

    stated_varies: float = 0.1
    assumed_varies: float = 2.0
    unchecked_runs: float = 0.7
    thin_hides: float = 0.2
    unmapped_hides: float = 0.4

    def __post_init__(self) -> None:
        for each in fields(self):
            low, high = (1, 10) if each.name == "assumed_varies" else (0, 1)
            number = getattr(self, each.name)
            if not low <= number <= high:
                raise OptionOutOfRange(
                    f"{each.name} of {number:g} is outside {low} to {high}.", option=each.name
                )


CERTAIN = Doubt(stated_varies=0, assumed_varies=1, unchecked_runs=1, thin_hides=0, unmapped_hides=0)
"""No doubt at all: every interval is the rank itself."""


def rank_intervals(
    served: Served,
    mapped: Mapped,
    compared: Compared,
    *,
    standard_hours_per_week: float,
    doubt: Doubt = Doubt(),
    today: date,
) -> tuple[Index, Index]:
    """The interval of each area's rank.

    Parameters
    ----------
    served, mapped
        The slice, and how well its demand areas are mapped.
    compared
        The areas compared, in the order of rank.
    standard_hours_per_week, today
        As in :func:`~graph.analysis.gaps.find_gaps`.

    Returns
    -------
    low, high
        Ranks, from 1, one of each an area, in the order of ``compared``; ``low`` is at most the
        area's own rank and ``high`` at least that. Empty for no areas.
    """
    size = len(compared)
    own = np.arange(1, size + 1, dtype=np.int32)
    if size < 2:
        return own, own
    draw = _Draw(served, mapped, doubt, today)
    standing = Standing.of(compared)
    below = standard_hours_per_week - EPSILON
    pairs, people = served.pairs, served.people[:, None]
    drawing = pairs.to_right(served.people)[:, None]

    def some(numbers: range) -> Index:
        # Access is linear in supply: who draws how much from each place stays as it is.
        each = shares(draw.supply(numbers), drawing)
        hours = draw.unrecorded(pairs.many_to_left(each), numbers)
        short = compared.sums.total(np.where(hours < below, people, 0.0))
        return ranks_of(standing, compared.sums.means @ hours, short <= 0)

    pieces = [
        range(start, min(start + _AT_ONCE, REPLICATES)) for start in range(0, REPLICATES, _AT_ONCE)
    ]
    if len(pairs) + size < _LARGE // REPLICATES:
        found = [some(piece) for piece in pieces]
    else:
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(some, pieces))
    ends = [LEFT_OUT, REPLICATES - 1 - LEFT_OUT]
    ranks = np.partition(np.ascontiguousarray(np.vstack(found).T), ends, axis=1)[:, ends]
    return np.minimum(ranks[:, 0], own), np.maximum(ranks[:, 1], own)


class _Draw:
    """Draws the supply of replicates; each replicate has a seed of its own.

    So a replicate is the same whichever others are drawn beside it.
    """

    def __init__(self, served: Served, mapped: Mapped, doubt: Doubt, today: date) -> None:
        activities, provision = served.network.activities, served.provision
        counting = np.flatnonzero((provision.place_hours > 0) & (activities.site >= 0))
        counting = counting[np.argsort(activities.site[counting], kind="stable")]
        self._doubt = doubt
        self._place_hours = provision.place_hours[counting]
        self._first = np.searchsorted(activities.site[counting], served.sites)
        self._assumed: Flags = provision.places_assumed[counting]
        since = np.datetime64(months_before(today, CHECKED_WITHIN_MONTHS))
        checked = activities.verified_on[counting] >= since
        self._unchecked = np.flatnonzero(~checked)
        hides = np.zeros(len(served.areas))
        hides[mapped.levels == THIN] = doubt.thin_hides
        hides[mapped.levels == UNMAPPED] = doubt.unmapped_hides
        self._hiding = np.flatnonzero((hides > 0) & (served.people > 0))
        self._hides = hides[self._hiding]
        self._donors = served.hours[_donors(mapped)]

    def supply(self, numbers: range) -> Floats:
        """Place-hours at each site with supply, of shape (sites, replicates)."""
        answer = np.zeros((len(self._first), len(numbers)))
        if not len(self._first):
            return answer
        for column, number in enumerate(numbers):
            chance = np.random.default_rng([SEED, 0, number])
            even = 2.0 * chance.random(len(self._place_hours), dtype=np.float32) - 1.0
            spread = np.log(self._doubt.assumed_varies)
            factor = 1.0 + self._doubt.stated_varies * even
            factor[self._assumed] = np.exp(spread * even[self._assumed])
            drawn = chance.random(len(self._unchecked), dtype=np.float32)
            factor[self._unchecked[drawn >= self._doubt.unchecked_runs]] = 0.0
            answer[:, column] = np.add.reduceat(self._place_hours * factor, self._first)
        return answer

    def unrecorded(self, hours: Floats, numbers: range) -> Floats:
        """Hours of each area, with what may be there unrecorded; shape (areas, replicates)."""
        if not (len(self._hiding) and len(self._donors)):
            return hours
        for column, number in enumerate(numbers):
            chance = np.random.default_rng([SEED, 1, number])
            there = chance.random(len(self._hiding)) < self._hides
            lent = self._donors[chance.integers(len(self._donors), size=len(self._hiding))]
            at = self._hiding[there]
            hours[at, column] = np.maximum(hours[at, column], lent[there])
        return hours


def _donors(mapped: Mapped) -> Flags:
    """The areas whose hours stand for what may be unrecorded elsewhere: the best mapped."""
    best = mapped.levels.min(initial=UNMAPPED)
    answer: Flags = (mapped.levels == best) & (mapped.levels != UNMAPPED)
    return answer
