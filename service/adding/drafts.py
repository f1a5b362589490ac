"""Drafts of what somebody is adding: saved at each page, to be left and gone on with."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.errors import InvalidData, NotFound
from graph.model import Account, Draft
from service.adding.catalogue import subject_of
from service.adding.subjects import Subject
from service.opened import store
from service.signing.session import now

MOST_DRAFTS = 50
MOST_TYPED = 60_000
"""Characters of all answers of one draft together."""

Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """A draft, what it is of, and what was typed so far."""

    draft: Draft
    subject: Subject
    values: Values

    def first(self, name: str) -> str:
        """What was typed into an input; empty where nothing was."""
        return (self.values.get(name) or [""])[0]

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"/add/{self.draft.id}"

    def step_address(self, step: str) -> str:
        """Where one of its pages is."""
        return f"{self.address}/{step}"

    @property
    def title(self) -> str:
        """What it is called so far."""
        return self.first("name") or self.subject.label


def begin(account: Account, subject: Subject, values: Values) -> Adding:
    """Begin to add something.

    Raises
    ------
    InvalidData
        So many drafts lie there already.
    """
    if len(store().desk.drafts.of_account(account.id)) >= MOST_DRAFTS:
        raise InvalidData(
            f"You have {MOST_DRAFTS} drafts; finish or throw away some of them first.",
            field="subject",
        )
    moment = now()
    draft = Draft(
        id=f"draft.{secrets.token_hex(10)}",
        account_id=account.id,
        subject=subject.word,
        values=json.dumps(values),
        step=subject.steps[0].word,
        begun_at=moment,
        changed_at=moment,
    )
    store().desk.drafts.keep(draft)
    return Adding(draft=draft, subject=subject, values=values)


def resumed(account: Account, id: str) -> Adding:
    """Somebody's own draft.

    Raises
    ------
    NotFound
        There is none of that id that is theirs.
    """
    draft = store().desk.drafts.find(id)
    subject = subject_of(draft.subject) if draft else None
    if draft is None or subject is None or draft.account_id != account.id:
        raise NotFound("draft", id)
    return Adding(draft=draft, subject=subject, values=json.loads(draft.values))


def drafts_of(account: Account) -> tuple[Adding, ...]:
    """What somebody left unfinished, the last first."""
    return tuple(
        Adding(draft=draft, subject=subject, values=json.loads(draft.values))
        for draft in store().desk.drafts.of_account(account.id)
        if (subject := subject_of(draft.subject)) is not None
    )


def kept(adding: Adding, typed: Mapping[str, list[str]], *, step: str) -> Adding:
    """The draft with what was typed on a page, and the page that comes next.

    Raises
    ------
    InvalidData
        All answers together are too long.
    """
    values = {**adding.values, **typed}
    text = json.dumps(values)
    if len(text) > MOST_TYPED:
        raise InvalidData(
            f"Your answers come to {len(text):,} characters; at most {MOST_TYPED:,} fit."
        )
    draft = replace(adding.draft, values=text, step=step, changed_at=now())
    store().desk.drafts.keep(draft)
    return Adding(draft=draft, subject=adding.subject, values=values)
