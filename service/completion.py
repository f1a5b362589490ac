"""What an import adds of itself: which areas a site stands in, and which areas lie in which.

Pure: records in, records out. A file tells what it tells; whatever it leaves
out and the graph has is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from graph.model import AgeBand, AgeRange, Area, AreaKind, Site, Within
from graph.network import Network
from maps.geometry import areas_at, areas_m2, overlap_shares

LEAST_SHARE = 0.005
"""Overlaps below this share of an area are taken for imprecise outlines, not for places."""

LEAST_COVERED = 0.5
DECIMALS = 4
_ORDER = {kind: number for number, kind in enumerate(AreaKind)}


# -- records out of the snapshot ------------------------------------------------


def areas_of(network: Network) -> dict[str, Area]:
    """The areas of a network as records, by id."""
    bands: defaultdict[int, list[AgeBand]] = defaultdict(list)
    people = network.population
    for row, first, last, number in zip(
        people.area.tolist(),
        people.age_from.tolist(),
        people.age_to.tolist(),
        people.people.tolist(),
        strict=True,
    ):
        bands[row].append(AgeBand(ages=AgeRange(age_from=first, age_to=last), people=number))
    steps: defaultdict[int, list[Within]] = defaultdict(list)
    within = network.within
    for inner, outer, share in zip(
        within.inner.tolist(), within.outer.tolist(), within.share.tolist(), strict=True
    ):
        steps[inner].append(Within(area_id=network.areas.id[outer], share=share))
    return {
        id: _area(network, row, tuple(bands[row]), tuple(steps[row]))
        for row, id in enumerate(network.areas.id)
    }


def _area(
    network: Network, row: int, bands: tuple[AgeBand, ...], steps: tuple[Within, ...]
) -> Area:
    table = network.areas
    decile, rural = _number(table.deprivation_decile[row]), _number(table.rural[row])
    return Area(
        id=table.id[row],
        name=table.name[row],
        source_id=table.source[row],
        verified_on=_day(table.verified_on[row]),
        kind=AreaKind(str(table.kind[row])),
        latitude=_number(table.latitude[row]),
        longitude=_number(table.longitude[row]),
        population=bands,
        deprivation_decile=None if decile is None else int(decile),
        deprivation_score=_number(table.deprivation_score[row]),
        deprivation_index=table.deprivation_index[row],
        rural=None if rural is None else bool(rural),
        within=steps,
    )


def sites_of(network: Network) -> dict[str, Site]:
    """The sites of a network as records, by id."""
    areas: defaultdict[int, list[str]] = defaultdict(list)
    for site, area in zip(
        network.stands_in.left.tolist(), network.stands_in.right.tolist(), strict=True
    ):
        areas[site].append(network.areas.id[area])
    table = network.sites
    return {
        id: Site(
            id=id,
            name=table.name[row],
            source_id=table.source[row],
            verified_on=_day(table.verified_on[row]),
            latitude=float(table.latitude[row]),
            longitude=float(table.longitude[row]),
            address=table.address[row],
            postcode=table.postcode[row],
            blurred=bool(table.blurred[row]),
            area_ids=tuple(areas[row]),
        )
        for row, id in enumerate(table.id)
    }


def _number(value: np.float64) -> float | None:
    return float(value) if np.isfinite(value) else None


def _day(value: np.datetime64) -> date | None:
    return None if np.isnat(value) else value.astype(date)


# -- completing ------------------------------------------------------------------


def stand_in(
    sites: Iterable[Site], boundaries: Mapping[str, str], kinds: Mapping[str, AreaKind]
) -> list[Site]:
    """Sites with the areas that they stand in, one of each kind.

    Where outlines of one kind overlap, the smallest counts. Of a kind whose
    outlines do not hold the site, what the record said before is kept.

    Parameters
    ----------
    sites
        The sites.
    boundaries
        Outlines by area id.
    kinds
        The kind of each area, by id.
    """
    sites = list(sites)
    places = [(site.longitude, site.latitude) for site in sites]
    found = areas_at(places, boundaries)
    shared = _contested(found, kinds)
    sizes = areas_m2({id: boundaries[id] for id in shared})
    done = []
    for site, ids in zip(sites, found, strict=True):
        by_kind = {kinds[id]: id for id in site.area_ids if id in kinds}
        held: dict[AreaKind, str] = {}
        for id in ids:
            before = held.get(kinds[id])
            if before is None or (sizes[id], id) < (sizes[before], before):
                held[kinds[id]] = id
        by_kind.update(held)
        ordered = tuple(by_kind[kind] for kind in sorted(by_kind, key=_ORDER.__getitem__))
        done.append(site if ordered == site.area_ids else replace(site, area_ids=ordered))
    return done


def _contested(found: Sequence[Sequence[str]], kinds: Mapping[str, AreaKind]) -> list[str]:
    """Areas that hold a site which another area of their kind holds too."""
    contested: set[str] = set()
    for ids in found:
        if len({kinds[id] for id in ids}) < len(ids):
            contested.update(ids)
    return sorted(contested)


def lie_in(
    areas: Mapping[str, Area], boundaries: Mapping[str, str]
) -> tuple[dict[str, Area], dict[AreaKind, int]]:
    """Populated areas with the larger areas that they lie in, by share of their land.

    Only for kinds of larger area that an area is not yet wholly within, by
    what records state, through every level. Shares below
    :data:`LEAST_SHARE` are dropped, those within it of the whole are the whole.

    Parameters
    ----------
    areas
        All areas, by id.
    boundaries
        Outlines by area id; areas without one are left alone.

    Returns
    -------
    changed
        The areas that lie in something new, by id.
    counted
        How many areas got such shares, by kind of the larger area.
    """
    outlined = [areas[id] for id in boundaries if id in areas]
    inner = [area for area in outlined if area.population]
    totals = _Totals(areas)
    changed: dict[str, Area] = {}
    counted: dict[AreaKind, int] = {}
    for kind in AreaKind:
        outer = {area.id: boundaries[area.id] for area in outlined if area.kind is kind}
        short = {
            area.id: boundaries[area.id]
            for area in inner
            if _may_lie_in(area.kind, kind) and totals.share(area.id, kind) < 1 - LEAST_SHARE
        }
        found: defaultdict[str, list[Within]] = defaultdict(list)
        for id, outer_id, share in overlap_shares(short, outer):
            if share >= LEAST_SHARE:
                found[id].append(Within(area_id=outer_id, share=_whole(share)))
        for id, steps in found.items():
            area = changed.get(id, areas[id])
            kept = [
                step
                for step in area.within
                if step.area_id not in outer and step.area_id not in {s.area_id for s in steps}
            ]
            after = replace(area, within=(*kept, *steps))
            if set(after.within) != set(area.within):
                changed[id] = after
                counted[kind] = counted.get(kind, 0) + 1
    return changed, counted


def in_authorities(areas: Mapping[str, Area], boundaries: Mapping[str, str]) -> dict[str, Area]:
    """Parishes, wards and local areas with the authorities that their small areas lie in.

    Only for areas that no record places in an authority. The share is that of
    the land which the outline has in common with small areas; sea counts nowhere.

    Parameters
    ----------
    areas
        All areas, by id.
    boundaries
        Outlines by area id.

    Returns
    -------
    dict
        The areas that lie in something new, by id. Areas of which less than
        half is covered by small areas are not among them.
    """
    totals = _Totals(areas)
    authority = AreaKind.LOCAL_AUTHORITY
    outlined = [areas[id] for id in boundaries if id in areas]
    small = {
        area.id: boundaries[area.id]
        for area in outlined
        if area.population and totals.share(area.id, authority) > 0
    }
    loose = {
        area.id: boundaries[area.id]
        for area in outlined
        if area.id not in small
        and _may_lie_in(area.kind, authority)
        and not totals.share(area.id, authority)
    }
    land: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for id, small_id, share in overlap_shares(loose, small):
        for outer, part in totals.ids(small_id, authority).items():
            land[id][outer] += share * part
    changed = {}
    for id, shares in land.items():
        covered = sum(shares.values())
        if covered < LEAST_COVERED:
            continue
        steps = [
            Within(area_id=outer, share=_whole(share / covered))
            for outer, share in sorted(shares.items())
            if share / covered >= LEAST_SHARE
        ]
        changed[id] = replace(areas[id], within=(*areas[id].within, *steps))
    return changed


def _whole(share: float) -> float:
    return 1.0 if share > 1 - LEAST_SHARE else round(share, DECIMALS)


def _may_lie_in(inner: AreaKind, outer: AreaKind) -> bool:
    if AreaKind.LOCAL in (inner, outer):
        return inner is not outer
    return _ORDER[inner] > _ORDER[outer]


class _Totals:
    """The share of each area in areas of each kind, by what records state, through all levels."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._areas = areas
        self._known: dict[str, dict[AreaKind, float]] = {}

    def share(self, id: str, kind: AreaKind) -> float:
        return self._of(id).get(kind, 0.0)

    def ids(self, id: str, kind: AreaKind) -> dict[str, float]:
        """The areas of a kind that an area lies in, with shares, by the first way that leads there.

        Ways are tried in the order of the record's steps, those of one kind together.
        """
        return self._ids(id, kind, frozenset())

    def _ids(self, id: str, kind: AreaKind, above: frozenset[str]) -> dict[str, float]:
        area = self._areas.get(id)
        if area is None or id in above:
            return {}
        steps = [
            (step.share, self._areas[step.area_id])
            for step in area.within
            if step.area_id in self._areas
        ]
        direct = {outer.id: share for share, outer in steps if outer.kind is kind}
        if direct:
            return direct
        for between in dict.fromkeys(outer.kind for _, outer in steps):
            found: defaultdict[str, float] = defaultdict(float)
            for share, outer in steps:
                if outer.kind is between:
                    for far, part in self._ids(outer.id, kind, above | {id}).items():
                        found[far] += share * part
            if found:
                return dict(found)
        return {}

    def _of(self, id: str, above: frozenset[str] = frozenset()) -> dict[AreaKind, float]:
        if id in self._known:
            return self._known[id]
        if id in above or id not in self._areas:
            return {}
        direct: defaultdict[AreaKind, float] = defaultdict(float)
        through: defaultdict[AreaKind, defaultdict[AreaKind, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        for step in self._areas[id].within:
            outer = self._areas.get(step.area_id)
            if outer is None:
                continue
            direct[outer.kind] += step.share
            for kind, share in self._of(outer.id, above | {id}).items():
                through[outer.kind][kind] += step.share * share
        totals = dict(direct)
        for shares in through.values():
            for kind, share in shares.items():
                totals[kind] = max(totals.get(kind, 0.0), share)
        self._known[id] = {kind: min(1.0, share) for kind, share in totals.items()}
        return self._known[id]
