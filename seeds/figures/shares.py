"""Shares of small areas in larger ones, a row for each pair: by people, or by land."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import InvalidData
from graph.model import AreaKind, Within
from seeds.codes import is_gss, kind_of_code
from seeds.figures.headers import area_columns, share_column
from seeds.figures.tables import named_rows
from seeds.reading import MOST_REFUSED, Faults
from seeds.registers.extracts import cleaned

_BASES = {
    "people": "people",
    "land": "land, not of people",
    "": "(of what, the table does not say)",
}


@dataclass(slots=True)
class Shares:
    """What parts of small areas lie in which larger ones.

    Attributes
    ----------
    file
        The table's file.
    basis
        What is shared: "people", "land", or "" where the table does not say.
    within
        The larger areas of each small one, with shares.
    named
        Name and kind of every area that the table names.
    faults
        Rows that could not be used.
    """

    file: str
    basis: str
    within: dict[str, tuple[Within, ...]] = field(default_factory=dict)
    named: dict[str, tuple[str, AreaKind]] = field(default_factory=dict)
    faults: Faults = field(default_factory=lambda: Faults(""))

    @property
    def note(self) -> str:
        """What was read, in a sentence."""
        return (
            f"{self.file}: {len(self.within):,} small areas lie in larger ones by share of "
            f"{_BASES[self.basis]}."
        )


def read_shares(path: Path) -> Shares | None:
    """Read a table of a small area, a larger one and a share in each row; None where it is none.

    Raises
    ------
    FileRefused
        The file cannot be read.
    """
    faults = Faults(path.name)
    columns, rows = named_rows(path, faults)
    places = area_columns(columns)
    share_at, basis = share_column(columns)
    if share_at < 0 or len(places) < 2:
        return None
    small, large = places[0], places[1]
    percent = columns[share_at].startswith(("percent", "pct")) or "_pct" in columns[share_at]
    found = Shares(path.name, basis, faults=Faults(path.name, MOST_REFUSED))
    gathered: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for number, raw in rows:
        cells = [cell.strip() for cell in raw] + [""] * (len(columns) - len(raw))
        share = _share(cells[share_at], percent=percent)
        inner, outer = cells[small.at].upper(), cells[large.at].upper()
        if share is None or not (is_gss(inner) and is_gss(outer)):
            found.faults.add("The row has not two codes and a share from 0 to 1.", row=number)
            continue
        gathered[inner][outer] = gathered[inner].get(outer, 0.0) + share
        for code, one in ((inner, small), (outer, large)):
            name = cleaned(cells[one.name]) if one.name >= 0 else ""
            found.named.setdefault(code, (name, kind_of_code(code) or one.kind))
    faults.raise_any()
    for inner, outers in gathered.items():
        if sum(outers.values()) > 1.01:
            found.faults.add(f"The shares of “{inner}” are more than the whole together.")
        else:
            found.within[inner] = _steps(outers)
    return found


def _steps(outers: dict[str, float]) -> tuple[Within, ...]:
    return tuple(
        Within(area_id=code, share=min(1.0, round(share, 4)))
        for code, share in sorted(outers.items())
        if share >= 0.005
    )


def _share(text: str, *, percent: bool) -> float | None:
    try:
        share = float(text.removesuffix("%"))
    except ValueError:
        return None
    share = share / 100 if percent or text.endswith("%") else share
    try:
        return Within(area_id="x", share=share).share
    except InvalidData:
        return None
