"""The desk: letters, used links, drafts, proposals, and what staff know of organisations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from neo4j import Transaction

from graph.errors import AlreadyDecided, NotFound
from graph.model import (
    Draft,
    Letter,
    Merge,
    Proposal,
    ProposalState,
    Reminded,
    SpentLink,
    Standing,
    Token,
)
from graph.store import reading
from graph.store.beside import Beside, Writing
from graph.store.connection import Connection
from graph.store.kinds import (
    DRAFTS,
    LETTERS,
    MERGES,
    PROPOSALS,
    REMINDED,
    SPENT_LINKS,
    STANDINGS,
    TOKENS,
)
from graph.store.statements import for_label, statement


class Letters(Beside[Letter]):
    """What is to be sent, or was."""

    def unsent(self) -> tuple[Letter, ...]:
        """The letters that have not been sent, oldest first."""
        return self._of("letter/unsent")

    def recent(self, most: int = 50) -> tuple[Letter, ...]:
        """The newest letters, newest first."""
        return self._of("letter/recent", most=most)


class Drafts(Beside[Draft]):
    """What people began to add."""

    def of_account(self, id: str) -> tuple[Draft, ...]:
        """Somebody's drafts, the last changed first."""
        return self._of("draft/of_account", account=id)


class Proposals(Beside[Proposal]):
    """What waits, or waited, for a steward."""

    def in_state(self, state: ProposalState, most: int = 1_000) -> tuple[Proposal, ...]:
        """Those in a state, oldest first."""
        return self._of("proposal/in_state", state=state.value, most=most)

    def of_account(self, id: str, most: int = 200) -> tuple[Proposal, ...]:
        """What somebody proposed, newest first."""
        return self._of("proposal/of_account", account=id, most=most)

    def of_record(self, kind: str, id: str) -> tuple[Proposal, ...]:
        """What was proposed for a record, newest first."""
        return self._of("proposal/of_record", kind=kind, id=id)

    def waiting(self) -> int:
        """How many wait."""

        def work(transaction: Transaction) -> int:
            found = transaction.run(
                statement("proposal/number"), state=ProposalState.WAITING.value
            ).single(strict=True)
            return int(found[0])

        return self._connection.read(work)

    def decide(self, decided: Proposal) -> None:
        """Keep what was decided on one that waits.

        Raises
        ------
        AlreadyDecided
            Somebody else was quicker; nothing was kept.
        """
        with self._gate.writing():
            self._connection.write(self.deciding(decided))

    def deciding(self, decided: Proposal) -> Callable[[Transaction], None]:
        """What :meth:`decide` does, as a part of a transaction (``Store.write(first=…)``)."""

        def work(transaction: Transaction) -> None:
            hold = for_label("hold", self._kind.label)
            transaction.run(hold, ids=[decided.id]).consume()
            found: list[Proposal] = reading.records(transaction, self._kind, [decided.id])
            if not found:
                raise NotFound("proposal", decided.id)
            if found[0] == decided:
                return  # an earlier try of the same
            if found[0].state is not ProposalState.WAITING:
                raise AlreadyDecided(found[0].title)
            self._kept(transaction, decided)

        return work


class SpentLinks(Beside[SpentLink]):
    """Which signed links have worked."""

    def forget(self, before: datetime) -> int:
        """Take away those that have ended by themselves before a moment; how many they were."""
        old = self._of("spentlink/before", before=before.isoformat(timespec="microseconds"))
        self.remove(*(one.id for one in old))
        return len(old)


class Merges(Beside[Merge]):
    """Which two records became one."""

    def of_gone(self, kind: str, id: str) -> tuple[Merge, ...]:
        """Those in which a record went, newest first."""
        return self._of("merge/of_gone", kind=kind, id=id)

    def keeping(self, merge: Merge) -> Callable[[Transaction], None]:
        """What :meth:`keep` does, as a part of a transaction."""
        return lambda transaction: self._kept(transaction, merge)


class Reminders(Beside[Reminded]):
    """When reminders were written, and who wants none."""

    def claim(self, id: str, *, at: datetime, not_since: datetime) -> bool:
        """Remember that a reminder is written now; False where one was since a moment.

        Of several who ask at the same moment one is told True.
        """
        if self.add(Reminded(id=id, written_at=at)):
            return True

        def edit(known: Reminded) -> Reminded:
            written = known.written_at
            if written is not None and written != at and written > not_since:
                raise _WrittenSince
            return replace(known, written_at=at)

        try:
            self.change(id, edit)
        except _WrittenSince:
            return False
        return True

    def refuse(self, id: str, *, at: datetime | None) -> None:
        """Remember that nobody at an address wants reminders, or with None that they do."""
        if not self.add(Reminded(id=id, refused_at=at)):
            self.change(id, lambda known: replace(known, refused_at=at))


class Tokens(Beside[Token]):
    """What programs show to read what somebody may read."""

    def of_account(self, id: str) -> tuple[Token, ...]:
        """Somebody's tokens, newest first."""
        return self._of("token/of_account", account=id)

    def forget(self, before: datetime) -> int:
        """Take away those that ended before a moment; how many they were."""
        old = self._of("token/before", before=before.isoformat(timespec="microseconds"))
        self.remove(*(one.id for one in old))
        return len(old)


class _WrittenSince(Exception):
    """A reminder was written since."""


class Desk:
    """What people and stewards work on, beside the network.

    Attributes
    ----------
    letters, spent_links, drafts, proposals, standings, merges, reminders, tokens
        See the classes.
    """

    def __init__(self, connection: Connection, gate: Writing) -> None:
        self.letters = Letters(connection, gate, LETTERS)
        self.spent_links = SpentLinks(connection, gate, SPENT_LINKS)
        self.drafts = Drafts(connection, gate, DRAFTS)
        self.proposals = Proposals(connection, gate, PROPOSALS)
        self.standings: Beside[Standing] = Beside(connection, gate, STANDINGS)
        self.merges = Merges(connection, gate, MERGES)
        self.reminders = Reminders(connection, gate, REMINDED)
        self.tokens = Tokens(connection, gate, TOKENS)
