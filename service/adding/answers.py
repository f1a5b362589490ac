"""What is wrong with the answers of a page, what they settle, and which page comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import current_app

from graph.analysis.sameness import Same
from graph.errors import InvalidData
from graph.model import Account, Role
from graph.model.things import NAME_LENGTH, TEXT_LENGTH, require_text
from graph.network import Network
from service.adding import records
from service.adding.drafts import Adding, Values
from service.adding.pages import ANOTHER, Option, Told, told_answers
from service.adding.subjects import CONTACT, ORGANISATION, PLACE, SAME, WHERE, Step
from service.editing.fields import read_fields
from service.finder import Hit, Kind, find_named
from service.opened import network, today
from service.pages import Problem
from service.rights import may_change
from service.whereabouts import Whereabouts, find_whereabouts

LONGEST_PLACE = 300


def problems_of(adding: Adding, page: Step, account: Account) -> tuple[Problem, ...]:
    """What is wrong with the answers of a page; empty where nothing is.

    Raises
    ------
    InvalidData
        The same, of one input.
    """
    if page.word == ORGANISATION:
        return _whose(adding, account)
    if page.word == WHERE:
        return _where(adding)
    if page.word == PLACE:
        return _place(adding)
    if page.word == SAME:
        return _same(adding)
    if page.word == CONTACT:
        records.contacts_of(adding, today=today())
        return ()
    values, wrong = read_fields(page.fields, adding.values)
    wrong += tuple(_unfit(values))
    return tuple(Problem(message=str(one), field=one.field) for one in wrong)


def _unfit(values: Mapping[str, Any]) -> Iterator[InvalidData]:
    """What no record may hold: text that is too long, or cannot be seen."""
    for name, value in values.items():
        if isinstance(value, str):
            longest = NAME_LENGTH if name == "name" else TEXT_LENGTH
            try:
                require_text(value, name, longest=longest, empty=name != "name")
            except InvalidData as problem:
                yield problem


def settled(adding: Adding, page: Step) -> Values:
    """What a page settles beside its own inputs: whose it is, or that it has no place."""
    if page.word == WHERE:
        named = adding.first("where").strip() or adding.first("on_map")
        return {"place": [""] if named else ["none"], "latitude": [""], "longitude": [""]}
    if page.word == ORGANISATION:
        return {"organisation_id": adding.values["organisation_id"]}
    return {}


def page_after(adding: Adding, page: Step) -> Step:
    """The page after one, without those that have nothing to ask."""
    after = adding.subject.after(page.word)
    while (after.word == PLACE and adding.first("place") == "none") or (
        after.word == SAME and not alike(adding)
    ):
        after = adding.subject.after(after.word)
    return after


def page_before(adding: Adding, page: Step) -> Step | None:
    """The page before one, None for the first."""
    nothing_asked = {SAME} | ({PLACE} if adding.first("place") == "none" else set())
    before = None
    for step in adding.subject.steps:
        if step.word == page.word:
            return before
        if step.word not in nothing_asked:
            before = step
    return before


def alike(adding: Adding) -> tuple[Same, ...]:
    """What is here already and likely the same."""
    return records.alike(adding, network(), today=today())


def may_search(account: Account) -> bool:
    """Whether somebody may add for organisations that are not theirs, found by name."""
    return bool({Role.STEWARD, Role.ADMINISTRATOR} & set(account.roles))


def organisations_of(adding: Adding, account: Account, known: Network) -> tuple[Option, ...]:
    """Whose it may be: one's own organisations, and those that were looked for."""
    table = known.organisations
    ids = [*account.organisation_ids, adding.first("organisation_id")]
    if may_search(account):
        ids += [hit.id for hit in _called(known, adding.first("organisation_name"))]
    return tuple(
        Option(value=id, label=str(table.name[table.rows[id]]))
        for id in dict.fromkeys(ids)
        if id in table.rows
    )


def places_of(adding: Adding, known: Network) -> tuple[Whereabouts, ...]:
    """The places that what was typed may mean."""
    text = adding.first("where").strip()
    try:
        return find_whereabouts(known, text, postcodes=_postcodes()) if text else ()
    except InvalidData:
        return ()


def answers_of(adding: Adding, known: Network) -> tuple[Told, ...]:
    """All answers of a draft in words."""
    table = known.organisations
    row = table.rows.get(adding.first("organisation_id"), -1)
    where = "nowhere in particular"
    try:
        site, _ = records.site_of(adding, known, today=today())
        where = site.name if site is not None else where
    except InvalidData as problem:
        where = str(problem)
    whose = str(table.name[row]) if row >= 0 else "not said"
    return told_answers(adding, whose=whose, where=where)


def _called(known: Network, name: str) -> list[Hit]:
    found = find_named(known, name, kinds=(Kind.ORGANISATION,))
    return [hit for hits in found for hit in hits.hits]


def _whose(adding: Adding, account: Account) -> tuple[Problem, ...]:
    known = network()
    id, name = adding.first("organisation_id"), adding.first("organisation_name")
    if name and may_search(account):
        hits = _called(known, name)
        hits = [hit for hit in hits if hit.name.casefold() == name.casefold()] or hits
        if not hits:
            said = f"No organisation here is called “{name[:80]}”."
            return (Problem(message=said, field="organisation_name"),)
        if len(hits) == 1:
            id = hits[0].id
            adding.values["organisation_id"] = [id]
        elif id not in {hit.id for hit in hits}:
            return (Problem(message="Choose one of these.", field="organisation_id"),)
    if not may_change(account, id or None, known):
        said = "Choose the organisation that it belongs to."
        return (Problem(message=said, field="organisation_id"),)
    return ()


def _where(adding: Adding) -> tuple[Problem, ...]:
    text = adding.first("where").strip()
    if adding.first("on_map"):
        return ()
    said = ""
    if not text and adding.subject.placed:
        said = "Type a postcode, an address or the name of the place, or use the map."
    elif len(text) > LONGEST_PLACE:
        said = f"This has {len(text):,} characters; type a postcode, an address or a name."
    elif text:
        find_whereabouts(network(), text, postcodes=_postcodes())
    return (Problem(message=said, field="where"),) if said else ()


def _place(adding: Adding) -> tuple[Problem, ...]:
    if adding.first("place") == "none" and not adding.subject.placed:
        return ()
    site, _ = records.site_of(adding, network(), today=today())
    if site is None:
        said = "Choose one of these, or mark the place on the map."
        return (Problem(message=said, field="place"),)
    return ()


def _same(adding: Adding) -> tuple[Problem, ...]:
    known = {ANOTHER, *(f"{one.right.kind.value}:{one.right.id}" for one in alike(adding))}
    if adding.first("same") in known:
        return ()
    return (Problem(message="Say whether it is one of these, or another.", field="same"),)


def _postcodes() -> Path | None:
    path: Path | None = current_app.config["HEDGEROW"].postcodes
    return path
