"""What the maps draw of the findings."""

from __future__ import annotations

import json
import math

from graph.analysis.duplication import find_duplication
from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities import (
    Link,
    Opportunity,
    OpportunityKind,
    Part,
    Role,
)
from maps.layers import (
    area_values,
    gap_badges,
    opportunity_features,
    overlap_features,
    session_sites,
)
from maps.shading import CLASS_NOBODY, CLASS_UNMAPPED
from maps.spots import Spot, spot_values
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_organisation,
    position,
)


def a_small_place():
    """Two areas with people near one club, one without anybody, one far from everything."""
    return a_network(
        an_area("near", 0, 0),
        an_area("far", 5_000, 0, people=40),
        an_area("nobody", 100, 100, people=0),
        an_area("unmapped", 90_000, 0),
        a_site("hall", 0, 0, verified_on=CHECKED),
        an_organisation("club"),
        an_activity("tuesdays", by="club", at="hall", verified_on=CHECKED),
    )


def test_every_area_has_its_values_and_one_without_an_outline_its_position():
    found = find_gaps(a_small_place(), today=TODAY)
    values = area_values(found, frozenset({"near"}))
    assert set(values["areas"]) == {row.area_id for row in found.rows}
    assert "near" not in values["points"]
    assert set(values["points"]) == set(values["areas"]) - {"near"}
    name, longitude, latitude = values["points"]["far"]
    assert name == "Far"
    expected = position(5_000, 0)
    assert math.isclose(latitude, expected[0], abs_tol=1e-5)
    assert math.isclose(longitude, expected[1], abs_tol=1e-5)


def test_an_area_that_nobody_looked_at_is_not_drawn_as_unserved():
    found = find_gaps(a_small_place(), today=TODAY)
    classes = {id: values[0] for id, values in area_values(found, frozenset())["areas"].items()}
    assert classes["unmapped"] == CLASS_UNMAPPED
    assert classes["near"] >= 0


def test_an_area_without_young_people_is_drawn_as_nobody_there():
    empty = an_area("empty", 200, people=0.2)
    found = find_gaps(a_network(empty, a_site("hall", verified_on=CHECKED)), today=TODAY)
    assert area_values(found, frozenset())["areas"]["empty"][0] == CLASS_NOBODY


def test_the_numbers_on_the_map_are_those_of_the_table_and_none_is_unmapped():
    found = find_gaps(a_small_place(), today=TODAY)
    badges = gap_badges(found.rows, found.standard_hours_per_week)["features"]
    ranks = {badge["properties"]["row"]: badge["properties"]["rank"] for badge in badges}
    assert "unmapped" not in ranks
    for row in found.rows:
        assert ranks.get(row.area_id, row.rank) == row.rank


def test_sessions_are_drawn_where_they_happen():
    sites = session_sites(find_gaps(a_small_place(), today=TODAY))
    [[longitude, latitude, kind, id, name]] = sites["points"]
    expected = position(0, 0)
    assert (sites["kinds"][kind], id, name) == ("session", "tuesdays", "Tuesdays")
    assert math.isclose(latitude, expected[0], abs_tol=1e-5)
    assert math.isclose(longitude, expected[1], abs_tol=1e-5)


def an_overlap(apart_m: float):
    network = a_network(
        an_area("town", 0, 0, people=50),
        a_site("hall", 0, 0, verified_on=CHECKED),
        a_site("barn", apart_m, 0, verified_on=CHECKED),
        an_organisation("one"),
        an_organisation("two"),
        an_activity("first", by="one", at="hall", verified_on=CHECKED),
        an_activity("second", by="two", at="barn" if apart_m else "hall", verified_on=CHECKED),
    )
    return find_duplication(network, today=TODAY).rows


def test_an_overlap_is_two_ends_a_line_and_its_number():
    rows = an_overlap(500)
    features = overlap_features(rows)["features"]
    types = [feature["geometry"]["type"] for feature in features]
    assert len(rows) == 1
    assert types == ["LineString", "Point", "Point", "Point"]
    assert {feature["properties"]["row"] for feature in features} == {rows[0].id}
    assert features[-1]["properties"]["rank"] == 1


def test_an_overlap_under_one_roof_has_no_line():
    features = overlap_features(an_overlap(0))["features"]
    assert [feature["geometry"]["type"] for feature in features] == ["Point", "Point", "Point"]


def an_opportunity(**changes) -> Opportunity:
    def part(role: Role, who: str, east: float | None) -> Part:
        at = position(east, 0) if east is not None else (None, None)
        return Part(
            role=role,
            organisation_id=who,
            organisation=who.title(),
            evidence_kind="asset",
            evidence_id="x",
            evidence=f"{who}'s thing",
            distance_m=east,
            latitude=at[0],
            longitude=at[1],
        )

    def link(left: str, right: str, tie: str) -> Link:
        return Link(
            left_id=left, left=left, right_id=right, right=right, cost=1.0, tie=tie,
            validated=True, introducer_ids=(), introducers=(),
        )  # fmt: skip

    latitude, longitude = position(0, 0)
    told = {
        "rank": 1,
        "id": "team~a",
        "kind": OpportunityKind.TEAM,
        "title": "A session for A",
        "area_ids": ("a",),
        "areas": ("A",),
        "latitude": latitude,
        "longitude": longitude,
        "parts": (
            part(Role.VENUE, "hall", 100),
            part(Role.DELIVERER, "club", 200),
            part(Role.MONEY, "fund", None),
        ),
        "missing": (),
        "links": (link("hall", "club", ""), link("club", "fund", "funds")),
        "cost": 1.0,
        "introductions": 1,
        "young_people": 30.0,
        "session": "Tue 18:00-20:00",
        "what_would_have_to_be_true": (),
        "explanation": "",
        "counter_reading": "",
    }
    return Opportunity(**{**told, **changes})


def test_a_team_is_drawn_by_its_placed_partners_and_the_links_between_them():
    features = opportunity_features([an_opportunity()])["features"]
    lines = [f for f in features if f["geometry"]["type"] == "LineString"]
    symbols = [f["properties"]["symbol"] for f in features if "symbol" in f["properties"]]
    assert [line["properties"]["style"] for line in lines] == ["introduction"]
    assert symbols == ["venue", "deliverer"]
    assert all(f["properties"].get("detail") for f in features[:-1])
    assert features[-1]["properties"]["lines"] == [
        "30 young people reached",
        "Tue 18:00-20:00",
        "1 introduction needed",
    ]


def test_an_opportunity_without_a_position_has_no_number():
    nowhere = an_opportunity(latitude=math.nan, longitude=math.nan, parts=(), links=())
    assert opportunity_features([nowhere])["features"] == []


def test_names_travel_as_they_are_and_points_are_short():
    spots = [
        Spot(kind="venue", id="a", name="<script>alert(1)</script>", longitude=-5.0, latitude=50.0),
        Spot(kind="organisations", id="b", name="Óg", longitude=-5.123456, latitude=50.1),
    ]
    values = spot_values(spots)
    assert values["kinds"] == ["organisations", "venue"]
    assert values["points"] == [
        [-5.0, 50.0, 1, "a", "<script>alert(1)</script>"],
        [-5.12346, 50.1, 0, "b", "Óg"],
    ]
    assert json.loads(json.dumps(values)) == values
