"""Who says so: the illustration itself, marked as one."""

from __future__ import annotations

from datetime import date

from graph.model import Source
from seeds.demo.making.county import County

SOURCES = (
    ("demo", "Illustrative Cornwall"),
    ("demo-population", "Illustrative people by age and deprivation"),
    ("demo-partners", "Illustrative round of calls to partners"),
    ("demo-boards", "Illustrative minutes of boards"),
    ("demo-grants", "Illustrative grant register"),
    ("demo-young-people", "Illustrative peer research by young people"),
)


def add_sources(county: County) -> None:
    """The sources that the demo's records name."""
    for id, name in SOURCES:
        county.add(
            Source(
                id=id,
                name=name,
                licence="Apache-2.0",
                attribution=(
                    "Written for Hedgerow. Place names are real; everything else is invented."
                ),
                retrieved_on=date(2026, 6, 30),
                illustrative=True,
            )
        )
