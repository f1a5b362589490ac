"""Grants that go out by 360Giving's standard, and come in again as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from graph.errors import InvalidData
from graph.model import (
    Area,
    AreaKind,
    Grant,
    Organisation,
    OrganisationKind,
    Regrant,
    Site,
    Source,
)
from graph.store import Store, open_store
from seeds.three_sixty_giving import own_prefix, read_grants
from seeds.three_sixty_giving.naming import record_id
from seeds.three_sixty_giving.values import is_unsaid
from service.receiving import coming_of, receive
from service.taking.grant_files import grants_file
from service.taking.three_sixty_giving import Known, known_grants, package_of
from tests.seeds.grants import package, the_grant
from tests.seeds.real import DATA, real

TODAY = date(2026, 11, 22)
OWN = own_prefix("abc")
STANDARD = DATA / "grants" / "360g_standard"
FORMS = (".json", ".csv", ".xlsx")


@cache
def validator() -> Draft202012Validator:
    """The published schema of packages, with that of grants behind its reference."""
    outer, inner = (
        json.loads((STANDARD / f"360-giving-{name}.json").read_text())
        for name in ("package-schema", "schema")
    )
    address = outer["properties"]["grants"]["items"]["$ref"]
    registry: Registry[Any] = Registry().with_resource(address, DRAFT202012.create_resource(inner))
    return Draft202012Validator(outer, registry=registry, format_checker=FormatChecker())


def written(folder: Path, document: dict[str, Any], suffix: str) -> Path:
    path = folder / f"out{suffix}"
    path.write_bytes(grants_file(document, suffix))
    return path


def known(*records: Any) -> Known:
    """What is known, of records alone."""

    def of(kind: type) -> dict[str, Any]:
        return {each.id: each for each in records if isinstance(each, kind)}

    return Known(
        grants=tuple(of(Grant).values()),
        organisations=of(Organisation),
        areas={id: area.kind for id, area in of(Area).items()},
        sources=of(Source),
        hidden=frozenset(),
        own=OWN,
    )


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=40
).map(str.strip)
NAMES = st.builds("{}{}".format, st.sampled_from("Ab=+-@'"), WORDS).filter(
    lambda name: not is_unsaid(name)
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
CODES = st.sampled_from(["E04011399", "E06000052", "E12000009", "S12000049", "local-1"])
IDENTIFIERS = st.sampled_from(
    ["GB-CHC-1", "GB-COH-00000002", "GB-LAE-CON", "360G-x-ORG:9", "GB-SC-SC012345", "GB-NIC-100"]
)


@st.composite
def records(draw: st.DrawFn) -> list[Any]:
    """Organisations that have org-ids, or none, and grants between them."""
    source = Source(id="360g-source", name="S")
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique_by=str.casefold))
    ids = draw(st.lists(IDENTIFIERS, min_size=len(names), max_size=len(names), unique=True))
    bodies = []
    for place, (name, identifier) in enumerate(zip(names, ids, strict=True)):
        bare = draw(st.booleans())
        bodies.append(
            Organisation(
                id=f"own-{place}" if bare else f"360g-{identifier}",
                name=name,
                kind=draw(st.sampled_from(OrganisationKind)),
                identifiers=() if bare else (identifier,),
                source_id=source.id,
            )
        )
    grants = [draw(grant(f"g{n}", bodies, source.id)) for n in range(draw(st.integers(1, 3)))]
    return [source, *bodies, *grants]


@st.composite
def grant(draw: st.DrawFn, name: str, bodies: list[Organisation], source_id: str) -> Grant:
    identifier = draw(st.sampled_from(["", f"360G-x-{name}", f"360G-x/{name} ü"]))
    starts, ends = sorted(draw(st.tuples(DAYS, DAYS)))
    codes = draw(st.lists(CODES, max_size=3, unique=True))
    point = draw(
        st.none()
        | st.tuples(st.integers(50_000_000, 55_000_000), st.integers(-5_000_000, 1_000_000))
    )
    return Grant(
        id=record_id(identifier) if identifier else f"own-{name}",
        identifier=identifier,
        name=draw(NAMES),
        funder_id=draw(st.sampled_from(bodies)).id,
        recipient_id=draw(st.sampled_from(bodies)).id,
        amount_pounds=draw(st.integers(0, 10**11)) / 100,
        awarded_on=draw(DAYS),
        description=draw(WORDS),
        starts_on=draw(st.sampled_from([None, starts])),
        ends_on=ends,
        area_ids=tuple(code for code in codes if code.startswith(("E04", "E06", "local"))),
        codes_elsewhere=tuple(code for code in codes if code.startswith(("E12", "S12"))),
        programme=draw(WORDS),
        regrant=draw(st.none() | st.sampled_from(Regrant)),
        latitude=point[0] / 1e6 if point else None,
        longitude=point[1] / 1e6 if point else None,
        place_name=draw(WORDS),
        head_office=draw(st.sampled_from(["", "TR1 1AA"])),
        source_id=source_id,
    )


AREAS = [
    Area(id="E04011399", name="Advent", kind=AreaKind.PARISH),
    Area(id="E06000052", name="Cornwall", kind=AreaKind.LOCAL_AUTHORITY),
    Area(id="local-1", name="Estate", kind=AreaKind.LOCAL),
]


@pytest.mark.parametrize("suffix", FORMS)
@settings(max_examples=20)
@given(data=st.data())
def test_whatever_goes_out_comes_in_again_as_it_was(
    suffix: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = data.draw(records())
    document = package_of(known(*AREAS, *made), today=TODAY)
    path = written(tmp_path_factory.mktemp("out"), document, suffix)
    reading = read_grants(path, areas={area.id for area in AREAS}, own=OWN)
    assert not reading.refused
    named = {
        id for each in made if isinstance(each, Grant) for id in (each.funder_id, each.recipient_id)
    }
    expected = {each.id: each for each in made if isinstance(each, Grant) or each.id in named}
    found = {each.id: replace(each, source_id="360g-source") for each in reading.records}  # type: ignore[type-var]
    assert found == expected


@real("grants")
@settings(max_examples=20)
@given(records())
def test_every_package_validates_against_the_published_schema(made: list[Any]) -> None:
    document = package_of(known(*AREAS, *made), today=TODAY)
    validator().validate(document)


@real("grants")
@pytest.mark.parametrize("suffix", FORMS)
def test_a_real_funders_grants_go_out_and_come_in_as_they_were(suffix: str, tmp_path: Path) -> None:
    first = read_grants(DATA / "grants" / "360g_lloyds_bank_foundation_2010-2015.json")
    grants = [record for record in first.records if isinstance(record, Grant)][::9]
    bodies = [record for record in first.records if not isinstance(record, Grant)]
    document = package_of(known(*bodies, *grants), today=TODAY)
    validator().validate({**document, "grants": document["grants"][:40]})
    again = read_grants(written(tmp_path, document, suffix), own=OWN)
    kept = {record.id: record for record in first.records[1:]}  # type: ignore[union-attr]
    for record in again.records:
        assert replace(record, source_id=first.records[0].id) == kept[record.id]  # type: ignore[union-attr,type-var]
    assert sum(isinstance(record, Grant) for record in again.records) == len(grants)
    assert not again.refused


def test_an_unknown_ending_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InvalidData, match=r"\.xlsx"):
        grants_file({"grants": []}, ".pdf")


# -- with a graph ----------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


def ours(store: Store) -> None:
    """A grant from the council that somebody typed here, and invented ones."""
    office = Site(id="refuge", name="Refuge", latitude=50.3, longitude=-5.0, blurred=True)
    store.write(
        (
            *AREAS,
            office,
            Source(id="demo", name="Invented", illustrative=True),
            Organisation(id="council", name="County", kind=OrganisationKind.COUNCIL),
            Organisation(
                id="club",
                name="Youth Club",
                kind=OrganisationKind.YOUTH_GROUP,
                identifiers=("GB-CHC-1000002",),
                site_id="refuge",
            ),
            Grant(
                id="typed",
                name="Typed here",
                funder_id="council",
                recipient_id="club",
                amount_pounds=10.5,
                awarded_on=TODAY,
                area_ids=("E04011399",),
                head_office="TR1 1AA",
            ),
            Grant(
                id="invented",
                name="Invented",
                funder_id="council",
                recipient_id="club",
                amount_pounds=1,
                awarded_on=TODAY,
                source_id="demo",
            ),
        ),
        by="test",
        message="Made",
    )


def test_nothing_to_take_away_is_said(store: Store) -> None:
    with pytest.raises(InvalidData, match="No grant is known"):
        known_grants(store)


@pytest.mark.parametrize("suffix", FORMS)
def test_bringing_in_what_went_out_changes_no_grant_and_no_organisation(
    store: Store, suffix: str, tmp_path: Path
) -> None:
    ours(store)
    taken = read_grants(package(tmp_path, the_grant()), own=own_prefix(store.identity))
    coming = coming_of(store, taken, whole=False, today=TODAY)
    receive(store, coming, by="test", message="In", via="test")
    path = written(tmp_path, package_of(known_grants(store), today=TODAY), suffix)
    areas = store.snapshot().areas.rows
    again = read_grants(path, areas=areas, own=own_prefix(store.identity))
    coming = coming_of(store, again, whole=False, today=TODAY)
    assert not coming.changed
    assert not coming.added
    assert not coming.deliveries
    assert coming.unchanged["Grant"] == 2
    assert not coming.refused


def test_what_is_invented_or_hidden_stays_here(store: Store) -> None:
    ours(store)
    document = package_of(known_grants(store), today=TODAY)
    assert "Invented" not in json.dumps(document)
    (typed,) = (each for each in document["grants"] if each["title"] == "Typed here")
    assert "postalCode" not in typed["recipientOrganization"][0]
    assert typed["id"] == f"{own_prefix(store.identity)}typed"
