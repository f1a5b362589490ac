"""Matching: which records that come are records that are here."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from graph.analysis.matching import CERTAIN, PROBABLE, Match, Rows, match
from graph.analysis.matching.gathering import host_of
from graph.analysis.matching.prediction import settings_of
from graph.analysis.matching.wordlist import counted, telling_words, wordlist
from graph.analysis.sameness.facts import Kind

TOWNS = ("Falmouth", "Penryn", "Truro", "Bodmin", "Camborne", "Redruth", "Hayle", "Newquay")


def organisations(
    names: dict[str, str],
    *,
    identifiers: dict[str, tuple[str, ...]] | None = None,
    **columns: object,
) -> Rows:
    known = identifiers or {}
    return Rows(
        kind=Kind.ORGANISATION,
        ids=list(names),
        names=list(names.values()),
        identifiers=[known.get(id, ()) for id in names],
        **columns,  # type: ignore[arg-type]
    )


def sites(*rows: tuple[str, str, float, float]) -> Rows:
    return Rows(
        kind=Kind.SITE,
        ids=[id for id, *_ in rows],
        names=[name for _, name, *_ in rows],
        points=np.array([[east, north] for *_, east, north in rows]),
    )


def scouts() -> Rows:
    return organisations(
        {f"scouts-{town}": f"1st {town} Scout Group" for town in TOWNS}
        | {"scouts-2": "2nd Falmouth Scout Group", "wi": "Falmouth Women's Institute"}
    )


def the_match(incoming: Rows, known: Rows) -> Match:
    (found,) = match(incoming, known)
    return found


@pytest.mark.parametrize(
    ("coming", "here"),
    [
        ("Truro School", "Truro Cathedral School"),
        ("Constantine", "Constantine Rangers"),
        ("Helston Youth Project", "Helston Youth Club"),
    ],
)
def test_names_that_leave_something_over_are_a_question_unless_something_bears_them_out(
    coming: str, here: str
) -> None:
    found = the_match(organisations({"new": coming}), organisations({"old": here}))
    assert not found.certain
    borne_out = the_match(
        organisations({"new": coming}, hosts=["one.example"]),
        organisations({"old": here}, hosts=["one.example"]),
    )
    assert borne_out.certain


def test_a_name_written_differently_is_linked_with_its_reasons() -> None:
    found = the_match(
        organisations({"new": "PADSTOW HARBOUR COMM. ASSOC. LTD"}),
        organisations(
            {"old": "Padstow Harbour Community Association", "other": "Bodmin Harbour Society"}
        ),
    )
    assert (found.record_id, found.certain) == ("old", True)
    assert CERTAIN <= found.probability < 1
    assert found.reasons[0].words == "the same name"
    assert found.reasons[0].points > 0


@pytest.mark.parametrize("town", TOWNS)
def test_of_many_scout_groups_only_the_group_of_the_same_town_is_linked(town: str) -> None:
    found = the_match(organisations({"new": f"First {town} Scouts Group"}), scouts())
    assert found.record_id == f"scouts-{town}"


@pytest.mark.parametrize("name", ["1st Looe Scout Group", "3rd Falmouth Scout Group", "Looe W.I."])
def test_a_sister_group_is_never_taken_for_its_sister(name: str) -> None:
    assert not [one for one in match(organisations({"new": name}), scouts()) if one.certain]


def test_an_identifier_goes_before_every_name() -> None:
    known = organisations(
        {"a": "Padstow Harbour Association", "b": "Lugger Trust"}, identifiers={"b": ("GB-CHC-1",)}
    )
    new = organisations({"new": "Padstow Harbour Association"}, identifiers={"new": ("gb-chc-1",)})
    found = the_match(new, known)
    assert (found.record_id, found.probability, found.certain) == ("b", 1.0, True)
    assert "gb-chc-1" in found.reasons[0].words


def test_other_numbers_in_one_register_leave_the_question_to_a_person() -> None:
    known = organisations({"a": "Padstow Harbour Association"}, identifiers={"a": ("GB-CHC-1",)})
    new = organisations({"new": "Padstow Harbour Association"}, identifiers={"new": ("GB-CHC-2",)})
    found = the_match(new, known)
    assert not found.certain
    assert any("GB-CHC" in one.words and one.points < 0 for one in found.reasons)


def test_an_identifier_that_two_records_have_is_a_question() -> None:
    known = organisations(
        {"a": "One", "b": "Two"}, identifiers={"a": ("GB-CHC-1",), "b": ("GB-CHC-1",)}
    )
    new = organisations({"new": "Three"}, identifiers={"new": ("GB-CHC-1",)})
    assert [(one.record_id, one.certain) for one in match(new, known)] == [
        ("a", False),
        ("b", False),
    ]


def test_branches_of_a_national_charity_are_not_taken_for_it_by_its_number() -> None:
    number = ("GB-CHC-306101",)
    known = organisations({"all": "The Scout Association"}, identifiers={"all": number})
    branches = {"one": "1st Truro Scout Group", "two": "2nd Falmouth Scout Group"}
    found = match(organisations(branches, identifiers=dict.fromkeys(branches, number)), known)
    assert [(one.incoming_id, one.certain) for one in found] == [("one", False), ("two", False)]
    both = branches | {"itself": "Scout Association"}
    found = match(organisations(both, identifiers=dict.fromkeys(both, number)), known)
    assert [one.incoming_id for one in found if one.certain] == ["itself"]


def test_of_branches_with_one_number_those_of_one_name_are_one() -> None:
    here = {"a": "YMCA Truro", "b": "YMCA Penzance"}
    coming = {"x": "Truro YMCA", "y": "Penzance Y.M.C.A."}
    known, new = (
        organisations(names, identifiers=dict.fromkeys(names, ("GB-CHC-2",)))
        for names in (here, coming)
    )
    found = match(new, known)
    assert [(one.incoming_id, one.record_id, one.certain) for one in found] == [
        ("x", "a", True),
        ("y", "b", True),
    ]


def test_two_records_of_one_name_are_a_question_and_not_a_link() -> None:
    known = organisations({"a": "Padstow Harbour Association", "b": "Padstow Harbour Association"})
    found = match(organisations({"new": "Padstow Harbour Association"}), known)
    assert {one.record_id for one in found} == {"a", "b"}
    assert not any(one.certain for one in found)


def test_two_that_come_do_not_both_become_one_record_unasked() -> None:
    known = organisations({"a": "Padstow Harbour Association"})
    new = organisations({"x": "Padstow Harbour Association", "y": "Padstow Harbour Association"})
    assert [one.certain for one in match(new, known)] == [True, False]


def test_a_parish_council_that_calls_itself_a_town_council_is_at_least_asked_about() -> None:
    known = organisations({f"council-{town}": f"{town} Town Council" for town in TOWNS})
    found = match(organisations({"new": "Camborne Parish Council"}), known)
    assert found
    assert found[0].record_id == "council-Camborne"
    assert found[0].probability >= PROBABLE


def test_a_hall_at_another_end_of_the_county_is_not_the_hall_of_the_same_name() -> None:
    known = sites(("a", "Trelowen Memorial Hall", 180_000, 40_000))
    near = match(sites(("new", "Trelowen Mem. Hall", 180_030, 40_020)), known)
    far = match(sites(("new", "Trelowen Mem. Hall", 260_000, 90_000)), known)
    assert [one.certain for one in near] == [True]
    assert not any(one.certain for one in far)


def test_the_church_beside_the_hall_is_not_the_hall() -> None:
    known = sites(("a", "Trelowen Memorial Hall", 180_000, 40_000))
    found = match(sites(("new", "St Piran's Church", 180_020, 40_010)), known)
    assert not any(one.certain for one in found)


@pytest.mark.parametrize(
    ("coming", "here"),
    [
        ("St Erme Church", "St Erme Village Hall"),
        ("St Erme Parish Council Office", "St Erme Village Hall"),
        ("Truro Methodist Church Hall", "Truro Methodist Church"),
    ],
)
def test_what_stands_at_one_place_and_says_it_is_something_else_is_a_question(
    coming: str, here: str
) -> None:
    known = sites(("a", here, 180_000, 40_000))
    assert not the_match(sites(("new", coming, 180_020, 40_010)), known).certain


def test_a_parish_council_is_not_the_hall_at_its_postcode() -> None:
    known = organisations({"a": "St Erme Parish Council"}, postcodes=["TR49BQ"])
    found = match(organisations({"new": "St Erme Village Hall"}, postcodes=["TR49BQ"]), known)
    assert not any(one.certain for one in found)


@pytest.mark.parametrize("name", ["Youth Club", "1st Scout Group", "St Mary’s Church Hall"])
def test_a_name_that_every_county_has_is_enough_only_where_something_bears_it_out(
    name: str,
) -> None:
    assert not the_match(organisations({"new": name}), organisations({"old": name})).certain
    postcode = ["TR49BQ"]
    new, old = (organisations({id: name}, postcodes=postcode) for id in ("new", "old"))
    assert the_match(new, old).certain


def test_nothing_is_matched_with_nothing() -> None:
    assert match(organisations({}), scouts()) == ()
    assert match(scouts(), organisations({})) == ()


@pytest.mark.parametrize("name", ["", " ", "!!!", "'; DROP TABLE x; --", "\u202e\x00", "a" * 5_000])
def test_any_name_can_be_asked_about(name: str) -> None:
    assert not [one for one in match(organisations({"new": name}), scouts()) if one.certain]


def test_asked_twice_it_answers_the_same() -> None:
    new = organisations({"x": "1st Hayle Scouts", "y": "Falmouth W I", "z": "Penryn Scout Group"})
    assert match(new, scouts()) == match(new, scouts())


def test_every_kind_has_settings_whose_weights_are_told_in_words() -> None:
    for kind in (Kind.ORGANISATION, Kind.SITE, Kind.ACTIVITY):
        for each in settings_of(kind)["comparisons"]:
            levels = [one for one in each["comparison_levels"] if not one.get("is_null_level")]
            assert all(0 < one["m_probability"] <= 1 for one in levels)
            assert all(0 < one["u_probability"] <= 1 for one in levels)
            assert all(one["label_for_charts"] for one in levels)


def test_single_letters_that_follow_each_other_are_one_short_form() -> None:
    assert telling_words("Looe W I") == telling_words("Looe W.I.") == ("looe", "women", "institute")


def test_rarer_words_tell_more_and_what_is_common_here_tells_less() -> None:
    words = wordlist()
    assert words.bits("trust") < words.bits("falmouth") <= words.bits("xyzzy")
    here = words.among([("falmouth", "club"), *[("falmouth", town) for town in TOWNS]])
    assert here["falmouth"] == 0.0


def test_counting_leaves_out_what_few_bear() -> None:
    found = counted(["Looe Trust", "Looe Club", "Hayle Trust"], least=2)
    assert (found.names, dict(found.counts)) == (3, {"looe": 2, "trust": 2})


def test_a_page_on_a_shared_host_tells_and_the_host_does_not() -> None:
    assert host_of("https://www.facebook.com/looe") != host_of("https://facebook.com/hayle")
    assert host_of("https://www.looe.org.uk/club/") == host_of("http://looe.org.uk")


def test_nothing_is_loaded_before_it_is_needed_and_nothing_is_said() -> None:
    words = (
        "import sys; from graph.analysis.matching import Rows, match; from graph.analysis.sameness"
        " import Kind; assert not {'splink', 'duckdb', 'pyarrow'} & set(sys.modules);"
        "a = Rows(kind=Kind.ORGANISATION, ids=['a'], names=['Looe Trust'], identifiers=[()]);"
        "match(a, a)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_not_known_of_both_is_no_reason() -> None:
    (found,) = match(
        organisations({"new": "Padstow Harbour Association"}),
        organisations({"old": "Padstow Harbour Association"}),
    )
    assert "numbers" not in " ".join(reason.words for reason in found.reasons)
    for kind in (Kind.ORGANISATION, Kind.SITE, Kind.ACTIVITY):
        for each in settings_of(kind)["comparisons"]:
            levels = [one for one in each["comparison_levels"] if not one.get("is_null_level")]
            assert all(one["m_probability"] != one["u_probability"] for one in levels)
