"""Sums over pairs that are given: what people draw from places, and what places give them.

Pairs stand in rows, one a left place: ``starts`` says where the pairs of each begin (one more
than there are rows), ``right`` names the other place of each pair. The loops count in unsigned
numbers: with signed ones each place is first asked whether it counts from the end.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]

_U = np.uint64


@compiled("void(int64[::1], int32[::1], float64[::1], float64[::1], int64, int64, float64[::1])")
def to_right(
    starts: Starts,
    right: Index,
    weights: Floats,
    values: Floats,
    first: int,
    last: int,
    answer: Floats,
) -> None:
    """Add to each right place the weighted sum of the values of the left ones of some rows."""
    place = right.view(np.uint32)
    for i in range(first, last):
        for k in range(_U(starts[i]), _U(starts[i + 1])):
            answer[place[k]] += weights[k] * values[i]


@compiled("void(int64[::1], int32[::1], float64[::1], float64[::1], int64, int64, float64[::1])")
def to_left(
    starts: Starts,
    right: Index,
    weights: Floats,
    values: Floats,
    first: int,
    last: int,
    answer: Floats,
) -> None:
    """For each left place of some rows, the weighted sum of the values of the right ones."""
    place = right.view(np.uint32)
    one, two, three, four = _U(1), _U(2), _U(3), _U(4)
    for i in range(first, last):
        a = b = c = d = 0.0
        begin, end = _U(starts[i]), _U(starts[i + 1])
        whole = begin + (end - begin) // four * four
        for k in range(begin, whole, four):
            a += weights[k] * values[place[k]]
            b += weights[k + one] * values[place[k + one]]
            c += weights[k + two] * values[place[k + two]]
            d += weights[k + three] * values[place[k + three]]
        for k in range(whole, end):
            a += weights[k] * values[place[k]]
        answer[i] = (a + b) + (c + d)


@compiled(
    "void(int64[::1], int32[::1], float64[::1], float64[:, ::1], int64, int64, float64[:, ::1])"
)
def many_to_left(
    starts: Starts,
    right: Index,
    weights: Floats,
    values: Floats,
    first: int,
    last: int,
    answer: Floats,
) -> None:
    """As :func:`to_left` for several values at once; ``answer``, of zeros, is added to.

    ``values`` has shape (right places, values), the answer (left places, values).
    """
    for i in range(first, last):
        for k in range(starts[i], starts[i + 1]):
            weight, place = weights[k], right[k]
            for column in range(values.shape[1]):
                answer[i, column] += weight * values[place, column]


@compiled(
    "Tuple((int64[::1], int32[::1], float64[::1]))"
    "(int64[::1], int32[::1], float64[::1], int32[::1])"
)
def restricted_to(
    starts: Starts, right: Index, metres: Floats, place: Index
) -> tuple[Starts, Index, Floats]:
    """The pairs of some right places, in the same order.

    Parameters
    ----------
    metres
        A value of each pair.
    place
        For each right place its new number, -1 where its pairs are left out.
    """
    begins = np.zeros(len(starts), dtype=np.int64)
    for i in range(len(starts) - 1):
        kept = 0
        for k in range(starts[i], starts[i + 1]):
            kept += place[right[k]] >= 0
        begins[i + 1] = begins[i] + kept
    others = np.empty(begins[-1], dtype=np.int32)
    values = np.empty(begins[-1])
    for i in range(len(starts) - 1):
        at = begins[i]
        for k in range(starts[i], starts[i + 1]):
            if place[right[k]] >= 0:
                others[at], values[at] = place[right[k]], metres[k]
                at += 1
    return begins, others, values
