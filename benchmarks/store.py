"""Bulk writes of the store into the embedded server, beside a bare loop over the driver."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from benchmarks.measuring import Row, rates
from graph.model import (
    AgeBand,
    AgeRange,
    Area,
    AreaKind,
    Organisation,
    OrganisationKind,
    Tie,
    TieKind,
)
from graph.store import Store, open_store
from graph.store.rows import row_of
from graph.store.statements import statement
from graph.store.writing import ROWS_AT_ONCE

NODES = 20_000
ORGANISATIONS = 4_000
TIES = 20_000
LEAST_NODES = 10_000
LEAST_RELATIONSHIPS = 8_000
LEAST_RATIO = 0.6
BANDS = tuple(
    AgeBand(ages=AgeRange(age_from=age, age_to=age + 4), people=100.0 + age)
    for age in range(0, 25, 5)
)


def bulk_nodes() -> Row:
    """Areas with five age bands each, as the table of England has, into a graph that has none."""
    areas = [
        Area(
            id=f"E01{number:06d}",
            name=f"Somewhere {number:05d}A",
            kind=AreaKind.LSOA,
            latitude=50.0 + number * 1e-4,
            longitude=-5.0,
            population=BANDS,
            deprivation_decile=number % 10 + 1,
            deprivation_score=20.25,
            deprivation_index="IMD 2025",
            rural=bool(number % 2),
        )
        for number in range(NODES)
    ]
    rows = [row_of(area) for area in areas]
    with _graph() as (store, driver):
        ours, other, ratio = rates(
            lambda: store.write(areas, by="bench", message="Bulk"),
            lambda: _bare(driver, statement("area/create"), rows),
            size=NODES,
            reset=lambda: driver.execute_query("MATCH (n:Area) DETACH DELETE n"),
        )
    return Row(
        name="Bulk write of nodes",
        unit="nodes a second",
        ours=ours,
        other=other,
        ratio=ratio,
        target=f"at least {LEAST_NODES:,}, and {LEAST_RATIO} of the bare loop",
        met=ours.median >= LEAST_NODES and ratio.median >= LEAST_RATIO,
        note=(
            f"`Store.write` of {NODES:,} areas with 14 properties (three of them lists of five) "
            "into a label with none, from model objects to the commit; the bare loop runs the "
            f"same `CREATE` on rows made beforehand, {ROWS_AT_ONCE:,} at once, in one transaction"
        ),
    )


def bulk_relationships() -> Row:
    """Ties between organisations that are there, into a graph that has none."""
    organisations = [
        Organisation(id=f"o{number}", name="Somebody", kind=OrganisationKind.VOLUNTARY)
        for number in range(ORGANISATIONS)
    ]
    ties = [
        Tie(
            id=f"t{number}",
            from_id=f"o{number % ORGANISATIONS}",
            to_id=f"o{(number * 7 + 1 + number // ORGANISATIONS) % ORGANISATIONS}",
            kind=TieKind.COOPERATION,
        )
        for number in range(TIES)
        if number % ORGANISATIONS != (number * 7 + 1 + number // ORGANISATIONS) % ORGANISATIONS
    ]
    rows = [{**row_of(tie), "from_id": tie.from_id, "to_id": tie.to_id} for tie in ties]
    with _graph() as (store, driver):
        store.write(organisations, by="bench", message="Organisations")
        ours, other, ratio = rates(
            lambda: store.write(ties, by="bench", message="Bulk"),
            lambda: _bare(driver, statement("tie/create"), rows),
            size=len(ties),
            reset=lambda: driver.execute_query("MATCH ()-[t:TIE]->() DELETE t"),
        )
    return Row(
        name="Bulk write of relationships",
        unit="relationships a second",
        ours=ours,
        other=other,
        ratio=ratio,
        target=f"at least {LEAST_RELATIONSHIPS:,}, and {LEAST_RATIO} of the bare loop",
        met=ours.median >= LEAST_RELATIONSHIPS and ratio.median >= LEAST_RATIO,
        note=(
            f"`Store.write` of {len(ties):,} ties between {ORGANISATIONS:,} organisations; the "
            "bare loop runs the same `MATCH … MATCH … CREATE` on rows made beforehand, "
            f"{ROWS_AT_ONCE:,} at once, in one transaction"
        ),
    )


@contextmanager
def _graph() -> Iterator[tuple[Store, Driver]]:
    """An empty embedded graph: through the store, and through a driver of its own."""
    with tempfile.TemporaryDirectory() as folder, open_store(data=Path(folder)) as store:
        place = store._connection.place
        with GraphDatabase.driver(place.uri, auth=(place.username, place.password)) as driver:
            yield store, driver


def _bare(driver: Driver, text: Any, rows: list[dict[str, Any]]) -> None:
    """What anybody would write with the driver alone."""
    with driver.session() as session, session.begin_transaction() as transaction:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            transaction.run(text, rows=rows[start : start + ROWS_AT_ONCE]).consume()
        transaction.commit()
