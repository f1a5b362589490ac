"""Rows as a GeoPackage: one layer a list, in degrees (EPSG:4326), and a table that says whose."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas.geodataframe import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from shapely.geometry.base import BaseGeometry

from service.exports import Sheet, flat
from service.sheets.meanings import MEANINGS, meaning
from service.taking.about import HEADINGS, About

Layer = tuple[Sheet[Any], Iterable[Any], Mapping[str, str]]
"""A list, its rows, and outlines as GeoJSON geometry texts by row id."""

MEDIA_TYPE = "application/geopackage+sqlite3"
DEGREES = "EPSG:4326"


def geopackage_bytes(layers: Sequence[Layer], told: About) -> bytes:
    """The layers as a GeoPackage, in memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        write_geopackage(path, layers, told)
        return path.read_bytes()


def write_geopackage(path: Path, layers: Sequence[Layer], told: About) -> None:
    """Write lists as layers of a GeoPackage that is not there yet.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    try:
        for sheet, rows, outlines in layers:
            frame = _frame(sheet, list(rows), outlines)
            frame.to_file(path, layer=sheet.name, driver="GPKG", engine="pyogrio", **_how(frame))
        lines = [[flat(cell) for cell in line] for line in told.rows]
        table = GeoDataFrame(pd.DataFrame(lines, columns=HEADINGS))
        table.to_file(path, layer="about", driver="GPKG", engine="pyogrio")
    except (DataSourceError, DataLayerError, FeatureError) as problem:
        raise OSError(f"GDAL says: {str(problem)[:200]}") from problem


def _how(frame: Any) -> dict[str, Any]:
    kinds = set(frame.geometry.geom_type.dropna())
    return {"geometry_type": "Point" if kinds <= {"Point"} else "Unknown"}


def _frame(sheet: Sheet[Any], rows: list[Any], outlines: Mapping[str, str]) -> Any:
    columns: dict[str, Any] = {}
    for column in sheet.columns:
        cells = [flat(column.cell(row)) for row in rows]
        # A GeoPackage has a number of its own for each row under the name “fid” and its like.
        name = f"{column.heading}_" if column.heading.lower() in ("fid", "geom") else column.heading
        columns[name] = _typed(cells, _kind(sheet.name, column.heading))
    shapes = [_shape(sheet, row, outlines) for row in rows]
    return GeoDataFrame(columns, geometry=shapes, crs=DEGREES)


def _kind(sheet: str, heading: str) -> type:
    known = heading in MEANINGS or f"{sheet}.{heading}" in MEANINGS
    return meaning(sheet, heading).kind if known else str


def _typed(cells: list[Any], kind: type) -> Any:
    if kind is int:
        return pd.array(cells, dtype="Int64")
    if kind is float:
        return np.array([math.nan if cell is None else cell for cell in cells], dtype=np.float64)
    return pd.array([None if cell is None else str(cell) for cell in cells], dtype=object)


def _shape(sheet: Sheet[Any], row: Any, outlines: Mapping[str, str]) -> BaseGeometry | None:
    text = outlines.get(str(sheet.columns[0].cell(row))) if outlines else None
    if text:
        return shapely.from_geojson(text)
    longitude, latitude = sheet.position(row)
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        return None
    return shapely.Point(round(longitude, 6), round(latitude, 6))
