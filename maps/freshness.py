"""The map of freshness: areas by the share of their rows that was checked within a year."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.analysis.freshness import Tally
from graph.network import Network
from maps.elements import FetchedMap, layer_control
from maps.features import known, position
from maps.grounds import Ground, bare_map, labels, shaded
from maps.legends import UNMAPPED, Legend, Scale, Swatch
from maps.shading import Shading, classes, line

SCALE = Scale(
    edges=(0.25, 0.5, 0.75),
    swatches=(
        Swatch(label="Under a quarter checked", colour="#f6f2e3"),
        Swatch(label="A quarter to a half", colour="#a9d6b8"),
        Swatch(label="A half to three quarters", colour="#559f78"),
        Swatch(label="Three quarters or more", colour="#1f6b4a"),
    ),
)
LINES = ("{1} rows were checked within a year", "{2} of {3} were not")


def freshness_legend() -> Legend:
    """What the colours mean."""
    return Legend(title="Rows checked within a year", swatches=(*SCALE.swatches, UNMAPPED))


def share_in_words(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.0f} in 100"


def freshness_shading(tally: Tally) -> Shading:
    """What colours the areas; one without any row is not mapped yet."""
    rows = tally.total.astype(np.float64)
    return Shading(
        rows=tally.rows,
        number=tally.share_checked,
        people=rows,
        unmapped=tally.total == 0,
        sums=(rows - tally.counts[:, :2].sum(axis=1),),
    )


def freshness_values(network: Network, tally: Tally, outlined: frozenset[str]) -> dict[str, Any]:
    """For each of a few areas its class and words; positions of those without an outline."""
    areas, shading = network.areas, freshness_shading(tally)
    values, points = {}, {}
    for place, number in enumerate(classes(shading, SCALE).tolist()):
        row = int(shading.rows[place])
        id, longitude, latitude = areas.id[row], areas.longitude[row], areas.latitude[row]
        values[id] = [number, *line(shading, place, share_in_words)]
        if id not in outlined and known(longitude, latitude):
            points[id] = [areas.name[row], *position(longitude, latitude)]
    return {"areas": values, "points": points}


def freshness_map(ground: Ground, *, data: str, values: str) -> FetchedMap:
    """Areas by the share of their rows that was checked within a year.

    ``data`` is the address of :func:`freshness_values`, ``values`` that of the levels of a
    large map.
    """
    made = bare_map("freshness", ground)
    shaded(made, ground, data=data, values=values, scale=SCALE, lines=LINES, href="/areas/{id}")
    labels(made, ground)
    made.add_child(layer_control())
    return made
