from __future__ import annotations

from pathlib import Path

import pytest

from seeds import tables
from seeds.areas import read_areas
from seeds.places import read_places
from seeds.reading import MOST_ERRORS
from seeds.tables import read_table
from tests.seeds.making import csv_file, places, refused, text_file


def test_an_unknown_column_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", "latitud", "longitude"], ["E01000001"] * 4)
    error = refused(lambda: read_areas(path))[0]
    assert (error.row, error.column) == (1, "latitud")
    assert "Did you mean “latitude”?" in error.message


def test_an_unknown_column_that_is_like_nothing_is_refused_with_the_known_ones(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", "zzz"], ["E01000001", "x", ""])
    (error,) = refused(lambda: read_areas(path))
    assert "Known: code, name, kind" in error.message


@pytest.mark.parametrize("column", ["email", "E-mail", "phone", "Contact name", "mobile"])
def test_contact_details_are_not_a_column(tmp_path: Path, column: str) -> None:
    path = csv_file(tmp_path, "o.csv", ["name", "kind", column], ["Club", "youth_group", "x"])
    (error,) = refused(lambda: read_places(path))
    assert error.column == column
    assert "does not read contact details" in error.message


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "kind"], ["x", "local"])
    assert places(refused(lambda: read_areas(path))) == [(1, "name")]


def test_a_header_that_stands_twice_is_refused_naming_both_columns(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", "Name "], ["E01000001", "x", "y"])
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, error.column) == (1, "Name")
    assert "columns B and C" in error.message


def test_headers_are_read_without_regard_to_case_spaces_and_hyphens(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, "a.csv", ["Site Name", "Cost-pounds "], ["x", "1"]))
    assert table.header == ("site_name", "cost_pounds")
    assert table.written_as("site_name") == "Site Name"


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "a.csv", 'code,name\n\nE01000001,"two\nlines"\n\nE01000002,\nE01000001,x\n'
    )
    assert places(refused(lambda: read_areas(path))) == [(5, "name"), (6, "code")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_may_end_in_any_of_the_three_ways(tmp_path: Path, end: str, last: bool) -> None:
    lines = ["code,name", "E01000001,St Just", "", '"E01000002","x, y"']
    table = read_table(text_file(tmp_path, "a.csv", end.join(lines) + end * last))
    assert table.header == ("code", "name")
    assert table.rows == ((2, ["E01000001", "St Just"]), (4, ["E01000002", "x, y"]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_within_quotation_marks_is_kept(tmp_path: Path, end: str) -> None:
    path = text_file(tmp_path, "a.csv", f'code,name{end}x,"one{end}two"{end}y,z{end}')
    assert read_table(path).rows == ((2, ["x", f"one{end}two"]), (3, ["y", "z"]))


def test_a_row_with_too_many_or_too_few_values_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a.csv", "code,name,kind\nx,y,local,local\nz,w\n")
    errors = refused(lambda: read_areas(path))
    assert places(errors) == [(2, ""), (3, "")]
    assert "cut off" in errors[1].message


def test_a_table_that_is_cut_off_within_a_quotation_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a.csv", 'code,name\nE01000001,"Alders')
    (error,) = refused(lambda: read_areas(path))
    assert error.row == 2
    assert "cut off" in error.message


def test_a_table_with_semicolons_is_told_apart(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a.csv", "code;name\nE01000001;Aldersgate\n")
    assert "save as CSV with commas" in refused(lambda: read_areas(path))[0].message


def test_a_column_without_a_name_is_refused_and_trailing_empty_ones_are_not(tmp_path: Path) -> None:
    bad = text_file(tmp_path, "a.csv", "code,,name\nE01000001,,x\n")
    assert "Column B has no name" in refused(lambda: read_areas(bad))[0].message
    good = text_file(tmp_path, "a.csv", "code,name,,\nE01000001,x,,\n")
    assert read_areas(good).records[1].id == "E01000001"


def test_too_many_rows_and_columns_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = csv_file(tmp_path, "w.csv", [f"c{n}" for n in range(301)])
    assert "at most 300" in refused(lambda: read_areas(wide))[0].message
    row = csv_file(tmp_path, "r.csv", ["code", "name"], ["x", "y"], ["x", "y"] + [""] * 299 + ["z"])
    (error,) = refused(lambda: read_areas(row))
    assert (error.row, "at most 300" in error.message) == (3, True)
    monkeypatch.setattr(tables, "ROWS", 3)
    long = csv_file(tmp_path, "l.csv", ["code", "name"], *[["x", "y"]] * 4)
    assert "more than 3 rows" in refused(lambda: read_areas(long))[0].message


def test_a_table_of_very_many_cells_is_refused_at_the_row_that_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", ""], *[["x", "y", ""]] * 3)
    monkeypatch.setattr(tables, "CELLS", 12)
    assert len(read_table(path).rows) == 3
    monkeypatch.setattr(tables, "CELLS", 8)
    (error,) = refused(lambda: read_table(path))
    assert (error.row, "more than 8 cells" in error.message) == (3, True)


def test_a_table_of_very_many_commas_is_refused_before_it_is_cut_into_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_file(tmp_path, "a.csv", "code,name\nx,y\n,,,,\n")
    monkeypatch.setattr(tables, "COMMAS", 6)
    assert len(read_table(path).rows) == 1
    monkeypatch.setattr(tables, "COMMAS", 5)
    monkeypatch.setattr("seeds.tables.csv.reader", lambda *_a, **_k: pytest.fail("it was cut"))
    (error,) = refused(lambda: read_table(path))
    assert "more than 5 commas" in error.message


def test_the_limits_of_a_table_let_every_small_area_of_england_in() -> None:
    assert 4 * 33_755 * 33 < tables.CELLS <= tables.COMMAS


def test_every_error_is_reported_at_once_up_to_a_limit(tmp_path: Path) -> None:
    rows = [[f"x{n}", "Name", "nowhere"] for n in range(MOST_ERRORS + 30)]
    path = csv_file(tmp_path, "a.csv", ["code", "name", "kind"], *rows)
    errors = refused(lambda: read_areas(path))
    assert len(errors) == MOST_ERRORS + 1
    assert [error.row for error in errors[:3]] == [2, 3, 4]
    assert errors[-1].message == "and 30 more errors like these."


@pytest.mark.parametrize("before", ["", "\ufeff\n  "])
def test_geojson_in_place_of_a_table_is_told_where_it_belongs(tmp_path: Path, before: str) -> None:
    document = before + '{"type": "FeatureCollection",\n "features": []}'
    (error,) = refused(lambda: read_areas(text_file(tmp_path, "x.geojson", document)))
    assert error.row == 0
    assert "looks like GeoJSON" in error.message
    assert "“hedgerow import boundaries”" in error.message


def test_old_workbooks_pdfs_and_other_archives_are_told_apart(tmp_path: Path) -> None:
    old = text_file(tmp_path, "a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on")
    assert "old .xls" in refused(lambda: read_areas(old))[0].message
    pdf = text_file(tmp_path, "a.csv", b"%PDF-1.7")
    assert "not a table" in refused(lambda: read_areas(pdf))[0].message
