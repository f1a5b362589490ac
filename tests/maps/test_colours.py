"""Colours that everybody can tell apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.colours import Vision, contrast, difference, lab, least_difference, lightness

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_known_pair_has_its_published_contrast():
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_red_has_its_known_place_in_lab():
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


def test_red_and_green_are_alike_to_who_cannot_tell_them_apart():
    red, green = "#b05a3c", "#7a7a3c"
    assert difference(red, green) > 25
    assert difference(red, green, Vision.DEUTERANOPIA) < difference(red, green) / 2
    assert least_difference(red, green) < difference(red, green) / 2


@given(COLOURS)
def test_grey_stays_grey_to_everybody(colour):
    grey = f"#{colour[1:3] * 3}"
    for vision in Vision:
        assert difference(grey, grey, vision) == 0
        assert abs(lab(grey, vision)[0] - lightness(grey)) < 0.5


@given(COLOURS, COLOURS)
def test_contrast_and_difference_do_not_mind_the_order(one, other):
    assert contrast(one, other) == contrast(other, one) >= 1
    assert least_difference(one, other) == pytest.approx(least_difference(other, one))


@pytest.mark.parametrize("text", ["", "red", "#fff", "#GGGGGG", "#FFFFFF", "#ffffff;}"])
def test_what_is_not_a_colour_is_refused(text):
    with pytest.raises(ValueError, match="not a colour"):
        lightness(text)
