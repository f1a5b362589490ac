"""Schemathesis asks the API what its document allows, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from graph.network import Network
from graph.store import Store
from service.api.registry import RESOURCES
from service.app import close, create_app
from service.config import Config
from tests.web.api.asking import FOLD, question_of

CASES = 6
"""Requests for each address and mode: bounded, and the same each time."""

PLAIN = {"Accept-Encoding": "identity"}
"""Nothing in between unpacks what an app answers to a test."""

SEARCHING = {name for name, one in RESOURCES.items() if one.asks} | {
    "organisations",
    "assets",
    "activities",
    "requests",
}
"""What can be asked about a place by its name."""

PATHS = ["/"]
for resource in RESOURCES.values():
    PATHS += [f"/{resource.name}", *([f"/{resource.name}/{{id}}"] if resource.items else [])]


@pytest.fixture(scope="session")
def api(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the demo county, whose API may be asked often."""
    app = create_app(Config(data=tmp_path_factory.mktemp("api")), store=demo, patience_s=None)
    app.config["HEDGEROW_API_LIMIT"] = "1000000 per minute"
    yield app
    close(app)


@pytest.fixture(scope="session")
def asked(api: Flask) -> schemathesis.BaseSchema:
    """The document, as the application hands it out."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", api)


def make_sense(case: schemathesis.Case, known: Network) -> None:
    """Ask only for what is there: no document can say which areas and outcomes a graph has."""
    query = case.query
    if "area" in query and case.path.removesuffix("/{id}")[1:] in SEARCHING:
        query["area"] = str(known.areas.id[len(query["area"]) % len(known.areas)])
    for name in ("outcome", "shape", "minutes"):
        query.pop(name, None)
    if case.path.startswith("/what-if"):
        query.pop("scenario", None)
        query.pop("against", None)
        query["edit"] = [FOLD]
    if case.path == "/nearest-sessions":
        query["to"] = question_of("nearest-sessions", known)["to"]
    low, high = int(query.get("age_from", 11)), int(query.get("age_to", 19))
    if low > high:
        query["age_from"], query["age_to"] = min(low, high), max(low, high)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (path, mode)
        for path in PATHS
        for mode in GenerationMode
        if path != "/" or mode is GenerationMode.POSITIVE
    ],
)
def test_an_address_answers_as_the_document_says(asked, demo, path, mode):
    operation, known = asked[path]["GET"], demo.snapshot()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=CASES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answers(case: schemathesis.Case) -> None:
        if mode is GenerationMode.POSITIVE:
            make_sense(case, known)
        case.call_and_validate(headers=PLAIN)

    answers()


def test_every_address_of_the_document_is_asked(asked):
    assert {one.ok().path for one in asked.get_all_operations()} == set(PATHS)
