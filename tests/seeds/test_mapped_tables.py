"""The table of any spreadsheet, found in the mess that people send."""

from __future__ import annotations

import pytest

from graph.model import Activity
from seeds.mapped.grid import read_grid
from seeds.mapped.guess import guess
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import mapped
from tests.seeds.making import csv_file, refused, text_file, xlsx_file

HEADER = ("Activity name", "Provider", "Day", "Times", "Ages", "Cost", "Venue", "Postcode")
DROP_IN = ("Youth club", "Truro Trust", "Tue", "Tue 6-8pm", "11-16", "50p", "Hall", "TR1 1AA")
CHOIR = ("Choir", "Truro Trust", "Wed", "Weds 5-6pm", "Yr 7-9", "free", "Hall", "TR1 1AA")


def read(path):
    grid = read_grid(path)
    found = guess(grid)
    mapping = Mapping(name="Clubs", listed=found.listed, columns=found.fields)
    return mapped(grid, mapping)


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
