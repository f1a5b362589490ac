"""The outbox: letters are kept in the graph first, then sent by a thread beside the pages.

No page waits for a mail server. A letter that could not be sent is tried again after growing
pauses, and at the next start; once it is sent its text is taken out of the graph, because the
links in it open doors. One process of a data folder sends at a time.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import HedgerowError, NotFound
from graph.model import Letter
from service.mail import Mail
from service.post import smtp

if TYPE_CHECKING:
    from graph.store import Store

log = logging.getLogger(__name__)

PAUSES_S = (10.0, 60.0, 300.0, 900.0, 3_600.0, 3 * 3_600.0, 6 * 3_600.0)
"""How long after each failure a letter is tried again; after the last it is given up."""
LOOKED_EVERY_S = 30.0
"""How often it is looked for letters that another process wrote."""
LOCK = "post.lock"
_FOR_GOOD = "Given up: "


class Outbox:
    """What sends the letters of one graph.

    Parameters
    ----------
    store
        Gives the open graph; asked late.
    mail
        Which server; one that is not set means that letters are shown in the log.
    folder
        The data folder.
    pauses_s, every_s
        See the module's constants.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        mail: Mail,
        folder: Path,
        *,
        pauses_s: tuple[float, ...] = PAUSES_S,
        every_s: float = LOOKED_EVERY_S,
    ) -> None:
        self._store, self._mail, self._folder = store, mail, folder
        self._pauses_s, self._every_s = pauses_s, every_s
        self._closed, self._woken = threading.Event(), threading.Event()
        self._due: dict[str, float] = {}
        self._thread = threading.Thread(target=self._run, name="post", daemon=True)

    def post(self, letter: Letter) -> None:
        """Keep a letter, to be sent soon."""
        self._store().desk.letters.keep(letter)
        if self._mail.is_set:
            self._woken.set()
        else:
            log.warning("No mail server is set. A letter that was not sent:\n%s", shown(letter))

    def start(self) -> None:
        """Begin to send, and send what was left over."""
        if self._mail.is_set:
            self._thread.start()
        else:
            log.warning("No mail server is set: letters are shown here and by `hedgerow outbox`.")

    def close(self, seconds: float = 5.0) -> None:
        """Stop after the letter that is being sent, and wait a while for it."""
        self._closed.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def send_now(self, *letters: Letter) -> tuple[Letter, ...]:
        """Try letters once, whatever happened before; how each of them is then."""
        with self._alone():
            return tuple(self._tried(letter.id) or letter for letter in letters)

    def _run(self) -> None:
        while not self._closed.is_set():
            self._woken.clear()
            try:
                pause = self._round()
            except HedgerowError as problem:  # the graph does not answer just now
                log.warning("Letters wait: %s", problem)
                pause = self._every_s
            except Exception:  # one letter must not keep back all that come after it
                log.exception("Letters wait, because something went wrong on our side")
                pause = self._every_s
            self._woken.wait(pause)

    def _round(self) -> float:
        """Try whatever is due; the seconds until something may be."""
        waiting = [one for one in self._store().desk.letters.unsent() if not self.given_up(one)]
        self._due = {one.id: self._due.get(one.id, 0.0) for one in waiting}
        for letter in waiting:
            if self._closed.is_set():
                break
            if self._due[letter.id] > time.monotonic():
                continue
            with self._alone():
                after = self._tried(letter.id)
            if after is None or after.sent_at is not None or self.given_up(after):
                del self._due[letter.id]
            else:
                pause = self._pauses_s[min(after.tries, len(self._pauses_s)) - 1]
                self._due[letter.id] = time.monotonic() + pause
        soonest = min(self._due.values(), default=float("inf")) - time.monotonic()
        return max(0.0, min(self._every_s, soonest))

    def given_up(self, letter: Letter) -> bool:
        """Whether a letter is not tried again by itself."""
        return letter.tries > len(self._pauses_s) or letter.problem.startswith(_FOR_GOOD)

    def _tried(self, id: str) -> Letter | None:
        """Try a letter once; how it is then, None where it is gone."""
        letters = self._store().desk.letters
        letter = letters.find(id)
        if letter is None or letter.sent_at is not None:
            return letter
        at = datetime.now(UTC)
        try:
            smtp.send(letter, self._mail, at=at)
        except smtp.LetterNotSent as problem:
            last = problem.for_good or letter.tries >= len(self._pauses_s)
            said = f"{_FOR_GOOD if last else ''}{problem}"
            letter = replace(letter, tries=letter.tries + 1, problem=said)
            log.warning("The letter %s (%s) was not sent: %s", id, letter.purpose, said)
        else:
            letter = replace(
                letter, tries=letter.tries + 1, problem="", text="", unsubscribe="", sent_at=at
            )
        with contextlib.suppress(NotFound):  # somebody was erased meanwhile: they stay so
            letters.change(id, lambda _: letter)
        return letter

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other process of the data folder sends."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def shown(letter: Letter) -> str:
    """A letter as it is shown to whoever runs Hedgerow."""
    return f"To: {letter.to}\nSubject: {letter.subject}\n\n{letter.text}"
