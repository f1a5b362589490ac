"""What stands between the values of a table in a text file: commas, as a rule."""

from __future__ import annotations

import csv
import io
from statistics import median

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What it may be, and what people call it."""

_LOOKED_AT = 200


def delimiter_of(text: str) -> str:
    """What stands between values: that which makes the most columns in most of the first rows."""
    best, most = ",", 1.0
    lines = io.StringIO(text[:200_000], newline="")
    for sign in DELIMITERS:
        lines.seek(0)
        widths: list[int] = []
        try:
            for cells in csv.reader(lines, delimiter=sign):
                if any(cell.strip() for cell in cells):
                    widths.append(len(cells))
                if len(widths) >= _LOOKED_AT:
                    break
        except csv.Error:
            continue
        width = float(median(widths)) if widths else 1.0
        if width > most:
            best, most = sign, width
    return best


def delimiter_note(delimiter: str) -> str:
    """A sentence where a table has other than commas between its values; empty where it has."""
    return "" if delimiter == "," else f"The values have {DELIMITERS[delimiter]} between them."
