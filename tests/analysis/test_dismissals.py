"""What is set aside stands last, and the like of it lower, by declared shares."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.opportunities import Order
from graph.analysis.opportunities.dismissals import (
    MOST_LOWERED,
    SAME_AREA,
    SAME_ASSET,
    SAME_ORGANISATION,
    share_kept,
    with_dismissals,
)
from graph.analysis.opportunities.entries import Entry
from graph.analysis.opportunities.opportunity import OpportunityKind
from graph.analysis.opportunities.ranking import WORTH, ranked
from graph.model import Dismissal
from tests.builders import a_network, an_organisation
from tests.village import asked, teams, village

SAID = date(2026, 10, 5)


def an_entry(id: str = "one", **parts: object) -> Entry:
    given: dict[str, object] = {
        "kind": OpportunityKind.TEAM,
        "young_people": 100.0,
        "cost": 2.0,
        "introductions": 0,
        "need": 0.0,
        "organisation_ids": ("a", "b"),
        "asset_ids": ("hall",),
        "area_ids": ("village",),
        "tell": lambda: None,
        **parts,
    }
    return Entry(id=id, **given)  # type: ignore[arg-type]


def a_dismissal(of: str = "other", **parts: object) -> Dismissal:
    given: dict[str, object] = {
        "id": f"dismissal.{of}",
        "finding": "opportunities",
        "kind": "team",
        "title": "Another session",
        "reason": "Not now",
        "dismissed_on": SAID,
        **parts,
    }
    return Dismissal(finding_id=of, **given)  # type: ignore[arg-type]


def lowered(entry: Entry, *said: Dismissal, beside: tuple[Entry, ...] = ()) -> Entry:
    network = a_network(*said, an_organisation("a", name="Alpha"))
    return with_dismissals(network, (entry, *beside))[0]


@pytest.mark.parametrize(
    ("said", "share"),
    [
        (a_dismissal(organisation_ids=("a", "z")), SAME_ORGANISATION),
        (a_dismissal(area_ids=("village",)), SAME_AREA),
        (a_dismissal(organisation_ids=("b",), area_ids=("village",)), 0.5),
        (a_dismissal(organisation_ids=("z",), area_ids=("moor",)), 0.0),
        (a_dismissal(organisation_ids=("a",), kind="idle_asset"), 0.0),
        (a_dismissal(organisation_ids=("a",), finding="gaps"), 0.0),
    ],
)
def test_the_like_of_it_loses_its_share_and_no_other_does(said: Dismissal, share: float) -> None:
    assert share_kept(lowered(an_entry(), said)) == pytest.approx(1 - share)


def test_an_asset_in_common_counts_while_what_was_set_aside_is_among_the_rows() -> None:
    other = an_entry("other", organisation_ids=("z",), area_ids=("moor",))
    said = a_dismissal(organisation_ids=("z",), area_ids=("moor",))
    assert share_kept(lowered(an_entry(), said, beside=(other,))) == pytest.approx(1 - SAME_ASSET)
    assert share_kept(lowered(an_entry(), said)) == 1


def test_it_says_what_was_set_aside_when_why_and_what_is_in_common() -> None:
    (one,) = lowered(an_entry(), a_dismissal(organisation_ids=("a",))).lowered
    assert one.reason == "Not now"
    assert "“Another session” was set aside on 5 October 2026" in one.words
    assert "this has Alpha in common" in one.words


def test_what_is_set_aside_itself_keeps_nothing_and_comes_last_of_all() -> None:
    aside = lowered(an_entry(young_people=9_000.0), a_dismissal("one"))
    assert aside.aside
    assert share_kept(aside) == 0
    partial = an_entry("partial", missing=2, young_people=1.0)
    rows = ranked([aside, partial], [], order=Order.EFFORT, most=9)
    assert [row.id for row in rows] == ["partial", "one"]
    # However few are shown, what was set aside is among them, so that it can be taken back.
    assert [row.id for row in ranked([aside, partial], [], order=Order.EFFORT, most=1)] == ["one"]


@given(st.integers(0, 8))
def test_however_often_the_like_of_it_is_set_aside_some_worth_is_left(times: int) -> None:
    said = [a_dismissal(f"d{i}", organisation_ids=("a",)) for i in range(times)]
    kept = share_kept(lowered(an_entry(), *said))
    assert kept == pytest.approx(max((1 - SAME_ORGANISATION) ** times, 1 - MOST_LOWERED))


@pytest.mark.parametrize("order", list(Order))
def test_in_every_order_the_like_of_it_stands_behind_its_equal(order: Order) -> None:
    low = lowered(an_entry("a-low"), a_dismissal(organisation_ids=("a",)))
    rows = ranked([low, an_entry("equal")], [], order=order, most=9)
    assert [row.id for row in rows] == ["equal", "a-low"]


def test_each_order_puts_first_what_it_says() -> None:
    near = an_entry("near", young_people=500.0, introductions=3, need=-50.0)
    known = an_entry("known", young_people=50.0, introductions=0, need=0.0)
    deep = an_entry("deep", young_people=40.0, introductions=1, need=80.0)
    first = {order: ranked([near, known, deep], [], order=order, most=9)[0].id for order in Order}
    assert first == {Order.EFFORT: "near", Order.INTRODUCTIONS: "known", Order.NEED: "deep"}
    assert WORTH[Order.NEED](an_entry(need=None)) == 0


def test_a_dismissal_of_the_village_lowers_it_and_says_so() -> None:
    (team,) = teams(asked(*village()))
    said = Dismissal(
        id="dismissal.1",
        finding="opportunities",
        finding_id=team.id,
        kind=str(team.kind),
        title=team.title,
        organisation_ids=team.organisation_ids,
        area_ids=team.area_ids,
        reason="The hall is being rebuilt",
        dismissed_on=SAID,
    )
    found = asked(*village(), said)
    assert found.rows[-1].id == team.id
    assert found.rows[-1].dismissal is not None
    assert found.rows[-1].dismissal.reason == "The hall is being rebuilt"
    # Other kinds are not the like of it.
    assert all(not row.lowered for row in found.rows[:-1])
