"""Lists of clubs as somebody keeps them, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from seeds.mapped.around import Around
from seeds.mapped.fields import Listed
from seeds.mapped.grid import Grid, read_grid
from seeds.mapped.guess import guess
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import Mapped, mapped

HEADER = ("Activity name", "Provider", "Day", "Times", "Ages", "Cost", "Venue", "Postcode")
DROP_IN = ("Youth club", "Truro Trust", "Tue", "Tue 6-8pm", "11-16", "50p", "Hall", "TR1 1AA")
CHOIR = ("Choir", "Truro Trust", "Wed", "Weds 5-6pm", "Yr 7-9", "free", "Hall", "TR1 1AA")
AROUND = Around(point=lambda postcode: ((50.26, -5.05), True) if postcode == "TR1 1AA" else None)


def mapping_of(grid: Grid, listed: Listed | None = None, **changed: object) -> Mapping:
    found = guess(grid, listed)
    given = {"columns": found.fields, "otherwise": found.otherwise, **changed}
    return Mapping(name="Clubs", listed=found.listed, **given)  # type: ignore[arg-type]


def read(path: Path, listed: Listed | None = None, **changed: object) -> Mapped:
    grid = read_grid(path)
    return mapped(grid, mapping_of(grid, listed, **changed), around=AROUND)


def of(found: Mapped, kind: type) -> list:
    return [record for record in found.reading.records if isinstance(record, kind)]
