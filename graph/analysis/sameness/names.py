"""Names as people write them: two spellings of one name held against each other.

Case, accents, punctuation, apostrophes, plurals and the order of words tell nothing apart; short
forms are written out. What is left is parted into words that say *which* one it is ("Carharrack"),
words that say *what* it is ("memorial hall"), and numbers. Letters are compared by the longest
common subsequence (the indel likeness of RapidFuzz: 1 - d / (m + n)).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph.analysis.sameness.vocabulary import (
    ABBREVIATIONS,
    FAMILY_OF,
    GENERIC,
    KIN,
    LEFT_OUT,
    OPPOSITES,
    ORDINALS,
    PARTS,
)

WHICH = 0.75
"""How much the words that say which one it is count beside those that say what it is."""

OTHER_ORDER = 0.6
"""How much of the likeness of those words is letter by letter, rather than by common words."""

ONE_UNNAMED = 0.75
"""What is left where one name does not say which one it is, and the other does."""

OPPOSED, OTHER_NUMBERS, OTHER_FAMILY, NOTHING_SHARED, PART = 0.55, 0.75, 0.75, 0.9, 0.85
"""What is left where words are opposite ("north", "south") or both have other numbers; one has a
number; one is a church and one a school; no word for what it is is common; one is a part."""

LEAST_MISTYPED = 5
"""Letters of a word for what something is from which on it may be mistyped."""

MOST_WORDS, MOST_READINGS = 24, 6

_APOSTROPHES = re.compile("['’‘`´ʼ′]")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"(\d+)(?:st|nd|rd|th)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A name, read.

    Attributes
    ----------
    which
        Words that say which one it is, in their order.
    what
        Words that say what it is.
    numbers
        Numbers in it.
    family
        Of the last word that tells what it is; empty where none does.
    """

    which: tuple[str, ...]
    what: frozenset[str]
    numbers: frozenset[str]
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likened:
    """How alike two names are.

    Attributes
    ----------
    share
        0 to 1.
    vague
        Whether neither, or only one, says which one it is ("Village Hall").
    same
        Whether they are one name, however it is written.
    opposed
        What tells them apart: numbers or words, in words; empty for nothing.
    families
        Of the first and the second, empty where not known.
    """

    share: float
    vague: bool = False
    same: bool = False
    opposed: str = ""
    families: tuple[str, str] = ("", "")


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared: without case, accents and a final s."""
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(one for one in plain if not unicodedata.combining(one))
    if not plain.isascii() or "'" in plain or "`" in plain:
        plain = _APOSTROPHES.sub("", plain)
    plain = plain.replace("&", " and ").replace("+", " and ")
    if "." in plain:
        plain = _INITIALS.sub(r"\1", plain)
    found = _WORD.findall(plain)[:MOST_WORDS]
    if "st" in found:
        found = [_saint_or_street(word, at, len(found)) for at, word in enumerate(found)]
    return tuple(map(_stem, found))


def _saint_or_street(word: str, at: int, many: int) -> str:
    if word != "st":
        return word
    return "street" if many > 1 and at == many - 1 else "saint"


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    counted = _COUNTED.fullmatch(word)
    if counted:
        return str(int(counted[1]))
    if word.isascii() and word.isdigit():
        return str(int(word))
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return ORDINALS.get(word, word)


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[Reading, ...]:
    """The ways in which a name may be read: more than one where a short form may be several."""
    words = [_known(word) for word in words_of(name)]
    choices = [ABBREVIATIONS.get(word, (word,)) for word in words]
    found = []
    for chosen in product(*choices):
        found.append(_reading(" ".join(chosen).split()))
        if len(found) == MOST_READINGS:
            break
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def _known(word: str) -> str:
    """A word that says what something is, where it is mistyped by one letter (or two turned)."""
    if len(word) < LEAST_MISTYPED or word in GENERIC or word in ABBREVIATIONS or word in LEFT_OUT:
        return word
    near = [known for known in _LONG if OSA.distance(word, known, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


_SHORT_OPPOSITES = {word for words in OPPOSITES for word in words if len(word) <= LEAST_MISTYPED}
# "Porth" is a place, and not a mistyped "north".
_LONG = tuple(sorted(w for w in GENERIC - _SHORT_OPPOSITES if len(w) >= LEAST_MISTYPED))


def _reading(words: list[str]) -> Reading:
    kept = [word for word in words if word not in LEFT_OUT]
    what = [word for word in kept if word in GENERIC]
    families = [FAMILY_OF[word] for word in what if word in FAMILY_OF]
    return Reading(
        which=tuple(word for word in kept if word not in GENERIC and not word.isdigit()),
        what=frozenset(what),
        numbers=frozenset(word for word in kept if word.isdigit()),
        family=families[-1] if families else "",
    )


def names_alike(
    one: str,
    other: str,
    *,
    near_one: frozenset[str] = frozenset(),
    near_other: frozenset[str] = frozenset(),
) -> Likened:
    """How alike two names are, the same both ways round.

    Parameters
    ----------
    one, other
        Names; any text, also empty.
    near_one, near_other
        Words of the places where each is (:func:`words_of` its parish and address): the
        "Memorial Hall" in Carharrack says which one it is without its name.
    """
    if one == other:
        first = readings(one)[0]
        return Likened(
            share=1.0,
            same=True,
            vague=not first.which and bool(first.what),
            families=(first.family, first.family),
        )
    pairs = [
        _alike(left, right, near_one, near_other)
        for left in readings(one)
        for right in readings(other)
    ]
    best = max(
        pairs, key=lambda found: (found.share, found.same, not found.vague, sorted(found.families))
    )
    if best.share == 0.0 and not (words_of(one) or words_of(other)):
        return Likened(share=fuzz.ratio(*sorted((one, other))) / 100)
    return best


def _alike(
    one: Reading, other: Reading, near_one: frozenset[str], near_other: frozenset[str]
) -> Likened:
    which_one = _told(one.which, other.which, near_one)
    which_other = _told(other.which, one.which, near_other)
    what = _shared(one.what, other.what)
    vague = not (which_one and which_other)
    if which_one and which_other:
        which = _letters(which_one, which_other)
        share = WHICH * which + (1 - WHICH) * (0.5 if what is None else what)
        share = which if not (one.what or other.what) else share
    elif which_one or which_other:
        share = ONE_UNNAMED * (what or 0.0)
    else:
        share = 0.0 if what is None else what
    opposed = _opposed(one, other)
    same = share > 1 - 1e-9 and one.numbers == other.numbers and not opposed
    families = (one.family, other.family)
    if not same:
        share *= _doubt(one, other, opposed)
    return Likened(
        share=min(1.0, max(0.0, share)),
        vague=vague,
        same=same,
        opposed=opposed,
        families=families,
    )


def _doubt(one: Reading, other: Reading, opposed: str) -> float:
    """What is left of the likeness of two names for what tells them apart, 0 to 1."""
    doubts = (
        (bool(opposed), OPPOSED),
        (not opposed and one.numbers != other.numbers, OTHER_NUMBERS),
        (_strangers(one.family, other.family), OTHER_FAMILY),
        (bool(one.what and other.what) and not one.what & other.what, NOTHING_SHARED),
        (bool(one.what & PARTS) != bool(other.what & PARTS), PART),
    )
    return prod(much for holds, much in doubts if holds)


def _told(mine: tuple[str, ...], theirs: tuple[str, ...], near: frozenset[str]) -> tuple[str, ...]:
    """The words of a name with those of the other that are told by where the thing is."""
    return mine + tuple(word for word in theirs if word in near and word not in mine)


def _letters(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Likeness of the words that say which one it is, in any order, 0 to 1."""
    left, right = sorted((one, other))
    ordered = " ".join(sorted(left)), " ".join(sorted(right))
    letters = max(fuzz.ratio(*ordered), fuzz.ratio("".join(left), "".join(right)))
    common = max(letters, fuzz.token_set_ratio(*ordered))
    return (OTHER_ORDER * letters + (1 - OTHER_ORDER) * common) / 100


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Twice the words both have over the words of each (Dice 1945); None where one has none."""
    if not one or not other:
        return None
    return 2 * len(one & other) / (len(one) + len(other))


def _opposed(one: Reading, other: Reading) -> str:
    """Numbers or words of which a thing bears one, and these two bear different ones."""
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return _against(one.numbers, other.numbers)
    for words in OPPOSITES:
        mine, theirs = one.what & words, other.what & words
        if mine and theirs and not mine & theirs:
            return _against(mine, theirs)
    return ""


def _against(one: frozenset[str], other: frozenset[str]) -> str:
    return f"one says “{'”, “'.join(sorted(one))}”, the other “{'”, “'.join(sorted(other))}”"


def _strangers(one: str, other: str) -> bool:
    """Whether what two things are called by is not one family, nor kin."""
    return bool(one and other) and one != other and frozenset((one, other)) not in KIN
