"""The one store of this process, opened when it is first needed, and this request's snapshot."""

from __future__ import annotations

import atexit
import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g

from graph.network import Network
from service import findings
from service.config import Config

if TYPE_CHECKING:
    from graph.store import Store

_NAME = "hedgerow.store"


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
        self.last_network: Network | None = None

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


def attach(app: Flask, config: Config, store: Store | None) -> None:
    """Give an app its store."""
    app.extensions[_NAME] = OpenedStore(config, store)


def _opened() -> OpenedStore:
    return cast(OpenedStore, current_app.extensions[_NAME])


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
        opened = _opened()
        known, revision = opened.last_network, store().revision()
        if known is None or known.revision != revision:
            known = opened.last_network = findings.read_graph(store(), revision)
        g.network = known
    return cast(Network, g.network)


def network_at_hand() -> Network | None:
    """The snapshot that this process has already, if any; never asks the database."""
    return cast("Network | None", g.get("network")) or _opened().last_network


def today() -> date:
    """The day that findings are worked out for."""
    return datetime.now(UTC).date()
