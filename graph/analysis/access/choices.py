"""Choices (3SFCA): how areas share themselves over the sites that they reach, and after an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analysis.access.catchments import Catchments, shares
from graph.analysis.columns import totals
from graph.network import Floats, Index

Numbers = npt.NDArray[np.int64]


def _none() -> Index:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices:
    """What areas choose from, and what sites are drawn on.

    Attributes
    ----------
    choice
        For each area the sum of the weights of the sites with supply that it reaches.
    drawn
        For each site, ``sum_i P_i G_ij w_ij``; 0 or meaningless where it has no supply.
    sites
        The sites whose share for each young person may differ from before, ascending.
    """

    choice: Floats
    drawn: Floats
    sites: Index = field(default_factory=_none)


def choices_of(pairs: Catchments, people: Floats, supply: Floats) -> Choices:
    """The choices among all sites with supply.

    Parameters
    ----------
    pairs
        Areas on the left, sites on the right, with the weights of the decay.
    people, supply
        Of the areas and of the sites.
    """
    choice = pairs.to_left((supply > 0).astype(np.float64))
    every = np.arange(len(supply), dtype=np.int32)
    return Choices(choice=choice, drawn=_squares(pairs.turned, every, shares(people, choice)))


def choices_after(
    pairs: Catchments,
    people: Floats,
    supply: Floats,
    before: Choices,
    edit: Mapping[int, float],
) -> Choices:
    """The choices once some sites offer other place-hours.

    Parameters
    ----------
    pairs, people
        As for :func:`choices_of`.
    supply, before
        Before the edit.
    edit
        Place-hours a week by site.
    """
    present = supply > 0
    edited = np.array(sorted(edit), dtype=np.int32)
    opened = np.array([edit[int(site)] > 0 for site in edited], dtype=bool)
    turns = edited[present[edited] != opened]
    present[edited] = opened
    choosing = _reached(pairs.turned, turns)
    choice, drawn = before.choice.copy(), before.drawn.copy()
    # Summed anew, not added to: what is left of a large sum would be mostly rounding.
    choice[choosing] = _sums(pairs, choosing, present.astype(np.float64))
    sites = np.union1d(_reached(pairs, choosing), edited).astype(np.int32)
    drawn[sites] = _squares(pairs.turned, sites, shares(people, choice))
    return Choices(choice=choice, drawn=drawn, sites=sites)


def hours_near(pairs: Catchments, chosen: Choices, supply: Floats) -> tuple[Index, Floats]:
    """Hours a week of the areas that reach any of ``chosen.sites``: positions, and hours."""
    areas = _reached(pairs.turned, chosen.sites)
    ratio = shares(supply, chosen.drawn)
    return areas, shares(_squares(pairs, areas, ratio), chosen.choice[areas])


def _reached(pairs: Catchments, rows: Index) -> Index:
    """The places on the right within reach of any of some on the left, ascending."""
    found, _ = _pairs_of(pairs, rows)
    return np.unique(pairs.right[found]).astype(np.int32)


def _sums(pairs: Catchments, rows: Index, values: Floats, *, power: int = 1) -> Floats:
    """For some places on the left, the weighted sum of values of those on the right."""
    found, place = _pairs_of(pairs, rows)
    return totals(place, pairs.weight[found] ** power * values[pairs.right[found]], len(rows))


def _squares(pairs: Catchments, rows: Index, values: Floats) -> Floats:
    """As :func:`_sums`, with the squares of the weights."""
    return _sums(pairs, rows, values, power=2)


def _pairs_of(pairs: Catchments, rows: Index) -> tuple[Numbers, Numbers]:
    """Which pairs belong to some places on the left, and to which of them each."""
    counts = pairs.starts[rows + 1] - pairs.starts[rows]
    place = np.repeat(np.arange(len(rows)), counts)
    before = np.cumsum(counts) - counts
    found: Numbers = pairs.starts[rows][place] + np.arange(len(place)) - before[place]
    return found, place
