"""Chance that comes out the same everywhere: each draw is seeded by what it is for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
SEED = "hedgerow-demo-1"


class Draw:
    """A stream of chance of its own for one purpose.

    Only :meth:`random.Random.random` is used: of the generator's methods it
    alone is promised to give the same numbers in every Python.

    Parameters
    ----------
    purpose
        What is drawn for, such as the id of a record: another record's draws
        do not shift when one is added.
    """

    def __init__(self, purpose: str) -> None:
        self._chance = random.Random(f"{SEED}:{purpose}")  # noqa: S311 # nosec B311 # texture

    def share(self) -> float:
        """A number from 0 to below 1."""
        return self._chance.random()

    def happens(self, share: float) -> bool:
        """True in about that share of draws."""
        return self.share() < share

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, values: Sequence[T]) -> T:
        """One of some values."""
        return values[int(self.share() * len(values))]

    def some(self, values: Sequence[T], most: int) -> list[T]:
        """Up to ``most`` different values, in the order drawn."""
        left = list(values)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(most, len(left)))]


def checked_on(purpose: str) -> date | None:
    """When somebody last said that a record is right: 2024 to mid 2026, or never."""
    draw = Draw(f"checked:{purpose}")
    kind = draw.share()
    if kind < 0.08:
        return None
    first, last = (
        (date(2024, 1, 8), date(2024, 12, 20))
        if kind < 0.22
        else (date(2025, 1, 8), date(2025, 12, 19))
        if kind < 0.58
        else (date(2026, 1, 7), date(2026, 6, 30))
    )
    return first + timedelta(days=draw.whole(0, (last - first).days))
