"""Accounts: who may sign in. What one may change goes with the organisation or the area."""

from __future__ import annotations

from datetime import datetime

from neo4j import Transaction

from graph.errors import InvalidData
from graph.model import Account, Event
from graph.store.beside import Beside
from graph.store.statements import statement


class Accounts(Beside[Account]):
    """The accounts of a graph."""

    def all(self) -> tuple[Account, ...]:
        """Every account, by name and e-mail address."""
        return tuple(sorted(super().all(), key=lambda one: (one.name.casefold(), one.email)))

    def of_email(self, email: str) -> Account | None:
        """Whose an e-mail address is, as it is kept; None where it is nobody's."""
        found = self._of("account/of_email", email=email)
        return found[0] if found else None

    def _check(self, transaction: Transaction, record: Account) -> None:
        """Raise InvalidData where another account has the e-mail address."""
        found = transaction.run(statement("account/of_email"), email=record.email)
        if any(one["id"] != record.id for one in found):
            raise InvalidData(f"There is an account for {record.email} already.", field="email")


class Events(Beside[Event]):
    """What happened to accounts."""

    def recent(self, most: int = 50, *, account_id: str = "") -> tuple[Event, ...]:
        """The newest events, newest first, of one account or of all."""
        return self._of("event/recent", most=most, account=account_id)

    def forget(self, before: datetime) -> int:
        """Take away what happened before a moment; how many events that were."""
        old = self._of("event/before", before=before.isoformat(timespec="microseconds"))
        self.remove(*(one.id for one in old))
        return len(old)
