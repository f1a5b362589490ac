"""Two records that were found to be one thing, and how they can be told apart again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.model.things import NAME_LENGTH, require_id, require_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two records that became one; what the network was before stands in the change's versions.

    Attributes
    ----------
    id
        That of the change that did it.
    kind
        The name of the records' class.
    kept_id, gone_id
        The record that stayed, and the one that became part of it.
    title
        What the two were called, for lists.
    by, at
        Which account did it, and when, UTC.
    moved_ids
        Accounts that kept the rows of the one that went, and have the other instead.
    joined_ids
        Accounts that kept the rows of both.
    journeys
        The travel times that led to the one that went, as JSON, which no version holds.
    undone_by, undone_at
        Who told them apart again, and when.
    """

    id: str
    kind: str
    kept_id: str
    gone_id: str
    title: str
    by: str
    at: datetime
    moved_ids: tuple[str, ...] = ()
    joined_ids: tuple[str, ...] = ()
    journeys: str = ""
    undone_by: str = ""
    undone_at: datetime | None = None

    def __post_init__(self) -> None:
        for id in (self.id, self.kept_id, self.gone_id, *self.moved_ids, *self.joined_ids):
            require_id(id)
        require_text(self.title, "title", longest=2 * NAME_LENGTH + 20, empty=False)
