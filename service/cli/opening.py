"""What every command needs: the settings, the store, and progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph.store import Store, open_store
from service.config import Config

Report = Callable[[str, int, int], None]


def store_of(config: Config, *, unfinished: bool = False) -> Store:
    """Open the graph that the settings name; also one that is being restored, if it may be."""
    return open_store(
        data=config.data,
        uri=config.neo4j_uri,
        username=config.neo4j_username,
        password=config.neo4j_password,
        database=config.neo4j_database,
        unfinished=unfinished,
    )


@contextmanager
def opened(*, unfinished: bool = False) -> Iterator[Store]:
    """Open the graph that the environment names, and close it after."""
    with store_of(Config.from_env(), unfinished=unfinished) as store:
        yield store


@contextmanager
def progress() -> Iterator[Report | None]:
    """Show progress on standard error while it is a terminal; otherwise show none.

    Yields
    ------
    callable or None
        ``report(stage, done, total)``, to be given to a reader or to the store.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bars:
        tasks = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report
