"""Files for the readers to read: small, and as wrong as a test wants them."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.errors import FileRefused, RowError
from seeds.reading import Reading

Ring = list[list[float]]


def csv_text(header: Sequence[str], *rows: Sequence[object]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def csv_file(folder: Path, name: str, header: Sequence[str], *rows: Sequence[object]) -> Path:
    path = folder / name
    path.write_text(csv_text(header, *rows), encoding="utf-8", newline="")
    return path


def text_file(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def xlsx_file(folder: Path, name: str, *rows: Sequence[object], **sheets: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    path = folder / name
    book.save(path)
    return path


def square(west: float, south: float, size: float = 0.01) -> Ring:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def geojson_file(
    folder: Path, name: str, *features: Mapping[str, Any], crs: str | None = "EPSG:4326"
) -> Path:
    document: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs is not None:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return text_file(folder, name, json.dumps(document))


def refused(read: Callable[[], object]) -> tuple[RowError, ...]:
    with pytest.raises(FileRefused) as caught:
        read()
    return caught.value.errors


def places(errors: Sequence[RowError]) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in errors]


def outcomes(
    readers: Sequence[Callable[[Path], Reading]], name: str, data: bytes
) -> list[Reading | FileRefused]:
    """What each reader makes of a file: a reading, or a refusal that gives its reasons."""
    found: list[Reading | FileRefused] = []
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder), name, data)
        for read in readers:
            try:
                found.append(read(path))
            except FileRefused as refused:
                found.append(refused)
    refusals = [one for one in found if isinstance(one, FileRefused)]
    assert all(error.message for one in refusals for error in one.errors)
    return found
