"""What becomes of what an outside source says: for every importer.

A reader makes a :class:`~seeds.reading.Reading` of files; :func:`coming_of` says what it would do
to the graph, and writes nothing; :func:`receive` does it, all in one change.
"""

from __future__ import annotations

from service.receiving.arrival import receive
from service.receiving.coming import Coming
from service.receiving.gathering import coming_of
from service.receiving.matching import Match
from service.receiving.threeway import Kept

__all__ = ["Coming", "Kept", "Match", "coming_of", "receive"]
