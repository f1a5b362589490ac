"""What the directory lists, in columns: every organisation, asset, activity and request, by name.

There are hundreds of thousands in a country, of which a page shows 25: columns are kept, and
a line is made when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from graph.analysis.progress import Progress, quiet
from graph.model import (
    AgeRange,
    AssetKind,
    Audience,
    OrganisationKind,
    RequestStage,
    Term,
    Theme,
)
from graph.network import (
    ActivityTable,
    AssetTable,
    Floats,
    Index,
    Network,
    OrganisationTable,
    RequestTable,
)
from service.formats import folded
from service.listings import THEMES, site_name, wanted_ages, wanted_areas

STEP = 20_000


class RecordType(Term):
    """What a line of the directory is."""

    ORGANISATIONS = "organisations", "Organisations"
    ASSETS = "assets", "Assets to share"
    ACTIVITIES = "activities", "Activities"
    REQUESTS = "requests", "Requests"


REQUESTS = tuple(RecordType).index(RecordType.REQUESTS)
"""The number of the requests among the types."""


Listed = OrganisationTable | AssetTable | ActivityTable | RequestTable
"""A table whose records the directory lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the directory.

    Attributes
    ----------
    type, row
        Which record: the row of its table in the network.
    kind
        The vocabulary's word; for an activity, its theme; for a request, what is wanted.
    organisation
        Who keeps or runs it, or asks; empty for an organisation.
    ages, audience
        Of an activity, ages also of a request; None otherwise.
    open
        False for a request that is met or withdrawn.
    site
        The row of the site where it is, -1 for none.
    latitude, longitude
        NaN where it has no place.
    """

    type: RecordType
    row: int
    id: str
    name: str
    kind: OrganisationKind | AssetKind | Theme
    organisation: str
    place: str
    ages: AgeRange | None
    audience: Audience | None
    site: int
    latitude: float
    longitude: float
    verified_on: date | None
    open: bool = True

    @property
    def address(self) -> str:
        """Its page."""
        return f"/{self.type.value}/{self.id}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries:
    """Every line in order of name, as columns of one length.

    Attributes
    ----------
    network
        Where they are from.
    type
        Places in :class:`RecordType`.
    row
        Rows of the tables.
    kind
        Places in ``kinds``.
    kinds
        The kinds that there are, each with its type; for an activity, its theme.
    site
        Rows of the sites, -1 for none.
    longitude, latitude
        EPSG:4326 degrees, NaN where there is no place.
    words
        What a search looks through: names and descriptions, folded.
    """

    network: Network
    type: npt.NDArray[np.int8]
    row: Index
    kind: Index
    kinds: tuple[tuple[RecordType, str], ...]
    site: Index
    longitude: Floats
    latitude: Floats
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.row)

    def table(self, at: int) -> Listed:
        """The table that a line's record is in."""
        return _tables(self.network)[int(self.type[at])]

    def table_named(self, type: RecordType) -> Listed:
        """The table of a type."""
        return _tables(self.network)[tuple(RecordType).index(type)]

    def name(self, at: int) -> str:
        """What a line's record is called."""
        return str(self.table(at).name[self.row[at]])

    def kind_at(self, place: int) -> OrganisationKind | AssetKind | Theme:
        """The kind at a place in ``kinds``."""
        type, word = self.kinds[place]
        if type is RecordType.ACTIVITIES:
            return THEMES[word]
        return OrganisationKind(word) if type is RecordType.ORGANISATIONS else AssetKind(word)

    def entry(self, at: int) -> Entry:
        """The line at a place."""
        network, row, site = self.network, int(self.row[at]), int(self.site[at])
        type, table = tuple(RecordType)[int(self.type[at])], self.table(at)
        day, ages, audience = table.verified_on[row], None, None
        if isinstance(table, ActivityTable):
            ages = AgeRange(age_from=int(table.age_from[row]), age_to=int(table.age_to[row]))
            audience = Audience(str(table.audience[row]))
        if isinstance(table, RequestTable):
            ages = wanted_ages(network, row)
        return Entry(
            type=type,
            row=row,
            id=str(table.id[row]),
            name=str(table.name[row]),
            kind=self.kind_at(int(self.kind[at])),
            organisation=_keeper(network, table, row),
            place=_place(network, table, row),
            ages=ages,
            audience=audience,
            site=site,
            latitude=float(self.latitude[at]),
            longitude=float(self.longitude[at]),
            verified_on=None if np.isnat(day) else day.astype(date),
            open=not isinstance(table, RequestTable) or str(table.stage[row]) == RequestStage.OPEN,
        )


def _tables(network: Network) -> tuple[Listed, ...]:
    """The tables in the order of the types."""
    return network.organisations, network.assets, network.activities, network.requests


def _keeper(network: Network, table: Listed, row: int) -> str:
    if isinstance(table, OrganisationTable) or table.organisation[row] < 0:
        return ""
    return str(network.organisations.name[table.organisation[row]])


def _place(network: Network, table: Listed, row: int) -> str:
    """Where a record is, or is wanted."""
    if isinstance(table, RequestTable) and table.site[row] < 0:
        return ", ".join(str(network.areas.name[area]) for area in wanted_areas(network, row))
    return site_name(network, int(table.site[row]))


def entries_of(network: Network, progress: Progress = quiet) -> Entries:
    """Every line of a network, by name, then type, then id; the empty network has none."""
    tables = _tables(network)
    total = sum(len(table) for table in tables)
    words: list[str] = []
    keys: list[tuple[str, str, str]] = []
    for type, table in zip(RecordType, tables, strict=True):
        for text, key in _words(network, type, table):
            if len(words) % STEP == 0:
                progress("Listing what there is", len(words), total)
            words.append(text)
            keys.append(key)
    order = np.array(sorted(range(total), key=keys.__getitem__), dtype=np.int32)
    types = np.repeat(np.arange(len(tables), dtype=np.int8), [len(table) for table in tables])
    rows = np.concatenate([np.arange(len(table), dtype=np.int32) for table in tables])
    kinds, codes = _kinds(network)
    sites = np.concatenate([table.site for table in tables])[order]
    longitude, latitude = _at(network.sites.longitude, sites), _at(network.sites.latitude, sites)
    asked = np.flatnonzero((types[order] == REQUESTS) & (sites < 0))
    middles = [middle_of(network, row) for row in rows[order[asked]].tolist()]
    longitude[asked], latitude[asked] = np.array(middles, dtype=np.float64).reshape(-1, 2).T
    return Entries(
        network=network,
        type=types[order],
        row=rows[order],
        kind=codes[order],
        kinds=kinds,
        site=sites,
        longitude=longitude,
        latitude=latitude,
        words=tuple(words[place] for place in order.tolist()),
    )


def _kinds(network: Network) -> tuple[tuple[tuple[RecordType, str], ...], Index]:
    """The kinds that there are, by type, and the place of each record's, type after type."""
    found: list[tuple[RecordType, str]] = []
    codes = []
    columns = (
        network.organisations.kind,
        network.assets.kind,
        network.activities.theme,
        network.requests.wanted,
    )
    for type, column in zip(RecordType, columns, strict=True):
        words, places = np.unique(column, return_inverse=True)
        codes.append(places + len(found))
        found += [(type, str(word)) for word in words]
    return tuple(found), np.concatenate(codes).astype(np.int32)


def middle_of(network: Network, request: int) -> tuple[float, float]:
    """Longitude and latitude of the first area that a request is wanted in; else of who asks."""
    areas = network.areas
    for area in wanted_areas(network, request):
        return float(areas.longitude[area]), float(areas.latitude[area])
    site = int(network.organisations.site[network.requests.organisation[request]])
    if site < 0:
        return float("nan"), float("nan")
    return float(network.sites.longitude[site]), float(network.sites.latitude[site])


def _at(degrees: Floats, sites: Index) -> Floats:
    """Degrees of some sites, NaN for none."""
    return np.append(degrees, np.nan)[sites]


def _words(
    network: Network, type: RecordType, table: Listed
) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """For each record the words that a search looks through, and what it is sorted by."""
    places: dict[int, str] = {-1: ""}
    names, told, ids = table.name.tolist(), table.description.tolist(), table.id.tolist()
    for row, site in enumerate(table.site.tolist()):
        if site not in places:
            places[site] = site_name(network, site)
        place = _place(network, table, row) if type is RecordType.REQUESTS else places[site]
        keeper = _keeper(network, table, row)
        yield (
            folded(f"{names[row]} {told[row]} {place} {keeper}"),
            (folded(names[row]), type.value, ids[row]),
        )
