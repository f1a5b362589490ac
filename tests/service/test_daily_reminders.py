"""Reminders as they are sent: by the server once a day, by a command, to a real mail server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph.model import Role
from graph.store import Store, open_store
from service.config import Config
from service.daily_reminders import FILE, DailyReminders, remind_today
from service.mail import Mail, Security
from service.post.outbox import Outbox
from tests.builders import an_asset, an_organisation
from tests.mail_server import mail_server, until
from tests.web.people import an_account

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """A graph with a hall that nobody has checked for long, and somebody who keeps it."""
    data = tmp_path_factory.mktemp("reminders")
    with open_store(data=data) as store:
        council = an_organisation("council", name="St Erme Council", verified_on=date.today())
        hall = an_asset("hall", of="council", at=None, verified_on=date(2024, 1, 1))
        store.write([council, hall], by="test", message="A hall")
        store.accounts.keep(an_account("Morwenna", Role.CONTRIBUTOR, organisation_ids=("council",)))
        yield store, data


@pytest.fixture
def store(kept: tuple[Store, Path]) -> Store:
    """The graph, with nothing written and nothing remembered."""
    known = kept[0].desk
    known.letters.remove(*(one.id for one in known.letters.all()))
    known.reminders.remove(*(one.id for one in known.reminders.all()))
    return kept[0]


def settings(folder: Path, port: int = 2525, **more: object) -> Config:
    mail = Mail(host="127.0.0.1", port=port, security=Security.NONE, sender="post@example.org")
    return replace(Config(data=folder, mail=mail), url="https://hedgerow.example.org", **more)  # type: ignore[arg-type]


def test_the_server_writes_once_a_day_whatever_it_is_asked(store: Store, tmp_path: Path):
    config = settings(tmp_path)
    keep = store.desk.letters.keep
    first = remind_today(store, config, now=NOON, post=keep)
    assert first is not None
    assert len(first) == 1
    assert remind_today(store, config, now=NOON + timedelta(hours=11), post=keep) is None
    assert remind_today(store, config, now=NOON + timedelta(hours=12), post=keep) == ()
    assert (tmp_path / FILE).read_text() == "2026-11-23"
    again = remind_today(store, config, now=NOON + timedelta(days=14), post=keep)
    assert again is not None
    assert len(again) == 1


def test_nothing_is_written_by_itself_without_a_mail_server_or_where_it_is_switched_off(
    store: Store, tmp_path: Path
):
    for config in (Config(data=tmp_path), settings(tmp_path, remind_days=0)):
        assert remind_today(store, config, now=NOON, post=store.desk.letters.keep) is None
    assert store.desk.letters.all() == ()


def test_what_stopped_in_the_middle_is_gone_on_with_and_nobody_gets_two(
    store: Store, tmp_path: Path
):
    class Stopped(Exception):
        pass

    def stop(_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        remind_today(store, settings(tmp_path), now=NOON, post=stop)
    # The day is not done, and the one who was about to be written to has peace.
    later = NOON + timedelta(hours=1)
    assert remind_today(store, settings(tmp_path), now=later, post=stop) == ()


def test_a_letter_arrives_with_a_way_to_get_no_more(store: Store, tmp_path: Path):
    with mail_server(tmp_path / "mail") as server:
        config = settings(tmp_path, server.port)
        outbox = Outbox(lambda: store, config.mail, tmp_path, every_s=0.1)
        daily = DailyReminders(store, config, outbox.post, soon_s=0.0, clock=lambda: NOON)
        outbox.start()
        daily.start()
        letter = server.one()
        daily.close()
        outbox.close()
    message = letter.message
    assert letter.to == ["morwenna@parish.example"]
    assert message["Subject"] == "Is this still right? St Erme Council in Hedgerow"
    address = message["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://hedgerow.example.org/no-reminders/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in letter.text
    assert len(re.findall(r"https://hedgerow\.example\.org/reminder/\S+", letter.text)) == 3


def environment(data: Path, port: int) -> dict[str, str]:
    known = {n: v for n, v in os.environ.items() if not n.startswith(("HEDGEROW_", "NEO4J_"))}
    return known | {
        "HEDGEROW_DATA": str(data),
        "HEDGEROW_SMTP": f"127.0.0.1:{port}",
        "HEDGEROW_SMTP_SECURITY": "none",
        "HEDGEROW_MAIL_FROM": "post@example.org",
    }


def test_commands_that_run_at_once_send_one_letter(
    store: Store, kept: tuple[Store, Path], tmp_path: Path
):
    command = [sys.executable, "-m", "service.cli", "remind"]
    with mail_server(tmp_path / "mail") as server:
        env = environment(kept[1], server.port)
        dry = subprocess.run(
            [*command, "--dry-run"], env=env, capture_output=True, text=True, check=True
        )
        assert "morwenna@parish.example: St Erme Council (1 due)" in dry.stdout
        assert "1 letter would be written." in dry.stdout
        assert server.letters() == []
        running = [
            subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)
        ]
        said = "".join(one.communicate(timeout=120)[0] for one in running)
        until(server.letters)
        assert len(server.letters()) == 1
    assert [one.returncode for one in running] == [0, 0, 0]
    assert said.count("1 letter written.") == 1
    assert said.count("No letters written.") == 2
