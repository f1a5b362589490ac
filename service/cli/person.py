"""``hedgerow person``: what is held of somebody, to give to them or to take out (UK GDPR)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from graph.errors import InvalidData
from graph.model.accounts import read_email
from seeds.reading import counted
from service.cli.opening import opened
from service.config import Config
from service.person import export_of

_NAME = click.option(
    "--name", default="", help="What they are called, where they have no account; whole."
)


@click.group()
def person() -> None:
    """Give somebody all that is held of them, or take it out."""


@person.command()
@click.argument("email")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path), help="A new file.")
@_NAME
def export(email: str, file: Path, name: str) -> None:
    """Write all that is held of a person to a file, as JSON in plain words."""
    with opened() as store:
        someone = store.people.person(read_email(email), name)
        text = json.dumps(
            export_of(store, someone, at=datetime.now(UTC)),
            ensure_ascii=False,
            indent=2,
            default=str,
        )
    try:
        # For the owner alone, and never over what is there.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise InvalidData(
            f"{file} cannot be written ({problem.strerror}); name a new file with --to."
        ) from problem
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text + "\n")
    click.echo(f"All that is held of {someone.email} is in {file}. Hand it to them only.")


@person.command()
@click.argument("email")
@_NAME
@click.option("--yes", is_flag=True, help="Without asking.")
def erase(email: str, name: str, yes: bool) -> None:
    """Take out all that is held of a person; it cannot be undone."""
    with opened() as store:
        someone = store.people.person(read_email(email), name)
        if not store.people.held(someone):
            click.echo(f"Nothing is held of {someone.email}.")
            _forget_files()
            return
        if not yes:
            click.confirm(
                f"Take out all that is held of {someone.name or someone.email}, for good?",
                abort=True,
            )
        done = store.people.erase(someone)
    _forget_files()
    for what, counts in (("Removed", done.removed), ("Emptied", done.emptied), ("Kept", done.kept)):
        for noun, number in counts.items():
            click.echo(f"{what}: {number:,} {noun}")
    click.echo(
        "What they changed stays, because others rely on it; it says “somebody who has left”."
    )
    if someone.name and not someone.is_findable_by_name:
        click.echo(
            f"“{someone.name}” alone cannot be told from other words: look for it yourself in "
            "descriptions and notes."
        )
    click.echo("Backups of the data folder, logs, and copies that others took stay as they are.")


def _forget_files() -> None:
    """Take away every file that waits to be brought in: nobody can tell whom it names."""
    from service.retention import forget_files

    now = datetime.now(UTC)
    gone = forget_files(Config.from_env().data, sheets_before=now, jobs_before=now)
    if gone:
        told = counted(gone, "file that waited or a report", "files that waited or reports")
        click.echo(
            f"Removed: {told} of imports, which may name anybody. Send again what is still wanted."
        )
