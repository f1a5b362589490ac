"""What is done for an account by a letter: an invitation, and a new password.

Both lead to a page where one chooses a password. A link is bound to the password that the account
had when it was written: once another is chosen, every older link is dead.
"""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from graph.errors import InvalidData, NotFound
from graph.model import Account, Event, Letter
from graph.model.accounts import read_email
from graph.store import Store
from service.post import writing
from service.signing import passwords
from service.signing.links import LinkRefused, Links, said

INVITATION, FORGOTTEN = "invitation", "forgotten"
PLACES = {INVITATION: "/invitation/", FORGOTTEN: "/sign-in/new-password/"}
GOOD_FOR = {INVITATION: timedelta(days=7), FORGOTTEN: timedelta(hours=1)}

_GONE = "The account that this link was made for cannot be used any more."


def letter_for(
    account: Account, purpose: str, *, links: Links, url: str, at: datetime, inviter: str = ""
) -> Letter:
    """The letter with a link by which somebody chooses a password.

    Parameters
    ----------
    account
        Whose.
    purpose
        ``INVITATION`` or ``FORGOTTEN``.
    links, url, at
        What makes links, the public address, and the moment.
    inviter
        Who invites, empty for whoever runs Hedgerow.
    """
    token = links.make(purpose, [account.id, _seal(account)], GOOD_FOR[purpose])
    words = {"inviter": inviter} if purpose == INVITATION else {}
    return writing.letter(
        purpose,
        to=account.email,
        url=url,
        at=at,
        name=account.name,
        link=f"{url}{PLACES[purpose]}{token}",
        until=said(at + GOOD_FOR[purpose]),
        **words,
    )


def account_of(links: Links, store: Store, purpose: str, token: str) -> Account:
    """Whose link it is; nothing is changed.

    Raises
    ------
    LinkRefused
        It does not work, in words for whoever opened it.
    """
    return _its(store, links.read(purpose, token))


def choose(
    links: Links, store: Store, purpose: str, token: str, password: str, *, at: datetime
) -> Account:
    """Use a link: the account with its new password; every session that it had is over.

    Raises
    ------
    LinkRefused
        It does not work.
    InvalidData
        The password is too weak; the link still works.
    """
    account = account_of(links, store, purpose, token)
    passwords.refuse_weak(password, account.name, account.email)
    hashed = passwords.hashed(password)
    id, seal = links.spend(purpose, token)

    def edit(account: Account) -> Account:
        """The account as it is now, which may have changed since the page was opened."""
        return replace(_open(account, seal), password=hashed, signed_out_at=at)

    try:
        return store.accounts.change(id, edit)
    except NotFound:
        raise LinkRefused(_GONE) from None


def send_forgotten(
    typed: str, *, store: Store, links: Links, url: str, at: datetime, address: str
) -> Letter | None:
    """The letter for whoever forgot a password, None where nobody is written to.

    Nobody waits for this: what takes longer where there is an account is done beside the request.
    """
    account = None
    with contextlib.suppress(InvalidData):
        account = store.accounts.of_email(read_email(typed))
    if account is None:
        return None
    what = "asked for a new password" + (": disabled, no letter" if account.disabled else "")
    store.events.keep(
        Event(id=uuid.uuid4().hex, at=at, what=what, account_id=account.id, address=address)
    )
    if account.disabled:
        return None
    return letter_for(account, FORGOTTEN, links=links, url=url, at=at)


def _its(store: Store, payload: list[str]) -> Account:
    id, seal = payload
    account = store.accounts.find(id)
    if account is None:
        raise LinkRefused(_GONE)
    return _open(account, seal)


def _open(account: Account, seal: str) -> Account:
    """An account that a link of this seal may still change."""
    if account.disabled:
        raise LinkRefused(_GONE)
    if seal != _seal(account):
        raise LinkRefused("This link does not work any more: a password was chosen since.")
    return account


def _seal(account: Account) -> str:
    """What a link remembers of the password, which says nothing of it."""
    return hashlib.sha256(f"{account.id} {account.password}".encode()).hexdigest()[:16]
