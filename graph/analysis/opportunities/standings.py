"""How an asset stands to a request, aspect by aspect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import Term
from graph.network import Flags, Floats


class Standing(Term):
    """How one aspect of an asset stands to a request, best first."""

    FITS = "fits", "Fits"
    PARTLY = "partly", "Fits in part"
    ASK = "ask", "Not known: ask"
    FAILS = "fails", "Does not fit"

    @property
    def number(self) -> int:
        """Its place among the standings, as columns hold it."""
        return STANDINGS.index(self)


STANDINGS = tuple(Standing)


class Aspect(Term):
    """What of an asset is held against a request."""

    ABOUT = "about", "What it is"
    TIME = "time", "When"
    PLACE = "place", "Where"
    CAPACITY = "capacity", "How many it holds"
    AMOUNT = "amount", "How much"
    BORROWER = "borrower", "Who may use it"
    COST = "cost", "What it costs"
    STEP_FREE = "step_free", "Getting in"


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One aspect of some assets: numbers of :data:`STANDINGS`, and points of effort."""

    standing: npt.NDArray[np.int8]
    points: Floats


def column_of(
    cases: Iterable[tuple[Flags, Standing, float]], size: int, *, more: Floats | None = None
) -> Column:
    """A column out of cases, each with whom it holds for, the standing, and the points.

    Parameters
    ----------
    size
        How many assets; one that no case holds for fits.
    more
        Further points of each.
    """
    standing = np.zeros(size, dtype=np.int8)
    points = np.zeros(size) if more is None else more.copy()
    for holds, which, much in cases:
        standing[holds] = which.number
        points[holds] += much
    return Column(standing=standing, points=points)
