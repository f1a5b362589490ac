"""The map of where next: halls that could open by number, and whom they would newly reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.analysis.where_next import WhereNext
from graph.analysis.where_next.new_session import NewSession
from maps.elements import FetchedMap, layer_control
from maps.features import collection, known, point_feature, position
from maps.grounds import Ground, bare_map, labels, row_badges, shaded
from maps.legends import NOBODY, Legend, Scale, Swatch
from maps.shading import Shading, classes, line

SCALE = Scale(
    edges=(1e-9, 1 / 3, 2 / 3),
    swatches=(
        Swatch(label="None of its young people newly reached", colour="#f6f2e3"),
        Swatch(label="Under a third newly reached", colour="#a9d6b8"),
        Swatch(label="A third to two thirds newly reached", colour="#559f78"),
        Swatch(label="Two thirds or more newly reached", colour="#1f6b4a"),
    ),
)
HALL = Swatch(label="A hall, numbered as in the table", number=True)
LINES = (
    "{1} of its young people newly brought up to the standard",
    "{2} would be, of {3} who are below it today",
)


def where_next_legend() -> Legend:
    """What the colours mean."""
    return Legend(
        title="Young people brought up to the standard", swatches=(HALL, *SCALE.swatches, NOBODY)
    )


def share_in_words(share: float) -> str:
    """A share as people read it; some are never told as none."""
    return "Some" if 0 < share < 0.005 else f"{100 * share:.0f} in 100"


def where_next_map(ground: Ground, *, data: str, values: str, href: str) -> FetchedMap:
    """Areas by how many of their young people would be lifted; halls by number.

    Addresses: ``data`` of :func:`lifted_values` and :func:`hall_badges`, ``values`` of
    the levels of a large map.
    """
    made = bare_map("where_next", ground)
    shaded(
        made,
        ground,
        data=data,
        values=values,
        scale=SCALE,
        lines=LINES,
        href="/areas/{id}",
    )
    labels(made, ground)
    made.add_child(row_badges(data, href))
    made.add_child(layer_control())
    return made


def lifted_shading(found: WhereNext) -> Shading:
    """What colours the areas: the share of all their young people who would be lifted."""
    people = found.served.people
    return Shading(
        rows=found.served.areas,
        number=np.divide(found.lifted, people, out=np.zeros(len(people)), where=people > 0),
        people=people,
        unmapped=np.zeros(len(people), dtype=bool),
        sums=(found.lifted, found.short),
    )


def lifted_values(found: WhereNext, outlined: frozenset[str]) -> dict[str, Any]:
    """For each of a few demand areas its class and words; positions of those without outline."""
    areas, shading = found.served.network.areas, lifted_shading(found)
    values, points = {}, {}
    for place, number in enumerate(classes(shading, SCALE).tolist()):
        row = int(shading.rows[place])
        id, longitude, latitude = areas.id[row], areas.longitude[row], areas.latitude[row]
        values[id] = [number, *line(shading, place, share_in_words)]
        if id not in outlined and known(longitude, latitude):
            points[id] = [areas.name[row], *position(longitude, latitude)]
    return {"areas": values, "points": points}


def lifted_positions(found: WhereNext, rows: Sequence[NewSession]) -> list[tuple[float, float]]:
    """Longitude and latitude of the areas whose young people some sessions would lift."""
    areas = found.served.network.areas
    ids = {one.area_id for row in rows for one in row.areas}
    at = [areas.row(id) for id in sorted(ids)]
    return [(float(areas.longitude[row]), float(areas.latitude[row])) for row in at]


def hall_badges(rows: Sequence[NewSession]) -> dict[str, Any]:
    """The numbered marks of the halls."""
    return collection(
        point_feature(
            row.longitude,
            row.latitude,
            {
                "row": row.id,
                "rank": row.rank,
                "title": row.hall,
                "lines": [
                    f"Kept by {row.keeper}",
                    f"Free {row.free}",
                    f"Would lift {round(row.lifted):,} young people",
                ],
            },
        )
        for row in rows
        if known(row.longitude, row.latitude)
    )
