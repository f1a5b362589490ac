"""Colours that everybody can tell apart: contrast, and what colour-blind eyes see.

Colours are ``#rrggbb`` texts in sRGB. Contrast is the ratio of WCAG 2.2;
difference is the distance in CIE L*a*b* (CIE76, D65), in which about 2.3 is
just noticeable and 10 is plain at a glance. Colour vision deficiency is
simulated by the matrices of Machado, Oliveira and Fernandes (2009) at full
severity.
"""

from __future__ import annotations

import re
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

_HEX = re.compile(r"#[0-9a-f]{6}")
_D65 = np.array([0.95047, 1.0, 1.08883])
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


class Vision(StrEnum):
    """How somebody sees colours."""

    FULL = "full"
    PROTANOPIA = "protanopia"
    DEUTERANOPIA = "deuteranopia"
    TRITANOPIA = "tritanopia"


_SEEN = {
    Vision.FULL: np.eye(3),
    Vision.PROTANOPIA: np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    Vision.DEUTERANOPIA: np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    Vision.TRITANOPIA: np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def _linear(colour: str) -> Vector:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"“{colour}” is not a colour; write it as #1d70b8, in small letters.")
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    return float(_TO_XYZ[1] @ _linear(colour))


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: Vision = Vision.FULL) -> Vector:
    """The colour in CIE L*a*b* as that vision sees it: L* is 0 to 100."""
    seen = np.clip(_SEEN[vision] @ _linear(colour), 0, 1)
    ratio = _TO_XYZ @ seen / _D65
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def lightness(colour: str) -> float:
    """CIE L*, 0 (black) to 100 (white)."""
    return float(lab(colour)[0])


def difference(one: str, other: str, vision: Vision = Vision.FULL) -> float:
    """How far apart two colours look to that vision (CIE76)."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def least_difference(one: str, other: str) -> float:
    """The same to whoever tells the two apart least well."""
    return min(difference(one, other, vision) for vision in Vision)
