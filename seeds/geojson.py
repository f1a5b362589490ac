"""GeoJSON documents, whatever they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from seeds.files import contents, text_of
from seeds.overpass import geojson_of, is_overpass
from seeds.reading import refusal

# What a document may hold is counted before it is parsed: a few packed kilobytes can
# unfold into lists and objects of many gigabytes. All of England's boundaries have about
# 2 million positions; 8 million lists cost about 1 GB once they are parsed.
MARKS = {b"[": 8_000_000, b"{": 2_000_000, b",": 24_000_000}
_CRS = re.compile(
    r"EPSG:\d{4,6}"
    r"|OGC:CRS84"
    r"|urn:(?:x-)?ogc:def:crs:EPSG:[\w.]*:\d{4,6}"
    r"|urn:(?:x-)?ogc:def:crs:OGC:[\w.]*:CRS84"
    r"|https?://www\.opengis\.net/def/crs/(?:EPSG/[\w.]+/\d{4,6}|OGC/[\w.]+/CRS84)",
    re.IGNORECASE | re.ASCII,
)


def geojson(path: Path) -> dict[str, Any]:
    """A GeoJSON document with its list of ``features``; a single feature becomes a list of one.

    What Overpass answers as JSON of its own is read as GeoJSON too.

    Raises
    ------
    FileRefused
        It is not sound JSON, not GeoJSON, or larger than the limits.
    """

    def refuse(word: str) -> NoReturn:
        raise ValueError(f"{word} is not a number in JSON")

    try:
        document = json.loads(_text(path), parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise refusal(
            path.name,
            f"The file is not sound JSON from line {error.lineno:,} on ({error.msg}); "
            "it may be cut off.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise refusal(path.name, f"The file is not sound JSON ({type(error).__name__}).") from error
    if is_overpass(document):
        return geojson_of(document)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Feature":
        document = {**document, "features": [document]}
    elif kind == "Topology":
        raise refusal(path.name, "This is TopoJSON; save it as GeoJSON.")
    elif kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise refusal(path.name, "This is not GeoJSON: it has no list of features.")
    return dict(document)


def _text(path: Path) -> str:
    """The document's text, where parsing it cannot fill the memory."""
    data = contents(path)
    for mark, most in MARKS.items():
        found = data.count(mark)
        if found > most:
            raise refusal(
                path.name,
                f"The file has {found:,} “{mark.decode()}”; at most {most:,} are read. Split it, "
                "or take simplified outlines.",
            )
    return text_of(path.name, data)


def declared_crs(file: str, document: Mapping[str, Any]) -> str:
    """The reference system that a GeoJSON declares in its ``crs`` member, empty for none.

    Only names of known systems are taken. PROJ reads definitions too, and one
    of those may name files on this computer, such as a grid of shifts.

    Raises
    ------
    FileRefused
        The member is there and does not name one.
    """
    crs = document.get("crs")
    if crs is None:
        return ""
    name = crs.get("properties", {}) if isinstance(crs, dict) else {}
    name = name.get("name") if isinstance(name, dict) else None
    if not isinstance(name, str) or not name or len(name) > 5_000:
        raise refusal(
            file, "The “crs” member names no reference system; write EPSG:4326.", column="crs"
        )
    if not _CRS.fullmatch(name):
        raise refusal(
            file,
            f"“{name[:80]}” is not the name of a reference system; write EPSG:4326 (longitude and "
            "latitude), EPSG:27700 (British grid) or urn:ogc:def:crs:OGC:1.3:CRS84.",
            column="crs",
        )
    return name
