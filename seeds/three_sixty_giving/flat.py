"""Grants out of CSV files and workbooks: cells put together as the JSON form has them.

Sheets are joined by their column “Identifier”. A row with an identifier that was there before
adds to its grant what the grant does not have; what contradicts it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path as File
from typing import Any

from graph.errors import RowError
from seeds.reading import STEP, Faults, Progress, counted, first_few, refusal
from seeds.three_sixty_giving.package import Package
from seeds.three_sixty_giving.sheets import NEEDED, RECIPIENT, Columns, Sheet, read_sheets
from seeds.three_sixty_giving.titles import (
    Path,
    is_words,
    nearest_title,
    path_of,
    title_of,
)

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet may run (OWASP), also behind apostrophes."""


def read_flat(path: File, *, progress: Progress | None = None) -> Package:
    """Read a CSV file, or the sheets of a workbook.

    Raises
    ------
    FileRefused
        It is neither, or columns are missing that every grant needs.
    """
    package = Package(file=path.name, grants=[])
    sheets, headers = read_sheets(path, package)
    joining = _Joining(package, many=len(sheets) > 1)
    for sheet in sheets:
        joining.add(sheet, progress)
    _check_needed(path.name, joining.paths, headers)
    if not (joining.grants or joining.without or package.refused):
        raise refusal(path.name, "The file has a header and no grant below it.")
    package.columns = joining.names
    package.grants = [(row, grant) for row, grant in joining.grants.values()] + joining.without
    package.grants.sort(key=lambda entry: entry[0])
    return package


def _check_needed(file: str, found: set[Path], headers: list[str]) -> None:
    """Refuse a file without columns that every grant needs, with the nearest that it has."""
    faults = Faults(file)
    needed = [path for path in NEEDED if path not in found]
    if not any(path[0] in ("recipientOrganization", "recipientIndividual") for path in found):
        needed.append(RECIPIENT)
    for path in needed:
        title = title_of(path)
        near = [name for name in headers if path_of(name[:200]) is None]
        near = [name for name in near if nearest_title(name) == title]
        hint = f" Did you mean it by “{near[0][:60]}”?" if near else ""
        faults.add(f"The column is missing; every grant needs it.{hint}", row=1, column=title)
    faults.raise_any()


class _Joining:
    """Rows of one grant put together, whichever sheets they stand in."""

    def __init__(self, package: Package, *, many: bool) -> None:
        self._package, self._many = package, many
        self.grants: dict[str, tuple[int, dict[str, Any]]] = {}
        self.without: list[tuple[int, Any]] = []
        self.paths: set[Path] = set()
        self.names: dict[str, str] = {}
        self._as_written: dict[str, list[tuple[str, ...]]] = {}

    def add(self, sheet: Sheet, progress: Progress | None) -> None:
        """Add the rows of a sheet."""
        columns = sheet.columns
        file = f"{self._package.file}, sheet “{sheet.title}”" if self._many else self._package.file
        for place, path in columns:
            self.paths.add(path)
            self.names.setdefault("/".join(str(part) for part in path), sheet.header[place])
        twice: list[int] = []
        for done, (row, cells) in enumerate(sheet.rows):
            if progress is not None and done % STEP == 0:
                progress(f"Reading {file}", done, len(sheet.rows))
            values = tuple(
                cells[place].strip() if place < len(cells) else "" for place, _ in columns
            )
            if not any(values):
                continue
            grant = _grant_of(values, columns)
            identifier = grant.get("id")
            if identifier is None:
                self.without.append((row, grant))
            elif identifier not in self.grants:
                self.grants[identifier] = row, grant
                self._as_written[identifier] = [values]
            elif values in self._as_written[identifier]:
                twice.append(row)
            else:
                self._joined(file, row, identifier, grant)
                self._as_written[identifier].append(values)
        if twice:
            shown = first_few([f"{row:,}" for row in twice], 8)
            rows_in_words = f"{'row' if len(twice) == 1 else 'rows'} {shown}"
            stand = counted(len(twice), "row stands", "rows stand")
            self._package.notes.append(
                f"{stand} a second time, just as before; each grant was taken once ({file}, "
                f"{rows_in_words})."
            )

    def _joined(self, file: str, row: int, identifier: str, more: dict[str, Any]) -> None:
        first, grant = self.grants[identifier]
        against = _contradiction(grant, more, ())
        if against is None:
            _add(grant, more)
            return
        path, before, now = against
        title = title_of(path)
        self._package.refused.append(
            RowError(
                file=file,
                row=row,
                column=self.names.get("/".join(str(part) for part in path), title),
                message=f"The grant {identifier[:80]} stands already in row {first:,}, there with "
                f"“{before[:60]}” and here with “{now[:60]}”. The first stands; keep one of them, "
                "or give each grant its own identifier.",
            )
        )


def _grant_of(values: Iterable[str], columns: Columns) -> dict[str, Any]:
    """A row as a grant in the JSON form; cells stay text."""
    grant: dict[str, Any] = {}
    numbered: list[tuple[dict[str, Any], str]] = []
    for value, (_, path) in zip(values, columns, strict=True):
        if not value:
            continue
        here: dict[Any, Any] = grant
        for part, after in pairwise(path):
            if isinstance(part, str) and isinstance(after, int) and part not in here:
                numbered.append((here, part))
            here = here.setdefault(part, {})
        here[path[-1]] = _words(value) if is_words(path) else unguarded(value)
    for owner, name in reversed(numbered):  # the innermost first
        found = owner[name]
        listed: list[Any] = []
        for number in sorted(found):
            _append(listed, found[number])
        owner[name] = listed
    return grant


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula; :func:`unguarded` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(";") if word.strip()]


def _same(items: list[Any], item: Any) -> Any:
    """The item of a list that another is more of: that with the same id."""
    id = item.get("id") if isinstance(item, dict) else None
    if id is None:
        return None
    return next((each for each in items if each.get("id") == id), None)


def _append(items: list[Any], item: Any) -> None:
    there = _same(items, item)
    if there is None or _contradiction(there, item, ()) is not None:
        known = isinstance(item, dict) and item.get("id") is not None
        place = sum("id" in each for each in items) if known else len(items)
        items.insert(place, item)  # those with an id stand first, as flattentool has it
    else:
        _add(there, item)


def _contradiction(
    there: dict[str, Any], more: dict[str, Any], under: Path
) -> tuple[Path, str, str] | None:
    """The first field that two rows tell otherwise: its place, and both values."""
    for name, value in more.items():
        before = there.get(name)
        if before is None:
            continue
        if isinstance(value, dict):
            found = _contradiction(before, value, (*under, name))
            if found:
                return found
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for item in value:
                same = _same(before, item)
                found = _contradiction(same, item, (*under, name, 0)) if same is not None else None
                if found:
                    return found
        elif before != value:
            return (*under, name), _shown(before), _shown(value)
    return None


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _add(there: dict[str, Any], more: dict[str, Any]) -> None:
    """Add what is not there yet; nothing contradicts."""
    for name, value in more.items():
        before = there.get(name)
        if before is None:
            there[name] = value
        elif isinstance(value, dict):
            _add(before, value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for item in value:
                _append(before, item)
