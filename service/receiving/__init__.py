"""What becomes of what an outside source says: for every importer.

A reader makes a :class:`~seeds.reading.Reading` of files; :func:`coming_of` says what it would do
to the graph, and writes nothing; :func:`receive` does it, all in one change, and
:func:`undo_import` takes it back as a whole.
"""

from __future__ import annotations

from service.receiving.arrival import receive
from service.receiving.coming import Coming
from service.receiving.gathering import coming_of
from service.receiving.matching import Match
from service.receiving.threeway import Kept
from service.receiving.undoing import undo_import, untaking_of

__all__ = ["Coming", "Kept", "Match", "coming_of", "receive", "undo_import", "untaking_of"]
