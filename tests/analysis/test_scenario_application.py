"""Applying a scenario: what goes with what, and what is passed over."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from graph.analysis.duplication import find_duplication
from graph.analysis.gaps import find_gaps
from graph.analysis.network import find_keystones
from graph.analysis.opportunities import find_opportunities
from graph.analysis.scenario.application import Edited, edited
from graph.analysis.scenario.draft import SOMEBODY_ID
from graph.analysis.scenario.edits import parse_edits
from graph.analysis.scenario.rows import BELONGS, ORDER, STANDS_WITHOUT
from graph.errors import OptionOutOfRange
from graph.model import Agreement, AssetKind, SeatHolder, Stage
from graph.network import Network, Pairs
from tests.builders import (
    TODAY,
    a_grant,
    a_network,
    a_partnership,
    a_priority,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.store.networks import assert_same

HALL = a_site("hall", area_ids=("area-1",))
BARN = a_site("barn", 2_000)
TRUST, GUIDES = an_organisation("trust", site="hall"), an_organisation("guides", site="barn")
COUNCIL = an_organisation("council")
CLUB = an_activity("club", by="trust", at="hall", partners=("guides",))
CAMP = an_activity("camp", by="trust", at="barn", places=None)
PACK = an_activity("pack", by="guides", at="hall", partners=("trust",))
ROOM = an_asset("room", of="trust", at="hall")
TENTS = an_asset("tents", of="guides", at="hall", kind=AssetKind.EQUIPMENT)
PURSE = an_asset("purse", kind=AssetKind.MONEY, of="trust", at=None, quantity=1_000)
RUNNING = a_grant(
    "running", funder="council", recipient="trust", ends_on=TODAY, benefits=("area-1",)
)
ENDED = a_grant(
    "ended",
    funder="council",
    recipient="trust",
    ends_on=TODAY.replace(year=2025),
    awarded_on=TODAY.replace(year=2024),
)
GIVEN = a_grant("given", funder="trust", recipient="guides")
TIES = (a_tie("trust", "guides"), a_tie("council", "guides"))
BOARD = (
    a_partnership(),
    a_seat("one", organisation="trust"),
    a_seat("two", organisation="council"),
    a_seat("three", holder=SeatHolder.YOUNG_PEOPLE),
)
LOAN = Agreement(
    id="loan",
    name="Loan",
    asset_id="room",
    borrower_id="guides",
    stage=Stage.IN_USE,
    activity_id="pack",
)
BORROWED = Agreement(
    id="borrowed", name="Borrowed", asset_id="tents", borrower_id="trust", stage=Stage.IN_USE
)
VILLAGE = (
    an_area("area-1"),
    an_area("area-2", 1_000),
    HALL,
    BARN,
    TRUST,
    GUIDES,
    COUNCIL,
    CLUB,
    CAMP,
    PACK,
    ROOM,
    TENTS,
    PURSE,
    RUNNING,
    ENDED,
    GIVEN,
    *TIES,
    *BOARD,
    LOAN,
    BORROWED,
    a_priority(),
)


def asked(*texts: str, records: tuple[object, ...] = VILLAGE) -> Edited:
    return edited(a_network(*records), parse_edits(texts), today=TODAY)


def changed(*gone: object, **replaced: dict[str, object]) -> Network:
    """The village without some records and with others in the place of those of their id."""
    kept = [one for one in VILLAGE if one not in gone]
    return a_network(
        *(replace(one, **replaced[one.id]) if one.id in replaced else one for one in kept)
    )  # type: ignore[attr-defined]


def lines(found: Edited, place: int = 0) -> str:
    return " ".join(found.notes[place].lines)


def test_no_edits_give_the_network_itself() -> None:
    network = a_network(*VILLAGE)
    assert edited(network, (), today=TODAY) == Edited(network=network, notes=())


def test_an_activity_that_ends_is_as_if_it_had_never_been_entered() -> None:
    found = asked("close:activity:club")
    assert_same(found.network, changed(CLUB))
    assert found.notes[0].phrase == "Club ends"


def test_the_network_that_is_edited_stays_as_it_is() -> None:
    network = a_network(*VILLAGE)
    edited(
        network,
        parse_edits(["fold:organisation:trust", "cut:organisation:guides:0.5"]),
        today=TODAY,
    )
    assert_same(network, a_network(*VILLAGE))


def test_a_place_that_closes_leaves_its_activities_without_one_and_takes_its_rooms() -> None:
    found = asked("close:site:hall")
    assert_same(
        found.network,
        changed(
            ROOM,
            LOAN,
            club={"site_id": None},
            pack={"site_id": None},
            tents={"site_id": None},
            trust={"site_id": None},
        ),
    )
    assert "2 activities lose their place: Club and Pack" in lines(found)
    assert "What can be shared there goes: Room" in lines(found)
    assert "still with its keeper: Tents" in lines(found)
    assert "in need of another base: Trust" in lines(found)


def test_an_organisation_that_folds_takes_everything_that_it_holds() -> None:
    found = asked("fold:organisation:trust")
    assert_same(
        found.network,
        changed(
            TRUST, CLUB, CAMP, ROOM, PURSE, RUNNING, ENDED, GIVEN, TIES[0], BOARD[1], LOAN,
            BORROWED, pack={"site_id": None, "partner_ids": ()}, tents={"site_id": None},
        ),
    )  # fmt: skip
    said = lines(found)
    assert "2 activities end: Camp and Club." in said
    assert "It alone keeps Hall, which closes. 1 activity loses its place: Pack." in said
    assert "2 things it could share go with it: Purse and Room." in said
    assert "Also gone: 1 tie, 1 seat on a partnership and 1 agreement to borrow." in said
    assert "2 grants to it end: £20,000 in all." in said
    assert "1 grant that it gives end: £10,000 to Guides." in said
    assert "Delivered with others, who are taken to go on alone: Pack." in said


def test_a_place_with_another_keeper_stays_open_when_one_of_them_folds() -> None:
    found = asked(
        "fold:organisation:trust", records=(*VILLAGE, an_asset("yard", of="guides", at="hall"))
    )
    assert "Hall stays open: it has another keeper too." in lines(found)
    pack = found.network.activities.row("pack")
    assert found.network.sites.id[found.network.activities.site[pack]] == "hall"


def test_a_signature_of_who_folded_leaves_the_priority_standing() -> None:
    signed = a_priority("agreed")
    signed = replace(signed, signatory_ids=("council", "trust"))
    found = asked("fold:organisation:trust", records=(*VILLAGE, signed))
    assert next(p for p in found.network.priorities if p.id == "agreed").signatory_ids == (
        "council",
    )


def test_a_budget_that_falls_takes_places_money_and_running_grants() -> None:
    found = asked("cut:organisation:trust:0.4")
    network = found.network
    places = dict(zip(network.activities.id, network.activities.places, strict=True))
    assert places == {"club": 15.0, "camp": 12.0, "pack": 25.0}
    assert network.assets.quantity[network.assets.row("purse")] == 600.0
    amounts = dict(zip(network.grants.id, network.grants.amount_pounds, strict=True))
    assert amounts == {"running": 6_000.0, "ended": 10_000.0, "given": 10_000.0}
    assert "Each session has 40 per cent fewer places: Camp and Club." in lines(found)
    assert "Nobody said how many places it has; 20 are assumed" in lines(found)
    assert "£400 less of its own money" in lines(found)
    assert "£4,000 less of running grants" in lines(found)


def test_a_budget_that_falls_by_all_of_it_ends_what_it_paid_for_and_leaves_the_hall() -> None:
    found = asked("cut:organisation:trust:1")
    assert found.network.activities.id.tolist() == ["pack"]
    assert "room" in found.network.assets.rows


def test_two_cuts_of_one_budget_come_one_after_the_other() -> None:
    found = asked("cut:organisation:trust:0.5", "cut:organisation:trust:0.2")
    club = found.network.activities.row("club")
    assert found.network.activities.places[club] == pytest.approx(25 * 0.5 * 0.8)


def test_a_move_and_another_size_change_only_that() -> None:
    found = asked("move:activity:club:to:barn", "resize:activity:club:40")
    assert_same(found.network, changed(club={"site_id": "barn", "places": 40}))
    assert "Until then it is at Hall." in lines(found)
    assert "1 other activity there too: Camp." in lines(found)
    assert "Until then it has 25 places at each session." in lines(found, 1)


def test_what_opens_is_as_if_somebody_had_entered_it() -> None:
    found = asked("open:open_access:11-19:everyone:25:Tue 18.00-20.00:barn")
    new = an_activity("what-if.1", by=SOMEBODY_ID, at="barn", name="New: Open-access youth club")
    somebody = an_organisation(SOMEBODY_ID, name="Whoever would run it")
    assert_same(found.network, a_network(*VILLAGE, new, somebody))


def test_what_opens_where_nothing_is_yet_has_a_new_place() -> None:
    found = asked("open:social_action:11-19:not_in_education:25:Tue 18.00-20.00:50.4,-4.8")
    site = found.network.sites.row("what-if.1")
    assert found.network.sites.latitude[site] == 50.4
    assert 190_000 < found.network.sites.easting[site] < 210_000
    opened = found.network.activities.row("what-if.1")
    assert found.network.activities.site[opened] == site
    # A vocabulary word longer than any before it is not cut short.
    assert found.network.activities.theme[opened] == "social_action"
    assert found.network.activities.audience[opened] == "not_in_education"
    club = found.network.activities.row("club")
    assert found.network.sites.id[found.network.activities.site[club]] == "hall"


@pytest.mark.parametrize(
    "text",
    [
        "close:activity:nobody",
        "close:site:nowhere",
        "move:activity:club:to:nowhere",
        "move:activity:nobody:to:hall",
        "resize:activity:nobody:5",
        "cut:organisation:nobody:0.5",
        "fold:organisation:nobody",
        "open:music:11-19:everyone:25:Tue 18.00-20.00:nowhere",
    ],
)
def test_what_names_something_gone_is_passed_over_and_named(text: str) -> None:
    found = asked(text, "close:activity:club")
    assert "There is no" in found.notes[0].passed_over
    assert "no" + "where" in found.notes[0].passed_over or "nobody" in found.notes[0].passed_over
    assert [note.phrase for note in found.applied] == ["Club ends"]
    assert_same(found.network, changed(CLUB))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("close:activity:club", "resize:activity:club:5"),
        ("close:activity:club", "move:activity:club:to:barn"),
        ("close:site:barn", "move:activity:club:to:barn"),
        ("close:site:hall", "open:music:11-19:everyone:9:Tue 18.00-20.00:hall"),
        ("fold:organisation:trust", "cut:organisation:trust:0.5"),
        ("fold:organisation:trust", "close:activity:club"),
        ("fold:organisation:trust", "close:site:hall"),
        ("cut:organisation:trust:1", "close:activity:club"),
    ],
)
def test_what_an_earlier_edit_took_away_is_passed_over(first: str, second: str) -> None:
    found = asked(first, second)
    assert "has gone already with an earlier change" in found.notes[1].passed_over
    assert_same(found.network, asked(first).network)


def test_the_same_edit_twice_counts_once_but_two_like_sessions_are_two() -> None:
    found = asked("cut:organisation:trust:0.5", "cut:organisation:trust:0.5")
    assert "counts once" in found.notes[1].passed_over
    opened = "open:music:11-19:everyone:9:Tue 18.00-20.00:hall"
    assert len(asked(opened, opened).network.activities) == 5


def test_what_changes_nothing_is_passed_over() -> None:
    found = asked("move:activity:club:to:hall", "resize:activity:club:25")
    assert [note.passed_over for note in found.notes] == [
        "It is there already.",
        "It has that many places already.",
    ]
    assert found.network is not None
    assert_same(found.network, a_network(*VILLAGE))


def test_what_lost_its_place_gets_one_with_a_move() -> None:
    found = asked("close:site:hall", "move:activity:pack:to:barn")
    network = found.network
    assert network.sites.id[network.activities.site[network.activities.row("pack")]] == "barn"
    assert network.activities.site[network.activities.row("club")] == -1


def test_the_ages_touched_are_those_of_what_changes() -> None:
    records = (*VILLAGE, an_activity("little", by="guides", at="barn", aged="5-8"))
    assert str(asked("close:activity:little", records=records).ages_touched) == "5 to 8"
    assert asked("close:activity:nobody").ages_touched is None
    assert str(asked("open:music:20-25:everyone:9:Tue 18.00-20.00:hall").ages_touched) == "20 to 25"


def test_the_empty_network_passes_every_edit_over() -> None:
    found = asked("close:activity:club", "fold:organisation:trust", records=())
    assert len(found.applied) == 0
    assert found.network.empty


def test_too_many_edits_are_refused_naming_the_range() -> None:
    with pytest.raises(OptionOutOfRange, match="0 to 50 edits"):
        edited(a_network(), parse_edits(["fold:organisation:a"]) * 51, today=TODAY)


def test_every_analysis_runs_on_an_edited_network() -> None:
    found = asked(
        "fold:organisation:trust",
        "close:site:barn",
        "open:open_access:11-19:everyone:25:Tue 18.00-20.00:50.4,-4.8",
        "open:open_access:11-19:everyone:25:Tue 18.00-20.00:50.4001,-4.8",
    )
    for find in (find_gaps, find_duplication, find_opportunities):
        find(found.network, today=TODAY)
    find_keystones(found.network)


def test_every_table_of_the_network_is_known_to_the_cutting_of_rows() -> None:
    """A table that is not would name the wrong rows in an edited network."""
    network = a_network(*VILLAGE)
    for field in fields(network):
        table = getattr(network, field.name)
        if isinstance(table, (str, tuple)):
            continue
        assert field.name in {*BELONGS, *ORDER}, field.name
        references = {**BELONGS.get(field.name, {}), **STANDS_WITHOUT.get(field.name, {})}
        if isinstance(table, Pairs):
            assert set(references) == {"left", "right"}, field.name
            continue
        named = {
            "area",
            "site",
            "organisation",
            "owner",
            "inner",
            "outer",
            "left",
            "right",
            "funder",
            "recipient",
        }
        numbers = {
            column.name
            for column in fields(table)
            if np.issubdtype(getattr(table, column.name).dtype, np.integer)
        }
        assert numbers & named == set(references), field.name
