"""The table of any spreadsheet, found in the mess that people send."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from graph.model import Activity, Site
from seeds.mapped.around import Around
from seeds.mapped.fields import Listed
from seeds.mapped.grid import read_grid
from seeds.mapped.guess import guess
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import mapped
from tests.seeds.making import csv_file, refused, text_file, xlsx_file

HEADER = ("Activity name", "Provider", "Day", "Times", "Ages", "Cost", "Venue", "Postcode")
DROP_IN = ("Youth club", "Truro Trust", "Tue", "Tue 6-8pm", "11-16", "50p", "Hall", "TR1 1AA")
CHOIR = ("Choir", "Truro Trust", "Wed", "Weds 5-6pm", "Yr 7-9", "free", "Hall", "TR1 1AA")


def read(path, listed=None):
    grid = read_grid(path)
    found = guess(grid, listed)
    mapping = Mapping(
        name="Clubs", listed=found.listed, columns=found.fields, otherwise=found.otherwise
    )
    around = Around(point=lambda postcode: ((50.26, -5.05), True))
    return mapped(grid, mapping, around=around)


def of(found, kind):
    return [record for record in found.reading.records if isinstance(record, kind)]


# -- finding the table ---------------------------------------------------------------


def test_a_table_is_found_below_forty_blank_rows_and_a_preamble_and_above_its_footer(tmp_path):
    lines = [
        *([()] * 40),
        ("Youth activities in Truro",),
        ("Produced by the council in May",),
        (),
        HEADER,
        DROP_IN,
        HEADER,
        CHOIR,
        (),
        ("Source: telephone round, all details as told by the groups themselves",),
    ]
    for path in (
        xlsx_file(tmp_path, "clubs.xlsx", *lines),
        text_file(
            tmp_path,
            "clubs.csv",
            "".join(",".join(f'"{one}"' for one in line) + "\r\n" for line in lines),
        ),
    ):
        grid = read_grid(path)
        assert (grid.header_row, grid.header_rows) == (44, 1)
        assert grid.columns == HEADER
        assert [number for number, _ in grid.rows] == [45, 47]
        told = " ".join(grid.notes)
        assert "2 filled rows above the header" in told
        assert "the header stands again in row 46" in told
        assert "below the table, passed over: row 49" in told


def test_two_header_rows_with_merged_cells_are_filled_out(tmp_path):
    upper = ("Activity", "Provider", "Age", "", "Session", "", "")
    lower = ("", "", "From", "To", "Day", "Start time", "End time")
    row = ("Youth club", "Truro Trust", 11, 16, "Tue", "18:00", "20:00")
    grid = read_grid(xlsx_file(tmp_path, "a.xlsx", upper, lower, row))
    assert grid.header_rows == 2
    assert grid.columns[2:5] == ("Age From", "Age To", "Session Day")
    found = read(tmp_path / "a.xlsx")
    (club,) = of(found, Activity)
    assert str(club.ages) == "11 to 16"
    assert [str(one) for one in club.sessions] == ["Tue 18:00-20:00"]


def test_columns_of_two_header_rows_are_known_by_the_lower_one_too(tmp_path):
    upper = ("Activity", "", "Who", "", "When", "", "")
    lower = ("Name", "Type", "Organisation", "Ages", "Day", "From", "To")
    row = ("Street dance", "Dance", "Move CIC", "11 to 16 yrs", "Mon", "6pm", "8pm")
    (club,) = of(read(xlsx_file(tmp_path, "a.xlsx", upper, lower, row)), Activity)
    assert [str(one) for one in club.sessions] == ["Mon 18:00-20:00"]


def a_book(path: Path, **sheets: list[tuple[object, ...]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_a_hidden_sheet_is_not_read_where_people_see_another(tmp_path):
    path = tmp_path / "a.xlsx"
    header = ("Name", "Organisation", "Ages", "Theme", "When", "Postcode")
    old = ("Old club", "Trust", "11-16", "sport", "Mon 6-8pm", "TR1 1AA")
    new = [("Name", "Organisation", "Ages", "Theme"), ("New club", "Trust", "11-16", "sport")]
    book = a_book(path, Old=[header, old], Now=new)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    found = read(path)
    assert [one.name for one in of(found, Activity)] == ["New club"]
    assert any("“Old” (hidden)" in note for note in found.reading.notes)


def test_a_cell_that_is_merged_over_several_rows_stands_in_each(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [
        ("Organisation", "Activity", "Ages", "Day"),
        ("Big Trust", "Football", "11-16", "Mon"),
        (None, "Art", "8-12", "Tue"),
        ("Small CIC", "Dance", "11-18", "Thu"),
        (None, "Drama", "11-18", "Fri"),
    ]
    book = a_book(path, List=rows)
    book["List"].merge_cells("A2:A3")
    book.save(path)
    found = read(path)
    assert [one.name for one in of(found, Activity)] == ["Football", "Art", "Dance"]
    assert of(found, Activity)[1].organisation_id == of(found, Activity)[0].organisation_id
    assert [mark.row for mark in found.marks if mark.refuses] == [5]


def test_headings_between_the_rows_are_read_as_a_column(tmp_path):
    header = ("Activity", "Run by", "Ages", "When")
    rows = (
        ("MONDAY", "", "", ""),
        ("Karate", "Budo Club", "7-16", "5pm-6pm"),
        ("Choir", "Sing CIC", "7-16", "6.30-8pm"),
        ("TUESDAY", "", "", ""),
        ("Art club", "Paint CIC", "8-14", "4-5.30pm"),
    )
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    assert [str(one.sessions[0])[:3] for one in of(found, Activity)] == ["Mon", "Mon", "Tue"]
    assert not [mark for mark in found.marks if mark.refuses]
    assert any("headings in row 2, 5" in note for note in found.reading.notes)


def test_rows_with_one_cell_elsewhere_are_refused_and_not_taken_for_headings(tmp_path):
    header = ("Activity", "Run by", "Ages", "When")
    club = ("Choir", "Sing CIC", "7-16", "Mon 6.30-8pm")
    rows = (club, ("Karate", "", "", ""), club, ("Judo", "", "", ""), club)
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    assert [mark.row for mark in found.marks if mark.refuses] == [3, 5]


def test_another_table_below_the_first_is_refused_row_by_row(tmp_path):
    header = ("Name", "Organisation", "Ages", "Theme")
    rows = (
        ("Club", "Trust", "11-16", "sport"),
        ("Venue", "Postcode", "Capacity", ""),
        ("Village hall", "TR1 1AA", "16", "sport"),
    )
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    assert [one.name for one in of(found, Activity)] == ["Club"]
    assert {error.row for error in found.reading.refused} == {3, 4}
    assert "header of another table" in found.reading.refused[1].message


def test_a_table_without_a_header_is_refused_with_what_would_be_right(tmp_path):
    club = ("Otley club", "Otley Trust", "8-12", "Mon 6-8pm", "LS21 1HB")
    error = refused(lambda: read_grid(csv_file(tmp_path, "a.csv", club, club)))[0]
    assert error.row == 1
    assert "names the columns" in error.message


def test_a_postcode_within_an_address_says_where_it_is(tmp_path):
    header = ("Name of space", "Address", "Capacity")
    rows = (
        ("St Peter's", "High St, Truro, TR1 1AA", "40"),
        ("Two halls", "TR1 1AA and TR1 1AB", "40"),
    )
    found = read(csv_file(tmp_path, "a.csv", header, *rows), Listed.ASSETS)
    (site,) = of(found, Site)
    assert (site.name, site.postcode) == ("St Peter's", "TR1 1AA")


def test_a_row_of_groups_over_a_whole_header_is_put_before_its_names(tmp_path):
    groups = ("What", "", "When", "", "")
    lines = ("Activity name", "Provider", "Day", "Start", "End")
    row = ("Youth club", "Trust", "Tue", "6pm", "8pm")
    grid = read_grid(xlsx_file(tmp_path, "a.xlsx", groups, lines, row))
    assert grid.columns[0] == "What Activity name"
    assert grid.columns[4] == "When End"
    assert len(grid.rows) == 1


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path):
    grid = read_grid(csv_file(tmp_path, "a.csv", ("Name", "", "Name"), ("a", "b", "c")))
    assert grid.columns == ("Name", "Column B", "Name (column C)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path, encoding):
    text = "Name;Provider;Cost\r\nCafé;Truro Trust;£2.50\r\nDance;Truro Trust;£3\r\n"
    grid = read_grid(text_file(tmp_path, "a.csv", text.encode(encoding)))
    assert grid.rows[0][1] == ("Café", "Truro Trust", "£2.50")


def test_mixed_encodings_are_read_line_by_line_and_told(tmp_path):
    data = b"Name,Cost\n" + "Café,£2\n".encode() + "Café,£3\n".encode("cp1252")
    grid = read_grid(text_file(tmp_path, "a.csv", data))
    assert [cells for _, cells in grid.rows] == [("Café", "£2"), ("Café", "£3")]
    assert "1 line is not UTF-8" in " ".join(grid.notes)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\n\n,,,\n", "empty"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b'{"services": []}', "JSON"),
        (b"%PDF-1.7", "not a table"),
        (b"Name,Provider\n", "no row below"),
        (b"Name,Pr\x00ovider\n1,2\n", "zero bytes"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path, data, told):
    errors = refused(lambda: read_grid(text_file(tmp_path, "a.csv", data)))
    assert told in str(errors[0])


def test_birth_dates_and_single_children_refuse_the_file(tmp_path):
    path = csv_file(tmp_path, "a.csv", ("Name", "Date of birth"), ("Club", "01/02/2012"))
    assert "when people were born" in str(refused(lambda: read_grid(path))[0])
    path = csv_file(tmp_path, "a.csv", ("Name", "Notes"), ("Club", "Ann Other, dob 01/02/2012"))
    assert "when somebody was born" in str(refused(lambda: read_grid(path))[0])


def test_a_spreadsheet_error_in_a_cell_refuses_its_row_alone(tmp_path):
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, DROP_IN, (*CHOIR[:5], "#N/A", *CHOIR[6:]))
    found = read(path)
    assert [one.name for one in of(found, Activity)] == ["Youth club"]
    (error,) = found.reading.refused
    assert (error.row, error.column) == (3, "Cost")
    assert "#N/A" in error.message
