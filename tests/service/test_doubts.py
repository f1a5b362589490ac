"""What an import links of itself, what it leaves to a person, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.model import Dismissal, Organisation, OrganisationKind, Record, Source
from graph.store import Store, open_store
from seeds.reading import Reading
from service.doubts import FINDING, open_doubts, pair_digest
from service.receiving import Coming, coming_of, receive
from service.twins import merge, union_of

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


def an_organisation(id: str, name: str, **more: object) -> Organisation:
    return Organisation(id=id, name=name, kind=OrganisationKind.VOLUNTARY, **more)  # type: ignore[arg-type]


def numbered(id: str, name: str, number: int) -> Organisation:
    return an_organisation(id, name, identifiers=(f"GB-CHC-{number}",))


def coming(store: Store, source: str, *records: Organisation) -> Coming:
    told = Source(id=source, name=f"List {source}", licence="OGL")
    named: list[Record] = [replace(one, source_id=source) for one in records]
    return coming_of(store, Reading(records=(told, *named)), whole=True, today=TODAY)


def bring(store: Store, source: str, *records: Organisation) -> None:
    receive(store, coming(store, source, *records), by="test", message="A list", via="test")


def names(store: Store) -> dict[str, str]:
    table = store.snapshot().organisations
    return dict(zip(table.id.tolist(), table.name.tolist(), strict=True))


def test_a_certain_one_is_linked_and_a_later_import_follows(store: Store) -> None:
    bring(store, "a", an_organisation("a-1", "Zennor Lugger Sailing Club"))
    bring(store, "b", an_organisation("b-1", "ZENNOR LUGGER SAILING CLUB LTD"))
    assert "a-1" in names(store)
    assert "b-1" not in names(store)
    again = coming(
        store, "b", an_organisation("b-1", "Zennor Lugger Sailing Club", description="x")
    )
    assert [one.id for one in again.records if isinstance(one, Organisation)] == ["a-1"]


def test_an_identifier_links_what_is_called_otherwise(store: Store) -> None:
    bring(store, "c", numbered("c-1", "Morvah Rowers", 77))
    found = coming(store, "d", numbered("d-1", "The Quoit Trust", 77))
    assert [(one.record_id, one.probability) for one in found.linked] == [("c-1", 1.0)]


def test_a_probable_one_is_kept_for_a_person_with_its_reasons(store: Store) -> None:
    bring(
        store,
        "e",
        numbered("e-1", "Lelant Saltings Wildfowl Trust", 1),
    )
    bring(
        store,
        "f",
        numbered("f-1", "Lelant Saltings Wildfowl Trust", 2),
    )
    (doubt,) = (one for one in open_doubts(store, store.snapshot()) if one.known_id == "e-1")
    assert (doubt.new_id, doubt.source_id, doubt.found_on) == ("f-1", "f", TODAY)
    assert any("GB-CHC" in reason for reason in doubt.reasons)
    assert 0 < doubt.probability < 1


def test_what_is_said_to_be_two_is_never_asked_again_and_never_linked(store: Store) -> None:
    bring(store, "g", numbered("g-1", "Gurnard Head Choir", 3))
    bring(store, "h", numbered("h-1", "Gurnard Head Choir", 4))
    digest = pair_digest(Organisation, "g-1", "h-1")
    store.write(
        [
            Dismissal(
                id=f"dismissal.same.{digest}",
                finding=FINDING,
                finding_id=digest,
                kind="organisations",
                title="Two choirs",
                reason="They are two things.",
                dismissed_on=TODAY,
            )
        ],
        by="test",
        message="They are two",
    )
    assert not [one for one in open_doubts(store, store.snapshot()) if one.new_id == "h-1"]
    store.write([], by="test", message="Out", remove=[(Organisation, "h-1")])
    found = coming(store, "i", an_organisation("h-1", "Gurnard Head Choir"))
    assert not [one for one in (*found.linked, *found.doubtful) if one.record_id == "g-1"]


def test_what_is_made_one_is_settled_and_the_next_import_follows_the_one_kept(store: Store) -> None:
    bring(store, "j", numbered("j-1", "Botallack Brass Band", 5))
    bring(store, "k", numbered("k-1", "Botallack Brass Band", 6))
    kept, gone = (store.organisation(id) for id in ("j-1", "k-1"))
    merge(store, union_of(store, kept, gone, {}), by="test", at=AT)
    assert not [one for one in open_doubts(store, store.snapshot()) if one.new_id == "k-1"]
    again = coming(store, "k", an_organisation("k-1", "Botallack Silver Band"))
    assert [one.id for one in again.records if isinstance(one, Organisation)] == ["j-1"]


def test_two_of_one_list_are_never_made_one_unasked(store: Store) -> None:
    first = an_organisation("l-1", "Sennen Cove Surf Lifesavers")
    bring(store, "l", first)
    found = coming(store, "l", first, an_organisation("l-2", "Sennen Cove Surf Lifesavers"))
    assert not found.linked
    assert [(one.incoming_id, one.certain) for one in found.doubtful] == [("l-2", False)]


def test_ids_that_changed_at_the_source_make_nothing_new_and_nothing_vanish(store: Store) -> None:
    names = ("Nanjizal Seal Watchers", "Porthgwarra Lobster Fishers")
    bring(store, "m", *(an_organisation(f"m-{at}", name) for at, name in enumerate(names)))
    anew = [
        an_organisation(f"anew-{at}", name, description="New.") for at, name in enumerate(names)
    ]
    found = coming(store, "m", *anew)
    assert [(one.incoming_id, one.record_id) for one in found.linked] == [
        ("anew-0", "m-0"),
        ("anew-1", "m-1"),
    ]
    assert (found.added, found.vanished, found.kept) == ({}, (), ())
    bring(store, "m", *anew)
    assert store.organisation("m-0").description == "New."
    gone = coming(store, "m", anew[0])
    assert [one.id for one in gone.vanished] == ["m-1"]
    bring(store, "m", anew[0])
    back = coming(store, "m", anew[0], an_organisation("back-1", names[1]))
    assert [one.id for one in back.returned] == ["m-1"]
    bring(store, "m", anew[0], an_organisation("back-1", names[1]))
    assert "m-1" not in {one.record_id for one in store.deliveries.vanished()}


def test_what_one_list_has_twice_under_one_number_is_asked_about(store: Store) -> None:
    bring(store, "n", numbered("n-1", "The Scout Association", 306101))
    bring(store, "o", numbered("o-1", "Scout Association", 306101))
    branch = numbered("o-2", "1st Sancreed Scout Group", 306101)
    found = coming(store, "o", numbered("o-1", "Scout Association", 306101), branch)
    assert not found.linked
    assert [(one.incoming_id, one.record_id) for one in found.doubtful] == [("o-2", "n-1")]


def test_two_of_one_list_stay_two_also_where_one_was_made_one_with_another(store: Store) -> None:
    first = numbered("q-1", "Madron Boswarthen Ramblers", 12)
    bring(store, "p", numbered("p-1", "Madron Boswarthen Ramblers", 11))
    bring(store, "q", first)
    merge(
        store,
        union_of(store, store.organisation("p-1"), store.organisation("q-1"), {}),
        by="test",
        at=AT,
    )
    found = coming(store, "q", first, an_organisation("q-2", "Madron Boswarthen Ramblers"))
    assert not found.linked
    assert [one.record_id for one in found.doubtful] == ["p-1"]
    assert [one.id for one in coming(store, "q", numbered("q-3", "Other", 5)).vanished] == ["p-1"]


def test_what_another_import_brought_meanwhile_is_linked_and_not_added_twice(store: Store) -> None:
    waiting = coming(store, "r", an_organisation("r-1", "Nancledra Hedgelaying Circle"))
    assert waiting.added["Organisation"] == 1
    bring(store, "s", an_organisation("s-1", "Nancledra Hedgelaying Circle"))
    done = receive(store, waiting, by="test", message="A list", via="test")
    assert [(one.incoming_id, one.record_id) for one in done.linked] == [("r-1", "s-1")]
    assert "r-1" not in names(store)
