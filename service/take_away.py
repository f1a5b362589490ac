"""Answers that are files: rows as CSV and GeoJSON, a map's script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from flask import Response

from service import exports

Row = TypeVar("Row")

FOR_EVER = "public, max-age=31536000, immutable"
"""What an address that names its version tells browsers about keeping it."""


def csv_file(sheet: exports.Sheet[Row], rows: Sequence[Row]) -> Response:
    """The rows as a CSV file to keep."""
    answer = Response(exports.csv_text(sheet, rows), content_type="text/csv; charset=utf-8")
    return _named(answer, f"hedgerow-{sheet.name}.csv")


def geojson_file(
    sheet: exports.Sheet[Row], rows: Sequence[Row], outlines: Mapping[str, str] | None = None
) -> Response:
    """The rows as a GeoJSON file to keep; see :func:`service.exports.feature_collection`."""
    collection = exports.feature_collection(sheet, rows, outlines)
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False)
    return _named(
        Response(text, content_type="application/geo+json"), f"hedgerow-{sheet.name}.geojson"
    )


def script_file(text: str) -> Response:
    """A map's script, which changes with the graph and the question."""
    return Response(text, content_type="text/javascript; charset=utf-8")


def _named(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
