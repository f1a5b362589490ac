"""What can be added, and the pages that ask for it, one question or one small group a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.model import Record
from service.editing.fields import Field

ORGANISATION, WHERE, PLACE, SAME, CONTACT, CHECK = (
    "organisation",
    "where",
    "place",
    "same",
    "contact",
    "check",
)
"""Pages that are more than a list of fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page.

    Attributes
    ----------
    word
        Its place in the address.
    title
        Its heading.
    fields
        What it asks, empty for the pages that are of their own kind.
    hint
        What helps, under the heading.
    """

    word: str
    title: str
    fields: tuple[Field, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that can be added.

    Attributes
    ----------
    word
        How a draft names it.
    label, hint
        For the page where one chooses.
    kind
        The class of the record that comes of it.
    steps
        Its pages in order.
    given
        Fields of the record that are settled by the choice.
    placed
        Whether it must have a place.
    """

    word: str
    label: str
    hint: str
    kind: type[Record]
    steps: tuple[Step, ...]
    given: tuple[tuple[str, Any], ...] = ()
    placed: bool = True

    def fields(self) -> tuple[Field, ...]:
        """Everything that its pages ask of the record itself."""
        return tuple(field for step in self.steps for field in step.fields)

    def step(self, word: str) -> Step | None:
        """The page of a word, None where there is none."""
        return next((step for step in self.steps if step.word == word), None)

    def after(self, word: str) -> Step:
        """The page after one."""
        at = next(place for place, step in enumerate(self.steps) if step.word == word)
        return self.steps[at + 1]
