"""Tables of travel times: what is read, and what is said of a row that is wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Interrupted
from graph.model import Mode, Source, TravelTime
from seeds import travel_times
from seeds.destinations import Destinations, KnownSite
from seeds.reading import Reading
from seeds.travel_times import KnownPlaces, read_travel_times
from tests.seeds.making import csv_file, places, refused, text_file, xlsx_file

HEADER = ["origin", "destination", "minutes", "mode"]
FULL = [*HEADER, "latitude", "longitude"]
SITES = (
    KnownSite(id="hall", name="Village Hall", latitude=50.1, longitude=-5.1),
    KnownSite(id="north", name="The Youth Centre", latitude=50.2, longitude=-5.2),
    KnownSite(id="south", name="Youth Centre", latitude=50.3, longitude=-5.3),
    KnownSite(id="cafe", name="Café", latitude=50.3, longitude=-5.3),
)
KNOWN = KnownPlaces(areas={"E01000001", "E01000002"}, sites=Destinations(SITES))


def read(path: Path, mode: Mode | None = None) -> Reading:
    return read_travel_times(path, known=KNOWN, mode=mode)


def times(reading: Reading) -> list[tuple[str, str, str, float]]:
    return [
        (time.mode.value, time.area_id, time.site_id, time.minutes)
        for time in reading.records
        if isinstance(time, TravelTime)
    ]


def test_each_row_is_a_time_and_the_file_is_its_source(tmp_path: Path) -> None:
    reading = read(
        csv_file(
            tmp_path,
            "by bus.csv",
            ["Origin", "Destination", "Minutes", "Mode"],
            ["E01000001", "hall", "17.5", "bus"],
            ["E01000002", " Village hall ", "8", "On foot"],
        )
    )
    assert times(reading) == [
        ("bus", "E01000001", "hall", 17.5),
        ("walk", "E01000002", "hall", 8.0),
    ]
    source, *records = reading.records
    assert isinstance(source, Source)
    assert {record.source_id for record in records} == {source.id} == {"file-by-bus-csv"}
    assert reading.refused == ()
    assert reading.notes == ("by bus.csv: 2 times from 2 areas to 1 site (on foot, by bus).",)


def test_one_mode_may_be_named_for_all_rows_that_do_not_say(tmp_path: Path) -> None:
    bare = csv_file(tmp_path, "a.csv", HEADER[:3], ["E01000001", "hall", 5])
    assert times(read(bare, Mode.CAR)) == [("car", "E01000001", "hall", 5.0)]
    some = csv_file(
        tmp_path, "b.csv", HEADER, ["E01000001", "hall", 5, ""], ["E01000001", "hall", 9, "bus"]
    )
    assert [mode for mode, *_ in times(read(some, Mode.CAR))] == ["car", "bus"]
    errors = refused(lambda: read(bare))
    assert places(errors) == [(1, "")]
    assert "add a column “mode”" in errors[0].message
    assert places(refused(lambda: read(some))) == [(2, "mode")]


@pytest.mark.parametrize(
    ("named", "latitude", "longitude", "found"),
    [
        ("hall", "", "", "hall"),
        ("VILLAGE HALL", "", "", "hall"),
        ("cafe", "", "", "cafe"),
        ("Youth Centre", "50.2", "-5.2", "north"),
        ("Youth Centre", "50.300001", "-5.299999", "south"),
        ("", "50.1", "-5.1", "hall"),
        ("hall", "1", "1", "hall"),
    ],
)
def test_a_destination_is_an_id_a_name_or_a_position(
    tmp_path: Path, named: str, latitude: str, longitude: str, found: str
) -> None:
    row = ["E01000001", named, 5, "bus", latitude, longitude]
    assert times(read(csv_file(tmp_path, "a.csv", FULL, row))) == [("bus", "E01000001", found, 5.0)]


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (["E09", "hall", 5, "bus", "", ""], "origin", "no area “E09”"),
        (["", "hall", 5, "bus", "", ""], "origin", "empty"),
        (["E01000001", "Castle", 5, "bus", "", ""], "destination", "no site “Castle”"),
        (["E01000001", "", 5, "bus", "", ""], "destination", "name a site"),
        (
            ["E01000001", "Youth Centre", 5, "bus", "", ""],
            "destination",
            "the name of 2 sites; give latitude and longitude, or one of their ids: north, south",
        ),
        (["E01000001", "", 5, "bus", 50.3, -5.3], "destination", "2 sites stand at 50.3, -5.3"),
        (["E01000001", "Castle", 5, "bus", 50.3, -5.3], "destination", "called “Castle” stands"),
        (["E01000001", "", 5, "bus", 51.0, -5.3], "destination", "No site stands at 51, -5.3"),
    ],
)
def test_a_row_about_a_place_that_is_not_there_is_refused_by_itself(
    tmp_path: Path, row: list[object], column: str, told: str
) -> None:
    good = ["E01000001", "hall", 5, "bus", "", ""]
    reading = read(csv_file(tmp_path, "a.csv", FULL, good, row))
    assert times(reading) == [("bus", "E01000001", "hall", 5.0)]
    assert places(reading.refused) == [(3, column)]
    assert told in reading.refused[0].message
    alone = refused(lambda: read(csv_file(tmp_path, "b.csv", FULL, row)))
    assert places(alone) == [(2, column), (0, "")]
    assert alone[1].message == "No row of the table could be used."


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (["E01000001", "hall", "soon", "bus"], "minutes", "“soon” is not a number"),
        (["E01000001", "hall", "-1", "bus"], "minutes", "-1 is outside 0 to 1,440"),
        (["E01000001", "hall", "1440.5", "bus"], "minutes", "1440.5 is outside 0 to 1,440"),
        (["E01000001", "hall", "nan", "bus"], "minutes", "“nan” is not a number"),
        (["E01000001", "hall", "1e999", "bus"], "minutes", "“1e999” is not a number"),
        (["E01000001", "hall", "", "bus"], "minutes", "empty"),
        (["E01000001", "hall", "NA", "bus"], "minutes", "cannot be gone"),
        (["E01000001", "hall", "5", "buss"], "mode", "Did you mean “bus”?"),
        (["E01000001", "hall", "5", "rocket"], "mode", "walk, cycle, bus, car"),
        (["E01000001", "hall", "5"], "", "has 3 values; the header names 4"),
        (["E01000001", "hall", "5", "bus", "x"], "", "has 5 values; the header names 4"),
    ],
)
def test_a_wrong_time_or_mode_refuses_the_file_with_its_place(
    tmp_path: Path, row: list[object], column: str, told: str
) -> None:
    good = ["E01000002", "hall", 5, "bus"]
    errors = refused(lambda: read(csv_file(tmp_path, "a.csv", HEADER, good, row)))
    assert places(errors) == [(3, column)]
    assert errors[0].file == "a.csv"
    assert told in errors[0].message


def test_half_a_position_is_refused(tmp_path: Path) -> None:
    row = ["E01000001", "Youth Centre", 5, "bus", "50.2", ""]
    assert places(refused(lambda: read(csv_file(tmp_path, "a.csv", FULL, row)))) == [
        (2, "latitude")
    ]


def test_every_wrong_row_is_named(tmp_path: Path) -> None:
    rows = [["E01000001", "hall", "x", "bus"], ["E01000002", "hall", 5, "x"]] * 3
    errors = refused(lambda: read(csv_file(tmp_path, "a.csv", HEADER, *rows)))
    assert places(errors) == [
        (number, "minutes" if number % 2 == 0 else "mode") for number in range(2, 8)
    ]


def test_the_same_way_twice_is_kept_once_and_with_two_times_is_refused(tmp_path: Path) -> None:
    row = ["E01000001", "hall", 5, "bus"]
    reading = read(
        csv_file(tmp_path, "a.csv", HEADER, row, [*row[:1], "Village Hall", "5.0", "bus"])
    )
    assert len(times(reading)) == 1
    assert "1 row repeats another" in reading.notes[0]
    errors = refused(lambda: read(csv_file(tmp_path, "b.csv", HEADER, row, [*row[:2], 6, "bus"])))
    assert places(errors) == [(3, "minutes")]
    assert "5 minutes in row 2 and 6 here" in errors[0].message


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "a.xlsx", HEADER, ["E01000001", "hall", 17.5, "bus"])
    assert times(read(path)) == [("bus", "E01000001", "hall", 17.5)]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "origin,destination,minutes,mode\n", "origin;destination;minutes\n", "a,b\n1,2\n"],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(lambda: read(text_file(tmp_path, "a.csv", text)))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(travel_times, "ROWS", 4)
    rows = [["E01000001", "hall", 5, "bus"]] * 4
    errors = refused(lambda: read(csv_file(tmp_path, "a.csv", HEADER, *rows)))
    assert "more than 4 rows" in errors[-1].message
    monkeypatch.setattr(travel_times, "ROWS", 5)
    assert len(times(read(csv_file(tmp_path, "a.csv", HEADER, *rows)))) == 1


def test_the_reading_tells_how_far_it_is_and_may_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(travel_times, "STEP", 2)
    rows = [["E01000001", "hall", 5, "bus"]] * 6
    path = csv_file(tmp_path, "a.csv", HEADER, *rows)
    told: list[int] = []
    read_travel_times(path, known=KNOWN, progress=lambda _stage, done, _total: told.append(done))
    assert told == [0, 2, 4, 7]

    def stop(_stage: str, done: int, _total: int) -> None:
        if done == 4:
            raise Interrupted("Stopped.")

    with pytest.raises(Interrupted):
        read_travel_times(path, known=KNOWN, progress=stop)


@given(st.floats(0, 1440).map(lambda minutes: round(minutes, 3)))
def test_any_time_of_a_day_comes_back_as_it_was_written(minutes: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        row = ["E01000001", "hall", minutes, "bus"]
        assert times(read(csv_file(Path(folder), "a.csv", HEADER, row)))[0][3] == minutes
