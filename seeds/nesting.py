"""Outlines of which one part lies inside another: the same land twice, or a hole that was lost.

Some programs write a hole that touches its outline as one more part. What else the file holds
tells which it is: where another area fills the inner part, it is a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from seeds.reading import counted, first_few

FILLED_SHARE = 0.5
"""Share of an inner part that other areas must cover for it to be a hole."""


class Neighbours:
    """The other outlines of a file."""

    def __init__(self, outlines: Sequence[Polygon | MultiPolygon]) -> None:
        self._shapes: Any = np.array(outlines, dtype=object)
        self._tree = shapely.STRtree(self._shapes)

    def fill(self, part: Polygon) -> bool:
        """Whether others cover at least :data:`FILLED_SHARE` of a part."""
        near = self._shapes[self._tree.query(part, predicate="intersects")]
        covered = float(np.sum(shapely.area(shapely.intersection(near, part))))
        return covered >= FILLED_SHARE * part.area > 0


def unnested(
    parts: Sequence[Polygon], neighbours: Neighbours
) -> tuple[Polygon | MultiPolygon, int, int] | None:
    """One sound outline out of parts of which some lie inside others.

    Parameters
    ----------
    parts
        Polygons, each sound by itself.
    neighbours
        What tells a hole from land that is drawn twice.

    Returns
    -------
    tuple or None
        The outline, how many inner parts are holes, and how many are land of the outer part
        already; None where the parts are broken in another way too.
    """
    kept: list[Any] = []
    holes = twice = 0
    for part in sorted(parts, key=lambda one: -one.area):
        outer = next((at for at, one in enumerate(kept) if one.covers(part)), None)
        if outer is None:
            kept.append(part)
        elif neighbours.fill(part):
            kept[outer] = kept[outer].difference(part)
            holes += 1
        else:
            twice += 1
    whole: Any = kept[0] if len(kept) == 1 else shapely.multipolygons(shapely.get_parts(kept))
    if not whole.is_valid or not isinstance(whole, Polygon | MultiPolygon):
        return None
    return whole, holes, twice


@dataclass(slots=True)
class Unnested:
    """The outlines of one file that were put right, by row, and how."""

    rows: list[str]
    holes: int = 0
    twice: int = 0

    def add(
        self, row: int, parts: Sequence[Polygon], neighbours: Neighbours
    ) -> Polygon | MultiPolygon | None:
        """Put one outline right; None where it is broken in another way too."""
        answer = unnested(parts, neighbours)
        if answer is None:
            return None
        self.rows.append(str(row))
        self.holes += answer[1]
        self.twice += answer[2]
        return answer[0]

    def note(self, file: str) -> str:
        """What was done, in a sentence."""
        outlines = counted(len(self.rows), "outline has", "outlines have")
        holes = counted(self.holes, "of those parts was", "of those parts were")
        return (
            f"{file}: {outlines} parts inside other parts (row {first_few(self.rows, 8)}); "
            f"{holes} read as holes, because other areas of the file fill them, and "
            f"{self.twice:,} as land of the part around."
        )
