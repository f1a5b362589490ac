"""The directory: every organisation, asset and activity as one searchable list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in, sites_inside
from graph.model import AgeRange, AssetKind, Audience, OrganisationKind, Term, Theme
from graph.network import Flags, Network
from service.exports import Column, Sheet
from service.formats import folded
from service.listings import THEMES, site_name


class RecordType(Term):
    """What a line of the directory is."""

    ORGANISATIONS = "organisations", "Organisations"
    ASSETS = "assets", "Assets to share"
    ACTIVITIES = "activities", "Activities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the directory.

    Attributes
    ----------
    type, row
        Which record: the row of its table in the network.
    kind
        The vocabulary's word; for an activity, its theme.
    organisation
        Who keeps or runs it; empty for an organisation.
    themes
        Of an activity or asset; of an organisation, those of what it runs.
    ages, audience
        Of an activity, None otherwise.
    site
        The row of the site where it is, -1 for none.
    latitude, longitude
        NaN where it has no place.
    words
        What a search looks through: names and descriptions, folded.
    """

    type: RecordType
    row: int
    id: str
    name: str
    kind: OrganisationKind | AssetKind | Theme
    organisation: str
    place: str
    themes: frozenset[str]
    ages: AgeRange | None
    audience: Audience | None
    site: int
    latitude: float
    longitude: float
    verified_on: date | None
    words: str

    @property
    def address(self) -> str:
        """Its page."""
        return f"/{self.type.value}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; None and empty ask for anything.

    ``theme``, ``ages`` and ``audience`` keep the activities that fit, the
    organisations that run one, and (for a theme) the assets good for it.
    """

    text: str = ""
    type: RecordType | None = None
    kind: OrganisationKind | AssetKind | None = None
    theme: Theme | None = None
    ages: AgeRange | None = None
    audience: Audience | None = None
    area_id: str | None = None


def entries_of(network: Network) -> tuple[Entry, ...]:
    """Every entry of a network, by name; the empty network has none."""
    entries = [*_organisations(network), *_assets(network), *_activities(network)]
    return tuple(sorted(entries, key=lambda e: (folded(e.name), e.type, e.id)))


def _day(value: np.datetime64) -> date | None:
    return None if np.isnat(value) else value.astype(date)


def _place(network: Network, site: int) -> tuple[str, float, float]:
    if site < 0:
        return "", float("nan"), float("nan")
    sites = network.sites
    return site_name(network, site), float(sites.latitude[site]), float(sites.longitude[site])


def _organisations(network: Network) -> list[Entry]:
    table, found = network.organisations, []
    themes: dict[int, set[str]] = {}
    for organisation, theme in zip(
        network.activities.organisation, network.activities.theme, strict=True
    ):
        themes.setdefault(int(organisation), set()).add(str(theme))
    for row in range(len(table)):
        site = int(table.site[row])
        place, latitude, longitude = _place(network, site)
        found.append(
            Entry(
                type=RecordType.ORGANISATIONS,
                row=row,
                id=str(table.id[row]),
                name=str(table.name[row]),
                kind=OrganisationKind(str(table.kind[row])),
                organisation="",
                place=place,
                themes=frozenset(themes.get(row, ())),
                ages=None,
                audience=None,
                site=site,
                latitude=latitude,
                longitude=longitude,
                verified_on=_day(table.verified_on[row]),
                words=folded(f"{table.name[row]} {table.description[row]} {place}"),
            )
        )
    return found


def _keeper(network: Network, row: int) -> str:
    return str(network.organisations.name[row]) if row >= 0 else ""


def _assets(network: Network) -> list[Entry]:
    table, found = network.assets, []
    for row in range(len(table)):
        site = int(table.site[row])
        place, latitude, longitude = _place(network, site)
        keeper = _keeper(network, int(table.organisation[row]))
        found.append(
            Entry(
                type=RecordType.ASSETS,
                row=row,
                id=str(table.id[row]),
                name=str(table.name[row]),
                kind=AssetKind(str(table.kind[row])),
                organisation=keeper,
                place=place,
                themes=frozenset(table.themes[row]),
                ages=None,
                audience=None,
                site=site,
                latitude=latitude,
                longitude=longitude,
                verified_on=_day(table.verified_on[row]),
                words=folded(f"{table.name[row]} {table.description[row]} {place} {keeper}"),
            )
        )
    return found


def _activities(network: Network) -> list[Entry]:
    table, found = network.activities, []
    for row in range(len(table)):
        site = int(table.site[row])
        place, latitude, longitude = _place(network, site)
        keeper = _keeper(network, int(table.organisation[row]))
        theme = THEMES[str(table.theme[row])]
        found.append(
            Entry(
                type=RecordType.ACTIVITIES,
                row=row,
                id=str(table.id[row]),
                name=str(table.name[row]),
                kind=theme,
                organisation=keeper,
                place=place,
                themes=frozenset((theme.value,)),
                ages=AgeRange(age_from=int(table.age_from[row]), age_to=int(table.age_to[row])),
                audience=Audience(str(table.audience[row])),
                site=site,
                latitude=latitude,
                longitude=longitude,
                verified_on=_day(table.verified_on[row]),
                words=folded(f"{table.name[row]} {table.description[row]} {place} {keeper}"),
            )
        )
    return found


def search(network: Network, entries: Sequence[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that fit, in their order; those with every word in their name come first.

    Raises
    ------
    NotFound
        There is no area ``area_id``.
    """
    words = folded(wanted.text).split()
    here = _here(network, wanted.area_id) if wanted.area_id else None
    runs = _who_runs(network, entries, wanted)
    found = [
        entry
        for entry in entries
        if _fits(entry, wanted, runs)
        and all(word in entry.words for word in words)
        and (here is None or here.holds(entry))
    ]
    if words:
        found.sort(key=lambda e: not all(word in folded(e.name) for word in words))
    return tuple(found)


def _fits(entry: Entry, wanted: Wanted, runs: frozenset[int] | None) -> bool:
    if wanted.type and entry.type is not wanted.type:
        return False
    if wanted.kind and (entry.type is RecordType.ACTIVITIES or entry.kind is not wanted.kind):
        return False
    if runs is None:
        return True
    if entry.type is RecordType.ORGANISATIONS:
        return entry.row in runs
    if entry.type is RecordType.ASSETS:
        asks_more = wanted.ages or wanted.audience
        return not asks_more and wanted.theme is not None and wanted.theme.value in entry.themes
    return _suits(entry, wanted)


def _suits(entry: Entry, wanted: Wanted) -> bool:
    """Whether an activity is of the theme, for the ages, and open to the audience."""
    return (
        (wanted.theme is None or wanted.theme.value in entry.themes)
        and (wanted.ages is None or (entry.ages or wanted.ages).shared_years(wanted.ages) > 0)
        and (wanted.audience is None or entry.audience in (wanted.audience, Audience.EVERYONE))
    )


def _who_runs(network: Network, entries: Sequence[Entry], wanted: Wanted) -> frozenset[int] | None:
    """Organisations that run an activity that fits; None where nothing is asked of activities."""
    if not (wanted.theme or wanted.ages or wanted.audience):
        return None
    return frozenset(
        int(network.activities.organisation[entry.row])
        for entry in entries
        if entry.type is RecordType.ACTIVITIES and _suits(entry, wanted)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    sites: Flags
    served: Flags

    def holds(self, entry: Entry) -> bool:
        if entry.site >= 0 and self.sites[entry.site]:
            return True
        return entry.type is RecordType.ORGANISATIONS and bool(self.served[entry.row])


def _here(network: Network, area_id: str) -> _Here:
    """Sites in an area, and organisations that serve it or an area mostly within it."""
    inside = shares_in(network, nesting_shares(network), network.areas.row(area_id)) >= MOSTLY
    served = np.zeros(len(network.organisations), dtype=bool)
    served[network.serves.left[inside[network.serves.right]]] = True
    return _Here(sites=sites_inside(network, area_id), served=served)


SHEET: Sheet[Entry] = Sheet(
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
    ),
    lambda e: (e.longitude, e.latitude),
)
