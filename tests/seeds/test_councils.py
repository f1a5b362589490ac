from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.model import AreaKind, Organisation, OrganisationKind
from seeds.reading import Reading
from seeds.registers.councils import read_councils
from seeds.registers.parish_councils import read_parish_councils
from seeds.registers.taking import Held, Wish
from tests.seeds.making import csv_file, refused, text_file, xlsx_file
from tests.seeds.real import DATA, real

TODAY = date(2025, 11, 3)
WISH = Wish(today=TODAY)
ALL = Wish(today=TODAY, everything=True)
HELD = Held(
    areas={
        "E06000052": ("Cornwall", AreaKind.LOCAL_AUTHORITY),
        "E04011399": ("Advent", AreaKind.PARISH),
        "E04011400": ("Altarnun", AreaKind.PARISH),
        "E04011499": ("Falmouth", AreaKind.PARISH),
    }
)
PLANNING = ("reference", "name", "local-authority-type", "statistical-geography", "end-date")
MYSOCIETY = (
    *("local-authority-code", "official-name", "gss-code", "start-date", "end-date"),
    *("nation", "local-authority-type", "current-authority"),
)


def organisations(reading: Reading) -> list[Organisation]:
    return [record for record in reading.records if isinstance(record, Organisation)]


def test_a_council_has_its_tier_its_org_id_and_its_area(tmp_path: Path) -> None:
    row = ("CON", "Cornwall Council", "UA", "E06000052", "")
    reading = read_councils([csv_file(tmp_path, "c.csv", PLANNING, row)], HELD, WISH)
    assert organisations(reading) == [
        Organisation(
            id="council-E06000052",
            name="Cornwall Council",
            kind=OrganisationKind.COUNCIL,
            description="Unitary authority",
            identifiers=("GB-LAE-CON",),
            area_ids=("E06000052",),
            source_id="register-of-councils",
        )
    ]


def test_abolished_councils_are_passed_over_and_named_with_the_day(tmp_path: Path) -> None:
    rows = [
        ("CON", "Cornwall Council", "UA", "E06000052", ""),
        ("CAR", "Carrick District Council", "NMD", "E07000017", "2009-04-01"),
        ("OLD", "Still Standing Council", "NMD", "E07000018", "2028-04-01"),
    ]
    reading = read_councils([csv_file(tmp_path, "c.csv", PLANNING, *rows)], HELD, WISH)
    assert [made.name for made in organisations(reading)] == [
        "Cornwall Council",
        "Still Standing Council",
    ]
    assert any("Carrick District Council (2009-04-01)" in note for note in reading.notes)


def test_org_ids_are_taken_from_a_look_up_and_councils_are_kept_once(tmp_path: Path) -> None:
    council = ("COR", "Cornwall Council", "E06000052", "2009-04-01", "", "England", "UA", "True")
    paths = [
        csv_file(
            tmp_path, "ids.csv", ("org_id", "name", "gss_code"), ("GB-LAE-CON", "C", "E06000052")
        ),
        csv_file(tmp_path, "my.csv", MYSOCIETY, council),
    ]
    (made,) = organisations(read_councils(paths, HELD, WISH))
    assert (made.name, made.identifiers) == ("Cornwall Council", ("GB-LAE-CON",))


def test_councils_outside_england_are_taken_only_where_all_are_wanted(tmp_path: Path) -> None:
    rows = [
        ("CON", "Cornwall Council", "E06000052", "", "", "England", "UA", "True"),
        ("ABE", "Aberdeen City Council", "S12000033", "", "", "Scotland", "SCO", "True"),
        ("DRY", "Derry City Council", "", "", "", "Northern Ireland", "NID", "False"),
    ]
    path = csv_file(tmp_path, "my.csv", MYSOCIETY, *rows)
    assert len(organisations(read_councils([path], HELD, WISH))) == 1
    everything = organisations(read_councils([path], HELD, ALL))
    assert [made.identifiers for made in everything] == [("GB-LAE-CON",), ("GB-LAS-ABE",)]


def test_a_combined_authority_is_a_public_body(tmp_path: Path) -> None:
    row = ("LCR", "Liverpool City Region Combined Authority", "COMB", "E47000004", "")
    (made,) = organisations(read_councils([csv_file(tmp_path, "c.csv", PLANNING, row)], HELD, WISH))
    assert made.kind is OrganisationKind.PUBLIC_BODY


def test_only_councils_of_the_graphs_areas_are_taken_where_that_is_wanted(tmp_path: Path) -> None:
    rows = [
        ("CON", "Cornwall Council", "UA", "E06000052", ""),
        ("DEV", "Devon County Council", "CTY", "E10000008", ""),
    ]
    path = csv_file(tmp_path, "c.csv", PLANNING, *rows)
    here = read_councils([path], HELD, Wish(today=TODAY, here=True))
    assert [made.name for made in organisations(here)] == ["Cornwall Council"]


def test_parish_councils_are_named_and_those_without_an_area_here_passed_over(
    tmp_path: Path,
) -> None:
    text = (
        '{"E04011399": "Advent", "E04000001": "Blackrod", "W04000001": "Aber", '
        '"E43000001": "Hartlepool, unparished area"}'
    )
    path = text_file(tmp_path, "parishes.json", text)
    reading = read_parish_councils([path], HELD, WISH)
    assert organisations(reading) == [
        Organisation(
            id="parish-council-E04011399",
            name="Advent Parish Council",
            kind=OrganisationKind.PARISH_COUNCIL,
            identifiers=("ons:E04011399",),
            area_ids=("E04011399",),
            source_id="register-of-parish-councils",
        )
    ]
    notes = " ".join(reading.notes)
    assert "1 parish is no area of the graph" in notes
    assert "1 parish is a Welsh community" in notes
    assert "1 parish is an unparished area" in notes
    everything = organisations(read_parish_councils([path], HELD, ALL))
    assert [(made.id, made.area_ids) for made in everything] == [
        ("parish-council-E04000001", ()),
        ("parish-council-E04011399", ("E04011399",)),
    ]


def test_a_list_of_names_tells_which_parish_has_a_town_council(tmp_path: Path) -> None:
    codes = csv_file(
        tmp_path,
        "codes.csv",
        ("PAR23CD", "PAR23NM", "LAD23CD"),
        ("E04011499", "Falmouth", "E06000052"),
        ("E04011400", "Altarnun", "E06000052"),
    )
    names = text_file(
        tmp_path,
        "names.txt",
        "Abbas Parish Council\nFalmouth Town Council\nAltarnun Town Council\n"
        "Altarnun Parish Council\n",
    )
    found = organisations(read_parish_councils([codes, names], HELD, WISH))
    assert [made.name for made in found] == ["Altarnun Parish Council", "Falmouth Town Council"]


def test_parishes_of_another_year_and_own_columns_are_read(tmp_path: Path) -> None:
    newest = csv_file(
        tmp_path,
        "p.csv",
        ("PARNCP21CD", "PARNCP21NM", "PARNCP25CD", "PARNCP25NM"),
        ("E04000009", "Old", "E04011399", "Advent"),
    )
    (made,) = organisations(read_parish_councils([newest], HELD, WISH))
    assert made.id == "parish-council-E04011399"
    own = xlsx_file(
        tmp_path,
        "own.xlsx",
        ["code", "name", "council", "website"],
        ["E04011499", "Falmouth", "Falmouth Town Council", "https://falmouth.example"],
    )
    (made,) = organisations(read_parish_councils([own], HELD, WISH))
    assert (made.name, made.website) == ("Falmouth Town Council", "https://falmouth.example")


def test_a_code_that_is_no_parishs_is_refused_by_itself(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "p.csv", ("PARCD", "PARNM"), ("E05000001", "A Ward"), ("E04011399", "Advent")
    )
    reading = read_parish_councils([path], HELD, WISH)
    assert len(organisations(reading)) == 1
    assert [error.row for error in reading.refused] == [2]


def test_where_the_graph_has_none_of_the_parishes_it_says_what_would_help(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "p.csv", ("PARCD", "PARNM"), ("E04000001", "Blackrod"))
    errors = refused(lambda: read_parish_councils([path], HELD, WISH))
    assert "hedgerow import areas" in errors[0].message
    assert "--all" in errors[0].message


@real("orgs/mhclg_local_authority_organisations.csv", "orgs/mysociety_uk_local_authorities.csv")
def test_the_published_registers_of_councils_agree_about_cornwall() -> None:
    ids = DATA / "geo" / "la_orgid_to_gss.csv"
    for name in ("mhclg_local_authority_organisations.csv", "mysociety_uk_local_authorities.csv"):
        reading = read_councils([DATA / "orgs" / name, ids], HELD, WISH)
        found = {made.id: made for made in organisations(reading)}
        cornwall = found["council-E06000052"]
        assert (cornwall.name, cornwall.identifiers) == ("Cornwall Council", ("GB-LAE-CON",))
        assert 300 < len(found) < 400
        assert not reading.refused
        assert any("abolished" in note for note in reading.notes)


@real("geo/parishes_gss_codes_names.json", "orgs/parish_and_town_council_names.txt")
def test_the_published_parishes_are_all_read() -> None:
    paths = [
        DATA / "geo" / "parishes_gss_codes_names.json",
        DATA / "orgs" / "parish_and_town_council_names.txt",
    ]
    reading = read_parish_councils(paths, HELD, ALL)
    assert len(organisations(reading)) == 10_463
    assert not reading.refused
    notes = " ".join(reading.notes)
    assert "878 parishes are Welsh communities" in notes
    assert "239 parishes are unparished areas" in notes


def test_names_of_parish_councils_alone_are_refused_by_the_files_name_with_what_is_missing(
    tmp_path: Path,
) -> None:
    path = text_file(tmp_path, "Namen ä.txt", "Wittersham Parish Council\nSt Just Town Council\n")
    (row,) = refused(lambda: read_parish_councils([path], HELD, WISH))
    assert row.file == "Namen ä.txt"
    assert "codes and names of the parishes" in row.message
