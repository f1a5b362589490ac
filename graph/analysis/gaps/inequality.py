"""Inequality: how access lies along deprivation, as a curve and as one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network import Floats

TENTHS = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """A concentration curve: young people from the most deprived on, and the access they have.

    Attributes
    ----------
    people
        Cumulative share of young people, 0 to 1, rising; one point more than there are
        steps of deprivation.
    access
        Cumulative share of all hours within reach that they have, 0 to 1, never falling.
    """

    people: Floats
    access: Floats

    @property
    def index(self) -> float:
        """The concentration index: 1 less twice the area below the curve, -1 to 1.

        Above 0 the less deprived have more, and the curve lies below the diagonal; below 0
        the more deprived have more.
        """
        steps = np.diff(self.people)
        below = steps @ (self.access[:-1] + self.access[1:]) / 2
        return float(1.0 - 2.0 * below)

    def at(self, people: Floats) -> Floats:
        """The share of access that some shares of young people have, by straight lines."""
        return np.interp(people, self.people, self.access)

    @property
    def tenths(self) -> tuple[tuple[float, float], ...]:
        """Share of young people and share of access, after each tenth of the young people."""
        marks = np.arange(1, TENTHS + 1) / TENTHS
        return tuple(zip(marks.tolist(), self.at(marks).tolist(), strict=True))


def concentration_curve(hours: Floats, people: Floats, deprivation: Floats) -> Curve | None:
    """How access lies along deprivation.

    Areas are ranked from the most deprived on; those that are deprived alike share one step
    of the curve. Weighted by young people. The area between the curve and the diagonal,
    doubled, is the concentration index ``2 cov(hours, rank) / mean(hours)`` (Kakwani,
    Wagstaff and van Doorslaer 1997, Journal of Econometrics 77, 87-103; the curve as in
    Wagstaff, Paci and van Doorslaer 1991, Social Science & Medicine 33, 545-557).

    Parameters
    ----------
    hours, people, deprivation
        One entry an area; deprivation is higher for more, NaN where not known. Areas
        without young people or without deprivation are left out.

    Returns
    -------
    Curve or None
        None where deprivation is known of fewer than two areas with young
        people, does not differ, or nobody has any access.
    """
    known = ~np.isnan(deprivation) & (people > 0)
    if known.sum() < 2:
        return None
    total = people[known] * hours[known]
    steps, group = np.unique(-deprivation[known], return_inverse=True)
    if total.sum() <= 0 or len(steps) < 2:
        return None
    weight, reached = (
        np.bincount(group, weights=values) / values.sum() for values in (people[known], total)
    )
    return Curve(people=_summed(weight), access=_summed(reached))


def _summed(shares: Floats) -> Floats:
    """Cumulative shares from 0 to exactly 1."""
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    answer: Floats = np.clip(sums / sums[-1], 0.0, 1.0)
    return answer


def concentration_index(hours: Floats, people: Floats, deprivation: Floats) -> float | None:
    """How unequally access lies along deprivation, -1 to 1; None where it cannot be told."""
    curve = concentration_curve(hours, people, deprivation)
    return None if curve is None else curve.index
