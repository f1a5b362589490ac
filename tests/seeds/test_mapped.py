"""Any spreadsheet: its columns guessed, its rows taken or refused."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Activity, Asset, AssetKind, Organisation, Request, Site, Theme
from seeds.mapped.around import Around
from seeds.mapped.fields import Listed
from seeds.mapped.grid import read_grid
from seeds.mapped.guess import guess
from seeds.mapped.reader import mapped
from tests.seeds.clubs import AROUND, CHOIR, DROP_IN, HEADER, mapping_of, of, read
from tests.seeds.making import csv_file

# -- guessing -----------------------------------------------------------------------


def test_columns_are_guessed_by_name_checked_by_their_cells_with_a_reason(tmp_path):
    found = guess(read_grid(csv_file(tmp_path, "a.csv", HEADER, DROP_IN, CHOIR)))
    assert found.listed is Listed.ACTIVITIES
    assert found.fields == {
        "Activity name": "name",
        "Provider": "organisation",
        "Day": "days",
        "Times": "sessions",
        "Ages": "ages",
        "Cost": "cost",
        "Venue": "site_name",
        "Postcode": "postcode",
    }
    assert all(one.confidence >= 0.85 and one.reason for one in found.columns)


def test_a_column_whose_name_says_nothing_is_guessed_by_its_cells(tmp_path):
    header = ("Activity name", "Provider", "Q7", "Q8", "Q9")
    rows = [("Club", "Trust", f"TR1 1A{letter}", "£2.50", "11-16 yrs") for letter in "ABD"]
    found = guess(read_grid(csv_file(tmp_path, "a.csv", header, *rows)))
    assert found.fields["Q7"] == "postcode"
    assert found.fields["Q8"] == "cost"
    assert found.fields["Q9"] == "ages"
    assert found.columns[2].confidence < 0.85
    assert "look like" in found.columns[2].reason


def test_contact_columns_are_passed_over_by_name_and_by_what_is_in_them(tmp_path):
    header = ("Activity name", "Provider", "E-mail", "Who")
    row = ("Club", "Trust", "a@example.org", "01872 000000")
    found = guess(read_grid(csv_file(tmp_path, "a.csv", header, row)))
    assert [one.contact for one in found.columns] == [False, False, True, True]
    assert not {"E-mail", "Who"} & found.fields.keys()


@pytest.mark.parametrize(
    ("header", "row", "listed"),
    [
        (("Venue name", "Capacity", "Hourly rate"), ("Hall", "60", "£10"), Listed.ASSETS),
        (("Organisation", "Charity number"), ("Trust", "1234567"), Listed.ORGANISATIONS),
        (("Request", "Who asks", "Needed from"), ("Room", "Trust", "1/2/26"), Listed.REQUESTS),
    ],
)
def test_what_a_table_lists_is_guessed(tmp_path, header, row, listed):
    assert guess(read_grid(csv_file(tmp_path, "a.csv", header, row))).listed is listed


# -- reading ------------------------------------------------------------------------


def test_rows_become_activities_with_their_organisation_and_place(tmp_path):
    found = read(csv_file(tmp_path, "a.csv", HEADER, DROP_IN, CHOIR))
    club, choir = of(found, Activity)
    (trust,), (hall,) = of(found, Organisation), of(found, Site)
    assert club.organisation_id == choir.organisation_id == trust.id
    assert club.site_id == hall.id
    assert (hall.latitude, hall.longitude, hall.postcode) == (50.26, -5.05, "TR1 1AA")
    assert (club.theme, choir.theme) == (Theme.OPEN_ACCESS, Theme.MUSIC)
    assert (club.cost_pounds, choir.cost_pounds) == (0.5, 0.0)
    assert str(choir.ages) == "11 to 14"
    assert not found.reading.refused
    assert not found.marks
    assert {one.source_id for one in (club, trust, hall)} == {"sheet-clubs"}


def test_ids_are_the_same_each_time_and_the_others_own_ids_are_used(tmp_path):
    path = csv_file(tmp_path, "a.csv", HEADER, DROP_IN, CHOIR)
    assert read(path).reading == read(path).reading
    path = csv_file(tmp_path, "b.csv", ("Ref", *HEADER), ("A 7", *DROP_IN))
    assert of(read(path), Activity)[0].id == "sheet-clubs~a-7"


def test_what_cannot_be_taken_is_listed_by_row_and_cell_and_the_rest_is_offered(tmp_path):
    rows = (
        DROP_IN,
        ("", *CHOIR[1:]),
        (*CHOIR[:4], "families", *CHOIR[5:]),
        ("Zyzzyva", *CHOIR[1:]),
        (*CHOIR[:5], "donation", "Shed", "TR9 9ZZ"),
        (*CHOIR[:7], "94110"),
    )
    found = read(csv_file(tmp_path, "a.csv", HEADER, *rows))
    assert [one.name for one in of(found, Activity)] == ["Youth club", "Choir"]
    assert [(one.row, one.column) for one in found.reading.refused] == [
        (3, "Activity name"),
        (4, "Ages"),
        (5, "Activity name"),
        (7, "Postcode"),
    ]
    told = [(one.row, one.column) for one in found.marks if not one.refuses and one.row == 6]
    assert told == [(6, "Postcode"), (6, "Cost")]
    assert [(one.field.name, one.text) for one in found.unknown] == [
        ("ages", "families"),
        ("theme", "Zyzzyva"),
    ]


def test_words_that_a_person_mapped_are_read_so_and_rows_that_say_nothing_get_the_rest(tmp_path):
    rows = (("Zyzzyva", *CHOIR[1:4], "families", *CHOIR[5:]), (*CHOIR[:4], "", *CHOIR[5:]))
    path = csv_file(tmp_path, "a.csv", HEADER, *rows)
    grid = read_grid(path)
    mapping = mapping_of(grid, otherwise={"ages": "11-18"})
    mapping = mapping.with_words("ages", {"Families": "0-16"})
    mapping = mapping.with_words("theme", {"ZYZZYVA": "voice"})
    first, second = of(mapped(grid, mapping, around=AROUND), Activity)
    assert (first.theme, str(first.ages)) == (Theme.VOICE, "0 to 16")
    assert str(second.ages) == "11 to 18"


def test_two_rows_of_one_activity_are_one_with_both_times(tmp_path):
    again = (*DROP_IN[:2], "Thu", "Thurs 7-9pm", "13-18", *DROP_IN[5:])
    found = read(csv_file(tmp_path, "a.csv", HEADER, DROP_IN, again))
    (club,) = of(found, Activity)
    assert [str(one) for one in club.sessions] == ["Tue 18:00-20:00", "Thu 19:00-21:00"]
    assert str(club.ages) == "11 to 18"
    assert "its times and ages (together 11 to 18) were added" in found.marks[0].message


def test_what_another_row_of_an_activity_says_in_vain_is_told(tmp_path):
    again = (*DROP_IN[:2], "Thu", "Thurs 7-9pm", "11-16", "£2", *DROP_IN[6:])
    found = read(csv_file(tmp_path, "a.csv", HEADER, DROP_IN, again))
    (club,) = of(found, Activity)
    assert club.cost_pounds == 0.5
    assert "Its cost differ" in found.marks[0].message


def test_times_take_their_days_from_another_column(tmp_path):
    header = ("Activity", "Organisation", "Ages", "Day", "Time")
    rows = (
        ("Football", "Trust", "11-16", "Tues & Thurs", "7-9pm"),
        ("Art club", "Trust", "8-12", "Mon", "3.30-5"),
        ("Choir", "Trust", "8-12", "1st Wed", "6-8pm"),
    )
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    football, art, choir = of(found, Activity)
    assert [str(one) for one in football.sessions] == ["Tue 19:00-21:00", "Thu 19:00-21:00"]
    assert [str(one) for one in art.sessions] == ["Mon 15:30-17:00"]
    assert choir.sessions == ()
    assert [mark.row for mark in found.marks if mark.row == 2] == []
    assert any(mark.row == 4 and "every week" in mark.message for mark in found.marks)


def test_clubs_that_run_themselves_are_their_own_organisations(tmp_path):
    header = ("Club", "Sport", "Junior section ages", "Training days", "Training times", "Venue")
    rows = (
        ("Lewes AC", "Athletics", "9-17", "Tues & Thurs", "6.30-8pm", "The Track"),
        ("Worthing TT", "Table tennis", "8+", "Fri", "19:00-21:00", "Hall"),
    )
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    assert {one.name for one in of(found, Organisation)} == {"Lewes AC", "Worthing TT"}
    assert [one.theme for one in of(found, Activity)] == [Theme.SPORT, Theme.SPORT]
    assert [str(one) for one in of(found, Activity)[1].sessions] == ["Fri 19:00-21:00"]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (("Name of space", "Capacity", "Postcode", "Opening times"), "Name of space"),
        (("Enw / Name", "Capacity", "Côd post / Postcode", "Oriau / Opening times"), "Enw / Name"),
    ],
)
def test_columns_are_known_by_a_part_of_their_names_too(tmp_path, header, named):
    row = ("Village hall", "80", "TR1 1AA", "Tuesdays 10am-12 noon")
    grid = read_grid(csv_file(tmp_path, "a.csv", header, row))
    fields = guess(grid, Listed.ASSETS).fields
    assert fields[named] == "name"
    assert set(fields.values()) == {"name", "capacity", "postcode", "sessions"}


def test_days_under_from_and_to_are_not_taken_for_times(tmp_path):
    header = ("Activity", "Provider", "From", "To", "Ages")
    row = ("Camp", "Trust", "28/07/2025", "22 August 2025", "8-12")
    fields = guess(read_grid(csv_file(tmp_path, "a.csv", header, row))).fields
    assert set(fields.values()) == {"name", "organisation", "ages"}


def test_words_that_refuse_rows_are_asked_about_first(tmp_path):
    often = (*DROP_IN[:3], "by arrangement", *DROP_IN[4:])
    rows = [(f"Youth club {at}", *often[1:]) for at in range(3)]
    rows.append((*DROP_IN[:4], "families", *DROP_IN[5:]))
    found = read(csv_file(tmp_path, "a.csv", HEADER, *rows))
    assert [one.text for one in found.unknown] == ["families", "by arrangement"]


def test_a_start_early_in_the_morning_is_told(tmp_path):
    header = ("Activity", "Organisation", "Ages", "Day", "Start time", "End time")
    row = ("Judo", "Trust", "8-12", "Mon", "06:30", "08:00")
    found = read(csv_file(tmp_path, "a.csv", header, row))
    assert [str(one) for one in of(found, Activity)[0].sessions] == ["Mon 06:30-08:00"]
    assert any("early in the morning" in mark.message for mark in found.marks)


def test_a_theme_out_of_a_part_of_a_cell_is_told_and_may_be_chosen_otherwise(tmp_path):
    header = ("Activity", "Organisation", "Ages", "Theme")
    row = ("Thing", "Trust", "8-12", "Music / Sports")
    found = read(csv_file(tmp_path, "a.csv", header, row))
    (mark,) = found.marks
    assert "is taken as" in mark.message
    assert [one.text for one in found.unknown] == ["Music / Sports"]


@pytest.mark.parametrize("at", [0, 1, 6])
def test_names_are_kept_without_how_to_reach_people_and_it_is_told(tmp_path, at):
    row = list(DROP_IN)
    row[at] += " (07700 900111)"
    found = read(csv_file(tmp_path, "a.csv", HEADER, tuple(row)))
    kept = [getattr(record, "name", "") for record in found.reading.records]
    assert not any("07700" in name or "(" in name for name in kept)
    assert any("consent" in mark.message for mark in found.marks)


def test_organisations_that_the_graph_has_are_named_and_not_made_again(tmp_path):
    grid = read_grid(csv_file(tmp_path, "a.csv", HEADER, DROP_IN))
    around = Around(organisations={"trust": "truro trust"})
    found = mapped(grid, mapping_of(grid), around=around)
    assert of(found, Activity)[0].organisation_id == "trust"
    assert not of(found, Organisation)


def test_assets_organisations_and_requests_are_read_too(tmp_path):
    hall = ("Village hall", "Parish Council", "60", "£12.50", "Y", "50.26", "-5.05")
    header = ("Venue", "Managed by", "Capacity", "Hourly rate", "Step free", "Lat", "Long")
    found = read(csv_file(tmp_path, "a.csv", header, hall), Listed.ASSETS)
    (asset,) = of(found, Asset)
    assert (asset.kind, asset.capacity, asset.cost_pounds_per_hour) == (AssetKind.VENUE, 60, 12.5)
    assert asset.step_free is True
    assert asset.site_id == of(found, Site)[0].id

    header = ("Organisation", "Type", "Charity number", "Website", "Last updated")
    row = ("Truro Trust", "Charity", "1234567", "www.example.org", "1 March 2026")
    found = read(csv_file(tmp_path, "b.csv", header, row), Listed.ORGANISATIONS)
    (trust,) = of(found, Organisation)
    assert trust.identifiers == ("GB-CHC-1234567",)
    assert trust.website == "https://www.example.org"
    assert trust.verified_on == date(2026, 3, 1)

    header = ("Request", "Who asks", "Type needed", "Needed from", "Times")
    row = ("A minibus on Saturdays", "Truro Trust", "minibus", "01/03/2026", "Sat 10am-4pm")
    found = read(csv_file(tmp_path, "c.csv", header, row), Listed.REQUESTS)
    (asked,) = of(found, Request)
    assert (asked.wanted, asked.starts_on) == (AssetKind.VEHICLE, date(2026, 3, 1))
    assert [str(one) for one in asked.times] == ["Sat 10:00-16:00"]


def test_a_position_outside_great_britain_refuses_its_row(tmp_path):
    header = ("Venue", "Lat", "Long")
    rows = (("Hall", 50.26, -5.05), ("Pier", 37.8, -122.4), ("Half", 50.26, ""))
    found = read(csv_file(tmp_path, "a.csv", header, *rows), Listed.ASSETS)
    assert [one.name for one in of(found, Asset)] == ["Hall"]
    assert [error.row for error in found.reading.refused] == [3, 4]


def test_descriptions_are_kept_without_how_to_reach_people(tmp_path):
    header = (*HEADER, "Description")
    row = (*DROP_IN, "Ring 01872 000000 or ask x@example.org for pool")
    (club,) = of(read(csv_file(tmp_path, "a.csv", header, row)), Activity)
    assert "01872" not in club.description
    assert "@" not in club.description
    assert "pool" in club.description


def test_ages_marked_in_columns_of_their_own_are_put_together(tmp_path):
    header = ("Program Name", "Agency Name", "6-13", "14-17", "Category")
    rows = (("Band", "Trust", "X", "X", "music"), ("Chess", "Trust", "", "X", "club code"))
    found = read(csv_file(tmp_path, "a.csv", header, *rows))
    assert [str(one.ages) for one in of(found, Activity)] == ["6 to 17", "14 to 17"]


def test_a_row_with_several_problems_is_refused_once_and_is_not_taken_for_vanished(tmp_path):
    taken = read(csv_file(tmp_path, "a.csv", HEADER, CHOIR))
    path = csv_file(tmp_path, "b.csv", HEADER, (*CHOIR[:4], "families", *CHOIR[5:7], "94110"))
    found = read(path, Listed.ACTIVITIES)
    (error,) = found.reading.refused
    assert "families" in error.message
    assert "column “Postcode”" in error.message
    assert of(taken, Activity)[0].id.startswith("sheet-clubs~choir~truro-trust")
    assert found.reading.seen == {of(taken, Activity)[0].id}
