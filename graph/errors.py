"""What can go wrong, named as facts.

These errors know nothing of HTTP or of exit codes: ``service/errors.py`` maps
each to a status, ``service/cli`` to an exit code, and a test keeps both
complete. Every message says what was wrong, where, and what would be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class HedgerowError(Exception):
    """Anything that Hedgerow itself refuses or cannot do."""


# -- values and files ---------------------------------------------------------


class InvalidData(HedgerowError, ValueError):
    """A value that no record may have.

    Parameters
    ----------
    message
        What is wrong and what would be right, in one sentence.
    field
        The name of the field, empty where the record as a whole is wrong.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class OptionOutOfRange(HedgerowError, ValueError):
    """A parameter of a finding that lies outside its stated range."""

    def __init__(self, message: str, *, option: str = "") -> None:
        super().__init__(message)
        self.option = option


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One thing wrong in one place of a file.

    Attributes
    ----------
    file
        The name of the file, without its folder.
    row
        The row as a person counts it: 1 is the first line of a spreadsheet,
        the first feature of a boundary file. 0 where the whole file is meant.
    column
        The column or property, empty where the whole row is meant.
    message
        What is wrong and what would be right.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column “{self.column}”"
        return f"{place}: {self.message}"


class FileRefused(HedgerowError):
    """A file that was not read; nothing of it was kept.

    Parameters
    ----------
    errors
        Every error found, in file order; at least one.
    """

    def __init__(self, errors: Sequence[RowError]) -> None:
        if not errors:
            raise ValueError("FileRefused needs at least one RowError.")
        self.errors = tuple(errors)
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0]}{more}")


class ImportBuiltOn(HedgerowError):
    """An import that cannot be taken back: others went on from what it brought.

    Attributes
    ----------
    reasons
        What stands in its way, a sentence each; at least one.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(("This import cannot be taken back.", *reasons)))


class Interrupted(HedgerowError):
    """A long piece of work that somebody stopped; the graph is as it was."""


# -- the graph ----------------------------------------------------------------


class NotFound(HedgerowError, LookupError):
    """There is no record of that kind with that id."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"There is no {kind} with the id “{id}”.")
        self.kind = kind
        self.id = id


class NotYours(HedgerowError):
    """A row that somebody else keeps."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not yours to change; you can suggest a correction on its page."
        )
        self.name = name


class StoreError(HedgerowError):
    """The graph database could not do what was asked."""


class StoreUnavailable(StoreError):
    """No graph database answers."""


class LoginRefused(StoreError):
    """The graph database refused the user name or password."""


class GraphNewer(StoreError):
    """The graph was written by a newer Hedgerow than this one."""


class GraphUnfinished(StoreError):
    """The graph was being restored, and that did not come to its end."""


class ArchiveRefused(HedgerowError):
    """An archive is damaged, is no archive, or was written by a newer Hedgerow."""


class WriteConflict(StoreError):
    """A write kept colliding with other writes and was given up; nothing of it was kept."""


class ChangedMeanwhile(StoreError):
    """Somebody else changed, added or took out a record since it was looked at; nothing was kept.

    Attributes
    ----------
    kind, id
        Which record: the name of its class, and its id.
    """

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(
            f"Somebody else changed the {kind.lower()} “{id}” meanwhile; nothing was kept."
        )
        self.kind = kind
        self.id = id


class LastAdministrator(StoreError):
    """Nobody would be left who may say who else may sign in; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            "This is the last administrator; make somebody else one first, so that one is left."
        )


class AlreadyDecided(StoreError):
    """Somebody else decided on a proposal first; nothing was kept."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Somebody else decided on “{title}” meanwhile; nothing was changed.")


class DanglingReference(StoreError):
    """A record names another record that is neither in the graph nor in the same change."""


class DataFolderNotWritable(StoreError):
    """The data folder cannot be written."""


class DataFolderHeld(StoreError):
    """Another user's live graph server holds the data folder."""


class DiskFull(StoreError):
    """There is no room left where the graph is kept."""
