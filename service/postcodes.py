"""Where a postcode is: from a file of one's own, and from the places that the graph knows.

:mod:`seeds.postcodes` says which files are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from graph.analysis.memory import remembered
from graph.errors import InvalidData
from graph.network import Network
from seeds.postcodes import Postcodes, read_postcodes

_FORM = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")

Point = tuple[float, float]
"""Latitude and longitude, EPSG:4326 degrees."""


def read_postcode(text: str) -> str | None:
    """A postcode as it is written, “TR1 1AA”; None where a text is none."""
    match = _FORM.fullmatch(" ".join(text.upper().split()))
    return f"{match[1]} {match[2]}" if match else None


def looks_like_postcode(text: str) -> bool:
    """Whether somebody who typed this meant a postcode, rightly or not."""
    plain = text.upper().replace(" ", "")
    return bool(re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]{2,4}", plain)) and len(plain) >= 5


def postcode_point(network: Network, postcode: str, file: Path | None) -> tuple[Point, bool] | None:
    """Where a postcode is, and whether exactly; None where nobody knows.

    From the file, else from the places of the graph with it, else the middle of those with
    the same sector (“TR1 1”), which is rough.
    """
    if file is not None and (found := _file_point(file, postcode)):
        return found, True
    exact, rough = _known_points(network)
    if postcode in exact:
        return exact[postcode], True
    if postcode[:-2] in rough:
        return rough[postcode[:-2]], False
    return None


@remembered(most=1)
def _known_points(network: Network) -> tuple[Mapping[str, Point], Mapping[str, Point]]:
    """Middles of the places of each postcode, and of each sector."""
    sites = network.sites
    exact: dict[str, list[Point]] = {}
    rough: dict[str, list[Point]] = {}
    for row, text in enumerate(sites.postcode):
        postcode = read_postcode(str(text))
        if postcode is None or sites.blurred[row]:
            continue
        point = (float(sites.latitude[row]), float(sites.longitude[row]))
        exact.setdefault(postcode, []).append(point)
        rough.setdefault(postcode[:-2], []).append(point)
    return _middles(exact), _middles(rough)


def _middles(points: Mapping[str, list[Point]]) -> dict[str, Point]:
    return {
        key: (float(np.mean([at[0] for at in each])), float(np.mean([at[1] for at in each])))
        for key, each in points.items()
    }


def _file_point(file: Path, postcode: str) -> Point | None:
    """Where the file says a postcode is; a file that was replaced meanwhile is read again."""
    try:
        about = file.stat()
    except OSError as problem:
        raise InvalidData(f"{file} cannot be read as a table of postcodes: {problem}") from None
    return _table(file, about.st_mtime_ns, about.st_size).point(postcode)


@lru_cache(maxsize=1)
def _table(file: Path, _changed_ns: int, _size: int) -> Postcodes:
    return read_postcodes(file)
