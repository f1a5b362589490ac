"""``hedgerow user``: who may sign in, and what they may do."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from graph.errors import InvalidData, NotFound
from graph.model import Account, Event, Role
from graph.model.accounts import read_email
from graph.network import Network
from graph.store import Store
from service.cli.opening import opened, store_of
from service.cli.question import words
from service.config import Config
from service.post.outbox import Outbox, shown
from service.secret import secret_key
from service.signing import passwords
from service.signing.links import Links
from service.signing.mailed import INVITATION, letter_for

Command = Callable[..., None]


@click.group()
def user() -> None:
    """Say who may sign in, and what they may do."""


def _powers(command: Command) -> Command:
    """What an account may do, as options."""
    options = (
        click.option("--role", "roles", multiple=True, type=words(Role), help="Several may be."),
        click.option(
            "--organisation", "organisations", multiple=True, help="A contributor's: name or id."
        ),
        click.option("--area", "areas", multiple=True, help="A steward's: name or code."),
        click.option("--everywhere", is_flag=True, help="A steward of all areas."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="What they are called.")
@_powers
def add(email: str, name: str, **powers: Any) -> None:
    """Make an account; its password is asked for."""
    with opened() as store:
        account = _made(store, email, name, **powers)
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        passwords.refuse_weak(password, name, account.email)
        store.accounts.keep(replace(account, password=passwords.hashed(password)))
    click.echo(f"{name} may sign in as {account.email}: {_told(account)}.")


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="What they are called.")
@_powers
def invite(email: str, name: str, **powers: Any) -> None:
    """Make an account, and send a letter by which they choose a password."""
    config, at = Config.from_env(), datetime.now(UTC)
    with store_of(config) as store:
        account = _made(store, email, name, **powers)
        if not store.accounts.add(account):
            raise InvalidData("That did not work just now; try again.")
        links = Links(secret_key(config), store.desk.spent_links, lambda: at)
        letter = letter_for(account, INVITATION, links=links, url=config.address, at=at)
        store.desk.letters.keep(letter)
        event = Event(
            id=uuid.uuid4().hex,
            at=at,
            what="was invited",
            account_id=account.id,
            by="command line",
        )
        store.events.keep(event)
        if not config.mail.is_set:
            click.echo("No mail server is set (HEDGEROW_SMTP); hand this letter over yourself:\n")
            click.echo(shown(letter))
            return
        (letter,) = Outbox(lambda: store, config.mail, config.data).send_now(letter)
    if letter.sent_at is None:
        click.echo(f"{name} has an account, but the letter waits: {letter.problem}")
    else:
        click.echo(f"{name} is invited by a letter to {account.email}: {_told(account)}.")


@user.command()
@click.argument("email")
@_powers
def role(email: str, **powers: Any) -> None:
    """Say anew what somebody may do; what is not named is taken away."""
    with opened() as store:
        wanted = _read(store.snapshot(), **powers)
        account = store.accounts.change(
            _account(store, email).id, lambda one: replace(one, **wanted)
        )
    click.echo(f"{account.name}: {_told(account)}.")


@user.command()
@click.argument("email")
@click.option("--undo", is_flag=True, help="Let them sign in again.")
def disable(email: str, undo: bool) -> None:
    """Let somebody sign in no longer, and end where they are signed in."""
    with opened() as store:
        moment = datetime.now(UTC)
        account = store.accounts.change(
            _account(store, email).id,
            lambda one: replace(one, disabled=not undo, signed_out_at=moment),
        )
    click.echo(f"{account.name} may sign in {'again' if undo else 'no longer'}.")


@user.command("reset-second-step")
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Ask somebody who lost their telephone for no code, and end where they are signed in."""
    with opened() as store:
        moment = datetime.now(UTC)
        account = store.accounts.change(
            _account(store, email).id,
            lambda one: replace(one, totp="", totp_used=0, signed_out_at=moment),
        )
        store.events.keep(
            Event(
                id=secrets.token_hex(16),
                at=moment,
                what="second step taken away by an administrator",
                account_id=account.id,
                by="command line",
            )
        )
    click.echo(f"{account.name} signs in without a second step.")


@user.command("list")
def listed() -> None:
    """Show every account."""
    table = Table("name", "e-mail", "may")
    with opened() as store:
        for account in store.accounts.all():
            table.add_row(account.name, account.email, _told(account))
    Console(soft_wrap=False).print(table)


def _made(store: Store, email: str, name: str, **powers: Any) -> Account:
    """A new account, not kept yet."""
    email = read_email(email)
    if store.accounts.of_email(email):
        raise InvalidData(f"There is an account for {email} already.", field="email")
    return Account(
        id=f"account.{secrets.token_hex(8)}",
        name=name,
        email=email,
        made_on=datetime.now(UTC).date(),
        **_read(store.snapshot(), **powers),
    )


def _account(store: Store, email: str) -> Account:
    found = store.accounts.of_email(read_email(email))
    if found is None:
        raise NotFound("account", read_email(email))
    return found


def _read(
    network: Network,
    *,
    roles: Sequence[str],
    organisations: Sequence[str],
    areas: Sequence[str],
    everywhere: bool,
) -> dict[str, Any]:
    """The powers, with ids for names."""
    known, places = network.organisations, network.areas
    return {
        "roles": tuple(dict.fromkeys(Role(one) for one in roles)),
        "organisation_ids": tuple(
            _id("organisation", text, known.rows, known.name, known.id) for text in organisations
        ),
        "area_ids": tuple(_id("area", text, places.rows, places.name, places.id) for text in areas),
        "everywhere": everywhere,
    }


def _id(kind: str, text: str, rows: Any, names: Any, ids: Any) -> str:
    """The id of a record that somebody named by its id or its name."""
    if text in rows:
        return text
    wanted = text.strip().casefold()
    found = [row for row, name in enumerate(names) if str(name).casefold() == wanted]
    if len(found) > 1:
        shown = ", ".join(sorted(str(ids[row]) for row in found)[:5])
        raise InvalidData(
            f"“{text}” is the name of {len(found)}: {shown}. Give the id.", field=kind
        )
    if not found:
        raise NotFound(kind, text)
    return str(ids[found[0]])


def _told(account: Account) -> str:
    """What an account may do, in words."""
    if account.disabled:
        return "may not sign in"
    told = [one.label.lower() for one in account.roles] or ["nothing beyond what everybody may"]
    kept = [*account.organisation_ids, *account.area_ids]
    kept += ["all areas"] if account.everywhere else []
    return ", ".join(told) + (f" ({', '.join(kept)})" if kept else "")
