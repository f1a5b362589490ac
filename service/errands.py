"""Small things that an app does beside its pages, one after the other.

A page that writes to somebody only where there is an account would tell by its time whether there
is one; so it leaves that as an errand, and answers at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from flask import Flask

log = logging.getLogger(__name__)

_NAME = "hedgerow.errands"


class Errands:
    """The errands of one app.

    Parameters
    ----------
    app
        Each errand runs in its application context.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._runner: ThreadPoolExecutor | None = None
        self._going: set[Future[None]] = set()
        self._closed = False

    def leave(self, errand: Callable[[], None]) -> None:
        """Have something done soon; what goes wrong is logged. After closing nothing is begun."""
        with self._lock:
            if self._closed:
                return
            if self._runner is None:
                self._runner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="errands")
            going = self._runner.submit(self._run, errand)
            self._going.add(going)
        going.add_done_callback(self._going.discard)

    def wait(self) -> None:
        """Until everything that was left so far is done."""
        wait(tuple(self._going))

    def close(self) -> None:
        """Wait for the errand that goes on; those that did not begin are dropped."""
        with self._lock:
            self._closed, runner = True, self._runner
        if runner is not None:
            runner.shutdown()

    def _run(self, errand: Callable[[], None]) -> None:
        if self._closed:
            return
        try:
            with self._app.app_context():
                errand()
        except Exception:
            log.exception("Something that was to be done beside the pages went wrong")


def attach(app: Flask) -> None:
    """Give an app its errands."""
    app.extensions[_NAME] = Errands(app)


def of_app(app: Flask) -> Errands:
    """The errands of an app."""
    found = app.extensions[_NAME]
    assert isinstance(found, Errands)
    return found
