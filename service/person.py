"""All that is held of one person, in plain words, for them to have (UK GDPR, article 15)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from graph.errors import InvalidData, NotFound
from graph.model import Role
from graph.store import Store
from graph.store.labels import Label
from graph.store.people import Held, texts_of
from graph.store.traces import Person

_SECRET = {"password", "totp", "totp_used"}
_WORDS = {
    "id": "id",
    "name": "name",
    "email": "e-mail address",
    "made_on": "account made on",
    "signed_out_at": "signed out everywhere at",
    "openid": "signs in as, at another service",
    "at": "when",
    "made_at": "when",
    "written_at": "written at",
    "sent_at": "sent at",
    "refused_at": "wants no reminders since",
    "begun_at": "begun at",
    "changed_at": "last changed at",
    "decided_at": "decided at",
    "by": "by",
    "what": "what",
    "address": "network address",
    "subject": "subject",
    "text": "text",
    "to": "to",
    "via": "by what way",
    "message": "what was done",
    "title": "about",
    "note": "note",
    "reason": "reason",
    "state": "state",
    "step": "page that comes next",
    "value": "what it is",
    "kind": "kind",
    "consent": "agreed to be shown",
    "consented_on": "agreed on",
    "visibility": "who may see it",
}
_HEADINGS = {
    Label.EVENT: "what happened to the account",
    Label.DRAFT: "what was begun and not finished",
    Label.PROPOSAL: "changes that were proposed, or decided on",
    Label.LETTER: "letters",
    Label.CHANGE: "changes to the network that were made",
}


def export_of(store: Store, person: Person, *, at: datetime) -> dict[str, Any]:
    """All that is held of somebody, as an object for JSON.

    Parameters
    ----------
    store, person
        The graph, and whom it is about.
    at
        The moment, UTC.

    Returns
    -------
    dict
        Headings in plain words. Neither the password nor the secret of the second step is in it.

    Raises
    ------
    InvalidData
        Nothing is held of them.
    """
    held = store.people.held(person)
    if not held:
        raise InvalidData(f"Nothing is held of {person.email}; no file was written.")
    return {
        "about": {"e-mail address": person.email, "name": person.name or None},
        "made at": at.isoformat(timespec="seconds"),
        "what this is": "All that this Hedgerow holds about you. Passwords are kept only as "
        "something that a password can be checked against, which is left out here.",
        "account": _account(store, person),
        **{
            heading: [_plain(row) for row in _in_order(held.rows.get(label, ()))]
            for label, heading in _HEADINGS.items()
        },
        "contact details and texts that name you": [_record(store, one) for one in held.records],
        "where else you are named": _elsewhere(held),
        "earlier forms of records that name you": [
            {"kind": row["kind"].lower(), "id": row["record_id"], "as it was": row["before"]}
            for row in held.versions
        ],
    }


def _account(store: Store, person: Person) -> dict[str, Any] | None:
    if not person.account_id:
        return None
    account = store.accounts.one(person.account_id)
    return {
        "name": account.name,
        "e-mail address": account.email,
        "may": [Role(role).label for role in account.roles],
        "keeps the rows of": [_organisation(store, id) for id in account.organisation_ids],
        "looks after": [*account.area_ids, *(["all areas"] if account.everywhere else [])],
        "has chosen a password": bool(account.password),
        "signs in as, at another service": account.openid or None,
        "uses a second step": bool(account.totp),
        "may sign in": not account.disabled,
        "made on": account.made_on.isoformat(),
    }


def _organisation(store: Store, id: str) -> str:
    try:
        return store.organisation(id).name
    except NotFound:
        return id


def _record(store: Store, record: Any) -> dict[str, Any]:
    words = {"what": type(record).__name__.lower(), **_plain(dict(texts_of(record)))}
    organisation_id = getattr(record, "organisation_id", None)
    if organisation_id:
        words["organisation"] = _organisation(store, organisation_id)
    return {**words, "id": record.id, "name": getattr(record, "name", None)}


def _elsewhere(held: Held) -> list[dict[str, Any]]:
    told = {*_HEADINGS, Label.ACCOUNT}
    return [
        {"what": label.value.lower(), **_plain(row)}
        for label, rows in held.rows.items()
        if label not in told
        for row in rows
    ]


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    moments = ("at", "made_at", "written_at", "begun_at")
    return sorted(rows, key=lambda row: str(next((row[m] for m in moments if m in row), "")))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A node's properties in words, without secrets and marks of the store's own."""
    found = {
        _WORDS.get(name, name.replace("_", " ")): value
        for name, value in row.items()
        if name not in _SECRET and name not in ("turn", "values")
    }
    if "values" in row:
        found["what was typed"] = json.loads(row["values"])
    return found
