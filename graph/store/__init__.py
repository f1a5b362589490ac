"""The only code that speaks to a database."""

from __future__ import annotations

from graph.store.about import About
from graph.store.images import stamp_of
from graph.store.labels import Label, LinkType
from graph.store.opening import open_store
from graph.store.store import Store
from graph.store.writing import Written

__all__ = ["About", "Label", "LinkType", "Store", "Written", "open_store", "stamp_of"]
