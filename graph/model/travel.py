"""How long it takes to get somewhere, as a timetable or a route planner says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import InvalidData
from graph.model.terms import Mode
from graph.model.things import require_id, require_range

LONGEST_MINUTES = 24 * 60
_MARK = "|"  # stands in no id


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelTime:
    """The time from an area's centre to a site, by one mode.

    Attributes
    ----------
    area_id
        Where one sets out.
    site_id
        Where one arrives.
    mode
        How one travels.
    minutes
        From door to door, 0 to 1,440.
    source_id
        Who says so: the route planner, or the timetable.

    Raises
    ------
    InvalidData
        A time outside its range.
    """

    area_id: str
    site_id: str
    mode: Mode
    minutes: float
    source_id: str | None = None

    def __post_init__(self) -> None:
        require_id(self.area_id, "area_id")
        require_id(self.site_id, "site_id")
        require_range(self.minutes, "minutes", 0, LONGEST_MINUTES)

    @property
    def id(self) -> str:
        """What it is kept under: there is one time for a mode, an area and a site."""
        return _MARK.join((self.mode.value, self.area_id, self.site_id))


def parts_of(id: str) -> tuple[Mode, str, str]:
    """The mode, the area and the site of a travel time's id.

    Raises
    ------
    InvalidData
        It is no such id.
    """
    try:
        mode, area_id, site_id = id.split(_MARK)
        return Mode(mode), area_id, site_id
    except ValueError:
        raise InvalidData(f"“{id}” is not the id of a travel time.", field="id") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesTo:
    """The times to one site by one mode from many areas: how many of them are carried at once.

    Attributes
    ----------
    site_id, mode, source_id
        Common to all.
    area_ids, minutes
        Of one length.
    """

    site_id: str
    mode: Mode
    source_id: str | None
    area_ids: Sequence[str]
    minutes: Sequence[float]
