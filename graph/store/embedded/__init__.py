"""The embedded graph server: ArcadeDB in a process of its own, kept in the data folder.

``keeper.py`` says how it is kept alive, ``server.py`` how it is found or
started, ``wheel.py`` where its Java and jars are. ``docs/decisions`` says why.
"""

from __future__ import annotations

from graph.store.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer"]
