"""Tables of figures as they are published, row by row: people by age, deprivation, shares."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import AgeBand, AgeRange, AreaKind
from graph.projection import to_degrees
from seeds.codes import is_gss, kind_of_code
from seeds.figures.ages import Ages, ages_of, band_of, finest, is_total, opened
from seeds.figures.headers import Header, Rows, found_header
from seeds.files import format_within
from seeds.reading import MOST_REFUSED, STEP, Faults, Progress, counted, first_few
from seeds.registers.extracts import cleaned, column_name
from seeds.tables import csv_rows
from seeds.workbooks import workbook_rows, workbook_sheets

ROWS, CELLS = 1_000_000, 20_000_000
_CODED = re.compile(r"(?:\w+\s*:\s*)?\b([EWSN]\d{8})\b\s*[:\-–]?\s*(.*)")
_NUMBER = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_NO_DIGITS = re.compile(r"[, \u00a0\u202f]")
_MARK = re.compile(r"\s*\[(?:[a-z]|note \d+)\]$", re.IGNORECASE)
"""What publishers write behind a number, or instead of one: “[c]” for confidential, “[note 3]”."""

_SUPPRESSED = {"", "-", "–", ":", "..", "...", "*", "!", "#", "~", "c", "u", "x", "z"}
_SUPPRESSED |= {"na", "n/a", "null", "low", "suppressed"}
_YEAR = re.compile(r"(?:mid[- ]?)((?:19|20)\d\d)|((?:19|20)\d\d)", re.IGNORECASE)
_ONE_SEX = re.compile(r"\b(?:males?|females?|men|women|boys|girls)\b", re.IGNORECASE)
SMALL_AREAS = {2011: 32_844, 2021: 33_755}
"""England's small areas by vintage: a rank over their number tells the decile."""

INDICES = {2011: "IMD 2019", 2021: "IMD 2025"}


@dataclass(slots=True)
class Figure:
    """What a table says of one area."""

    code: str
    name: str
    row: int
    kind: AreaKind | None
    bands: tuple[AgeBand, ...] = ()
    decile: int | None = None
    score: float | None = None
    people: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    rural: bool | None = None


@dataclass(slots=True)
class Figures:
    """One table of figures.

    Attributes
    ----------
    file
        Its file's name.
    figures
        By code, in the order of the table.
    year
        The vintage of the codes (2011, 2021), 0 where it is not told.
    index
        Which deprivation index it has, empty for none.
    faults
        Rows that could not be used.
    notes
        What was assumed and passed over.
    """

    file: str
    header: Header
    index: str
    figures: dict[str, Figure] = field(default_factory=dict)
    faults: Faults = field(default_factory=lambda: Faults(""))
    notes: list[str] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The vintage of the codes."""
        return self.header.year


def _index_of(header: Header) -> str:
    """The index of multiple deprivation whose deciles a table has, empty for none."""
    if max(header.decile, header.rank) < 0:
        return ""
    named = re.search(r"imd_?(?:20)?(15|19|25)_", " ".join(header.columns))
    if named:
        return f"IMD 20{named[1]}"
    by_district = any(one.endswith("_2013") for one in header.columns)
    return "IMD 2015" if by_district else INDICES.get(header.year, "IMD")


def named_rows(path: Path, faults: Faults) -> tuple[list[str], Rows]:
    """The column names of a table's first row, none where it is empty, and the rows below it.

    The table is a CSV file, or a workbook's first filled sheet.
    """
    rows = _rows(path, faults)
    _, header = next(rows, (0, []))
    return [column_name(cell) for cell in header], rows


def _rows(path: Path, faults: Faults) -> Rows:
    if format_within(path) == "zip":
        return iter(workbook_rows(path)[0])
    return csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS, notes=[])


def read_figures(path: Path, *, progress: Progress | None = None) -> Figures | None:
    """Read a table of figures: CSV or XLSX, with titles above its header or without.

    Returns
    -------
    Figures or None
        None where no row of its beginning is the header of a table of figures.

    Raises
    ------
    FileRefused
        The file cannot be read, or no row of it could be used.
    """
    if format_within(path) == "zip":
        return _of_workbook(path, progress)
    faults = Faults(path.name)
    notes: list[str] = []
    rows = csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS, notes=notes)
    found = _read(path.name, rows, progress)
    if found is not None:
        faults.raise_any()
        found.notes += [f"{path.name}: {note}" for note in notes]
    return found


def _of_workbook(path: Path, progress: Progress | None) -> Figures | None:
    """The table of the newest year, of everybody rather than of men or women; others are told."""
    sheets = [
        (title, rows)
        for title, rows in workbook_sheets(path)
        if found_header(iter(rows)) is not None
    ]
    if not sheets:
        return None
    sheets.sort(key=lambda sheet: _foremost(sheet[0]))
    title, rows = sheets[0]
    found = _read(f"{path.name}, sheet “{title}”", iter(rows), progress)
    if found is not None and len(sheets) > 1:
        others = first_few([f"“{title}”" for title, _ in sheets[1:]])
        found.notes.append(f"{path.name}: only the sheet “{title}” was read; not read: {others}.")
    return found


def _foremost(title: str) -> tuple[bool, int]:
    """What sheets are sorted by: everybody before one sex, then the newest year."""
    years = [(bool(mid), int(mid or year)) for mid, year in _YEAR.findall(title)]
    return _ONE_SEX.search(title) is not None, -max(years, default=(False, 0))[1]


def _read(file: str, rows: Rows, progress: Progress | None) -> Figures | None:
    header = found_header(rows)
    if header is None:
        return None
    found = Figures(
        file=file, header=header, index=_index_of(header), faults=Faults(file, MOST_REFUSED)
    )
    table = _Table(found)
    for done, (number, cells) in enumerate(rows):
        if progress is not None and done % (5 * STEP) == 0:
            progress(f"Reading {file}", done, 0)
        table.row(number, [*map(str.strip, cells), *[""] * (len(header.columns) - len(cells))])
    table.end()
    if not found.figures:
        found.faults.add("No row of the table could be used.")
        found.faults.raise_any()
    return found


class _Table:
    """A table as its rows come."""

    def __init__(self, found: Figures) -> None:
        self.found, self.header, self.faults = found, found.header, found.faults
        self.ages = opened([ages for _, ages in self.header.bands])
        self.grouped = any(band_of(ages.ages) != ages.ages for ages in self.ages.values())
        self.without_code = 0
        self.withheld = 0
        self.whole = found.header.whole
        self.by_age: defaultdict[str, dict[AgeRange, float]] = defaultdict(dict)

    def row(self, number: int, cells: list[str]) -> None:
        header = self.header
        code, name = self._area(cells)
        if not code:
            self.without_code += sum(map(bool, cells)) > 2  # fewer are footnotes
            return
        if header.long:
            self._age(number, code, name, cells)
            return
        if code in self.found.figures:
            first = self.found.figures[code].row
            self.faults.add(f"“{code}” stands already in row {first:,}.", row=number)
            return
        figure = Figure(code, name, number, kind_of_code(code) or header.kind)
        if header.bands:
            bands = self._bands(number, cells)
            if bands is None:
                return
            figure.bands = bands
        elif header.rural >= 0 or header.east >= 0:
            if not self._placed(figure, number, cells):
                return
        elif not self._deprivation(figure, number, cells):
            return
        self.found.figures[code] = figure

    def _area(self, cells: list[str]) -> tuple[str, str]:
        cell = cells[self.header.code]
        name = cells[self.header.name] if self.header.name >= 0 else ""
        if is_gss(cell.upper()):
            return cell.upper(), cleaned(name)
        match = _CODED.fullmatch(cell)
        if match is None:
            return "", ""
        return match[1], cleaned(match[2] or ("" if name == cell else name))

    def _number(self, number: int, cells: list[str], at: int) -> float | None:
        """A number, None where there is none, NaN where what stands there is something else."""
        text = _MARK.sub("", cells[at]) if at >= 0 else ""
        if text.casefold() in _SUPPRESSED:
            self.withheld += bool(cells[at]) if at >= 0 else 0
            return None
        if _NUMBER.fullmatch(text):
            return float(_NO_DIGITS.sub("", text))
        self.faults.add(
            f"“{text[:40]}” is not a number.", row=number, column=self.header.written[at]
        )
        return math.nan

    def _bands(self, number: int, cells: list[str]) -> tuple[AgeBand, ...] | None:
        people: dict[AgeRange, float] = {}
        missing: set[AgeRange] = set()
        for at, written in self.header.bands:
            band = band_of(self.ages[written].ages)
            value = self._number(number, cells, at)
            if value is None:
                missing.add(band)
            elif math.isnan(value):
                return None
            else:
                people[band] = people.get(band, 0.0) + value
        return _banded({ages: one for ages, one in people.items() if ages not in missing})

    def _age(self, number: int, code: str, name: str, cells: list[str]) -> None:
        header = self.header
        if is_total(cells[header.age]):
            return
        if any(cells[at].casefold() not in words for at, words in self.whole):
            return
        ages = ages_of(cells[header.age])
        value = self._number(number, cells, header.value)
        if ages is None:
            self.faults.add(
                f"“{cells[header.age][:60]}” is no age.",
                row=number,
                column=header.written[header.age],
            )
        elif value is not None and not math.isnan(value):
            figure = self.found.figures.setdefault(
                code, Figure(code, name, number, kind_of_code(code) or header.kind)
            )
            if ages.ages in self.by_age[figure.code]:
                self.faults.add(f"“{code}” has two numbers for the ages {ages.ages}.", row=number)
            self.by_age[code].setdefault(ages.ages, value)

    def _deprivation(self, figure: Figure, number: int, cells: list[str]) -> bool:
        header = self.header
        decile, score, rank, people = (
            self._number(number, cells, at)
            for at in (header.decile, header.score, header.rank, header.people)
        )
        if any(one is not None and math.isnan(one) for one in (decile, score, rank, people)):
            return False
        if decile is None and rank is not None and header.decile < 0:
            decile = float(math.ceil(rank * 10 / SMALL_AREAS.get(header.year, SMALL_AREAS[2021])))
        if decile is not None and not (decile.is_integer() and 1 <= decile <= 10):
            self.faults.add(
                f"{decile:g} is no decile; it is from 1 to 10.",
                row=number,
                column=header.written[max(header.decile, header.rank)],
            )
            return False
        figure.decile = None if decile is None else int(decile)
        figure.score, figure.people = score, people
        return decile is not None or score is not None

    def _placed(self, figure: Figure, number: int, cells: list[str]) -> bool:
        """Read the centre and the rural-urban classification; whether there is either."""
        east, north = (_signed(cells, at) for at in (self.header.east, self.header.north))
        if east is not None and north is not None:
            if max(abs(east), abs(north)) > 180:
                longitude, latitude = to_degrees([east], [north])
                east, north = float(longitude[0]), float(latitude[0])
            figure.longitude, figure.latitude = round(east, 6), round(north, 6)
        elif self.header.east >= 0:
            self.faults.add("The centre is not two numbers.", row=number)
            return False
        word = cells[self.header.rural].casefold() if self.header.rural >= 0 else ""
        figure.rural = {"r": True, "u": False}.get(word[:1]) if word else None
        return figure.latitude is not None or figure.rural is not None

    def end(self) -> None:
        """What is known once every row has come."""
        found = self.found
        for code, people in self.by_age.items():
            ranges = finest(list(people))
            ages = opened([Ages(one) for one in ranges])
            bands: defaultdict[AgeRange, float] = defaultdict(float)
            for one in ranges:
                bands[band_of(ages[Ages(one)].ages)] += people[one]
            found.figures[code].bands = _banded(bands)
        placed = max(self.header.rural, self.header.east) >= 0
        what = (
            found.index
            or ("centres, rural or urban" if placed else "")
            or ("people by age, a row each" if self.header.long else "people by age")
        )
        found.notes.append(f"{found.file}: read as a table of figures ({what}).")
        if self.grouped:
            found.notes.append(
                f"{found.file}: single years of age from 30 on were added up to bands of five."
            )
        if self.header.decile < 0 <= self.header.rank:
            found.notes.append(f"{found.file}: deciles were worked out from the ranks.")
        if self.withheld:
            numbers = counted(self.withheld, "number is", "numbers are")
            found.notes.append(
                f"{found.file}: {numbers} withheld or not known there (“c”, “-” and the like), and "
                "not known here."
            )
        if self.without_code:
            found.notes.append(
                f"{found.file}: {counted(self.without_code, 'row', 'rows')} without a GSS code "
                "passed over."
            )


def _signed(cells: list[str], at: int) -> float | None:
    try:
        number = float(cells[at]) if at >= 0 else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _banded(people: dict[AgeRange, float]) -> tuple[AgeBand, ...]:
    return tuple(AgeBand(ages=ages, people=people[ages]) for ages in sorted(people))


def figures_with_people(figures: Figures) -> Iterator[tuple[str, float]]:
    """How many people live in each area, by the table itself; none where it does not say."""
    for code, figure in figures.figures.items():
        people = figure.people or sum(band.people for band in figure.bands)
        if people:
            yield code, people
