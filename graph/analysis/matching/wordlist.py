"""How telling the words of a name are: the rarer a word among all names, the more it tells.

A word that one name in 2 ** n bears weighs n bits. How many names bear which word was counted once,
in the names of the registered charities of England and Wales; what is common in the table at hand
(the name of its own town) weighs less there.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from graph.analysis.sameness.names import words_of
from graph.analysis.sameness.vocabulary import ABBREVIATIONS, LEFT_OUT

UNHEARD = 16.0
"""Bits of a word that was not counted."""

LEAST_LOCAL = 5
"""Names of the table at hand that must bear a word before it weighs less for it."""

Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wordlist:
    """How many names bear a word.

    Attributes
    ----------
    names
        Names that were counted.
    counts
        Names that bear a word, for the words that many bear.
    """

    names: int
    counts: Mapping[str, int]

    def bits(self, word: str) -> float:
        """What a word tells."""
        many = self.counts.get(word)
        return UNHEARD if many is None else math.log2(self.names / many)

    def among(self, names: Sequence[Words]) -> dict[str, float]:
        """Bits of every word of some names, less where many of these names bear it."""
        local = Counter(word for name in names for word in name)
        known = {}
        for word, many in local.items():
            told = self.bits(word)
            if many >= LEAST_LOCAL:
                told = min(told, math.log2(len(names) / many))
            known[word] = told
        return known


def telling_words(name: str) -> Words:
    """The words of a name that are held against those of another, each once, in their order."""
    found: list[str] = []
    for word in _joined(words_of(name)):
        if word in _WRITTEN_OUT:
            found.extend(_WRITTEN_OUT[word])
        else:
            found.append(word)
    return tuple(dict.fromkeys([word for word in found if word not in LEFT_OUT]))


def _joined(words: Words) -> Iterable[str]:
    """Words, with single letters that follow each other made one: "w i", "u 3 a"."""
    if [len(word) for word in words].count(1) < 2:
        return words
    runs = groupby(words, key=lambda word: len(word) == 1)
    return [word for single, run in runs for word in (("".join(run),) if single else run)]


_WRITTEN_OUT = {short: tuple(long[0].split()) for short, long in ABBREVIATIONS.items()}


def counted(names: Iterable[str], *, least: int) -> Wordlist:
    """Count some names; words that fewer than ``least`` of them bear are left out."""
    many, total = Counter[str](), 0
    for name in names:
        total += 1
        many.update(telling_words(name))
    return Wordlist(
        names=total,
        counts={word: found for word, found in sorted(many.items()) if found >= least},
    )


@cache
def wordlist() -> Wordlist:
    """The words that come with Hedgerow."""
    kept = files(__package__).joinpath("settings/words.json").read_text("utf-8")
    return Wordlist(**json.loads(kept))
