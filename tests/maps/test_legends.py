"""Classes and legends: readable by everybody, in words that say what they mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.duplication import Verdict
from graph.analysis.wording import spoken_hours
from maps.colours import contrast, least_difference, lightness
from maps.legends import (
    INTRODUCTION,
    LEAST_DIFFERENCE,
    NOBODY,
    TIE,
    UNMAPPED,
    VERDICTS,
    Scale,
    Swatch,
    duplication_legend,
    gaps_legend,
    opportunities_legend,
)


@given(st.floats(0, 168, allow_nan=False))
def test_every_standard_has_a_scale_of_five_classes_that_all_can_tell_apart(standard):
    swatches = Scale.of_access(standard).swatches
    assert len(swatches) == 5
    for one, other in pairwise(swatches):
        assert least_difference(one.colour, other.colour) >= LEAST_DIFFERENCE
        assert lightness(other.colour) > lightness(one.colour)
    assert len({swatch.label for swatch in swatches}) == 5


def test_the_worst_class_holds_only_places_with_nothing_within_reach():
    scale = Scale.of_access(0.5)
    assert scale.class_of(0.0) == 0
    assert scale.class_of(0.001) == 1
    assert scale.class_of(1 / 6) == 2
    assert scale.class_of(1 / 3) == 3
    assert scale.class_of(0.4999) == 3
    assert scale.class_of(0.5) == 4


def test_the_classes_are_said_in_minutes():
    labels = [swatch.label for swatch in Scale.of_access(0.5).swatches]
    assert labels == [
        "None within reach",
        "Under 10 minutes",
        "10 to 20 minutes",
        "20 to 30 minutes",
        "30 minutes or more (meets the standard)",
    ]


@given(st.floats(0.05, 168), st.floats(0, 168))
def test_a_value_meets_the_standard_exactly_where_its_class_says_so(standard, hours):
    scale = Scale.of_access(standard)
    assert (scale.class_of(hours) == 4) == (hours >= standard)


def test_a_scale_of_colours_too_alike_is_refused():
    with pytest.raises(ValueError, match="too alike"):
        Scale(
            edges=(1.0,),
            swatches=(Swatch(label="a", colour="#ff0000"), Swatch(label="b", colour="#fa0000")),
        )


def test_a_scale_whose_lightness_turns_back_is_refused():
    colours = ("#000000", "#ffffff", "#777777")
    with pytest.raises(ValueError, match="lightness"):
        Scale(edges=(1.0, 2.0), swatches=tuple(Swatch(label=c, colour=c) for c in colours))


def test_edges_that_do_not_rise_are_refused():
    swatches = tuple(Swatch(label=c, colour=c) for c in ("#000000", "#777777", "#ffffff"))
    with pytest.raises(ValueError, match="rise"):
        Scale(edges=(2.0, 1.0), swatches=swatches)
    with pytest.raises(ValueError, match="one class more"):
        Scale(edges=(1.0,), swatches=swatches)


def test_what_is_not_known_has_a_pattern_and_not_a_colour_of_the_scale():
    colours = {swatch.colour for swatch in Scale.of_access(0.5).swatches}
    assert UNMAPPED.pattern != NOBODY.pattern
    for swatch in (UNMAPPED, NOBODY):
        assert swatch.pattern
        assert swatch.colour not in colours


def test_lines_are_told_apart_without_colour_and_stand_out_from_the_land():
    assert set(VERDICTS) == set(Verdict)
    assert len({swatch.line for swatch in VERDICTS.values()}) == len(VERDICTS)
    assert TIE.line != INTRODUCTION.line
    for swatch in (*VERDICTS.values(), TIE, INTRODUCTION):
        assert contrast(swatch.colour, "#fbfbf7") >= 4.5


def test_no_legend_calls_anybodys_service_waste():
    for legend in (gaps_legend(0.5), duplication_legend(), opportunities_legend()):
        words = " ".join([legend.title, *(swatch.label for swatch in legend.swatches)])
        assert "waste" not in words.lower()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "0 minutes"),
        (0.001, "under a minute"),
        (1 / 60, "1 minute"),
        (0.5, "30 minutes"),
        (1, "1 hour"),
        (1.5, "1 hour 30 minutes"),
        (2 + 1 / 60, "2 hours 1 minute"),
        (168, "168 hours"),
    ],
)
def test_hours_are_said_as_people_say_them(hours, said):
    assert spoken_hours(hours) == said
