"""Accounts: who may sign in, kept in the graph beside the network.

A change to an account is no change to the network: it makes no revision, so that nobody's
findings are worked out anew because somebody signed out. No snapshot holds an account. What an
account may change are relationships; they go with the organisation or the area.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from neo4j import Transaction

from graph.errors import DanglingReference, InvalidData, NotFound
from graph.model import Account
from graph.store import reading
from graph.store.connection import Connection
from graph.store.kinds import ACCOUNTS, Label
from graph.store.rows import references_of, row_of
from graph.store.statements import for_label, for_link, statement


class Writing(Protocol):
    """Whatever lets one write while nobody needs stillness."""

    def writing(self) -> AbstractContextManager[None]:
        """Be one of those who write."""


class Accounts:
    """The accounts of a graph; safe to share between threads."""

    def __init__(self, connection: Connection, gate: Writing) -> None:
        self._connection, self._gate = connection, gate

    def all(self) -> tuple[Account, ...]:
        """Every account, by name and e-mail address."""
        found = self._connection.read(lambda transaction: reading.records(transaction, ACCOUNTS))
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.email)))

    def account(self, id: str) -> Account:
        """One account; raise :class:`~graph.errors.NotFound` where there is none of that id."""
        found = self._connection.read(
            lambda transaction: reading.records(transaction, ACCOUNTS, [id])
        )
        if not found:
            raise NotFound("account", id)
        account: Account = found[0]
        return account

    def of_email(self, email: str) -> Account | None:
        """Whose an e-mail address is, as it is kept; None where it is nobody's."""

        def work(transaction: Transaction) -> Account | None:
            ids = _of_email(transaction, email)
            found = reading.records(transaction, ACCOUNTS, ids) if ids else []
            return found[0] if found else None

        return self._connection.read(work)

    def keep(self, account: Account) -> None:
        """Add an account, or put it in the place of the one that has its id.

        Raises
        ------
        InvalidData
            Another account has that e-mail address.
        DanglingReference
            It names an organisation or an area that is not there.
        """
        with self._gate.writing():
            self._connection.write(lambda transaction: _keep(transaction, account))

    def remove(self, id: str) -> None:
        """Take an account away; one that is not there is passed over."""

        def work(transaction: Transaction) -> None:
            transaction.run(for_label("remove", Label.ACCOUNT), ids=[id]).consume()

        with self._gate.writing():
            self._connection.write(work)


def _of_email(transaction: Transaction, email: str) -> list[str]:
    return [
        str(found["id"]) for found in transaction.run(statement("account/of_email"), email=email)
    ]


def _keep(transaction: Transaction, account: Account) -> None:
    if any(id != account.id for id in _of_email(transaction, account.email)):
        raise InvalidData(f"There is an account for {account.email} already.", field="email")
    rows = [row_of(account)]
    if reading.existing_ids(transaction, Label.ACCOUNT, [account.id]):
        transaction.run(for_label("change", Label.ACCOUNT), rows=rows).consume()
    else:
        transaction.run(statement("account/create"), rows=rows).consume()
    named = references_of(account)
    for link in ACCOUNTS.links:
        ends = Label.ACCOUNT, link.type, link.other
        transaction.run(for_link("drop_from_start", *ends), ids=[account.id]).consume()
        ids = [id for id, _ in named[link.field]]
        missing = set(ids) - reading.existing_ids(transaction, link.other, ids)
        for id in sorted(missing):
            raise DanglingReference(
                f"There is no {link.other.value.lower()} “{id}” for an account to keep; "
                "nothing was kept."
            )
        wanted = [
            {"start": account.id, "end": id, "position": place, "share": None}
            for place, id in enumerate(ids)
        ]
        if wanted:
            transaction.run(for_link("create", *ends), rows=wanted).consume()
