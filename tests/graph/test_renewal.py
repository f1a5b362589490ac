"""A renewed network is the network of all records, whatever was added, changed or removed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DanglingReference
from graph.model import Asset, Mode, Organisation, Site, Tie, TimesTo, TravelTime
from graph.network import Network
from graph.renewal import OWN, OWNED, TIMES, listed, renewed
from graph.store.kinds import KIND_OF, NODES, WRITABLE
from graph.store.reading import NOT_IN_SNAPSHOTS
from graph.tables import network_of
from tests.builders import a_network, a_site, a_tie, an_area, an_asset, an_organisation
from tests.store.networks import assert_same
from tests.store.reading import keyed
from tests.store.strategies import graphs

PLAIN = {
    "population.age_from",
    "population.age_to",
    "availability.day",
    "availability.start",
    "availability.end",
    "wanted_times.day",
    "wanted_times.start",
    "wanted_times.end",
    "sessions.day",
    "sessions.start",
    "sessions.end",
    "activities.age_from",
    "activities.age_to",
}
"""Columns of whole numbers that are no rows of another table."""


def carried(times: list[TravelTime]) -> list[TimesTo]:
    return [
        TimesTo(
            site_id=time.site_id,
            mode=time.mode,
            source_id=time.source_id,
            area_ids=(time.area_id,),
            minutes=(time.minutes,),
        )
        for time in times
    ]


def renewed_to(before: tuple[Any, ...], after: tuple[Any, ...], beside: set[Any]) -> Network:
    """The network of some records, renewed to that of others; some are touched for nothing."""
    old, new = keyed(before), keyed(after)
    touched: dict[type, set[str]] = {}
    for key in old.keys() | new.keys():
        if key in beside or old.get(key) != new.get(key):
            record = new.get(key) or old[key]
            touched.setdefault(type(record), set()).add(record.id)
    sites = {id.split("|")[2] for id in touched.get(TravelTime, ())}
    return renewed(
        network_of(before, revision="1"),
        [
            one
            for one in after
            if one.id in touched.get(type(one), ()) and not isinstance(one, TravelTime)
        ],
        touched=touched,
        revision="2",
        times=carried(
            [one for one in after if isinstance(one, TravelTime) and one.site_id in sites]
        ),
    )


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(before=graphs(), after=graphs())
def test_any_network_is_renewed_to_any_other(
    before: tuple[Any, ...], after: tuple[Any, ...]
) -> None:
    assert_same(renewed_to(before, after, set()), network_of(after, revision="2"))


@st.composite
def edits(draw: st.DrawFn) -> tuple[tuple[Any, ...], tuple[Any, ...], set[Any]]:
    """A graph, the same with some records gone that nobody names, or renamed, and more touched."""
    before = draw(graphs())
    after = dict(keyed(before))
    for key in draw(st.lists(st.sampled_from(sorted(after)), unique=True, max_size=6)):
        record = after[key]
        if hasattr(record, "name") and draw(st.booleans()):
            after[key] = replace(record, name="Renamed")
        elif not is_named(record, [one for one in after.values() if one is not record]):
            del after[key]
    beside = draw(st.sets(st.sampled_from(sorted(keyed(before))), max_size=3))
    return before, tuple(after.values()), beside


def is_named(record: Any, others: list[Any]) -> bool:
    """Whether any other record names one; travel times and ties too."""
    for other in others:
        names = {
            getattr(other, field)
            for field in ("area_id", "site_id", "source_id", "from_id", "to_id")
            if hasattr(other, field)
        }
        for link in KIND_OF[type(other)].links if type(other) in KIND_OF else ():
            value = getattr(other, link.field)
            names |= {value} if isinstance(value, str | None) else set()
            if isinstance(value, tuple):
                names |= {getattr(one, "area_id", one) for one in value}
        if record.id in names:
            return True
    return False


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(edited=edits())
def test_a_few_edits_renew_a_network(
    edited: tuple[tuple[Any, ...], tuple[Any, ...], set[Any]],
) -> None:
    before, after, beside = edited
    assert_same(renewed_to(before, after, beside), network_of(after, revision="2"))


def a_village() -> tuple[Any, ...]:
    return (
        an_area("b", 0, people=40),
        a_site("hall", 1_000, 2_000, area_ids=("b",)),
        an_organisation("m", serves=("b",), site="hall"),
        an_organisation("z"),
        an_asset("room", of="m", at="hall", when="Mon 18:00-20:00; Sat 10:00-12:00"),
        a_tie("m", "z"),
    )


def test_rows_before_and_after_a_new_one_are_named_by_their_new_numbers() -> None:
    after = (*a_village(), an_organisation("a"), an_organisation("n", site="hall"))
    made = renewed_to(a_village(), after, set())
    assert made.organisations.id.tolist() == ["a", "m", "n", "z"]
    assert (made.ties.left.tolist(), made.ties.right.tolist()) == ([1], [3])
    assert made.assets.organisation.tolist() == [1]
    assert made.serves.left.tolist() == [1]


def test_what_did_not_change_is_shared_with_the_network_before() -> None:
    before = a_network(*a_village())
    after = renewed(
        before,
        [an_asset("room", of="z", at="hall")],
        touched={Asset: {"room"}},
        revision="2",
    )
    assert after.organisations is before.organisations
    assert after.ties is before.ties
    assert after.assets.organisation.tolist() == [1]
    assert len(before.availability) == 2
    assert len(after.availability) == 0


def test_a_record_that_is_gone_although_somebody_names_it_is_no_network() -> None:
    with pytest.raises(DanglingReference):
        renewed(a_network(*a_village()), [], touched={Site: {"hall"}}, revision="2")
    with pytest.raises(DanglingReference):
        renewed(
            a_network(*a_village()),
            [a_tie("m", "nobody", id="t")],
            touched={Tie: {"t"}},
            revision="2",
        )


def test_the_travel_times_of_a_touched_site_are_told_anew() -> None:
    def time(area: str, minutes: float) -> TravelTime:
        return TravelTime(area_id=area, site_id="hall", mode=Mode.BUS, minutes=minutes)

    before = (*a_village(), an_area("c"), time("b", 10), time("c", 20))
    after = (*a_village(), an_area("c"), an_area("a"), time("a", 30), time("c", 25))
    made = renewed_to(before, after, set())
    assert made.travel.area.tolist() == [0, 2]
    assert made.travel.minutes.tolist() == [30, 25]


def test_every_table_and_every_kind_is_accounted_for() -> None:
    """A new table, a new column of rows or a new kind must be told to the renewal."""
    tables = {
        each.name: getattr(a_network(), each.name)
        for each in fields(Network)
        if is_dataclass(getattr(a_network(), each.name))
    }
    assert set(tables) == {*OWN, *OWNED, "travel"}
    numbers = {
        f"{name}.{column.name}"
        for name, table in tables.items()
        for column in fields(table)
        if getattr(table, column.name).dtype == np.int32
    }
    told = {f"{name}.{column}" for name, (_, naming) in OWN.items() for column in naming}
    told |= {f"{name}.{owner}" for name, (owner, _, _) in OWNED.items()}
    told |= {f"{name}.{column}" for name, (_, _, naming) in OWNED.items() for column in naming}
    told |= {f"travel.{column}" for column in TIMES}
    assert numbers == told | PLAIN
    known = {kind for kind, _ in OWN.values()} | set(listed().values()) | {TravelTime}
    passed_over = {kind.record for kind in NODES if kind.label in NOT_IN_SNAPSHOTS}
    assert set(WRITABLE) - known == passed_over
    assert Organisation in known
