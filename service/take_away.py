"""Answers that are files: rows in the form that the address ends with, a map's script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from flask import Response, request

from service import exports
from service.opened import network, today
from service.taking.about import about

Row = TypeVar("Row")

FOR_EVER = "public, max-age=31536000, immutable"
"""What an address that names its version tells browsers about keeping it."""


def table_file(sheet: exports.Sheet[Row], rows: Sequence[Row]) -> Response:
    """The rows as a file to keep: a workbook where the address ends with .xlsx, else CSV."""
    if request.path.endswith(".xlsx"):
        from service.taking import workbook  # openpyxl takes a while to import

        made = workbook.workbook_bytes([(sheet, rows)], about(network(), today().isoformat()))
        return named(Response(made, content_type=workbook.MEDIA_TYPE), f"{sheet.name}.xlsx")
    answer = Response(exports.csv_text(sheet, rows), content_type="text/csv; charset=utf-8")
    return named(answer, f"{sheet.name}.csv")


def map_file(
    sheet: exports.Sheet[Row], rows: Sequence[Row], outlines: Mapping[str, str] | None = None
) -> Response:
    """The rows as a file for maps: a GeoPackage where the address ends with .gpkg, else GeoJSON.

    See :func:`service.exports.feature_collection`.
    """
    if request.path.endswith(".gpkg"):
        from service.taking import geopackage  # GDAL takes a while to import

        layers = [(sheet, rows, outlines or {})]
        made = geopackage.geopackage_bytes(layers, about(network(), today().isoformat()))
        return named(Response(made, content_type=geopackage.MEDIA_TYPE), f"{sheet.name}.gpkg")
    collection = exports.feature_collection(sheet, rows, outlines)
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False)
    return named(Response(text, content_type="application/geo+json"), f"{sheet.name}.geojson")


def script_file(text: str) -> Response:
    """A map's script, which changes with the graph and the question."""
    return Response(text, content_type="text/javascript; charset=utf-8")


def named(answer: Response, name: str) -> Response:
    """An answer that is kept as a file of Hedgerow's."""
    answer.headers["Content-Disposition"] = f'attachment; filename="hedgerow-{name}"'
    return answer
