"""Outlines out of GeoJSON and GeoPackage: in degrees, sound, to 6 decimals, or refused by row.

A ring that is not closed, has too few points or really crosses itself is
refused. One rule mends: where an outline touches or crosses itself by a hair
(coordinates rounded by whoever made the file), so that putting it right
changes its area by at most a thousandth, it is put right and a note says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pyogrio
import shapely
from shapely.geometry import MultiPolygon, Polygon

from graph.errors import InvalidData
from graph.model.things import EAST, NORTH, SOUTH, WEST
from graph.projection import degrees_from
from seeds.files import format_within
from seeds.geojson import declared_crs, geojson
from seeds.nesting import Neighbours, Unnested
from seeds.reading import STEP, Faults, Progress, counted, first_few, refusal
from seeds.rings import Broken, Positions, polygons_of
from seeds.shapefiles import holds_shapefile, unpacked

Outline = Polygon | MultiPolygon
_gdal: Any = pyogrio  # its functions carry no types

MENDED_SHARE = 0.001
DECIMALS = 6
FEATURES = 200_000
GEOPACKAGE_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a boundary file: its number from 1, its properties, its outline in degrees."""

    row: int
    properties: Mapping[str, Any]
    outline: Outline


@dataclass(slots=True)
class Outlines:
    """The features of one file, and what was assumed in reading them."""

    file: str
    features: list[Feature] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_outlines(path: Path, *, progress: Progress | None = None) -> Outlines:
    """Read the polygons of a GeoJSON (also .gz, .xz, .zip), GeoPackage or zipped shapefile.

    Raises
    ------
    FileRefused
        It is neither, declares no reference system and is not in degrees, or
        any feature has no sound outline in Great Britain.
    """
    kind = format_within(path, most=GEOPACKAGE_BYTES)
    if kind == "geopackage":
        raw = _Raw.of_geopackage(path)
    elif kind == "text":
        raw = _Raw.of_geojson(path)
    elif kind == "zip" and holds_shapefile(path):
        raw = _Raw.of_shapefile(path)
    else:
        raise refusal(
            path.name,
            "This is not a boundary file; give GeoJSON, GeoPackage (.gpkg) or a shapefile in a "
            ".zip file.",
        )
    return raw.outlines(progress)


class _Nested(Broken):
    """That one part lies inside another; ``parts`` are all of them."""

    def __init__(self, message: str, parts: Sequence[Polygon]) -> None:
        super().__init__(message)
        self.parts = parts


@dataclass(slots=True)
class _Raw:
    """Features as the file has them: polygons as lists of rings, in the file's own system."""

    file: str
    crs: str
    faults: Faults
    rows: list[tuple[int, Mapping[str, Any], list[list[Positions]]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of_geojson(cls, path: Path) -> _Raw:
        document = geojson(path)
        raw = cls(file=path.name, crs=declared_crs(path.name, document), faults=Faults(path.name))
        features = document["features"]
        if len(features) > FEATURES:
            raise refusal(path.name, f"The file has more than {FEATURES:,} features; split it.")
        for row, feature in enumerate(features, start=1):
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if not isinstance(feature, dict) or not isinstance(properties, dict | None):
                raw.faults.add("This is not a GeoJSON feature.", row=row)
                continue
            try:
                polygons = polygons_of(feature.get("geometry"))
            except Broken as error:
                raw.faults.add(str(error), row=row)
            else:
                raw.rows.append((row, properties or {}, polygons))
        return raw

    @classmethod
    def of_geopackage(cls, path: Path) -> _Raw:
        raw = cls(file=path.name, crs="", faults=Faults(path.name))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL warns of extensions that matter to no polygon
            try:
                layers = [str(name) for name, kind in _gdal.list_layers(path) if kind is not None]
            except Exception as error:
                raise refusal(
                    path.name, "This is not a sound GeoPackage, or it is cut off; send it again."
                ) from error
            if len(layers) != 1:
                raise refusal(
                    path.name,
                    f"The GeoPackage has {len(layers)} layers with shapes ({first_few(layers)}); "
                    "save the one that is meant as a file of its own.",
                )
            raw._read_layer(path, layers[0])
        return raw

    @classmethod
    def of_shapefile(cls, path: Path) -> _Raw:
        raw = cls(file=path.name, crs="", faults=Faults(path.name))
        with unpacked(path) as shapes:
            raw._read_layer(shapes, shapes.stem)
        if "nadgrids" in raw.crs.lower():  # which would name a file on this computer
            _no_crs(path.name)
        return raw

    def _read_layer(self, path: Path, layer: str) -> None:
        try:
            meta, _, shapes, columns = _gdal.raw.read(
                path, layer=layer, max_features=FEATURES + 1, force_2d=True
            )
        except Exception as error:
            raise refusal(
                path.name, f"The layer “{layer}” cannot be read; the file is damaged or cut off."
            ) from error
        if len(shapes) > FEATURES:
            raise refusal(path.name, f"The layer has more than {FEATURES:,} features; split it.")
        self.crs = str(meta.get("crs") or "")
        if not self.crs or "undefined" in self.crs.lower():
            _no_crs(self.file)
        names = [str(name) for name in meta["fields"]]
        for at, wkb in enumerate(shapes):
            properties = {name: column[at] for name, column in zip(names, columns, strict=True)}
            try:
                self.rows.append((at + 1, properties, _rings_of_wkb(wkb)))
            except Broken as error:
                self.faults.add(str(error), row=at + 1)

    def outlines(self, progress: Progress | None) -> Outlines:
        if not self.rows and not self.faults:
            raise refusal(self.file, "The file has no features.")
        crs = self.crs or self._assumed()
        found = Outlines(file=self.file, notes=self.notes)
        mended: list[str] = []
        nested: list[tuple[int, Mapping[str, Any], _Nested]] = []
        worst = 0.0
        for done, (row, properties, polygons) in enumerate(self.rows):
            if progress is not None and done % STEP == 0:
                progress(f"Reading {self.file}", done, len(self.rows))
            try:
                outline, change = _sound(_in_degrees(polygons, crs))
            except _Nested as error:
                nested.append((row, properties, error))
                continue
            except Broken as error:
                self.faults.add(str(error), row=row)
                continue
            except InvalidData as error:
                raise refusal(self.file, str(error), column="crs") from error
            found.features.append(Feature(row, properties, outline))
            if change is not None:
                mended.append(str(row))
                worst = max(worst, change)
        self._unnest(nested, found)
        self.faults.raise_any()
        if mended:
            outlines = counted(len(mended), "outline was", "outlines were")
            found.notes.append(
                f"{self.file}: {outlines} put right that touched or crossed itself by a hair "
                f"(row {first_few(mended, 8)}); no area changed by more than {worst:.4%}."
            )
        return found

    def _unnest(
        self, nested: Sequence[tuple[int, Mapping[str, Any], _Nested]], found: Outlines
    ) -> None:
        """Put right the outlines of which one part lies inside another, and say how."""
        if not nested:
            return
        neighbours = Neighbours([feature.outline for feature in found.features])
        told = Unnested(rows=[])
        for row, properties, broken in nested:
            outline = told.add(row, broken.parts, neighbours)
            if outline is None:
                self.faults.add(str(broken), row=row)
            else:
                found.features.append(Feature(row, properties, _rounded(outline)))
        found.features.sort(key=lambda feature: feature.row)
        if told.rows:
            found.notes.append(told.note(self.file))

    def _assumed(self) -> str:
        """WGS84 where every position is a plausible one in degrees; otherwise a refusal."""
        rings = [ring for _, _, polygons in self.rows for polygon in polygons for ring in polygon]
        if rings and not all(np.all(np.abs(ring) <= 180) for ring in rings):
            _no_crs(self.file)
        self.notes.append(
            f"{self.file}: declares no reference system; every position is one in degrees in "
            "Great Britain, so WGS84 was assumed, as RFC 7946 has it."
        )
        return "EPSG:4326"


def _no_crs(file: str) -> NoReturn:
    raise refusal(
        file,
        "The coordinates are not degrees and the file does not declare its reference system "
        "(CRS). Save it again with its CRS (British National Grid is EPSG:27700), or as "
        "EPSG:4326.",
        column="crs",
    )


def _rings_of_wkb(wkb: object) -> list[list[Positions]]:
    if not isinstance(wkb, bytes):
        raise Broken("The feature has no outline.")
    try:
        shape = shapely.from_wkb(wkb)
    except shapely.errors.GEOSException as error:
        raise Broken(f"The outline is broken: {str(error).partition(': ')[2]}.") from error
    if shape is None or shape.is_empty:
        raise Broken("The outline is empty.")
    if not isinstance(shape, Polygon | MultiPolygon):
        raise Broken(f"The feature is a {shape.geom_type}; a boundary is a polygon.")
    return [
        [np.asarray(ring.coords)[:, :2] for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]


def _in_degrees(polygons: Sequence[Sequence[Positions]], crs: str) -> list[list[Positions]]:
    found = []
    for polygon in polygons:
        rings = []
        for ring in polygon:
            longitude, latitude = degrees_from(crs, ring[:, 0], ring[:, 1])
            inside = (longitude >= WEST) & (longitude <= EAST)
            inside &= (latitude >= SOUTH) & (latitude <= NORTH)
            if not inside.all():
                at = int(np.flatnonzero(~inside)[0])
                raise Broken(_outside(float(longitude[at]), float(latitude[at])))
            rings.append(np.column_stack([longitude, latitude]))
        found.append(rings)
    return found


def _outside(longitude: float, latitude: float) -> str:
    swapped = SOUTH <= longitude <= NORTH and WEST <= latitude <= EAST
    hint = " Longitude and latitude look swapped." if swapped else ""
    return (
        f"The position {longitude:.5f}, {latitude:.5f} is outside Great Britain "
        f"(longitude {WEST} to {EAST}, latitude {SOUTH} to {NORTH}).{hint}"
    )


def _sound(polygons: Sequence[Sequence[Positions]]) -> tuple[Outline, float | None]:
    """A valid outline to 6 decimals, and the share by which mending changed it, None for none."""
    parts = [Polygon(rings[0], rings[1:]) for rings in polygons]
    outline: Any = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    change = None
    if not outline.is_valid:
        outline, change = _mended(outline, _ring_area(polygons), parts)
    return _rounded(outline), change


def _rounded(outline: Any) -> Outline:
    """An outline to 6 decimals that is still sound."""
    rounded = shapely.transform(outline, lambda at: np.round(at, DECIMALS))
    if not rounded.is_valid:
        rounded = shapely.set_precision(outline, 10.0**-DECIMALS)
    rounded = _only_polygons(rounded)
    if rounded.is_empty:
        raise Broken("The outline has no area.")
    return rounded


def _mended(outline: Any, ring_area: float, parts: Sequence[Polygon]) -> tuple[Outline, float]:
    why = shapely.is_valid_reason(outline)
    by_structure = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    by_lines = shapely.make_valid(outline)
    changes = [abs(shape.area - ring_area) for shape in (by_structure, by_lines)]
    if not ring_area or max(changes) > MENDED_SHARE * ring_area:
        message = f"The outline is broken: {_in_words(why)}."
        if why.startswith("Nested shells") and all(part.is_valid for part in parts):
            raise _Nested(message, parts)
        raise Broken(message)
    return _only_polygons(by_structure), max(changes) / ring_area


def _in_words(reason: str) -> str:
    what, _, place = reason.partition("[")
    known = {
        "Self-intersection": "it crosses itself",
        "Ring Self-intersection": "a ring touches or crosses itself",
        "Nested shells": "one part lies inside another",
        "Hole lies outside shell": "a hole lies outside the outline",
        "Holes are nested": "a hole lies inside another",
        "Interior is disconnected": "holes cut it in two",
        "Too few points in geometry component": "a ring has too few different points",
        "Duplicate Rings": "a ring stands twice",
    }
    words = known.get(what, what.lower())
    return f"{words} near {place.rstrip(']')}" if place else words


def _ring_area(polygons: Sequence[Sequence[Positions]]) -> float:
    """Area by the shoelace formula, shells less holes; loops the wrong way round count against."""

    def one(ring: Positions) -> float:
        x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
        return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2

    return sum(one(rings[0]) - sum(one(hole) for hole in rings[1:]) for rings in polygons)


def _only_polygons(shape: Any) -> Outline:
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    return MultiPolygon(list(_parts(shape)))


def _parts(shape: Any) -> Iterator[Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon):
            yield part
        elif isinstance(part, MultiPolygon):
            yield from part.geoms
