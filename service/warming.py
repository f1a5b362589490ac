"""Visiting the first pages before anybody else does, so that the first visitor meets warm answers.

It happens beside the server, as a visitor of its own who waits for every answer: whoever asks
for the same meanwhile watches the same work. It begins anew when the day or the graph has
changed, and never more than once a minute.
"""

from __future__ import annotations

import logging
import threading

from flask import Flask

from graph.errors import Interrupted
from graph.network import Network
from service import opened
from service.workings import patiently

log = logging.getLogger(__name__)

FIRST = (
    "/",
    *(
        f"/{finding}{part}"
        for finding in ("gaps", "duplication", "opportunities")
        for part in ("", "/map.js", "/map.json")
    ),
    "/directory",
    "/map",
)
"""What is visited, in this order: the default question of each finding, and its map."""

SECONDS_BETWEEN = 60.0


class Warming:
    """The visitor of one app.

    Parameters
    ----------
    app
        The application.
    addresses
        What to visit.
    seconds_between
        How often to look whether something changed.
    """

    def __init__(
        self,
        app: Flask,
        *,
        addresses: tuple[str, ...] = FIRST,
        seconds_between: float = SECONDS_BETWEEN,
    ) -> None:
        self._app, self._addresses = app, addresses
        self._seconds_between = seconds_between
        self._closed = threading.Event()
        self._warm = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)

    def start(self) -> None:
        """Begin, beside whatever else goes on."""
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """Stop before the next visit, and wait a while for the one that goes on."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def wait(self, seconds: float) -> bool:
        """Whether every page was visited within a time."""
        return self._warm.wait(seconds)

    def _run(self) -> None:
        before: object = None
        while not self._closed.is_set():
            now = self._seen()
            if now != before:
                self.visit_all()
                before = self._seen()
                self._warm.set()
            self._closed.wait(self._seconds_between)

    def _seen(self) -> object:
        """What the answers depend on, as far as this process knows it."""
        with self._app.app_context():
            known = opened.network_at_hand()
            return opened.today(), known.revision if known else None

    def visit_all(self, network: Network | None = None) -> None:
        """Visit every page, as made from one snapshot, or from the one that is shown."""
        patiently(lambda: self._visit_all(network))

    def _visit_all(self, network: Network | None) -> None:
        given = None if network is None else opened.given(network)
        client = self._app.test_client(use_cookies=False)
        for address in self._addresses:
            if self._closed.is_set():
                return
            try:
                with client.get(
                    address, base_url="http://localhost", environ_overrides=given
                ) as answer:
                    if answer.status_code >= 500:
                        log.warning("Warming up: %s answered %s", address, answer.status_code)
            except Interrupted:
                return
