"""Areas, their boundaries, and sites."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from graph.errors import InvalidData
from graph.model.terms import AreaKind
from graph.model.things import Thing, require_id, require_position, require_range, require_text
from graph.model.times import AgeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """How many people of some ages live in an area."""

    ages: AgeRange
    people: float

    def __post_init__(self) -> None:
        require_range(self.people, "people", 0, 100_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """That an area lies in another, wholly (share 1) or by a share of its population."""

    area_id: str
    share: float = 1.0

    def __post_init__(self) -> None:
        require_id(self.area_id, "within")
        require_range(self.share, "share", 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Thing):
    """A place with people in it; its id is its GSS code where it has one.

    Attributes
    ----------
    kind
        Country, region … parish, ward … LSOA, or a local area of one's own.
    latitude, longitude
        Population-weighted centre, EPSG:4326 degrees; None where not known.
    population
        People by age band; bands do not overlap. Empty where not known.
    deprivation_decile
        1 (most deprived tenth of England) to 10, None where not known.
    deprivation_score
        The index's own score, higher is more deprived.
    deprivation_index
        Which index that is ("IMD 2025").
    rural
        Whether the rural-urban classification calls it rural.
    within
        The areas that it lies in, with shares.
    """

    kind: AreaKind
    latitude: float | None = None
    longitude: float | None = None
    population: tuple[AgeBand, ...] = ()
    deprivation_decile: int | None = None
    deprivation_score: float | None = None
    deprivation_index: str = ""
    rural: bool | None = None
    within: tuple[Within, ...] = ()

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_position(self.latitude, self.longitude)
        require_range(self.deprivation_decile, "deprivation_decile", 1, 10)
        require_range(self.deprivation_score, "deprivation_score", -1_000, 1_000)
        require_text(self.deprivation_index, "deprivation_index", longest=100)
        bands = sorted(self.population, key=lambda band: band.ages)
        for before, after in pairwise(bands):
            if before.ages.shared_years(after.ages):
                raise InvalidData(
                    f"Age bands {before.ages} and {after.ages} overlap; each age counts once.",
                    field="population",
                )
        if any(step.area_id == self.id for step in self.within):
            raise InvalidData("An area cannot lie within itself.", field="within")


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The outline of an area.

    Kept apart from :class:`Area` so that an analysis need not carry outlines.

    Attributes
    ----------
    area_id
        The area; there is one boundary to an area.
    geometry
        A GeoJSON Polygon or MultiPolygon as text, EPSG:4326, at most 6 decimals.
    source_id
        Who says so.
    """

    area_id: str
    geometry: str
    source_id: str | None = None

    def __post_init__(self) -> None:
        require_id(self.area_id, "area_id")
        if not self.geometry.startswith("{"):
            raise InvalidData("A boundary's geometry is a GeoJSON text.", field="geometry")

    @property
    def id(self) -> str:
        """The area's id, which is the boundary's too."""
        return self.area_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Thing):
    """A point with an address, where assets are kept and activities happen.

    Attributes
    ----------
    address, postcode
        As people write them; may be empty.
    latitude, longitude
        EPSG:4326 degrees.
    blurred
        Whether the position is deliberately rough, because the place must not be found.
    area_ids
        The areas that it stands in (parish, ward, small area), where known.
    """

    latitude: float
    longitude: float
    address: str = ""
    postcode: str = ""
    blurred: bool = False
    area_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_position(self.latitude, self.longitude)
        require_text(self.address, "address", longest=500)
        require_text(self.postcode, "postcode", longest=10)
        for area_id in self.area_ids:
            require_id(area_id, "area_ids")
