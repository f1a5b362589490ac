"""Compose the demo county's tables: ``python -m seeds.demo.compose [folder]``.

The same lists give the same bytes, on every machine and Python.
"""

from __future__ import annotations

import sys
from pathlib import Path

from seeds.demo.columns import write_table
from seeds.demo.making.activities import add_activities, add_partners, add_special_activities
from seeds.demo.making.assets import add_assets, keep_free_times
from seeds.demo.making.boards import add_boards
from seeds.demo.making.county import County, add_areas
from seeds.demo.making.money import add_money
from seeds.demo.making.organisations import add_organisations
from seeds.demo.making.purposes import add_purposes
from seeds.demo.making.requests import add_requests
from seeds.demo.making.sources import add_sources
from seeds.demo.making.ties import add_ties
from seeds.demo.making.told import add_told
from seeds.demo.reading import KINDS, table_name


def composed() -> County:
    """The whole county, told stories and texture."""
    county = County()
    add_sources(county)
    add_areas(county)
    add_organisations(county)
    add_told(county)
    add_assets(county)
    add_special_activities(county)
    add_activities(county)
    add_partners(county)
    keep_free_times(county)
    add_purposes(county)
    add_boards(county)
    add_money(county)
    add_requests(county)
    add_ties(county)
    return county


def write_tables(folder: Path) -> None:
    """Write every table of the demo into a folder, replacing what is there."""
    county = composed()
    for kind in KINDS:
        text = write_table(kind, county.all(kind))
        (folder / table_name(kind)).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    write_tables(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
