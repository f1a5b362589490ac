"""Decay: the pull of a place by the square of its distance.

Every form is written with sums, products and square roots alone, so that a processor works on
several pairs at once; the exponential function is its own series, to the last few bits.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]

UNIFORM, STEP, GAUSSIAN, EXPONENTIAL, POWER, LINEAR = range(6)
NEAR, MIDDLE, FAR = 1.0, 0.68, 0.22
FALL = 3.0
"""Of the exponential: ``exp(-FALL)``, a twentieth, is left at the edge of the reach."""
FLAT = 0.1
"""Of the inverse power: the share of the reach within which the pull is full."""
# The exponent of the inverse power is 3/2, written as a product with a square root below.

_BLOCK = 2_048
_EDGE = math.exp(-0.5)
_STRETCH = 1.0 / (1.0 - _EDGE)
_SERIES = tuple(math.exp(-0.25) / math.factorial(power) for power in range(11))
_BELL = tuple(_STRETCH * one * (-0.5) ** power for power, one in enumerate(_SERIES))
"""The same series for ``exp(-x / 2)`` about 1/2, stretched; the edge is still to be taken off."""


@compiled()
def _series(s: tuple[float, ...], y: float) -> float:
    """The sum of eleven powers."""
    low = s[0] + y * (s[1] + y * (s[2] + y * (s[3] + y * s[4])))
    high = s[5] + y * (s[6] + y * (s[7] + y * (s[8] + y * (s[9] + y * s[10]))))
    square = y * y
    return low + square * square * y * high


@compiled()
def _exp(x: float) -> float:
    """The exponential function for x from -0.5 to 0: its series about -0.25, within 1e-14."""
    return _series(_SERIES, x + 0.25)


@compiled()
def _bell(share: float) -> float:
    """Dai's Gaussian by the share of the reach, squared, from 0 to 1, within 1e-13."""
    return _series(_BELL, share - 0.5) - _EDGE * _STRETCH


@compiled()
def pull(kind: int, squares: Floats, count: int, limits: Floats) -> None:
    """Turn squares of distances into weights, in place.

    Parameters
    ----------
    kind
        One of the constants of this module.
    squares
        Of which the first ``count`` are turned.
    limits
        The greatest squares of the near third, of two thirds and of the reach, and what a
        square is multiplied by to be a share of the reach, squared.
    """
    near, middle, far, scale = limits[0], limits[1], limits[2], limits[3]
    if kind == UNIFORM:
        for k in range(count):
            squares[k] = 1.0 if squares[k] <= far else 0.0
    elif kind == STEP:
        for k in range(count):
            q = squares[k]
            inner = NEAR if q <= near else MIDDLE
            within = inner if q <= middle else FAR
            squares[k] = within if q <= far else 0.0
    elif kind == GAUSSIAN:
        for k in range(count):
            q = squares[k]
            squares[k] = max(_bell(q * scale), 0.0) if q <= far else 0.0
    elif kind == EXPONENTIAL:
        for k in range(count):
            q = squares[k]
            eighth = _exp(-FALL / 8.0 * math.sqrt(min(q * scale, 1.0)))
            quarter = eighth * eighth
            half = quarter * quarter
            squares[k] = half * half if q <= far else 0.0
    elif kind == POWER:
        for k in range(count):
            q = squares[k]
            part = max(math.sqrt(q * scale) * (1.0 / FLAT), 1.0)
            squares[k] = 1.0 / (part * math.sqrt(part)) if q <= far else 0.0
    else:
        for k in range(count):
            q = squares[k]
            squares[k] = max(1.0 - math.sqrt(q * scale), 0.0) if q <= far else 0.0


@compiled("void(int64, float64[::1], float64[::1], float64[::1])")
def weigh(kind: int, metres: Floats, limits: Floats, answer: Floats) -> None:
    """Fill ``answer`` with the weights at some distances along the way."""
    for begin in range(0, len(metres), _BLOCK):
        # Squared and weighed while it is in the processor's own memory.
        part = answer[begin : begin + _BLOCK]
        for k in range(len(part)):
            part[k] = metres[begin + k] * metres[begin + k]
        pull(kind, part, len(part), limits)
