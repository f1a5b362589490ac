"""Columns: what is known of many records of one kind, as Splink compares it."""

from __future__ import annotations

import importlib
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.analysis.matching.wordlist import Words, telling_words, wordlist
from graph.analysis.sameness.facts import Kind
from graph.analysis.sameness.vocabulary import FAMILY_OF, OPPOSITES
from graph.network import Floats

Arrow = Any
"""A table, or a column, of PyArrow, whose types are not declared."""

LEAST_RARE = 7.0
"""Bits of a word from which on all names that bear it are held against each other."""

MOST_RARE = 2
"""Words of a name by which it is looked for: its rarest."""

SLOT = 30
"""Minutes; weekly times are compared by such slots."""

_TOKEN = 100_000
"""A word is kept as its number times this, plus ten times its bits: the sum of the words that two
names share, modulo this, is what they share."""

_SIDES = {
    word: (f"{number}", f"{number}:{word}")
    for number, words in enumerate(OPPOSITES)
    for word in words
    if not {"town", "parish"} & words
}
"""Words of which a thing bears one. That a council calls itself parish or town tells little."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Some records of one kind, column by column; what is empty is not known.

    Attributes
    ----------
    kind, ids, names
        Which.
    points
        Shape (rows, 2): easting and northing in metres; NaN for no place.
    postcodes
        Capital letters and figures only.
    serves
        Ids of the areas that each serves.
    hosts
        Hosts of their websites.
    sorts
        The word of their own vocabulary: the kind of an organisation, the theme of an activity.
    keepers
        Names of who keeps or runs each.
    times
        Weekly slots of half an hour from Monday midnight.
    ages
        Youngest and oldest; -1 where not known.
    identifiers
        What names each to the world, such as ``GB-CHC-1234567``.
    """

    kind: Kind
    ids: Sequence[str]
    names: Sequence[str]
    points: Floats | None = None
    postcodes: Sequence[str] = ()
    serves: Sequence[Sequence[str]] = ()
    hosts: Sequence[str] = ()
    sorts: Sequence[str] = ()
    keepers: Sequence[str] = ()
    times: Sequence[Sequence[int]] = ()
    ages: Sequence[tuple[int, int]] = ()
    identifiers: Sequence[Sequence[str]] = field(default=())

    def __len__(self) -> int:
        return len(self.ids)


def arrow() -> Any:
    """PyArrow, loaded only where something is matched."""
    return importlib.import_module("pyarrow")


def tables_of(parts: Sequence[Rows]) -> list[Arrow]:
    """Some records as tables for Splink, all weighed by one list of words."""
    read = [[telling_words(name) for name in rows.names] for rows in parts]
    bits = wordlist().among(list(itertools.chain.from_iterable(read)))
    number = {word: at for at, word in enumerate(sorted(bits))}
    return [_table(rows, names, bits, number) for rows, names in zip(parts, read, strict=True)]


def _table(
    rows: Rows, names: list[Words], bits: Mapping[str, float], number: Mapping[str, int]
) -> Arrow:
    pa = arrow()
    token = {word: at * _TOKEN + round(bits[word] * 10) for word, at in number.items()}
    tokens = [[token[word] for word in name] for name in names]
    sides = [[_SIDES[word] for word in name if word in _SIDES] for name in names]
    numbers = [[word for word in name if word.isdigit()] for name in names]
    words = {
        "unique_id": _text(rows.ids),
        "plain": _text(["".join(sorted(name)) for name in names]),
        "tokens": pa.array(tokens, pa.list_(pa.int64())),
        "told": pa.array([sum(one % _TOKEN for one in each) for each in tokens], pa.int64()),
        "rare": _lists([_rarest(name, bits) for name in names]),
        "numbers": _lists(numbers),
        "sides": pa.array([[one for _, one in each] for each in sides], pa.list_(pa.string())),
        "fronts": pa.array([[one for one, _ in each] for each in sides], pa.list_(pa.string())),
        "family": _text([_family(name) for name in names]),
    }
    return pa.table(words | _places(rows) | _others(rows))


def _places(rows: Rows) -> dict[str, Arrow]:
    pa = arrow()

    points = np.full((len(rows), 2), np.nan) if rows.points is None else rows.points
    postcodes = rows.postcodes or [""] * len(rows)
    return {
        "easting": pa.array(points[:, 0], from_pandas=True),
        "northing": pa.array(points[:, 1], from_pandas=True),
        "cells": _lists([None] * len(rows) if rows.points is None else _cells(points)),
        "postcode": _text(postcodes),
        "district": _text([one[:-3] for one in postcodes]),
    }


def _others(rows: Rows) -> dict[str, Arrow]:
    pa = arrow()

    none: list[Any] = [None] * len(rows)
    ages = [(None, None) if one[0] < 0 else one for one in rows.ages] or [(None, None)] * len(rows)
    return {
        "areas": _lists(rows.serves or none),
        "host": _text(rows.hosts or none),
        "sort": _text(rows.sorts or none),
        "keeper": _text(
            ["".join(sorted(telling_words(one))) if one else None for one in rows.keepers or none]
        ),
        "times": pa.array([each or None for each in rows.times or none], pa.list_(pa.int64())),
        "age_from": pa.array([one for one, _ in ages], pa.int64()),
        "age_to": pa.array([one for _, one in ages], pa.int64()),
    }


def _lists(values: Sequence[Sequence[str] | None]) -> Arrow:
    pa = arrow()

    return pa.array([list(each) if each else None for each in values], pa.list_(pa.string()))


def _text(values: Sequence[str | None]) -> Arrow:
    pa = arrow()

    return pa.array([one or None for one in values], pa.string())


def _rarest(name: Words, bits: Mapping[str, float]) -> list[str]:
    found = [word for word in name if bits[word] >= LEAST_RARE and not word.isdigit()]
    found.sort(key=lambda word: (-bits[word], word))
    return found[:MOST_RARE]


def _family(name: Words) -> str:
    found = [FAMILY_OF[word] for word in name if word in FAMILY_OF]
    return found[-1] if found else ""


def _cells(points: Floats) -> list[list[str] | None]:
    """The four squares of 1 km, half a square apart, that each lies in.

    Two places at most 500 m apart in both directions have at least one of them in common.
    """
    found: list[list[str] | None] = []
    for east, north in points.tolist():
        if not (math.isfinite(east) and math.isfinite(north)):
            found.append(None)
            continue
        column, row = int(east // 500), int(north // 500)
        found.append([f"{column - at % 2}/{row - at // 2}" for at in range(4)])
    return found
