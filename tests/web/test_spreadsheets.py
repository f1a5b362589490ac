"""An organisation's rows in a spreadsheet: down, changed elsewhere, looked at, kept all or not."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from graph.model import (
    Activity,
    Asset,
    Consent,
    Contact,
    ContactKind,
    ProposalState,
    Role,
    Standing,
)
from service.bulk.sheets import guarded, unguarded
from service.opened import today
from tests.builders import a_request, an_activity
from tests.village import village
from tests.web.people import TOKEN, somebody

PAGE = "/our/council/spreadsheet"
AWKWARD = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> 🦔 מועדון ’'


@pytest.fixture
def clerk(spare, spare_app):
    hall = next(one for one in village() if one.id == "hall")
    records = [
        *village(),
        replace(hall, description=AWKWARD, conditions="+44\nkeys"),
        an_activity("club", by="council", at="hall-site"),
        a_request("room", by="council"),
        Contact(
            id="bookings",
            name="Bookings",
            organisation_id="council",
            kind=ContactKind.PHONE,
            value="+44 1872 123456",
            consent=Consent.YES,
        ),
    ]
    spare.write({one.id: one for one in records}.values(), by="test", message="A village")
    return somebody(spare_app, spare, "Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))


def down(person, address="/our/council/rows.xlsx"):
    answer = person.client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.data


def book_of(person):
    return openpyxl.load_workbook(io.BytesIO(down(person)))


def sent(person, data, name="rows.xlsx"):
    """What comes back for a file, and the address of the button of the preview."""
    if not isinstance(data, bytes):
        out = io.BytesIO()
        data.save(out)
        data = out.getvalue()
    answer = person.send(PAGE, {"file": (io.BytesIO(data), name)})
    page = person.check(answer)
    forms = [one.get("action") for one in page.all("form") if PAGE + "/" in one.get("action", "")]
    return page, (forms or [""])[0]


def press(person, page, action):
    token = TOKEN.search(page.html)
    return person.client.post(action, data={"csrf_token": token[1]})


def row_of(sheet, id):
    return next(row for row in sheet.iter_rows(min_row=2) if row[0].value == id)


def column(sheet, heading):
    return next(cell.column - 1 for cell in sheet[1] if cell.value == heading)


def put(sheet, id, heading, value):
    row_of(sheet, id)[column(sheet, heading)].value = value


def test_what_goes_down_and_comes_back_untouched_changes_nothing(clerk, spare):
    before = spare.revision()
    page, button = sent(clerk, down(clerk))
    assert "The file changes nothing: every row is as it was." in page.words
    assert button == ""
    for word in ("asset", "activity", "request", "contact", "organisation"):
        page, button = sent(clerk, down(clerk, f"/our/council/{word}.csv"), f"{word}.csv")
        assert "The file changes nothing" in page.words, word
    assert spare.revision() == before


def test_no_cell_that_goes_down_is_a_formula_and_ids_are_locked(clerk):
    book = book_of(clerk)
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))
    hall = row_of(book["What we share"], "hall")
    assert hall[0].protection.locked
    assert not hall[1].protection.locked
    rows = csv.reader(io.StringIO(down(clerk, "/our/council/contact.csv").decode("utf-8-sig")))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''@x", "+44", "-", "@me", "'plain", "plain", "", "\tx"]
)
def test_what_is_made_harmless_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_words_that_may_stand_in_a_cell_are_listed_and_offered(clerk):
    book = book_of(clerk)
    words = {cell.value for row in book["Words"].iter_rows() for cell in row}
    assert {"Venue", "Non-profit organisations", "Open-access youth club"} <= words
    rules = book["What we share"].data_validations.dataValidation
    assert any(rule.formula1.startswith("Words!$") for rule in rules)


def test_a_change_is_shown_from_what_to_what_and_kept_by_one_button(clerk, spare):
    book = book_of(clerk)
    share = book["What we share"]
    put(share, "hall", "Capacity", 80)
    put(share, "hall", "Who may use it", "Non-profit organisations")
    share.cell(4, column(share, "Name") + 1, "A marquee")
    share.cell(4, column(share, "Kind") + 1, "Equipment")
    revision = spare.revision()
    page, button = sent(clerk, book)
    assert "The file would add 1 row and change 1 row. Nothing is kept yet." in page.words
    assert "Capacity 60" in page.words
    assert "80" in page.words
    assert spare.revision() == revision
    answer = press(clerk, page, button)
    assert (answer.status_code, answer.location) == (303, "/our/council")
    hall = spare.asset("hall")
    assert (hall.capacity, hall.borrowers, hall.verified_on) == (80, "non_profit", today())
    assert hall.description == AWKWARD
    marquee = next(one for one in spare.kept_by(Asset, "council") if one.name == "A marquee")
    assert (marquee.organisation_id, marquee.kind) == ("council", "equipment")
    assert int(spare.revision()) == int(revision) + 1
    assert spare.recent_changes(1)[0].via == "spreadsheet"
    assert press(clerk, page, button).status_code == 404  # it works once


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_can_be_kept(clerk, spare):
    book = book_of(clerk)
    share, run = book["What we share"], book["What we run"]
    put(share, "hall", "Capacity", "lots")
    put(share, "hall", "Kind", "boat")
    put(run, "club", "Name", "x" * 10_000)
    share.cell(4, 1, "staff")  # somebody else's row
    page, button = sent(clerk, book)
    assert page.status == 422
    assert button == ""
    for words in (
        "Capacity “lots” is not a whole number from 0 to 100,000.",
        "Kind “boat” is none of Venue",
        "Name The name has 10,000 characters; at most 300 fit.",
        "“staff” is the id of none of your rows; leave it empty for a new row.",
    ):
        assert words in page.words
    assert spare.asset("staff").organisation_id == "trust"


def test_what_changed_after_the_preview_is_not_written_over(clerk, spare):
    book = book_of(clerk)
    put(book["What we share"], "hall", "Capacity", 80)
    put(book["What we run"], "club", "Places", 7)
    page, button = sent(clerk, book)
    spare.write([replace(spare.asset("hall"), capacity=10)], by="x", message="Meanwhile")
    answer = press(clerk, page, button)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "so nothing was saved" in clerk.get(PAGE).words
    assert spare.asset("hall").capacity == 10
    assert spare.activity("club").places == 25


def test_where_edits_wait_each_row_becomes_a_proposal(clerk, spare):
    spare.desk.standings.keep(Standing(id="council", edits_wait=True))
    book = book_of(clerk)
    put(book["What we share"], "hall", "Capacity", 80)
    put(book["What we run"], "club", "Places", 7)
    page, button = sent(clerk, book)
    assert "Send all of it to a steward" in page.words
    press(clerk, page, button)
    found = spare.desk.proposals.in_state(ProposalState.WAITING)
    assert sorted((one.kind, one.deed) for one in found) == [
        ("Activity", "changed"),
        ("Asset", "changed"),
    ]
    assert spare.asset("hall").capacity == 60


def test_a_preview_is_for_who_asked_and_nobody_else(clerk, spare, spare_app):
    book = book_of(clerk)
    put(book["What we share"], "hall", "Capacity", 80)
    _page, button = sent(clerk, book)
    other = somebody(spare_app, spare, "Other", Role.CONTRIBUTOR, organisation_ids=("council",))
    assert other.send(button, form=PAGE).status_code == 404
    for token in ("x", "..", "%2e%2e%2fsecret", "A" * 32):
        assert clerk.send(f"{PAGE}/{token}", form=PAGE).status_code == 404
    assert spare.asset("hall").capacity == 60


def test_the_rows_of_others_go_neither_down_nor_up(clerk):
    for address in ("/our/group/rows.xlsx", "/our/group/asset.csv", "/our/group/spreadsheet"):
        assert clerk.status(address) == 403
    assert clerk.status("/our/council/boat.csv") == 404
    assert clerk.send("/our/group/spreadsheet", {}, form=PAGE).status_code == 403
    down_here = down(clerk).decode("latin-1")
    assert "Staff" not in down_here


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return out.getvalue()


HEAD = "Asset id,Name,Kind"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7 not a table", "rows.xlsx", "This is not a table"),
        (b"just some words", "rows.xlsx", "None of its sheets is one of ours"),
        (b"PK\x03\x04 broken", "rows.xlsx", "not a sound .xlsx workbook"),
        (bomb(), "rows.xlsx", "zip bomb"),
        (b"\xd0\xcf\x11\xe0old", "rows.xls", "old .xls workbook"),
        (f"{HEAD}\n,St Piran’s,Venue\n".encode("cp1252"), "rows.csv", "is not UTF-8"),
        (f"{HEAD}\n".encode("utf-16"), "rows.csv", "UTF-16"),
        (b"", "rows.csv", "empty"),
        (f"{HEAD},Date of birth\n,Hall,Venue,1\n".encode(), "a.csv", "when people were born"),
        (f'{HEAD}\n,"Jo T, DOB 04/05/2011",Venue\n'.encode(), "a.csv", "when somebody was born"),
        (f"{HEAD},organisation_id\n,Hall,Venue,group\n".encode(), "a.csv", "column is not known"),
        (f"{HEAD}\n,Hall\n".encode(), "a.csv", "cut off here"),
        ((HEAD + "\n" + ",Hall,Venue\n" * 2_001).encode(), "a.csv", "more than 2,000 rows"),
    ],
)
def test_what_is_no_such_spreadsheet_is_refused_in_words(clerk, spare, data, name, words):
    before = spare.revision()
    page, button = sent(clerk, data, name)
    assert page.status == 422
    assert words in page.words
    assert button == ""
    assert spare.revision() == before


def test_no_file_is_a_problem_of_the_field(clerk):
    answer = clerk.send(PAGE, {})
    assert answer.status_code == 400
    assert "Choose a file to send." in clerk.check(answer).words


def test_a_new_row_by_csv_is_theirs_whatever_the_file_says(clerk, spare):
    text = "Activity id,Name,Theme,Ages\n,מועדון 🦔 O’Brien’s,Music,11 to 18\n"
    page, button = sent(clerk, text.encode(), "a.csv")
    assert "מועדון 🦔 O’Brien’s" in page.words
    press(clerk, page, button)
    made = next(one for one in spare.kept_by(Activity, "council") if one.id != "club")
    assert (made.name, made.site_id) == ("מועדון 🦔 O’Brien’s", "hall-site")
