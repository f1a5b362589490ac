"""Saved mappings, whatever comes, and real files, through the reader of any spreadsheet."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import FileRefused
from graph.model import Activity, Asset, AssetKind, Audience, Theme
from seeds.mapped.fields import Listed
from seeds.mapped.grid import read_grid
from seeds.mapped.guess import guess, named_after
from seeds.mapped.mapping import Mapping, read_mapping
from seeds.mapped.reader import mapped, read_mapped
from tests.seeds.clubs import AROUND, CHOIR, DROP_IN, HEADER, mapping_of, of, read
from tests.seeds.making import csv_file, refused, text_file, xlsx_file
from tests.seeds.real import DATA, real

# -- mappings -----------------------------------------------------------------------


def test_a_mapping_is_read_back_from_its_document_and_used_on_the_next_file(tmp_path):
    grid = read_grid(csv_file(tmp_path, "a.csv", HEADER, DROP_IN))
    mapping = mapping_of(grid).with_words("theme", {"Zyzzyva": "voice"})
    again = read_mapping("m.json", mapping.to_json())
    assert again == mapping
    moved = xlsx_file(tmp_path, "b.xlsx", (), ("New list",), (), HEADER[::-1], CHOIR[::-1])
    (choir,) = of(read_mapped(moved, again, around=AROUND), Activity)
    assert choir.name == "Choir"
    other = csv_file(tmp_path, "c.csv", ("Colour", "Size"), ("red", "big"))
    assert "None of the columns" in str(refused(lambda: read_mapped(other, again))[0])


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "other"},
        {"listed": "cats"},
        {"columns": {"A": "no_such_field"}},
        {"columns": []},
        {"words": {"theme": ["x"]}},
        {"otherwise": {"ages": 3}},
        {"header_row": -1},
        {"name": ""},
        {"more": 1},
    ],
)
def test_a_document_that_is_no_mapping_is_refused(changed):
    told = json.loads(Mapping(name="A", listed=Listed.ASSETS, columns={"A": "name"}).to_json())
    refused(lambda: read_mapping("m.json", json.dumps(told | changed)))


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused(text):
    with contextlib.suppress(FileRefused):
        read_mapping("m.json", text)


def test_a_mapping_is_called_after_its_file():
    assert named_after("Youth_clubs (2).xlsx") == "youth clubs 2"


# -- whatever comes -----------------------------------------------------------------

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from([*HEADER, *DROP_IN, *CHOIR, "", "13+", "£", "12/13/2026", "=1+1", "1e400"]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=9), max_size=8), st.sampled_from(list(Listed)))
def test_any_table_is_read_or_refused(lines, listed):
    with tempfile.TemporaryDirectory() as folder:
        whole = [HEADER, *lines] if lines else lines
        text = "\n".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in whole
        )
        path = text_file(Path(folder), "a.csv", text.encode("utf-8", "replace"))
        try:
            found = read(path, listed)
        except FileRefused:
            return
        assert found.reading.records


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with tempfile.TemporaryDirectory() as folder:
        try:
            read(text_file(Path(folder), "a.csv", data))
        except FileRefused:
            return


# -- real files ---------------------------------------------------------------------

LAMBETH = "facilities/lambeth_connected_minds_activities_2025.csv"
OUTPOST = "openreferral/outpost_services_import_sample.csv"
FRISCO = "facilities/sf_dcyf_youth_programmes_2013.csv"
LIBRARIES = "facilities/libraries_england_2016_geocoded.csv"


@real(LAMBETH)
def test_lambeths_activities_are_read_but_for_the_row_without_ages():
    found = read(DATA / LAMBETH)
    assert {one.name: one.theme for one in of(found, Activity)} == {
        "Street Dance": Theme.DRAMA,
        "Community Choir": Theme.MUSIC,
        "Why Art Matters": Theme.ARTS,
        "Acting Course": Theme.DRAMA,
    }
    assert {one.audience for one in of(found, Activity)} == {Audience.EVERYONE}
    assert [error.row for error in found.reading.refused] == [5]
    assert len(of(found, Activity)[0].sessions) == 1


@real(OUTPOST)
def test_an_outpost_export_is_guessed_without_its_contacts():
    grid = read_grid(DATA / OUTPOST)
    found = guess(grid)
    assert found.listed is Listed.ACTIVITIES
    assert found.fields["import_id"] == "id"
    assert found.fields["scheduled_weekday"] == "days"
    assert sum(one.contact for one in found.columns) == 5
    services = mapped(grid, mapping_of(grid, otherwise={"theme": "advice"}))
    assert {one.theme for one in of(services, Activity)} == {Theme.ADVICE}


@real(FRISCO)
def test_programmes_of_another_country_are_refused_row_by_row():
    found = read(DATA / FRISCO)
    assert not of(found, Activity)
    assert len(found.reading.refused) == len(found.grid.rows) == 609
    told = {e.row for e in found.reading.refused if "United Kingdom" in e.message}
    assert len(told) >= 590


@real(LIBRARIES)
def test_every_library_with_a_sound_position_becomes_an_asset():
    found = read(DATA / LIBRARIES)
    assert len(of(found, Asset)) >= 3_230
    assert {one.kind for one in of(found, Asset)} >= {AssetKind.VENUE}
