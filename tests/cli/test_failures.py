"""Every error of ours has an exit code, and says what is wrong in lines."""

import pytest

from graph import errors
from graph.errors import FileRefused, HedgerowError, RowError
from service.cli.failures import EXIT_CODES, MOST_LINES, exit_code, lines_of
from service.config import ConfigError


def every_error(kind=HedgerowError):
    for child in kind.__subclasses__():
        yield child
        yield from every_error(child)


@pytest.mark.parametrize("kind", sorted(set(every_error()), key=lambda k: k.__name__))
def test_every_error_has_an_exit_code_of_its_own_or_of_its_parent(kind):
    assert any(parent in EXIT_CODES for parent in kind.__mro__), f"{kind.__name__} has no exit code"


def test_bad_input_is_two_and_a_graph_that_does_not_answer_is_one():
    assert exit_code(FileRefused([RowError(file="a", row=1, column="b", message="c")])) == 2
    assert exit_code(errors.StoreUnavailable("nobody answers")) == 1
    assert exit_code(errors.Interrupted("stopped")) == 130


def test_a_refused_file_names_each_place_and_says_that_the_graph_is_as_it_was():
    wrong = RowError(file="assets.csv", row=7, column="capacity", message="“ten” is not a number.")
    first, last = lines_of(FileRefused([wrong]))
    assert first == "assets.csv, row 7, column “capacity”: “ten” is not a number."
    assert "the graph is as it was" in last


def test_a_file_that_is_wrong_everywhere_does_not_fill_the_screen():
    wrong = [RowError(file="a.csv", row=n, column="", message="?") for n in range(2, 500)]
    lines = lines_of(FileRefused(wrong))
    assert len(lines) == MOST_LINES + 2
    assert "448 more" in lines[-2]


def test_all_wrong_settings_are_told_at_once():
    assert lines_of(ConfigError(("one", "two"))) == ["one", "two"]


def test_what_a_file_quotes_cannot_command_the_terminal():
    wrong = RowError(file="a.csv", row=1, column="\x1b]0;owned\x07", message="What\x9b2J?")
    assert all(line.isprintable() for line in lines_of(FileRefused([wrong])))
