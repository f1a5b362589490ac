"""The only reprojection: degrees (EPSG:4326), British grid metres (EPSG:27700), declared others."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer
from pyproj.exceptions import ProjError

from graph.errors import InvalidData

Floats = npt.NDArray[np.float64]

# Definitions that would have PROJ open files: PROJ strings, pipelines, and WKT with a grid file.
# Web Mercator's WKT says "nadgrids=@null", which is no file.
_FILES = re.compile(
    r"\A\s*(?:[+{]|proj\s*=|init\s*=)|grids\s*=(?!\s*@null\b)|PARAMETERFILE", re.IGNORECASE
)

_DEGREES = {"EPSG:4326", "OGC:CRS84", "URN:OGC:DEF:CRS:OGC:1.3:CRS84"}
"""Names of longitude and latitude as they are wanted: nothing is to be done."""


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_grid(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Eastings and northings of positions.

    Parameters
    ----------
    longitude, latitude
        Degrees, EPSG:4326, of one shape; NaN where not known.

    Returns
    -------
    tuple of arrays
        Eastings and northings in metres, of that shape; NaN where a position
        is NaN. Without the national grid-shift file PROJ is within 5 m.
    """
    return _transformed("EPSG:4326", "EPSG:27700", longitude, latitude)


def to_degrees(easting: npt.ArrayLike, northing: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Longitudes and latitudes (EPSG:4326) of grid positions; the reverse of :func:`to_grid`."""
    return _transformed("EPSG:27700", "EPSG:4326", easting, northing)


def degrees_from(crs: str, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Longitudes and latitudes (EPSG:4326) of positions in a declared reference system.

    Parameters
    ----------
    crs
        What a file declares: a name ("EPSG:27700", a URN) or WKT that names no files.
    x, y
        First and second coordinate as maps draw them (east or right, north or
        up), whatever order the system's own definition has.

    Raises
    ------
    InvalidData
        PROJ does not know that reference system, or it would open files for it.
    """
    if crs.upper() in _DEGREES:
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        known = np.isfinite(x) & np.isfinite(y)
        return np.where(known, x, np.nan), np.where(known, y, np.nan)
    try:
        if _FILES.search(crs):
            raise ProjError("the definition may name files")
        return _transformed(crs, "EPSG:4326", x, y)
    except ProjError as error:
        raise InvalidData(
            f"“{crs[:80]}” is not a reference system that is known here; "
            "save the file as EPSG:4326 (longitude and latitude) or EPSG:27700.",
            field="crs",
        ) from error


def _transformed(
    source: str, target: str, x: npt.ArrayLike, y: npt.ArrayLike
) -> tuple[Floats, Floats]:
    x = np.asarray(x, dtype=np.float64)
    y = np.asarray(y, dtype=np.float64)
    if x.size == 0:
        return x.copy(), y.copy()
    u, v = _transformer(source, target).transform(x, y)
    u = np.asarray(u, dtype=np.float64)
    v = np.asarray(v, dtype=np.float64)
    known = np.isfinite(u) & np.isfinite(v)
    return np.where(known, u, np.nan), np.where(known, v, np.nan)
