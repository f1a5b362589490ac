"""Bands of zoom: how fine areas are drawn at each, and the squares that they are fetched by.

Squares are those of every web map (XYZ in Web Mercator): at zoom ``z`` the
world is ``2 ** z`` squares wide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.errors import OptionOutOfRange
from graph.network import Floats

Whole = npt.NDArray[np.int64]

EQUATOR_M = 40_075_016.7
SQUARE_PX = 256
MOST_ZOOM = 20
LATITUDE = 53.0
"""Where the scale of a zoom is reckoned: the middle of England."""

LEAST_PX = 16.0
"""How wide areas are on the screen, in the mean, when their kind is drawn at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band of zooms that share their squares.

    Attributes
    ----------
    zoom
        Of the squares; the band is drawn from this zoom of the map to the next band's.
    tolerance_m
        About the size of the detail that goes, metres: less than a pixel at
        the nearest zoom of the band.
    step
        The grid that corners stand on, degrees.
    """

    zoom: int
    tolerance_m: float
    step: float


BANDS = (
    Band(zoom=5, tolerance_m=700, step=0.002),
    Band(zoom=7, tolerance_m=280, step=0.0005),
    Band(zoom=8, tolerance_m=140, step=0.0002),
    Band(zoom=9, tolerance_m=70, step=0.0001),
    Band(zoom=10, tolerance_m=35, step=0.00005),
    Band(zoom=11, tolerance_m=12, step=0.00002),
)


def band_at(zoom: float) -> Band:
    """The band that a zoom of the map is drawn from; the first for what is farther out."""
    return max((band for band in BANDS if band.zoom <= zoom), default=BANDS[0], key=_zoom)


def _zoom(band: Band) -> int:
    return band.zoom


def metres_per_pixel(zoom: float) -> float:
    """On the ground in the middle of England."""
    return EQUATOR_M * math.cos(math.radians(LATITUDE)) / (SQUARE_PX * math.pow(2, zoom))


def zoom_for(width_m: float) -> float:
    """From which zoom on areas of a mean width are drawn: to a half, 0 at the least."""
    if not width_m > 0:
        return 0.0
    zoom = math.log2(LEAST_PX * metres_per_pixel(0) / width_m)
    return max(0.0, math.ceil(zoom * 2) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One square of the world.

    Attributes
    ----------
    zoom
        0 to 20.
    x, y
        Columns from the west, rows from the north, 0 to ``2 ** zoom - 1``.

    Raises
    ------
    OptionOutOfRange
        There is no such square.
    """

    zoom: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.zoom <= MOST_ZOOM:
            raise OptionOutOfRange(f"The zoom is 0 to {MOST_ZOOM}.", option="zoom")
        most = 2**self.zoom - 1
        for option, value in (("x", self.x), ("y", self.y)):
            if not 0 <= value <= most:
                raise OptionOutOfRange(
                    f"At zoom {self.zoom}, {option} is 0 to {most}.", option=option
                )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north, degrees."""
        size = 2**self.zoom
        return (
            self.x / size * 360 - 180,
            _latitude((self.y + 1) / size),
            (self.x + 1) / size * 360 - 180,
            _latitude(self.y / size),
        )


def _latitude(share: float) -> float:
    """The latitude so far down the square world, 0 to 1."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))


def square_at(longitude: float, latitude: float, zoom: int) -> Square:
    """The square that holds a position."""
    x, y = columns_rows(np.array([longitude]), np.array([latitude]), zoom)
    return Square(zoom=zoom, x=int(x[0]), y=int(y[0]))


def columns_rows(longitude: Floats, latitude: Floats, zoom: int) -> tuple[Whole, Whole]:
    """The columns and rows of the squares of a zoom that hold some positions."""
    size = 2**zoom
    down = (1 - np.arcsinh(np.tan(np.radians(latitude))) / np.pi) / 2
    x = np.floor((longitude + 180) / 360 * size).astype(np.int64)
    y = np.floor(down * size).astype(np.int64)
    return np.clip(x, 0, size - 1), np.clip(y, 0, size - 1)
