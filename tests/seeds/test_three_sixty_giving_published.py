"""Files of grants as publishers make them: exports, workbooks with more in them, formulas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import FileRefused
from graph.model import Regrant, Source
from seeds.reading import Reading
from seeds.three_sixty_giving import read_grants
from seeds.three_sixty_giving.org_ids import org_id_in
from tests.seeds.grants import (
    HEADER,
    ROW,
    grants_in,
    only,
    organisations_in,
    package,
    read_csv,
    read_json,
    refusals,
    row,
    the_grant,
)
from tests.seeds.making import csv_text, text_file, xlsx_file


def told(reading: Reading, words: str) -> bool:
    return any(words in note for note in reading.notes)


def source_in(reading: Reading) -> Source:
    (source,) = (record for record in reading.records if isinstance(record, Source))
    return source


def book(folder: Path, **sheets: Any) -> Reading:
    """The reading of a workbook whose first, empty sheet is as Excel begins one."""
    return read_grants(xlsx_file(folder, "grants.xlsx", **sheets))


@pytest.mark.parametrize(("sign", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_signs_than_commas_between_the_values_are_read_and_told(
    tmp_path: Path, sign: str, words: str
) -> None:
    text = "\r\n".join(sign.join(cells) for cells in (HEADER, ROW))
    reading = read_grants(text_file(tmp_path, "grants.csv", text))
    assert only(reading).amount_pounds == 5000
    assert told(reading, f"The values have {words} between them.")


def test_unicode_text_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    text = "\r\n".join("\t".join(cells) for cells in (HEADER, row(title="Café")))
    reading = read_grants(text_file(tmp_path, "grants.txt", text.encode("utf-16")))
    assert only(reading).name == "Café"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_package_that_is_not_utf_8_is_read_and_told(tmp_path: Path, encoding: str) -> None:
    text = json.dumps({"grants": [the_grant(title="Café")]}, ensure_ascii=False)
    reading = read_grants(text_file(tmp_path, "grants.txt", text.encode(encoding)))
    assert only(reading).name == "Café"
    assert told(reading, "not UTF-8")


def test_an_export_of_grantnav_marks_regrants_and_passes_individuals_over(tmp_path: Path) -> None:
    header = (*HEADER, "Recipient Individual Id", "Recipient Individual Name", "Regrant Type")
    reading = read_csv(
        tmp_path,
        (*ROW, "", "", "FRG010"),
        (*row(identifier="360G-trust-2")[:8], "", "", "360G-trust-ind-1", "Individual", ""),
        header=(*header,),
    )
    assert only(reading).regrant is Regrant.COMMON
    assert told(reading, "1 grant to individuals passed over")
    assert not reading.refused


def test_the_licence_that_each_grant_of_an_export_names_is_its_sources(tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    rows = read_csv(tmp_path, (*ROW, licence), header=(*HEADER, "License"))
    assert source_in(rows).licence == licence
    grant = the_grant(dataset={"license": licence})
    path = package(tmp_path, grant, license="See the dataset of each grant")
    assert source_in(read_grants(path)).licence == licence


@pytest.mark.parametrize(
    "meta",
    [
        [["Title", "Our grants"], ["Publisher:Name", "The Trust Ltd"], ["License", "CC BY 4.0"]],
        [["Publisher:Name", "License", "Identifier"], ["The Trust Ltd", "CC BY 4.0", "ours"]],
    ],
    ids=["down", "across"],
)
def test_the_sheet_meta_says_who_publishes_and_on_which_licence(tmp_path: Path, meta: Any) -> None:
    reading = book(tmp_path, grants=[HEADER, ROW], Meta=meta)
    assert only(reading).name == "Minibus"
    assert not reading.refused
    assert source_in(reading).attribution == "The Trust Ltd"
    assert source_in(reading).licence == "CC BY 4.0"


def test_sheets_of_other_things_are_passed_over_and_refuse_nothing(tmp_path: Path) -> None:
    columns = [["Identifier", "Description"], ["x-1", "What a column means"]]
    reading = book(tmp_path, grants=[HEADER, ROW], Columns=columns, **{"# Notes": columns})
    assert only(reading).name == "Minibus"
    assert not reading.refused
    assert told(reading, "“Columns” has no identifier of a grant")
    assert told(reading, "“# Notes” is for people only")


def test_an_error_of_the_spreadsheet_refuses_its_row_only_where_the_cell_is_needed(
    tmp_path: Path,
) -> None:
    header = (*HEADER, "Recipient Org:Company Number", "Notes")
    reading = book(
        tmp_path,
        grants=[
            header,
            (*row(identifier="360G-trust-1"), "#N/A", "#REF!"),
            (*row(identifier="360G-trust-2", amount_awarded="#VALUE!"), "", ""),
            *((*row(identifier=f"360G-many-{at}"), "#N/A", "") for at in range(250)),
        ],
    )
    assert len(grants_in(reading)) == 251
    assert refusals(reading) == [(3, "Amount Awarded")]
    assert told(reading, "251 cells hold an error")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("GB-CHC-1000002", "GB-CHC-1000002"),
        ("gb-chc- 1000002", "GB-CHC-1000002"),
        ("GB-CHC-1000002.0", "GB-CHC-1000002"),
        ("GB-COH-1234567", "GB-COH-01234567"),
        ("GB-SC-12345", "GB-SC-SC012345"),
        ("GB-NIC-NIC100012", "GB-NIC-100012"),
        ("360G-trust-Ref 7", "360G-trust-Ref 7"),
        ("360G-trust-0", "360G-trust-0"),
        ("GB-CHC-", ""),
        ("GB-CHC-N/A", ""),
        ("GB-COH-0", ""),
        ("360G-trust-", ""),
        ("#N/A", ""),
        ("n/a", ""),
    ],
)
def test_an_org_id_is_read_as_its_list_has_it(written: str, means: str) -> None:
    assert org_id_in(written) == means


@pytest.mark.parametrize("nothing", ["GB-CHC-", "GB-CHC-0", "N/A", "#N/A"])
def test_organisations_without_a_number_are_not_made_one_by_what_stands_there(
    tmp_path: Path, nothing: str
) -> None:
    grants = [
        row(
            identifier=f"360G-trust-{at}", recipient_org_identifier=nothing, recipient_org_name=name
        )
        for at, name in enumerate(("Truro Youth Club", "Bodmin Scouts"))
    ]
    reading = read_csv(tmp_path, *grants)
    found = organisations_in(reading).values()
    assert {one.name for one in found} == {"The Trust", "Truro Youth Club", "Bodmin Scouts"}
    assert all(not one.identifiers for one in found if one.name != "The Trust")
    assert told(reading, "without a number")


@pytest.mark.parametrize("number", ["0", "N/A", "#N/A", "-", "none"])
def test_what_is_no_charity_number_identifies_nobody(tmp_path: Path, number: str) -> None:
    recipient = {"name": "Youth Club", "charityNumber": number, "companyNumber": number}
    reading = read_json(tmp_path, the_grant(recipientOrganization=[recipient]))
    assert {one.identifiers for one in organisations_in(reading).values()} == {
        ("GB-CHC-1000001",),
        (),
    }


@pytest.mark.parametrize("name", ["Individual", "Grant to an individual", "Private individuals"])
def test_a_recipient_that_is_called_an_individual_is_one(tmp_path: Path, name: str) -> None:
    recipient = {"id": "360G-trust-ind", "name": name}
    reading = read_json(tmp_path, the_grant(recipientOrganization=[recipient]))
    assert told(reading, "1 grant to individuals passed over")
    assert not reading.records


def test_a_recipient_called_not_available_has_no_name(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, row(recipient_org_name="#N/A"))
    assert refusals(reading) == [(2, "Recipient Org:Name")]


@pytest.mark.parametrize("text", ["31/03/24", "2024/03/31", "2024-3-31", "31-Mar-24", "45382"])
def test_a_day_that_only_spreadsheets_write_is_read_and_told(tmp_path: Path, text: str) -> None:
    reading = read_csv(tmp_path, row(award_date=text))
    assert only(reading).awarded_on.isoformat() == "2024-03-31"
    assert told(reading, "not written as 2025-03-31")


@pytest.mark.parametrize("text", ["12/31/2024", "March 2024", "2024", "2024-02-30"])
def test_a_day_that_there_is_not_is_refused(tmp_path: Path, text: str) -> None:
    assert refusals(read_csv(tmp_path, row(award_date=text))) == [(2, "Award Date")]


@pytest.mark.parametrize(("text", "pounds"), [("1e+05", 100_000), ("5000 GBP", 5000)])
def test_amounts_as_programs_write_them_are_read_and_told(
    tmp_path: Path, text: str, pounds: float
) -> None:
    reading = read_csv(tmp_path, row(amount_awarded=text))
    assert only(reading).amount_pounds == pounds
    assert told(reading, "in the amount")


def test_fields_with_dots_between_are_known(tmp_path: Path) -> None:
    names = {"Identifier": "id", "Currency": "currency", "Amount Awarded": "amountAwarded"}
    names |= {"Award Date": "awardDate", "Funding Org:Name": "fundingOrganization.0.name"}
    names |= {"Recipient Org:Name": "recipientOrganization.0.name"}
    reading = read_csv(tmp_path, ROW, header=[names.get(title, title) for title in HEADER])
    assert only(reading).amount_pounds == 5000


def test_a_web_page_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "grants.csv", "<!DOCTYPE html>\n<html><body>Grants, all</body></html>"
    )
    with pytest.raises(FileRefused, match="This is a web page"):
        read_grants(path)


def test_a_header_without_grants_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="no grant below it"):
        read_csv(tmp_path)


def test_a_file_of_which_nothing_is_taken_leaves_no_source(tmp_path: Path) -> None:
    path = text_file(tmp_path, "g.csv", csv_text(HEADER, row(amount_awarded="lots")))
    reading = read_grants(path)
    assert reading.refused
    assert not reading.records
