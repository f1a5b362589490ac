"""Rows of a finding, made one by one when somebody looks at them.

A finding over all of England has tens of thousands of rows, of which a page shows 25: the
finding keeps columns, and words a row only when it is asked for. The rows of the pages that are
read most stay made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row", covariant=True)

KEPT = 200
"""Rows that stay made; whoever goes through all of them keeps none."""


class Rows(Sequence[Row], Generic[Row]):
    """A sequence that makes its rows when they are asked for, and keeps a few of them.

    Parameters
    ----------
    length
        How many there are.
    make
        Makes the row at a position, 0 to ``length - 1``; the same one each time.
    """

    __slots__ = ("_length", "_made", "_make")

    def __init__(self, length: int, make: Callable[[int], Row]) -> None:
        self._length = length
        self._make = make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            places = range(*at.indices(self._length))
            return tuple(map(self._row if len(places) <= KEPT else self._make, places))
        place = at + self._length if at < 0 else at
        if not 0 <= place < self._length:
            raise IndexError(f"There is no row {at} among {self._length}.")
        return self._row(place)

    def _row(self, place: int) -> Row:
        row = self._made.get(place)
        if row is None:
            row = self._make(place)
            if len(self._made) >= KEPT:
                self._made.clear()  # two threads may both do so, or make one row twice: no harm
            self._made[place] = row
        return row

    def __iter__(self) -> Iterator[Row]:
        return (self._make(place) for place in range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(
            mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # equal to lists and tuples of the same rows

    def __repr__(self) -> str:
        return f"Rows({list(self[:3])!r}{' …' if self._length > 3 else ''}, {self._length} in all)"
