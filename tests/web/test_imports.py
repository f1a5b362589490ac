"""Bringing files in through a page: kept whole, refused with reasons, stopped without a trace."""

from __future__ import annotations

import io
import re
import threading
import time

import pytest

from graph.errors import Interrupted
from seeds.templates import KINDS, template
from service.forms.upload import safe_name
from tests.builders import a_site, an_area
from tests.web.reader import Read, Reader


def csrf(page: Read) -> str:
    return page.all("input", name="csrf_token")[0].get("value", "")


def send(
    read: Reader, kind: str, files: dict[str, bytes], *, status: int = 303, **fields: str
) -> str:
    """Fill the form in and send it; the address that it leads to."""
    data = {
        **fields,
        "csrf_token": csrf(read.get("/import")),
        "kind": kind,
        "files": [(io.BytesIO(content), name) for name, content in files.items()],
    }
    answer = read.post("/import", data, status=status, content_type="multipart/form-data")
    return str(answer.headers.get("Location", ""))


def result(read: Reader, address: str) -> Read:
    """The page of an import once it has ended."""
    until = time.monotonic() + 60
    while True:
        page = read.get(address)
        if not page.all("progress"):
            return page
        assert time.monotonic() < until, page.words
        time.sleep(0.05)


@pytest.fixture
def bring(spare_app) -> Reader:
    return Reader(spare_app)


def filled(kind: str) -> bytes:
    """The template with its example row made a real one that names no other record."""
    heading, example = template(kind).splitlines()[:2]
    row = example.replace("example-", "real-").replace("E06000052; E05013273 (0.4)", "")
    return f"{heading}\r\n{row}\r\n".encode()


def test_areas_come_in_and_the_page_says_what_was_added(bring, spare):
    page = result(bring, send(bring, "areas", {"areas.csv": filled("areas")}))
    assert "Done." in page.words
    assert "Added:" in page.words
    assert spare.counts()["Area"] == 1
    change = spare.recent_changes()[0]
    assert change.by == "import page"
    again = result(bring, send(bring, "areas", {"areas.csv": filled("areas")}))
    assert "nothing was changed" in again.words
    assert spare.recent_changes()[0] == change


def test_travel_times_come_in_and_take_the_place_of_older_ones(bring, spare):
    places = [an_area("a"), an_area("b"), a_site("hall"), a_site("club", 900)]
    spare.write(places, by="test", message="Places")
    old, new = b"origin,destination,minutes\r\na,hall,9\r\nb,club,8\r\n", b"a,hall,7\r\n"
    page = result(bring, send(bring, "travel_times", {"old.csv": old}, mode="bus"))
    assert "2 travel times" in page.words
    replaced = {"new.csv": b"origin,destination,minutes\r\n" + new}
    page = result(bring, send(bring, "travel_times", replaced, mode="bus", replacing="yes"))
    assert "Taken out: 1 travel time." in page.words
    assert spare.snapshot().travel.minutes.tolist() == [7.0]
    refused = bring.post(
        "/import",
        {"csrf_token": csrf(bring.get("/import")), "kind": "travel_times", "mode": "rocket"},
        status=400,
        content_type="multipart/form-data",
    )
    assert "Choose how they travel from the list." in refused.text


def test_every_error_is_told_with_its_place_and_the_graph_stays_as_it_was(bring, spare):
    before = spare.revision()
    broken = filled("areas").decode().rstrip().replace("50.", "950.") + "\r\n"
    page = result(bring, send(bring, "areas", {"areas.csv": broken.encode()}))
    assert "The files were not brought in, and the graph is as it was." in page.words
    table = page.all("table")[0]
    assert "areas.csv" in "".join(table.itertext())
    assert "latitude" in "".join(table.itertext())
    assert spare.revision() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noise.csv", b"\xff\xfe\x00\x01\x80 not text at all \xc3\x28"),
        ("empty.csv", b""),
        ("bomb.xlsx", b"PK\x03\x04 this is no workbook"),
        ("script.csv", b"<script>alert(1)</script>\r\n<script>alert(1)</script>\r\n"),
        ("../../<b>.csv", b"colour,shape\r\nred,round\r\n"),
    ],
)
@pytest.mark.parametrize("kind", ["areas", "boundaries", "places", "travel_times"])
def test_a_file_that_is_something_else_is_refused_with_a_reason(bring, spare, kind, name, content):
    before = spare.revision()
    page = result(bring, send(bring, kind, {name: content}))
    assert "not brought in" in page.words
    assert page.all("table")
    assert spare.revision() == before


def test_a_form_without_kind_or_file_says_what_to_choose(bring):
    data = {"csrf_token": csrf(bring.get("/import"))}
    answer = bring.post("/import", data, status=400)
    assert "Choose what is in the files." in answer.text
    assert "Choose a file to bring in." in answer.text


def test_a_job_can_be_stopped_from_its_page_and_nothing_is_kept(bring, spare, monkeypatch):
    begun = threading.Event()

    def slowly(store, paths, *, by, progress):
        begun.set()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            progress("Reading", 1, 100)
            time.sleep(0.01)
        return store.write([an_area("late")], by=by, message="Too late")

    monkeypatch.setattr("service.imports.import_areas", slowly)
    before = spare.revision()
    address = send(bring, "areas", {"areas.csv": b"x"})
    assert begun.wait(10)
    page = bring.get(address)
    assert page.all("progress")
    assert 'http-equiv="refresh"' in page.html
    told = bring.client.get(f"{address}.json").json
    assert told["ended"] is False
    bring.post(f"{address}/stop", {"csrf_token": csrf(page)}, status=303)
    page = result(bring, address)
    assert "Stopped. It was stopped. The graph is as it was." in page.words
    assert spare.revision() == before


def test_a_write_that_is_stopped_halfway_leaves_nothing(spare):
    before = spare.revision(), spare.counts()
    seen = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append(stage)
        if len(seen) > 2:
            raise Interrupted("stopped")

    with pytest.raises(Interrupted):
        spare.write(
            [an_area(f"a{n}") for n in range(5_000)], by="test", message="Many", progress=progress
        )
    assert (spare.revision(), spare.counts()) == before


def test_an_upload_beyond_the_limit_is_refused_with_the_limit(bring, spare_app, tmp_path):
    before = sorted(p.name for p in (tmp_path / "data").rglob("*"))
    with bring.client.post(
        "/import",
        data=b"x" * 1_500_000,
        content_type="multipart/form-data; boundary=x",
    ) as answer:
        assert answer.status_code == 413
        assert "Files of up to 1 MB can be sent here." in answer.text
        assert "too large" in answer.text
    assert sorted(p.name for p in (tmp_path / "data").rglob("*")) == before


def test_templates_can_be_had_and_are_the_readers_own(bring):
    assert set(KINDS) >= {"organisations", "assets", "activities"}
    links = bring.get("/import").links
    for kind in KINDS:
        assert f"/import/templates/{kind}.csv" in links
        answer = bring.client.get(f"/import/templates/{kind}.csv")
        assert answer.text == template(kind)
        assert f'filename="{kind}.csv"' in answer.headers["Content-Disposition"]
    assert bring.status("/import/templates/secrets.csv") == 404


def test_the_newest_imports_are_listed_with_how_they_ended(bring):
    result(bring, send(bring, "areas", {"areas.csv": filled("areas")}))
    page = bring.get("/import")
    assert re.search(r"Areas from areas\.csv .* Done", page.words)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("halls.csv", "halls.csv"),
        ("C:\\Users\\me\\halls.csv", "halls.csv"),
        ("../../etc/passwd", "passwd"),
        (".hidden", "hidden"),
        ("\x00\n.csv", "csv"),
        ("", "file"),
        ("Ysgol Gynradd Môn.csv", "Ysgol Gynradd Môn.csv"),
        ("é" * 500 + ".csv", "é" * 50 + ".csv"),
    ],
)
def test_a_file_is_kept_under_a_name_that_stays_in_its_folder(given, kept):
    assert safe_name(given, set()) == kept


def test_two_files_of_one_name_are_both_kept():
    assert safe_name("a.csv", {"a.csv", "a (2).csv"}) == "a (3).csv"
