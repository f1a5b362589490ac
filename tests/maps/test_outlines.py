"""Outlines: small enough to fetch, wound as GeoJSON asks, nothing lost but detail."""

from __future__ import annotations

import json
import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, mapping, shape

from graph.model import AreaKind
from maps.outlines import Place, names, outlines, places_of, rounded
from tests.builders import a_network, an_area


def a_place(id: str, people: float = 10) -> Place:
    return Place(id=id, name=id.title(), longitude=-5.0, latitude=50.2, people=people)


def a_circle(x: float, radius: float = 0.05, points: int = 256) -> str:
    return json.dumps(mapping(Point(x, 50.3).buffer(radius, quad_segs=points // 4)))


def test_no_places_are_an_empty_collection():
    assert json.loads(outlines([], {})) == {"type": "FeatureCollection", "features": []}


def test_a_place_without_an_outline_is_left_out():
    drawn = json.loads(outlines([a_place("a"), a_place("b")], {"b": a_circle(-5)}))
    assert [feature["id"] for feature in drawn["features"]] == ["b"]


def test_a_feature_says_its_name():
    drawn = json.loads(outlines([a_place("a")], {"a": a_circle(-5)}))
    assert drawn["features"][0]["properties"] == {"name": "A"}


def test_names_stand_where_people_live_the_most_peopled_first():
    nowhere = Place(id="c", name="C", longitude=math.nan, latitude=math.nan, people=99)
    told = json.loads(names([a_place("a", people=5), a_place("b", people=8), nowhere]))
    assert told == {"names": [[-5.0, 50.2, "B"], [-5.0, 50.2, "A"]]}
    assert json.loads(names([a_place("a"), a_place("b")], most=1))["names"] == [[-5.0, 50.2, "A"]]
    assert json.loads(names([])) == {"names": []}


def test_outlines_are_coarsened_until_they_fit():
    geometries = {f"a{n}": a_circle(-5 + n / 5, points=4_000) for n in range(20)}
    places = [a_place(id) for id in geometries]
    full = outlines(places, geometries, most_bytes=10**9, simplify=lambda given, _: dict(given))
    fitting = outlines(places, geometries, most_bytes=20_000)
    assert len(full) > 200_000
    assert len(fitting) <= 20_000
    for feature in json.loads(fitting)["features"]:
        before = shape(json.loads(geometries[feature["id"]]))
        after = shape(feature["geometry"])
        assert shapely.intersection(before, after).area / before.area > 0.9


def test_what_cannot_fit_is_drawn_as_coarsely_as_it_goes():
    geometries = {f"a{n}": a_circle(-5 + n / 5) for n in range(20)}
    drawn = json.loads(outlines([a_place(id) for id in geometries], geometries, most_bytes=10))
    assert len(drawn["features"]) == 20


def test_no_position_has_more_than_four_decimals():
    text = outlines([a_place("a")], {"a": a_circle(-5)})
    for ring in json.loads(text)["features"][0]["geometry"]["coordinates"]:
        for x, y in ring:
            assert round(x, 4) == x
            assert round(y, 4) == y


@settings(max_examples=50)
@given(st.booleans(), st.floats(-6, 1), st.floats(0.01, 0.5))
def test_outer_rings_run_against_the_clock_and_holes_with_it(flipped, x, radius):
    outer = Point(x, 52).buffer(radius)
    ring = shapely.Polygon(outer.exterior, [Point(x, 52).buffer(radius / 2).exterior])
    given_rings = mapping(ring)["coordinates"]
    coordinates = [list(r)[::-1] if flipped else list(r) for r in given_rings]
    found = rounded({"type": "Polygon", "coordinates": coordinates})
    assert found is not None
    rings = [shapely.LinearRing(r) for r in found["coordinates"]]
    assert [r.is_ccw for r in rings] == [True, False]


def test_a_ring_that_vanishes_is_left_out():
    speck = Point(-5, 50).buffer(0.000001)
    assert rounded(mapping(speck)) is None
    both = {
        "type": "MultiPolygon",
        "coordinates": [
            mapping(speck)["coordinates"],
            mapping(Point(-5, 50).buffer(1))["coordinates"],
        ],
    }
    found = rounded(both)
    assert found is not None
    assert found["type"] == "Polygon"


@pytest.mark.parametrize(
    "geometry", [{"type": "Point", "coordinates": [0, 0]}, {"type": "Polygon"}]
)
def test_what_has_no_outline_has_none(geometry):
    assert rounded(geometry) is None


def test_places_carry_all_the_people_of_an_area():
    network = a_network(
        an_area("b", bands={"0-10": 5, "11-19": 7}, kind=AreaKind.PARISH), an_area("a", people=None)
    )
    first, second = places_of(network, [0, 1])
    assert (first.id, first.people) == ("a", 0)
    assert (second.id, second.name, second.people) == ("b", "B", 12)


def test_a_place_that_is_not_counted_itself_is_worth_the_people_of_the_areas_in_it():
    network = a_network(
        an_area("town", 0, 0, people=80, within={"county": 1.0}),
        an_area("edge", 900, 0, people=40, within={"county": 0.5}),
        an_area("county", None, kind=AreaKind.COUNTY, people=None),
    )
    rows = [network.areas.row(id) for id in ("county", "town")]
    assert [place.people for place in places_of(network, rows)] == [100, 80]
