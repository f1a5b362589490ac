"""Reading the demo county: an illustrative Cornwall, invented but for its place names."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import get_args

from graph.model import (
    Area,
    AreaKind,
    Boundary,
    Contact,
    Dismissal,
    Record,
    Review,
    Scenario,
    TravelTime,
    Use,
)
from seeds.demo.cells import outlines
from seeds.demo.columns import read_table

COUNTY = "cw-cornwall"
SOURCE = "demo"
OUTLINE = "outline.csv"


def table_name(kind: type) -> str:
    """The file that holds a kind of record: ``areas.csv``, ``activities.csv`` …"""
    name = kind.__name__.lower()
    return f"{name[:-1]}ies.csv" if name.endswith("y") else f"{name}s.csv"


KINDS: tuple[type, ...] = tuple(
    kind
    for kind in get_args(Record)
    if kind not in (Boundary, TravelTime, Scenario, Dismissal, Contact, Use, Review)
)
"""The kinds of the demo, one table each, in the order in which they are read.

Outlines are made beside them; accounts, contacts, uses and reviews of what is shared, travel
times, scenarios and findings set aside are for those who work with the county.
"""


def demo_text(name: str) -> str:
    """The text of one of the demo's files."""
    return (files("seeds.demo") / name).read_text(encoding="utf-8")


def read_demo() -> tuple[Record, ...]:
    """Every record of the illustrative county, its areas' outlines among them.

    Returns
    -------
    tuple of records
        Kind by kind, in the order of the tables; the same at every call.
        Every record that can name a source names an illustrative one.
    """
    records: list[Record] = []
    for kind in KINDS:
        records += read_table(kind, demo_text(table_name(kind)))
    records += _boundaries([record for record in records if isinstance(record, Area)])
    return tuple(records)


def _boundaries(areas: list[Area]) -> list[Record]:
    coast = [
        (float(row["longitude"]), float(row["latitude"]))
        for row in csv.DictReader(demo_text(OUTLINE).splitlines())
    ]
    parishes = {
        area.id: (area.longitude, area.latitude)
        for area in areas
        if area.kind is AreaKind.PARISH and area.longitude is not None and area.latitude is not None
    }
    cells, county = outlines(parishes, coast)
    found = {**cells, COUNTY: county}
    return [Boundary(area_id=id, geometry=found[id], source_id=SOURCE) for id in sorted(found)]
