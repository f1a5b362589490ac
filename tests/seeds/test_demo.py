"""The illustrative county: what it holds, that it is marked, and that it comes out the same."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import pytest
import shapely

from graph.errors import InvalidData
from graph.model import (
    Activity,
    AgeRange,
    Area,
    AreaKind,
    Asset,
    Boundary,
    Grant,
    Organisation,
    Partnership,
    Priority,
    Record,
    Request,
    RequestStage,
    Seat,
    SeatHolder,
    Site,
    Source,
    Tie,
    TieKind,
)
from graph.tables import network_of
from seeds.demo import read_demo
from seeds.demo.columns import read_table, write_table
from seeds.demo.compose import write_tables
from seeds.demo.reading import COUNTY, KINDS, demo_text, table_name
from seeds.demo.stories import CORNER, STORIES

T = TypeVar("T")


@cache
def demo() -> tuple[Record, ...]:
    return read_demo()


def of_kind(kind: type[T]) -> list[T]:
    return [record for record in demo() if isinstance(record, kind)]


def test_the_county_is_as_large_as_it_was_asked_to_be() -> None:
    parishes = [area for area in of_kind(Area) if area.kind is AreaKind.PARISH]
    assert len(parishes) >= 200
    assert len(of_kind(Organisation)) >= 150
    assert len(of_kind(Asset)) >= 300
    assert len([activity for activity in of_kind(Activity) if activity.sessions]) >= 350
    assert len(of_kind(Grant)) >= 40
    seated = {seat.partnership_id for seat in of_kind(Seat)}
    assert len(seated & {board.id for board in of_kind(Partnership)}) >= 15
    assert len(of_kind(Tie)) >= 500


def test_something_of_every_sort_is_asked_for_and_most_of_it_still_is() -> None:
    requests = of_kind(Request)
    assert 20 <= len(requests) <= 40
    assert len({request.wanted for request in requests}) >= 8
    assert {request.stage for request in requests} == set(RequestStage)


def test_every_record_names_a_source_and_every_source_is_illustrative() -> None:
    sources = {source.id: source for source in of_kind(Source)}
    assert sources
    assert all(source.illustrative for source in sources.values())
    for record in demo():
        if not isinstance(record, Source):
            assert getattr(record, "source_id", None) in sources, record


def test_ids_are_unique_in_each_kind() -> None:
    counted = Counter((type(record).__name__, record.id) for record in demo())
    assert [which for which, times in counted.items() if times > 1] == []


def test_nothing_names_a_record_that_is_not_there() -> None:
    ids = {(type(record), record.id) for record in demo()}
    network_of(demo())
    for seat in of_kind(Seat):
        assert (Partnership, seat.partnership_id) in ids
        assert seat.organisation_id is None or (Organisation, seat.organisation_id) in ids
    for priority in of_kind(Priority):
        assert all((Organisation, who) in ids for who in priority.signatory_ids)
        assert (Partnership, priority.partnership_id) in ids
    for tie in of_kind(Tie):
        assert (Organisation, tie.from_id) in ids
        assert (Organisation, tie.to_id) in ids


def test_stories_name_records_that_are_there() -> None:
    ids = {(type(record), record.id) for record in demo()}
    for story in STORIES:
        assert all((Area, id) in ids for id in story.area_ids), story.title
        assert all((Organisation, id) in ids for id in story.organisation_ids), story.title
        assert all((Activity, id) in ids for id in story.activity_ids), story.title
        assert all((Asset, id) in ids for id in story.asset_ids), story.title


def test_nothing_is_known_of_the_unmapped_corner() -> None:
    for record in of_kind(Organisation) + of_kind(Site):
        assert not set(CORNER.area_ids) & set(record.area_ids), record.name


def test_composing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    write_tables(tmp_path)
    for kind in KINDS:
        name = table_name(kind)
        assert (tmp_path / name).read_bytes() == demo_text(name).encode(), name


def test_composing_does_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seeds.demo.compose", str(tmp_path)]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, cwd=root, env={"PYTHONHASHSEED": "4711"})
    for kind in KINDS:
        name = table_name(kind)
        assert (tmp_path / name).read_bytes() == demo_text(name).encode(), name


def test_reading_twice_gives_the_same_records() -> None:
    assert read_demo() == demo()


def test_a_table_written_and_read_again_is_the_same() -> None:
    for kind in KINDS:
        records: list[object] = of_kind(kind)
        assert list(read_table(kind, write_table(kind, records))) == records


def test_a_table_with_another_header_is_refused() -> None:
    with pytest.raises(InvalidData, match="columns"):
        read_table(Source, "id,title\n1,Somebody\n")


def test_a_cell_that_cannot_be_read_names_its_line() -> None:
    text = write_table(Source, of_kind(Source)[:1]).replace("yes", "perhaps")
    with pytest.raises(InvalidData, match="Line 2: “perhaps”"):
        read_table(Source, text)


def test_every_area_has_a_valid_outline_around_its_point() -> None:
    outlines = {boundary.area_id: boundary for boundary in of_kind(Boundary)}
    assert set(outlines) == {area.id for area in of_kind(Area)}
    for area in of_kind(Area):
        shape = shapely.from_geojson(outlines[area.id].geometry)
        assert shape.is_valid, area.name
        assert area.longitude is not None
        assert area.latitude is not None
        assert shape.contains(shapely.Point(area.longitude, area.latitude)), area.name


def test_parish_outlines_cover_the_county_and_do_not_overlap() -> None:
    shapes = {
        boundary.area_id: shapely.from_geojson(boundary.geometry) for boundary in of_kind(Boundary)
    }
    county = shapes.pop(COUNTY)
    parishes = list(shapes.values())
    assert sum(shape.area for shape in parishes) == pytest.approx(county.area, rel=1e-5)
    assert all(left.intersection(right).area < 1e-8 for left, right in combinations(parishes, 2))


def test_every_site_stands_in_the_parish_that_it_names() -> None:
    shapes = {
        boundary.area_id: shapely.from_geojson(boundary.geometry) for boundary in of_kind(Boundary)
    }
    for site in of_kind(Site):
        point = shapely.Point(site.longitude, site.latitude)
        assert shapes[COUNTY].buffer(0.05 if site.blurred else 0.0001).contains(point), site.name
        for area_id in site.area_ids:
            assert shapes[area_id].buffer(0.0005).contains(point), site.name


def test_cornwall_has_about_as_many_people_as_it_has() -> None:
    parishes = [area for area in of_kind(Area) if area.kind is AreaKind.PARISH]
    county = next(area for area in of_kind(Area) if area.id == COUNTY)
    for number, band in enumerate(county.population):
        assert band.people == sum(parish.population[number].people for parish in parishes)
    young = network_of(demo()).young_people(AgeRange(age_from=0, age_to=24)).sum() / 2
    assert 120_000 < young < 170_000


def test_places_of_groups_that_must_not_be_found_are_rough() -> None:
    blurred = [site for site in of_kind(Site) if site.blurred]
    assert blurred
    for site in blurred:
        assert round(site.latitude, 1) == site.latitude
        assert site.address == ""
        assert site.area_ids == ()


def test_no_telephone_number_mail_address_or_real_web_address_stands_in_it() -> None:
    for kind in KINDS:
        text = demo_text(table_name(kind))
        assert "@" not in text
        assert not re.search(r"\b0\d{3,4} ?\d{5,6}\b", text)
        assert all("example.org" in found for found in re.findall(r"https?://\S+", text))


def test_young_people_hold_seats_of_every_sort() -> None:
    held = [seat for seat in of_kind(Seat) if seat.holder is SeatHolder.YOUNG_PEOPLE]
    assert len(held) >= 20
    assert {seat.voting for seat in held} == {True, False}
    assert any(seat.paid for seat in held)
    assert any(seat.chair for seat in held)


def test_ties_of_most_kinds_are_there_both_told_and_discoverable() -> None:
    kinds = Counter(tie.kind for tie in of_kind(Tie))
    assert set(kinds) >= set(TieKind) - {TieKind.INTEGRATION}
    told = Counter(tie.validated for tie in of_kind(Tie))
    assert told[True] > told[False] > 50


def test_checks_spread_from_2024_to_mid_2026_and_some_records_were_never_checked() -> None:
    checked = [activity.verified_on for activity in of_kind(Activity)]
    days = [day for day in checked if day is not None]
    assert len(days) < len(checked)
    assert min(days).year == 2024
    assert date(2026, 6, 1) < max(days) <= date(2026, 6, 30)


def test_one_priority_of_the_county_sets_the_standard() -> None:
    standards = [p for p in of_kind(Priority) if p.standard_hours_per_week is not None]
    assert [priority.area_id for priority in standards] == [COUNTY]
