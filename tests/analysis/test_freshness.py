"""Freshness, by organisation and by area: a case worked by hand, and one row after another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.freshness import AGES, age_of, by_area, by_organisation
from graph.errors import NotFound
from graph.model import AreaKind, RequestStage
from tests.builders import (
    TODAY,
    a_network,
    a_request,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_parish() -> object:
    return a_network(
        an_area("north", 0, within={"parish": 1.0}),
        an_area("south", 5_000, within={"parish": 1.0}),
        an_area("parish", None, kind=AreaKind.PARISH, people=None),
        a_site("hall", 100, area_ids=("north",)),
        a_site("shed", 4_900),
        an_organisation("council", site="hall", verified_on=ago(10)),
        an_organisation("club", verified_on=None),
        an_asset("room", of="council", at="hall", verified_on=ago(300)),
        an_asset("van", of="council", at=None, verified_on=ago(600)),
        an_activity("night", by="club", at="shed", verified_on=ago(1_000)),
        a_request("wish", by="club", at="shed"),
        a_request("met", by="club", at="shed", stage=RequestStage.MET),
    )


def test_what_each_organisation_keeps_is_counted_by_age_and_met_requests_are_not():
    found = by_organisation(a_parish(), today=TODAY)
    names = {"council": 0, "club": 1} if found.counts[0, 0] == 1 else {"club": 0, "council": 1}
    assert found.counts[names["council"]].tolist() == [1, 1, 1, 0, 0]
    assert found.counts[names["club"]].tolist() == [0, 0, 0, 1, 2]
    assert found.oldest[names["club"]].astype(date) == ago(1_000)
    assert found.share_checked[names["council"]] == pytest.approx(2 / 3)
    assert found.order[0] == names["club"]
    assert found.elsewhere == 0


def test_rows_are_counted_where_their_site_is_or_else_that_of_whose_they_are():
    network = a_parish()
    found = by_area(network, today=TODAY)
    counts = dict(zip(network.areas.id[found.rows].tolist(), found.counts.tolist(), strict=True))
    assert counts == {"north": [1, 1, 1, 0, 0], "south": [0, 0, 0, 1, 1]}
    assert found.elsewhere == 1  # the club itself has no place


def test_small_areas_add_up_to_a_larger_kind():
    network = a_parish()
    found = by_area(network, today=TODAY, roll_up=AreaKind.PARISH)
    assert network.areas.id[found.rows].tolist() == ["parish"]
    assert found.counts.tolist() == [[1, 1, 1, 1, 1]]
    inside = by_area(network, today=TODAY, within="parish")
    assert len(inside) == 2


def test_an_empty_network_has_nothing_to_tell():
    for found in (by_organisation(a_network(), today=TODAY), by_area(a_network(), today=TODAY)):
        assert (len(found), found.elsewhere, found.order.tolist()) == (0, 0, [])


def test_an_area_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        by_area(a_parish(), today=TODAY, within="nowhere")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(-10, 2_000)), max_size=9))
def test_counts_are_those_of_one_row_after_another(rows: list[tuple[str, int | None]]):
    days = [None if age is None else ago(age) for _, age in rows]
    assets = [
        an_asset(f"asset-{place}", of=owner, at=None, verified_on=day)
        for place, ((owner, _), day) in enumerate(zip(rows, days, strict=True))
    ]
    network = a_network(*(an_organisation(id, verified_on=TODAY) for id in "abc"), *assets)
    found = by_organisation(network, today=TODAY)
    expected = {id: [0] * len(AGES) for id in "abc"}
    for (owner, _), day in zip(
        [*rows, *((id, 0) for id in "abc")], [*days, *[TODAY] * 3], strict=True
    ):
        expected[owner][AGES.index(age_of(day, today=TODAY))] += 1
    ids = network.organisations.id[found.rows].tolist()
    assert dict(zip(ids, found.counts.tolist(), strict=True)) == expected
