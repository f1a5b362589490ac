"""Answers that are files: rows in the form that the address ends with, a map's script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask import Response, request

from service import exports
from service.opened import network, today
from service.taking.about import about

Row = TypeVar("Row")

FOR_EVER = "public, max-age=31536000, immutable"
"""What an address that names its version tells browsers about keeping it."""


def table_file(sheet: exports.Sheet[Row], rows: Sequence[Row]) -> Response:
    """The rows as a file to keep: a workbook where the address ends with .xlsx, else CSV."""
    sheet = with_terms(sheet)
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
    sheet = with_terms(sheet)
    if request.path.endswith(".gpkg"):
        from service.taking import geopackage  # GDAL takes a while to import

        layers = [(sheet, rows, outlines or {})]
        made = geopackage.geopackage_bytes(layers, about(network(), today().isoformat()))
        return named(Response(made, content_type=geopackage.MEDIA_TYPE), f"{sheet.name}.gpkg")
    collection = exports.feature_collection(sheet, rows, outlines)
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False)
    return named(Response(text, content_type="application/geo+json"), f"{sheet.name}.geojson")


def with_terms(sheet: exports.Sheet[Row]) -> exports.Sheet[Row]:
    """A sheet whose rows say where they come from and on whose terms.

    Rows of records name their own source. A finding is worked out from all that is here, so each
    of its rows names every source.
    """
    headings = {column.heading for column in sheet.columns}
    known = sorted(network().sources, key=lambda one: (one.name, one.id))
    terms = {
        "source": "; ".join(one.name for one in known) or None,
        "licence": "; ".join(sorted({one.licence for one in known if one.licence})) or None,
    }
    more = [_same(heading, told) for heading, told in terms.items() if heading not in headings]
    return exports.Sheet(sheet.name, (*sheet.columns, *more), sheet.position)


def _same(heading: str, told: str | None) -> exports.Column[Any]:
    """A column that says the same in each row."""
    return exports.Column(heading, lambda _: told)


def script_file(text: str) -> Response:
    """A map's script, which changes with the graph and the question."""
    return Response(text, content_type="text/javascript; charset=utf-8")


def own_file(data: str | bytes, name: str, content_type: str) -> Response:
    """A file for whoever asked and for nobody after them: no cache keeps it."""
    answer = Response(data, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def named(answer: Response, name: str) -> Response:
    """An answer that is kept as a file of Hedgerow's."""
    answer.headers["Content-Disposition"] = f'attachment; filename="hedgerow-{name}"'
    return answer
