"""Inviting somebody: an account without a password, and the letter that leads to one."""

from __future__ import annotations

from flask import current_app

from graph.errors import InvalidData
from graph.model import Account
from service.opened import store
from service.post import office
from service.signing.events import happened
from service.signing.links import links
from service.signing.mailed import INVITATION, letter_for
from service.signing.session import now


def invite(account: Account, *, inviter: str) -> None:
    """Keep a new account and write to it; a page that somebody invites from calls this.

    Parameters
    ----------
    account
        New, without a password.
    inviter
        The name of whoever invites.

    Raises
    ------
    InvalidData
        There is an account for the address already.
    """
    if not store().accounts.add(account):
        raise InvalidData(f"There is an account for {account.email} already.", field="email")
    write_again(account, inviter=inviter)


def write_again(account: Account, *, inviter: str) -> None:
    """Send somebody who has no password yet an invitation, perhaps another one.

    Raises
    ------
    InvalidData
        They have a password, or may not sign in.
    """
    if account.password or account.disabled:
        raise InvalidData("Only an account without a password is invited.", field="email")
    url = current_app.config["HEDGEROW"].address
    letter = letter_for(account, INVITATION, links=links(), url=url, at=now(), inviter=inviter)
    office.of_app(current_app).post(letter)
    happened("was invited", account)
