"""Which snapshot a page is made from while others save, so that reading stays steady.

Every save makes a revision. If every page waited for the newest one, and for its findings, then
with several saves a second everybody would wait all the time. The rule:

- **In quiet times** whoever first asks after a change waits for the newest snapshot, which then
  is shown to everybody.
- **While saves follow each other** (the graph has changed again soon after a snapshot was first
  shown) pages are made at once from the one that is shown. A newer one is read beside, once however
  many ask, its first pages are prepared, and then it is shown. That begins when the graph has
  rested: ``RESTS`` times as long as the last one took, and a second at least. So a page is behind
  by ``RESTS + 1`` times what a snapshot and its findings cost: a few seconds in a county.
- **Whoever has saved something sees it**: a snapshot that holds their own save is read at once.
  It is theirs; others get what it holds when its turn comes.

An app that keeps people waiting for as long as it takes always shows the newest.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from typing import Protocol

from graph.analysis.progress import Progress, quiet
from graph.errors import HedgerowError
from graph.network import Network

log = logging.getLogger(__name__)

RESTS = 4
LEAST_REST_S = 1.0
QUIET_S = 10.0
"""How long nothing new was shown until times count as quiet; at least two rests."""

Reading = Callable[[Progress], Network]


class Asking(Protocol):
    """Whatever lets somebody wait for some work, or for the page that says how far it is."""

    def __call__(self, key: Hashable, work: Reading) -> Network:
        """What came of it."""


def later(seconds: float, work: Callable[[], None]) -> None:
    """Do some work beside, after a while."""
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.name = "renewing"
    timer.start()


class Steadiness:
    """The snapshots of one app; safe to share between threads.

    Parameters
    ----------
    read
        Gives the newest snapshot.
    ask
        Lets somebody wait for one.
    served
        Told the revisions that pages are made from, whenever they change.
    always_newest
        Whether nobody ever gets an older one.
    later
        Does some work beside, after some seconds.
    clock
        The time in seconds.

    Attributes
    ----------
    prepare
        Works out what a snapshot's first pages need, before it is shown.
    later
        As above.
    """

    def __init__(
        self,
        read: Reading,
        ask: Asking,
        *,
        served: Callable[[frozenset[str]], None],
        always_newest: bool = False,
        later: Callable[[float, Callable[[], None]], None] = later,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._ask, self._served = read, ask, served
        self._always_newest, self.later, self._clock = always_newest, later, clock
        self.prepare: Callable[[Network], None] = lambda _: None
        self._lock, self._reading = threading.Lock(), threading.Lock()
        self._shown: Network | None = None
        self._latest: Network | None = None
        self._coming: Network | None = None
        self._shown_at = 0.0
        self._cost_s = 0.0
        self._renewing = False
        self._closed = False

    @property
    def shown(self) -> Network | None:
        """What is shown to whoever has saved nothing, if anything is."""
        return self._shown

    @property
    def rest_s(self) -> float:
        """How long the graph rests after a snapshot was first shown."""
        return max(LEAST_REST_S, RESTS * self._cost_s)

    def close(self) -> None:
        """Begin nothing more."""
        self._closed = True

    def network(self, revision: str, *, own: int = 0) -> Network:
        """The snapshot for one page.

        Parameters
        ----------
        revision
            Which revision the graph is at.
        own
            The revision that holds what the reader has saved, 0 for nothing.

        Raises
        ------
        Unfinished
            Reading takes longer than somebody is kept waiting.
        """
        own = min(own, int(revision))  # a graph that was put back from a copy has forgotten it
        with self._lock:
            shown = self._shown
            if shown is not None and shown.revision == revision:
                return shown
            waits = shown is None or self._is_quiet(shown, revision)
            if shown is not None and not waits:
                self._begin()
                for known in (shown, self._latest):
                    if known is not None and int(known.revision) >= own:
                        return known
        if waits:
            return self._ask(("graph", revision, ()), self._read_and_show)
        return self._ask(("graph", f"with {own}", ()), lambda told: self._holding(own, told))

    def _is_quiet(self, shown: Network, revision: str) -> bool:
        """Whether whoever asks waits for the newest: also where the graph has gone back."""
        still_s = self._clock() - self._shown_at
        return (
            self._always_newest
            or still_s >= max(QUIET_S, 2 * self.rest_s)
            or int(revision) < int(shown.revision)
        )

    def _begin(self) -> None:
        """Have a newer snapshot read and shown once the graph has rested."""
        if not (self._renewing or self._closed):
            self._renewing = True
            self.later(max(0.0, self._shown_at + self.rest_s - self._clock()), self._renew)

    def _read_and_show(self, progress: Progress) -> Network:
        with self._reading:
            network = self._read(progress)
        self._show(network)
        return network

    def _holding(self, own: int, progress: Progress) -> Network:
        """A snapshot that holds somebody's own save."""
        with self._reading:
            latest = self._latest
            if latest is None or int(latest.revision) < own:
                latest = self._read(progress)
                with self._lock:
                    self._latest = latest
                self._tell()
            return latest

    def _renew(self) -> None:
        began = self._clock()
        try:
            if not self._closed:
                with self._reading:
                    self._coming = self._latest = self._read(quiet)
                self.prepare(self._coming)
                self._show(self._coming, cost_s=self._clock() - began)
        except HedgerowError as problem:
            log.warning("No newer snapshot: %s", problem)
            self._shown_at = self._clock()
        finally:
            self._coming, self._renewing = None, False
            self._tell()

    def _show(self, network: Network, *, cost_s: float | None = None) -> None:
        with self._lock:
            self._shown, self._shown_at = network, self._clock()
            if self._latest is None or int(self._latest.revision) <= int(network.revision):
                self._latest = network
            if cost_s is not None:
                self._cost_s = cost_s
        self._tell()

    def _tell(self) -> None:
        """Say what pages are made from, so that answers about others may go."""
        held = (self._shown, self._latest, self._coming)
        self._served(frozenset(one.revision for one in held if one is not None))
