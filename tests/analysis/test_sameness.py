"""Likely the same: names as people write them, points worked by hand, and whatever people type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.sameness import Kind, Level, Same, find_pairs, find_same
from graph.analysis.sameness.facts import Facts, Place
from graph.analysis.sameness.names import names_alike
from graph.analysis.sameness.weighing import likeness, name_points
from graph.errors import InvalidData, OptionOutOfRange
from graph.model import (
    Activity,
    Asset,
    AssetKind,
    OrganisationKind,
    Site,
    Theme,
)
from tests.builders import (
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)


def a_hall(id: str, name: str, east: float = 0.0, *, postcode: str = "TR1 2AB") -> Site:
    return replace(a_site(id, east, name=name), postcode=postcode)


def only(found: tuple[Same, ...]) -> Same:
    assert len(found) == 1
    return found[0]


# -- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's Hall", "SAINT MARYS HALL"),
        ("St. Mary’s Hall", "St Marys’ hall"),
        ("Mullion PC", "Mullion Parish Council"),
        ("Hayle CC", "Hayle Community Centre"),
        ("Hayle CC", "Hayle Cricket Club"),
        ("V.H., Carharrack", "Carharrack Village Hall"),
        ("Mem. Hall Cttee, Breage", "Breage Memorial Hall Committee"),
        ("Bude YC", "Bude Youth Club"),
        ("Falmouth Arts & Music Assoc", "Falmouth Arts and Music Association"),
        ("1st Truro Scouts", "First Truro Scout"),
        ("Café Kernow", "CAFE KERNOW"),
        ("The Playing Field, Colan", "Colan playingfield"),
        ("Comunity Centre, Hayle", "Hayle Community Centre"),
    ],
)
def test_one_name_is_read_as_one_however_it_is_written(one: str, other: str) -> None:
    assert names_alike(one, other).same
    assert names_alike(one, other).share == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1st Truro Scouts", "2nd Truro Scouts"),
        ("North Hill Village Hall", "South Hill Village Hall"),
        ("Hayle main hall", "Hayle committee room"),
        ("Bude juniors", "Bude seniors"),
        ("Crowan Primary School", "Crowan Village Hall"),
        ("St Mary's Church", "St Mary's School"),
        ("Penzance Rangers", "Penryn Rangers"),
        ("Truro Town Council", "Kea Parish Council"),
        ("Monday club", "Tuesday club"),
    ],
)
def test_two_names_that_people_would_not_confuse_speak_against(one: str, other: str) -> None:
    assert name_points(names_alike(one, other)) < 0


def test_a_name_without_its_parish_is_told_by_where_it_stands() -> None:
    bare = names_alike("Memorial Hall", "Carharrack Memorial Hall")
    assert bare.vague
    told = names_alike(
        "Memorial Hall", "Carharrack Memorial Hall", near_one=frozenset({"carharrack"})
    )
    assert told.same
    assert not told.vague


def test_porth_is_a_place_and_no_mistyped_north() -> None:
    found = names_alike("Porth Hall", "South Hall")
    assert not found.opposed
    assert found.vague


def test_the_likeness_of_a_name_is_worked_as_declared() -> None:
    # Which: "mary" and "mary", 1. What: saint, hall and saint, church, hall: 2 × 2 / 5.
    found = names_alike("St Mary’s Hall", "St. Marys Church Hall")
    assert found.share == pytest.approx(0.75 * 1 + 0.25 * 0.8)


# -- one record against another, by hand -----------------------------------------------------


def test_two_spellings_of_a_hall_forty_metres_apart_are_almost_certainly_one() -> None:
    network = a_network(a_hall("there", "St. Marys Church Hall"))
    found = only(find_same(network, a_hall("new", "St Mary’s Hall", 40.0)))
    assert found.level is Level.CERTAIN
    assert [reason.words for reason in found.reasons] == [
        "the name is 95 per cent alike: “St Mary’s Hall” and “St. Marys Church Hall”",
        "40 m away",
        "the same postcode",
        "both are halls",
    ]
    # 5 at 30 m and 4 at 100 m; 4 for a name of 0.9 and 6 for one of 1.
    points = -5 + (5 - 10 / 70) + (4 + 2 * 0.5) + 4 + 1
    assert found.likeness == pytest.approx(1 / (1 + 2**-points), abs=1e-3)
    assert not found.against
    assert found.distance_m == pytest.approx(40, abs=0.5)
    assert found.per_cent == 99


def test_the_same_name_five_kilometres_away_is_another_hall() -> None:
    network = a_network(a_hall("there", "St Mary's Hall", 5_000.0, postcode=""))
    assert find_same(network, a_hall("new", "St Mary's Hall", postcode="")) == ()


def test_a_wrong_click_on_the_map_does_not_hide_a_name_and_a_postcode() -> None:
    network = a_network(a_hall("there", "Treverbyn Institute", 5_000.0))
    found = only(find_same(network, a_hall("new", "Treverbyn institute")))
    assert found.level is Level.LIKELY
    assert [reason.words for reason in found.against] == ["5 km away"]
    assert "Against it speaks: 5 km away" in found.explanation


def test_a_hall_and_the_school_beside_it_are_two_places() -> None:
    network = a_network(a_hall("school", "Crowan Primary School"))
    assert find_same(network, a_hall("hall", "Crowan Village Hall", 30.0)) == ()


def test_the_same_asset_of_another_keeper_is_told_with_what_speaks_against() -> None:
    network = a_network(
        a_site("hall", name="Breage Hall"),
        an_organisation("council", name="Breage Parish Council"),
        an_organisation("trust", name="Breage Hall Trust"),
        an_asset("there", of="trust", at="hall", name="Breage Village Hall"),
    )
    found = only(find_same(network, an_asset("new", of="council", at="hall", name="Breage V.H.")))
    assert "kept by another organisation, Breage Hall Trust" in [r.words for r in found.against]
    same = find_same(network, an_asset("new", of="trust", at="hall", name="Breage V.H."))
    assert only(same).likeness > found.likeness
    assert "kept by the same organisation, Breage Hall Trust" in only(same).explanation


def test_a_hall_and_its_meeting_room_are_not_likely_the_same() -> None:
    network = a_network(
        a_site("hall"),
        an_organisation("org-1"),
        an_asset("room", kind=AssetKind.ROOM, at="hall", name="Breage Hall, meeting room"),
    )
    new = an_asset("new", at="hall", name="Breage Hall")
    assert find_same(network, new, level=Level.LIKELY) == ()


def test_two_minibuses_of_two_keepers_are_two_minibuses() -> None:
    network = a_network(
        an_organisation("one"),
        an_organisation("other", name="Quite another"),
        an_asset("bus", kind=AssetKind.VEHICLE, of="one", at=None, name="Minibus, Truro"),
    )
    new = an_asset("new", kind=AssetKind.VEHICLE, of="other", at=None, name="Minibus, Truro")
    assert find_same(network, new) == ()
    mine = replace(new, organisation_id="one")
    assert only(find_same(network, mine)).level is Level.LIKELY


def test_an_organisation_is_told_by_its_name_and_the_area_it_serves() -> None:
    network = a_network(
        an_area("oakley"),
        an_area("other-oakley", 90_000),
        an_organisation(
            "there",
            name="Oakley Parish Council",
            kind=OrganisationKind.PARISH_COUNCIL,
            serves=("oakley",),
        ),
    )
    new = an_organisation(
        "new", name="Oakley PC", kind=OrganisationKind.PARISH_COUNCIL, serves=("oakley",)
    )
    assert only(find_same(network, new)).level is Level.LIKELY
    far = replace(new, area_ids=("other-oakley",))
    assert find_same(network, far, level=Level.LIKELY) == ()


def test_two_nights_of_one_club_are_less_alike_than_one_night_told_twice() -> None:
    there = an_activity("there", name="Newquay youth club", when="Tue 18:00-20:00")
    network = a_network(a_site(), an_organisation(), there)
    twice = replace(there, id="new", name="Newquay YC")
    other = replace(an_activity("other", name="Newquay YC", when="Thu 18:00-20:00"))
    assert only(find_same(network, twice)).level is Level.CERTAIN
    assert only(find_same(network, other)).level is Level.LIKELY
    ages = replace(twice, ages=replace(twice.ages, age_from=6, age_to=8), theme=Theme.SPORT)
    assert find_same(network, ages, level=Level.LIKELY) == ()


def test_a_place_that_is_entered_with_an_asset_counts_as_its_place() -> None:
    network = a_network(a_site("hall"), an_organisation(), an_asset("there", at="hall", name="Hut"))
    new = Asset(id="new", name="Hut", kind=AssetKind.VENUE)
    near = only(find_same(network, new, site=a_site("new-site", 20.0)))
    assert near.distance_m == pytest.approx(20, abs=0.5)
    assert only(find_same(network, replace(new, site_id="hall"))).distance_m == 0
    assert find_same(network, new, site=a_site("new-site", 9_000.0)) == ()


def test_a_place_that_is_kept_rough_says_little_by_its_distance() -> None:
    there = replace(a_hall("there", "Rainbow Tide", 900.0), blurred=True, postcode="")
    found = only(find_same(a_network(there), a_hall("new", "Rainbow Tide", postcode="")))
    assert found.right.rough
    assert "kept rough" in found.explanation


# -- what is asked, and what there is not ----------------------------------------------------


def test_nothing_is_the_same_as_anything_in_an_empty_network() -> None:
    for record in (a_site(), an_organisation(), an_asset(), an_activity()):
        assert find_same(a_network(), record) == ()
    assert find_pairs(a_network()) == ()


def test_a_record_is_never_found_as_its_own_double() -> None:
    there = a_hall("there", "Treverbyn Institute")
    assert find_same(a_network(there), there) == ()


def test_the_likest_comes_first_and_no_more_come_than_were_asked_for() -> None:
    network = a_network(*(a_hall(f"s{n}", "Hut", 10.0 * n) for n in range(9)))
    found = find_same(network, a_hall("new", "Hut"), most=3)
    assert len(found) == 3
    assert [one.likeness for one in found] == sorted((f.likeness for f in found), reverse=True)
    with pytest.raises(OptionOutOfRange):
        find_same(network, a_hall("new", "Hut"), most=0)
    with pytest.raises(OptionOutOfRange):
        find_pairs(network, most=0)


def test_an_area_is_no_record_whose_like_is_looked_for() -> None:
    with pytest.raises(InvalidData, match="Area"):
        find_same(a_network(), an_area())  # type: ignore[arg-type]


def test_pairs_are_found_once_with_the_likeness_of_either_held_against_the_other() -> None:
    one, other = a_hall("a", "St Mary's Hall"), a_hall("b", "Saint Marys Hall", 40.0)
    network = a_network(one, other, a_hall("c", "Crowan School", 50.0))
    pair = only(find_pairs(network))
    assert (pair.left.id, pair.right.id) == ("a", "b")
    assert pair.left.point is not None
    alone = only(find_same(a_network(other), one))
    assert alone.likeness == pytest.approx(pair.likeness)
    assert find_pairs(network, kinds=(Kind.ASSET,)) == ()


# -- whatever people type --------------------------------------------------------------------

NAMES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "😀🏕️", "قاعة المدينة", "מרכז קהילתי", "St", "CC CC CC CC", "A" * 300, "1st 2nd", "'"]
    ),
    st.lists(st.sampled_from(("St", "Mary's", "CC", "YC", "1st", "hall", "Truro", "&"))).map(
        " ".join
    ),
)
FACTS = st.builds(
    Facts,
    kind=st.just(Kind.ASSET),
    id=st.just("x"),
    name=NAMES,
    place=st.builds(
        Place,
        point=st.none() | st.tuples(st.floats(0, 7e5), st.floats(0, 1.2e6)),
        rough=st.booleans(),
        postcode=st.sampled_from(["", "TR12AB"]),
        near=st.frozensets(st.sampled_from(["truro", "mary"])),
    ),
    keeper=st.sampled_from(["", "a", "b"]),
    keeper_name=NAMES,
    sort=st.sampled_from([str(kind) for kind in AssetKind]),
    amount=st.none() | st.tuples(st.floats(0, 20), st.sampled_from(["", "seats"])),
)


@given(one=FACTS, other=FACTS)
@settings(max_examples=300, deadline=None)
def test_likeness_is_the_same_both_ways_round_and_between_0_and_1(one: Facts, other: Facts) -> None:
    found = likeness(one, other)
    assert 0 <= found.share <= 1
    assert found.share == pytest.approx(likeness(other, one).share, abs=1e-12)
    assert all(reason.words for reason in (*found.reasons, *found.against))


@given(one=NAMES, other=NAMES)
@settings(max_examples=300, deadline=None)
def test_any_two_texts_are_alike_between_0_and_1_and_each_is_like_itself(
    one: str, other: str
) -> None:
    found = names_alike(one, other)
    assert 0 <= found.share <= 1
    assert found.share == pytest.approx(names_alike(other, one).share, abs=1e-12)
    assert names_alike(one, one).share == 1.0


@given(names=st.lists(NAMES.filter(lambda name: name.isprintable() and name.strip()), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_names_can_be_looked_among(names: list[str]) -> None:
    halls = []
    for number, name in enumerate(names):
        try:
            halls.append(a_hall(f"s{number}", name, 30.0 * number))
        except InvalidData:
            continue
    pairs = find_pairs(a_network(*halls), level=Level.POSSIBLE)
    ends = [(pair.left.id, pair.right.id) for pair in pairs]
    assert len(set(ends)) == len(ends)
    assert all(left < right for left, right in ends)
    for hall in halls:
        assert all(same.right.id != hall.id for same in find_same(a_network(*halls), hall))


def test_an_activity_without_times_or_site_is_still_held_against_others() -> None:
    there = an_activity("there", at=None, when="", name="Feock street team")
    network = a_network(an_organisation(), there)
    new: Activity = replace(there, id="new", name="Street team, Feock")
    assert only(find_same(network, new)).level is Level.LIKELY
