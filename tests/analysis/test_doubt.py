"""The interval of a rank: what is certain moves nothing, what is doubtful what rests on it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.access.served import who_is_served
from graph.analysis.coverage import coverage_of
from graph.analysis.gaps import Coverage, Gaps, find_gaps
from graph.analysis.gaps.doubt import CERTAIN, LEFT_OUT, REPLICATES, Doubt, _Draw
from graph.analysis.gaps.ranks import Standing, ranks_of
from graph.analysis.need import percentiles
from graph.analysis.slices import Method, Reach
from graph.errors import OptionOutOfRange
from graph.model import AreaKind
from tests.builders import CHECKED, TODAY, a_network, a_site, an_activity, an_area, an_organisation

NEAR = Reach(reach_m=3_000, detour=1.0)
OLD = date(2020, 1, 1)


def asked(*records: object, **options: object) -> Gaps:
    return find_gaps(a_network(*records), **{"reach": NEAR, "today": TODAY, **options})  # type: ignore[arg-type]


def a_row_of_villages(
    *clubs: tuple[int, int | None, date | None], apart: int = 10_000
) -> list[object]:
    """A village each 10 km, of equal need, with a club each: its places and when it was checked.

    Three halls that were checked lately stand in each, so that all but those without a
    checked club are well mapped.
    """
    records: list[object] = [an_organisation()]
    for number, (people, places, checked) in enumerate(clubs):
        east = apart * number
        records.append(an_area(f"v{number}", east, people=people, decile=5))
        records += [a_site(f"s{number}-{i}", east, verified_on=CHECKED) for i in range(3)]
        records.append(
            an_activity(f"c{number}", at=f"s{number}-0", places=places, verified_on=checked)
        )
    return records


def intervals(found: Gaps) -> dict[str, tuple[int, int, int]]:
    return {row.area_id: (row.rank_low, row.rank, row.rank_high) for row in found.rows}


def test_nothing_in_doubt_gives_intervals_of_one_rank() -> None:
    villages = a_row_of_villages((100, None, OLD), (100, 20, CHECKED), (100, 21, None))
    found = intervals(asked(*villages, doubt=CERTAIN))
    assert all(low == rank == high for low, rank, high in found.values())


def test_supply_that_was_stated_and_checked_keeps_ranks_that_lie_far_apart() -> None:
    # 10, 20 and 40 places for 100 young people: a tenth more or less never changes their order.
    villages = a_row_of_villages((100, 10, CHECKED), (100, 20, CHECKED), (100, 40, CHECKED))
    found = asked(*villages, standard_hours_per_week=5)
    assert {row.coverage for row in found.rows} == {Coverage.GOOD}
    assert intervals(found) == {"v0": (1, 1, 1), "v1": (2, 2, 2), "v2": (3, 3, 3)}


def test_places_that_were_assumed_let_ranks_change_and_stated_ones_beside_them_do_not() -> None:
    # 20 assumed may be 10 to 40, so it passes 15 and 30 now and then; 200 stays last.
    villages = a_row_of_villages(
        (100, 15, CHECKED), (100, None, CHECKED), (100, 30, CHECKED), (100, 200, CHECKED)
    )
    found = intervals(asked(*villages, standard_hours_per_week=10))
    assert found["v1"] == (1, 2, 3)
    assert found["v0"] == (1, 1, 2)
    assert found["v2"] == (2, 3, 3)
    assert found["v3"] == (4, 4, 4)


def test_a_session_that_nobody_confirmed_lately_may_not_run() -> None:
    villages = a_row_of_villages((100, 10, CHECKED), (100, 20, CHECKED), (100, 40, OLD))
    sure = Doubt(thin_hides=0, unmapped_hides=0)
    found = intervals(asked(*villages, standard_hours_per_week=5, doubt=sure))
    assert found["v2"] == (1, 3, 3)
    runs = Doubt(thin_hides=0, unmapped_hides=0, unchecked_runs=1)
    found = intervals(asked(*villages, standard_hours_per_week=5, doubt=runs))
    assert found["v2"] == (3, 3, 3)


def test_a_thinly_mapped_place_may_have_provision_that_nobody_recorded() -> None:
    # Each club checked but the first, whose village is thinly mapped by its halls alone.
    villages = a_row_of_villages((100, 10, OLD), (100, 20, CHECKED), (100, 40, CHECKED))
    for hides, expected in ((0.0, (1, 1, 1)), (0.9, (1, 1, 3))):
        doubt = Doubt(unchecked_runs=1, thin_hides=hides)
        found = asked(*villages, standard_hours_per_week=5, doubt=doubt)
        assert found.rows[0].coverage is Coverage.THIN
        assert intervals(found)["v0"] == expected


def test_places_that_nobody_mapped_stay_last_whatever_is_drawn() -> None:
    villages = [
        *a_row_of_villages((100, 10, CHECKED), (100, 20, CHECKED)),
        an_area("bare-1", 50_000, decile=1),
        an_area("bare-2", 60_000, decile=9),
    ]
    found = intervals(asked(*villages, doubt=Doubt(unmapped_hides=0.5)))
    assert found["bare-1"][0] >= 3
    assert found["bare-2"][0] >= 3


def test_a_place_alone_has_the_only_rank_and_no_places_have_none() -> None:
    assert intervals(asked(*a_row_of_villages((100, None, OLD)))) == {"v0": (1, 1, 1)}
    low, high = asked().intervals
    assert (low.tolist(), high.tolist()) == ([], [])


def test_a_network_without_supply_has_intervals_too() -> None:
    found = asked(an_area("a", people=10), an_area("b", 9_000, people=20))
    assert intervals(found) == {"b": (1, 1, 1), "a": (2, 2, 2)}


def test_one_question_has_one_answer_however_often_it_is_asked() -> None:
    villages = a_row_of_villages((100, None, OLD), (90, None, None), (80, 20, CHECKED))
    assert intervals(asked(*villages)) == intervals(asked(*reversed(villages)))


@pytest.mark.parametrize(
    "option",
    [
        {"stated_varies": 1.1},
        {"assumed_varies": 0.5},
        {"unchecked_runs": -0.1},
        {"thin_hides": 2.0},
        {"unmapped_hides": float("nan")},
    ],
)
def test_a_doubt_out_of_range_is_refused_with_the_range(option: dict[str, float]) -> None:
    with pytest.raises(OptionOutOfRange, match=r"is outside [01] to 10?"):
        Doubt(**option)


clubs = st.lists(
    st.tuples(
        st.integers(0, 300), st.none() | st.integers(0, 60), st.sampled_from([None, OLD, CHECKED])
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=25)
@given(clubs, st.sampled_from([2_000, 10_000]), st.sampled_from(tuple(Method)))
def test_the_intervals_are_those_of_ranking_each_replicate_as_a_finding_of_its_own(
    clubs: list[tuple[int, int | None, date | None]], apart: int, method: Method
) -> None:
    found = asked(*a_row_of_villages(*clubs, apart=apart), method=method)
    served = who_is_served(found.network, slice=found.slice, reach=NEAR, method=method)
    mapped = coverage_of(found.network, ages=found.slice.ages, reach=NEAR, today=TODAY)
    draw = _Draw(served, mapped, Doubt(), TODAY)
    place = {int(row): at for at, row in enumerate(served.areas)}
    at = [place[int(row)] for row in found.columns.rows]
    weights = served.pairs.matrix().toarray()
    drawing = served.people @ weights
    ranks = []
    for number in range(REPLICATES):
        supply = draw.supply(range(number, number + 1))[:, 0]
        each = np.divide(supply, drawing, out=np.zeros_like(drawing), where=drawing > 0)
        hours = draw.unrecorded((weights @ each)[:, None], range(number, number + 1))[:, 0][at]
        people = served.people[at]
        short = np.where(hours < found.standard_hours_per_week - 1e-9, people, 0.0)
        gap = np.round(found.columns.need - percentiles(hours), 9)
        order = np.lexsort(
            (found.columns.rows, -found.columns.short, -gap, short <= 0, found.columns.unmapped)
        )
        rank = np.empty(len(order), dtype=int)
        rank[order] = np.arange(1, len(order) + 1)
        ranks.append(rank)
    ordered = np.sort(np.array(ranks), axis=0)
    own = np.arange(1, len(at) + 1)
    low, high = found.intervals
    assert low.tolist() == np.minimum(ordered[LEFT_OUT], own).tolist()
    assert high.tolist() == np.maximum(ordered[-1 - LEFT_OUT], own).tolist()


def test_rolled_up_areas_have_intervals_of_their_own() -> None:
    villages = a_row_of_villages((100, 10, CHECKED), (100, None, CHECKED), (100, 40, CHECKED))
    wards = [an_area(f"w{i}", None, people=None, kind=AreaKind.WARD) for i in range(2)]
    inside = {"v0": {"w0": 1.0}, "v1": {"w1": 0.5, "w0": 0.5}, "v2": {"w1": 1.0}}
    placed = [
        an_area(one.id, 10_000 * int(one.id[1]), people=100, decile=5, within=inside[one.id])
        if getattr(one, "id", "") in inside
        else one
        for one in villages
    ]
    found = asked(*placed, *wards, roll_up=AreaKind.WARD, standard_hours_per_week=5)
    assert intervals(found) == {"w0": (1, 1, 1), "w1": (2, 2, 2)}


def test_ranks_of_many_replicates_are_ranks_of_each() -> None:
    standing = Standing(
        need=np.array([80.0, 50.0, 20.0]),
        unmapped=np.array([False, False, True]),
        tie=np.array([0, 1, 2], dtype=np.int32),
    )
    hours = np.array([[1.0, 0.0], [1.0, 5.0], [1.0, 9.0]])
    met = np.array([[False, True], [False, False], [True, False]])
    # First all hours alike: by need. Then the first is met, and comes after the second.
    assert ranks_of(standing, hours, met).tolist() == [[1, 2, 3], [2, 1, 3]]
