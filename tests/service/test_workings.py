"""Work that takes a while: done once, watched by all who ask, told when it fails, and bounded."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import Interrupted
from service.workings import AT_ONCE, CROWDED, MOST_BEGUN, Task, Unfinished, Workings


class Gate:
    """Work that goes on until it is let through, and says that it has begun."""

    def __init__(self, answer: object = "answer") -> None:
        self.begun, self.go, self.times = threading.Event(), threading.Event(), 0
        self.answer = answer

    def __call__(self, report) -> object:
        self.times += 1
        self.begun.set()
        report("Looking around", 3, 10)
        assert self.go.wait(20)
        report("Nearly there", 9, 10)
        return self.answer


def ask(workings: Workings, key: str, work, **more) -> object:
    return workings.ask(key, work, title=f"Title of {key}", **more)


def unfinished(workings: Workings, key: str, work) -> Task:
    """The task of a question that takes longer than its asker waits."""
    with pytest.raises(Unfinished) as waited:
        ask(workings, key, work)
    return waited.value.task


def test_what_takes_longer_than_the_patience_goes_on_beside_and_is_there_later():
    workings, gate = Workings(patience_s=0.05), Gate()
    task = unfinished(workings, "a", gate)
    assert gate.begun.wait(10)
    assert (task.title, task.stage, task.done, task.total) == (
        "Title of a",
        "Looking around",
        3,
        10,
    )
    assert unfinished(workings, "a", gate) is task
    gate.go.set()
    assert task.wait(10)
    assert ask(workings, "a", gate) == "answer"
    assert gate.times == 1


def test_what_is_quick_is_answered_at_once():
    assert ask(Workings(patience_s=10), "a", lambda _: 42) == 42


def test_however_many_ask_it_is_worked_out_once():
    workings, gate = Workings(patience_s=20), Gate()
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(ask, workings, "a", gate) for _ in range(8)]
        assert gate.begun.wait(10)
        gate.go.set()
        assert {one.result(20) for one in asked} == {"answer"}
    assert gate.times == 1


def test_the_patient_wait_to_the_end():
    workings, gate = Workings(patience_s=0.01), Gate()
    with ThreadPoolExecutor(1) as person:
        patient = person.submit(ask, workings, "a", gate, patient=True)
        assert gate.begun.wait(10)
        assert isinstance(unfinished(workings, "a", gate), Task)
        gate.go.set()
        assert patient.result(20) == "answer"


def test_a_failure_is_told_even_when_nobody_waited_for_it_and_is_not_kept():
    workings, go = Workings(patience_s=0.05), threading.Event()

    def fail(_report) -> str:
        assert go.wait(20)
        raise ValueError("the roof fell in")

    task = unfinished(workings, "a", fail)
    go.set()
    assert task.wait(10)
    with pytest.raises(ValueError, match="the roof fell in"):
        ask(workings, "a", lambda _: "better")
    assert ask(workings, "a", lambda _: "better") == "better"


def test_work_may_ask_for_other_work_without_waiting_for_a_turn():
    """Were each inner question to wait for a free turn, these would wait for each other."""
    workings = Workings(patience_s=20)

    def outer(name: str):
        return lambda _: ask(workings, f"inner of {name}", lambda _: f"{name} done")

    names = [f"outer {number}" for number in range(AT_ONCE + 2)]
    with ThreadPoolExecutor(len(names)) as people:
        asked = [people.submit(ask, workings, name, outer(name)) for name in names]
        assert [one.result(20) for one in asked] == [f"{name} done" for name in names]


def test_only_a_few_go_on_at_once_and_the_others_have_their_turn():
    workings = Workings(patience_s=0.05)
    gates = [Gate(number) for number in range(AT_ONCE + 1)]
    tasks = [unfinished(workings, str(number), gate) for number, gate in enumerate(gates)]
    assert sum(gate.begun.wait(0.5) for gate in gates) == AT_ONCE
    for gate in gates:
        gate.go.set()
    assert all(task.wait(20) for task in tasks)
    assert [task.answer() for task in tasks] == list(range(AT_ONCE + 1))


def test_answers_that_were_asked_for_longest_ago_go_when_the_rest_needs_their_room():
    workings = Workings(kept=10, kept_bytes=100, weigh=lambda answer: int(str(answer)))
    for key, size in (("a", 60), ("b", 30)):
        workings.answer(key, lambda size=size: size)
    workings.answer("a", lambda: 0)
    assert workings.bytes == 90
    workings.answer("c", lambda: 40)
    assert workings.bytes == 100
    assert workings.answer("b", lambda: 1) == 1, "b was asked for before a"


def test_an_answer_larger_than_all_the_room_is_kept_until_the_next():
    workings = Workings(kept_bytes=100, weigh=lambda answer: int(str(answer)))
    workings.answer("huge", lambda: 500)
    assert workings.answer("huge", lambda: 0) == 500
    workings.answer("small", lambda: 1)
    assert (len(workings), workings.bytes) == (1, 1)


def test_work_that_goes_on_is_never_taken_for_an_old_answer():
    workings, gate = Workings(kept=1, patience_s=0.05), Gate()
    task = unfinished(workings, "slow", gate)
    workings.answer("a", lambda: 1)
    workings.answer("b", lambda: 1)
    assert unfinished(workings, "slow", gate) is task
    gate.go.set()
    assert task.wait(10)


def test_what_is_forgotten_is_worked_out_anew():
    workings = Workings()
    workings.answer(("gaps", "1"), lambda: "old")
    workings.answer(("gaps", "2"), lambda: "new")
    workings.forget(lambda key: key[1] == "1")
    assert workings.answer(("gaps", "1"), lambda: "again") == "again"
    assert workings.answer(("gaps", "2"), lambda: "again") == "new"


def test_closing_stops_what_goes_on_at_its_next_word():
    workings, gate = Workings(patience_s=0.05), Gate()
    task = unfinished(workings, "a", gate)
    assert gate.begun.wait(10)
    threading.Timer(0.1, gate.go.set).start()
    before = time.monotonic()
    workings.close(seconds=10)
    assert time.monotonic() - before < 9
    with pytest.raises(Interrupted, match="being stopped"):
        task.answer()
    with pytest.raises(Interrupted):
        ask(workings, "b", gate)


def test_very_many_questions_at_once_do_not_pile_up_and_each_is_answered_in_the_end():
    kept, go = Workings(patience_s=0.0), threading.Event()

    def slow(_: object) -> int:
        assert go.wait(10)
        return 1

    for number in range(3 * MOST_BEGUN):
        with pytest.raises(Unfinished):
            kept.ask(number, slow, title="Gaps")
    assert len(kept) == MOST_BEGUN
    assert kept.ask("patient", lambda _: 2, title="Gaps", patient=True) == 2
    with pytest.raises(Unfinished) as crowded:
        kept.ask("one more", slow, title="Gaps")
    assert crowded.value.task.stage == CROWDED
    go.set()
    kept.patience_s = 10.0
    assert [kept.ask(number, slow, title="Gaps") for number in range(3)] == [1, 1, 1]
    assert kept.ask("one more", slow, title="Gaps") == 1
