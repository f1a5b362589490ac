"""The findings that pages show, kept by revision and question so that each is worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from flask import Flask, current_app

from graph.analysis.duplication import Duplication, find_duplication
from graph.analysis.gaps import Gaps, find_gaps
from graph.analysis.opportunities import Opportunities, find_opportunities
from graph.analysis.slices import Reach, Slice
from graph.model import AreaKind
from graph.network import Network

Answer = TypeVar("Answer")

KEPT = 64
_NAME = "hedgerow.findings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of a finding; the same for all three, so that pages can hand it on.

    Attributes
    ----------
    slice, reach
        Whose provision of what, and how far people go for it.
    standard_hours_per_week
        None for the standard that was agreed, or the default.
    roll_up
        Gaps only: the kind of area to answer for, None for the smallest there are.
    within
        The id of an area to keep to, None for everywhere.
    """

    slice: Slice = field(default_factory=Slice)
    reach: Reach = field(default_factory=Reach)
    standard_hours_per_week: float | None = None
    roll_up: AreaKind | None = None
    within: str | None = None


class Findings:
    """Answers, the most recently used kept; a question that two people ask is worked out once."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Future[object]] = OrderedDict()

    def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer kept under a key, or else the work's, which is then kept.

        Whoever asks while it is being worked out waits for the same answer. An
        error is told to all who waited and is not kept.
        """
        with self._lock:
            future = self._answers.get(key)
            mine = future is None
            if future is None:
                future = self._answers[key] = Future()
            self._answers.move_to_end(key)
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)
        if mine:
            try:
                future.set_result(work())
            except BaseException as problem:
                with self._lock:
                    if self._answers.get(key) is future:
                        del self._answers[key]
                future.set_exception(problem)
        return cast(Answer, future.result())

    def __len__(self) -> int:
        return len(self._answers)


def attach(app: Flask) -> None:
    """Give an app its findings."""
    app.extensions[_NAME] = Findings()


def keep(kind: str, network: Network, asked: Hashable, work: Callable[[], Answer]) -> Answer:
    """Whatever is worked out from a network: the answer kept, or else the work's."""
    kept = cast(Findings, current_app.extensions[_NAME])
    return kept.answer((kind, network.revision, asked), work)


def gaps(network: Network, options: Options, *, today: date) -> Gaps:
    """Where young people are short of provision; see :func:`~graph.analysis.gaps.find_gaps`."""
    return keep(
        "gaps",
        network,
        (options, today),
        lambda: find_gaps(
            network,
            slice=options.slice,
            reach=options.reach,
            standard_hours_per_week=options.standard_hours_per_week,
            roll_up=options.roll_up,
            within=options.within,
            today=today,
        ),
    )


def duplication(network: Network, options: Options, *, today: date) -> Duplication:
    """Where provision overlaps; see :func:`~graph.analysis.duplication.find_duplication`."""
    return keep(
        "duplication",
        network,
        (options, today),
        lambda: find_duplication(
            network,
            slice=options.slice,
            reach=options.reach,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            today=today,
        ),
    )


def opportunities(network: Network, options: Options, *, today: date) -> Opportunities:
    """Who could fill which gap; see :func:`~graph.analysis.opportunities.find_opportunities`."""
    return keep(
        "opportunities",
        network,
        (options, today),
        lambda: find_opportunities(
            network,
            slice=options.slice,
            reach=options.reach,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            today=today,
        ),
    )
