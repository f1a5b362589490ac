"""Proofs that go on while pages show what was found at once, one after the other.

A proof is known by the revision of the graph and by what was asked, so that a page that is loaded
again finds it where it stands. One that nobody looks at makes way for one that somebody does.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import cast

from flask import Flask, current_app

from graph.analysis.where_next import WhereNext, proven_where_next
from graph.analysis.where_next.covering import Cover

log = logging.getLogger(__name__)

KEPT = 8
FORGOTTEN_SECONDS = 30.0
"""A proof that nobody looked at for so long makes way for one that was looked at since."""

_NAME = "hedgerow.proofs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How far a proof is.

    Attributes
    ----------
    found
        The best choice so far, with its bound.
    going
        Whether it is being worked on, or waits for its turn.
    began
        When it was first asked for, seconds of a steady clock.
    looked
        When somebody last looked.
    """

    found: WhereNext
    going: bool
    began: float
    looked: float

    @property
    def seconds(self) -> int:
        """How long ago it was first asked for."""
        return round(time.monotonic() - self.began)


class Proofs:
    """Proofs by what was asked; one thread works on the one that was looked at last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._changed = threading.Condition()
        self._proofs: OrderedDict[Hashable, Proof] = OrderedDict()
        self._worker: threading.Thread | None = None
        self._closed = False

    def look(self, key: Hashable, found: WhereNext, *, wait: float = 0.0) -> Proof:
        """The proof of what was found, begun if it is new; waits so many seconds for its end."""
        now = time.monotonic()
        with self._changed:
            known = self._proofs.get(key)
            if known is None:
                going = not found.proven and not self._closed
                known = Proof(found=found, going=going, began=now, looked=now)
            self._proofs[key] = replace(known, looked=now)
            self._proofs.move_to_end(key)
            self._tidy(found.served.network.revision)
            if known.going and self._worker is None:
                self._worker = threading.Thread(target=self._work, name="proofs", daemon=True)
                self._worker.start()
            self._changed.wait_for(lambda: not self._is_going(key), timeout=wait)
            return self._proofs.get(key, known)

    def close(self, seconds: float = 5.0) -> None:
        """Stop what goes on, and wait a while for it."""
        with self._changed:
            self._closed = True
            worker = self._worker
        if worker is not None:
            worker.join(seconds)

    def _is_going(self, key: Hashable) -> bool:
        return key in self._proofs and self._proofs[key].going

    def _tidy(self, revision: str) -> None:
        """Let go of those about another revision, and of those looked at longest ago."""
        for key, proof in list(self._proofs.items()):
            if proof.found.served.network.revision != revision:
                del self._proofs[key]
        while len(self._proofs) > self._kept:
            self._proofs.popitem(last=False)

    def _work(self) -> None:
        while (key := self._next()) is not None:
            try:
                ended = self._prove(key)
            except Exception:
                log.exception("A proof failed; what was found at once stands")
                ended = True
            with self._changed:
                if ended and key in self._proofs:
                    self._proofs[key] = replace(self._proofs[key], going=False)
                self._changed.notify_all()

    def _next(self) -> Hashable | None:
        """The one to work on: of those that go on, the one that was looked at last."""
        with self._changed:
            going = [key for key, proof in self._proofs.items() if proof.going]
            if not going or self._closed:
                self._worker = None
                return None
            return max(going, key=lambda key: self._proofs[key].looked)

    def _prove(self, key: Hashable) -> bool:
        """Work on one proof; False where it made way for another."""
        made_way = False

        def watch(better: Cover) -> bool:
            nonlocal made_way
            with self._changed:
                known = self._proofs.get(key)
                if known is None or self._closed:
                    return False
                if better is not known.found.cover:
                    self._proofs[key] = replace(known, found=known.found.with_cover(better))
                newer = any(p.going and p.looked > known.looked for p in self._proofs.values())
                made_way = newer and time.monotonic() - known.looked > FORGOTTEN_SECONDS
                return not made_way

        with self._changed:
            known = self._proofs.get(key)
        if known is None:
            return True
        best = proven_where_next(known.found, watch=watch)
        with self._changed:
            if key in self._proofs:
                self._proofs[key] = replace(self._proofs[key], found=best)
        return not made_way


def attach(app: Flask) -> None:
    """Give an app its proofs; they are stopped when the process ends at the latest."""
    made = app.extensions[_NAME] = Proofs()
    atexit.register(made.close)  # the solver's own threads must not outlive Python


def of_app(app: Flask) -> Proofs:
    """The proofs of an app."""
    return cast(Proofs, app.extensions[_NAME])


def proofs() -> Proofs:
    """The proofs of this app."""
    return of_app(current_app)
