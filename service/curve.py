"""The curve of inequality as a picture and as the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.gaps.inequality import Curve
from service.formats import percent

SIZE = 220
"""Length of an axis in the picture's own units."""

MOST_POINTS = 101
EVEN = 0.02
"""An index nearer to 0 than this is told as no difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveChart:
    """What the page shows of a concentration curve.

    Attributes
    ----------
    index
        The concentration index.
    sentence
        What it means.
    points, area
        The curve for an SVG polyline, and the same closed along the diagonal.
    tenths
        Share of young people from the most deprived on, and the share of all hours within
        reach that they have.
    """

    index: float
    sentence: str
    points: str
    area: str
    tenths: tuple[tuple[float, float], ...]


def curve_chart(curve: Curve | None) -> CurveChart | None:
    """The picture of a curve; None where there is none."""
    if curve is None:
        return None
    people, access = curve.people, curve.access
    if len(people) > MOST_POINTS:
        people = np.linspace(0.0, 1.0, MOST_POINTS)
        access = curve.at(people)
    corners = [
        f"{SIZE * x:.1f},{SIZE * (1 - y):.1f}"
        for x, y in zip(people.tolist(), access.tolist(), strict=True)
    ]
    tenths = curve.tenths
    return CurveChart(
        index=curve.index,
        sentence=_sentence(curve.index, dict(tenths)[0.5]),
        points=" ".join(corners),
        area=" ".join([*corners, f"0,{SIZE}"]),
        tenths=tenths,
    )


def _sentence(index: float, half: float) -> str:
    shared = f"The more deprived half of the young people have {percent(half)} of all the hours "
    if abs(index) < EVEN:
        return f"{shared}within reach: access lies almost evenly along deprivation."
    more = "less deprived" if index > 0 else "more deprived"
    return f"{shared}within reach: on the whole the {more} have more."
