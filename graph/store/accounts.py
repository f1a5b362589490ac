"""Accounts: who may sign in. What one may change goes with the organisation or the area."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from neo4j import Transaction

from graph.errors import InvalidData, LastAdministrator
from graph.model import Account, Event, Role
from graph.store import reading
from graph.store.beside import Beside
from graph.store.statements import statement


class Accounts(Beside[Account]):
    """The accounts of a graph."""

    # The embedded server shows what a transaction did piece by piece: one that looks at many
    # accounts, to see who is left, may see half of another. So this process does one at a time;
    # other processes hold the graph's own node.
    _one_at_a_time = threading.Lock()

    def all(self) -> tuple[Account, ...]:
        """Every account, by name and e-mail address."""
        return tuple(sorted(super().all(), key=lambda one: (one.name.casefold(), one.email)))

    def of_email(self, email: str) -> Account | None:
        """Whose an e-mail address is, as it is kept; None where it is nobody's."""
        found = self._of("account/of_email", email=email)
        return found[0] if found else None

    def of_openid(self, openid: str) -> Account | None:
        """Who somebody is that came from a provider of identities; None for nobody known."""
        found = self._of("account/of_openid", openid=openid) if openid else ()
        return found[0] if len(found) == 1 else None

    def have_administrator(self) -> bool:
        """Whether there is an administrator who may sign in."""
        return any(is_administrator(one) for one in self.all())

    def add_first(self, account: Account) -> bool:
        """Add the first administrator; False, and nothing done, where there is one.

        Of several who try at the same moment one becomes it.
        """

        def work(transaction: Transaction) -> bool:
            there = self._administrators(transaction)
            if there:
                return account.id in there  # an earlier try was kept although its answer got lost
            self._kept(transaction, account)
            return True

        with self._one_at_a_time, self._gate.writing():
            return self._connection.write(work)

    def change(self, id: str, edit: Callable[[Account], Account]) -> Account:
        """Change an account as it is now.

        Raises
        ------
        NotFound
            There is no such account.
        LastAdministrator
            Nobody would be left who may say who else may sign in.
        """
        with self._one_at_a_time:
            return super().change(id, edit)

    def _changed(
        self, transaction: Transaction, id: str, edit: Callable[[Account], Account]
    ) -> Account:
        """Change an account; raise LastAdministrator where nobody would be left."""
        was_one = False

        def watched(account: Account) -> Account:
            nonlocal was_one
            was_one = is_administrator(account)
            return edit(account)

        changed = super()._changed(transaction, id, watched)
        if was_one and not is_administrator(changed) and not self._administrators(transaction):
            raise LastAdministrator
        return changed

    def _administrators(self, transaction: Transaction) -> set[str]:
        """The administrators who may sign in; whoever else asks waits until this is done."""
        transaction.run(statement("graph/hold")).consume()
        found: list[Account] = reading.records(transaction, self._kind)
        return {one.id for one in found if is_administrator(one)}

    def _check(self, transaction: Transaction, record: Account) -> None:
        """Raise InvalidData where another account has the e-mail address."""
        found = transaction.run(statement("account/of_email"), email=record.email)
        if any(one["id"] != record.id for one in found):
            raise InvalidData(f"There is an account for {record.email} already.", field="email")

    def keeping(self, organisation_id: str) -> tuple[Account, ...]:
        """Those who keep the rows of an organisation, by name."""
        return tuple(one for one in self.all() if organisation_id in one.organisation_ids)

    def handing(
        self, ids: Iterable[str], *, gone: str = "", to: str = ""
    ) -> Callable[[Transaction], None]:
        """What lets accounts keep an organisation's rows instead of another's.

        Parameters
        ----------
        ids
            Which accounts.
        gone, to
            The organisation that they keep no longer, and the one that they come to keep; empty
            for none.
        """
        wanted = sorted(ids)

        def handed(account: Account) -> Account:
            had = account.organisation_ids
            now = [to if to and id == gone else id for id in had if to or id != gone]
            return replace(
                account, organisation_ids=tuple(dict.fromkeys([*now, *([to] if to else [])]))
            )

        def work(transaction: Transaction) -> None:
            for id in sorted(reading.existing_ids(transaction, self._kind.label, wanted)):
                self._changed(transaction, id, handed)

        return work


def is_administrator(account: Account) -> bool:
    """Whether somebody is an administrator and may sign in."""
    return Role.ADMINISTRATOR in account.roles and not account.disabled


class Events(Beside[Event]):
    """What happened to accounts."""

    def recent(self, most: int = 50, *, account_id: str = "") -> tuple[Event, ...]:
        """The newest events, newest first, of one account or of all."""
        return self._of("event/recent", most=most, account=account_id)

    def signed_in_at(self) -> dict[str, datetime]:
        """When each account last signed in, by its id; those that never did are not there."""

        def work(transaction: Transaction) -> dict[str, datetime]:
            found = transaction.run(statement("event/signed_in"))
            return {one["account"]: datetime.fromisoformat(one["at"]) for one in found}

        return self._connection.read(work)

    def forget(self, before: datetime) -> int:
        """Take away what happened before a moment; how many events that were."""
        old = self._of("event/before", before=before.isoformat(timespec="microseconds"))
        self.remove(*(one.id for one in old))
        return len(old)
