"""The map of grants: marks that differ without colour and with it, and say what to beware of."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.model import GrantPlace
from maps.colours import least_difference
from maps.elements import script_of
from maps.grants import (
    OFFICE,
    SPENT,
    SYMBOLS,
    GrantMark,
    grant_values,
    grants_legend,
    grants_map,
    kinds_among,
    mark_kind,
)
from maps.grounds import GREAT_BRITAIN, Ground
from maps.legends import LEAST_DIFFERENCE


def a_mark(kind: str = SPENT, name: str = "Port Town") -> GrantMark:
    return GrantMark(
        kind=kind,
        name=name,
        lines=("2 grants, £1,200 in all.",),
        href="/areas/town",
        link="See this area",
        longitude=-5.1234567,
        latitude=50.2,
    )


def test_marks_differ_by_shape_by_drawing_and_by_colour_to_everybody() -> None:
    for one, other in combinations(SYMBOLS.values(), 2):
        assert one.outline != other.outline
        assert one.drawing != other.drawing
        assert least_difference(one.fill, other.fill) >= LEAST_DIFFERENCE


def test_every_place_that_is_known_has_a_mark() -> None:
    for place in set(GrantPlace) - {GrantPlace.UNKNOWN, GrantPlace.ELSEWHERE}:
        assert SYMBOLS[mark_kind(place)].label == place.label
    with pytest.raises(KeyError):
        mark_kind(GrantPlace.UNKNOWN)


def test_the_legend_names_the_kinds_that_are_there_and_warns_of_offices() -> None:
    marks = (a_mark(OFFICE), a_mark(SPENT))
    assert kinds_among(marks) == (SPENT, OFFICE)
    labels = [swatch.label for swatch in grants_legend(kinds_among(marks)).swatches]
    assert labels[0].startswith("By where it is spent: ")
    assert labels[1] == "Head office only: the money may be spent elsewhere"


def test_points_carry_the_words_of_their_popups() -> None:
    values = grant_values((a_mark(OFFICE, "<b>Office"), a_mark()))
    assert values["kinds"] == [SPENT, OFFICE]
    own = {"lines": ["2 grants, £1,200 in all."], "href": "/areas/town", "link": "See this area"}
    assert values["points"] == [
        [-5.12346, 50.2, 1, "", "<b>Office", own],
        [-5.12346, 50.2, 0, "", "Port Town", own],
    ]


def test_the_script_has_a_layer_for_each_kind_and_is_the_same_every_time() -> None:
    def script() -> str:
        ground = Ground(bounds=GREAT_BRITAIN)
        return script_of(grants_map(ground, data="/grants/map.json", kinds=(SPENT, OFFICE)))

    assert script() == script()
    assert script().count("hedgerow.points(") == 2
    assert "Head office only" in script()
