"""The declared reaches."""

from graph.analysis.slices import REACHES, Mode, Reach


def test_every_way_of_travelling_has_a_declared_reach():
    assert {mode: reach.mode for mode, reach in REACHES.items()} == {mode: mode for mode in Mode}


def test_a_question_that_names_no_reach_is_asked_by_bus_as_the_pages_ask_it():
    assert REACHES[Mode.BUS] == Reach()
