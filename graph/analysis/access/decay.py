"""Decay: how the pull of a place falls with distance within the reach; each form and its source."""

from __future__ import annotations

import math

import numpy as np

from graph.analysis.pieces import even_pieces, in_pieces
from graph.analysis.slices import Decay, Reach
from graph.kernels import decay as kernel
from graph.network import Floats

STEP_WEIGHTS = (kernel.NEAR, kernel.MIDDLE, kernel.FAR)
"""Luo and Qi's weights of the near, middle and far third of the reach."""

FALL = kernel.FALL
"""Of the exponential decay: ``exp(-FALL)``, a twentieth, is left at the edge of the reach."""

FLAT = kernel.FLAT
"""Of the inverse power: the share of the reach within which the pull is full."""

EXPONENT = 1.5
"""Of the inverse power: how steeply the pull falls beyond that."""

CODES = {
    Decay.UNIFORM: kernel.UNIFORM,
    Decay.STEP: kernel.STEP,
    Decay.GAUSSIAN: kernel.GAUSSIAN,
    Decay.EXPONENTIAL: kernel.EXPONENTIAL,
    Decay.POWER: kernel.POWER,
    Decay.LINEAR: kernel.LINEAR,
}


def decay_weights(distance_m: Floats, reach: Reach) -> Floats:
    """The pull of a place at some distances.

    Parameters
    ----------
    distance_m
        Metres along the way, of any shape.
    reach
        How far people go, and which decay.

    Returns
    -------
    array of that shape
        1 at the door, 0 beyond the reach. With ``t`` the distance as a share of the reach:

        - stepped, Luo and Qi (2009): 1, 0.68 and 0.22 in the three thirds of the reach;
        - Gaussian, Dai (2010), Health & Place 16(5):
          ``(exp(-t^2/2) - exp(-1/2)) / (1 - exp(-1/2))``, which falls to 0 at the reach;
        - uniform, Luo and Wang (2003): 1 all through;
        - exponential ``exp(-3 t)``, inverse power ``max(t / 0.1, 1)^(-3/2)`` and linear
          ``1 - t``: the impedance functions of Kwan (1998), Geographical Analysis 30(3),
          with parameters of Hedgerow's own.
    """
    metres = np.ascontiguousarray(distance_m, dtype=np.float64)
    flat, kind, limits = metres.ravel(), CODES[reach.decay], limits_of(reach, detour=1.0)
    weights = np.empty_like(flat)

    def piece(_: int, first: int, last: int) -> None:
        kernel.weigh(kind, flat[first:last], limits, weights[first:last])

    in_pieces(even_pieces(len(flat)), piece)
    return weights.reshape(metres.shape)


def limits_of(reach: Reach, *, detour: float) -> Floats:
    """What the kernels compare squares of distances with (:func:`graph.kernels.decay.pull`).

    Parameters
    ----------
    reach
        How far people go.
    detour
        Metres along the way for a metre of the distances: the reach's own for straight lines,
        1 for distances along the way.
    """
    return np.array(
        [
            greatest_square(reach.reach_m / 3, detour),
            greatest_square(2 * reach.reach_m / 3, detour),
            greatest_square(reach.reach_m, detour),
            (detour / reach.reach_m) ** 2,
        ]
    )


def greatest_square(metres: float, detour: float) -> float:
    """The greatest square whose root, times the detour, is at most some metres.

    So that a comparison of squares says exactly what a comparison of distances does.
    """
    square = (metres / detour) ** 2
    while math.sqrt(square) * detour > metres:
        square = math.nextafter(square, 0.0)
    while math.sqrt(math.nextafter(square, math.inf)) * detour <= metres:
        square = math.nextafter(square, math.inf)
    return square
