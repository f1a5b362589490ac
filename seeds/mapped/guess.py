"""Guessing which column is which field: by its name, checked by what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from graph.model import Day
from seeds.contacts import is_contact, is_contact_column
from seeds.mapped.ages import ages_of
from seeds.mapped.cells import understood
from seeds.mapped.fields import AGES_MARKED, ITSELF, Listed, Look, MappedField
from seeds.mapped.grid import Grid
from seeds.mapped.lists import FIELDS, NEEDED
from seeds.mapped.times import sessions_on
from seeds.mapped.words import bare
from seeds.naming import slug

SAMPLE = 60
LEAST, SURE = 0.6, 0.85
EXAMPLES = 3
_UNREAD = {Look.TERM: 0.75, Look.TERMS: 0.75, Look.POSTCODE: 0.65, Look.SESSIONS: 0.65}
"""What a fitting name is worth where no cell can be read: other people's words need not be known
here, and a column of postcodes from abroad is one of postcodes still."""
_READ_OR_NOT = (Look.CLOCK, Look.DAY, Look.AGE, Look.DEGREES)
"""Looks of which some cell has to be: “from” and “to” are names of many things."""
_EXACT = 0.993
"""How alike a name is that is one of the first few of a field's."""
_BARE_NUMBER = re.compile(r"[\d.,-]+")
_CLUB = re.compile(r"\b(?:clubs?|groups?|units?)\b", re.IGNORECASE)
"""A column of names of clubs: each most likely runs itself."""
_ALIKE = 0.84
"""How alike (0 to 1) a column's name has to be to one of a field's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """What a column seems to be.

    Attributes
    ----------
    column
        Its name.
    field
        The name of the field; empty where it is passed over.
    confidence
        0 to 1.
    reason
        Why, a sentence.
    examples
        Some of its cells, each different.
    contact
        Whether it tells how to reach somebody, which is never read.
    """

    column: str
    field: str
    confidence: float
    reason: str
    examples: tuple[str, ...] = ()
    contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a table seems to be.

    Attributes
    ----------
    listed
        What each row is.
    columns
        One for each column, in order.
    otherwise
        What is to be read where a row says nothing.
    """

    listed: Listed
    columns: tuple[ColumnGuess, ...]
    otherwise: dict[str, str]

    @property
    def fields(self) -> dict[str, str]:
        """Fields by column, of those that are not passed over."""
        return {one.column: one.field for one in self.columns if one.field}


def guess(grid: Grid, listed: Listed | None = None) -> Guess:
    """Guess what a table lists, and which of its columns is which field.

    Parameters
    ----------
    grid
        The table.
    listed
        What each row is, where somebody said so.
    """
    if listed is not None:
        return _guess(grid, listed)
    guesses = [_guess(grid, one) for one in Listed]
    return max(guesses, key=lambda one: _worth(grid, one))


def _worth(grid: Grid, one: Guess) -> float:
    """How well a guess fits: what its columns are worth, and whether each needed one is there."""
    fields = set(one.fields.values())
    worth = sum(each.confidence for each in one.columns if each.field)
    ages = {"ages", "age_from", "age_to", AGES_MARKED} & fields
    for name in NEEDED[one.listed]:
        there = name in fields or (name == "ages" and ages) or name in one.otherwise
        worth += 0.5 if there else -1.0
    if one.listed is Listed.ASSETS and "latitude" in fields:
        worth += 0.5
    words = f" {bare(' '.join((*grid.columns, grid.file, grid.sheet)))} "
    cues = sum(0.4 for cue in _CUES[one.listed] if cue in words)
    return worth + cues - (0.8 if one.listed is Listed.REQUESTS and not cues else 0.0)


_CUES = {
    Listed.ACTIVITIES: ("activit", " session", "program", " age", " club", "service"),
    Listed.ASSETS: ("asset", "venue", "hire", "capacity", "hall", "facilit", "librar", " kit "),
    Listed.ORGANISATIONS: ("organisation", "charit", "member", "director", "contacts"),
    Listed.REQUESTS: ("request", " need", "wanted", "looking for"),
}


def _guess(grid: Grid, listed: Listed) -> Guess:
    cells = [_sample(grid, at) for at in range(len(grid.columns))]
    found: dict[int, ColumnGuess] = {
        at: _contact(column)
        for at, column in enumerate(grid.columns)
        if is_contact_column(column) or _are_contacts(cells[at])
    }
    taken: set[str] = set()
    for score, at, field, reason in _offers(grid, cells, listed):
        if at in found or (field.name in taken and not (field.several and score >= SURE)):
            continue
        taken.add(field.name)
        found[at] = ColumnGuess(
            column=grid.columns[at],
            field=field.name,
            confidence=round(score, 2),
            reason=reason,
            examples=cells[at][:EXAMPLES],
        )
    for at, column in enumerate(grid.columns):
        empty = "It is empty." if not cells[at] else "No field of ours is called like it."
        passed = ColumnGuess(
            column=column, field="", confidence=0.0, reason=empty, examples=cells[at][:EXAMPLES]
        )
        found.setdefault(at, passed)
    return Guess(
        listed=listed,
        columns=tuple(found[at] for at in range(len(grid.columns))),
        otherwise=_otherwise(listed, taken, found.values()),
    )


def _offers(
    grid: Grid, cells: Sequence[tuple[str, ...]], listed: Listed
) -> list[tuple[float, int, MappedField, str]]:
    """What each column could be: how well it fits, the column, the field, why; the best first."""
    offers: list[tuple[float, int, MappedField, str]] = []
    for at in range(len(grid.columns)):
        for field in FIELDS[listed]:
            score, reason = _fit(grid.called(at), cells[at], field)
            if score >= LEAST:
                offers.append((score, at, field, reason))
    needed = NEEDED[listed]
    return sorted(offers, key=lambda one: (-one[0] - 0.02 * (one[2].name in needed), one[1]))


def _otherwise(listed: Listed, taken: set[str], columns: Iterable[ColumnGuess]) -> dict[str, str]:
    """What rows say nothing of; a person sees it, and says whether that is right."""
    if listed is Listed.ACTIVITIES and "organisation" not in taken:
        clubs = [one for one in columns if one.field == "name" and _CLUB.search(one.column)]
        return {"organisation": ITSELF} if clubs else {}
    if listed is Listed.ASSETS and "kind" not in taken:
        return {"kind": "venue"}
    if listed is Listed.ORGANISATIONS and "kind" not in taken:
        return {"kind": "voluntary"}
    return {}


def _contact(column: str) -> ColumnGuess:
    return ColumnGuess(
        column=column,
        field="",
        confidence=1.0,
        reason="How to reach people is not read from files: it needs their consent.",
        contact=True,
    )


def _sample(grid: Grid, at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _, cells in grid.rows[: 20 * SAMPLE]:
        if cells[at]:
            found[cells[at]] = None
        if len(found) >= SAMPLE:
            break
    return tuple(found)


def _are_contacts(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(map(is_contact, cells)) > len(cells) / 2


def _fit(called: Sequence[str], cells: Sequence[str], field: MappedField) -> tuple[float, str]:
    """How well a column fits a field, 0 to 1, and why.

    Parameters
    ----------
    called
        What the column is called, then shorter names of it.
    """
    if field.name == AGES_MARKED:
        return _fit_of_marks(called[0], cells)
    name, word = max(_likeness(bare(one), field) for one in called)
    if field.look is Look.TEXT or not cells:
        return name, f"It is called like “{word}”." if word else ""
    read = sum(1 for text in cells if _says(field, text)) / len(cells)
    if field.terms is not None and not read and word != field.synonyms.split("|")[0]:
        return 0.0, ""  # a “type” of which no word is known is about something else
    if not read and field.look in _READ_OR_NOT:
        return 0.0, ""  # a “from” over days is no time of day
    least = _UNREAD.get(field.look, 0.63 if name > _EXACT else 0.4)
    score = name * (least + (1 - least) * read)
    look = field.look.label.lower()
    if score >= LEAST:
        share = f"{read:.0%} of its cells" if read < 1 else "all its cells"
        return score, f"It is called like “{word}”, and {share} can be read as {look}."
    telling = sum(1 for text in cells if not _BARE_NUMBER.fullmatch(text)) / len(cells)
    kept = sum(1 for text in cells if understood(field, text).value) / len(cells)
    if not field.named_only and kept >= 0.6 and read >= 0.8 and telling >= 0.5:
        return 0.6 * read + 0.1, f"Its cells look like {look}."
    return 0.0, ""


def _says(field: MappedField, text: str) -> bool:
    """Whether a cell says something that the field understands."""
    found = understood(field, text)
    if field.look is Look.SESSIONS and not found.read:  # the days may stand in another column
        found = sessions_on((Day.MONDAY,), text)
    return found.read and (found.value is not None or bool(found.told))


def _fit_of_marks(column: str, cells: Sequence[str]) -> tuple[float, str]:
    """A column “6-13” with an X in it."""
    ages = ages_of(column.strip("'’ "))
    if ages.value is None or not cells or len(cells) > 3:
        return 0.0, ""
    if not all(
        bare(text) in ("x", "y", "yes", "true", "1", "✓", "✔", "n", "no", "0", "false")
        for text in cells
    ):
        return 0.0, ""
    return 0.9, f"Its name is a range of ages, {ages.value}, and its cells are marks."


@lru_cache(maxsize=65_536)
def _likeness(column: str, field: MappedField) -> tuple[float, str]:
    """How alike a column's name is to one of a field's, 0 to 1, and to which."""
    best, word = 0.0, ""
    for rank, synonym in enumerate(field.synonyms.split("|")):
        plain = bare(synonym)
        if column == plain:
            return 1.0 - 0.002 * rank, synonym
        like = fuzz.token_sort_ratio(column, plain) / 100
        most_of_it = 4 <= len(plain) >= 0.45 * len(column)
        if like < _ALIKE and most_of_it and f" {plain} " in f" {column} ":
            like = max(like, 0.7 + 0.2 * len(plain) / len(column))
        if field.look is not Look.TEXT and column.endswith(f" {plain}"):
            like = max(like, 0.75)  # “Junior section ages”: its cells have to agree
        if like > best:
            best, word = like, synonym
    if best < LEAST or (best < _ALIKE and f" {bare(word)} " not in f" {column} "):
        return 0.0, ""
    return best * 0.97, word


def named_after(file: str) -> str:
    """What a mapping is called after a file: "Youth_clubs (2).xlsx" is "youth clubs 2"."""
    stem = file.rsplit(".", 1)[0]
    return slug(stem)[:60].replace("-", " ")
