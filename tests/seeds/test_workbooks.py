from __future__ import annotations

import re
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest

from graph.model import Area
from seeds import workbooks
from seeds.areas import read_areas
from seeds.tables import read_table
from tests.seeds.making import places, refused, text_file, xlsx_file

HEADER = ("code", "name", "kind", "deprivation_decile")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def sheet_name(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.startswith("xl/worksheets/sheet"))


def test_a_workbook_reads_like_the_same_table_in_csv(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "Aldersgate", "lsoa", 8.0))
    area = read_areas(path).records[1]
    assert isinstance(area, Area)
    assert (area.id, area.name, area.deprivation_decile) == ("E01000001", "Aldersgate", 8)


def test_cells_come_as_people_would_type_them(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        "a.xlsx",
        ("a", "b", "c", "d", "e", "f"),
        (True, 8.0, 0.5, datetime(2025, 3, 31), date(2025, 3, 31), time(18, 30)),
    )
    assert read_table(path).rows[0] == (
        2,
        ["yes", "8", "0.5", "2025-03-31", "2025-03-31", "18:30"],
    )


def test_rows_keep_their_numbers_over_empty_ones(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, (), (), ("E01000001", "", "lsoa", "ten"))
    assert places(refused(lambda: read_areas(path))) == [(4, "name"), (4, "deprivation_decile")]


def test_only_the_first_filled_sheet_is_read_and_said_so(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", ""), Notes=[("hello",)])
    assert any("not read: “Notes”" in note for note in read_areas(path).notes)


def test_a_cell_with_a_spreadsheet_error_is_named(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "#REF!", "lsoa", 1))
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, error.column) == (2, "B")
    assert "#REF!" in error.message


def test_formulas_without_a_saved_result_are_named_by_their_cells(tmp_path: Path) -> None:
    rows = [["code", "name"], ["E01000001", '="St "&"Just"'], [None, None], ["=A2", "x"]]
    errors = refused(lambda: read_table(xlsx_file(tmp_path, "a.xlsx", *rows)))
    assert places(errors) == [(2, "B"), (4, "A")]
    assert "no saved result" in errors[0].message


def test_a_sheet_of_nothing_but_unsaved_formulas_is_not_called_empty(tmp_path: Path) -> None:
    errors = refused(lambda: read_table(xlsx_file(tmp_path, "a.xlsx", ["=1+1"])))
    assert ["no saved result" in error.message for error in errors] == [True]


def test_formulas_with_a_saved_result_are_read_also_where_it_is_empty_text(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", ["code", "name", "note"], ["E01000001", "=A2", "=A3"])
    members = parts(path)
    name = sheet_name(members)
    xml = members[name]
    for cell, kept in ((b"B2", b"<v>St Just</v>"), (b"C2", b"<v></v>")):
        xml, made = re.subn(
            rb'<c r="' + cell + rb'"[^>]*><f>([^<]*)</f><v ?(?:/>|></v>)</c>',
            rb'<c r="' + cell + rb'" t="str"><f>\1</f>' + kept + rb"</c>",
            xml,
        )
        assert made == 1
    table = read_table(repacked(path, {**members, name: xml}))
    assert table.rows == ((2, ["E01000001", "St Just", ""]),)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "empty" in refused(lambda: read_areas(xlsx_file(tmp_path, "a.xlsx")))[0].message


def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", "")).read_bytes()
    for length in (30, len(whole) // 2, len(whole) - 10):
        path = text_file(tmp_path, "cut.xlsx", whole[:length])
        assert "cut off" in refused(lambda path=path: read_areas(path))[0].message  # type: ignore[misc]


def test_a_zip_archive_that_is_no_workbook_is_told_apart(tmp_path: Path) -> None:
    path = repacked(tmp_path / "a.xlsx", {"read me.txt": b"Nothing here"})
    assert "zip archive" in refused(lambda: read_areas(path))[0].message


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", "")))
    sheet = sheet_name(members)
    members[sheet] = members[sheet].replace(b"<sheetData>", b"<sheetData>" + b" " * 40_000_000)
    path = repacked(tmp_path / "bomb.xlsx", members)
    assert path.stat().st_size < 100_000
    assert "zip bomb" in refused(lambda: read_areas(path))[0].message


def test_a_workbook_that_claims_too_much_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED_BYTES", 2_000)
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", ""))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    assert "Unpacked" in refused(lambda: read_areas(path))[0].message


def test_a_workbook_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", "")))
    sheet = sheet_name(members)
    members[sheet] = members[sheet].replace(b"<sheetData>", b"<sheetData>" + b" " * 5_000_000)
    data = bytearray(repacked(tmp_path / "a.xlsx", members).read_bytes())
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        name_length, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        if bytes(data[at + 46 : at + 46 + name_length]).decode() == sheet:
            struct.pack_into("<I", data, at + 24, 100)
        at += 46 + name_length + extra + comment
    path = text_file(tmp_path, "liar.xlsx", bytes(data))
    assert refused(lambda: read_areas(path))


def test_a_workbook_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER))
    members |= {f"x{n}": b"" for n in range(workbooks.MEMBERS)}
    assert "parts" in refused(lambda: read_areas(repacked(tmp_path / "b.xlsx", members)))[0].message


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_in_the_xml_are_never_expanded(tmp_path: Path, declaration: bytes) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "Aldersgate", "", "")))
    for name in [sheet_name(members), "xl/workbook.xml", "[Content_Types].xml"]:
        changed = dict(members)
        changed[name] = declaration + changed[name].replace(b"Aldersgate", b"&a;")
        path = repacked(tmp_path / "e.xlsx", changed)
        error = refused(lambda path=path: read_areas(path))[0]  # type: ignore[misc]
        assert "not a sound .xlsx" in error.message


@pytest.mark.parametrize(
    "written",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
    ],
)
def test_entities_in_another_encoding_are_not_expanded_either(
    tmp_path: Path, written: bytes
) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "Aldersgate", "", "")))
    path = repacked(tmp_path / "e.xlsx", {**members, "xl/workbook.xml": written})
    assert "not a sound .xlsx" in refused(lambda: read_areas(path))[0].message


def test_a_row_that_reaches_far_to_the_right_is_refused(tmp_path: Path) -> None:
    row = [None] * 400
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, (*row, "x"))
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, "OK" in error.message) == (2, True)


def test_a_sheet_with_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "ROWS", 5)
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, *[("E01000001", "x", "", "")] * 6)
    assert "more than 5 rows" in refused(lambda: read_areas(path))[0].message


def test_what_a_sheet_claims_to_measure_is_not_believed(tmp_path: Path) -> None:
    members = parts(xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", "")))
    sheet = sheet_name(members)
    assert b'ref="A1:D2"' in members[sheet]
    members[sheet] = members[sheet].replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    assert len(read_areas(repacked(tmp_path / "b.xlsx", members)).records) == 2


def test_a_workbook_called_csv_is_still_read_as_a_workbook(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ("E01000001", "x", "", ""))
    assert len(read_areas(path.rename(tmp_path / "a.csv")).records) == 2
