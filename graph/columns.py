"""Columns of a :class:`~graph.network.Network`, made out of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from graph.network import Codes, Days, Flags, Floats, Index, Text


def text(values: Iterable[object]) -> Text:
    """A column of Python objects, text as a rule."""
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def codes(values: Iterable[str]) -> Codes:
    """A column of vocabulary words."""
    return np.array([str(value) for value in values], dtype=np.str_)


def floats(values: Iterable[float | None]) -> Floats:
    """A column of numbers, NaN where None."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def index(values: Iterable[int]) -> Index:
    """A column of whole numbers."""
    return np.fromiter(values, dtype=np.int32)


def flags(values: Iterable[bool]) -> Flags:
    """A column of yes and no."""
    return np.fromiter(values, dtype=np.bool_)


def days(values: Iterable[date | None]) -> Days:
    """A column of dates, NaT where None."""
    return np.array(list(values), dtype="datetime64[D]")
