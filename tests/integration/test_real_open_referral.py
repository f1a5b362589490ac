"""What was imported from real files goes out again as the published schemas have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from graph.model import (
    Activity,
    AgeRange,
    AreaKind,
    Entry,
    Organisation,
    Site,
    Source,
    Theme,
    parse_times,
)
from graph.store import Store, open_store
from seeds.open_referral.reading import read_open_referral
from seeds.places import read_places
from seeds.registers.kinds import Register, read_register
from seeds.registers.taking import Held, Wish
from service.app import close, create_app
from service.config import Config
from tests import published_schemas as schemas
from tests.builders import an_area

TODAY = date(2026, 11, 1)
MIAMI = schemas.FOLDER / "hsds_miami_211_datapackage.zip"
PLACES = schemas.FOLDER.parent / "facilities" / "warm_spaces_uk.geojson"
CHARITIES = schemas.FOLDER.parent / "orgs" / "ccew_format_sample"

pytestmark = [
    *schemas.needed,
    pytest.mark.skipif(
        not all(path.exists() for path in (MIAMI, PLACES, CHARITIES)),
        reason="the real open data files are not there; set HEDGEROW_SHARED_DATA",
    ),
]


def services() -> Iterator[object]:
    """The services for young people of a real city's directory, with who runs them."""
    source = Source(id="oruk-miami", name="A city's directory")
    yield from read_open_referral(MIAMI, source=source, today=TODAY).records


def charities() -> Iterator[object]:
    """Charities of the register's published extract, with their numbers and websites."""
    extract = sorted(CHARITIES.glob("*.zip"))
    wish = Wish(today=TODAY, everything=True)
    yield from read_register(Register.CHARITIES, extract, Held(), wish).records


def meetings(charity: Organisation) -> Iterator[object]:
    """One meeting in each of some hundred real places, whose names and addresses are messy."""
    yield an_area("E05000001", name="A ward", kind=AreaKind.WARD, within={"E10000001": 1.0})
    yield an_area("E10000001", name="A county", kind=AreaKind.COUNTY)
    found = read_places(PLACES).records
    sites = [one for one in found if isinstance(one, Site)][::40]
    yield from (one for one in found if isinstance(one, Source))
    for number, site in enumerate(sites):
        yield replace(site, area_ids=("E05000001",))
        yield Activity(
            id=f"meeting-{number}",
            name=site.name,
            description=site.address,
            website=("https://bücher.example/ä?q=ö%zz#1#2", "", "https://example.org/a b"[:21])[
                number % 3
            ],
            organisation_id=charity.id,
            site_id=site.id,
            theme=list(Theme)[number % len(Theme)],
            ages=AgeRange(age_from=number % 15, age_to=15 + number % 10),
            sessions=parse_times("Tue 18:00-20:00; Thu 18:00-20:00 (term); Sat 00:00-23:59"),
            cost_pounds=(None, 0.0, 2.5)[number % 3],
            entry=list(Entry)[number % len(Entry)],
            verified_on=TODAY,
        )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    registered = list(charities())
    first = next(one for one in registered if isinstance(one, Organisation))
    with open_store(data=tmp_path_factory.mktemp("real")) as store:
        records = (*services(), *registered, *meetings(first))
        store.write(records, by="test", message="Real files")
        yield store


@pytest.fixture(scope="module")
def app(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data: Path = tmp_path_factory.mktemp("web")
    app = create_app(Config(data=data), store=store, patience_s=None)
    yield app
    close(app)


@pytest.mark.parametrize("endpoint", ["services", "service_at_locations", "organizations"])
def test_every_page_and_every_id_of_what_was_imported_is_valid(app: Flask, endpoint: str) -> None:
    assert schemas.every_id_is_valid(app.test_client(), endpoint) > 50


def test_what_was_imported_is_there_as_it_came(app: Flask, store: Store) -> None:
    client = app.test_client()
    whole = client.get("/open-referral/organizations?full=true&per_page=500").get_json()["contents"]
    numbers = [one for each in whole for one in each.get("organization_identifiers", [])]
    assert {"GB-CHC"} <= {one.get("identifier_scheme") for one in numbers}
    assert all(one["identifier"] and "-CHC-" not in one["identifier"] for one in numbers)
    at = client.get("/open-referral/service_at_locations?full=true&per_page=500").get_json()
    addresses = [a for one in at["contents"] for a in one["location"].get("addresses", [])]
    assert len(addresses) > 100
    assert {(one["city"], one["state_province"]) for one in addresses} == {("A ward", "A county")}
    known = store.snapshot().activities
    assert client.get("/open-referral/services").get_json()["total_items"] == len(known)
