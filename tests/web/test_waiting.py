"""A question that takes a while has a page that comes back by itself until the answer is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from flask import Blueprint, Flask, Response

from graph.errors import InvalidData
from graph.store import Store
from service import access, findings
from service.app import create_app
from service.config import Config
from service.opened import network
from service.workings import patiently
from tests.web.reader import Reader

LONGEST_S = 120


class Slow:
    """A view whose answer is there when it is let through."""

    def __init__(self) -> None:
        self.begun, self.go, self.problem = threading.Event(), threading.Event(), ""
        self.views = Blueprint("slow", __name__)
        for path in ("/slow", "/slow.json", "/slow.csv", "/slow.js"):
            self.views.add_url_rule(
                path, path.strip("/").replace(".", "_"), access.public(self.view)
            )

    def view(self) -> Response:
        def work(progress: findings.Progress) -> str:
            progress("Counting sheep", 1_200, 5_000)
            self.begun.set()
            assert self.go.wait(LONGEST_S)
            if self.problem:
                raise InvalidData(self.problem)
            return "four thousand"

        return Response(findings.worked_out("sheep", network(), (), work, "Sheep"))


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def waiting(demo: Store, tmp_path: Path, slow: Slow) -> Flask:
    """An app that waits for nothing, with a page that takes as long as a test wants."""
    app = create_app(Config(data=tmp_path), store=demo, patience_s=0.01)
    app.register_blueprint(slow.views)
    with app.app_context():
        patiently(network)  # the graph itself is there
    return app


def test_the_page_says_how_far_it_is_and_comes_back_by_itself(waiting: Flask, slow: Slow) -> None:
    reader = Reader(waiting)
    reader.get("/slow?a=b", status=202)
    assert slow.begun.wait(LONGEST_S)
    page = reader.get("/slow?a=b", status=202)
    assert page.heading == "Working it out: sheep"
    assert "Counting sheep: 1,200 of 5,000" in page.words
    (again,) = page.all("meta", **{"http-equiv": "refresh"})
    assert again.get("content") == "1; url=/slow?a=b"  # without the fragment, or nothing reloads
    assert page.all("div", **{"data-look-again": "1"})
    assert page.headers["Retry-After"] == "1"
    assert page.headers["Cache-Control"] == "no-store"
    assert "/slow?a=b" in page.links
    (bar,) = page.all("progress")
    assert (bar.get("value"), bar.get("max")) == ("1200", "5000")
    slow.go.set()
    assert until_there(reader, "/slow?a=b") == "four thousand"


def until_there(reader: Reader, address: str) -> str:
    """What an address answers when its work has ended, as a browser that comes back sees it."""
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        answer = reader.client.get(address)
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            return answer.text
        time.sleep(0.05)
    raise AssertionError(f"{address} never answered")


def test_a_program_is_told_when_to_ask_again(waiting: Flask, slow: Slow) -> None:
    client = waiting.test_client()
    client.get("/slow.json")
    assert slow.begun.wait(LONGEST_S)
    answer = client.get("/slow.json")
    assert answer.status_code == 202
    assert answer.headers["Retry-After"] == "1"
    assert answer.json == {
        "working": "Sheep",
        "stage": "Counting sheep",
        "done": 1_200,
        "total": 5_000,
        "again_s": 1,
    }
    asks_for_json = client.get("/slow", headers={"Accept": "application/json"})
    assert (asks_for_json.status_code, asks_for_json.mimetype) == (202, "application/json")
    slow.go.set()


def test_the_page_of_a_file_says_that_it_comes_by_itself(waiting: Flask, slow: Slow) -> None:
    assert "The file comes by itself" in Reader(waiting).get("/slow.csv", status=202).words
    slow.go.set()


def test_a_failure_is_told_on_the_page_and_the_next_who_asks_begins_anew(
    waiting: Flask, slow: Slow
) -> None:
    reader = Reader(waiting)
    slow.problem = "The sheep ran away."
    reader.get("/slow", status=202)
    slow.go.set()
    until = time.monotonic() + LONGEST_S
    while (told := reader.client.get("/slow")).status_code == 202 and time.monotonic() < until:
        time.sleep(0.05)
    assert told.status_code == 400
    assert "The sheep ran away." in told.text
    slow.problem = ""
    assert until_there(reader, "/slow") == "four thousand"


def test_a_form_that_is_sent_waits_to_the_end(waiting: Flask, slow: Slow) -> None:
    with waiting.test_request_context("/slow", method="POST"):
        threading.Timer(0.2, slow.go.set).start()
        assert slow.view().get_data(as_text=True) == "four thousand"


@pytest.mark.parametrize("address", ["/gaps", "/duplication", "/opportunities"])
def test_each_finding_can_be_waited_for(demo: Store, tmp_path: Path, address: str) -> None:
    reader = Reader(create_app(Config(data=tmp_path), store=demo, patience_s=0.0))
    first = reader.get(address, status=202)
    assert first.heading.startswith("Working it out")
    assert "<h1" in until_there(reader, address)
    assert "," in until_there(reader, f"{address}.csv")
    assert until_there(reader, f"{address}/map.json").startswith("{")


def test_the_script_of_a_map_comes_by_itself_when_it_is_there(waiting: Flask, slow: Slow) -> None:
    answer = waiting.test_client().get("/slow.js?a=b")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.text == 'hedgerow.again(...["/slow.js?a=b", 1]);\n'
    assert answer.headers["Cache-Control"] == "no-store"
    slow.go.set()
