"""The first pages are visited before anybody asks, beside the server, and it stops when told."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from flask import Blueprint, Flask, Response

from graph.store import Store
from service import access, findings
from service.app import create_app
from service.config import Config
from service.opened import network
from service.warming import FIRST, Warming
from tests.store.records import organisation
from tests.web.reader import Reader

LONGEST_S = 180


def an_app(store: Store, data: Path) -> Flask:
    """An app that keeps nobody waiting: an answer is there, or it is not."""
    return create_app(Config(data=data), store=store, patience_s=0.0)


def test_the_first_visitor_meets_warm_answers(demo: Store, tmp_path: Path) -> None:
    app = an_app(demo, tmp_path)
    reader = Reader(app)
    reader.get("/gaps", status=202)
    warming = Warming(app)
    warming.start()
    try:
        assert warming.wait(LONGEST_S)
        for address in FIRST:
            assert reader.status(address) == 200, address
        assert "Being worked out" not in reader.get("/").words
    finally:
        warming.close()


def test_a_changed_graph_is_visited_again(spare: Store, tmp_path: Path) -> None:
    spare.write([organisation("a")], by="test", message="One")
    app, visits = an_app(spare, tmp_path), threading.Semaphore(0)

    @app.after_request
    def note(response: Response) -> Response:
        if threading.current_thread().name == "warming":
            visits.release()
        return response

    warming = Warming(app, addresses=("/directory",), seconds_between=0.05)
    warming.start()
    try:
        assert visits.acquire(timeout=LONGEST_S)
        assert not visits.acquire(timeout=0.5), "nothing changed"
        spare.write([organisation("b")], by="test", message="Two")
        until = time.monotonic() + LONGEST_S
        while Reader(app).status("/directory") == 202 and time.monotonic() < until:
            time.sleep(0.05)
        assert visits.acquire(timeout=LONGEST_S)
    finally:
        warming.close()


def test_it_stops_in_the_middle_of_long_work_and_visits_nothing_more(
    demo: Store, tmp_path: Path
) -> None:
    app = an_app(demo, tmp_path)
    begun, visited = threading.Event(), []

    def work(progress: findings.Progress) -> str:
        begun.set()
        for turn in range(10_000):
            progress("Digging", turn, 10_000)
            time.sleep(0.01)
        return "never"

    views = Blueprint("dig", __name__)

    @views.get("/dig")
    @access.public
    def dig() -> str:
        return findings.worked_out("digging", network(), (), work, "Digging")

    @views.get("/after")
    @access.public
    def after() -> str:
        visited.append(1)
        return "after"

    app.register_blueprint(views)
    warming = Warming(app, addresses=("/dig", "/after"))
    warming.start()
    assert begun.wait(LONGEST_S)
    warming.close(0)
    findings.of_app(app).close(10)
    warming.close(10)
    assert not any(thread.name == "warming" for thread in threading.enumerate())
    assert visited == []


def test_a_visitor_who_comes_meanwhile_watches_the_same_work(demo: Store, tmp_path: Path) -> None:
    app = an_app(demo, tmp_path)
    times, go = [], threading.Event()

    def work(_progress: findings.Progress) -> str:
        times.append(1)
        assert go.wait(LONGEST_S)
        return "done"

    views = Blueprint("watch", __name__)

    @views.get("/watch")
    @access.public
    def watch() -> str:
        return findings.worked_out("watching", network(), (), work, "Watching")

    app.register_blueprint(views)
    warming = Warming(app, addresses=("/watch",))
    warming.start()
    reader = Reader(app)
    while not times:
        time.sleep(0.02)
    assert reader.get("/watch", status=202).heading == "Working it out: watching"
    go.set()
    assert warming.wait(LONGEST_S)
    assert reader.client.get("/watch").text == "done"
    assert times == [1]
    warming.close()


def test_reading_a_graph_may_be_waited_for_too(demo: Store, tmp_path: Path) -> None:
    app = an_app(demo, tmp_path)
    demo.forget_snapshot()
    page = Reader(app).get("/directory", status=202)
    assert page.heading == "Working it out: the graph"
