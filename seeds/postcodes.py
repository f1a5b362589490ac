"""Where postcodes are, out of a table as the ONS and Ordnance Survey publish it, or one's own.

The Postcode Directory and the Statistics Postcode Lookup of the Office for National Statistics
(ONSPD, NSPL) and Code-Point Open are read as they are downloaded: the zip, the folder that it
unpacks to, or a CSV of it. So is any CSV with a column ``postcode`` (``pcd``, ``pcds``) and
``latitude``/``longitude`` or ``easting``/``northing``.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute
import pyarrow.csv

from graph.errors import InvalidData
from graph.projection import to_degrees

pa: Any = pyarrow  # it has no types of its own
pc: Any = pyarrow.compute
arrow_csv: Any = pyarrow.csv

Floats = npt.NDArray[np.float64]
_NAMES = ("pcds", "postcode", "pcd", "pcd7", "pcd8", "pcd2")
_PLACES = (
    (("latitude", "lat"), ("longitude", "long", "lng", "lon"), True),
    (
        ("oseast1m", "east1m", "eastings", "easting", "ea"),
        ("osnrth1m", "north1m", "northings", "northing", "no"),
        False,
    ),
)
_FORM = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
_SOUTH, _NORTH, _WEST, _EAST = 49.0, 61.5, -9.0, 2.5
"""Where the United Kingdom lies; in tables of the ONS, no position is 99.999999, 0."""

_BLOCK = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Postcodes:
    """Postcodes with their positions.

    Attributes
    ----------
    keys
        Postcodes without a space, sorted, as bytes.
    latitude, longitude
        Degrees, EPSG:4326, one to a key.
    """

    keys: npt.NDArray[np.bytes_]
    latitude: Floats
    longitude: Floats

    def point(self, postcode: str) -> tuple[float, float] | None:
        """Latitude and longitude of a postcode, None where the table does not place it."""
        key = postcode.replace(" ", "").upper().encode("ascii", "replace")
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return None
        return float(self.latitude[at]), float(self.longitude[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Where the columns stand: the postcode's, and the position's two."""

    width: int
    postcode: int
    first: int
    second: int
    degrees: bool
    header: bool


def read_postcodes(path: Path) -> Postcodes:
    """Read a table of postcodes: a CSV, a zip of some, or a folder.

    Postcodes without a position are passed over.

    Raises
    ------
    InvalidData
        It cannot be read, or no table in it has the columns.
    """
    keys: list[npt.NDArray[np.bytes_]] = []
    places: list[tuple[Floats, Floats]] = []
    try:
        for name in _tables(path):
            with _opened(path, name) as file:
                form = _form(file.readline())
            if form is None:
                continue
            with _opened(path, name) as file:
                for found, latitude, longitude in _blocks(file, form):
                    keys.append(found)
                    places.append((latitude, longitude))
    except (OSError, ValueError, csv.Error, zipfile.BadZipFile) as problem:
        raise InvalidData(f"{path} cannot be read as a table of postcodes: {problem}") from None
    if not keys:
        raise InvalidData(
            f"{path} has no columns postcode, latitude and longitude (or easting and northing)."
        )
    every = np.concatenate(keys)
    order = np.unique(every, return_index=True)[1]
    return Postcodes(
        keys=every[order],
        latitude=np.concatenate([one for one, _ in places])[order],
        longitude=np.concatenate([one for _, one in places])[order],
    )


def _tables(path: Path) -> list[str]:
    """The CSV files of a folder or zip; those of ``multi_csv`` only where there is no whole one."""
    if path.is_dir():
        names = sorted(str(one.relative_to(path)) for one in path.rglob("*.csv"))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = sorted(one for one in archive.namelist() if one.lower().endswith(".csv"))
    else:
        return [""]
    whole = [one for one in names if "multi_csv" not in one.lower()]
    in_data = [one for one in whole if "data" in one.lower().replace("\\", "/").split("/")[:-1]]
    return in_data or whole or names


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    if not name or path.is_dir():
        with (path / name if name else path).open("rb") as file:
            yield file
    else:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            yield file


def _form(line: bytes) -> _Form | None:
    """Where the columns stand, by the first line; Code-Point Open has no header."""
    cells = next(csv.reader(io.StringIO(line.decode("utf-8-sig", "replace"))), [])
    names = [cell.strip().casefold() for cell in cells]
    postcode = _first(names, _NAMES)
    for firsts, seconds, degrees in _PLACES:
        first, second = _first(names, firsts), _first(names, seconds)
        if min(postcode, first, second) >= 0:
            return _Form(
                width=len(cells),
                postcode=postcode,
                first=first,
                second=second,
                degrees=degrees,
                header=True,
            )
    plain = names[0].replace(" ", "").upper() if names else ""
    numbers = [at for at, cell in enumerate(cells[:12]) if cell.strip().isdigit()]
    if pc.match_substring_regex(pa.array([plain]), _FORM)[0].as_py() and numbers[:3] == [1, 2, 3]:
        return _Form(width=len(cells), postcode=0, first=2, second=3, degrees=False, header=False)
    return None


def _first(names: list[str], wanted: tuple[str, ...]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def _blocks(
    file: IO[bytes], form: _Form
) -> Iterator[tuple[npt.NDArray[np.bytes_], Floats, Floats]]:
    """Postcodes with their positions, some thousands at a time."""
    names = [f"c{at}" for at in range(form.width)]
    wanted = [names[form.postcode], names[form.first], names[form.second]]
    reader = arrow_csv.open_csv(
        file,
        read_options=arrow_csv.ReadOptions(
            column_names=names, skip_rows=int(form.header), block_size=_BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(invalid_row_handler=lambda _: "skip"),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string())
        ),
    )
    for block in reader:
        keys = pc.replace_substring_regex(pc.utf8_upper(block[0]), r"\s+", "")
        known = pc.fill_null(pc.match_substring_regex(keys, _FORM), False)
        first, second = (_numbers(block[at].filter(known)) for at in (1, 2))
        placed = ~np.isnan(first) & ~np.isnan(second)
        text = np.asarray(keys.filter(known).to_numpy(zero_copy_only=False), dtype="S7")
        if not form.degrees:
            placed &= (first > 0) & (second > 0) & ~np.char.startswith(text, b"BT")
            longitude, latitude = to_degrees(first, second)  # BT is on the Irish grid
        else:
            latitude, longitude = first, second
        with np.errstate(invalid="ignore"):
            placed &= (latitude > _SOUTH) & (latitude < _NORTH)
            placed &= (longitude > _WEST) & (longitude < _EAST)
        yield text[placed], latitude[placed], longitude[placed]


def _numbers(texts: Any) -> Floats:
    """Texts as numbers, NaN where there is none."""
    plain = pc.utf8_trim_whitespace(texts)
    plain = pc.if_else(pc.equal(plain, ""), pa.scalar(None, pa.string()), plain)
    found: Floats = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False)
    return found
