"""What somebody typed into a form, and two edits that met, without a page around them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Asset, Borrowers, parse_times
from service.editing.attempts import attempt, inputs_of, typed_of
from service.editing.kinds import FIELDS
from service.editing.meetings import Side, chosen, keep_name, meet
from tests.builders import an_asset

FIELDS_HERE = FIELDS[Asset]
HALL = replace(an_asset("hall", of="council", when="Tue 18:00-21:00"), description="A hall")


def test_a_form_that_comes_back_as_it_was_shown_changes_nothing():
    awkward = replace(
        HALL,
        name="Two  spaces",
        description="A line\r\nand another ",
        availability=parse_times("Tue 18:00-20:00; Tue 19:00-21:00"),
    )
    found = attempt(awkward, FIELDS_HERE, typed_of(awkward, FIELDS_HERE))
    assert found.record == awkward


def test_what_is_no_field_stays_as_it_was_whoever_sends_it():
    typed = {
        **typed_of(HALL, FIELDS_HERE),
        "organisation_id": ["thief"],
        "id": ["other"],
        "verified_on": ["1999-01-01"],
        "source_id": ["source.forged"],
    }
    assert attempt(HALL, FIELDS_HERE, typed).record == HALL
    assert "organisation_id" not in inputs_of(FIELDS_HERE, typed)


def test_every_problem_is_told_at_once_with_its_field():
    typed = {**typed_of(HALL, FIELDS_HERE), "name": [" "], "capacity": ["many"], "kind": ["boat"]}
    found = attempt(HALL, FIELDS_HERE, typed)
    assert found.record is None
    assert [problem.field for problem in found.problems] == ["name", "kind", "capacity"]


def test_what_only_the_record_itself_can_refuse_is_told_with_its_field_too():
    typed = {**typed_of(HALL, FIELDS_HERE), "name": ["x" * 10_000]}
    (problem,) = attempt(HALL, FIELDS_HERE, typed).problems
    assert problem.field == "name"
    assert str(problem) == "The name has 10,000 characters; at most 300 fit."


def test_of_two_edits_that_met_each_keeps_what_it_alone_changed():
    theirs = replace(HALL, description="Theirs", capacity=40, conditions="Keys from the clerk")
    mine = replace(HALL, description="Mine", borrowers=Borrowers.MEMBERS, capacity=40)
    met = {one.field.name: one for one in meet(HALL, theirs, mine, FIELDS_HERE)}
    assert set(met) == {"description", "conditions", "borrowers"}
    description, conditions, borrowers = met["description"], met["conditions"], met["borrowers"]
    assert (description.both, description.side) == (True, Side.MINE)
    assert (description.seen, description.theirs, description.mine) == ("A hall", "Theirs", "Mine")
    assert (conditions.both, conditions.side) == (False, Side.THEIRS)
    assert conditions.mine == "nothing"
    assert (borrowers.both, borrowers.side) == (False, Side.MINE)


@settings(max_examples=60)
@given(
    theirs=st.dictionaries(st.sampled_from(["name", "description", "conditions"]), st.just("T")),
    mine=st.dictionaries(st.sampled_from(["name", "description", "conditions"]), st.just("M")),
)
def test_the_offered_choice_never_undoes_what_only_one_side_changed(theirs, mine):
    there, wanted = replace(HALL, **theirs), replace(HALL, **mine)
    typed = typed_of(wanted, FIELDS_HERE)
    offered = {
        keep_name(one.field): [one.side.value] for one in meet(HALL, there, wanted, FIELDS_HERE)
    }
    settled = attempt(there, FIELDS_HERE, chosen({**typed, **offered}, there, FIELDS_HERE)).record
    assert settled == replace(HALL, **{**theirs, **mine})
