"""Planted activities: written down twice, beside their sisters on other nights.

No published files give one activity twice with a number that tells so; these are drawn. Each place
has a keeper with a few activities of like names; each is written again as people write it: short
forms, a word left out, a letter wrong, ages a year off, half an hour later, a point some metres
away.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.labelled import HELD_OUT, Labelled
from graph.analysis.matching import Rows
from graph.analysis.matching.columns import SLOT
from graph.analysis.sameness.facts import Kind
from graph.model import Theme

SEED, HELD_SEED = 20_261_122, 20_261_123
PLACES = 700
_STEMS = ("Tre", "Pol", "Pen", "Ash", "Oak", "Wood", "Stow", "Mar", "Nor", "Sut", "Ald", "Brad")
_ENDS = (
    "verne",
    "lowen",
    "ham",
    "merton",
    "lington",
    "deley",
    "kerworth",
    "bedon",
    "stoby",
    "rifield",
)
_CLUBS = (
    "Youth Club",
    "Youth Theatre",
    "Football Training",
    "Drop-in",
    "Homework Club",
    "Scouts",
    "Boxing",
    "Youth Council",
    "Coding Club",
    "Open Mic",
    "Young Carers Group",
    "Skate Session",
)
_MARKS = ("", "Junior ", "Senior ", "Monday ", "Friday ", "Girls ")
_KEEPERS = ("Community Trust", "Village Hall Committee", "Parish Council", "Youth Project")
_SHORT = (
    ("Youth Club", "YC"),
    ("Village Hall", "V.H."),
    ("Committee", "Cttee"),
    ("Community", "Comm."),
    ("Group", "Gp"),
    ("Drop-in", "Drop In"),
    ("Parish Council", "PC"),
    ("Football", "Footbal"),
)
_Row = tuple[str, str, Any, str, str, int, int, tuple[int, ...]]


def activities(*, held: bool) -> Labelled:
    """Activities that are there, and the same written again, a quarter of them of none."""
    chance = np.random.default_rng(HELD_SEED if held else SEED)
    themes = [str(one) for one in Theme]
    known: list[_Row] = []
    coming: list[_Row] = []
    truth: dict[str, str] = {}
    for place in range(PLACES * (HELD_OUT if held else 10 - HELD_OUT) // 10):
        stem = f"{chance.choice(_STEMS)}{chance.choice(_ENDS)}"
        keeper = f"{stem} {chance.choice(_KEEPERS)}"
        spot = chance.uniform((150_000, 50_000), (190_000, 90_000))
        clubs = chance.choice(_CLUBS, size=3, replace=False)
        marks = chance.choice(_MARKS, size=4)
        for at in range(4):
            club = clubs[min(at, 2)]
            id = f"{'h' if held else 't'}{place}-{at}"
            name = f"{stem} {marks[at]}{club}" if chance.random() < 0.7 else f"{marks[at]}{club}"
            day, start = int(chance.integers(5)), int(chance.integers(32, 38))
            ages = tuple(sorted(chance.integers(8, 19, size=2).tolist()))
            row = (id, name, spot, keeper, str(chance.choice(themes)), day, start, ages)
            hidden = chance.random() < 0.25
            if not hidden:
                known.append(row)
            if chance.random() < 0.8:
                coming.append(_again(row, chance))
                if not hidden:
                    truth[f"again-{id}"] = id
    return Labelled(incoming=_rows(coming), known=_rows(known), truth=truth)


def _again(row: _Row, chance: np.random.Generator) -> _Row:
    id, name, spot, keeper, theme, day, start, ages = row
    return (
        f"again-{id}",
        _written(name, chance),
        spot + chance.normal(0, 40, size=2),
        _written(keeper, chance) if chance.random() < 0.8 else "",
        theme if chance.random() < 0.8 else str(chance.choice(list(map(str, Theme)))),
        day,
        start + int(chance.integers(-1, 2)),
        (max(0, ages[0] + int(chance.integers(-1, 2))), ages[1] + int(chance.integers(0, 2))),
    )


def _written(name: str, chance: np.random.Generator) -> str:
    for long, short in _SHORT:
        if long in name and chance.random() < 0.5:
            name = name.replace(long, short)
    words = name.split()
    if len(words) > 3 and chance.random() < 0.15:
        words.pop(int(chance.integers(1, len(words))))
    return " ".join(words).upper() if chance.random() < 0.2 else " ".join(words)


def _rows(listed: list[_Row]) -> Rows:
    return Rows(
        kind=Kind.ACTIVITY,
        ids=[one[0] for one in listed],
        names=[one[1] for one in listed],
        points=np.array([one[2] for one in listed]),
        keepers=[one[3] for one in listed],
        sorts=[one[4] for one in listed],
        times=[
            [slot + one[5] * 24 * 60 // SLOT for slot in range(one[6], one[6] + 4)]
            for one in listed
        ],
        ages=[(one[7][0], one[7][1]) for one in listed],
    )
