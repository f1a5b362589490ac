from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.model.things import require_id
from seeds.naming import likeness, readable_id, site_id, slug


@given(st.text(min_size=1))
def test_every_name_makes_a_good_id(name: str) -> None:
    for id in (slug(name)[:100], site_id(name, 50.0, -5.0), readable_id(slug(name), slug(name))):
        require_id(id)


@given(st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=200))
def test_a_long_id_is_cut_but_still_tells_its_parts_apart(one: str, other: str) -> None:
    first, second = readable_id("a" * 90, slug(one)), readable_id("a" * 90, slug(other))
    assert (first == second) == (slug(one) == slug(other))


def test_a_site_is_its_name_and_its_position_to_a_metre() -> None:
    assert site_id("Hall", 50.1, -5.6) == site_id("hall", 50.1000001, -5.6)
    assert site_id("Hall", 50.1, -5.6) != site_id("Hall", 50.1001, -5.6)


def test_names_are_alike_without_case_accents_and_the_word_parish() -> None:
    assert likeness("St. Just CP") == likeness("ST JUST parish") == "st just"
    assert likeness("Bude & Stratton") == likeness("Bude and Stratton")
    assert likeness("Parish") == "parish"
