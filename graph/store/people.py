"""All that a graph holds of one person, and taking it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from neo4j import Transaction

from graph.errors import LastAdministrator
from graph.model import Contact, ContactKind, Organisation, ProposalState, Source
from graph.model.reminders import address_id
from graph.store import reading
from graph.store.accounts import Accounts, is_administrator
from graph.store.beside import Writing
from graph.store.connection import Connection
from graph.store.kinds import NODES
from graph.store.labels import Label
from graph.store.rows import row_of
from graph.store.snapshots import SnapshotFolder
from graph.store.statements import for_label, statement
from graph.store.traces import LEFT, Person

Row = dict[str, Any]

_NOT_LOOKED_AT = {Label.BOUNDARY, Label.TRAVEL_TIMES, Label.ARRIVAL, Label.VERSION, Label.AREA}
"""Shapes, journeys, lists of ids and places: nobody writes words about people there. Versions are
searched by the server."""
_NETWORK = {kind.label: kind for kind in NODES if kind.label not in _NOT_LOOKED_AT}
_BESIDE = tuple(label for label in Label if label not in _NOT_LOOKED_AT and label not in _NETWORK)
_PUBLIC_NAMES = (Organisation, Source)
"""Kinds whose names are those of bodies, also where they are somebody's."""
_IDS = {"id", "source_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a graph holds of a person.

    Attributes
    ----------
    rows
        Nodes as they are kept, by label: their account, drafts, events and letters; proposals,
        changes and whatever else they did or stand in.
    records
        Records of the network that name them: contact details, and texts.
    versions
        Earlier forms of records that name them.
    """

    rows: Mapping[Label, list[Row]]
    records: tuple[Any, ...]
    versions: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.records or self.versions or any(self.rows.values()))


@dataclass(slots=True, kw_only=True)
class Erased:
    """What was done to forget somebody: how much was removed, emptied and kept, by what it is."""

    removed: dict[str, int] = field(default_factory=dict)
    emptied: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)


class People:
    """What a graph holds of people, whoever they are.

    Parameters
    ----------
    connection, gate, folder
        The graph's, and where its snapshots are kept.
    accounts
        Who may sign in.
    write
        How the network is changed (:meth:`graph.store.Store.write`).
    """

    def __init__(
        self,
        connection: Connection,
        gate: Writing,
        folder: SnapshotFolder,
        accounts: Accounts,
        write: Callable[..., Any],
    ) -> None:
        self._connection, self._gate, self._folder = connection, gate, folder
        self._accounts, self._write = accounts, write

    def person(self, email: str, name: str = "") -> Person:
        """Whom an address is of; the name of their account counts before the one given."""
        account = self._accounts.of_email(email)
        return Person(
            email=email,
            name=account.name if account else name,
            account_id=account.id if account else "",
        )

    def held(self, person: Person) -> Held:
        """All that is held of somebody, in no order."""
        return self._connection.read(lambda transaction: _held(transaction, person))

    def erase(self, person: Person) -> Erased:
        """Take out all that is held of somebody; what they changed stays, by nobody named.

        Raises
        ------
        LastAdministrator
            Nobody would be left who may say who else may sign in.
        """
        self._refuse_last(person)
        done = Erased()
        self._erase_records(person, done)
        with self._gate.writing():
            found = self._connection.write(lambda transaction: _erase(transaction, person))
        for had, more in ((done.removed, found.removed), (done.emptied, found.emptied)):
            had.update(more)
        done.kept.update(found.kept)
        self._folder.clear()
        return done

    def _refuse_last(self, person: Person) -> None:
        there = [one.id for one in self._accounts.all() if is_administrator(one)]
        if there == [person.account_id]:
            raise LastAdministrator

    def _erase_records(self, person: Person, done: Erased) -> None:
        """Take somebody out of the network, as a change like any other."""
        named = self._connection.read(lambda transaction: list(_records(transaction, person)))
        gone = [one for one in named if is_about(person, one)]
        others = [one for one in named if not is_about(person, one)]
        texts = [without(person, one) for one in others]
        changed = [new for new, old in zip(texts, others, strict=True) if new != old]
        if gone or changed:
            self._write(
                changed,
                remove=[(type(one), one.id) for one in gone],
                by="command line",
                message="Took out what was held of a person",
                via="hedgerow person erase",
            )
        _count(done.removed, "contact details", len(gone))
        _count(done.emptied, "texts of records", len(changed))
        stays = [one for one in texts if any(person.named_in(text) for _, text in texts_of(one))]
        _count(done.kept, "names of organisations or sources that are theirs too", len(stays))


def is_about(person: Person, record: Any) -> bool:
    """Whether a record is a contact detail of somebody."""
    if not isinstance(record, Contact):
        return False
    if record.kind is ContactKind.PERSON:
        return person.is_called(record.value) or person.named_in(record.value)
    return person.email_in(record.value)


def without(person: Person, record: Any) -> Any:
    """A record whose texts name somebody no longer; the name of a body stays."""
    changes: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if one.name == "name" and isinstance(record, _PUBLIC_NAMES) and not person.email_in(value):
            continue
        new = _cleared(person, one.name, value)
        if new != value:
            changes[one.name] = new
    return replace(record, **changes) if changes else record


def texts_of(record: Any) -> Iterator[tuple[str, str]]:
    """The texts of a record, by field."""
    values = record if isinstance(record, Mapping) else row_of(record)
    for name, value in values.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and name not in _IDS:
                yield name, text


def _cleared(person: Person, name: str, value: Any) -> Any:
    """A value without somebody's address, name and account."""
    if isinstance(value, list | tuple):
        return type(value)(
            _cleared(person, name, one) for one in value if not _is_account(person, one)
        )
    if type(value) is not str or name in _IDS:  # words of vocabularies are no free texts
        return value
    return LEFT if _is_account(person, value) else person.without(value)


def _is_account(person: Person, value: object) -> bool:
    return bool(person.account_id) and value == person.account_id


def _names(person: Person, row: Any) -> bool:
    """Whether a node's properties name somebody, or their account."""
    return any(_is_account(person, text) or person.named_in(text) for _, text in texts_of(row))


def _records(transaction: Transaction, person: Person) -> Iterator[Any]:
    """The records of the network that name somebody."""
    for label, kind in _NETWORK.items():
        rows = [found[0] for found in transaction.run(for_label("read", label))]
        is_contact = kind.record is Contact
        ids = [
            row["id"]
            for row in rows
            if _names(person, row) or (is_contact and person.is_called(row["value"]))
        ]
        if ids:
            yield from reading.records(transaction, kind, ids)


def _held(transaction: Transaction, person: Person) -> Held:
    rows: dict[Label, list[Row]] = {}
    for label in _BESIDE:
        all_rows = (found[0] for found in transaction.run(for_label("read", label)))
        rows[label] = [row for row in all_rows if _is_theirs(person, label, row)]
    rows[Label.DRAFT] = _drafts(transaction, person, rows[Label.DRAFT])
    return Held(
        rows=rows,
        records=tuple(_records(transaction, person)),
        versions=tuple(_versions(transaction, person)),
    )


def _is_theirs(person: Person, label: Label, row: Row) -> bool:
    if label is Label.ACCOUNT:
        return bool(row["id"] == person.account_id)
    if label is Label.REMINDED:
        return bool(row["id"] == address_id(person.email))
    if label is Label.DELIVERY:
        return person.in_image(row.get("image", ""))
    return _names(person, row)


def _drafts(transaction: Transaction, person: Person, naming: list[Row]) -> list[Row]:
    """Their drafts, and those of others that name them."""
    found = transaction.run(statement("draft/of_account"), account=person.account_id)
    ids = [str(one["id"]) for one in found] if person.account_id else []
    own = [one[0] for one in transaction.run(for_label("find", Label.DRAFT), ids=ids)]
    others = [row for row in naming if row["id"] not in ids]
    return [*({**row, "account_id": person.account_id} for row in own), *others]


def _versions(transaction: Transaction, person: Person) -> Iterator[Row]:
    for found in transaction.run(statement("version/holding"), texts=person.texts):
        if person.in_image(found[0]["before"]):
            yield found[0]


def _erase(transaction: Transaction, person: Person) -> Erased:
    """Take somebody out of what is beside the network, in one transaction."""
    done = Erased()
    held = _held(transaction, person)
    for label, rows in held.rows.items():
        gone = [row for row in rows if _goes(person, label, row)]
        stays = [row for row in rows if not _goes(person, label, row)]
        if gone:
            ids = [row["id"] for row in gone]
            transaction.run(for_label("remove", label), ids=ids).consume()
            _count(done.removed, _called(label), len(gone))
        _empty(transaction, label, stays, _emptying(person, label))
        words = "changes that they made, by somebody who has left"
        if label is Label.CHANGE:
            _count(done.kept, words, len(stays))
        else:
            _count(done.emptied, _called(label), len(stays))
    ids = [row["id"] for row in held.versions]
    if ids:
        transaction.run(statement("version/forget_ids"), ids=ids).consume()
        _count(done.emptied, "earlier forms of records", len(ids))
    return done


def _goes(person: Person, label: Label, row: Row) -> bool:
    """Whether a node is about nobody else, so that it goes whole."""
    if label is Label.ACCOUNT:
        return True
    if label is Label.EVENT:
        return _is_account(person, row.get("account_id"))
    if label is Label.LETTER:
        return bool(row["to"] == person.email)
    if label in (Label.REMINDED, Label.TOKEN):
        return True
    return label is Label.DRAFT and "account_id" in row


def _emptying(person: Person, label: Label) -> Callable[[Row], Row]:
    def emptied(row: Row) -> Row:
        row = dict(row)
        if label is Label.PROPOSAL:
            row = _emptied_proposal(person, row)
        if label is Label.DELIVERY:
            row.pop("image", None)  # it stays out: nothing is filled in again from there
        return {name: _cleared(person, name, value) for name, value in row.items()}

    return emptied


def _emptied_proposal(person: Person, row: Row) -> Row:
    if _is_account(person, row.get("by")) or row.get("email") == person.email:
        row.pop("note", None)  # their own words
        row.pop("email", None)
    images = row.get("before", ""), row.get("after", "")
    if any(person.in_image(image) for image in images):
        row.pop("before", None)
        row.pop("after", None)
        if row["state"] == ProposalState.WAITING.value:
            row["state"] = ProposalState.WITHDRAWN.value
            row["reason"] = "What it said of a person was taken out at their wish."
    return row


def _empty(
    transaction: Transaction, label: Label, rows: list[Row], emptied: Callable[[Row], Row]
) -> None:
    changed = [new for row in rows if (new := emptied(row)) != row]
    if changed:
        transaction.run(for_label("change", label), rows=changed).consume()


def _called(label: Label) -> str:
    return {
        Label.ACCOUNT: "account",
        Label.EVENT: "events",
        Label.LETTER: "letters",
        Label.DRAFT: "drafts",
        Label.PROPOSAL: "proposals",
        Label.STANDING: "notes of staff",
        Label.DELIVERY: "what outside sources said of records",
    }.get(label, f"{label.value.lower()}s")


def _count(counts: dict[str, int], what: str, number: int) -> None:
    if number:
        counts[what] = counts.get(what, 0) + number
