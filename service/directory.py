"""The directory: every organisation, asset, activity and request as one searchable list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in, sites_inside
from graph.model import AgeRange, AssetKind, Audience, OrganisationKind, Theme
from graph.network import Flags, Index, Network, Table, Text
from service.entries import REQUESTS, Entries, Entry, RecordType, entries_of
from service.exports import Column, Sheet
from service.formats import folded
from service.sheets.cells import origin

__all__ = [
    "Entry",
    "Found",
    "RecordType",
    "Wanted",
    "directory_sheet",
    "entries_of",
    "search",
    "type_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; None and empty ask for anything.

    ``theme``, ``ages`` and ``audience`` keep the activities that fit, the
    organisations that run one, (for a theme) the assets good for it, and (for a
    theme and ages) the requests for it. A kind of asset keeps assets and requests.
    """

    text: str = ""
    type: RecordType | None = None
    kind: OrganisationKind | AssetKind | None = None
    theme: Theme | None = None
    ages: AgeRange | None = None
    audience: Audience | None = None
    area_id: str | None = None


class Found(Sequence[Entry]):
    """What was found: lines of the directory, each made when somebody looks at it.

    Parameters
    ----------
    entries
        All lines.
    places
        Which of them, in order.
    """

    def __init__(self, entries: Entries, places: Index) -> None:
        self.entries, self.places = entries, places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(at, slice):
            return tuple(self.entries.entry(place) for place in self.places[at].tolist())
        return self.entries.entry(int(self.places[at]))

    def __iter__(self) -> Iterator[Entry]:
        return (self.entries.entry(place) for place in self.places.tolist())

    @cached_property
    def counts(self) -> dict[RecordType, int]:
        """How many of each type."""
        numbers = np.bincount(self.entries.type[self.places], minlength=len(RecordType))
        return dict(zip(RecordType, numbers.tolist(), strict=True))

    def none(self) -> Found:
        """Nothing of it."""
        return Found(self.entries, self.places[:0])

    def without(self, type: RecordType) -> Found:
        """Those of other types."""
        other = self.entries.type[self.places] != tuple(RecordType).index(type)
        return Found(self.entries, self.places[other])

    def placed(self) -> Found:
        """Those that have a place."""
        return Found(self.entries, self.places[np.isfinite(self.entries.longitude[self.places])])

    def kinds(self) -> list[OrganisationKind | AssetKind | Theme]:
        """The kinds that there are, each once."""
        numbers = np.bincount(self.entries.kind[self.places], minlength=len(self.entries.kinds))
        return [self.entries.kind_at(place) for place in np.flatnonzero(numbers).tolist()]

    def positions(self) -> Iterator[tuple[float, float]]:
        """Longitudes and latitudes, NaN where there is no place."""
        return zip(
            self.entries.longitude[self.places].tolist(),
            self.entries.latitude[self.places].tolist(),
            strict=True,
        )


def type_of(kind: OrganisationKind | AssetKind | Theme) -> RecordType:
    """What an entry of a kind is."""
    if isinstance(kind, Theme):
        return RecordType.ACTIVITIES
    return RecordType.ASSETS if isinstance(kind, AssetKind) else RecordType.ORGANISATIONS


def search(network: Network, entries: Entries, wanted: Wanted) -> Found:
    """The entries that fit, in their order; those with every word in their name come first.

    Raises
    ------
    NotFound
        There is no area ``area_id``.
    """
    fits = _of_type(entries, wanted) & _about(network, entries, wanted)
    if wanted.area_id:
        fits &= _here(network, entries, wanted.area_id)
    places = np.flatnonzero(fits).astype(np.int32)
    for word in folded(wanted.text).split():
        has = [word in entries.words[place] for place in places.tolist()]
        places = places[np.array(has, dtype=bool)]
    return Found(entries, _names_first(entries, places, folded(wanted.text).split()))


def _names_first(entries: Entries, places: Index, words: list[str]) -> Index:
    """The same places, those whose name has every word before the others."""
    if not words:
        return places
    other = [
        not all(word in folded(entries.name(place)) for word in words) for place in places.tolist()
    ]
    return places[np.argsort(np.array(other, dtype=bool), kind="stable")]


def _of_type(entries: Entries, wanted: Wanted) -> Flags:
    """Which entries are of the type and kind; an activity is of none, a request of what it asks."""
    types = tuple(RecordType)
    fits = np.ones(len(entries), dtype=bool)
    if wanted.type:
        fits &= entries.type == types.index(wanted.type)
    if wanted.kind:
        alike = [
            place
            for place, (type, word) in enumerate(entries.kinds)
            if word == wanted.kind.value
            and (type is type_of(wanted.kind) or type is RecordType.REQUESTS)
        ]
        fits &= np.isin(entries.kind, alike)
    return fits


def _about(network: Network, entries: Entries, wanted: Wanted) -> Flags:
    """Which entries have to do with the theme, the ages and the audience."""
    if not (wanted.theme or wanted.ages or wanted.audience):
        return np.ones(len(entries), dtype=bool)
    suits = _suiting(network, wanted)
    runs = np.zeros(len(network.organisations), dtype=bool)
    runs[network.activities.organisation[suits]] = True
    good = np.zeros(len(network.assets), dtype=bool)
    if wanted.theme and not (wanted.ages or wanted.audience):
        good = np.array([wanted.theme.value in each for each in network.assets.themes], dtype=bool)
    fits = np.zeros(len(entries), dtype=bool)
    asked = _asked_for(network, wanted)
    for number, flags in enumerate((runs, good, suits, asked)):  # in the order of the types
        of_type = entries.type == number
        fits[of_type] = flags[entries.row[of_type]]
    return fits


def _asked_for(network: Network, wanted: Wanted) -> Flags:
    """Which requests are for the theme and the ages; they name no audience."""
    table = network.requests
    fits = np.full(len(table), wanted.audience is None)
    if wanted.theme:
        fits &= table.theme == wanted.theme.value
    if wanted.ages:
        apart = (table.age_from > wanted.ages.age_to) | (table.age_to < wanted.ages.age_from)
        fits &= ~apart & ~np.isnan(table.age_from)
    return fits


def _suiting(network: Network, wanted: Wanted) -> Flags:
    """Which activities are of the theme, for the ages, and open to the audience."""
    table = network.activities
    suits = np.ones(len(table), dtype=bool)
    if wanted.theme:
        suits &= table.theme == wanted.theme.value
    if wanted.ages:
        suits &= (table.age_from <= wanted.ages.age_to) & (table.age_to >= wanted.ages.age_from)
    if wanted.audience:
        suits &= np.isin(table.audience, [wanted.audience.value, Audience.EVERYONE.value])
    return suits


def _here(network: Network, entries: Entries, area_id: str) -> Flags:
    """Which entries are at a site in an area, serve it, or are wanted in it or mostly within."""
    inside = shares_in(network, nesting_shares(network), network.areas.row(area_id)) >= MOSTLY
    served = np.zeros(len(network.organisations), dtype=bool)
    served[network.serves.left[inside[network.serves.right]]] = True
    here: Flags = np.append(sites_inside(network, area_id), False)[entries.site]
    organisations = entries.type == 0
    here[organisations] |= served[entries.row[organisations]]
    asked = np.zeros(len(network.requests), dtype=bool)
    asked[network.wanted_in.left[inside[network.wanted_in.right]]] = True
    requests = entries.type == REQUESTS
    here[requests] |= asked[entries.row[requests]]
    return here


def directory_sheet(network: Network) -> Sheet[Entry]:
    """The columns of the directory, with where each line comes from and on what terms."""
    return Sheet(
        "directory",
        (
            Column("id", lambda e: e.id),
            Column("type", lambda e: e.type.value),
            Column("name", lambda e: e.name),
            Column("kind", lambda e: e.kind.label),
            Column("organisation", lambda e: e.organisation),
            Column("place", lambda e: e.place),
            Column("ages", lambda e: str(e.ages) if e.ages else ""),
            Column("audience", lambda e: e.audience.label if e.audience else ""),
            Column("latitude", lambda e: None if np.isnan(e.latitude) else round(e.latitude, 6)),
            Column("longitude", lambda e: None if np.isnan(e.longitude) else round(e.longitude, 6)),
            Column("verified_on", lambda e: e.verified_on.isoformat() if e.verified_on else None),
            *origin(network, lambda e: source_of(network, e)),
        ),
        lambda e: (e.longitude, e.latitude),
    )


def source_of(network: Network, entry: Entry) -> str:
    """The id of a line's source; empty where nobody said."""
    tables: dict[RecordType, Table] = {
        RecordType.ORGANISATIONS: network.organisations,
        RecordType.ASSETS: network.assets,
        RecordType.ACTIVITIES: network.activities,
        RecordType.REQUESTS: network.requests,
    }
    sources: Text = getattr(tables[entry.type], "source")  # noqa: B009 - each of these has one
    return str(sources[entry.row])
