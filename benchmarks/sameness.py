"""Is it there already: one record held against all of England, beside trying every name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.england import england
from benchmarks.measuring import Row, Spread, times
from graph.analysis.sameness import find_same
from graph.model import Organisation, OrganisationKind
from graph.network import Network
from graph.tables import text

MOST_SECONDS = 0.05
ASKED = 40
SEED = 20_261_122

_BEGINS = ("tre", "pol", "pen", "ash", "oak", "wood", "stow", "mar", "nor", "sut", "ald", "brad")
_MIDDLES = ("be", "ne", "ver", "ri", "lo", "wen", "sto", "ham", "ling", "mer", "thor", "de", "ker")
_ENDS = ("ton", "ham", "ley", "worth", "don", "by", "field", "ford", "stead", "wick", "combe")
_KINDS = (
    "Village Hall Trust",
    "Youth Club",
    "Parish Council",
    "Community Association",
    "Scouts",
    "Young Voices",
    "Sports Club",
    "Primary School",
)


@cache
def _named() -> tuple[Network, tuple[Organisation, ...]]:
    """England with names as organisations bear them, and some of them entered again."""
    network, chance = england().network, np.random.default_rng(SEED)
    size = len(network.organisations)

    def drawn(words: tuple[str, ...]) -> list[str]:
        return [words[at] for at in chance.integers(len(words), size=size)]

    names = [
        f"{''.join(stem).capitalize()} {kind}"
        for *stem, kind in zip(
            drawn(_BEGINS), drawn(_MIDDLES), drawn(_ENDS), drawn(_KINDS), strict=True
        )
    ]
    network = replace(network, organisations=replace(network.organisations, name=text(names)))
    asked = tuple(
        Organisation(
            id=f"again-{row}",
            name=names[row].upper().replace("VILLAGE HALL", "V.H.").replace("COMMUNITY", "COMM."),
            kind=OrganisationKind(str(network.organisations.kind[row])),
        )
        for row in chance.integers(size, size=ASKED).tolist()
    )
    return network, asked


def one_record() -> Row:
    """The likes of one organisation among all of England's, against every name by RapidFuzz."""
    network, asked = _named()
    names = [utils.default_process(name) for name in network.organisations.name.tolist()]

    def ours() -> object:
        return [find_same(network, one) for one in asked]

    def other() -> object:
        return [
            process.extract(utils.default_process(one.name), names, scorer=fuzz.WRatio, limit=5)
            for one in asked
        ]

    mine, theirs, ratio = (each for each in times(ours, other, repeats=5, other_repeats=2))
    mine, theirs = (
        Spread(median=one.median / ASKED, least=one.least / ASKED, most=one.most / ASKED)
        for one in (mine, theirs)
    )
    return Row(
        name="Is it there already",
        unit="seconds a record",
        ours=mine,
        other=theirs,
        ratio=ratio,
        target=f"under {MOST_SECONDS:g} s",
        met=mine.median < MOST_SECONDS,
        note=(
            f"{len(network.organisations):,} organisations of a drawn England; the other is "
            "RapidFuzz’s WRatio with every name, which weighs nothing but names"
        ),
        digits=4,
    )
