"""The sites that rows of a table lead to: found by id, by name, or by where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from seeds.naming import likeness

DECIMALS = 5
"""Of degrees: positions that agree so far, about a metre, are the same."""

_Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSite:
    """A site of the graph, as far as a row can name it."""

    id: str
    name: str
    latitude: float
    longitude: float


class Destinations:
    """Finds sites of the graph by what a row says of them.

    Parameters
    ----------
    sites
        All of them.
    """

    def __init__(self, sites: Iterable[KnownSite]) -> None:
        self.ids: set[str] = set()
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._at: defaultdict[_Position, list[KnownSite]] = defaultdict(list)
        for site in sites:
            self.ids.add(site.id)
            self._by_name[likeness(site.name)].append(site.id)
            self._at[_rounded(site.latitude, site.longitude)].append(site)

    def find(self, named: str, position: _Position | None) -> tuple[str | None, str]:
        """The id of the site of a row, or why there is none.

        Parameters
        ----------
        named
            An id or a name; empty where the position says it alone.
        position
            Latitude and longitude; None for none.

        Returns
        -------
        tuple
            The id and an empty text, or None and what would be right.
        """
        if named in self.ids:
            return named, ""
        if position is not None:
            return self._placed(named, position)
        if not named:
            return None, "The cell is empty; name a site, or give its latitude and longitude."
        same = self._by_name.get(likeness(named), [])
        if len(same) == 1:
            return same[0], ""
        if same:
            return None, (
                f"“{named[:60]}” is the name of {len(same)} sites; give latitude and longitude, "
                f"or one of their ids: {', '.join(sorted(same)[:4])}."
            )
        return None, f"There is no site “{named[:60]}” in the graph; import it first, or mend it."

    def _placed(self, named: str, position: _Position) -> tuple[str | None, str]:
        there = self._at.get(_rounded(*position), [])
        fitting = [site.id for site in there if not named or likeness(site.name) == likeness(named)]
        where = f"{position[0]:g}, {position[1]:g}"
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            return None, (
                f"{len(fitting)} sites stand at {where}; give the id of one: "
                f"{', '.join(sorted(fitting)[:4])}."
            )
        called = f"called “{named[:60]}” " if named else ""
        return None, f"No site {called}stands at {where} (to {DECIMALS} decimals) in the graph."


def _rounded(latitude: float, longitude: float) -> _Position:
    return round(latitude, DECIMALS), round(longitude, DECIMALS)
