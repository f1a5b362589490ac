"""The first administrator, who is made by a link that the server prints.

Whoever can read what the server prints runs it. The link works once, for a day, and is worth
nothing as soon as there is an administrator.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from graph.model import Account
from service.opened import store
from service.signing.links import LinkRefused, links

PURPOSE = "first-administrator"
GOOD_FOR = timedelta(days=1)


class AdministratorThere(LinkRefused):
    """Somebody is the administrator already."""

    def __init__(self) -> None:
        super().__init__(
            "There is an administrator already, so this link does not work any more. Ask them for "
            "an invitation."
        )


def told(app: Flask, base: str) -> str:
    """What the server prints while there is no administrator, empty where there is one.

    Parameters
    ----------
    base
        The address that links begin with.
    """
    with app.app_context():
        if store().accounts.have_administrator():
            return ""
        token = links(app).make(PURPOSE, "", GOOD_FOR)
    return (
        f"There is no administrator yet. Make yourself one: {base}/{PURPOSE}/{token} "
        "(works once, for a day)"
    )


def check(token: str) -> None:
    """Refuse a link that does not work; nothing is changed.

    Raises
    ------
    LinkRefused
        It does not work.
    """
    if store().accounts.have_administrator():
        raise AdministratorThere
    links().read(PURPOSE, token)


def become(token: str, account: Account) -> None:
    """Use the link: keep an account as the first administrator's.

    Raises
    ------
    LinkRefused
        It does not work, or somebody else was quicker.
    InvalidData
        There is an account for the address already.
    """
    check(token)
    links().spend(PURPOSE, token)
    if not store().accounts.add_first(account):
        raise AdministratorThere
