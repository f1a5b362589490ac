"""Answers that take a while: each worked out once, watched by whoever asks, and kept.

A question is a key. Whoever asks first begins the work, in a thread beside the web's; others
who ask meanwhile watch the same work. Answers are kept, those asked for last, within a number
and within an amount of memory. A failure is told and not kept.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar, cast

from graph.analysis.progress import Progress
from graph.errors import Interrupted

Answer = TypeVar("Answer")

KEPT = 64
KEPT_BYTES = 1_536 * 1024 * 1024
PATIENCE_S = 1.0
AT_ONCE = 3
"""Pieces of work that go on beside each other; a further one waits for its turn."""

MOST_BEGUN = 60
"""Pieces of work that go on or wait for their turn; more are begun once some of them ended."""

CROWDED = "Many questions were asked before yours"

_here = threading.local()


def patiently(work: Callable[[], Answer]) -> Answer:
    """Do some work whose questions are all waited for to the end, as those of work itself are."""
    before, _here.working = getattr(_here, "working", False), True
    try:
        return work()
    finally:
        _here.working = before


class Task:
    """One piece of work: how far it has come, and what came of it.

    Attributes
    ----------
    title
        What is worked out, for whoever waits.
    stage, done, total
        How far; a total of 0 where that is not known.
    bytes
        What its answer holds.
    """

    def __init__(self, title: str, work: Callable[[Progress], object]) -> None:
        self.title = title
        self.stage, self.done, self.total = "", 0, 0
        self.bytes = 0
        self.stopped = False
        self._work: Callable[[Progress], object] | None = work
        self._begun = time.monotonic()
        self._claim = threading.Lock()
        self._ended = threading.Event()
        self._answer: object = None
        self._problem: BaseException | None = None

    @property
    def seconds(self) -> int:
        """How long ago it was asked for."""
        return int(time.monotonic() - self._begun)

    @property
    def ended(self) -> bool:
        """Whether there is an answer or a failure."""
        return self._ended.is_set()

    @property
    def failed(self) -> bool:
        """Whether it ended without an answer."""
        return self._problem is not None

    def claim(self) -> bool:
        """Whether the work is the caller's to do; true once."""
        return self._claim.acquire(blocking=False)

    def run(self) -> None:
        """Do the work, once it was claimed; a failure is kept for whoever asks."""
        assert self._work is not None
        work, self._work = self._work, None
        try:
            self._answer = patiently(lambda: work(self._report))
        except BaseException as problem:
            self._problem = problem

    def end(self) -> None:
        """Let those who wait go on."""
        self._ended.set()

    def wait(self, seconds: float | None) -> bool:
        """Whether it ended within a time; None waits to the end."""
        return self._ended.wait(seconds)

    def answer(self) -> object:
        """What came of it; raises the failure."""
        if self._problem is not None:
            raise self._problem
        return self._answer

    def _report(self, stage: str, done: int, total: int) -> None:
        if self.stopped:
            raise Interrupted("Hedgerow is being stopped; ask again when it is back.")
        self.stage, self.done, self.total = stage, done, total


class Unfinished(Exception):
    """An answer that is not there yet; its task says how far it is."""

    def __init__(self, task: Task) -> None:
        super().__init__(task.title)
        self.task = task


class Workings:
    """Answers by question; see the module.

    Parameters
    ----------
    kept, kept_bytes
        How many answers are kept, and how much they may hold together.
    patience_s
        How long somebody who asks is kept waiting; None for as long as it takes.
    weigh
        The bytes that an answer holds.
    room
        A context that work is done in.
    """

    def __init__(
        self,
        kept: int = KEPT,
        *,
        kept_bytes: int = KEPT_BYTES,
        patience_s: float | None = PATIENCE_S,
        weigh: Callable[[object], int] = lambda _: 0,
        room: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._kept, self._kept_bytes = kept, kept_bytes
        self.patience_s = patience_s
        self._weigh, self._room = weigh, room
        self._lock = threading.Lock()
        self._tasks: OrderedDict[Hashable, Task] = OrderedDict()
        self._slots = threading.Semaphore(AT_ONCE)
        self._closed = False

    def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer kept under a key, or else the work's, done here and now, which is then kept.

        Whoever asks while it is being worked out waits for the same answer. An
        error is told to all who waited and is not kept.
        """
        task, _ = self._found(key, "", lambda _: work())
        self._carry_out(task)
        return cast(Answer, self._told(key, task, None))

    def ask(
        self,
        key: Hashable,
        work: Callable[[Progress], Answer],
        *,
        title: str,
        patient: bool = False,
    ) -> Answer:
        """The answer kept under a key, or that of work which goes on beside.

        Parameters
        ----------
        key
            The question.
        work
            Gives the answer; it is given a callback to tell how far it is.
        title
            What is worked out, for whoever waits.
        patient
            Wait to the end, however long that takes.

        Raises
        ------
        Unfinished
            It takes longer than somebody is kept waiting.
        """
        patience_s = self.patience_s
        if patient or getattr(_here, "working", False):
            patience_s = None
        task, is_new = self._found(key, title, work, crowds=patience_s is not None)
        if patience_s is None:
            self._carry_out(task)  # here and now: no turn to wait for, so none waits in a ring
        elif is_new:
            threading.Thread(
                target=self._beside, args=(task,), name=f"work {title}", daemon=True
            ).start()
        return cast(Answer, self._told(key, task, patience_s))

    def _found(
        self,
        key: Hashable,
        title: str,
        work: Callable[[Progress], object],
        *,
        crowds: bool = False,
    ) -> tuple[Task, bool]:
        """The task of a question, and whether it was not there before.

        One that would wait with very many others is not kept: it is asked for again.
        """
        with self._lock:
            task = self._tasks.get(key)
            is_new = task is None
            if task is None:
                if crowds and sum(not one.ended for one in self._tasks.values()) >= MOST_BEGUN:
                    crowded = Task(title, work)
                    crowded.stage = CROWDED
                    raise Unfinished(crowded)
                task = self._tasks[key] = Task(title, work)
                task.stopped = self._closed
            self._tasks.move_to_end(key)
            return task, is_new

    def _told(self, key: Hashable, task: Task, patience_s: float | None) -> object:
        """What came of some work, once it ends; a failure that is told is not kept."""
        if not task.wait(patience_s):
            raise Unfinished(task)
        if task.failed:
            with self._lock:
                if self._tasks.get(key) is task:
                    del self._tasks[key]
        return task.answer()

    def _beside(self, task: Task) -> None:
        with self._slots:
            self._carry_out(task)

    def _carry_out(self, task: Task) -> None:
        """Do the work, unless somebody else does or has done."""
        if not task.claim():
            return
        with self._room():
            task.run()
        if not task.failed:
            task.bytes = self._weigh(task.answer())
        task.end()
        with self._lock:
            self._clear_out()

    def _clear_out(self) -> None:
        """Let the answers go that were asked for longest ago, until the rest fits."""
        ended = [(key, task) for key, task in self._tasks.items() if task.ended]
        number, held = len(self._tasks), sum(task.bytes for _, task in ended)
        for key, task in ended[:-1]:
            if number <= self._kept and held <= self._kept_bytes:
                break
            del self._tasks[key]
            number, held = number - 1, held - task.bytes

    def forget(self, which: Callable[[Hashable], bool]) -> None:
        """Let answers go whose question nobody can ask any more."""
        with self._lock:
            for key in [key for key, task in self._tasks.items() if task.ended and which(key)]:
                del self._tasks[key]

    def close(self, seconds: float = 5.0) -> None:
        """Ask what goes on to stop at its next report, and wait a while for it."""
        with self._lock:
            self._closed = True
            going = [task for task in self._tasks.values() if not task.ended]
        for task in going:
            task.stopped = True
        until = time.monotonic() + seconds
        for task in going:
            task.wait(max(0.0, until - time.monotonic()))

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def bytes(self) -> int:
        """What the kept answers hold together."""
        with self._lock:
            return sum(task.bytes for task in self._tasks.values())
