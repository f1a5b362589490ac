"""The map of where next: halls that could open by number, and whom they would newly reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.analysis.new_session import NewSession
from graph.analysis.where_next import WhereNext
from maps.elements import FetchedLayer, FetchedMap, Json, layer_control
from maps.features import collection, known, point_feature, position
from maps.grounds import Ground, bare_map, labels, row_badges
from maps.legends import NOBODY, Legend, Swatch

LIFTED = Swatch(label="All of those short would be lifted", colour="#1f6b4a")
PARTLY = Swatch(label="Some of those short would be lifted", colour="#8fc7a8")
SHORT = Swatch(label="Short, and not reached by these sessions", colour="#e8b98a")
ENOUGH = Swatch(label="At the standard today", colour="#fbfbf7")
CLASSES = (LIFTED, PARTLY, SHORT, ENOUGH)
HALL = Swatch(label="A hall, numbered as in the table", number=True)

ALL_OF_THEM = 0.995
"""The share lifted from which an area counts as lifted whole."""


def where_next_legend() -> Legend:
    """What the colours mean."""
    return Legend(title="Young people below the standard", swatches=(HALL, *CLASSES))


def where_next_map(ground: Ground, *, data: str, href: str) -> FetchedMap:
    """Areas by how many of those short would be lifted; halls by number."""
    made = bare_map("where_next", ground)
    areas: dict[str, Json] = {
        "shapes": ground.shapes,
        "data": data,
        "tiled": ground.tiled,
        "swatches": [own.options() for own in CLASSES],
        "unmapped": NOBODY.options(),
        "nobody": NOBODY.options(),
        "lines": ["{1}"],
        "href": "/areas/{id}",
        "link": "See this area",
    }
    made.add_child(FetchedLayer("areas", "areas", areas))
    labels(made, ground)
    made.add_child(row_badges(data, href))
    made.add_child(layer_control())
    return made


def lifted_values(found: WhereNext, outlined: frozenset[str]) -> dict[str, Any]:
    """For each demand area its class and how many would be lifted; positions of those undrawn."""
    network = found.served.network
    values, points = {}, {}
    rows = zip(
        found.served.areas.tolist(),
        found.short.tolist(),
        found.lifted.tolist(),
        strict=True,
    )
    for row, short, lifted in rows:
        id = network.areas.id[row]
        values[id] = [_class_of(short, lifted), _words(short, lifted)]
        longitude, latitude = network.areas.longitude[row], network.areas.latitude[row]
        if id not in outlined and known(longitude, latitude):
            points[id] = [network.areas.name[row], *position(longitude, latitude)]
    return {"areas": values, "points": points}


def _class_of(short: float, lifted: float) -> int:
    if short <= 0:
        return CLASSES.index(ENOUGH)
    if lifted >= ALL_OF_THEM * short:
        return CLASSES.index(LIFTED)
    return CLASSES.index(PARTLY if lifted > 0 else SHORT)


def _words(short: float, lifted: float) -> str:
    if short <= 0:
        return "At the standard today"
    return f"{round(lifted):,} of {round(short):,} young people short would be lifted"


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
