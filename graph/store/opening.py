"""Opening a graph: at an address, or the embedded one of a data folder."""

from __future__ import annotations

from pathlib import Path

from graph.store import schema
from graph.store.connection import Address, Connection, OutsideServer
from graph.store.embedded import EmbeddedServer
from graph.store.store import Store


def open_store(
    *,
    data: Path,
    uri: str = "",
    username: str = "neo4j",
    password: str = "",
    database: str = "",
    unfinished: bool = False,
) -> Store:
    """Open the graph: at an address, or else the embedded one of a data folder.

    Parameters
    ----------
    data
        The data folder.
    uri, username, password, database
        Where a Neo4j answers, as the driver takes them. With no ``uri`` the
        embedded server of the data folder is attached to, or started.
    unfinished
        Whether it may be one whose restoring did not come to its end.

    Raises
    ------
    StoreError
        Of some kind, in one line that says what is wrong and what would be right.
    """
    embedded = None if uri else EmbeddedServer(data)
    server = embedded or OutsideServer(
        place=Address(uri=uri, username=username, password=password, database=database)
    )
    try:
        connection = Connection(server)
    except BaseException:
        server.close()
        raise
    try:
        graph = schema.prepare(connection, unfinished=unfinished)
        return Store(connection, graph, data=data, embedded=embedded)
    except BaseException:
        connection.close()
        raise
