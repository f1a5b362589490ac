"""What people are told when something cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import pytest

from graph import errors as facts
from service.app import create_app
from service.config import Config
from service.errors import STATUSES, status_of
from tests.web.reader import Reader


def kinds(kind: type[facts.HedgerowError]) -> Iterator[type[facts.HedgerowError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def test_every_fact_has_its_status():
    ours = [kind for kind in kinds(facts.HedgerowError) if kind.__module__ == "graph.errors"]
    assert len(ours) > 10
    assert [kind.__name__ for kind in ours if kind not in STATUSES] == []


def test_a_fact_that_the_table_does_not_know_has_the_status_of_its_kind():
    class MoreParticular(facts.StoreUnavailable):
        pass

    assert status_of(MoreParticular("…")) is HTTPStatus.SERVICE_UNAVAILABLE
    assert status_of(KeyError()) is HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass
class Broken:
    """A store that always fails in one way."""

    problem: Exception

    def __getattr__(self, name: str) -> object:
        raise self.problem


def reader_of(problem: Exception, tmp_path) -> Reader:
    return Reader(create_app(Config(data=tmp_path), store=Broken(problem)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (facts.StoreUnavailable("No answer from bolt://10.1.2.3:7687"), 503),
        (facts.LoginRefused("neo4j/s3cret was refused"), 503),
        (facts.GraphNewer("newer"), 503),
        (facts.DiskFull("/home/somebody is full"), 507),
        (RuntimeError("a secret"), 500),
    ],
)
def test_what_fails_inside_is_told_without_its_insides(problem, status, tmp_path, caplog):
    read = reader_of(problem, tmp_path)
    for address in ["/", "/directory", "/areas/x", "/gaps"]:
        page = read.get(address, status=status)
        for inside in ("bolt://", "s3cret", "/home/somebody", "Traceback", "secret"):
            assert inside not in page.html
    assert str(problem) in caplog.text


def test_pages_that_need_no_graph_are_there_without_it(tmp_path, caplog):
    read = reader_of(facts.StoreUnavailable("gone"), tmp_path)
    read.get("/methods")
    read.get("/import")
    read.get("/nope", status=404)


def test_health_says_that_the_graph_does_not_answer(tmp_path, caplog):
    read = reader_of(facts.StoreUnavailable("No answer from bolt://10.1.2.3:7687"), tmp_path)
    answer = read.client.get("/healthz")
    assert answer.status_code == 503
    assert set(answer.json) == {"status", "revision", "product", "version"}
    assert "10.1.2.3" not in answer.text


def test_health_tells_the_revision_and_nothing_secret(read, demo):
    answer = read.client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["revision"] == demo.revision()
    assert set(answer.json) == {"status", "revision", "product", "version"}


def test_what_is_not_there_is_said_in_the_house_style(read):
    page = read.get("/nope", status=404)
    assert page.heading == "There is nothing here"
    assert "/directory" in page.links
    page = read.get("/organisations/nobody", status=404)
    assert "There is no organisation with the id “nobody”." in page.words


def test_a_wrong_method_is_said_with_the_right_ones(read):
    answer = read.client.post("/methods")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Traceback" not in answer.text


def test_a_program_is_told_in_json(read):
    answer = read.client.get("/areas/nowhere", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json == {"error": "There is no area with the id “nowhere”."}
    wrong = read.client.get("/directory.csv?theme=x", headers={"Accept": "application/json"})
    assert wrong.status_code == 400
    assert "theme" in wrong.json["error"]
