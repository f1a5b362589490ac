"""Reminding: who is written to about rows that nobody has said to be right for long.

One letter an organisation lists what it keeps that is due, each with three links that need no
signing in. It is remembered beside the network when an organisation was last written to, and
which addresses want no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.freshness import kept_rows
from graph.model import Consent, Contact, ContactKind, Letter, Record
from graph.model.reminders import address_id
from graph.network import Network
from graph.store import stamp_of
from service.config import Config
from service.freshness import checked
from service.kinds import KINDS, noun_of, word_of
from service.post import writing
from service.secret import secret_key
from service.signing.links import Links, said

if TYPE_CHECKING:
    from graph.store import Store

PURPOSE, NO_MORE = "reminder", "no-reminders"
"""What the links of a reminder are for."""
GOOD_FOR, NO_MORE_GOOD_FOR = timedelta(days=60), timedelta(days=3 * 365)
PLACE, NO_MORE_PLACE = "/reminder/", "/no-reminders/"

RIGHT, CHANGED, GONE, ALL = "right", "changed", "gone", "all"
"""What a link says of a row; the last, of all that an organisation has due."""

MOST_ROWS = 20
ROOM = 13_000
"""How many signs the links of one letter may take in all."""

_WORDS = ("organisations", "assets", "activities", "requests")
"""The words of the kinds of :class:`graph.analysis.freshness.Rows`, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is written to for an organisation.

    Attributes
    ----------
    name
        What they are called, empty where that is not known.
    email
        Where.
    reason
        Why they are, for the foot of the letter.
    whom
        Who that is, in words that name nobody.
    """

    name: str
    email: str
    reason: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What one organisation is to be asked.

    Attributes
    ----------
    organisation_id, organisation
        Which.
    rows
        The due rows as they are now, never checked ones first, then the oldest.
    reader
        Who is written to.
    """

    organisation_id: str
    organisation: str
    rows: tuple[Any, ...]
    reader: Reader


def due_rows(
    network: Network, *, now: datetime, days: int
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Which rows are due: never checked, or not for more than so many days.

    Returns
    -------
    dict
        By the organisation's id the word of the kind and the id of each, never checked ones
        first, then the oldest; what is nobody's is left out, and with 0 days nothing is due.
    """
    if days <= 0:
        return {}
    rows = kept_rows(network)
    limit = np.datetime64(now.date() - timedelta(days=days))
    late = (rows.organisation >= 0) & ~(rows.checked >= limit)
    tables = network.organisations, network.assets, network.activities, network.requests
    never = ~np.isnat(rows.checked)
    found: dict[str, list[tuple[str, str]]] = {}
    for place in np.lexsort((rows.kind, rows.checked, never)).tolist():
        if late[place]:
            kind, row = int(rows.kind[place]), int(rows.row[place])
            owner = str(network.organisations.id[rows.organisation[place]])
            found.setdefault(owner, []).append((_WORDS[kind], str(tables[kind].id[row])))
    return {id: tuple(found[id]) for id in sorted(found)}


class Reminders:
    """Finds whom to remind, and writes to them.

    Parameters
    ----------
    store, config
        Of what, and by which settings.
    now
        The moment that counts, UTC.
    """

    def __init__(self, store: Store, config: Config, *, now: datetime) -> None:
        self._store, self._config, self._now = store, config, now
        self._links = Links(secret_key(config), store.desk.spent_links, lambda: now)
        self._accounts = store.accounts.all()

    def due(self, only: Collection[str] | None = None) -> Iterator[Reminder]:
        """Whom to write to now: due rows, peace since the last letter, somebody to write to.

        Parameters
        ----------
        only
            The organisations to look at; None for all.
        """
        network = self._store.snapshot()
        late = due_rows(network, now=self._now, days=self._config.remind_days)
        for id, rows in late.items():
            if (only is not None and id not in only) or not self.has_had_peace(id):
                continue
            reader = self.reader(id)
            if reader is None:
                continue
            there = _as_they_are(self._store, rows, now=self._now, days=self._config.remind_days)
            if there:
                name = str(network.organisations.name[network.organisations.row(id)])
                yield Reminder(organisation_id=id, organisation=name, rows=there, reader=reader)

    def reader(self, organisation_id: str) -> Reader | None:
        """Who is written to for an organisation, None where nobody can be.

        Those who keep its rows, else its e-mail addresses with consent; of several, who was
        written to least lately, and nobody who wants no more.
        """
        keepers = [
            Reader(
                name=one.name,
                email=one.email,
                reason="you keep its rows in Hedgerow",
                whom="Somebody who keeps its rows",
            )
            for one in self._accounts
            if organisation_id in one.organisation_ids and not one.disabled
        ]
        return self._first(keepers) or self._first(self._contacts(organisation_id))

    def write(self, reminder: Reminder, post: Callable[[Letter], None]) -> Letter | None:
        """Write one letter; None where another process was quicker, or the letter cannot be.

        It is remembered first: nobody gets two because something went wrong in between.
        """
        known = self._store.desk.reminders
        peace = self._now - timedelta(days=self._config.remind_again_days)
        if not known.claim(reminder.organisation_id, at=self._now, not_since=peace):
            return None
        letter = self.letter(reminder)
        post(letter)
        known.claim(address_id(reminder.reader.email), at=self._now, not_since=self._now)
        return letter

    def letter(self, reminder: Reminder) -> Letter:
        """The letter as it would be written; nothing is kept."""
        rows: list[dict[str, str]] = []
        room = ROOM
        for record in reminder.rows[:MOST_ROWS]:
            told = self._told(record)
            room -= sum(map(len, told.values()))
            if rows and room < 0:
                break
            rows.append(told)
        several = len(reminder.rows) > 1
        token = self._links.make(NO_MORE, [address_id(reminder.reader.email)], NO_MORE_GOOD_FOR)
        return writing.letter(
            "reminder",
            to=reminder.reader.email,
            url=self._config.address,
            at=self._now,
            unsubscribe=f"{self._config.address}{NO_MORE_PLACE}{token}",
            name=reminder.reader.name,
            organisation=reminder.organisation,
            rows=rows,
            more=len(reminder.rows) - len(rows),
            all=self._link(ALL, _WORDS[0], reminder.organisation_id) if several else "",
            until=said(self._now + GOOD_FOR),
            reason=reminder.reader.reason,
            again_days=self._config.remind_again_days,
        )

    def _told(self, record: Any) -> dict[str, str]:
        word = word_of(record)
        stamp = mark_of(record)
        known = checked(record.verified_on, self._now.date()).words
        return {
            "name": str(record.name),
            "noun": noun_of(record),
            "checked": known[:1].lower() + known[1:],
            **{
                answer: self._link(answer, word, record.id, stamp)
                for answer in (RIGHT, CHANGED, GONE)
            },
        }

    def _link(self, answer: str, word: str, id: str, stamp: str = "") -> str:
        token = self._links.make(PURPOSE, [answer, word, id, stamp], GOOD_FOR)
        return f"{self._config.address}{PLACE}{token}"

    def has_had_peace(self, organisation_id: str) -> bool:
        """Whether it is long enough ago that an organisation was written to."""
        last = self.written_at(organisation_id)
        return last is None or self._now - last >= timedelta(days=self._config.remind_again_days)

    def written_at(self, organisation_id: str) -> datetime | None:
        """When an organisation was last written to, None where it never was."""
        known = self._store.desk.reminders.find(organisation_id)
        return known.written_at if known is not None else None

    def _contacts(self, organisation_id: str) -> list[Reader]:
        found = self._store.kept_by(Contact, organisation_id)
        return [
            Reader(
                name="",
                email=one.value,
                reason="its address here is this one, with consent",
                whom="Its e-mail address",
            )
            for one in found
            if one.kind is ContactKind.EMAIL and one.consent is Consent.YES
        ]

    def _first(self, readers: Iterable[Reader]) -> Reader | None:
        known = self._store.desk.reminders
        waiting = []
        for one in readers:
            had = known.find(address_id(one.email))
            if had is None or had.refused_at is None:
                last = had.written_at if had is not None else None
                waiting.append((last or datetime.min.replace(tzinfo=UTC), one.email, one))
        return min(waiting, key=lambda each: each[:2])[2] if waiting else None


def remind(
    store: Store,
    config: Config,
    *,
    now: datetime,
    post: Callable[[Letter], None],
    only: Collection[str] | None = None,
    most: int | None = None,
) -> tuple[Letter, ...]:
    """Write to everybody who is to be reminded.

    Parameters
    ----------
    now
        The moment that counts, UTC.
    post
        What keeps a letter, and lets it be sent.
    only
        The organisations that are looked at; None for all.
    most
        How many letters are written at most; None for no end.
    """
    reminders = Reminders(store, config, now=now)
    written = (reminders.write(one, post) for one in reminders.due(only))
    return tuple(islice((letter for letter in written if letter is not None), most))


def still_due(
    store: Store, network: Network, organisation_id: str, *, now: datetime, days: int
) -> tuple[Any, ...]:
    """What an organisation has due, as it is now."""
    rows = due_rows(network, now=now, days=days).get(organisation_id, ())
    return _as_they_are(store, rows, now=now, days=days)


def _as_they_are(
    store: Store, rows: Iterable[tuple[str, str]], *, now: datetime, days: int
) -> tuple[Any, ...]:
    """Of some due rows those that still are: a snapshot may be a little behind."""
    limit = now.date() - timedelta(days=days)
    found: list[Any] = [store.find(KINDS[word], id) for word, id in rows]
    return tuple(
        one
        for one in found
        if one is not None and (one.verified_on is None or one.verified_on < limit)
    )


def mark_of(record: Record) -> str:
    """A few signs that tell one version of a row from another, for a link."""
    return stamp_of(record)[:12]
