"""Tables of travel times, as a route planner writes them: origin, destination, minutes.

There may be millions of rows, so a CSV file is read row by row, and nothing of it is kept
but the times.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import Mode, Record, Source, TravelTime
from graph.model.travel import LONGEST_MINUTES
from seeds.cells import Row
from seeds.columns import EXAMPLE, Kind, names, required
from seeds.destinations import Destinations
from seeds.files import format_of
from seeds.naming import slug
from seeds.reading import MOST_REFUSED, Faults, Progress, Reading, counted, first_few, refusal
from seeds.tables import Table, check_columns, csv_rows, header_of, plain, read_table

ROWS = 3_000_000
CELLS = 20_000_000
STEP = 20_000

_PLAIN_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,9})?")
_Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlaces:
    """What rows may name because the graph has it.

    Attributes
    ----------
    areas
        Codes of the areas.
    sites
        Finds the sites.
    """

    areas: Container[str] = frozenset()
    sites: Destinations = field(default_factory=lambda: Destinations(()))


def read_travel_times(
    path: Path,
    *,
    known: KnownPlaces = KnownPlaces(),
    mode: Mode | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a table of travel times.

    Parameters
    ----------
    path
        A CSV file (also packed) of up to :data:`ROWS` rows, or a workbook.
    known
        Areas and sites of the graph.
    mode
        Of the rows that name none.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        A source and its times. ``refused`` has the rows whose origin or destination
        the graph does not have; the others are read.

    Raises
    ------
    FileRefused
        A row has no such time or mode, the same way stands twice with different times, no
        row could be used, or the file is no table.
    """
    faults = Faults(path.name)
    table, rows = _opened(path, faults)
    check_columns(
        table,
        known=names(Kind.TRAVEL_TIMES),
        required=required(Kind.TRAVEL_TIMES),
        faults=faults,
    )
    if mode is None and "mode" not in table.header:
        faults.add("No row says how one travels; add a column “mode”, or name one for all.", row=1)
    faults.raise_any()
    gathered = _Gathered(table, faults, known, mode)
    number = 0
    for done, (number, cells) in enumerate(rows):
        if progress is not None and done % STEP == 0:
            progress(f"Reading {path.name}", done, 0)
        gathered.add(number, cells)
    if progress is not None:
        progress(f"Reading {path.name}", number, number)
    return gathered.reading(table.notes)


def _opened(path: Path, faults: Faults) -> tuple[Table, _Rows]:
    """A table without its rows, and the rows under its header."""
    if format_of(path) != "text":
        table = read_table(path)
        return table, iter(table.rows)
    rows = csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS)
    first = next(rows, None)
    faults.raise_any()
    if first is None:
        raise refusal(path.name, "The file is empty; it needs a header row and rows below it.")
    written = header_of(*first, faults)
    header = tuple(plain(name) for name in written)
    return Table(file=path.name, header=header, written=tuple(written), rows=()), rows


class _Gathered:
    """The times of one table, and what is wrong with it."""

    def __init__(self, table: Table, faults: Faults, known: KnownPlaces, mode: Mode | None) -> None:
        self._table, self._faults, self._known, self._mode = table, faults, known, mode
        self._at: Mapping[str, int] = {name: at for at, name in enumerate(table.header)}
        self._modes: dict[str, Mode] = {"": mode} if mode is not None else {}
        self._modes |= {plain(each.value): each for each in Mode}
        self._modes |= {plain(each.label): each for each in Mode}
        self._found: dict[tuple[str, ...], tuple[str | None, str]] = {}
        self._source = Source(id=f"file-{slug(table.file)[:100]}", name=table.file)
        self._unknown = Faults(table.file, MOST_REFUSED)
        self._times: dict[tuple[Mode, str, str], tuple[float, int]] = {}
        self._examples = self._repeated = 0

    def add(self, number: int, cells: list[str]) -> None:
        """Gather one row, or note what is wrong with it."""
        width = len(self._table.header)
        if len(cells) != width and (
            len(cells) < width or any(each.strip() for each in cells[width:])
        ):
            self._faults.add(
                f"The row has {len(cells)} values; the header names {width}.", row=number
            )
            return
        origin = cells[self._at["origin"]].strip()
        if origin.startswith(EXAMPLE):
            self._examples += 1
            return
        minutes, mode = self._minutes(number, cells), self._mode_of(number, cells)
        site = self._destination(number, cells)
        if origin not in self._known.areas:
            self._unknown.add(
                f"There is no area “{origin[:60]}” in the graph; import it first, or mend the code."
                if origin
                else "The cell is empty; every row needs it.",
                row=number,
                column=self._table.written_as("origin"),
            )
        elif minutes is not None and mode is not None and site is not None:
            self._keep(number, (mode, origin, site), minutes)

    def _keep(self, number: int, way: tuple[Mode, str, str], minutes: float) -> None:
        before = self._times.setdefault(way, (minutes, number))
        if before[1] == number:
            return
        self._repeated += 1
        if before[0] != minutes:
            self._faults.add(
                f"The same way takes {before[0]:g} minutes in row {before[1]:,} and {minutes:g} "
                "here; keep one of them.",
                row=number,
                column=self._table.written_as("minutes"),
            )

    def _minutes(self, number: int, cells: list[str]) -> float | None:
        text = cells[self._at["minutes"]].strip()
        if _PLAIN_NUMBER.fullmatch(text):
            value: float | None = float(text)
        else:
            row = self._row(number, cells)
            value = row.number_in("minutes")
            if value is None and row.ok:
                row.needed("minutes")
                if row.ok:
                    row.fault(
                        "There are no minutes; leave a way that cannot be gone out.", "minutes"
                    )
        if value is not None and not (math.isfinite(value) and 0 <= value <= LONGEST_MINUTES):
            self._row(number, cells).fault(
                f"{value:g} is outside 0 to {LONGEST_MINUTES:,}.", "minutes"
            )
            return None
        return value

    def _mode_of(self, number: int, cells: list[str]) -> Mode | None:
        at = self._at.get("mode")
        text = plain(cells[at]) if at is not None else ""
        mode = self._modes.get(text)
        if mode is None:
            row = self._row(number, cells)
            if text:
                row.term("mode", Mode)
            else:
                row.fault("The cell is empty, and no mode was named for all rows.", "mode")
        return mode

    def _destination(self, number: int, cells: list[str]) -> str | None:
        """The id of the site that a row leads to; the same words are looked up once."""
        said = tuple(
            cells[self._at[name]].strip()
            for name in ("destination", "latitude", "longitude")
            if name in self._at
        )
        found = self._found.get(said)
        if found is None:
            row = self._row(number, cells)
            latitude, longitude = row.number_in("latitude"), row.number_in("longitude")
            if not row.ok:
                return None
            if (latitude is None) != (longitude is None):
                row.fault("Half a position; give both or neither.", "latitude")
                return None
            position = None if latitude is None or longitude is None else (latitude, longitude)
            found = self._found[said] = self._known.sites.find(said[0], position)
        if found[0] is None:
            self._unknown.add(found[1], row=number, column=self._table.written_as("destination"))
        return found[0]

    def _row(self, number: int, cells: list[str]) -> Row:
        return Row(self._table, number, [each.strip() for each in cells], self._faults, self._at)

    def reading(self, notes: tuple[str, ...]) -> Reading:
        """What was gathered; raise where a row is wrong, or none could be used."""
        file = self._table.file
        self._faults.raise_any()
        if not self._times:
            if not self._unknown.errors:
                raise refusal(file, "There is no row below the header.")
            self._unknown.add("No row of the table could be used.")
            self._unknown.raise_any()
        told = [*notes]
        if self._examples:
            told.append(f"{file}: the example row was passed over.")
        if self._repeated:
            told.append(
                f"{file}: {counted(self._repeated, 'row repeats', 'rows repeat')} another; "
                "kept once."
            )
        told.append(f"{file}: {self._spread()}.")
        source_id = self._source.id
        records: list[Record] = [self._source]
        records.extend(
            TravelTime(
                area_id=area_id, site_id=site_id, mode=mode, minutes=minutes, source_id=source_id
            )
            for (mode, area_id, site_id), (minutes, _) in self._times.items()
        )
        return Reading(
            records=tuple(records),
            notes=tuple(told),
            refused=tuple(self._unknown.errors),
            more_refused=self._unknown.more,
        )

    def _spread(self) -> str:
        """How many times, between how many places, by which modes."""
        modes = sorted({mode for mode, _, _ in self._times}, key=list(Mode).index)
        areas = len({area_id for _, area_id, _ in self._times})
        sites = len({site_id for _, _, site_id in self._times})
        return (
            f"{counted(len(self._times), 'time', 'times')} from "
            f"{counted(areas, 'area', 'areas')} to {counted(sites, 'site', 'sites')} "
            f"({first_few([mode.label.lower() for mode in modes])})"
        )
