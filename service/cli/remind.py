"""``hedgerow remind``: write to those whose rows nobody has checked for long."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from service.config import Config


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say who would be written to.")
def remind(*, dry_run: bool) -> None:
    """Write to those whose rows nobody has checked for long; the server does so once a day.

    It takes HEDGEROW_REMIND_DAYS days until a row is due (180; 0 for never), and there is at
    most one letter in HEDGEROW_REMIND_AGAIN_DAYS (14) for an organisation.
    """
    from service.cli.opening import store_of
    from service.formats import count
    from service.post.outbox import Outbox
    from service.reminding import Reminders
    from service.reminding import remind as written_to

    config, now = Config.from_env(), datetime.now(UTC)
    with store_of(config) as store:
        if dry_run:
            number = 0
            for one in Reminders(store, config, now=now).due():
                number += 1
                click.echo(f"{one.reader.email}: {one.organisation} ({len(one.rows)} due)")
            click.echo(f"{count(number, 'letter')} would be written.".capitalize())
            return
        letters = written_to(store, config, now=now, post=store.desk.letters.keep)
        click.echo(f"{count(len(letters), 'letter')} written.".capitalize())
        if not config.mail.is_set:
            click.echo("No mail server is set (HEDGEROW_SMTP): `hedgerow outbox` shows them.")
            return
        tried = Outbox(lambda: store, config.mail, config.data).send_now(*letters)
        sent = sum(one.sent_at is not None for one in tried)
        click.echo(f"Sent {sent:,} of {len(tried):,}.")
