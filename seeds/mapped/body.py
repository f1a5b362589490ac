"""What stands below a header: rows, repeated headers, headings such as "MONDAY", footers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from seeds.mapped.lists import known_names
from seeds.mapped.words import bare
from seeds.reading import first_few
from seeds.workbooks import Rows

Table = tuple[tuple[int, tuple[str, ...]], ...]
"""Row numbers and cells, one to a column."""

COLUMN = "Heading above the row"
_LONGEST = 60
_FOOTER = re.compile(
    r"(?:grand )?totals?\b|sum\b|source\b|notes?\b|©|\(c\)|last updated|updated\b|produced by"
    r"|\* |end of|page \d|for more information|contact\b|data correct|this (?:list|file|data)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[*(†]|(?:sub-?)?totals?\b|n\.?b\.?\b|notes?\b|please\b", re.IGNORECASE)


def under_headings(
    file: str, names: tuple[str, ...], rows: Table
) -> tuple[tuple[str, ...], Table, list[str]]:
    """What stands in headings as a column of its own, so that it can be read.

    Headings are rows of one cell in a table of several; they are known for that only where the
    table begins with one, there are two or more, and rows stand below each.

    Returns
    -------
    tuple
        The names of the columns, the rows without headings, and what was passed over.
    """
    single = [sum(map(bool, cells)) == 1 for _, cells in rows]
    headings = [
        number
        for (number, cells), alone in zip(rows, single, strict=True)
        if alone and _is_heading(next(filter(None, cells)))
    ]
    usual = median(sum(map(bool, cells)) for _, cells in rows) if rows else 0
    pairs = any(one and after for one, after in pairwise(single))
    if len(headings) < 2 or headings[0] != rows[0][0] or single[-1] or pairs or usual < 2:
        return names, rows, []
    kept: list[tuple[int, tuple[str, ...]]] = []
    over = ""
    for number, cells in rows:
        if number in headings:
            over = next(filter(None, cells))
        else:
            kept.append((number, (*cells, over)))
    told = f"{file}: headings in row {first_few([f'{one:,}' for one in headings])}"
    note = f"{told} are read as the column “{COLUMN}”."
    return (*names, COLUMN), tuple(kept), [note]


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST and not _NOTE.match(text)


def cell_at(cells: list[str], at: int) -> str:
    """A cell of a row, empty where the row is shorter."""
    return cells[at] if at < len(cells) else ""


def body_of(
    file: str, body: Rows, names: tuple[str, ...], header: list[str]
) -> tuple[Table, list[str]]:
    """The rows below the header, without footers, repeated headers and totals."""
    width = len(names)
    notes: list[str] = []
    kept = [(number, tuple((cells + [""] * width)[:width])) for number, cells in body]
    again = tuple((header + [""] * width)[:width])
    repeated = [number for number, cells in kept if _repeats(cells, again)]
    kept = [one for one in kept if not _repeats(one[1], again)]
    if repeated:
        notes.append(f"{file}: the header stands again in row {_numbers(repeated)}; passed over.")
    usual = median(sum(map(bool, cells)) for _, cells in kept) if kept else 0
    footer: list[int] = []
    while kept and usual >= 2 and _is_footer(kept[-1][1], usual):
        footer.append(kept.pop()[0])
    if footer:
        notes.append(f"{file}: below the table, passed over: row {_numbers(sorted(footer))}.")
    return tuple(kept), notes


def spread(body: Rows, merged: tuple[tuple[int, int, int], ...]) -> Rows:
    """The rows with the value of cells that are merged over several in each of them."""
    if not merged:
        return body
    rows = [(number, list(cells)) for number, cells in body]
    numbers = [number for number, _ in rows]
    for first, last, column in merged:
        start, end = bisect_left(numbers, first), bisect_right(numbers, last)
        if start == end or numbers[start] != first:
            continue  # the header's own, or nothing
        text = cell_at(rows[start][1], column)
        for _, cells in rows[start + 1 : end] if text else ():
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or text
    return rows


def _repeats(cells: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Whether a row is the header again, or nearly."""
    if cells == header:
        return True
    filled = sum(map(bool, header))
    same = sum(1 for one, name in zip(cells, header, strict=True) if name and one == name)
    return filled > 2 and same > filled / 2 and _is_header(cells)


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether a row below the header is one as well: three names of columns, and nothing else."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and all(bare(cell) in known_names() for cell in filled)


def of_another_table(rows: Table) -> Iterator[tuple[int, str, str]]:
    """Rows of another table below the first, which its columns would misread."""
    header = 0
    for number, cells in rows:
        if not header and _is_header(cells):
            header = number
        if header:
            message = (
                f"Row {header:,} seems to be the header of another table; put that table on a "
                "sheet of its own."
            )
            yield number, "", message


def _is_footer(cells: tuple[str, ...], usual: float) -> bool:
    filled = [cell for cell in cells if cell]
    says = bool(_FOOTER.match(filled[0])) and len(filled) <= max(1.0, usual / 2)
    return says or (len(filled) == 1 and usual >= 3 and cells[0] != "" and len(filled[0]) > 40)


def _numbers(numbers: list[int]) -> str:
    return first_few([f"{number:,}" for number in numbers])
