"""A server as a test sees it: it can be opened and wiped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from neo4j import GraphDatabase

from graph.store import Store, open_store
from graph.store.embedded import EmbeddedServer
from tests.neo4j.launcher import Place


class Server(Protocol):
    """Somewhere that a graph can be kept."""

    data: Path

    def open(self) -> Store:
        """Open the graph."""

    def settings(self) -> dict[str, Any]:
        """What to give to ``open_store``, also in another process."""

    def run(self, cypher: str, **parameters: Any) -> list[list[Any]]:
        """Rows of a statement, past the store."""

    def wipe(self) -> None:
        """Take everything out."""


class _Driven:
    def address(self) -> tuple[str, tuple[str, str], str]:
        raise NotImplementedError

    def run(self, cypher: str, **parameters: Any) -> list[list[Any]]:
        uri, auth, database = self.address()
        with GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF") as driver:
            found = driver.execute_query(cypher, parameters, database_=database)
            return [record.values() for record in found.records]

    def wipe(self) -> None:
        self.run("MATCH (n) DETACH DELETE n")


@dataclass(frozen=True)
class Embedded(_Driven):
    """The embedded server of a data folder."""

    data: Path

    def open(self) -> Store:
        return open_store(data=self.data)

    def settings(self) -> dict[str, Any]:
        return {"data": str(self.data)}

    def address(self) -> tuple[str, tuple[str, str], str]:
        server = EmbeddedServer(self.data)
        try:
            place = server.address()
        finally:
            server.close()
        return place.uri, (place.username, place.password), place.database


@dataclass(frozen=True)
class Outside(_Driven):
    """A Neo4j that somebody else runs."""

    data: Path
    place: Place

    def open(self) -> Store:
        return open_store(data=self.data, **self._place())

    def _place(self) -> dict[str, Any]:
        return {
            "uri": self.place.uri,
            "username": self.place.username,
            "password": self.place.password,
            "database": self.place.database,
        }

    def settings(self) -> dict[str, Any]:
        return {"data": str(self.data), **self._place()}

    def address(self) -> tuple[str, tuple[str, str], str]:
        return self.place.uri, (self.place.username, self.place.password), self.place.database
