"""The one store of this process, opened when it is first needed, and this request's snapshot."""

from __future__ import annotations

import atexit
import contextlib
import threading
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, current_app, g, has_request_context, request, session

from graph.errors import HedgerowError
from graph.network import Network
from service import findings
from service.config import Config
from service.steadiness import Steadiness

if TYPE_CHECKING:
    from graph.store import Store

_NAME, _STEADY, _GIVEN = "hedgerow.store", "hedgerow.steadiness", "hedgerow.network"
_SEEN = "own_revision"


class OpenedStore:
    """Opens the store once, whichever thread asks first.

    Parameters
    ----------
    config
        Which graph.
    store
        One that is open already; then its owner closes it.
    """

    def __init__(self, config: Config, store: Store | None) -> None:
        self._config = config
        self._store = store
        self._lock = threading.Lock()

    def get(self) -> Store:
        """The store; raise what :func:`graph.store.open_store` raises."""
        with self._lock:
            if self._store is None:
                from graph.store import open_store  # a driver takes a while to import

                self._store = open_store(
                    data=self._config.data,
                    uri=self._config.neo4j_uri,
                    username=self._config.neo4j_username,
                    password=self._config.neo4j_password,
                    database=self._config.neo4j_database,
                )
                atexit.register(self._store.close)
            return self._store

    @property
    def is_open(self) -> bool:
        """Whether anybody has needed it."""
        return self._store is not None


def attach(app: Flask, config: Config, store: Store | None, *, always_newest: bool) -> None:
    """Give an app its store, and its snapshots.

    Parameters
    ----------
    app, config, store
        The application, its settings, and a store that is open already.
    always_newest
        Whether every page waits for the newest snapshot; see :mod:`service.steadiness`.
    """
    opened = app.extensions[_NAME] = OpenedStore(config, store)
    app.extensions[_STEADY] = Steadiness(
        lambda progress: opened.get().snapshot(progress=progress),
        findings.read_graph,
        served=partial(findings.keep_only, app),
        always_newest=always_newest,
    )
    app.after_request(_remember_own)


def of_app(app: Flask) -> OpenedStore:
    """The store of an app."""
    return cast(OpenedStore, app.extensions[_NAME])


def _opened() -> OpenedStore:
    return of_app(current_app)


def store() -> Store:
    """The store of the app that answers this request."""
    return _opened().get()


def network() -> Network:
    """The graph as it is for this request: one snapshot, however often it is asked for.

    Raises
    ------
    Unfinished
        Reading the graph takes longer than somebody is kept waiting.
    """
    if "network" not in g:
        given = request.environ.get(_GIVEN) if has_request_context() else None
        g.network = given or steadiness().network(store().revision(), own=_own())
    return cast(Network, g.network)


def steadiness(app: Flask | None = None) -> Steadiness:
    """Which snapshots an app shows, with None the one that answers this request."""
    return cast(Steadiness, (app or current_app).extensions[_STEADY])


def given(network: Network) -> dict[str, Network]:
    """What a request's environment says so that it is answered from one snapshot."""
    return {_GIVEN: network}


def _own() -> int:
    """The revision that holds what whoever asks has saved; 0 where they have saved nothing."""
    if has_request_context() and current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return int(session.get(_SEEN, 0))
    return 0


def _remember_own(response: Response) -> Response:
    """Note in the session of whoever may have saved something which revision holds it."""
    is_reading = request.method in ("GET", "HEAD", "OPTIONS")
    if is_reading or not _opened().is_open or g.get("graph_failed"):
        return response
    with contextlib.suppress(HedgerowError):
        shown, revision = steadiness().shown, store().revision()
        if shown is not None and shown.revision != revision:
            session[_SEEN] = int(revision)
    return response


def network_at_hand() -> Network | None:
    """The snapshot that this process has already, if any; never asks the database."""
    return cast("Network | None", g.get("network")) or steadiness().shown


def today() -> date:
    """The day that findings are worked out for."""
    return datetime.now(UTC).date()
