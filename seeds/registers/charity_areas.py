"""Where a charity says that it works, in the Charity Commission's words, as areas of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.model import AreaKind
from seeds.naming import slug
from seeds.registers.taking import LOCAL

_COUNTRYWIDE: Mapping[str, tuple[str, ...]] = {
    "throughout england": ("E92000001",),
    "throughout england and wales": ("E92000001", "W92000004"),
    "throughout wales": ("W92000004",),
    "throughout london": ("E12000007",),
    "greater london": ("E12000007", "E61000001"),
    "england": ("E92000001",),
    "wales": ("W92000004",),
    "scotland": ("S92000003",),
    "northern ireland": ("N92000002",),
}
PLACES = ("local authority", "metropolitan counties", "county", "district")
_NAMED = {AreaKind.COUNTY, AreaKind.LOCAL_AUTHORITY}
_FILLING = {"city", "of", "county", "borough", "district", "council", "upon", "the", "royal"}
_FILLING |= {"metropolitan", "unitary", "authority", "london"}


class CharityAreas:
    """The areas of a graph by the names that the register of charities has for them.

    Parameters
    ----------
    areas
        Name and kind of each area, by id.
    stated
        GSS codes by kind and description in small letters, out of a look-up that was given;
        it goes before names.
    """

    def __init__(
        self,
        areas: Mapping[str, tuple[str, AreaKind]],
        stated: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._areas = areas
        self._stated = stated or {}
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        for id, (name, kind) in areas.items():
            if kind in _NAMED:
                self._named[_bare(name)].append(id)
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def ids(self, kind: str, description: str) -> tuple[str, ...]:
        """The areas of one area of operation; empty where the graph has none, or several fit."""
        key = (kind.casefold(), description.casefold())
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def local(self, id: str) -> bool:
        """Whether an area is somewhere, not a region or a country."""
        return self._areas[id][1] in LOCAL

    def _look_up(self, kind: str, description: str) -> tuple[str, ...]:
        stated = self._stated.get((kind, description), "")
        if stated in self._areas:
            return (stated,)
        wide = [id for id in _COUNTRYWIDE.get(description, ()) if id in self._areas]
        if wide or kind not in PLACES:
            return tuple(wide)
        same = self._named.get(_bare(description), [])
        return tuple(same) if len(same) == 1 else ()


def _bare(name: str) -> str:
    """A council area's name without "City of", "upon", "Borough" and the like."""
    words = slug(name).split("-")
    return " ".join(sorted(word for word in words if word not in _FILLING)) or " ".join(words)
