"""Places and what happens there: our spreadsheets, and the venue lists of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.errors import FileRefused, RowError
from graph.model import Record
from seeds.facilities import (
    is_facilities,
    is_facility_table,
    is_without_positions,
    read_facilities,
    read_facility_table,
)
from seeds.files import contents, format_within
from seeds.geojson import geojson
from seeds.libraries import library_layout, read_libraries
from seeds.reading import Mention, Progress, Reading, refusal
from seeds.spreadsheets import Known, Spreadsheets
from seeds.tables import read_table
from seeds.warm_spaces import is_warm_spaces, read_warm_spaces

GEOJSON = (".geojson", ".json")


def read_places(path: Path, *, known: Known = Known(), progress: Progress | None = None) -> Reading:
    """Read one file of places; see :func:`read_upload`."""
    return read_upload((path,), known=known, progress=progress)


def read_upload(
    paths: Sequence[Path], *, known: Known = Known(), progress: Progress | None = None
) -> Reading:
    """Read files of places that belong together; rows of one may name what another holds.

    Parameters
    ----------
    paths
        Our spreadsheets (CSV, XLSX) in any order, warm-space GeoJSON, library CSV, lists of
        facilities (GeoJSON, CSV, XLSX).
    known
        Organisations and sites of the graph, which rows may name.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        Sources, sites, organisations, assets and activities. ``refused`` has
        the rows of others' lists that could not be used.

    Raises
    ------
    FileRefused
        Anything is wrong with any of our spreadsheets, or a file is of no
        known sort; every error of every file is in it.
    """
    sheets = Spreadsheets(known)
    readings: list[Reading] = []
    errors: list[RowError] = []
    for path in paths:
        try:
            readings += _read(path, sheets, progress)
        except FileRefused as refused:
            errors += refused.errors
    try:
        readings.append(sheets.reading())
    except FileRefused as refused:
        errors += refused.errors
    if errors:
        raise FileRefused(errors)
    return together(readings)


def _read(path: Path, sheets: Spreadsheets, progress: Progress | None) -> list[Reading]:
    if _is_geojson(path):
        document = geojson(path)
        if is_warm_spaces(document):
            return [read_warm_spaces(path, document, progress=progress)]
        if is_facilities(document):
            return [read_facilities(path, document, progress=progress)]
        raise refusal(
            path.name,
            "This GeoJSON is no list of venues that is known here (features with OpenStreetMap's "
            "tags, or with a name and opening hours). Outlines belong to the import of "
            "boundaries; for places of your own use the templates.",
        )
    table = read_table(path, lenient=True)
    layout = library_layout(table)
    if layout is not None:
        return [read_libraries(table, layout, progress=progress)]
    if is_facility_table(table):
        return [read_facility_table(table, progress=progress)]
    if is_without_positions(table):
        raise refusal(
            path.name,
            "This looks like a list of facilities without positions; add the columns latitude and "
            "longitude, or bring it in as a spreadsheet (“hedgerow import spreadsheet”), which "
            "finds places by their postcodes.",
        )
    sheets.add(table, progress)
    return []


def _is_geojson(path: Path) -> bool:
    if format_within(path) != "text":
        return False
    if any(suffix.lower() in GEOJSON for suffix in path.suffixes):
        return True
    return contents(path)[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def together(readings: Sequence[Reading]) -> Reading:
    """Several readings as one, in their order."""
    records: list[Record] = []
    notes: list[str] = []
    refused: list[RowError] = []
    mentions: list[Mention] = []
    for reading in readings:
        records += reading.records
        notes += reading.notes
        refused += reading.refused
        mentions += reading.mentions
    return Reading(
        records=tuple(records),
        notes=tuple(notes),
        refused=tuple(refused),
        more_refused=sum(reading.more_refused for reading in readings),
        mentions=tuple(mentions),
        seen=frozenset().union(*(reading.seen for reading in readings)),
    )
