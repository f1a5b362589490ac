"""Who sees what while people save, over the real graph: one's own at once, the rest in its turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response, redirect
from flask.testing import FlaskClient

from graph.store import Store
from service import access
from service.app import create_app
from service.config import Config
from service.opened import network, steadiness, store
from tests.store.records import organisation


class Steady:
    """An app whose work beside is done when a test says so."""

    def __init__(self, opened: Store, data: Path) -> None:
        opened.write([organisation("first", "First")], by="test", message="First")
        self.app: Flask = create_app(Config(data=data), store=opened, patience_s=60)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.app.add_url_rule("/save/<id>", "save", access.public(self.save), methods=["POST"])
        self.app.add_url_rule("/names", "names", access.public(self.names))
        self.beside: list[Callable[[], None]] = []
        steadiness(self.app).later = lambda _seconds, work: self.beside.append(work)

    def save(self, id: str) -> Response:
        network()  # as a form does that is checked against what is there
        store().write([organisation(id, id.title())], by="test", message="Save")
        return redirect("/names", 303)

    def names(self) -> str:
        return " ".join(network().organisations.name)

    def turn(self) -> None:
        (work,) = self.beside
        self.beside.clear()
        work()


@pytest.fixture
def steady(spare: Store, tmp_path: Path) -> Steady:
    return Steady(spare, tmp_path)


def names(client: FlaskClient) -> str:
    return client.get("/names").text


def test_one_sees_ones_own_save_at_once_and_others_see_it_when_its_turn_comes(
    steady: Steady,
) -> None:
    mine, yours = steady.app.test_client(), steady.app.test_client()
    assert names(yours) == "First"
    assert mine.post("/save/second", follow_redirects=True).text == "First Second"
    assert names(mine) == "First Second"
    assert names(yours) == "First"
    steady.turn()
    assert names(yours) == "First Second"
    assert names(mine) == "First Second"


def test_what_somebody_else_saved_is_no_reason_to_wait(steady: Steady) -> None:
    mine, yours = steady.app.test_client(), steady.app.test_client()
    assert names(mine) == "First"
    mine.post("/save/second")
    yours.post("/save/third")
    assert names(steady.app.test_client()) == "First"
    assert names(mine) == "First Second Third", "whoever is served a newer one gets all of it"
    assert len(steady.beside) == 1


def test_reading_sets_no_cookie(steady: Steady) -> None:
    answer = steady.app.test_client().get("/names")
    assert "Set-Cookie" not in answer.headers


def test_a_page_is_made_from_one_snapshot_though_others_save_meanwhile(steady: Steady) -> None:
    with steady.app.test_request_context("/names"):
        before = network()
        store().write([organisation("late")], by="test", message="Late")
        assert network() is before


def test_pages_of_two_snapshots_by_turns_keep_their_answers(
    steady: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is worked out for the shown snapshot stays while somebody is served a newer one."""
    mine, yours = steady.app.test_client(), steady.app.test_client()
    yours.get("/directory")
    mine.post("/save/second")
    mine.get("/directory")
    from service import findings

    worked: list[str] = []
    entries = findings.entries_of

    def counted(found, progress):  # type: ignore[no-untyped-def]
        worked.append(found.revision)
        return entries(found, progress)

    monkeypatch.setattr(findings, "entries_of", counted)
    for client, there in ((yours, False), (mine, True), (yours, False), (mine, True)):
        assert ("Second" in client.get("/directory").text) is there
    assert worked == []
