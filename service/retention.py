"""What is kept for a while only: each rule takes away what is past its time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.errors import HedgerowError
from graph.model import Proposal, ProposalState
from graph.store import Store
from service.bulk import shelf
from service.config import Config
from service.jobs import JOBS, Jobs
from service.mappings import drafts

log = logging.getLogger(__name__)

Rule = Callable[[Store, Config, datetime], int]
EVERY_S = 24 * 60 * 60
SOON_S = 60
"""Seconds after a start until the first time: whoever waits for a page comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one rule took away: what it is called, and how much."""

    what: str
    number: int


SHEET_DAYS, JOB_DAYS = 1, 7
"""For so long a spreadsheet waits for whoever sent it, and a preview or report of an import."""

TOKEN_DAYS = 30
"""For so long somebody still sees which of their tokens has ended."""


def _bin(store: Store, config: Config, now: datetime) -> int:
    return store.versions.forget(before=now - timedelta(days=config.bin_days))


def _spent_links(store: Store, config: Config, now: datetime) -> int:  # noqa: ARG001
    return store.desk.spent_links.forget(now)


def _tokens(store: Store, config: Config, now: datetime) -> int:  # noqa: ARG001
    return store.desk.tokens.forget(now - timedelta(days=TOKEN_DAYS))


def _events(store: Store, config: Config, now: datetime) -> int:
    return store.events.forget(now - timedelta(days=config.event_days))


def _letters(store: Store, config: Config, now: datetime) -> int:
    """Letters that never went out soon; those that did, with the events."""
    unsent = now - timedelta(days=config.letter_days)
    sent = now - timedelta(days=config.event_days)
    old = [
        one.id
        for one in store.desk.letters.all()
        if one.written_at < (sent if one.sent_at else unsent)
    ]
    store.desk.letters.remove(*old)
    return len(old)


def _drafts(store: Store, config: Config, now: datetime) -> int:
    limit = now - timedelta(days=config.draft_days)
    old = [one.id for one in store.desk.drafts.all() if one.changed_at < limit]
    store.desk.drafts.remove(*old)
    return len(old)


def _reminders(store: Store, config: Config, now: datetime) -> int:
    """When somebody was last written to; that somebody wants no more letters is kept."""
    limit = now - timedelta(days=max(config.event_days, config.remind_again_days))
    known = store.desk.reminders
    old = [
        one.id
        for one in known.all()
        if one.refused_at is None and (one.written_at is None or one.written_at < limit)
    ]
    known.remove(*old)
    return len(old)


def _proposal_emails(store: Store, config: Config, now: datetime) -> int:
    limit = now - timedelta(days=config.proposal_email_days)

    def is_old(one: Proposal) -> bool:
        is_decided = one.state is not ProposalState.WAITING
        return bool(one.email) and is_decided and (one.decided_at or one.made_at) < limit

    old = [one.id for one in store.desk.proposals.all() if is_old(one)]
    for id in old:
        store.desk.proposals.change(id, lambda one: replace(one, email=""))
    return len(old)


def _waiting(store: Store, config: Config, now: datetime) -> int:  # noqa: ARG001
    sheets, jobs = now - timedelta(days=SHEET_DAYS), now - timedelta(days=JOB_DAYS)
    return forget_files(config.data, sheets_before=sheets, jobs_before=jobs)


def forget_files(data: Path, *, sheets_before: datetime, jobs_before: datetime) -> int:
    """Take away files that nobody brought in, and what jobs said of files: how many went."""
    gone = drafts.forget(drafts.folder_of(data), sheets_before)
    gone += shelf.forget(shelf.folder_of(data), sheets_before)
    return gone + Jobs(data / JOBS).forget(jobs_before)


RULES: tuple[tuple[str, Rule], ...] = (
    ("rows from the bin", _bin),
    ("used links", _spent_links),
    ("tokens that have ended", _tokens),
    ("events of accounts", _events),
    ("letters", _letters),
    ("drafts", _drafts),
    ("days of reminders", _reminders),
    ("imports that waited or are done", _waiting),
    ("addresses of those who proposed something", _proposal_emails),
)
"""What is forgotten, in words, and how; another rule is another line here."""


def tidy(store: Store, config: Config, *, now: datetime | None = None) -> tuple[Tidied, ...]:
    """Take away whatever is past its time.

    Parameters
    ----------
    now
        The moment that counts, UTC; None for this one.
    """
    moment = now or datetime.now(UTC)
    return tuple(Tidied(what=what, number=rule(store, config, moment)) for what, rule in RULES)


class Tidying:
    """Tidies once a day, beside a server that answers.

    Parameters
    ----------
    store, config
        What is tidied, and by which settings.
    soon_s, every_s
        Seconds until the first time, and between times.
    """

    def __init__(
        self, store: Store, config: Config, *, soon_s: float = SOON_S, every_s: float = EVERY_S
    ) -> None:
        self._store, self._config = store, config
        self._soon_s, self._every_s = soon_s, every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tidying", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End, once what is at work is done."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = self._soon_s
        while not self._ended.wait(pause):
            pause = self._every_s
            try:
                found = tidy(self._store, self._config)
            except HedgerowError as problem:
                log.warning("Could not tidy: %s", problem)
                continue
            if any(one.number for one in found):
                log.info("Tidied: %s", ", ".join(f"{one.number} {one.what}" for one in found))
