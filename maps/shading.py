"""Colouring areas by a number: one class an area, and the larger areas that stand for them far out.

A map draws small areas near and larger ones far out. A page gives the numbers
of its own areas once, as a :class:`Shading`; :func:`rolled` makes those of any
larger kind, and :func:`values` is what a map fetches for one level of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.analysis.wording import spoken_hours
from graph.network import Flags, Floats, Index
from maps.legends import Scale

CLASS_UNMAPPED, CLASS_NOBODY, CLASS_NONE = -1, -2, -3
"""Classes beside those of a scale: not mapped yet, nobody of these ages, not asked about."""

SIGNS = "0123456789 .-"
"""How a class is written, one sign an area: ``SIGNS[class]``; the three above are - . and blank."""

MOST_SPOKEN = 1_200
"""How many areas have their numbers said when they are pointed at; of more, one row is fetched."""

Classes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shading:
    """A number for each of some areas; arrays have one entry an area.

    Attributes
    ----------
    rows
        Rows of the areas in the network's table of areas; for cells of
        areas (:mod:`maps.cells`) their numbers.
    number
        What is coloured: a mean over the people there.
    people
        Whom the number speaks of; weighs it where areas are put together.
    unmapped
        Where nobody has looked, so that the number says nothing.
    sums
        Further numbers to be told, which add up (young people below the standard).
    """

    rows: Index
    number: Floats
    people: Floats
    unmapped: Flags
    sums: tuple[Floats, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)


def rolled(shading: Shading, rows: Index, shares: csr_array) -> Shading:
    """The same for larger areas.

    Parameters
    ----------
    shading
        Of small areas.
    rows
        The larger areas.
    shares
        Sparse array of shape (larger, small): the share of each small area's
        people that lives in each larger one.

    Returns
    -------
    Shading
        Means weighted by people, sums by shares. A larger area is unmapped
        where most of its people live in areas that are; where nobody lives,
        areas count by their shares alone. One without any has people 0.
    """
    people = np.asarray(shares @ shading.people, dtype=np.float64)
    bare = (people <= 0).astype(np.float64)
    alone = np.asarray(shares.sum(axis=1), dtype=np.float64).ravel()
    weight = np.where(bare > 0, alone, people)

    def mean(values: Floats) -> Floats:
        by_people = np.asarray(shares @ (values * shading.people), dtype=np.float64)
        total = np.where(bare > 0, np.asarray(shares @ values, dtype=np.float64), by_people)
        return np.divide(total, weight, out=np.zeros(len(rows)), where=weight > 0)

    return Shading(
        rows=rows,
        number=mean(shading.number),
        people=people,
        unmapped=mean(shading.unmapped.astype(np.float64)) > 0.5,
        sums=tuple(np.asarray(shares @ each, dtype=np.float64) for each in shading.sums),
    )


def classes(shading: Shading, scale: Scale) -> Classes:
    """The class of each area, shape (areas,): of the scale, or unmapped, or nobody there.

    As :meth:`maps.legends.Scale.class_of`; a number that is not known is unmapped.
    """
    found = scale.classes_of(np.nan_to_num(shading.number, nan=0.0))
    found[np.round(shading.people) == 0] = CLASS_NOBODY
    found[shading.unmapped | np.isnan(shading.number)] = CLASS_UNMAPPED
    return found


def signs(rows: Index, shading: Shading, scale: Scale) -> str:
    """The classes of the areas in ``rows``, in that order, as a text of one sign each.

    Rows that the shading does not speak of, and rows below 0, are blank.
    """
    place = _places(rows, shading.rows)
    found = np.append(classes(shading, scale), np.int8(CLASS_NONE))[place]
    letters = np.frombuffer(SIGNS.encode(), dtype=np.uint8)
    return letters[found].tobytes().decode()


def values(
    rows: Index,
    shading: Shading,
    scale: Scale,
    *,
    spoken: Callable[[float], str] = spoken_hours,
    most_spoken: int = MOST_SPOKEN,
) -> dict[str, Any]:
    """What a map fetches to colour the areas of one of its levels.

    Parameters
    ----------
    rows
        The level's areas in its own order (:attr:`maps.atlas.Level.rows`).
    shading, scale
        What colours them.
    spoken
        The number in words.
    most_spoken
        How many areas may have their numbers in the answer.

    Returns
    -------
    dict
        ``classes``, one sign an area; where the areas are few also ``lines``: of
        each area [the number in words, sums …, people], None for one that is blank.
    """
    answer: dict[str, Any] = {"classes": signs(rows, shading, scale)}
    if len(rows) <= most_spoken:
        answer["lines"] = _lines(rows, shading, spoken)
    return answer


def line(shading: Shading, place: int, spoken: Callable[[float], str] = spoken_hours) -> list[Any]:
    """What is told of one area: the number in words, sums, people."""
    sums = [round(float(each[place])) for each in shading.sums]
    return [spoken(float(shading.number[place])), *sums, round(float(shading.people[place]))]


def _lines(rows: Index, shading: Shading, spoken: Callable[[float], str]) -> Sequence[Any]:
    return [
        line(shading, place, spoken) if place < len(shading) else None
        for place in _places(rows, shading.rows).tolist()
    ]


def _places(rows: Index, known: Index) -> npt.NDArray[np.intp]:
    """Where each row stands among the known ones; their number for one that does not."""
    size = max(int(rows.max(initial=-1)), int(known.max(initial=-1))) + 2
    at = np.full(size, len(known), dtype=np.intp)
    at[known] = np.arange(len(known))
    found: npt.NDArray[np.intp] = at[rows]  # a row of -1 is the last entry, which is none
    return found
