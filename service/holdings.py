"""What a graph holds that a register is read with: its areas, and who is known by which number."""

from __future__ import annotations

from graph.model import AreaKind
from graph.store import Store
from seeds.registers.taking import Held


def held_by(store: Store) -> Held:
    """The areas of a graph, and the names of its organisations by each of their identifiers."""
    network = store.snapshot()
    areas = network.areas
    names = dict(zip(network.organisations.id, network.organisations.name, strict=True))
    return Held(
        areas={
            id: (name, AreaKind(str(kind)))
            for id, name, kind in zip(areas.id, areas.name, areas.kind, strict=True)
        },
        identified={
            identifier: names.get(id, id)
            for id, identifiers in store.identifiers().items()
            for identifier in identifiers
        },
    )
