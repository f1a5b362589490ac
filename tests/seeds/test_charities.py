from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from graph.model import AreaKind, Organisation, OrganisationKind, Source
from seeds.reading import Reading
from seeds.registers.charities import read_charities
from seeds.registers.taking import Held, Wish, registered_name
from tests.seeds.making import refused, text_file
from tests.seeds.real import DATA, real

WISH = Wish(today=date(2025, 11, 3))
HELD = Held(
    areas={
        "E06000052": ("Cornwall", AreaKind.LOCAL_AUTHORITY),
        "E06000010": ("Kingston upon Hull, City of", AreaKind.LOCAL_AUTHORITY),
        "E12000009": ("South West", AreaKind.REGION),
        "E92000001": ("England", AreaKind.COUNTRY),
    },
    identified={"GB-CHC-300": "The Old Boys' Club"},
)
EXTRACT = "2025-09-07 00:00:00.0000000"


def charity(number: int, name: str, *, linked: int = 0, **more: object) -> dict[str, object]:
    return {
        "date_of_extract": EXTRACT,
        "organisation_number": number,
        "registered_charity_number": number,
        "linked_charity_number": linked,
        "charity_name": name,
        "charity_registration_status": "Registered",
        "date_of_removal": None,
        "charity_contact_address1": "1 Somebody's Home",
        "charity_contact_postcode": "TR1 1AA",
        "charity_contact_email": "somebody@example.org",
        "charity_contact_web": "example.org",
        "charity_company_registration_number": None,
        "charity_activities": None,
        **more,
    }


def beside(number: int, **more: object) -> dict[str, object]:
    return {"registered_charity_number": number, "linked_charity_number": 0, **more}


def young(number: int) -> dict[str, object]:
    return beside(
        number, classification_code=201, classification_description="Children/young People"
    )


def doing(number: int, code: int) -> dict[str, object]:
    return beside(number, classification_code=code, classification_description="Something")


def working(number: int, kind: str, name: str) -> dict[str, object]:
    return beside(number, geographic_area_type=kind, geographic_area_description=name)


def as_json(folder: Path, name: str, *rows: Mapping[str, object]) -> Path:
    return text_file(folder, f"publicextract.{name}.json", "\ufeff" + json.dumps(list(rows)))


def as_text(folder: Path, name: str, *rows: Mapping[str, object]) -> Path:
    lines = ["\t".join(rows[0])]
    lines += ["\t".join("" if one is None else str(one) for one in row.values()) for row in rows]
    return text_file(folder, f"publicextract.{name}.txt", "\r\n".join(lines) + "\r\n")


def organisations(reading: Reading) -> list[Organisation]:
    return [record for record in reading.records if isinstance(record, Organisation)]


@pytest.mark.parametrize("write", [as_json, as_text])
def test_a_charity_is_joined_with_where_it_works_and_whom_it_is_for(
    tmp_path: Path, write: type
) -> None:
    activities = "Youth work in Truro; ring 01872 555 0100 or write to x@example.org."
    paths = [
        write(tmp_path, "charity_area_of_operation", working(100, "Local Authority", "Cornwall")),
        write(tmp_path, "charity_classification", young(100)),
        write(
            tmp_path,
            "charity",
            charity(
                100,
                "TRURO YMCA",
                charity_activities=activities,
                charity_company_registration_number="123456",
            ),
        ),
    ]
    reading = read_charities(paths, HELD, WISH)
    (made,) = organisations(reading)
    assert made == Organisation(
        id="charity-100",
        name="Truro YMCA",
        kind=OrganisationKind.VOLUNTARY,
        description="Youth work in Truro; ring or write to",
        identifiers=("GB-CHC-100", "GB-COH-00123456"),
        area_ids=("E06000052",),
        source_id="charity-register-england-wales",
    )
    source = reading.records[0]
    assert isinstance(source, Source)
    assert source.retrieved_on == date(2025, 9, 7)


def test_nothing_of_the_correspondent_is_read(tmp_path: Path) -> None:
    reading = read_charities([as_json(tmp_path, "charity", charity(100, "A"))], HELD, WISH)
    said = repr(reading)
    assert not [word for word in ("Somebody", "TR1", "@", "example.org") if word in said]


def test_a_subsidiary_is_not_mistaken_for_the_main_charity(tmp_path: Path) -> None:
    path = as_json(
        tmp_path,
        "charity",
        charity(100, "The Fund of Another", linked=1),
        charity(100, "The Main One"),
    )
    reading = read_charities([path], HELD, WISH)
    assert [made.name for made in organisations(reading)] == ["The Main One"]
    assert any("1 charity is linked to another charity" in note for note in reading.notes)


def test_removed_charities_are_counted_and_named_where_the_graph_has_them(tmp_path: Path) -> None:
    path = as_json(
        tmp_path,
        "charity",
        charity(100, "Here"),
        charity(200, "Gone", charity_registration_status="Removed"),
        charity(300, "Gone Too", charity_registration_status="Removed"),
    )
    reading = read_charities([path], HELD, WISH)
    assert [made.name for made in organisations(reading)] == ["Here"]
    notes = " ".join(reading.notes)
    assert "2 charities have been removed from the register" in notes
    assert "In the graph, but removed from the register: The Old Boys' Club." in notes


def test_charities_not_for_young_people_are_passed_over_unless_all_are_wanted(
    tmp_path: Path,
) -> None:
    paths = [
        as_json(tmp_path, "charity", charity(100, "Youth"), charity(200, "Donkeys")),
        as_json(tmp_path, "charity_classification", young(100), doing(200, 111)),
    ]
    few = read_charities(paths, HELD, WISH)
    assert [made.name for made in organisations(few)] == ["Youth"]
    assert any("not classified as for children" in note for note in few.notes)
    everything = read_charities(paths, HELD, Wish(today=WISH.today, everything=True))
    assert [made.name for made in organisations(everything)] == ["Youth", "Donkeys"]


def test_a_charity_that_only_makes_grants_is_a_funder(tmp_path: Path) -> None:
    paths = [
        as_json(tmp_path, "charity", charity(100, "Giver"), charity(200, "Doer")),
        as_json(
            tmp_path,
            "charity_classification",
            *(young(100), doing(100, 302), young(200), doing(200, 302), doing(200, 306)),
        ),
    ]
    kinds = {made.name: made.kind for made in organisations(read_charities(paths, HELD, WISH))}
    assert kinds == {"Giver": OrganisationKind.FUNDER, "Doer": OrganisationKind.VOLUNTARY}


def test_areas_of_operation_are_found_by_name_or_by_a_look_up_that_is_given(tmp_path: Path) -> None:
    named = {100: "Kingston Upon Hull City", 200: "Cornwall And Scilly", 300: "Devon"}
    paths = [
        as_json(tmp_path, "charity", *(charity(number, f"C{number}") for number in named)),
        as_json(
            tmp_path,
            "charity_area_of_operation",
            *(working(number, "Local Authority", name) for number, name in named.items()),
            working(300, "Region", "Throughout England And Wales"),
            working(300, "Country", "France"),
        ),
        text_file(
            tmp_path,
            "gss.csv",
            "geographic_area_type,geographic_area_description,GSS\n"
            "Local Authority,Cornwall And Scilly,E06000052\n",
        ),
    ]
    reading = read_charities(paths, HELD, WISH)
    found = {made.id: made.area_ids for made in organisations(reading)}
    assert found == {
        "charity-100": ("E06000010",),
        "charity-200": ("E06000052",),
        "charity-300": ("E92000001",),
    }
    assert any("1 of the council areas" in note and "Devon" in note for note in reading.notes)
    here = read_charities(paths, HELD, Wish(today=WISH.today, here=True))
    assert {made.id for made in organisations(here)} == {"charity-100", "charity-200"}


def test_without_charities_among_the_files_nothing_is_imported(tmp_path: Path) -> None:
    paths = [as_json(tmp_path, "charity_classification", young(100))]
    assert (
        "None of the files lists" in refused(lambda: read_charities(paths, HELD, WISH))[0].message
    )
    gone = charity(1, "A", charity_registration_status="Removed")
    errors = refused(lambda: read_charities([as_json(tmp_path, "charity", gone)], HELD, WISH))
    assert "There is no charity to import" in errors[0].message


def test_a_charity_without_a_name_is_refused_by_itself(tmp_path: Path) -> None:
    path = as_json(tmp_path, "charity", charity(100, ""), charity(200, "Named"))
    reading = read_charities([path], HELD, WISH)
    assert [made.name for made in organisations(reading)] == ["Named"]
    assert [(error.row, error.column) for error in reading.refused] == [(1, "charity_name")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("THE SCOUT ASSOCIATION", "The Scout Association"),
        ("ST. MARY'S YOUTH CLUB", "St. Mary's Youth Club"),
        ("1ST BODMIN SCOUT GROUP (GIRLS' CLUB)", "1st Bodmin Scout Group (Girls' Club)"),
        ("Truro YMCA", "Truro YMCA"),
        ("YMCA", "YMCA"),
    ],
)
def test_names_in_capitals_are_written_as_people_write_them(written: str, shown: str) -> None:
    assert registered_name(written) == shown


@real("orgs/ccew_format_sample/publicextract.charity.zip")
def test_the_published_extract_is_read_as_it_is_published() -> None:
    folder = DATA / "orgs" / "ccew_format_sample"
    reading = read_charities(sorted(folder.glob("*.zip")), HELD, WISH)
    found = organisations(reading)
    assert len(found) == 72
    assert not reading.refused
    everything = read_charities(
        sorted(folder.glob("*.zip")), HELD, Wish(today=WISH.today, everything=True)
    )
    assert len(organisations(everything)) == 122
    assert any("78 charities have been removed" in note for note in everything.notes)
    assert any("372 charities are linked" in note for note in everything.notes)
