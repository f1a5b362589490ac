"""Imports of a country's areas with their outlines, beside parsing and writing them bare."""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely
from neo4j import Driver, GraphDatabase

from benchmarks.measuring import Row, Spread, seconds
from benchmarks.settlement import DATA
from graph.model import Area, AreaKind, Boundary
from graph.store import Store, open_store
from graph.store.rows import row_of
from graph.store.statements import statement
from graph.store.writing import ROWS_AT_ONCE
from service.imports import import_boundaries

BUNDLE = DATA / "geo" / "boundaries" / "england_lsoa21_boundaries_by_lad.tar.xz"
DRAWN_FILES, DRAWN_AREAS, CORNERS = 299, 33_755, 30
MOST_SECONDS = 60.0
REPEATS = 2


def boundaries_of_england() -> Row:
    """England's small areas with their outlines, out of a file for each district, into a graph."""
    ours: list[float] = []
    others: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder))
        rows = _rows(files)
        for turn in range(REPEATS):
            for which in ("ours", "other") if turn % 2 else ("other", "ours"):
                with _graph() as (store, driver):
                    if which == "ours":
                        ours.append(seconds(lambda store=store: _import(store, files)))  # type: ignore[misc]
                    else:
                        others.append(seconds(lambda driver=driver: _bare(driver, files, rows)))  # type: ignore[misc]
    number = len(rows["area/create"])
    whence = "of the open bundle" if BUNDLE.exists() else "drawn, because the bundle is absent,"
    return Row(
        name="Import of England's small areas with outlines",
        unit="seconds",
        ours=Spread.of(ours),
        other=Spread.of(others),
        ratio=Spread.of([other / one for one, other in zip(ours, others, strict=True)]),
        target=f"under {MOST_SECONDS:g} seconds",
        met=Spread.of(ours).median < MOST_SECONDS,
        note=(
            f"`hedgerow import boundaries --add-missing` of {number:,} areas {whence} in "
            f"{len(files)} GeoJSON files into an empty embedded graph, from the files to the "
            "commit: checked, mended, rounded, and their lying in each other measured; the other "
            "parses the same files with `json` and creates the same nodes from rows made "
            f"beforehand, {ROWS_AT_ONCE:,} at once, in one transaction"
        ),
        digits=1,
    )


def _import(store: Store, files: Sequence[Path]) -> None:
    import_boundaries(store, files, by="bench", add_missing=True)


def _files(folder: Path) -> list[Path]:
    """A GeoJSON file for each district: the open ones, or squares where they are absent."""
    if BUNDLE.exists():
        with tarfile.open(BUNDLE) as packed:
            packed.extractall(folder, filter="data")
        return sorted(folder.rglob("*.geojson"))
    each = -(-DRAWN_AREAS // DRAWN_FILES)
    found = []
    for number in range(DRAWN_FILES):
        path = folder / f"{number}.geojson"
        features = [
            _drawn(at) for at in range(number * each, min(DRAWN_AREAS, (number + 1) * each))
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        found.append(path)
    return found


def _drawn(at: int) -> dict[str, Any]:
    east, north = -5.0 + (at % 200) * 0.03, 50.5 + (at // 200) * 0.02
    circle = shapely.Point(east, north).buffer(0.009, quad_segs=CORNERS // 4)
    properties = {"LSOA21CD": f"E01{at:06d}", "LSOA21NM": f"Somewhere {at:05d}A"}
    return {"type": "Feature", "properties": properties, "geometry": circle.__geo_interface__}


def _rows(files: Sequence[Path]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the same areas and outlines, by the statement that creates them."""
    areas: dict[str, Area] = {}
    boundaries: dict[str, Boundary] = {}
    for path in files:
        for feature in json.loads(path.read_bytes())["features"]:
            code = feature["properties"]["LSOA21CD"]
            name = feature["properties"]["LSOA21NM"]
            areas[code] = Area(id=code, name=name, kind=AreaKind.LSOA)
            geometry = json.dumps(feature["geometry"])
            boundaries[code] = Boundary(area_id=code, geometry=geometry)
    return {
        "area/create": [row_of(area) for area in areas.values()],
        "boundary/create": [row_of(boundary) for boundary in boundaries.values()],
    }


@contextmanager
def _graph() -> Iterator[tuple[Store, Driver]]:
    """An empty embedded graph: through the store, and through a driver of its own."""
    with tempfile.TemporaryDirectory() as folder, open_store(data=Path(folder)) as store:
        place = store._connection.place
        with GraphDatabase.driver(place.uri, auth=(place.username, place.password)) as driver:
            yield store, driver


def _bare(driver: Driver, files: Sequence[Path], rows: dict[str, list[dict[str, Any]]]) -> None:
    """Parse without a check, and write with the driver alone."""
    for path in files:
        json.loads(path.read_bytes())
    with driver.session() as session, session.begin_transaction() as transaction:
        for name, listed in rows.items():
            for start in range(0, len(listed), ROWS_AT_ONCE):
                part = listed[start : start + ROWS_AT_ONCE]
                transaction.run(statement(name), rows=part).consume()
        transaction.commit()
