"""Today and then, side by side: who loses, by place, by age and by deprivation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access import decay_weights
from graph.analysis.scenario.comparison import Comparison, compare
from graph.analysis.scenario.edits import parse_edits
from graph.analysis.scenario.groups import bands_of
from graph.analysis.slices import Mode, Reach, Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.model import AgeRange, AreaKind
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_organisation,
)

NEAR = Reach(mode=Mode.WALK, reach_m=1_000, detour=1.0)
TRUST = an_organisation("trust")
# Two small areas 5 km apart, each with a hall at its centre and 100 young people.
WEST, EAST = an_area("west", decile=1), an_area("east", 5_000, decile=9)
HALLS = (a_site("west-hall"), a_site("east-hall", 5_000))
CLUBS = (
    an_activity("west-club", by="trust", at="west-hall"),
    an_activity("east-club", by="trust", at="east-hall"),
)
PLACES = (WEST, EAST, *HALLS, TRUST, *CLUBS)


def asked(*texts: str, records: tuple[object, ...] = PLACES, **options: object) -> Comparison:
    given = {"reach": NEAR, "today": TODAY, **options}
    return compare(a_network(*records), parse_edits(texts), **given)  # type: ignore[arg-type]


def test_who_lives_beside_a_club_that_closes_loses_what_it_gave_and_nobody_else() -> None:
    """50 place-hours for 100 young people are half an hour each, the standard exactly."""
    found = asked("close:activity:west-club")
    assert found.everyone.young_people == 200
    assert found.everyone.losing == 100
    assert found.everyone.newly_below == 100
    assert found.everyone.gaining == 0
    assert (found.everyone.hours_before, found.everyone.hours_after) == pytest.approx((0.5, 0.25))
    assert (found.short_before, found.short_after) == (0, 100)
    (row,) = found.rows
    assert (row.area, row.rank, row.young_people) == ("West", 1, 100)
    assert (row.hours_before, row.hours_after) == pytest.approx((0.5, 0))
    assert (row.losing, row.newly_below) == (100, 100)
    assert found.everyone.mean_loss == pytest.approx(0.5)


def test_a_move_takes_from_one_place_and_gives_to_another() -> None:
    found = asked("move:activity:west-club:to:east-hall")
    assert (found.everyone.losing, found.everyone.gaining) == (100, 100)
    assert [row.area for row in found.rows] == ["West", "East"]
    assert found.rows[1].hours_after == pytest.approx(1.0)
    assert (found.everyone.mean_loss, found.everyone.mean_gain) == pytest.approx((0.5, 0.5))


def test_who_had_too_little_and_comes_to_have_enough_is_counted() -> None:
    found = asked("resize:activity:west-club:30", standard_hours_per_week=0.55)
    assert found.everyone.newly_enough == 100
    assert found.everyone.newly_below == 0
    assert (found.short_before, found.short_after) == (200, 100)


def test_nothing_changes_without_an_edit() -> None:
    found = asked()
    assert not found.changes
    assert len(found.rows) == 0
    assert found.everyone.losing == 0
    assert found.ages_touched is None


def test_each_band_of_ages_is_asked_about_on_its_own() -> None:
    young = an_activity("young", by="trust", at="west-hall", aged="11-13")
    found = asked("close:activity:young", records=(*PLACES, young))
    assert [one.label for one in found.by_age] == ["11 to 13", "14 to 16", "17 to 19"]
    assert [round(one.losing, 6) for one in found.by_age] == [round(100 * 3 / 9, 6), 0, 0]
    # 50 place-hours for the 33 of them in the west.
    loss = found.by_age[0].hours_before - found.by_age[0].hours_after
    assert loss == pytest.approx(50 / (100 / 3) / 2)
    assert str(found.ages_touched) == "11 to 13"


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        ((11, 19), ["11 to 13", "14 to 16", "17 to 19"]),
        ((13, 16), ["13 to 13", "14 to 16"]),
        ((12, 12), ["12 to 12"]),
        ((0, 120), ["0 to 4", "5 to 7", "8 to 10", "11 to 13", "14 to 16", "17 to 19", "20 to 25",
                    "26 to 120"]),
    ],
)  # fmt: skip
def test_bands_are_cut_to_the_ages_asked_about(ages: tuple[int, int], bands: list[str]) -> None:
    cut = bands_of(AgeRange(age_from=ages[0], age_to=ages[1]))
    assert [str(band) for band in cut] == bands


def test_the_fifths_of_deprivation_are_those_of_the_index_where_deciles_are_known() -> None:
    found = asked("close:activity:west-club")
    assert [(one.label, one.losing) for one in found.by_deprivation] == [
        ("Most deprived fifth", 100),
        ("Least deprived fifth", 0),
    ]


def test_without_deciles_the_areas_are_ranked_among_each_other() -> None:
    ranked = [an_area(f"area-{n}", 5_000 * n, score=float(n)) for n in range(5)]
    hall, club = a_site("hall", 20_000), an_activity("club", by="trust", at="hall")
    unknown = an_area("unknown", 60_000)
    found = asked("close:activity:club", records=(*ranked, unknown, hall, TRUST, club))
    assert [one.label for one in found.by_deprivation] == [
        "Most deprived fifth of the areas here",
        "Second fifth",
        "Middle fifth",
        "Fourth fifth",
        "Least deprived fifth of the areas here",
        "Deprivation not known",
    ]
    assert [one.losing for one in found.by_deprivation] == [100, 0, 0, 0, 0, 0]


def test_inequality_is_told_before_and_after() -> None:
    found = asked("close:activity:west-club")
    assert found.inequality_before == pytest.approx(0)
    assert found.inequality_after == pytest.approx(0.5)


def test_larger_areas_are_means_by_their_young_people() -> None:
    parish = an_area("parish", None, kind=AreaKind.PARISH, people=None)
    small = (
        an_area("west", people=300, within={"parish": 1.0}),
        an_area("east", 5_000, people=100, within={"parish": 1.0}),
    )
    records = (parish, *small, *HALLS, TRUST, *CLUBS)
    found = asked("close:activity:east-club", records=records, roll_up=AreaKind.PARISH)
    (row,) = found.rows
    assert (row.area_id, row.young_people, row.losing) == ("parish", 400, 100)
    assert row.hours_before == pytest.approx((50 + 50) / 400)
    assert row.hours_after == pytest.approx(50 / 400)
    assert math.isfinite(row.latitude)


def test_keeping_to_an_area_limits_who_is_counted() -> None:
    found = asked("close:activity:west-club", within="east")
    assert found.everyone.young_people == 100
    assert not found.changes
    with pytest.raises(NotFound):
        asked(within="nowhere")


def test_a_scenario_can_stand_against_another() -> None:
    found = compare(
        a_network(*PLACES),
        parse_edits(["close:activity:west-club"]),
        against=parse_edits(["close:activity:east-club"]),
        reach=NEAR,
        today=TODAY,
    )
    assert [(row.area, row.losing, row.gaining) for row in found.rows] == [
        ("West", 100, 0),
        ("East", 0, 100),
    ]
    assert (found.short_before, found.short_after) == (100, 100)


def test_what_is_known_of_a_place_does_not_shrink_because_something_closes() -> None:
    checked = an_activity("west-club", by="trust", at="west-hall", verified_on=CHECKED)
    found = asked("close:activity:west-club", records=(WEST, EAST, *HALLS, TRUST, checked))
    assert found.columns.unmapped.tolist() == [True, False]
    assert found.columns.rows.tolist() == [0, 1]


def test_the_standard_is_that_of_today_for_both() -> None:
    found = asked("fold:organisation:trust")
    assert found.standard_hours_per_week == 0.5
    with pytest.raises(OptionOutOfRange, match="0 to 168"):
        asked(standard_hours_per_week=200.0)


@pytest.mark.parametrize(
    "records",
    [
        (),
        (WEST,),
        (an_area("west", people=0), *HALLS, TRUST, *CLUBS),
        (an_area("west", people=None), *HALLS, TRUST, *CLUBS),
        (WEST, a_site("west-hall", 90_000), TRUST, CLUBS[0]),
        (WEST, EAST, a_site("west-hall"), a_site("east-hall"), TRUST, *CLUBS),
    ],
    ids=["nothing", "one area", "nobody", "no people known", "out of reach", "two sites in one"],
)
def test_small_and_strange_networks_have_an_answer(records: tuple[object, ...]) -> None:
    found = asked(
        "close:activity:west-club",
        "open:music:11-19:everyone:20:Tue 18.00-20.00:50.4,-4.8",
        records=records,
        roll_up=AreaKind.LSOA,
    )
    numbers = [found.everyone.hours_before, found.everyone.hours_after, found.everyone.losing]
    numbers += [row.hours_after for row in found.rows]
    assert all(math.isfinite(number) for number in numbers)


@st.composite
def _places(draw: st.DrawFn) -> list[object]:
    """Areas and sites on a line, a club at each site, some of them smaller than others."""
    metres = st.integers(0, 3_000)
    areas = draw(st.lists(st.tuples(metres, st.integers(0, 500)), min_size=1, max_size=6))
    sites = draw(st.lists(st.tuples(metres, st.integers(1, 60)), min_size=1, max_size=5))
    records: list[object] = [TRUST]
    records += [an_area(f"area-{n}", x, people=p, decile=n + 1) for n, (x, p) in enumerate(areas)]
    for number, (x, places) in enumerate(sites):
        records.append(a_site(f"site-{number}", x))
        records.append(
            an_activity(f"club-{number}", by="trust", at=f"site-{number}", places=places)
        )
    return records


@given(_places(), st.data())
def test_closing_agrees_with_counting_one_by_one(
    records: list[object], data: st.DataObject
) -> None:
    network = a_network(*records)
    gone = data.draw(st.integers(0, len(network.activities) - 1))
    found = compare(network, parse_edits([f"close:activity:club-{gone}"]), reach=NEAR, today=TODAY)
    left = [one for one in records if getattr(one, "id", "") != f"club-{gone}"]
    assert found.columns.after == pytest.approx(_one_by_one(left), abs=1e-9)
    assert found.columns.before == pytest.approx(_one_by_one(records), abs=1e-9)
    assert found.everyone.gaining == 0


def _one_by_one(records: list[object]) -> list[float]:
    """Hours a week within reach of each area, by loops."""
    network = a_network(*records)
    areas, sites = network.areas, network.sites
    people = network.young_people(Slice().ages)

    def pull(area: int, site: int) -> float:
        away = math.hypot(
            areas.easting[area] - sites.easting[site], areas.northing[area] - sites.northing[site]
        )
        return float(decay_weights(np.array([away]), NEAR)[0])

    hours = [0.0] * len(areas)
    for activity, site in enumerate(network.activities.site.tolist()):
        demand = sum(people[area] * pull(area, site) for area in range(len(areas)))
        if demand <= 0:
            continue
        share = 2 * network.activities.places[activity] / demand
        for area in range(len(areas)):
            hours[area] += share * pull(area, site)
    return hours


@given(_places(), st.data())
def test_places_ages_and_fifths_tell_of_the_same_young_people(
    records: list[object], data: st.DataObject
) -> None:
    network = a_network(*records)
    clubs = st.sampled_from(network.activities.id.tolist())
    texts = data.draw(
        st.lists(
            clubs.map(lambda id: f"close:activity:{id}")
            | clubs.map(lambda id: f"resize:activity:{id}:30")
            | clubs.map(lambda id: f"move:activity:{id}:to:site-0")
            | st.just("cut:organisation:trust:0.3"),
            max_size=4,
        )
    )
    found = compare(network, parse_edits(texts), reach=NEAR, today=TODAY)
    for name in ("losing", "gaining", "newly_below", "newly_enough"):
        whole = getattr(found.everyone, name)
        assert sum(getattr(one, name) for one in found.by_deprivation) == pytest.approx(whole)
        assert sum(getattr(row, name) for row in found.rows) == pytest.approx(whole)
        assert getattr(found.columns, name).sum() == pytest.approx(whole)
    assert sum(one.young_people for one in found.by_age) == pytest.approx(
        found.everyone.young_people
    )
    assert found.short_after - found.short_before == pytest.approx(
        found.everyone.newly_below - found.everyone.newly_enough
    )
