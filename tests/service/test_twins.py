"""Two records become one and are told apart again: the network is what it was, row for row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph.errors import ChangedMeanwhile, InvalidData
from graph.model import Account, Organisation, Role, Site, Tie, TieKind, TravelTime
from graph.model import Mode as By
from graph.store import Store, open_store
from service.twins import MERGEABLE, Pick, choices_of, merge, part, parting_of, union_of
from tests.builders import a_site, a_tie, an_activity, an_area, an_asset, an_organisation
from tests.store.networks import assert_same
from tests.store.reading import all_records
from tests.store.servers import Embedded
from tests.store.strategies import graphs

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("twins")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture(scope="module")
def opened(server):
    with server.open() as store:
        yield server, store


@pytest.fixture
def store(opened) -> Store:
    server, store = opened
    server.run("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    return store


def made_one(store: Store, kept: Any, gone: Any, **picks: Pick) -> Any:
    return merge(store, union_of(store, kept, gone, picks), by="ann", at=NOON)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(graph=graphs(), data=st.data())
def test_whatever_became_one_can_be_told_apart_and_nothing_is_lost(opened, graph, data):
    server, store = opened
    pairs = [
        (one, other)
        for one in graph
        for other in graph
        if type(one) is type(other) and isinstance(one, MERGEABLE) and one.id != other.id
    ]
    assume(pairs)
    kept, gone = data.draw(st.sampled_from(pairs))
    server.run("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    store.write(graph, by="test", message="Before")
    before, snapshot = all_records(store), store.read_snapshot()
    picks = {one.name: data.draw(st.sampled_from(one.offered)) for one in choices_of(kept, gone)}
    try:
        union = union_of(store, kept, gone, picks)
    except InvalidData:
        return  # the two say what no one record may say; nothing was done
    done = merge(store, union, by="ann", at=NOON)
    after = all_records(store)
    assert (type(gone), gone.id) not in after
    assert store.naming(type(gone), gone.id) == ()
    assert store.travel_times_to(gone.id) == ()
    part(store, done, parting_of(store, done), by="ben", at=NOON)
    assert all_records(store) == before
    again = store.read_snapshot()
    assert_same(replace(again, revision=snapshot.revision), snapshot)


def fill(store: Store) -> None:
    store.write(
        [
            an_area("parish", people=100),
            a_site("hall", 0, area_ids=("parish",)),
            a_site("hut", 50, area_ids=("parish",)),
            an_organisation("council", serves=("parish",)),
            an_organisation("parish-council", serves=("parish",), site="hall"),
            an_organisation("club"),
            an_asset("room", of="parish-council", at="hall"),
            replace(an_activity("games", by="council", at="hall"), partner_ids=("parish-council",)),
            a_tie("council", "parish-council", TieKind.SUPPORTS),
            a_tie("council", "club", TieKind.SUPPORTS),
            a_tie("parish-council", "club", TieKind.SUPPORTS),
            TravelTime(area_id="parish", site_id="hall", mode=By.BUS, minutes=10),
            TravelTime(area_id="parish", site_id="hut", mode=By.BUS, minutes=20),
            TravelTime(area_id="parish", site_id="hall", mode=By.WALK, minutes=30),
        ],
        by="test",
        message="A parish",
    )


def test_all_that_named_the_one_names_the_other_and_says_it_once(store):
    fill(store)
    kept, gone = store.organisation("council"), store.organisation("parish-council")
    made_one(store, kept, gone)
    assert store.asset("room").organisation_id == "council"
    assert store.activity("games").partner_ids == ()
    assert store.organisation("council").site_id == "hall"
    assert {one.id for one in store.naming(Organisation, "council") if isinstance(one, Tie)} == {
        "tie.council.club.supports"
    }
    assert store.find(Organisation, "parish-council") is None


def test_people_keep_the_rows_of_the_one_that_they_became(store):
    fill(store)
    ann = Account(
        id="ann",
        name="Ann",
        email="ann@example.org",
        roles=(Role.CONTRIBUTOR,),
        organisation_ids=("parish-council",),
        made_on=date(2026, 1, 1),
    )
    ben = replace(
        ann, id="ben", email="ben@example.org", organisation_ids=("council", "parish-council")
    )
    for account in (ann, ben):
        store.accounts.keep(account)
    done = made_one(store, store.organisation("council"), store.organisation("parish-council"))
    assert store.accounts.one("ann").organisation_ids == ("council",)
    assert store.accounts.one("ben").organisation_ids == ("council",)
    part(store, done, parting_of(store, done), by="x", at=NOON)
    assert store.accounts.one("ann") == ann
    assert store.accounts.one("ben") == ben


def test_the_way_to_a_place_leads_to_the_place_that_it_became(store):
    fill(store)
    before = {time.id: time for id in ("hall", "hut") for time in store.travel_times_to(id)}
    done = made_one(store, store.site("hut"), store.site("hall"))
    assert [(time.mode, time.minutes) for time in store.travel_times_to("hut")] == [
        (By.BUS, 20),
        (By.WALK, 30),
    ]
    part(store, done, parting_of(store, done), by="x", at=NOON)
    after = {time.id: time for id in ("hall", "hut") for time in store.travel_times_to(id)}
    assert after == before
    assert store.find(Site, "hall") is not None


def test_later_edits_stand_in_the_way_and_are_named(store):
    fill(store)
    done = made_one(store, store.organisation("council"), store.organisation("parish-council"))
    store.write([replace(store.asset("room"), capacity=7)], by="x", message="Later")
    parting = parting_of(store, done)
    assert [one.id for one in parting.later] == ["room"]
    with pytest.raises(InvalidData, match="cannot be told apart"):
        part(store, done, parting, by="x", at=NOON)
    assert store.asset("room").capacity == 7
    assert store.find(Organisation, "parish-council") is None


def test_who_looked_at_something_else_makes_nothing_one(store):
    fill(store)
    union = union_of(store, store.organisation("council"), store.organisation("parish-council"), {})
    store.write([replace(store.asset("room"), capacity=7)], by="x", message="Meanwhile")
    with pytest.raises(ChangedMeanwhile):
        merge(store, union, by="x", at=NOON)
    assert store.organisation("parish-council") == union.gone
    assert store.desk.merges.all() == ()


def test_nothing_is_merged_with_itself_or_with_another_kind(store):
    fill(store)
    council = store.organisation("council")
    for other in (council, store.asset("room")):
        with pytest.raises(InvalidData, match="Two different records"):
            union_of(store, council, other, {})
