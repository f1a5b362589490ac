"""The first page's headlines: each finding's answer in a heading and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.duplication import Duplication
from graph.analysis.gaps import Gaps
from graph.analysis.opportunities import Opportunities
from service.answers import duplication_answer, gaps_answer, opportunities_answer, short_of
from service.formats import count, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A question, its answer in a heading and a sentence, and the way to all of it."""

    question: str
    heading: str
    sentence: str
    address: str
    words: str


MISSING, OVERLAPS, TOGETHER = (
    "What is missing?",
    "What overlaps?",
    "Who could do something together?",
)


COMING = "Being worked out"


def coming(question: str, address: str) -> Headline:
    """A headline whose answer is not there yet."""
    return Headline(
        question=question,
        heading=COMING,
        sentence="This graph has not been asked yet; the answer comes in a moment.",
        address=address,
        words="See how far it is",
    )


def gaps_headline(found: Gaps) -> Headline:
    """The widest gap, and how many places are short."""
    come_to = short_of(found)
    sentence = ""
    if come_to.areas:
        sentence = (
            f"{number(come_to.people)} of "
            f"{number(come_to.mapped_people)} young people live where less than "
            f"the standard is within reach, in {count(come_to.areas, 'area')}."
        )
    return Headline(
        question=MISSING,
        heading=gaps_answer(found).heading,
        sentence=sentence,
        address="/gaps",
        words="See every gap",
    )


def duplication_headline(found: Duplication) -> Headline:
    """What could be put to other use, and how many overlaps are needed capacity."""
    sentence = ""
    if found.rows:
        sentence = (
            f"A place-hour is one place for one hour. "
            f"Of {count(len(found.rows), 'overlap')}, {number(found.above)} stand where there is "
            f"more than the standard; {number(found.needed)} are needed capacity."
        )
    return Headline(
        question=OVERLAPS,
        heading=duplication_answer(found).heading,
        sentence=sentence,
        address="/duplication",
        words="See every overlap",
    )


def opportunities_headline(found: Opportunities) -> Headline:
    """What partners could do first, and for how many."""
    sentence = ""
    if found.rows:
        first = found.rows[0]
        made = (
            f"after {count(first.introductions, 'introduction')}"
            if first.introductions
            else "and the partners know each other already"
        )
        sentence = f"It would reach {number(first.young_people)} young people, {made}."
    return Headline(
        question=TOGETHER,
        heading=opportunities_answer(found).heading,
        sentence=sentence,
        address="/opportunities",
        words="See every opportunity",
    )
