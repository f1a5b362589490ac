"""The pages of adding: what each shows, and what it reads from what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.analysis.sameness import Same
from graph.errors import InvalidData
from graph.model import Term
from graph.model.contacts import Visibility
from service.adding.catalogue import SUBJECTS
from service.adding.drafts import Adding
from service.adding.records import WAYS
from service.adding.subjects import (
    CHECK,
    CONTACT,
    ORGANISATION,
    PLACE,
    SAME,
    WHERE,
    Step,
    Subject,
)
from service.editing.fields import Field
from service.pages import Page
from service.whereabouts import Whereabouts

PLACE_INPUTS = (
    "place",
    "place_name",
    "place_address",
    "place_postcode",
    "latitude",
    "longitude",
    "blurred",
)
ANOTHER = "another"


def inputs_of(step: Step) -> tuple[str, ...]:
    """The names of the inputs of a page; nothing else that is sent is kept."""
    own: dict[str, tuple[str, ...]] = {
        ORGANISATION: ("organisation_id", "organisation_name"),
        WHERE: ("where", "on_map"),
        PLACE: PLACE_INPUTS,
        SAME: ("same",),
        CONTACT: tuple(
            f"{name}{part}" for _, name in WAYS for part in ("", "_consent", "_visibility")
        ),
        CHECK: (),
    }
    return own.get(step.word) or tuple(name for field in step.fields for name in field.inputs())


@dataclass(frozen=True, kw_only=True)
class SubjectPage(Page):
    """What would you like to add?

    Attributes
    ----------
    subjects
        What can be added.
    chosen
        The word of the one that is ticked, empty for none.
    drafts
        What was left unfinished.
    organisation_id
        Whose it will be, where one came from a page that knows.
    """

    template: ClassVar[str] = "add/index.html"
    section: ClassVar[str] = "/add"
    subjects: tuple[Subject, ...] = SUBJECTS
    chosen: str = ""
    drafts: tuple[Adding, ...] = ()
    organisation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose: a value, words, and more words below them."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the answers: what was asked, what was said, and where to change it."""

    label: str
    words: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepPage(Page):
    """One page of adding something.

    Attributes
    ----------
    adding, step
        The draft, and which page.
    typed
        What the inputs show.
    number, of
        Which page it is, of how many.
    back
        The address of the page before, empty for the first.
    then
        Where to go on to: “check” for somebody who changes an answer.
    fields
        What it asks of the record itself.
    options
        What can be chosen (organisations, places).
    places
        Places that were found (where it is).
    same
        What is here already and likely the same.
    visibilities
        Who may see a contact detail.
    told
        The answers, on the last page.
    waits
        Whether what is added waits for a steward.
    searching
        Whether an organisation may be looked for by name.
    """

    template: ClassVar[str] = "add/step.html"
    section: ClassVar[str] = "/add"
    adding: Adding
    step: Step
    typed: dict[str, list[str]]
    number: int
    of: int
    back: str = ""
    then: str = ""
    fields: tuple[Field, ...] = ()
    options: tuple[Option, ...] = ()
    places: tuple[Whereabouts, ...] = ()
    same: tuple[Same, ...] = ()
    visibilities: tuple[Term, ...] = tuple(Visibility)
    told: tuple[Told, ...] = ()
    waits: bool = False
    searching: bool = False

    @property
    def asks_one(self) -> bool:
        """Whether its heading is its one question already."""
        return [field.label for field in self.fields] == [self.title]

    def shown(self, name: str) -> str:
        """What an input shows."""
        return (self.typed.get(name) or [""])[0]


def told_answers(adding: Adding, *, whose: str, where: str) -> tuple[Told, ...]:
    """The answers of a draft in words, page by page.

    Parameters
    ----------
    whose, where
        The names of the organisation and of the place.
    """
    found: list[Told] = []
    for step in adding.subject.steps:
        if step.word == ORGANISATION:
            found.append(Told(label="Whose it is", words=whose, step=step.word))
        elif step.word == PLACE:
            rough = adding.first("place") == "new" and adding.first("blurred") == "yes"
            words = f"{where}, shown only roughly" if rough else where
            found.append(Told(label="Where", words=words, step=WHERE))
        elif step.word == CONTACT:
            words = ", ".join(filter(None, (adding.first(name) for _, name in WAYS)))
            found.append(
                Told(label="Get in touch", words=words or "as known already", step=step.word)
            )
        for field in step.fields:
            try:
                words = field.told(field.read(adding.values))
            except InvalidData as problem:
                words = str(problem)
            found.append(Told(label=field.short, words=words or "not said", step=step.word))
    return tuple(found)
