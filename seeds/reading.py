"""What every reader answers: model objects and notes, or every error of the file at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graph.errors import FileRefused, RowError
from graph.model import Record

Progress = Callable[[str, int, int], None]
"""``progress(stage, done, total)``; it may raise :class:`graph.errors.Interrupted`."""

MOST_ERRORS = 200
MOST_REFUSED = 10_000
"""How many errors of a file that is refused whole are listed, and how many rows refused singly."""
STEP = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That a row names a record by its id which the file itself does not hold.

    Attributes
    ----------
    kind
        "area": what sort of record is named.
    id
        Its id.
    file, row, column
        Where it is named.
    """

    kind: str
    id: str
    file: str
    row: int
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds.

    Attributes
    ----------
    records
        Model objects; the source that they name is the first of them.
    notes
        What was assumed or passed over, a sentence each.
    refused
        Rows of somebody else's list that could not be used; the rest could.
    more_refused
        How many more such rows there are than are listed.
    mentions
        Records that must be in the graph, or in another file of the same upload.
    seen
        Ids of records that the file has although nothing could be made of them, so that nobody
        takes them for vanished.
    partial
        Whether a part of it could not be read at all: then nothing is taken for vanished.
    """

    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()
    refused: tuple[RowError, ...] = ()
    more_refused: int = 0
    mentions: tuple[Mention, ...] = ()
    seen: frozenset[str] = frozenset()
    partial: bool = False


@dataclass(slots=True)
class Faults:
    """The errors of one file, gathered so that a person can mend them all in one go.

    Attributes
    ----------
    file
        Its name.
    most
        How many are listed.
    errors, more
        Those that are listed, and how many are not.
    """

    file: str
    most: int = MOST_ERRORS
    errors: list[RowError] = field(default_factory=list)
    more: int = 0

    def add(self, message: str, *, row: int = 0, column: str = "") -> None:
        """Note one error; those after the most that are listed are only counted."""
        if len(self.errors) >= self.most:
            self.more += 1
            return
        self.errors.append(RowError(file=self.file, row=row, column=column, message=message))

    def __len__(self) -> int:
        return len(self.errors) + self.more

    def raise_any(self) -> None:
        """Raise :class:`~graph.errors.FileRefused` with every error, where there is one."""
        if not self.errors:
            return
        errors = list(self.errors)
        if self.more:
            errors.append(
                RowError(
                    file=self.file,
                    row=0,
                    column="",
                    message=f"and {self.more:,} more errors like these.",
                )
            )
        raise FileRefused(errors)


def refusal(file: str, message: str, *, row: int = 0, column: str = "") -> FileRefused:
    """The refusal of a whole file for one reason."""
    return FileRefused([RowError(file=file, row=row, column=column, message=message)])


def first_few(words: Sequence[str], most: int = 5) -> str:
    """Some words in a sentence: "a, b, c and 4 more"."""
    shown = ", ".join(words[:most])
    return shown + (f" and {len(words) - most:,} more" if len(words) > most else "")


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: 1 row, 2,000 rows."""
    return f"{number:,} {one if number == 1 else many}"
