"""Grants by 360Giving's standard: what is taken, what is told, what is refused by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import FileRefused
from graph.model import OrganisationKind, Regrant, Source
from seeds.three_sixty_giving import own_prefix, read_grants
from seeds.three_sixty_giving.kinds import kind_of
from tests.seeds.grants import (
    HEADER,
    ROW,
    grants_in,
    only,
    organisations_in,
    read_csv,
    read_json,
    refusals,
    row,
    the_grant,
)
from tests.seeds.making import text_file
from tests.seeds.real import DATA, real

GRANTS = DATA / "grants"


def told(reading: Any, words: str) -> bool:
    return any(words in note for note in reading.notes)


def test_a_grant_links_its_funder_and_its_recipient_by_org_id(tmp_path: Path) -> None:
    reading = read_json(tmp_path, the_grant())
    grant = only(reading)
    assert (grant.id, grant.identifier) == ("360g-360G-trust-1", "360G-trust-1")
    assert (grant.amount_pounds, grant.awarded_on) == (5000.0, date(2024, 5, 1))
    found = organisations_in(reading)
    assert found[grant.funder_id].identifiers == ("GB-CHC-1000001",)
    assert found[grant.funder_id].kind is OrganisationKind.FUNDER
    assert found[grant.recipient_id].name == "Youth Club"
    assert isinstance(reading.records[0], Source)
    assert {record.source_id for record in reading.records[1:]} == {reading.records[0].id}
    assert not reading.refused


def test_the_same_grant_as_json_and_as_a_row_is_the_same_record(tmp_path: Path) -> None:
    assert read_csv(tmp_path, ROW).records == read_json(tmp_path, the_grant()).records


def test_grants_to_individuals_are_counted_and_nothing_of_them_is_kept(tmp_path: Path) -> None:
    single = the_grant(
        "360G-trust-2",
        title="For Jo Bloggs",
        recipientOrganization=None,
        recipientIndividual={"id": "360G-trust-IND", "name": "Jo Bloggs"},
    )
    reading = read_json(tmp_path, the_grant(), single)
    assert len(grants_in(reading)) == 1
    assert told(reading, "1 grant to individuals passed over")
    assert "Bloggs" not in str(reading)


def test_a_grant_to_be_given_on_is_marked(tmp_path: Path) -> None:
    reading = read_json(tmp_path, the_grant(regrantType="FRG010"))
    assert only(reading).regrant is Regrant.COMMON
    assert told(reading, "marked as given on")


def test_an_area_of_the_graph_is_where_it_is_spent_and_others_keep_their_codes(
    tmp_path: Path,
) -> None:
    where = [{"geoCode": "E04011399 ", "geoCodeType": "PAR"}, {"geoCode": "E12000009"}]
    grant = only(read_json(tmp_path, the_grant(beneficiaryLocation=where), areas={"E04011399": 0}))
    assert grant.area_ids == ("E04011399",)
    assert grant.codes_elsewhere == ("E12000009",)


def test_a_point_is_kept_and_one_outside_great_britain_is_told(tmp_path: Path) -> None:
    inside = the_grant(beneficiaryLocation=[{"latitude": "50.26", "longitude": -5.05}])
    outside = the_grant("360G-trust-2", beneficiaryLocation=[{"latitude": 5, "longitude": 50}])
    reading = read_json(tmp_path, inside, outside)
    assert [(each.latitude, each.longitude) for each in grants_in(reading)] == [
        (50.26, -5.05),
        (None, None),
    ]
    assert told(reading, "1 grant with a point outside Great Britain")


def test_the_recipients_postcode_is_its_head_office_and_no_beneficiary_area(
    tmp_path: Path,
) -> None:
    based = [{"id": "GB-CHC-1000002", "name": "Youth Club", "postalCode": "tr1  1aa"}]
    grant = only(read_json(tmp_path, the_grant(recipientOrganization=based)))
    assert (grant.head_office, grant.area_ids) == ("TR1 1AA", ())


@pytest.mark.parametrize(
    ("amount", "pounds"),
    [("£5,000", 5000), ("5,000.50", 5000.5), ("GBP 12", 12), ("£ 1,234,567", 1234567), ("0", 0)],
)
def test_pounds_and_commas_are_read_and_told(tmp_path: Path, amount: str, pounds: float) -> None:
    reading = read_csv(tmp_path, row(amount_awarded=amount))
    assert only(reading).amount_pounds == pounds
    assert told(reading, "£ or commas") == (amount != "0")


@pytest.mark.parametrize("amount", ["", "five", "5k", "1,00", "-5", "1e9999", "12,34,567", "€5"])
def test_what_is_no_amount_is_refused_at_its_cell(tmp_path: Path, amount: str) -> None:
    reading = read_csv(tmp_path, ROW, row(identifier="360G-trust-2", amount_awarded=amount))
    assert refusals(reading) == [(3, "Amount Awarded")]
    assert len(grants_in(reading)) == 1


@pytest.mark.parametrize(
    "text", ["01/05/2024", "1 May 2024", "1st May 2024", "2024-05-01T09:30:00Z", "01-May-2024"]
)
def test_a_date_as_text_is_read_as_people_here_write_it(tmp_path: Path, text: str) -> None:
    reading = read_csv(tmp_path, row(award_date=text))
    assert only(reading).awarded_on == date(2024, 5, 1)
    assert told(reading, "not written as 2025-03-31") == (text[4] != "-")


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "05/31/2024", "1816-05-01", "2024"])
def test_what_is_no_day_of_award_is_refused_at_its_cell(tmp_path: Path, text: str) -> None:
    reading = read_csv(tmp_path, row(award_date=text))
    assert refusals(reading) == [(2, "Award Date")]


def test_another_currency_is_told_and_not_taken_for_pounds(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, ROW, row(identifier="360G-trust-2", currency="EUR"))
    assert refusals(reading) == [(3, "Currency")]
    assert "EUR" in reading.refused[0].message


def test_a_blank_recipient_is_refused_and_one_without_identifier_is_known_by_its_name(
    tmp_path: Path,
) -> None:
    blank = row(identifier="360G-trust-2", recipient_org_identifier="", recipient_org_name="")
    nameless = row(recipient_org_identifier="")
    reading = read_csv(tmp_path, blank, nameless)
    assert refusals(reading) == [(2, "Recipient Org:Name")]
    recipient = organisations_in(reading)[only(reading).recipient_id]
    assert (recipient.name, recipient.identifiers) == ("Youth Club", ())
    assert told(reading, "no identifier; known by its name")


def test_planned_dates_may_be_a_year_or_a_month_and_a_length_gives_the_end(
    tmp_path: Path,
) -> None:
    def dates(**planned: Any) -> tuple[date | None, date | None]:
        grant = only(read_json(tmp_path, the_grant(plannedDates=[planned])))
        return grant.starts_on, grant.ends_on

    assert dates(startDate="2024", endDate="2025-02") == (date(2024, 1, 1), date(2025, 2, 28))
    assert dates(startDate="2024-04-01", duration=12) == (date(2024, 4, 1), date(2025, 3, 31))
    assert dates(startDate="2024-04-01", endDate="2023-01-01") == (date(2024, 4, 1), None)
    assert dates(startDate="soon", endDate="1024-01-01") == (None, None)


def test_a_grant_that_stands_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    for reading in (
        read_json(tmp_path, the_grant(), the_grant()),
        read_csv(tmp_path, ROW, ROW),
    ):
        assert len(grants_in(reading)) == 1
        assert told(reading, "a second time, just as before")
        assert not reading.refused


def test_a_grant_that_stands_twice_with_other_words_is_refused_and_the_first_stands(
    tmp_path: Path,
) -> None:
    spreadsheet = read_csv(tmp_path, ROW, row(amount_awarded="6000"))
    assert refusals(spreadsheet) == [(3, "Amount Awarded")]
    assert "row 2" in spreadsheet.refused[0].message
    listed = read_json(tmp_path, the_grant(), the_grant(amountAwarded=6000))
    assert refusals(listed) == [(2, "id")]
    assert only(spreadsheet).amount_pounds == only(listed).amount_pounds == 5000


def test_a_later_row_with_the_same_identifier_adds_what_is_blank_before(tmp_path: Path) -> None:
    header = (*HEADER, "Beneficiary Location:Name", "Beneficiary Location:1:Name")
    later = ("360G-trust-1", *[""] * (len(HEADER) - 1), "Bodmin", "Truro")
    reading = read_csv(tmp_path, (*row(description=""), "", ""), later, header=header)
    assert only(reading).place_name == "Bodmin; Truro"
    more = row(title="")
    reading = read_csv(tmp_path, row(description=""), more)
    assert (only(reading).name, only(reading).description) == ("Minibus", "Towards a minibus")
    assert not reading.refused


def test_extra_columns_are_named_and_a_wrong_one_gets_the_nearest_title(tmp_path: Path) -> None:
    header = [name.replace("Title", "Titel") for name in HEADER]
    reading = read_csv(tmp_path, (*ROW, "x"), header=(*header, "Our ref"))
    assert told(reading, "“Titel” (did you mean “Title”?)")
    assert told(reading, "“Our ref”")
    assert only(reading).name == "Grant to Youth Club"


def test_a_column_that_every_grant_needs_is_asked_for_by_its_title(tmp_path: Path) -> None:
    header = [name.replace("Amount Awarded", "Amount Award") for name in HEADER]
    with pytest.raises(FileRefused) as refused:
        read_csv(tmp_path, ROW, header=header)
    (error,) = refused.value.errors
    assert error.column == "Amount Awarded"
    assert "“Amount Award”" in error.message


def test_titles_are_read_without_regard_to_case_and_fields_may_stand_for_them(
    tmp_path: Path,
) -> None:
    header = [name.upper() for name in HEADER]
    header[8] = "recipientOrganization/0/id"
    assert only(read_csv(tmp_path, ROW, header=header)) == only(read_csv(tmp_path, ROW))


def test_rows_above_the_header_are_left_out_and_told(tmp_path: Path) -> None:
    lines = [("Our grants 2024",), (), HEADER, ROW]
    reading = read_csv(tmp_path, *lines[1:], header=lines[0])
    assert told(reading, "1 row above the header was left out")
    assert only(reading).name == "Minibus"


def test_a_file_in_windows_1252_or_utf_16_is_read_and_told(tmp_path: Path) -> None:
    lines = "\n".join([",".join(HEADER), ",".join(row(title="Café £5"))])
    for encoding in ("cp1252", "utf-16"):
        path = text_file(tmp_path, "grants.csv", lines.encode(encoding))

        reading = read_grants(path)
        assert only(reading).name == "Café £5"
        assert told(reading, "not UTF-8")


def test_a_birth_date_in_a_text_refuses_its_row(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, row(description="For a girl, date of birth 1/2/2014"))
    assert refusals(reading) == [(2, "Description")]


def test_what_the_graph_published_itself_is_known_again(tmp_path: Path) -> None:
    own = own_prefix("abc")
    ours = the_grant(
        f"{own}grant-7", recipientOrganization=[{"id": f"{own}our-club", "name": "Our Club"}]
    )
    grant = only(read_json(tmp_path, ours, own=own))
    assert (grant.id, grant.identifier, grant.recipient_id) == ("grant-7", "", "our-club")
    elsewhere = only(read_json(tmp_path, ours, own=own_prefix("other")))
    assert elsewhere.id.startswith("360g-360G-hedgerow-")


@pytest.mark.parametrize(
    ("name", "identifiers", "gives", "kind"),
    [
        ("Bodmin Town Council", (), False, OrganisationKind.PARISH_COUNCIL),
        ("Cornwall Council", ("GB-LAE-CON",), True, OrganisationKind.COUNCIL),
        ("London Borough of Lambeth", (), False, OrganisationKind.COUNCIL),
        ("St Austell Parochial Church Council", (), False, OrganisationKind.VOLUNTARY),
        ("Penryn College", (), False, OrganisationKind.SCHOOL),
        ("Friends of Penryn College", (), False, OrganisationKind.VOLUNTARY),
        ("1st Truro Scout Group", (), False, OrganisationKind.YOUTH_GROUP),
        ("Volunteer Cornwall CVS", (), False, OrganisationKind.INFRASTRUCTURE),
        ("Devon and Cornwall Police", (), True, OrganisationKind.PUBLIC_BODY),
        ("The Trust", ("GB-CHC-1",), True, OrganisationKind.FUNDER),
        ("Arts Council England", (), True, OrganisationKind.FUNDER),
        ("Carn Brea Leisure", ("GB-COH-00000001",), False, OrganisationKind.VOLUNTARY),
    ],
)
def test_what_an_organisation_is_follows_the_stated_rules(
    name: str, identifiers: tuple[str, ...], gives: bool, kind: OrganisationKind
) -> None:
    assert kind_of(name, identifiers, told="", gives=gives) is kind
    assert kind_of(name, identifiers, told="Business", gives=gives) is OrganisationKind.BUSINESS


def test_a_charity_number_and_a_company_number_become_org_ids(tmp_path: Path) -> None:
    it = {"id": "360G-x-ORG:1", "name": "Club", "charityNumber": "SC012345", "companyNumber": 1234}
    reading = read_json(tmp_path, the_grant(recipientOrganization=[it]))
    assert organisations_in(reading)[only(reading).recipient_id].identifiers == (
        "360G-x-ORG:1",
        "GB-SC-SC012345",
        "GB-COH-00001234",
    )


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"grants": {}}', '{"grants": []}', "[" * 100_000, "9" * 9_000, '"x"'],
)
def test_what_is_no_package_is_refused_with_the_reason(tmp_path: Path, text: str) -> None:

    with pytest.raises(FileRefused):
        read_grants(text_file(tmp_path, "grants.json", text))


@real("grants")
def test_a_real_funders_file_is_taken_whole() -> None:

    reading = read_grants(GRANTS / "360g_lloyds_bank_foundation_2010-2015.json")
    assert len(grants_in(reading)) == 4_116
    assert not reading.refused
    assert sum(bool(grant.head_office) for grant in grants_in(reading)) > 4_000


@real("grants")
def test_a_real_file_of_many_funders_keeps_regrants_apart_and_passes_individuals_over() -> None:

    reading = read_grants(GRANTS / "360g_mixed_funders_with_additional_data.json")
    assert len(grants_in(reading)) == 55
    assert sum(grant.regrant is not None for grant in grants_in(reading)) == 52
    assert told(reading, "99 grants to individuals passed over")
