"""What people decided about the picture: scenarios that they kept, findings that they set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.things import NAME_LENGTH, Thing, require_id, require_text

MOST_EDITS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Thing):
    """A what-if that somebody kept (``name`` is what they call it).

    Attributes
    ----------
    edits
        What would be different, in the order in which it is applied, each in the text
        form of an edit. They are no references: a scenario outlives what it closes.
    saved_on
        When.
    note
        Why it was tried, or what came of it.
    question
        What was asked of it (ages, theme, reach and so on), as the query of an address;
        empty where it was the usual question.
    """

    edits: tuple[str, ...]
    saved_on: date
    note: str = ""
    question: str = ""

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        if len(self.edits) > MOST_EDITS:
            raise InvalidData(
                f"A scenario holds up to {MOST_EDITS} edits; this one has {len(self.edits):,}.",
                field="edits",
            )
        for edit in self.edits:
            require_text(edit, "edits", longest=1_000, empty=False)
        require_text(self.note, "note")
        require_text(self.question, "question", longest=2_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A finding that somebody set aside, and why; the reason counts when its like is found.

    Attributes
    ----------
    finding
        Which finding: a word such as ``opportunities``.
    finding_id
        Which of them, as that finding calls it.
    kind
        What kind of one it was, a word of that finding's; its like is of the same kind.
    title
        The sentence that it was shown under.
    organisation_ids, area_ids
        Whom and which places it was about.
    reason
        Why it was set aside, in the words of who did.
    dismissed_on
        When.
    source_id
        Who says so, None where it is the page's own visitor.
    """

    id: str
    finding: str
    finding_id: str
    kind: str
    title: str
    reason: str
    dismissed_on: date
    organisation_ids: tuple[str, ...] = ()
    area_ids: tuple[str, ...] = ()
    source_id: str | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_id(self.finding, "finding")
        require_text(self.finding_id, "finding_id", longest=NAME_LENGTH, empty=False)
        require_text(self.kind, "kind", longest=120, empty=False)
        require_text(self.title, "title", longest=1_000, empty=False)
        require_text(self.reason, "reason", longest=2_000, empty=False)
        for id in self.organisation_ids:
            require_id(id, "organisation_ids")
        for id in self.area_ids:
            require_id(id, "area_ids")
