"""The schema: numbered steps that each graph goes through once, in order, and may go through again.

The graph's own node says which step it has reached. Steps only ever add; a
later Hedgerow appends its own. All of them can be applied again, also by two
processes at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from neo4j import Transaction

from graph.errors import GraphNewer, GraphUnfinished
from graph.store.connection import Connection
from graph.store.labels import Label
from graph.store.statements import Statement, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What a graph says of itself.

    Attributes
    ----------
    identity
        Random, made with the graph: no two graphs share one.
    schema
        The last step that it went through.
    restoring
        Whether it is being restored, or was and that did not come to its end.
    """

    identity: str
    schema: int
    restoring: bool = False


def _unique_ids() -> tuple[Statement, ...]:
    """Step 1: every record has an id that no other of its kind has."""
    template = statement("schema/unique_id")
    return (
        statement("schema/unique_graph_id"),
        *(template.replace("«label»", label.value) for label in Label),
        statement("schema/unique_tie_id"),
    )


def _unique_ids_of_decisions() -> tuple[Statement, ...]:
    """Step 2: so have travel times, kept scenarios and dismissals, in a graph from before them."""
    template = statement("schema/unique_id")
    later = (Label.TRAVEL_TIMES, Label.SCENARIO, Label.DISMISSAL)
    return tuple(template.replace("«label»", label.value) for label in later)


def _unique_emails() -> tuple[Statement, ...]:
    """Step 3: no two accounts have one e-mail address."""
    return (statement("schema/unique_email"),)


def _versions() -> tuple[Statement, ...]:
    """Step 4: what each change did to each record is kept."""
    template = statement("schema/unique_id")
    return (
        *(template.replace("«label»", label.value) for label in (Label.VERSION, Label.ARRIVAL)),
        statement("schema/version_record"),
    )


def _desk() -> tuple[Statement, ...]:
    """Step 5: contacts, and what people and stewards work on beside the network."""
    template = statement("schema/unique_id")
    later = (
        Label.CONTACT,
        Label.EVENT,
        Label.LETTER,
        Label.SPENT_LINK,
        Label.DRAFT,
        Label.PROPOSAL,
        Label.STANDING,
    )
    return tuple(template.replace("«label»", label.value) for label in later)


def _unique_ids_of_requests() -> tuple[Statement, ...]:
    """Step 6: so have requests, in a graph from before them."""
    return (statement("schema/unique_id").replace("«label»", Label.REQUEST.value),)


def _moments() -> tuple[Statement, ...]:
    """Step 7: the changes since a moment are found by it."""
    return (statement("schema/change_at"),)


def _merges() -> tuple[Statement, ...]:
    """Step 8: so have the two records that became one."""
    return (statement("schema/unique_id").replace("«label»", Label.MERGE.value),)


def _unique_ids_of_sharing() -> tuple[Statement, ...]:
    """Step 9: so have uses of what is shared and reviews, in a graph from before them."""
    template = statement("schema/unique_id")
    return tuple(template.replace("«label»", each.value) for each in (Label.USE, Label.REVIEW))


def _reminders() -> tuple[Statement, ...]:
    """Step 10: so has what is remembered of reminders."""
    return (statement("schema/unique_id").replace("«label»", Label.REMINDED.value),)


def _deliveries() -> tuple[Statement, ...]:
    """Step 11: so has what outside sources said of records, which is found by those too."""
    unique = statement("schema/unique_id").replace("«label»", Label.DELIVERY.value)
    return unique, statement("schema/delivery_record")


def _tokens() -> tuple[Statement, ...]:
    """Step 12: so has what programs show to read what somebody may read."""
    return (statement("schema/unique_id").replace("«label»", Label.TOKEN.value),)


STEPS: tuple[Callable[[], tuple[Statement, ...]], ...] = (
    _unique_ids,
    _unique_ids_of_decisions,
    _unique_emails,
    _versions,
    _desk,
    _unique_ids_of_requests,
    _moments,
    _merges,
    _unique_ids_of_sharing,
    _reminders,
    _deliveries,
    _tokens,
)
VERSION = len(STEPS)


def graph_of(connection: Connection) -> Graph | None:
    """What the graph says of itself; None where it is new."""

    def work(transaction: Transaction) -> Graph | None:
        found = transaction.run(statement("graph/read")).single()
        if found is None:
            return None
        return Graph(
            identity=str(found["identity"]),
            schema=int(found["schema"]),
            restoring=bool(found["restoring"]),
        )

    return connection.read(work)


def prepare(connection: Connection, *, unfinished: bool = False) -> Graph:
    """Bring a graph to this Hedgerow's schema.

    Parameters
    ----------
    connection
        To the graph.
    unfinished
        Whether it may be one whose restoring did not come to its end.

    Raises
    ------
    GraphNewer
        A newer Hedgerow has been at it; nothing was changed.
    GraphUnfinished
        It was being restored, and that did not come to its end.
    """
    found = graph_of(connection)
    if found is not None and found.restoring and not unfinished:
        raise GraphUnfinished(
            "This graph is being restored, or restoring it was cut off: it is not whole. Wait for "
            "`hedgerow restore`, or run it again with --replace."
        )
    if found is not None and found.schema >= VERSION:
        return _known(found)
    for step in STEPS[found.schema if found else 0 :]:
        for text in step():
            connection.alone(text)

    def keep(transaction: Transaction) -> Graph:
        made = transaction.run(
            statement("graph/keep"), identity=uuid.uuid4().hex, schema=VERSION
        ).single(strict=True)
        return Graph(identity=str(made["identity"]), schema=int(made["schema"]))

    return _known(connection.write(keep))


def _known(graph: Graph) -> Graph:
    """The same graph; raise where only a newer Hedgerow knows it."""
    if graph.schema > VERSION:
        raise GraphNewer(
            f"The graph has schema version {graph.schema}, and this Hedgerow knows versions up to "
            f"{VERSION}. Install a newer Hedgerow, or point HEDGEROW_DATA or NEO4J_URI at another "
            "graph."
        )
    return graph
