"""One class an area from its number, and the larger areas that stand for small ones far out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from maps.legends import Scale
from maps.shading import CLASS_NOBODY, CLASS_UNMAPPED, Shading, classes, rolled, signs, values

SCALE = Scale.of_access(0.6)


def a_shading(number, people=None, unmapped=None, rows=None, sums=()):
    size = len(number)
    return Shading(
        rows=np.arange(size, dtype=np.int32) if rows is None else np.array(rows, dtype=np.int32),
        number=np.array(number, dtype=float),
        people=np.ones(size) if people is None else np.array(people, dtype=float),
        unmapped=np.zeros(size, dtype=bool) if unmapped is None else np.array(unmapped),
        sums=tuple(np.array(each, dtype=float) for each in sums),
    )


@given(st.lists(st.floats(0, 5), max_size=20))
def test_the_class_is_that_of_the_scale(numbers):
    assert classes(a_shading(numbers), SCALE).tolist() == [SCALE.class_of(n) for n in numbers]


def test_unmapped_comes_before_nobody_and_what_is_not_known_is_unmapped():
    found = classes(
        a_shading([1, 1, 1, np.nan], people=[0, 0, 3, 3], unmapped=[True, False, True, False]),
        SCALE,
    )
    assert found.tolist() == [CLASS_UNMAPPED, CLASS_NOBODY, CLASS_UNMAPPED, CLASS_UNMAPPED]


def test_a_level_reads_one_sign_an_area_in_its_own_order():
    shading = a_shading([0, 0.1, 9, 9, 9], people=[1, 1, 1, 0, 1], rows=[4, 2, 7, 8, 1])
    shading.unmapped[4] = True
    level = np.array([1, 2, 3, 4, 7, 8, -1, 99], dtype=np.int32)
    assert signs(level, shading, SCALE) == "-1 04.  "


def test_no_areas_and_no_numbers_are_blank():
    none = a_shading([])
    assert signs(np.array([], dtype=np.int32), none, SCALE) == ""
    assert signs(np.array([0, 3], dtype=np.int32), none, SCALE) == "  "


def test_larger_areas_take_the_mean_over_people_and_the_sum_of_the_rest():
    small = a_shading(
        [1, 4, 7, 2],
        people=[10, 30, 0, 0],
        unmapped=[False, True, False, True],
        sums=[[5, 30, 0, 0]],
    )
    shares = csr_array(np.array([[1, 0.5, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]))
    found = rolled(small, np.array([8, 9, 10], dtype=np.int32), shares)
    assert found.people.tolist() == [25, 0, 0]
    assert found.number.tolist() == [(10 + 4 * 15) / 25, 4.5, 0]
    assert found.sums[0].tolist() == [20, 0, 0]
    assert found.unmapped.tolist() == [True, False, False]


@given(st.lists(st.tuples(st.floats(0, 9), st.integers(0, 50)), min_size=1, max_size=12))
def test_areas_that_stand_for_themselves_keep_their_class(drawn):
    small = a_shading([n for n, _ in drawn], people=[p for _, p in drawn])
    alone = csr_array(np.eye(len(drawn)))
    found = rolled(small, small.rows, alone)
    np.testing.assert_allclose(found.number, small.number, rtol=1e-12)
    assert found.people.tolist() == small.people.tolist()


def test_few_areas_say_their_numbers_and_many_do_not():
    shading = a_shading([0.5, 2], people=[20, 30], sums=[[20, 0]])
    level = np.array([1, 5, 0], dtype=np.int32)
    few = values(level, shading, SCALE)
    assert few["lines"] == [["2 hours", 0, 30], None, ["30 minutes", 20, 20]]
    assert "lines" not in values(level, shading, SCALE, most_spoken=2)


def test_a_sum_that_misses_the_standard_by_a_rounding_has_it():
    under, enough = classes(a_shading([0.59, 0.6 - 1e-13]), SCALE).tolist()
    assert under < enough == SCALE.class_of(0.6) == SCALE.class_of(0.6 - 1e-13)
