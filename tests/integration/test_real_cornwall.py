"""Cornwall from real files: imported, completed, asked for gaps, overlaps and opportunities."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from graph.analysis.duplication import Duplication, find_duplication
from graph.analysis.gaps import Gaps, find_gaps
from graph.analysis.opportunities import Opportunities, find_opportunities
from graph.model import AreaKind, Within
from graph.network import Network
from graph.store import Store, open_store
from seeds.columns import Kind, names
from seeds.templates import template
from service.imports import ImportReport, import_areas, import_boundaries, import_places

DATA = Path(
    os.environ.get("HEDGEROW_SHARED_DATA")
    or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)
ENGLAND = DATA / "national" / "england_lsoa21_assembled.csv.xz"
PARISHES = DATA / "geo" / "cornwall_parish_codes_names.csv"
OUTLINES = [
    DATA / "geo" / "boundaries" / name
    for name in (
        "cornwall_lsoa.geojson",
        "cornwall_ward.geojson",
        "cornwall_civil_parishes_osm_partial.geojson",
    )
]
VENUES = [
    DATA / "facilities" / "warm_spaces_uk.geojson",
    DATA / "facilities" / "libraries_england_2016_geocoded.csv",
]
CORNWALL = "E06000052"
TODAY = date(2025, 11, 3)

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not all(path.exists() for path in (ENGLAND, PARISHES, *OUTLINES, *VENUES)),
        reason=f"the real open data files are not in {DATA}; set HEDGEROW_SHARED_DATA",
    ),
]


@dataclass(frozen=True)
class Cornwall:
    """The graph after the imports, and what each of them reported."""

    store: Store
    network: Network
    areas: ImportReport
    boundaries: ImportReport
    venues: ImportReport
    activities: ImportReport
    upload: tuple[Path, ...]


def filled(kind: Kind, *rows: dict[str, object]) -> str:
    """Our template of a kind with rows below its example."""
    out = io.StringIO(newline="")
    out.write(template(kind.value))
    csv.DictWriter(out, names(kind)).writerows(rows)
    return out.getvalue()


def upload(folder: Path) -> tuple[Path, ...]:
    """Youth work at real venues, invented: two clubs that overlap in Camborne, one in Bude."""
    organisations = folder / "organisations.csv"
    organisations.write_text(
        filled(
            Kind.ORGANISATIONS,
            {"name": "Camborne Youth Project", "kind": "voluntary", "areas": CORNWALL},
            {"name": "Wesley Youth", "kind": "youth_group"},
            {"name": "North Coast Youth", "kind": "independent"},
        ),
        newline="",
    )
    club: dict[str, object] = {
        "theme": "open_access",
        "age_from": 11,
        "age_to": 19,
        "sessions": "Tue 18:00-21:00 (term); Thu 18:00-21:00 (term)",
        "places": 400,
        "verified_on": "2025-10-01",
    }
    activities = folder / "activities.csv"
    activities.write_text(
        filled(
            Kind.ACTIVITIES,
            club
            | {
                "id": "project-club",
                "name": "Project club",
                "organisation": "Camborne Youth Project",
                "site_name": "Camborne Library",
            },
            club
            | {
                "id": "wesley-club",
                "name": "Wesley club",
                "organisation": "Wesley Youth",
                "site_name": "Camborne Wesley Methodist Church",
            },
            club
            | {
                "id": "bude-club",
                "name": "Bude club",
                "organisation": "North Coast Youth",
                "site_name": "Bude Library and One Stop Shop",
                "places": 20,
            },
        ),
        newline="",
    )
    return activities, organisations


@pytest.fixture(scope="module")
def cornwall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cornwall]:
    files = upload(tmp_path_factory.mktemp("upload"))
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        areas = import_areas(store, [ENGLAND, PARISHES], by="test", today=TODAY)
        boundaries = import_boundaries(store, OUTLINES, by="test", today=TODAY)
        venues = import_places(store, VENUES, by="test", today=TODAY)
        activities = import_places(store, files, by="test", today=TODAY)
        yield Cornwall(store, store.snapshot(), areas, boundaries, venues, activities, files)


@pytest.fixture(scope="module")
def gaps(cornwall: Cornwall) -> Gaps:
    return find_gaps(cornwall.network, within=CORNWALL, today=TODAY)


@pytest.fixture(scope="module")
def duplication(cornwall: Cornwall) -> Duplication:
    return find_duplication(cornwall.network, within=CORNWALL, today=TODAY)


@pytest.fixture(scope="module")
def opportunities(cornwall: Cornwall) -> Opportunities:
    return find_opportunities(cornwall.network, within=CORNWALL, today=TODAY)


def said(report: ImportReport) -> str:
    return "\n".join(report.lines())


def codes_of(network: Network, kind: AreaKind) -> set[str]:
    return set(network.areas.id[network.areas.kind == kind.value])


def cornish(network: Network) -> set[str]:
    """Cornwall's small areas, by their names."""
    lsoas = network.areas.kind == AreaKind.LSOA.value
    return {
        id
        for id, name, small in zip(network.areas.id, network.areas.name, lsoas, strict=True)
        if small and name.startswith("Cornwall ")
    }


def test_every_row_of_the_england_table_is_in_the_graph(cornwall: Cornwall) -> None:
    network = cornwall.network
    assert len(codes_of(network, AreaKind.LSOA)) == 33_755
    assert len(codes_of(network, AreaKind.LOCAL_AUTHORITY)) == 296
    assert len(codes_of(network, AreaKind.REGION)) == 9
    assert codes_of(network, AreaKind.COUNTRY) == {"E92000001"}
    assert len(codes_of(network, AreaKind.PARISH)) == 157
    assert len(network.population) == 33_755 * 5
    assert network.population.people.sum() == pytest.approx(16_450_000, rel=0.01)
    assert cornwall.areas.refused == ()


def test_cornwalls_outlines_are_there_and_what_did_not_match_is_said(cornwall: Cornwall) -> None:
    outlines = cornwall.store.boundaries(kind=AreaKind.LSOA)
    assert set(outlines) == cornish(cornwall.network)
    assert len(outlines) == 336
    assert len(cornwall.store.boundaries(kind=AreaKind.WARD)) == 85
    assert len(cornwall.store.boundaries(kind=AreaKind.PARISH)) >= 33
    report = said(cornwall.boundaries)
    assert "2 of 87 features match no area in the graph" in report
    assert "E05016234" in report
    assert "has no codes; 35 of 55 features were matched by name" in report
    assert "left out: Mylor Bridge" in report
    assert "left out: Millbrook" in report
    assert "37 outlines were put right" in report
    assert "WGS84 was assumed, as RFC 7946 has it" in report


def test_small_areas_lie_in_parishes_by_share_of_land(cornwall: Cornwall) -> None:
    within = cornwall.network.within
    kinds = cornwall.network.areas.kind
    parish = kinds[within.outer] == AreaKind.PARISH.value
    shares = within.share[parish]
    assert 100 <= len({*within.inner[parish].tolist()}) <= 336
    assert ((shares >= 0.005) & (shares <= 1)).all()
    assert "by share of land (not of people)" in said(cornwall.boundaries)
    roche = next(
        cornwall.store.area(id)
        for id in cornwall.store.boundaries(kind=AreaKind.PARISH)
        if cornwall.store.area(id).name == "Roche"
    )
    assert roche.within == (Within(area_id=CORNWALL),)


def test_venues_are_there_and_rows_that_could_not_be_used_are_reported(
    cornwall: Cornwall,
) -> None:
    network = cornwall.network
    names = set(network.sites.name)
    assert {"Sennen Churchtown Hall", "Camborne Library"} <= names
    assert len(network.sites) > 10_000
    assert len(cornwall.venues.refused) == 47
    assert "252 closed libraries were passed over" in said(cornwall.venues)
    placed = {network.sites.id[row] for row in network.stands_in.left}
    assert 150 <= len(placed) <= 300


def test_every_small_area_of_cornwall_is_answered(cornwall: Cornwall, gaps: Gaps) -> None:
    assert {row.area_id for row in gaps.rows} == cornish(cornwall.network)
    assert [row.rank for row in gaps.rows] == list(range(1, 337))
    assert gaps.young_people == pytest.approx(52_000, rel=0.05)
    assert 0 < gaps.short < gaps.young_people
    assert all(row.explanation and row.counter_reading for row in gaps.rows)


def test_camborne_has_access_and_the_lizard_has_none(cornwall: Cornwall, gaps: Gaps) -> None:
    answers = {row.area_id: row.hours_per_week for row in gaps.rows}
    network = cornwall.network
    reached = {id for id, hours in answers.items() if hours > 0}
    assert 20 < len(reached) < 200
    south = [
        id
        for id in answers
        if network.areas.latitude[network.areas.row(id)] < 50.06
        and network.areas.longitude[network.areas.row(id)] > -5.3
    ]
    assert south
    assert all(answers[id] == 0 for id in south)


def test_gaps_roll_up_to_wards_and_parishes(cornwall: Cornwall) -> None:
    for kind in (AreaKind.WARD, AreaKind.PARISH):
        found = find_gaps(cornwall.network, within=CORNWALL, roll_up=kind, today=TODAY)
        assert {row.area_id for row in found.rows} <= codes_of(cornwall.network, kind)
        assert len(found.rows) >= 30
        assert all(0 < row.young_people < 10_000 for row in found.rows)


def test_the_planted_overlap_is_found(duplication: Duplication) -> None:
    pairs = {row.id: row for row in duplication.rows}
    overlap = pairs["project-club~wesley-club"]
    assert overlap.clash_hours_per_week == 6
    assert overlap.score > 0.5
    assert overlap.shared_young_people > 1_000
    assert not any("bude-club" in id for id in pairs)


def test_opportunities_name_records_that_are_there(
    cornwall: Cornwall, opportunities: Opportunities
) -> None:
    network = cornwall.network
    assert opportunities.rows
    tables: dict[str, Sequence[str]] = {
        "asset": network.assets.id.tolist(),
        "activity": network.activities.id.tolist(),
        "organisation": network.organisations.id.tolist(),
        "grant": network.grants.id.tolist(),
    }
    held = {kind: set(ids) for kind, ids in tables.items()}
    for row in opportunities.rows:
        assert set(row.area_ids) <= set(network.areas.id)
        assert row.counter_reading
        for part in row.parts:
            assert part.evidence_id in held[part.evidence_kind]


def test_importing_all_of_it_again_changes_nothing(cornwall: Cornwall) -> None:
    store, revision = cornwall.store, cornwall.store.revision()
    later = date(2026, 1, 1)
    reports = [
        import_areas(store, [ENGLAND, PARISHES], by="test", today=later),
        import_boundaries(store, OUTLINES, by="test", today=later),
        import_places(store, VENUES, by="test", today=later),
        import_places(store, cornwall.upload, by="test", today=later),
    ]
    assert [report.change for report in reports] == [None] * 4
    assert [dict(report.added) for report in reports] == [{}] * 4
    assert store.revision() == revision
