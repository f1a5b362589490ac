"""Any spreadsheet through the pages: guessed, put right, looked at, saved, brought in at once."""

from __future__ import annotations

import csv
import io

import pytest

from graph.model import Theme
from service.config import Config
from service.mappings import saved
from tests.builders import an_organisation
from tests.seeds.making import csv_text
from tests.web.reader import Read, Reader
from tests.web.test_imports import csrf, result

HEADER = ("Activity name", "Provider", "Ages", "Times", "Colour", "E-mail")
CLUB = ("Youth club", "Truro Trust", "11-16", "Tue 6-8pm", "red", "a@example.org")
CHOIR = ("Zyzzyva", "Truro Trust", "families", "fortnightly", "blue", "")
FORMULA = ("=1+1 youth club", "Truro Trust", "8-25", "", "", "")


def form_of(page: Read, action: str = "") -> dict[str, str]:
    """The fields of a page's forms as a browser would send them."""
    sent = {one.get("name", ""): one.get("value", "") for one in page.all("input")}
    for select in page.all("select"):
        options = list(select)
        chosen = next((one for one in options if one.get("selected") is not None), options[0])
        sent[select.get("name", "")] = chosen.get("value", "")
    return sent


def send(read: Reader, text: str | bytes, *, name: str = "clubs.csv", status: int = 303, **more):
    data = {
        "csrf_token": csrf(read.get("/import/spreadsheet")),
        "file": (io.BytesIO(text.encode() if isinstance(text, str) else text), name),
        **more,
    }
    return read.post("/import/spreadsheet", data, status=status, content_type="multipart/form-data")


def follow(read: Reader, address: str, **changed: str) -> str:
    """Send the form of a page on, with some fields changed; where it leads."""
    page = read.get(address)
    data = {**form_of(page), **changed}
    return str(read.post(address, data, status=303).headers["Location"])


@pytest.fixture
def bring(spare_app) -> Reader:
    return Reader(spare_app)


def test_a_spreadsheet_is_guessed_put_right_and_brought_in(bring, spare, spare_app):
    sent = send(bring, csv_text(HEADER, CLUB, CHOIR, FORMULA))
    columns = str(sent.headers["Location"])
    page = bring.get(columns)
    assert "4 of 6 columns would be read" in page.words
    assert "becomes Tue 18:00-20:00" in page.words
    assert "Never read" in page.words
    assert "a@example.org" not in page.html
    words = follow(bring, columns, name="Clubs of Truro")
    assert words == f"{columns}/words"
    asked = bring.get(words)
    assert "Ages: “families”" in asked.words
    given = form_of(asked)
    chosen = {
        f"word-{key.removeprefix('text-')}": {"families": "0-16", "Zyzzyva": "voice"}[value]
        for key, value in given.items()
        if key.startswith("text-")
    }
    look = follow(bring, words, **chosen)
    shown = bring.get(look)
    assert "3 rows of 3 can be taken" in shown.words
    assert "does not come every week" in shown.words
    assert spare.counts().get("Activity", 0) == 0  # nothing is written yet
    listed = list(csv.reader(io.StringIO(bring.client.get(f"{look}.csv").text)))
    assert [line[1] for line in listed[1:]] == ["taken"] * 3
    assert listed[3][3].startswith("'=")
    done = bring.post(f"{columns}/bring", {"csrf_token": csrf(shown)}, status=303)
    report = result(bring, str(done.headers["Location"]))
    assert "3 activities" in report.words
    table = spare.snapshot().activities
    themes = dict(zip(table.name, table.theme, strict=True))
    assert themes["Zyzzyva"] == Theme.VOICE
    assert spare.counts()["Activity"] == 3
    (change,) = spare.recent_changes()[:1]
    assert f"/import/changes/{change.id}/take-back" in report.links
    assert "would go" in bring.get(f"/import/changes/{change.id}/take-back").words
    for address in (columns, f"{columns}/look"):  # back, and a second press, lead to the report
        again = bring.client.get(address)
        assert again.status_code == 303
        assert again.headers["Location"] == done.headers["Location"]
    twice = bring.post(f"{columns}/bring", {"csrf_token": csrf(shown)}, status=303)
    assert twice.headers["Location"] == done.headers["Location"]
    assert len(spare.recent_changes()) == 1
    config: Config = spare_app.config["HEDGEROW"]
    left = [path for path in (config.data / "spreadsheets").rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["job.json"]


def test_a_saved_mapping_is_offered_for_the_next_file(bring, spare_app):
    columns = str(send(bring, csv_text(HEADER, CLUB)).headers["Location"])
    look = follow(bring, columns, name="Clubs of Truro")
    assert look == f"{columns}/look"
    page = bring.get(look)
    bring.post(f"{columns}/save", {"csrf_token": csrf(page)}, status=303)
    config: Config = spare_app.config["HEDGEROW"]
    (kept,) = saved.saved(saved.folder_of(config.data))
    assert kept.name == "Clubs of Truro"
    assert "As “Clubs of Truro”" in bring.get("/import/spreadsheet").words
    again = str(send(bring, csv_text(HEADER, CLUB), mapping=kept.id).headers["Location"])
    assert "Clubs of Truro" in bring.get(again).html
    told = bring.client.get(f"{again}/mapping.json").json
    assert told["columns"]["Provider"] == "organisation"


def test_refused_rows_come_first_with_the_reason_at_their_cell(bring):
    columns = str(send(bring, csv_text(HEADER, CLUB, ("", *CLUB[1:]))).headers["Location"])
    page = bring.get(follow(bring, columns))
    assert "1 row of 2 can be taken; 1 cannot" in page.words
    first = page.all("tbody")[0][0]
    assert "Refused" in "".join(first.itertext())
    assert "The row says no name" in "".join(first.itertext())


def test_another_kind_of_list_is_guessed_again(bring):
    columns = str(send(bring, csv_text(HEADER, CLUB)).headers["Location"])
    assert follow(bring, columns, listed="organisations", again="yes") == columns
    options = {one.get("value") for one in bring.get(columns).all("option")}
    assert "charity_number" in options


def test_what_is_wrong_in_the_forms_is_told_and_nothing_is_lost(bring):
    columns = str(send(bring, csv_text(HEADER, CLUB, CHOIR)).headers["Location"])
    sent = form_of(bring.get(columns)) | {"name": "", "column-4": "name"}
    sent.pop("again", None)
    page = bring.post(columns, sent, status=400)
    assert "Say what this list is called." in page.text
    assert "is Name already" in page.text
    words = follow(bring, columns)
    asked = form_of(bring.get(words))
    at = next(key[5:] for key, value in asked.items() if value == "families")
    page = bring.post(words, {**asked, f"word-{at}": "some"}, status=400)
    assert "is not understood" in page.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Choose a spreadsheet"),
        (b"\x00\x01", "zero bytes"),
        ("<html></html>", "web page"),
        ("Name,Date of birth\nClub,01/02/2012\n", "when people were born"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_kept(bring, spare_app, text, told):
    name = "" if not text else "a.csv"
    answer = send(bring, text, name=name, status=400 if not text else 422)
    assert told in answer.text
    config: Config = spare_app.config["HEDGEROW"]
    assert not list((config.data / "spreadsheets").glob("*"))


def test_a_token_that_is_none_leads_nowhere(bring):
    for token in ("x", "a" * 32, "..%2f..%2fetc"):
        bring.get(f"/import/spreadsheet/{token}", status=404)
    page = bring.get(f"/import/spreadsheet/{'a' * 32}/look", status=404)
    assert "sent over a day ago" in page.words
    assert page.all("input", name="file")


def test_organisations_that_the_graph_has_are_linked_by_name(bring, spare):
    spare.write([an_organisation("trust", name="Truro Trust")], by="test", message="Made")
    columns = str(send(bring, csv_text(HEADER, CLUB)).headers["Location"])
    page = bring.get(follow(bring, columns))
    assert "1 activity" in page.words
    assert "1 organisation" not in page.words
