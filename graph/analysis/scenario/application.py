"""Applying a scenario: the network as it would be, and what went with each edit.

Edits are applied in their order; a later one meets what the earlier ones left. One that names
something gone, or that an earlier edit took away, is passed over and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.scenario import departures
from graph.analysis.scenario.draft import Draft
from graph.analysis.scenario.edits import (
    CloseActivity,
    CloseSite,
    Cut,
    Edit,
    Fold,
    Move,
    Open,
    Resize,
    require_few,
)
from graph.analysis.scenario.phrases import named, phrase, place_name
from graph.analysis.wording import counted, listed
from graph.model import AgeRange
from graph.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one edit did.

    Attributes
    ----------
    edit
        The edit.
    phrase
        What happens, as half a sentence: "the Quay Club closes".
    passed_over
        Why nothing happens; empty where it was applied.
    lines
        What went with it and what it leaves, in sentences.
    """

    edit: Edit
    phrase: str
    passed_over: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A network as it would be.

    Attributes
    ----------
    network
        The network.
    notes
        What each edit did, in their order.
    ages_touched
        The youngest and oldest age of the activities that change, None where none does.
    """

    network: Network
    notes: tuple[Note, ...]
    ages_touched: AgeRange | None = None

    @property
    def applied(self) -> tuple[Note, ...]:
        """The edits that were not passed over."""
        return tuple(note for note in self.notes if not note.passed_over)


def edited(network: Network, edits: Sequence[Edit], *, today: date) -> Edited:
    """The network as it would be after some edits.

    Parameters
    ----------
    network
        As it is; it is not changed. No edits, or none that can be applied, give it back itself.
    edits
        In their order, at most :data:`~graph.analysis.scenario.edits.MOST_EDITS`.
    today
        From which running grants are told.

    Raises
    ------
    OptionOutOfRange
        Too many edits.
    """
    require_few(len(edits))
    draft, notes = Draft(network=network, today=today), list[Note]()
    for place, edit in enumerate(edits):
        twice = edit in edits[:place] and not isinstance(edit, Open)
        notes.append(_passed(network, edit, _TWICE) if twice else _applied(draft, edit))
    changed = any(not note.passed_over for note in notes)
    return Edited(
        network=draft.result() if changed else network,
        notes=tuple(notes),
        ages_touched=draft.ages_touched(),
    )


_TWICE = "It stands in the list twice and counts once."
_GONE = "There is no {} “{}” any more, or there never was."
_TAKEN = "{} has gone already with an earlier change in the list."


def _passed(network: Network, edit: Edit, why: str) -> Note:
    return Note(edit=edit, phrase=phrase(network, edit), passed_over=why)


def _applied(draft: Draft, edit: Edit) -> Note:
    network, words = draft.network, phrase(draft.network, edit)
    why = _hindrance(draft, edit)
    if why:
        return Note(edit=edit, phrase=words, passed_over=why)
    match edit:
        case CloseActivity():
            lines = _close_activity(draft, network.activities.row(edit.activity_id))
        case CloseSite():
            lines = departures.site_closes(draft, network.sites.row(edit.site_id))
        case Open():
            draft.opened.append(edit)
            lines = (_WHO,)
        case Move():
            lines = _move(draft, edit)
        case Resize():
            lines = _resize(draft, edit)
        case Cut():
            lines = departures.budget_falls(
                draft, network.organisations.row(edit.organisation_id), edit.share
            )
        case Fold():
            lines = departures.organisation_folds(
                draft, network.organisations.row(edit.organisation_id)
            )
    return Note(edit=edit, phrase=words, lines=lines)


_WHO = "Who would run it, and with which money, is not part of the scenario."


def _hindrance(draft: Draft, edit: Edit) -> str:
    """Why an edit cannot be applied; empty where it can."""
    network = draft.network
    tables = (
        ("activity_id", network.activities, draft.activities, "activity"),
        ("organisation_id", network.organisations, draft.organisations, "organisation"),
        ("site_id", network.sites, ~draft.closed, "place"),
    )
    for field, table, there, kind in tables:
        id = getattr(edit, field, "")
        if not id:
            continue
        row = table.rows.get(id)
        if row is None:
            return _GONE.format(kind, id)
        if not there[row]:
            return _TAKEN.format(f"“{named(table, id)}”")
    if isinstance(edit, Move):
        row = network.activities.row(edit.activity_id)
        if draft.site[row] == network.sites.row(edit.site_id):
            return "It is there already."
    if isinstance(edit, Resize):
        row = network.activities.row(edit.activity_id)
        if draft.places[row] == edit.places:
            return "It has that many places already."
    return ""


def _close_activity(draft: Draft, row: int) -> tuple[str, ...]:
    draft.activities[row] = False
    site = int(draft.site[row])
    if site < 0:
        return ("It has no fixed place today, so nobody’s hours here rest on it.",)
    return (f"The place it leaves free: {place_name(draft.network, site)}.",)


def _move(draft: Draft, edit: Move) -> tuple[str, ...]:
    row = draft.network.activities.row(edit.activity_id)
    before = int(draft.site[row])
    site = draft.network.sites.row(edit.site_id)
    draft.site[row] = site
    others = draft.held_at(site)
    lines = [
        "It has no place until then."
        if before < 0
        else f"Until then it is at {place_name(draft.network, before)}."
    ]
    if len(others) > 1:
        names = listed([str(draft.network.activities.name[o]) for o in others if o != row])
        lines.append(
            f"{counted(len(others) - 1, 'other activity', 'other activities').capitalize()} "
            f"there too: {names}. Whether there is room at that time is for its keeper to say."
        )
    return tuple(lines)


def _resize(draft: Draft, edit: Resize) -> tuple[str, ...]:
    row = draft.network.activities.row(edit.activity_id)
    before = draft.places[row]
    draft.places[row] = float(edit.places)
    if before != before:
        return (departures.assumed(1),)
    return (f"Until then it has {counted(before, 'place')} at each session.",)
