"""Whom to talk to about what is offered, requests from both ends, and stories of the county."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graph.analysis.contribution import Contribution, find_contribution
from graph.model import (
    Asset,
    AssetKind,
    Borrowers,
    OrganisationKind,
    Record,
    RequestStage,
    Theme,
    TieKind,
)
from graph.network import Network
from graph.tables import network_of
from seeds.demo import read_demo
from tests.builders import (
    TODAY,
    a_network,
    a_request,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import BUS, village


def contribution(network: Network, record: object, **options: object) -> Contribution:
    return find_contribution(network, record, **{"reach": BUS, "today": TODAY, **options})  # type: ignore[arg-type]


def two_villages() -> list[object]:
    """100 young people at the hall, 300 four kilometres off; nothing for either yet."""
    return [
        an_area("near", people=100),
        an_area("off", 4_000, people=300),
        a_site("hall", area_ids=("near",)),
        an_organisation("club", site="hall"),
    ]


# -- requests ---------------------------------------------------------------------------------


def a_wish(**changes: object) -> object:
    return a_request("wish", by="band", wanted=AssetKind.ROOM, when="Thu 18:00-20:00", **changes)  # type: ignore[arg-type]


def test_who_has_asked_for_such_a_thing_is_told_first() -> None:
    records = [*two_villages(), an_organisation("band", site="hall"), a_wish(name="A room")]
    hall = an_asset("new", of="club", at="hall", when="Thu 18:00-21:00")
    found = contribution(a_network(*records), hall)
    assert [answer.request_id for answer in found.answers] == ["wish"]
    assert found.answered == 1
    assert found.contacts[0].organisation_id == "band"
    assert found.contacts[0].reasons[0] == "has asked for such a thing: “A room”"
    assert "Others have asked for such a thing: Band (“A room”)." in found.explanation


def test_what_was_met_or_is_for_another_time_is_not_told() -> None:
    records = [*two_villages(), an_organisation("band", site="hall")]
    hall = an_asset("new", of="club", at="hall", when="Mon 18:00-21:00")
    assert contribution(a_network(*records, a_wish()), hall).answers == ()
    thursdays = an_asset("new", of="club", at="hall", when="Thu 18:00-21:00")
    met = a_wish(stage=RequestStage.MET)
    assert contribution(a_network(*records, met), thursdays).answers == ()


def test_whoever_asks_is_told_who_keeps_what_would_do() -> None:
    hall = an_asset("there", of="club", at="hall", when="Thu 18:00-21:00", name="Old hall")
    network = a_network(*two_villages(), an_organisation("band", site="hall"), hall)
    found = contribution(network, a_wish())
    assert [answer.asset_id for answer in found.answers] == ["there"]
    assert found.headline == "One thing that somebody else keeps would do: Old hall, kept by Club."
    assert found.contacts[0].words.startswith("Club keeps Old hall, which would do, at the same")
    assert found.gained is None
    assert found.teams == ()
    assert "has not been asked" in found.counter_reading


def test_a_request_for_some_areas_is_about_the_gaps_in_them() -> None:
    network = a_network(*two_villages(), an_organisation("band", site="hall"))
    found = contribution(network, a_wish(within=("off",)))
    assert [gap.area_id for gap in found.helped] == ["off"]
    assert "1 area where it is wanted is below the standard" in found.explanation


def test_a_request_that_nothing_meets_and_one_in_an_empty_network_are_told_so() -> None:
    network = a_network(*two_villages(), an_organisation("band", site="hall"))
    for there in (network, a_network()):
        found = contribution(there, a_wish(within=("unheard-of",)))
        assert found.answers == ()
        assert found.headline.startswith("Nothing is known that would meet it")
        assert not found.nothing or there.empty


# -- whom to talk to --------------------------------------------------------------------------


def test_those_in_the_team_come_first_with_what_they_bring() -> None:
    staff = an_asset(
        "staff", kind=AssetKind.STAFF_TIME, of="trust", at="base", themes=(Theme.OPEN_ACCESS,)
    )
    found = contribution(a_network(*village(staff=None)), staff)
    who = {one.organisation_id: one for one in found.contacts}
    assert list(who)[:2] == ["council", "group"]
    assert "keeps Hall" in who["council"].words
    assert "for a session for Village" in who["council"].words
    assert not who["council"].tied
    assert who["network"].reasons[0].startswith("knows both you and")
    assert "trust" not in who


def test_a_minibus_without_a_driver_is_told_who_lends_time() -> None:
    records = [
        *two_villages(),
        a_site("base", 3_000),
        an_organisation("helpers", site="base"),
        an_asset("hands", kind=AssetKind.VOLUNTEER_TIME, of="helpers", at="base", name="Two hands"),
    ]
    bus = an_asset("bus", kind=AssetKind.VEHICLE, of="club", at="hall", quantity=16, unit="seats")
    found = contribution(a_network(*records), bus)
    helpers = next(one for one in found.contacts if one.organisation_id == "helpers")
    assert "lends Two hands, and a vehicle needs somebody to drive it" in helpers.reasons
    assert helpers.distance_m == pytest.approx(3_000, abs=2)


def test_who_runs_the_nearest_of_the_theme_and_who_is_tied_are_told_once_each() -> None:
    records = [
        *two_villages(),
        an_organisation("band", site="hall"),
        an_organisation("friends", site="hall"),
        an_activity("nights", by="band", at="hall", theme=Theme.MUSIC, name="Band nights"),
        an_activity("more", by="band", at="hall", theme=Theme.MUSIC, name="Band days"),
        a_tie("club", "friends", TieKind.COOPERATION),
        a_tie("band", "club", TieKind.AWARENESS),
    ]
    new = an_activity("new", by="club", at="hall", theme=Theme.MUSIC)
    found = contribution(a_network(*records), new, standard_hours_per_week=0)
    assert [one.organisation_id for one in found.contacts] == ["band", "friends"]
    band, friends = found.contacts
    assert band.tied
    assert band.reasons == (
        "runs Band days, the nearest activity of “Music”, at the same place",
        "works with you already (Band is aware of Club)",
    )
    assert friends.reasons == ("works with you already (Club cooperates with Friends)",)


def test_at_most_five_are_told_and_the_same_each_time() -> None:
    records = [*two_villages()]
    for number in range(9):
        records += [
            an_organisation(f"o{number}", site="hall"),
            a_tie("club", f"o{number}", TieKind.COOPERATION),
        ]
    new = an_activity("new", by="club", at="hall")
    one, other = (contribution(a_network(*order), new) for order in (records, records[::-1]))
    assert len(one.contacts) == 5
    assert one == other


# -- the county -------------------------------------------------------------------------------


@cache
def county() -> tuple[Record, ...]:
    return tuple(read_demo())


@cache
def demo() -> Network:
    return network_of(county(), revision="demo")


def asked_in_county(record: object) -> Contribution:
    return find_contribution(demo(), record, today=date(2026, 11, 1))  # type: ignore[arg-type]


def test_a_music_night_in_st_keverne_helps_the_widest_gap_of_the_county() -> None:
    new = an_activity(
        "new",
        by="st-keverne-parish-council",
        at="st-keverne-village-hall",
        theme=Theme.MUSIC,
        places=30,
    )
    found = asked_in_county(new)
    assert found.helped[0].area.startswith("St Keverne")
    assert found.helped[0].rank == 1
    assert found.gained is not None
    assert found.gained.first > 200
    assert any(one.organisation == "Meneage Young Voices" for one in found.contacts)


def test_a_minibus_on_the_lizard_and_a_hall_there_each_have_somebody_to_talk_to() -> None:
    for kind in (AssetKind.VEHICLE, AssetKind.VENUE, AssetKind.MONEY, AssetKind.STAFF_TIME):
        found = asked_in_county(
            Asset(
                id="new",
                name="New",
                kind=kind,
                organisation_id="st-keverne-parish-council",
                site_id="st-keverne-village-hall",
                quantity=16,
                unit="seats",
                borrowers=Borrowers.NON_PROFIT,
            )
        )
        assert 1 <= len(found.contacts) <= 5, kind
        assert found.helped, kind
        assert not found.nothing
        assert all(one.organisation != "St Keverne Parish Council" for one in found.contacts)


def test_every_asset_and_activity_of_the_county_gets_an_answer_without_a_contact_detail() -> None:
    asked = [r for r in county() if type(r).__name__ in ("Asset", "Activity")][::40]
    for record in asked:
        found = asked_in_county(record)
        said = " ".join((found.headline, found.explanation, found.counter_reading))
        said += " ".join(contact.words for contact in found.contacts)
        assert found.headline.endswith(".")
        assert "@" not in said
        assert "nan" not in said.split()
        assert all(one.organisation_id != record.organisation_id for one in found.contacts)  # type: ignore[union-attr]


def test_a_parish_council_is_an_organisation_like_any_other() -> None:
    """The kind of who offers decides what may be borrowed, not whether it is told."""
    records = village(hall=None, council=an_organisation(
        "council", kind=OrganisationKind.BUSINESS, serves=("village",), site="hall-site"
    ))  # fmt: skip
    hall = an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00", capacity=60)
    assert contribution(a_network(*records), hall).teams
