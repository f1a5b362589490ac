"""Records entered twice: what people do to a name and a position when they enter a thing again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from graph.model import Activity, Asset, Organisation, Site
from graph.projection import to_degrees, to_grid

Entered = Site | Organisation | Asset | Activity
Change = Callable[[str, np.random.Generator], str]

SHORT = {
    "Village Hall": "VH",
    "Community Centre": "CC",
    "Youth Club": "YC",
    "youth club": "YC",
    "Committee": "Cttee",
    "Association": "Assoc",
    "Memorial": "Mem.",
    "Parish Council": "PC",
    "Saint": "St.",
    "St ": "Saint ",
    " and ": " & ",
    "Institute": "Inst.",
    "Centre": "Ctr",
    "School": "Sch.",
    "Library": "Lib.",
}


def shortened(name: str, chance: np.random.Generator) -> str:
    for word, short in SHORT.items():
        name = name.replace(word, short)
    return name


def mistyped(name: str, chance: np.random.Generator) -> str:
    """Two neighbouring letters of a longer word change places, or one is left out or doubled."""
    long = list(re.finditer(r"\w{5,}", name))
    if not long:
        return name
    found = long[int(chance.integers(len(long)))]
    at = found.start() + 1 + int(chance.integers(len(found[0]) - 2))
    how = int(chance.integers(3))
    if how == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if how == 1 else name[:at] + name[at] + name[at:]


def unpunctuated(name: str, chance: np.random.Generator) -> str:
    return re.sub(r"[^\w ]", "", name).upper()


def turned(name: str, chance: np.random.Generator) -> str:
    """ "Carharrack Memorial Hall" as "Memorial Hall, Carharrack"."""
    first, _, rest = name.partition(" ")
    return f"{rest}, {first}" if rest else name


def lengthened(name: str, chance: np.random.Generator) -> str:
    return f"The {name}{(' (bookings)', ' Ltd', ', Cornwall')[int(chance.integers(3))]}"


def unchanged(name: str, chance: np.random.Generator) -> str:
    return name.lower()


CHANGES: tuple[Change, ...] = (
    shortened, mistyped, unpunctuated, turned, lengthened, unchanged,
)  # fmt: skip


def again(record: Entered, chance: np.random.Generator) -> Entered:
    """The record as somebody else would enter it: another id, the name changed in two ways."""
    name = record.name
    for at in chance.choice(len(CHANGES), size=2, replace=False).tolist():
        name = CHANGES[at](name, chance)
    return replace(record, id=f"again.{record.id}"[:120], name=name)


def moved(site: Site, chance: np.random.Generator, *, metres: float = 60.0) -> Site:
    """A site as another clicks it on the map: so many metres off, east and north, on average."""
    easting, northing = to_grid(site.longitude, site.latitude)
    off = chance.normal(0.0, metres, 2)
    longitude, latitude = to_degrees(float(easting) + off[0], float(northing) + off[1])
    return replace(site, latitude=float(latitude), longitude=float(longitude))
