"""One way to write: all or nothing, compared with what is there, recorded, on both servers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from graph.errors import DanglingReference, Interrupted, InvalidData, NotFound
from graph.model import Area, Boundary, Change, Grant, Organisation, Source, Tie, Within
from graph.store.kinds import NODES
from tests.store.bare import BARE
from tests.store.reading import all_records, keyed
from tests.store.records import FILLED, area, organisation, tie
from tests.store.servers import Server

ONS = Source(id="ons", name="ONS")


def test_a_write_says_what_it_added_changed_and_left_alone(server: Server) -> None:
    with server.open() as store:
        first = store.write(
            [organisation("a"), organisation("b"), area("x")], by="ann", message="First"
        )
        assert first.added == {"Organisation": 2, "Area": 1}
        assert (first.changed, first.unchanged, first.removed) == ({}, {}, {})
        second = store.write(
            [organisation("a"), organisation("b", "New"), organisation("c")],
            by="ann",
            message="Second",
        )
        assert second.added == {"Organisation": 1}
        assert second.changed == {"Organisation": 1}
        assert second.unchanged == {"Organisation": 1}


def test_a_write_is_recorded_with_who_when_what_and_source(server: Server) -> None:
    with server.open() as store:
        before = datetime.now(UTC)
        written = store.write(
            [area("x", source_id="ons")], by="ann", message="Load areas", source=ONS
        )
        after = datetime.now(UTC)
        (change,) = store.recent_changes()
        assert change == written.change
        assert (change.by, change.message, change.source_id) == ("ann", "Load areas", "ons")
        assert (change.added, change.changed, change.removed) == (2, 0, 0)
        assert before <= change.at <= after
        assert written.added == {"Source": 1, "Area": 1}


def test_recent_changes_are_newest_first_and_at_most_as_many_as_asked(server: Server) -> None:
    with server.open() as store:
        for number in range(4):
            store.write([organisation(f"o{number}")], by="ann", message=f"Change {number}")
        assert [change.message for change in store.recent_changes(3)] == [
            "Change 3",
            "Change 2",
            "Change 1",
        ]


def test_every_write_raises_the_revision(server: Server) -> None:
    with server.open() as store:
        seen = [store.revision()]
        store.write([organisation("a")], by="ann", message="Add")
        seen.append(store.revision())
        store.write([organisation("a", "Other")], by="ann", message="Change")
        seen.append(store.revision())
        store.write([], by="ann", message="Remove", remove=[(Organisation, "a")])
        seen.append(store.revision())
        assert len(set(seen)) == 4


def test_a_write_with_nothing_to_do_records_no_change_and_keeps_the_revision(
    server: Server,
) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        revision = store.revision()
        again = store.write(FILLED, by="ann", message="Add again", remove=[(Area, "nowhere")])
        assert again.change is None
        assert (again.added, again.changed, again.removed) == ({}, {}, {})
        assert sum(again.unchanged.values()) == len(FILLED)
        assert store.revision() == revision
        assert store.write([], by="ann", message="Nothing").change is None


def test_a_changed_record_is_replaced_wholly_with_what_it_names(server: Server) -> None:
    with server.open() as store:
        areas = [area("x"), area("y"), area("z")]
        store.write(
            [*areas, organisation("a", description="old", area_ids=("x", "y"))],
            by="ann",
            message="Add",
        )
        new = organisation("a", area_ids=("z", "y"))
        store.write([new], by="ann", message="Change")
        assert store.organisation("a") == new
        assert server.run("MATCH (:Organisation)-[r:SERVES]->() RETURN count(r)") == [[2]]


def test_a_change_of_order_or_share_alone_is_a_change(server: Server) -> None:
    with server.open() as store:
        inner = area("i", within=(Within(area_id="x", share=0.4), Within(area_id="y", share=0.6)))
        store.write([area("x"), area("y"), inner], by="ann", message="Add")
        turned = replace(inner, within=tuple(reversed(inner.within)))
        assert store.write([turned], by="ann", message="Turn").changed == {"Area": 1}
        assert store.area("i") == turned
        shared = replace(inner, within=(Within(area_id="x", share=0.5), inner.within[1]))
        assert store.write([shared], by="ann", message="Share").changed == {"Area": 1}
        assert store.area("i") == shared


def test_a_change_keeps_what_others_say_of_the_record(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        renamed = replace(keyed(FILLED)["Organisation", "GB-CHC-1"], name="Renamed", site_id=None)
        store.write([renamed], by="ann", message="Rename")
        expected = {**keyed(FILLED), ("Organisation", "GB-CHC-1"): renamed}
        assert all_records(store) == expected


def test_a_changed_tie_may_join_other_organisations(server: Server) -> None:
    with server.open() as store:
        store.write(
            [organisation("a"), organisation("b"), organisation("c"), tie("t", "a", "b")],
            by="ann",
            message="Add",
        )
        assert store.write([tie("t", "b", "c")], by="ann", message="Move").changed == {"Tie": 1}
        ends = server.run("MATCH (a)-[t:TIE]->(b) RETURN t.id, a.id, b.id")
        assert ends == [["t", "b", "c"]]


def test_a_tie_among_many_may_come_to_join_others_keep_its_ends_or_stay(server: Server) -> None:
    """One tie of several: it is looked for between its organisations first, then everywhere."""
    people = [organisation(id) for id in "abcd"]
    first = [tie("t1", "a", "b"), tie("t2", "b", "c"), tie("t3", "c", "d"), tie("t4", "a", "d")]
    with server.open() as store:
        store.write([*people, *first], by="ann", message="Add")
        assert store.write([tie("t2", "b", "c")], by="ann", message="Same").change is None
        kept = store.write([tie("t2", "b", "c", trust=3)], by="ann", message="Trust")
        assert (kept.added, kept.changed) == ({}, {"Tie": 1})
        moved = store.write([tie("t2", "d", "a")], by="ann", message="Move")
        assert (moved.added, moved.changed) == ({}, {"Tie": 1})
        new = store.write([tie("t5", "b", "c")], by="ann", message="New")
        assert new.added == {"Tie": 1}
        after = {id: one for (kind, id), one in all_records(store).items() if kind == "Tie"}
        assert after == {
            "t1": first[0],
            "t2": tie("t2", "d", "a"),
            "t3": first[2],
            "t4": first[3],
            "t5": tie("t5", "b", "c"),
        }


def dangling_variants() -> list[tuple[str, object]]:
    """Each filled record once for each field that names another, with that name leading nowhere."""
    found: list[tuple[str, object]] = []
    for kind in NODES:
        record = next(one for one in FILLED if type(one) is kind.record)
        for link in kind.links:
            nowhere: object = "nowhere"
            if link.many:
                nowhere = ("nowhere",) if link.field != "within" else (Within(area_id="nowhere"),)
            named = replace(record, **{link.field: nowhere})
            found.append((f"{kind.label} {link.field}", named))
        if record.source_id:
            found.append((f"{kind.label} source_id", replace(record, source_id="nowhere")))
    return found


@pytest.mark.parametrize(
    ("_name", "record"), dangling_variants(), ids=lambda value: str(value)[:40]
)
def test_a_record_that_names_what_is_not_there_keeps_nothing(
    server: Server, _name: str, record: Any
) -> None:
    others = [one for one in FILLED if (type(one), one.id) != (type(record), record.id)]
    if isinstance(record, Boundary) and record.area_id == "nowhere":
        others = [one for one in others if not isinstance(one, Boundary)]
    with server.open() as store:
        with pytest.raises(DanglingReference, match=r"names the .* “nowhere”.* nothing was kept"):
            store.write([*others, record], by="ann", message="Add")
        assert store.revision() == "0"
        assert set(store.counts().values()) == {0}


def test_the_message_of_a_dangling_reference_names_both_records(server: Server) -> None:
    with (
        server.open() as store,
        pytest.raises(DanglingReference, match="organisation “a” names the area “nowhere”"),
    ):
        store.write([organisation("a", area_ids=("nowhere",))], by="ann", message="Add")


@pytest.mark.parametrize("ends", [("a", "nobody"), ("nobody", "a")])
def test_a_tie_to_nobody_is_refused(server: Server, ends: tuple[str, str]) -> None:
    with (
        server.open() as store,
        pytest.raises(DanglingReference, match="tie “t” names the organisation “nobody”"),
    ):
        store.write([organisation("a"), tie("t", *ends)], by="ann", message="Add")


def test_records_may_come_in_any_order(server: Server) -> None:
    with server.open() as store:
        store.write(reversed(FILLED), by="ann", message="Add")
        assert all_records(store) == keyed(FILLED)


def test_removing_takes_out_the_records_and_their_relationships(server: Server) -> None:
    with server.open() as store:
        store.write((*FILLED, *BARE), by="ann", message="Add")
        gone = [(type(record), record.id) for record in FILLED]
        written = store.write([], by="ann", message="Remove", remove=gone)
        assert sum(written.removed.values()) == len(FILLED)
        assert written.change is not None
        assert written.change.removed == len(FILLED)
        assert all_records(store) == keyed(BARE)


def test_removing_what_others_name_is_refused(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        for kind, id, who in [
            (Organisation, "council", "names it"),
            (Area, "E04000001", "names it"),
            (Source, "source-1", "names it"),
            (Source, "source-0", "source “source-1”"),
        ]:
            with pytest.raises(DanglingReference, match=who):
                store.write([], by="ann", message="Remove", remove=[(kind, id)])
        assert all_records(store) == keyed(FILLED)


def test_removing_an_organisation_whose_tie_stays_is_refused(server: Server) -> None:
    with server.open() as store:
        records = [organisation("a"), organisation("b"), tie("t", "a", "b")]
        store.write(records, by="ann", message="Add")
        for id in ("a", "b"):
            with pytest.raises(DanglingReference, match="tie “t” names it"):
                store.write([], by="ann", message="Remove", remove=[(Organisation, id)])
        store.write([], by="ann", message="Remove", remove=[(Organisation, "a"), (Tie, "t")])
        assert all_records(store) == keyed([records[1]])


def test_a_change_may_let_go_of_what_the_same_write_removes(server: Server) -> None:
    with server.open() as store:
        store.write(
            [area("x"), area("y"), organisation("a", area_ids=("x",))], by="ann", message="Add"
        )
        moved = organisation("a", area_ids=("y",))
        store.write([moved], by="ann", message="Move", remove=[(Area, "x")])
        assert all_records(store) == keyed([area("y"), moved])


@pytest.mark.parametrize("stage", ["Comparing", "Adding", "Changing", "Joining", "Removing"])
def test_an_interrupted_write_keeps_nothing(server: Server, stage: str) -> None:
    with server.open() as store:
        store.write([*FILLED, organisation("old")], by="ann", message="Add")
        before, revision = all_records(store), store.revision()

        def interrupt(now: str, _done: int, _total: int) -> None:
            if now == stage:
                raise Interrupted("Stopped.")

        with pytest.raises(Interrupted):
            store.write(
                [area("new"), organisation("council", "New", area_ids=("new",))],
                by="ann",
                message="Interrupted",
                remove=[(Organisation, "old")],
                progress=interrupt,
            )
        assert all_records(store) == before
        assert store.revision() == revision


def test_progress_tells_each_stage_up_to_its_total(server: Server) -> None:
    told: list[tuple[str, int, int]] = []
    with server.open() as store:
        store.write(
            [area(f"a{number}", within=()) for number in range(4_500)],
            by="ann",
            message="Add",
            progress=lambda *now: told.append(now),
        )
    assert all(0 <= done <= total for _, done, total in told)
    adding = [done for stage, done, _ in told if stage == "Adding"]
    assert adding == [0, 2_000, 4_000, 4_500]


def test_one_id_twice_with_different_contents_is_refused(server: Server) -> None:
    with server.open() as store:
        with pytest.raises(InvalidData, match="comes twice"):
            store.write([organisation("a"), organisation("a", "Other")], by="x", message="Add")
        assert store.revision() == "0"
        same = store.write([organisation("a"), organisation("a")], by="ann", message="Add")
        assert same.added == {"Organisation": 1}


def test_one_id_may_stand_once_in_each_kind(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a"), area("a")], by="ann", message="Add")
        assert store.organisation("a").id == store.area("a").id


def test_writing_and_removing_one_record_at_once_is_refused(server: Server) -> None:
    with server.open() as store, pytest.raises(InvalidData, match="at once"):
        store.write([organisation("a")], by="ann", message="x", remove=[(Organisation, "a")])


def test_changes_cannot_be_written_or_removed_by_hand(server: Server) -> None:
    change = Change(id="c", at=datetime.now(UTC), by="ann", message="x")
    with server.open() as store:
        with pytest.raises(InvalidData, match="writes changes itself"):
            store.write([change], by="ann", message="x")  # type: ignore[list-item]
        with pytest.raises(InvalidData, match="writes changes itself"):
            store.write([], by="ann", message="x", remove=[(Change, "c")])


def test_lone_surrogates_are_refused_in_plain_words(server: Server) -> None:
    with server.open() as store:
        with pytest.raises(InvalidData, match="cannot be kept"):
            store.write([organisation("a", description="\ud800")], by="ann", message="x")
        assert store.revision() == "0"


def test_the_graph_itself_refuses_a_second_record_of_one_id(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        for kind, id in {(type(record).__name__, record.id) for record in FILLED}:
            if kind not in ("Tie", "TravelTime"):
                with pytest.raises(Exception, match=r"(?i)constraint|already exists|CREATE"):
                    server.run(f"CREATE (:{kind} {{id: $id}})", id=id)
        with pytest.raises(Exception, match=r"(?i)constraint|already exists|CREATE"):
            server.run(
                "MATCH (a:Organisation {id: 'council'}), (b:Organisation {id: 'group'}) "
                "CREATE (a)-[:TIE {id: 'tie-1'}]->(b)"
            )


def test_asking_for_what_is_not_there_names_it(server: Server) -> None:
    with server.open() as store:
        for lookup in (
            store.area,
            store.organisation,
            store.site,
            store.asset,
            store.activity,
            partial(store.record, Grant),
        ):
            with pytest.raises(NotFound, match="“nothing”"):
                lookup("nothing")


def test_several_ties_between_two_organisations_go_at_once(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a"), organisation("b"), organisation("c")], by="x", message="x")
        alike = [tie(f"t{number}", "a", "b") for number in range(6)]
        store.write(alike, by="x", message="Add")
        gone = [(Tie, one.id) for one in alike[1:]]
        moved = replace(alike[0], from_id="c")
        store.write([moved], by="x", message="Part", remove=[*gone, (Organisation, "a")])
        assert server.run("MATCH ()-[t:TIE]->() RETURN t.id") == [["t0"]]
