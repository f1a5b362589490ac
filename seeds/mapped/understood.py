"""What a reader of one cell answers: the value, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What became of a cell.

    Attributes
    ----------
    value
        The value; None where there is none.
    told
        What of the cell was not kept, or how it was taken, a sentence.
    read
        Whether the cell was understood; an empty cell is.
    """

    value: Any = None
    told: str = ""
    read: bool = True


NOTHING = Understood()
UNSAID = {"", "-", ".", "..", "?", "n/a", "na", "tbc", "unknown", "not known", "don't know", "dk"}
"""Cells that say nothing, without regard to case."""


def shown(text: str, longest: int = 60) -> str:
    """A cell in quotation marks, cut where it is long, its line ends made spaces."""
    bare = " ".join(text.split())
    return f"“{bare[:longest]}…”" if len(bare) > longest else f"“{bare}”"


def unread(text: str, would_be_right: str) -> Understood:
    """A cell that is not understood, and what would be right."""
    return Understood(read=False, told=f"{shown(text)} is not understood; {would_be_right}")
