"""The map of the network: who holds others to it, and the communities that ties make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.analysis.network import Keystone
from maps.elements import FetchedLayer, FetchedMap, Json, layer_control
from maps.features import collection, line_feature, point_feature
from maps.grounds import Ground, bare_map, labels, outline, row_badges
from maps.legends import ROWS, Legend, Swatch

COLOURS = ("#1d5f8a", "#9c3d10", "#1f6b4a", "#7b1e57", "#7a5600", "#2b3a55")
"""Of the largest communities; what is not among them is grey. Names tell them apart as well."""

OTHERS = "#6f777b"
CUT = Swatch(label="Tied to the rest through it alone", colour="#9c3d10", line="dashed")
MOST_LINES = 60
"""Lines drawn for one keystone; the table names them all."""

Position = tuple[float, float]


def network_legend(communities: Sequence[str]) -> Legend:
    """The legend: the communities drawn, by name, then keystones and who hangs on them."""
    named = tuple(
        Swatch(label=name, colour=colour, dot=True)
        for name, colour in zip(communities, COLOURS, strict=False)
    )
    rest = Swatch(label="In a smaller community, or in none", colour=OTHERS, dot=True)
    return Legend(title="Who works with whom", swatches=(*named, rest, ROWS, CUT))


def network_map(ground: Ground, *, data: str, href: str, communities: Sequence[str]) -> FetchedMap:
    """Organisations as dots by community; keystones numbered, with those that they hold."""
    made = bare_map("network", ground, closest=13)
    outline(made, ground)
    labels(made, ground)
    named = [*communities[: len(COLOURS)], "Others"]
    for number, name in enumerate(named):
        last = number == len(named) - 1
        dots: dict[str, Json] = {
            "data": data,
            "part": f"community_{number}",
            "colour": OTHERS if last else COLOURS[number],
        }
        made.add_child(FetchedLayer(f"community_{number}", "dots", dots, name=name))
    styles: dict[str, Json] = {"cut": {"colour": CUT.colour, "line": CUT.line}}
    made.add_child(row_badges(data, href, styles=styles))
    made.add_child(layer_control())
    return made


def keystone_features(
    rows: Sequence[Keystone], positions: Mapping[str, Position]
) -> dict[str, Any]:
    """Keystones as numbers, and when one is chosen, lines to those that it would cut off."""
    features: list[dict[str, Any]] = []
    for rank, row in enumerate(rows, start=1):
        at = positions.get(row.organisation_id)
        if at is None:
            continue
        own = {"row": row.organisation_id, "style": "cut"}
        for id, name in list(zip(row.cut_off_ids, row.cut_off, strict=True))[:MOST_LINES]:
            if (other := positions.get(id)) is not None:
                features.append(line_feature(at, other, {**own, "detail": True}))
                features.append(point_feature(*other, {**own, "detail": True, "end": name}))
        lines = [f"{len(row.cut_off):,} would be cut off without it"]
        if row.losing >= 0.5:
            lines.append(f"{round(row.losing):,} young people would have less within reach")
        words = {"rank": rank, "title": row.organisation, "lines": lines}
        features.append(point_feature(*at, {**own, **words}))
    return collection(features)


def community_points(
    named: Iterable[tuple[str, str, int]], positions: Mapping[str, Position]
) -> dict[str, Any]:
    """Organisations (id, name, number of the community or -1) as dots, a list a community."""
    parts: dict[str, Any] = {
        f"community_{number}": {"kinds": ["organisation"], "points": []}
        for number in range(len(COLOURS) + 1)
    }
    for id, name, number in named:
        if (at := positions.get(id)) is not None:
            drawn = number if 0 <= number < len(COLOURS) else len(COLOURS)
            parts[f"community_{drawn}"]["points"].append(
                [round(at[0], 5), round(at[1], 5), 0, id, name]
            )
    return parts
