"""What a grants file leaves open and was assumed, gathered into a sentence for each sort."""

from __future__ import annotations

from collections.abc import Mapping

from seeds.reading import counted

MOST_ROWS = 8

_WORDS: Mapping[str, str] = {
    "individual": "{grants} to individuals passed over; Hedgerow keeps nothing about single people",
    "both": "{grants} to an organisation and an individual at once; passed over",
    "twice": "{grants} there a second time, just as before; each was taken once",
    "regrant": "{grants} marked as given on to others, so that no money is counted twice",
    "untitled": "{grants} without a title; named after the recipient",
    "undescribed": "{grants} without a description",
    "prefix": "{grants} with an identifier that does not begin with 360G-; taken as it is",
    "money": "{grants} with £ or commas in the amount, which was read as a number",
    "date": "{grants} with a date that is not written as 2025-03-31; read as day, month, year, "
    "or as a spreadsheet counts days",
    "planned": "{grants} with a planned date that is none; taken without it",
    "early": "{grants} with a planned date before 1900, most likely mistyped; taken without it",
    "order": "{grants} planned to end before they start; taken without the end",
    "duration": "{grants} with a length in months and no end; the end was reckoned from it",
    "point": "{grants} with a point outside Great Britain, or half of one; taken without it",
    "elsewhere": "{grants} spent in areas that are not in the graph ({codes}); the codes are kept",
    "code": "{grants} with a geographic code that cannot be one; taken without it",
    "postcode": "{grants} with a recipient's postcode that is none; taken without it",
    "several": "{grants} with several recipients or funders; only the first was taken",
    "regranting": "{grants} with a regrant type that the standard does not know; taken without it",
    "nameless": "{grants} whose recipient or funder has no identifier; known by its name",
    "numberless": "{grants} whose recipient or funder has an identifier without a number in it "
    "(such as “GB-CHC-”), which is nobody's; taken without it",
    "odd": "{grants} whose recipient or funder has an identifier that cannot be an org-id; known "
    "here by one made from it",
    "names": "{grants} with an organisation named otherwise than before; the first name was taken",
    "website": "{grants} with a web address that is none; taken without it",
    "long": "{grants} with a text that is longer than fits; its end was left off",
}


class Doubts:
    """What was assumed or passed over, and in which rows."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self.codes: dict[str, int] = {}

    def add(self, sort: str, row: int) -> None:
        """Note one; the same row counts once."""
        rows = self._rows.setdefault(sort, [])
        if not rows or rows[-1] != row:
            rows.append(row)

    def elsewhere(self, code: str, row: int) -> None:
        """Note a code of an area that the graph does not hold."""
        self.codes[code] = self.codes.get(code, 0) + 1
        self.add("elsewhere", row)

    def count(self, sort: str) -> int:
        """How many rows there are of a sort."""
        return len(self._rows.get(sort, ()))

    def sentences(self) -> tuple[str, ...]:
        """A sentence for each sort that occurred, with the first rows."""
        return tuple(
            words.format(
                grants=counted(len(self._rows[sort]), "grant", "grants"), codes=self._codes()
            )
            + f" ({_rows_in_words(self._rows[sort])})."
            for sort, words in _WORDS.items()
            if sort in self._rows
        )

    def _codes(self) -> str:
        most = sorted(self.codes, key=lambda code: (-self.codes[code], code))
        return ", ".join(most[:5]) + (f" and {len(most) - 5:,} more" if len(most) > 5 else "")


def _rows_in_words(rows: list[int]) -> str:
    shown = ", ".join(f"{row:,}" for row in rows[:MOST_ROWS])
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"
