"""The atlas of this graph: made once for its outlines, in the background where it is large."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from graph.errors import HedgerowError
from graph.model import AreaKind
from graph.network import Network
from maps import keeping
from maps.atlas import Atlas
from maps.engraving import made_atlas
from service.opened import store

log = logging.getLogger(__name__)

MOST_AT_ONCE = 2_000
"""Areas of a graph whose atlas is made while one waits; that of a larger one behind the page."""

SECONDS_BETWEEN_LOOKS = 60.0
"""How often the outlines of a large graph are read again when it has another revision."""

_NAME = "hedgerow.atlases"
_LAST = 2
_REVISIONS = 8

Outlines = dict[AreaKind, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How far an atlas has come: what is drawn, how much is done, of how much."""

    stage: str = "Reading the outlines"
    done: int = 0
    total: int = 0


class Atlases:
    """The newest atlas of a graph, and the one before, which open pages may still show.

    Parameters
    ----------
    folder
        Where atlases are kept between runs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._atlases: list[Atlas] = []
        self._versions: OrderedDict[str, str] = OrderedDict()
        self._looked_at = 0.0
        self._working: threading.Thread | None = None
        self.making = Making()

    def current(self, network: Network, read: Callable[[], Outlines]) -> Atlas | None:
        """The atlas to draw with: the newest that is ready; None while the first is made.

        Parameters
        ----------
        network
            The snapshot. A large one with another revision than the atlas is looked at
            behind the page, and drawn as it was until that is done.
        read
            Reads its outlines.
        """
        if (known := self._looked_up(network)) is not None:
            return known
        if len(network.areas) <= MOST_AT_ONCE:
            with self._one_at_a_time:
                if (known := self._looked_up(network)) is not None:
                    return known
                self._look(network, read)
            return self._newest()
        with self._lock:
            if not self._atlases and (kept := keeping.newest(self._folder)) is not None:
                self._atlases.append(kept)
            waited = time.monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS
            if (waited or not self._atlases) and not self._is_working():
                self._looked_at = time.monotonic()
                self._working = threading.Thread(
                    target=self._behind, args=(network, read), name="atlas", daemon=True
                )
                self._working.start()
        return self._newest()

    def _looked_up(self, network: Network) -> Atlas | None:
        """The atlas of a revision that was looked at lately: several are served at a time."""
        return self.version(self._versions.get(network.revision, ""))

    def version(self, version: str) -> Atlas | None:
        """The atlas of a version, None where it is gone."""
        for atlas in self._atlases:
            if atlas.version == version:
                return atlas
        return None

    def wait(self) -> None:
        """Until nothing is being made."""
        if self._working is not None:
            self._working.join()

    def _newest(self) -> Atlas | None:
        atlases = self._atlases
        return atlases[-1] if atlases else None

    def _is_working(self) -> bool:
        return self._working is not None and self._working.is_alive()

    def _behind(self, network: Network, read: Callable[[], Outlines]) -> None:
        try:
            with self._one_at_a_time:
                self._look(network, read)
        except (HedgerowError, OSError):
            log.exception("The atlas could not be made; it is tried again in a minute")

    def _look(self, network: Network, read: Callable[[], Outlines]) -> None:
        """Make sure that the newest atlas is that of a network."""
        self.making = Making()
        outlines = read()
        version = keeping.version_of(network, outlines)
        newest = self._newest()
        if newest is None or newest.version != version:
            atlas = keeping.kept(self._folder, version) or self._made(network, outlines, version)
            self._atlases = [*self._atlases[1 - _LAST :], atlas]
        self._versions[network.revision] = version
        while len(self._versions) > _REVISIONS:
            self._versions.popitem(last=False)

    def _made(self, network: Network, outlines: Outlines, version: str) -> Atlas:
        def tell(stage: str, done: int, total: int) -> None:
            self.making = Making(stage=stage, done=done, total=total)

        began = time.monotonic()
        atlas = made_atlas(network, outlines, version=version, progress=tell)
        try:
            keeping.keep(atlas, self._folder)
        except OSError:
            log.exception("The atlas could not be kept; it will be made again next time")
        log.info("Atlas %s made in %.1f s", version, time.monotonic() - began)
        return atlas


def attach(app: Flask, folder: Path) -> None:
    """Give an app its atlases."""
    app.extensions[_NAME] = Atlases(folder)


def atlases() -> Atlases:
    """Those of the app that answers this request."""
    return cast(Atlases, current_app.extensions[_NAME])


def atlas(network: Network) -> Atlas | None:
    """The atlas of the graph, None while it is made for the first time."""
    opened = store()

    def read() -> Outlines:
        return {kind: opened.boundaries(kind=kind) for kind in AreaKind}

    return atlases().current(network, read)
