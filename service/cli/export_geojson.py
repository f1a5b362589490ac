"""``hedgerow export geojson``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from service.cli.exporting import LAYERS, outlines_of, placed_lists, say
from service.cli.new_file import NewFile, whole
from service.cli.opening import opened
from service.exports import feature_collection


@click.command("geojson")
@LAYERS
@click.argument("path", type=NewFile(".geojson", ".json"))
def export_geojson(path: Path, layers: tuple[str, ...]) -> None:
    """Write whatever has a place as GeoJSON; the property “layer” says which list a row is of."""
    with opened() as store:
        network = store.snapshot()
        lists = placed_lists(store, network, layers)
        with whole(path) as draft, draft.open("w", encoding="utf-8") as out:
            out.write('{"type": "FeatureCollection", "features": [')
            between = "\n"
            for one in lists:
                made = feature_collection(one.sheet, one.rows, outlines_of(store, one))
                for feature in made["features"]:
                    feature["id"] = f"{one.name}/{feature['id']}"
                    feature["properties"] = {"layer": one.name, **feature["properties"]}
                    out.write(between + json.dumps(feature, ensure_ascii=False, allow_nan=False))
                    between = ",\n"
            out.write("\n]}\n")
    say(path, lists)
