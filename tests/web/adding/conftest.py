"""The demo county for those who add to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from graph.model import Activity, Asset, Contact, Request, Site
from graph.store import Store, open_store
from seeds.demo import read_demo
from service.app import close, create_app
from service.config import Config
from service.saving import PEOPLE
from tests.web.adding.flow import CLERK, contacts
from tests.web.people import Person, somebody


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Store]:
    """The demo county in a graph of these tests' own."""
    with open_store(data=tmp_path_factory.mktemp("adding")) as store:
        store.write(read_demo(), by="test", message="Loaded")
        yield store


@pytest.fixture
def spare(own) -> Iterator[Store]:
    """The same, without what the test before added."""
    yield own
    network = own.snapshot()
    gone = [
        (kind, str(id))
        for kind, table in (
            (Asset, network.assets),
            (Activity, network.activities),
            (Request, network.requests),
            (Site, network.sites),
        )
        for id, source in zip(table.id, table.source, strict=True)
        if source == PEOPLE.id
    ]
    gone += [(Contact, one.id) for one in contacts(own, "")]
    own.write([], by="test", message="Cleared", remove=gone)
    for shelf in (own.desk.drafts, own.desk.proposals, own.desk.standings, own.accounts):
        shelf.remove(*(one.id for one in shelf.all()))


@pytest.fixture
def county(spare, tmp_path) -> Iterator[Flask]:
    """The application over it."""
    app = create_app(Config(data=tmp_path / "data"), store=spare, patience_s=None)
    yield app
    close(app)


@pytest.fixture
def keeper(county, spare) -> str:
    """A parish council of the demo county."""
    network = spare.snapshot()
    rows = [row for row, kind in enumerate(network.organisations.kind) if kind == "parish_council"]
    return str(network.organisations.id[rows[0]])


@pytest.fixture
def clerk(county, spare, keeper) -> Person:
    return somebody(county, spare, "Morwenna", *CLERK, organisation_ids=(keeper,))
