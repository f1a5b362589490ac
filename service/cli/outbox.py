"""``hedgerow outbox``: the letters that were written, and whether they were sent."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.model import Letter
from service.cli.opening import store_of
from service.config import Config
from service.post.outbox import Outbox, shown


@click.command()
@click.option("--show", metavar="ID", help="Print one letter whole.")
@click.option("--send", is_flag=True, help="Try again whatever has not been sent.")
@click.option("--most", type=click.IntRange(1, 1_000), default=50, help="How many to list.")
def outbox(*, show: str | None, send: bool, most: int) -> None:
    """List letters, newest first."""
    config = Config.from_env()
    with store_of(config) as store:
        letters = store.desk.letters
        if show is not None:
            _print(letters.one(show))
            return
        if send:
            if not config.mail.is_set:
                raise click.UsageError("No mail server is set (HEDGEROW_SMTP).")
            tried = Outbox(lambda: store, config.mail, config.data).send_now(*letters.unsent())
            sent = sum(one.sent_at is not None for one in tried)
            click.echo(f"Sent {sent:,} of {len(tried):,} letters.")
        _list(letters.recent(most))


def _print(letter: Letter) -> None:
    click.echo(_readable(shown(letter)))
    click.echo(_readable(f"[{_state(letter)}]"))


def _list(letters: tuple[Letter, ...]) -> None:
    if not letters:
        click.echo("No letters.")
        return
    table = Table("id", "written (UTC)", "to", "about", "state")
    for one in letters:
        written = f"{one.written_at:%Y-%m-%d %H:%M}"
        cells = one.id, written, one.to, one.subject, _state(one)
        table.add_row(*(Text(_readable(cell)) for cell in cells))
    Console(soft_wrap=False).print(table)


def _state(letter: Letter) -> str:
    if letter.sent_at is not None:
        return f"sent {letter.sent_at:%Y-%m-%d %H:%M}; its text is gone"
    if not letter.tries:
        return "not sent yet"
    return f"tried {letter.tries} times: {letter.problem}"


def _readable(text: str) -> str:
    """Text without what a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
