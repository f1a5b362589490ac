"""JSON lists of objects as rows, one object at a time: a register has hundreds of thousands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graph.errors import FileRefused
from seeds.reading import refusal

PIECE = 256 * 1024
LONGEST = 16 * 1024 * 1024
"""Characters that one object, or a file that is one object, may have."""

ROWS = 3_000_000
_BLANK = " \t\r\n,"


def json_rows(file: str, lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """A list of objects as a header row and rows of text.

    The header is row 0; the first object is row 1. Columns are the keys of the first object.
    An object of texts by key (code: name) is read as rows of ``code`` and ``name``, and an object
    that holds one list of objects as that list.

    Raises
    ------
    FileRefused
        It is not sound JSON, cut off, or neither form.
    """
    objects = _objects(file, _Pieces(lines))
    first = next(objects, None)
    if first is None:
        raise refusal(file, "The JSON file has no objects in it.")
    columns = list(first)
    yield 0, columns
    yield 1, _cells(first, columns)
    for number, one in enumerate(objects, start=2):
        if number > ROWS:
            raise refusal(file, f"The file has more than {ROWS:,} objects; split it.")
        yield number, _cells(one, columns)


def _cells(one: dict[str, Any], columns: list[str]) -> list[str]:
    return [_cell(one.get(column)) for column in columns]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""


class _Pieces:
    """Text that grows from its front to its end, as lines come."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.text, self.at = lines, "", 0

    def more(self) -> bool:
        """Drop what has been read and fetch another piece; whether there was one."""
        kept = [self.text[self.at :]]
        self.at, size = 0, 0
        for line in self.lines:
            kept.append(line)
            size += len(line)
            if size >= PIECE:
                break
        self.text = "".join(kept)
        return size > 0

    def sign(self) -> str:
        """The next sign that is no space or comma, "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def _objects(file: str, pieces: _Pieces) -> Iterator[dict[str, Any]]:
    if pieces.sign() == "{":
        yield from _in_one(file, _value(file, pieces, 0))
        return
    pieces.at += 1
    number = 0
    while (sign := pieces.sign()) != "]":
        number += 1
        if sign != "{":
            what = "is cut off here" if not sign else "holds something that is not an object"
            raise refusal(file, f"The list of the JSON file {what}.", row=number)
        yield _value(file, pieces, number)


def _value(file: str, pieces: _Pieces, row: int) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    while True:
        try:
            found, pieces.at = decoder.raw_decode(pieces.text, pieces.at)
        except RecursionError as error:
            raise refusal(file, "The JSON file is nested too deeply.", row=row) from error
        except ValueError as error:
            if len(pieces.text) - pieces.at > LONGEST or not pieces.more():
                raise _unsound(file, row) from error
        else:
            return dict(found)


def _unsound(file: str, row: int) -> FileRefused:
    return refusal(file, "The file is not sound JSON here; it may be cut off.", row=row)


def _in_one(file: str, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if found and all(isinstance(value, str) for value in found.values()):
        yield from ({"code": code, "name": name} for code, name in found.items())
        return
    lists = [value for value in found.values() if isinstance(value, list)]
    if len(lists) != 1 or not all(isinstance(one, dict) for one in lists[0]):
        raise refusal(file, "The JSON file is neither a list of objects nor codes with names.")
    yield from lists[0]
