"""What records name, as row numbers: an id becomes the row of the record that has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.errors import DanglingReference
from graph.network import Text


class RowsOf:
    """Row numbers by id, of one kind.

    Parameters
    ----------
    kind
        What the records are called.
    ids
        Their ids, in row order.
    """

    def __init__(self, kind: str, ids: Text) -> None:
        self._kind, self._ids = kind, ids

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self._ids)}

    def of(self, id: str | None, owner: str) -> int:
        """The row of an id that an owner names, -1 for None.

        Raises
        ------
        DanglingReference
            No record has that id.
        """
        if id is None:
            return -1
        row = self._by_id.get(id)
        if row is None:
            raise DanglingReference(f"“{owner}” names the {self._kind} “{id}”, which is not there.")
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The ids of everything that records name by row number, in row order."""

    areas: Text
    sites: Text
    organisations: Text
    sources: Text
