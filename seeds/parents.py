"""Larger areas made from the code and name columns of a table of smaller ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import InvalidData
from graph.model import Area, AreaKind, Within
from seeds.cells import Row
from seeds.codes import code_of, kind_of_code
from seeds.layouts import Parent
from seeds.reading import Faults


@dataclass(slots=True)
class _Made:
    """One larger area as it gathers its rows."""

    name: str
    kind: AreaKind
    row: int
    weight: float = 0.0
    north: float = 0.0
    east: float = 0.0
    outer: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


class Parents:
    """The larger areas of one table; each lies in the next by the people of its rows."""

    def __init__(self, source_id: str) -> None:
        self.source_id = source_id
        self.made: dict[str, _Made] = {}
        self.clashes: list[tuple[int, str, str]] = []

    def codes(self, row: Row, parents: Sequence[Parent], own: str) -> list[str]:
        """The code of the nearest larger area that a row names (one or none), not its own."""
        chain = [step for step in self._chain(row, parents) if step[0] != own]
        return [chain[0][0]] if chain and chain[0][0] else []

    def _chain(self, row: Row, parents: Sequence[Parent]) -> list[tuple[str, str, AreaKind]]:
        chain: list[tuple[str, str, AreaKind]] = []
        for parent in parents:
            code = parent.code if parent.fixed else code_of(row.text(parent.code))
            name = parent.name if parent.fixed else row.text(parent.name)
            if code and code not in [step[0] for step in chain]:
                chain.append((code, name or code, kind_of_code(code) or parent.kind))
        return chain

    def note(self, row: Row, parents: Sequence[Parent], area: Area, people: float) -> None:
        """Note the larger areas of one small area.

        Parameters
        ----------
        row, parents
            The row, and where in it larger areas stand.
        area
            The small area that the row made.
        people
            Its people, the weight of its centre; one where none are known.
        """
        chain = [step for step in self._chain(row, parents) if step[0] != area.id]
        weight = people or 1.0
        for at, (code, name, kind) in enumerate(chain):
            made = self.made.get(code)
            if made is None:
                made = self.made[code] = _Made(name=name, kind=kind, row=row.number)
            elif made.name != name:
                self.clashes.append((row.number, code, f"“{made.name}” and “{name}”"))
            if area.latitude is not None and area.longitude is not None:
                made.weight += weight
                made.north += weight * area.latitude
                made.east += weight * area.longitude
            if at + 1 < len(chain):
                made.outer[chain[at + 1][0]] += weight

    def areas(self, faults: Faults) -> tuple[Area, ...]:
        """The larger areas, the largest kinds first, then by code.

        A code with two names, or one that no area may have, is noted as an error.
        """
        for row, code, both in self.clashes:
            faults.add(f"The code {code} has two names, {both}; give one.", row=row)
        kinds = list(AreaKind)
        ordered = sorted(self.made.items(), key=lambda item: (kinds.index(item[1].kind), item[0]))
        found = []
        for code, made in ordered:
            try:
                found.append(self._area(code, made))
            except InvalidData as error:
                faults.add(str(error), row=made.row)
        return tuple(found)

    def _area(self, code: str, made: _Made) -> Area:
        whole = sum(made.outer.values())
        return Area(
            id=code,
            name=made.name,
            source_id=self.source_id,
            kind=made.kind,
            latitude=round(made.north / made.weight, 6) if made.weight else None,
            longitude=round(made.east / made.weight, 6) if made.weight else None,
            within=tuple(
                Within(area_id=outer, share=round(people / whole, 4))
                for outer, people in sorted(made.outer.items())
                if people / whole >= 0.005
            ),
        )
