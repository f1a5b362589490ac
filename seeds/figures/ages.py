"""Ages out of column names and cells: "Aged 5 to 9 years", "90+", "F12", "4 years and under"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import InvalidData
from graph.model import AgeRange

OLDEST = 120
SINGLE_YEARS_UNTIL = 30
"""From this age on, single years are added up to bands of five: the network is about the young."""

_WORDS = r"(?:pop|population|people|persons|ages?|aged|residents|usual residents|all persons)"
_SEX = r"(?:(?P<sex>females?|males?|f|m)[ :,]*)?"
_AGE = re.compile(
    rf"{_SEX}(?:{_WORDS}[ :,]*)*{_SEX.replace('sex', 'sex_after')}"
    r"(?P<first>\d{1,3})"
    r"(?:(?: ?(?:-|–|to) ?| )(?P<last>\d{1,3})"
    r"|(?P<over> ?\+| (?:years )?(?:and|or) (?:over|above|older)| plus| over)"
    r"|(?P<under> (?:years )?(?:and|or) (?:under|below|younger)))?"
    r"(?: ?(?:years?|yrs?)"
    r"(?: old| of age)?(?P<late_over> (?:and|or) (?:over|above|older))?"
    r"(?P<late_under> (?:and|or) (?:under|below|younger))?)?"
)
_UNDER = re.compile(rf"(?:{_WORDS} )?(?:under|below|less than) (\d{{1,3}})(?: years?)?")
_TOTAL = re.compile(
    rf"(?:total|all)(?:[ :]*(?:{_WORDS}|all|categories|total))*|(?:population|persons) total"
)


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages of a column, and whose: "f", "m", or "" for everybody's."""

    ages: AgeRange
    sex: str = ""


@lru_cache(maxsize=4_096)
def ages_of(written: str) -> Ages | None:
    """The ages that a column's name or a cell says; None where it says none, or all ages."""
    text = _bare(written)
    under = _UNDER.fullmatch(text)
    if under is not None:
        return _ages(0, int(under[1]) - 1, "")
    match = _AGE.fullmatch(text)
    if match is None:
        return None
    first = int(match["first"])
    sex = (match["sex"] or match["sex_after"] or "")[:1]
    if match["over"] or match["late_over"]:
        return _ages(first, OLDEST, sex)
    if match["under"] or match["late_under"]:
        return _ages(0, first, sex)
    return _ages(first, int(match["last"] or first), sex)


def is_total(written: str) -> bool:
    """Whether a column's name or a cell says that it counts people of all ages."""
    return _TOTAL.fullmatch(_bare(written)) is not None


def _bare(written: str) -> str:
    text = re.sub(r"[\s_]+", " ", written.replace("\ufeff", "").strip().lower())
    return text.removeprefix("age: ").partition("; measures")[0].strip()


def _ages(first: int, last: int, sex: str) -> Ages | None:
    try:
        return Ages(AgeRange(age_from=first, age_to=min(last, OLDEST)), sex)
    except InvalidData:
        return None


def finest(found: Sequence[AgeRange]) -> tuple[AgeRange, ...]:
    """Ages without those that overlap finer ones (a table's subtotals), youngest first."""
    kept: list[AgeRange] = []
    for ages in sorted(set(found), key=lambda one: (one.years, one)):
        if not any(ages.shared_years(other) for other in kept):
            kept.append(ages)
    return tuple(sorted(kept))


def opened(found: Sequence[Ages]) -> dict[Ages, Ages]:
    """Ages by themselves, but that the last of a table's single years is open (“90” is 90+)."""
    single = sorted(one.ages.age_from for one in found if one.ages.years == 1)
    last = single[-1] if single else 0
    if last < 80 or any(one.ages.age_to > last for one in found):
        return {one: one for one in found}
    ages = AgeRange(age_from=last, age_to=OLDEST)
    return {
        one: Ages(ages, one.sex) if one.ages.age_from == last and one.ages.years == 1 else one
        for one in found
    }


def band_of(ages: AgeRange) -> AgeRange:
    """The band that people of some ages are counted in: five years from thirty on."""
    if ages.years > 1 or ages.age_from < SINGLE_YEARS_UNTIL:
        return ages
    first = ages.age_from // 5 * 5
    return AgeRange(age_from=first, age_to=first + 4)
