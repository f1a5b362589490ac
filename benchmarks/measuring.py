"""Two ways of doing one thing, measured in turn in one run, and what came of it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A measured number: its median, and the least and the most that was seen."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of some values, at least one."""
        return cls(median=statistics.median(values), least=min(values), most=max(values))

    def shown(self, digits: int = 0) -> str:
        """For a table: the median with the range behind it."""
        return f"{self.median:,.{digits}f} ({self.least:,.{digits}f} to {self.most:,.{digits}f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the results.

    Attributes
    ----------
    name
        What was measured.
    unit
        Of ``ours`` and ``other``.
    ours, other
        Hedgerow, and what it is held against.
    ratio
        Of ours to the other, taken pair by pair.
    target
        What was promised, in words.
    met
        Whether the medians keep it.
    note
        Sizes, and what the other is.
    digits
        Decimals of ``ours`` and ``other``.
    """

    name: str
    unit: str
    ours: Spread
    other: Spread
    ratio: Spread
    target: str
    met: bool
    note: str
    digits: int = 0


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    begins = time.perf_counter()
    work()
    return time.perf_counter() - begins


def rates(
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    size: int,
    reset: Callable[[], object],
    repeats: int = 5,
) -> tuple[Spread, Spread, Spread]:
    """Things a second of two ways, one after the other, in turns of who goes first.

    Parameters
    ----------
    ours, other
        Each handles ``size`` things.
    size
        How many things.
    reset
        Puts back what was there before; called before each measurement.
    repeats
        Measured pairs; one more goes before them to warm up.

    Returns
    -------
    tuple
        The rates of ours and of the other, and the ratio of each pair.
    """
    pairs: list[tuple[float, float]] = []
    for turn in range(repeats + 1):
        found: dict[str, float] = {}
        order = [("ours", ours), ("other", other)]
        for name, work in order if turn % 2 else reversed(order):
            reset()
            found[name] = size / seconds(work)
        if turn:
            pairs.append((found["ours"], found["other"]))
    return (
        Spread.of([one for one, _ in pairs]),
        Spread.of([other for _, other in pairs]),
        Spread.of([one / other for one, other in pairs]),
    )


def times(
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    repeats: int = 5,
    other_repeats: int | None = None,
) -> tuple[Spread, Spread, Spread]:
    """How long two ways take, in turns of who goes first, after one run of ours to warm up.

    Parameters
    ----------
    ours, other
        The two ways.
    repeats
        Measured runs of ours.
    other_repeats
        Measured runs of the other, where it is too slow for as many; each stands beside
        several of ours.

    Returns
    -------
    tuple
        Seconds of ours and of the other, and how many times longer the other took.
    """
    rounds = min(other_repeats or repeats, repeats)
    mine: list[float] = []
    theirs: list[float] = []
    ratios: list[float] = []
    ours()
    for turn in range(rounds):
        runs = repeats // rounds + (turn < repeats % rounds)
        if turn % 2:
            theirs.append(seconds(other))
        some = [seconds(ours) for _ in range(runs)]
        if not turn % 2:
            theirs.append(seconds(other))
        mine += some
        ratios += [theirs[-1] / one for one in some]
    return Spread.of(mine), Spread.of(theirs), Spread.of(ratios)


def faster(
    name: str,
    measured: tuple[Spread, Spread, Spread],
    *,
    least: float,
    note: str,
    digits: int = 3,
) -> Row:
    """A line for two ways measured by :func:`times`: ours is to be ``least`` times faster."""
    ours, other, ratio = measured
    return Row(
        name=name,
        unit="seconds",
        ours=ours,
        other=other,
        ratio=ratio,
        target=f"at least {least:g} times faster",
        met=ratio.median >= least,
        note=note,
        digits=digits,
    )


def within(
    name: str,
    measured: Sequence[float],
    *,
    most: float,
    unit: str,
    note: str,
    beside: str = "",
    each: bool = False,
    digits: int = 0,
) -> Row:
    """A line for what is held against the most that is allowed, which stands as the other.

    Parameters
    ----------
    measured, most
        In ``unit``.
    beside
        What else was promised, in words that follow the most.
    each
        Whether every one is to keep it; else their median.
    """
    ours = Spread.of(measured)
    return Row(
        name=name,
        unit=unit,
        ours=ours,
        other=Spread.of([most]),
        ratio=Spread.of([most / one for one in measured]),
        target=f"at most {most:g}{beside}",
        met=(ours.most if each else ours.median) <= most,
        note=note,
        digits=digits,
    )
