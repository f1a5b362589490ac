"""Reminders once a day, beside the server: one process of a data folder writes them."""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from graph.errors import HedgerowError
from graph.model import Letter
from graph.store import Store
from service.config import Config
from service.reminding import remind

log = logging.getLogger(__name__)

FILE = "reminders.day"
SOON_S, EVERY_S = 300.0, 3_600.0
"""Seconds until it is first looked whether today's were written, and between looks."""


def remind_today(
    store: Store, config: Config, *, now: datetime, post: Callable[[Letter], None]
) -> tuple[Letter, ...] | None:
    """Write today's reminders; None where they were written, or another process is at it.

    Nothing is written without a mail server, or where reminders are switched off.
    """
    if not config.mail.is_set or config.remind_days <= 0:
        return None
    config.data.mkdir(parents=True, exist_ok=True)
    with (config.data / FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        file.seek(0)
        if _day(file.read()) == now.date():
            return None
        letters = remind(store, config, now=now, post=post)
        file.truncate(0)
        file.write(now.date().isoformat())
        return letters


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


class DailyReminders:
    """Writes reminders once a day.

    Parameters
    ----------
    store, config
        Of what, and by which settings.
    post
        What keeps a letter and lets it be sent.
    soon_s, every_s
        See the module's constants.
    clock
        The moment, UTC.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        post: Callable[[Letter], None],
        *,
        soon_s: float = SOON_S,
        every_s: float = EVERY_S,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._config, self._post, self._clock = store, config, post, clock
        self._soon_s, self._every_s = soon_s, every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """End, and wait a while for what is at work."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        pause = self._soon_s
        while not self._ended.wait(pause):
            pause = self._every_s
            try:
                letters = remind_today(
                    self._store, self._config, now=self._clock(), post=self._post
                )
            except HedgerowError as problem:
                log.warning("Reminders wait: %s", problem)
            except Exception:  # what goes wrong today is tried again
                log.exception("Reminders wait, because something went wrong on our side")
            else:
                if letters:
                    log.info("Wrote %s reminders", len(letters))
