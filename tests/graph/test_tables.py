"""Making the tables of a network out of records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.analysis.scenario.rows import without
from graph.blurring import blurred
from graph.errors import DanglingReference
from graph.model import AssetKind, Boundary, Season, Theme, TieKind
from tests.builders import (
    a_grant,
    a_need,
    a_network,
    a_partnership,
    a_priority,
    a_request,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)


def a_little_of_everything() -> list[object]:
    return [
        an_area("small", 0, people=40, decile=2, score=31.5, rural=True, within={"town": 0.25}),
        an_area("town", None, people=None, verified_on=date(2026, 2, 3)),
        a_site("hall", 1_000, 2_000, area_ids=("small", "town")),
        an_organisation("trust", serves=("town",), site="hall"),
        an_organisation("council"),
        an_asset("room", of="trust", at="hall", when="Sat 10:00-12:00; Mon 18:00-20:00 (term)"),
        an_asset("skill", kind=AssetKind.SKILL, of=None, at=None, themes=(Theme.MUSIC,)),
        a_request(
            "ask", by="council", at="hall", within=("town",), when="Tue 18:00-20:00", aged="13-16"
        ),
        a_request("asking", by="trust", wanted=AssetKind.MONEY),
        an_activity("club", by="trust", at="hall", partners=("council",), places=None),
        a_grant(funder="council", recipient="trust", benefits=("small",)),
        a_tie("trust", "council", TieKind.REFERS_TO, validated=False),
        a_partnership(),
        a_seat(organisation="trust"),
        a_priority(),
        a_need(area="small"),
    ]


def test_rows_stand_in_the_order_of_ids_whatever_order_the_records_came_in() -> None:
    forwards = a_network(*a_little_of_everything())
    backwards = a_network(*reversed(a_little_of_everything()))
    assert forwards.organisations.id.tolist() == ["council", "trust"]
    for table in (
        "areas",
        "sites",
        "organisations",
        "assets",
        "requests",
        "activities",
        "grants",
        "ties",
    ):
        one, other = getattr(forwards, table), getattr(backwards, table)
        assert one.id.tolist() == other.id.tolist()
    assert forwards.sessions.owner.tolist() == backwards.sessions.owner.tolist()


def test_references_are_row_numbers_and_minus_one_where_there_is_none() -> None:
    network = a_network(*a_little_of_everything())
    assert network.organisations.site.tolist() == [-1, 0]
    assert network.assets.organisation.tolist() == [1, -1]
    assert network.assets.site.tolist() == [0, -1]
    assert (network.activities.organisation.tolist(), network.activities.site.tolist()) == (
        [1],
        [0],
    )
    assert (network.delivers_with.left.tolist(), network.delivers_with.right.tolist()) == ([0], [0])
    assert (network.within.inner.tolist(), network.within.outer.tolist()) == ([0], [1])
    assert network.within.share.tolist() == [0.25]
    assert network.stands_in.right.tolist() == [0, 1]
    assert network.serves.left.tolist() == [1]
    assert network.benefits.right.tolist() == [0]
    assert (network.ties.left.tolist(), network.ties.right.tolist()) == ([1], [0])
    assert not network.ties.validated[0]


def test_what_is_not_known_is_nan_or_nat() -> None:
    network = a_network(*a_little_of_everything())
    assert network.areas.deprivation_score[0] == 31.5
    assert np.isnan(network.areas.deprivation_score[1])
    assert np.isnan(network.areas.easting[1])
    assert np.isnan(network.activities.places[0])
    assert np.isnat(network.areas.verified_on[0])
    assert network.areas.verified_on[1] == np.datetime64("2026-02-03")


def test_weekly_times_are_days_and_minutes() -> None:
    times = a_network(*a_little_of_everything()).availability
    found = set(
        zip(
            times.day.tolist(),
            times.start.tolist(),
            times.end.tolist(),
            times.season.tolist(),
            strict=True,
        )
    )
    assert found == {
        (5, 600, 720, str(Season.ALL_YEAR)),
        (0, 1_080, 1_200, str(Season.TERM)),
    }


def test_positions_are_in_grid_metres() -> None:
    sites = a_network(a_site("hall", 1_000, 2_000)).sites
    assert float(sites.easting[0]) == pytest.approx(201_000, abs=0.01)
    assert float(sites.northing[0]) == pytest.approx(62_000, abs=0.01)


@pytest.mark.parametrize(
    ("record", "named"),
    [
        (an_area("a", within={"lost": 1}), "area “lost”"),
        (an_organisation("o", site="lost"), "site “lost”"),
        (an_asset("x", of="lost", at=None), "organisation “lost”"),
        (an_activity("y", by="lost", at=None), "organisation “lost”"),
        (a_tie("lost", "lost-too"), "organisation “lost”"),
        (a_site("s", area_ids=("lost",)), "area “lost”"),
        (a_grant(funder="lost", recipient="lost"), "organisation “lost”"),
    ],
)
def test_a_record_that_names_one_that_is_not_there_is_refused(record: object, named: str) -> None:
    with pytest.raises(DanglingReference, match=named):
        a_network(record)


def test_outlines_are_passed_over() -> None:
    outline = Boundary(area_id="small", geometry='{"type":"Polygon","coordinates":[]}')
    assert len(a_network(*a_little_of_everything(), outline).areas) == 2


def test_a_request_stands_with_who_asks_its_times_and_where_it_is_wanted() -> None:
    network = a_network(*a_little_of_everything())
    requests, areas = network.requests, network.areas
    assert requests.id.tolist() == ["ask", "asking"]
    assert network.organisations.id[requests.organisation].tolist() == ["council", "trust"]
    assert requests.site.tolist() == [0, -1]
    assert requests.wanted.tolist() == ["room", "money"]
    assert requests.stage.tolist() == ["open", "open"]
    assert requests.age_from.tolist()[0] == 13
    assert np.isnan(requests.age_from[1])
    assert (network.wanted_times.owner.tolist(), network.wanted_times.day.tolist()) == ([0], [1])
    assert areas.id[network.wanted_in.right].tolist() == ["town"]


def test_a_request_goes_with_who_asks_and_stands_without_its_site() -> None:
    network = a_network(*a_little_of_everything())
    without_hall = without(network, {"sites": np.array([True])})
    assert without_hall.requests.site.tolist() == [-1, -1]
    left = without(network, {"organisations": network.organisations.id == "council"})
    assert left.requests.id.tolist() == ["asking"]
    assert left.requests.organisation.tolist() == [0]
    assert len(left.wanted_times) == len(left.wanted_in) == 0


def test_a_place_that_must_not_be_found_is_rough_however_it_was_kept() -> None:
    exact = replace(a_site("refuge", 1_234, 2_345), address="7 Quiet Lane", postcode="TR1 1AA")
    sites = a_network(replace(exact, blurred=True), replace(exact, id="hall")).sites
    row, open_row = sites.rows["refuge"], sites.rows["hall"]
    assert sites.address[row] == sites.postcode[row] == ""
    assert sites.address[open_row] == "7 Quiet Lane"
    assert sites.easting[row] % 1_000 == sites.northing[row] % 1_000 == 500
    away = np.hypot(
        sites.easting[row] - sites.easting[open_row], sites.northing[row] - sites.northing[open_row]
    )
    assert 0 < away <= 708
    assert sites.latitude[row] != sites.latitude[open_row]
    found = blurred(replace(exact, blurred=True))
    assert (sites.latitude[row], sites.longitude[row]) == pytest.approx(
        (found.latitude, found.longitude), abs=1e-6
    )
