"""A mapping: which column is which field and which word is which term, to save and use again.

It is a small JSON document by name; ``docs/data-in/spreadsheets.md`` describes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field, replace
from typing import Any

from seeds.mapped.fields import Listed
from seeds.mapped.grid import Head
from seeds.mapped.lists import field_named
from seeds.naming import slug
from seeds.reading import Faults, refusal

FORMAT = "hedgerow-mapping/1"
MOST_COLUMNS, MOST_WORDS, LONGEST = 300, 5_000, 500
_KEYS = {"format", "name", "listed", "sheet", "header_row", "header_rows"}
_GROUPS = {"columns", "words", "otherwise"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How a spreadsheet is read.

    Attributes
    ----------
    name
        What people call it; records and their source are named after it.
    listed
        What each row is.
    columns
        The name of a field by the name of its column; columns that are not there are passed over.
    words
        By field: what people wrote there, in small letters, and what it is read as; an empty text
        is read as if nothing was written.
    otherwise
        By field: what is read where a row says nothing.
    sheet
        The sheet's name; empty for the one that tells most.
    header_row, header_rows
        Where the header was found; used again the header is looked for by its names.
    """

    name: str
    listed: Listed
    columns: Pairs[str, str]
    words: Pairs[str, Pairs[str, str]] = field(default_factory=dict)
    otherwise: Pairs[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    header_rows: int = 0

    @property
    def id(self) -> str:
        """The id of what it brings in: "Youth clubs 2026" is "sheet-youth-clubs-2026"."""
        return f"sheet-{slug(self.name)[:40]}"

    @property
    def head(self) -> Head:
        """Where its header is looked for."""
        names = frozenset(name.casefold() for name in self.columns)
        return Head(sheet=self.sheet, columns=names)

    def read_as(self, field_name: str, text: str) -> str:
        """What a cell's text is read as."""
        known = self.words.get(field_name, {})
        return known.get(_word(text), text) if known else text

    def with_words(self, field_name: str, words: Pairs[str, str]) -> Mapping:
        """The mapping with more words of a field."""
        more = {_word(text): read for text, read in words.items()}
        return replace(
            self, words={**self.words, field_name: {**self.words.get(field_name, {}), **more}}
        )

    def to_json(self) -> str:
        """The mapping as a document that people can read."""
        told = {
            "format": FORMAT,
            "name": self.name,
            "listed": self.listed.value,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "header_rows": self.header_rows,
            "columns": dict(self.columns),
            "words": {name: dict(words) for name, words in self.words.items()},
            "otherwise": dict(self.otherwise),
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _word(text: str) -> str:
    return " ".join(text.casefold().split())[:LONGEST]


def read_mapping(file: str, text: str) -> Mapping:
    """Read a mapping's document.

    Raises
    ------
    FileRefused
        It is none; everything that is wrong is named.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refusal(file, f"This is not a mapping: it is no JSON ({error}).") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise refusal(file, f"This is not a mapping: its “format” has to be “{FORMAT}”.")
    faults = Faults(file)
    _check(told, faults)
    faults.raise_any()
    return Mapping(
        name=" ".join(told["name"].split()),
        listed=Listed(told["listed"]),
        columns=told["columns"],
        words={
            name: {_word(word): read for word, read in words.items()}
            for name, words in told.get("words", {}).items()
        },
        otherwise=told.get("otherwise", {}),
        sheet=told.get("sheet", ""),
        header_row=told.get("header_row", 0),
        header_rows=told.get("header_rows", 0),
    )


def _check(told: dict[str, Any], faults: Faults) -> None:
    for key in told:
        if key not in _KEYS | _GROUPS:
            faults.add(f"“{str(key)[:60]}” is not known in a mapping.")
    name = told.get("name")
    if not isinstance(name, str) or not re.search(r"\w", name) or len(name) > 100:
        faults.add("“name” has to be a text of up to 100 characters.")
    if not isinstance(told.get("sheet", ""), str):
        faults.add("“sheet” has to be a text.")
    for key in ("header_row", "header_rows"):
        number = told.get(key, 0)
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 10**7:
            faults.add(f"“{key}” has to be a whole number.")
    listed = told.get("listed")
    if listed not in {one.value for one in Listed}:
        choice = ", ".join(one.value for one in Listed)
        faults.add(f"“listed” has to be one of {choice}.")
        return
    _check_fields(Listed(listed), told, faults)


def _check_fields(listed: Listed, told: dict[str, Any], faults: Faults) -> None:
    columns: dict[str, str] = told.get("columns", {})
    words: dict[str, dict[str, str]] = told.get("words", {})
    otherwise: dict[str, str] = told.get("otherwise", {})
    if not _is_texts(columns, MOST_COLUMNS) or not columns:
        faults.add("“columns” has to hold names of columns with names of fields.")
    if not isinstance(words, dict) or not all(_is_texts(one, MOST_WORDS) for one in words.values()):
        faults.add("“words” has to hold, by field, words with what they are read as.")
    if not _is_texts(otherwise, MOST_COLUMNS):
        faults.add("“otherwise” has to hold names of fields with what is read.")
    if faults:
        return
    for name in (*columns.values(), *words, *otherwise):
        if field_named(listed, name) is None:
            faults.add(f"“{name[:60]}” is no field of {listed.value}.")


def _is_texts(told: object, most: int) -> bool:
    return (
        isinstance(told, dict)
        and len(told) <= most
        and all(isinstance(one, str) and len(one) <= LONGEST for one in told.values())
        and all(len(name) <= LONGEST for name in told)
    )
