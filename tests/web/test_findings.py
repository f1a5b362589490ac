"""Findings are worked out once, whoever asks and however many ask at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.findings import Findings


def test_a_question_that_many_ask_at_once_is_worked_out_once():
    kept, begun, go = Findings(), [], threading.Event()

    def work() -> str:
        begun.append(1)
        assert go.wait(10)
        return "answer"

    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(kept.answer, "question", work) for _ in range(8)]
        go.set()
        assert {one.result(10) for one in asked} == {"answer"}
    assert begun == [1]


def test_different_questions_do_not_wait_for_each_other():
    kept, first_runs, go = Findings(), threading.Event(), threading.Event()

    def slow() -> str:
        first_runs.set()
        assert go.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as person:
        slowly = person.submit(kept.answer, "slow", slow)
        assert first_runs.wait(10)
        assert kept.answer("quick", lambda: "quick") == "quick"
        go.set()
        assert slowly.result(10) == "slow"


def test_an_error_is_told_and_not_kept():
    kept = Findings()

    def fail() -> str:
        raise ValueError("once")

    with pytest.raises(ValueError, match="once"):
        kept.answer("question", fail)
    assert kept.answer("question", lambda: "better") == "better"


def test_the_answers_used_longest_ago_go_first():
    kept = Findings(kept=2)
    kept.answer("a", lambda: 1)
    kept.answer("b", lambda: 1)
    kept.answer("a", lambda: 2)
    kept.answer("c", lambda: 1)
    assert len(kept) == 2
    assert kept.answer("a", lambda: 3) == 1
    assert kept.answer("b", lambda: 3) == 3
