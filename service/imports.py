"""Importing files of areas, boundaries and places: all of them in one change, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar, Unpack

from graph.errors import FileRefused, RowError
from graph.model import (
    Area,
    AreaKind,
    Asset,
    Record,
    Site,
    Source,
)
from graph.network import Network
from graph.store import Store
from seeds.area_files import read_area_files
from seeds.boundaries import read_boundaries
from seeds.places import read_upload
from seeds.reading import Mention, Progress, counted
from seeds.spreadsheets import Known
from service import completion
from service.merging import (
    at_known_site,
    distinct,
    distinct_boundaries,
    merged_areas,
    merged_sites,
)
from service.plans import How, Plan, all_of, carried_out
from service.receiving.hand_edits import with_hand_edits
from service.receiving.report import ImportReport

R = TypeVar("R", bound=Record)


def import_areas(
    store: Store, paths: Iterable[Path], *, only_known: bool = False, **how: Unpack[How]
) -> ImportReport:
    """Import area tables: see :func:`planned_areas` and :func:`~service.plans.carried_out`."""
    plan = planned_areas(store, paths, only_known=only_known, progress=how.get("progress"))
    return carried_out(store, plan, **how)


def import_boundaries(
    store: Store, paths: Iterable[Path], *, add_missing: bool = False, **how: Unpack[How]
) -> ImportReport:
    """Import boundaries: see :func:`planned_boundaries` and :func:`~service.plans.carried_out`."""
    plan = planned_boundaries(store, paths, add_missing=add_missing, progress=how.get("progress"))
    return carried_out(store, plan, **how)


def import_places(store: Store, paths: Iterable[Path], **how: Unpack[How]) -> ImportReport:
    """Import places: see :func:`planned_places` and :func:`~service.plans.carried_out`."""
    plan = planned_places(store, paths, progress=how.get("progress"))
    return carried_out(store, plan, **how)


def planned_areas(
    store: Store,
    paths: Iterable[Path],
    *,
    only_known: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """What area tables, published figures about areas, look-ups and shares would do.

    What a table leaves empty and the graph knows is kept.

    Parameters
    ----------
    store
        The graph; nothing is written.
    paths
        The files; all are imported, or none.
    only_known
        Whether figures about areas that neither the graph nor another file has are left out.
    progress
        Told the stage, what is done and what there is to do; it may raise
        :class:`~graph.errors.Interrupted`.

    Raises
    ------
    FileRefused
        Anything is wrong with any file; every error of every file is in it.
    """
    paths = tuple(paths)
    there = completion.areas_of(store.snapshot())
    known = {id: (area.name, area.kind) for id, area in there.items()}
    reading = read_area_files(paths, known=known, only_known=only_known, progress=progress)
    areas = merged_areas(reading.records, there)
    _check_mentions(reading.mentions, areas.keys() | there.keys())
    notes: tuple[str, ...] = ()
    if store.counts().get("Boundary"):
        after = {**there, **areas}
        changed, notes = _lying_in(after, store.boundaries(), progress)
        areas |= changed
    others = [record for record in reading.records if not isinstance(record, Area)]
    return Plan(reading=reading, records=(*others, *areas.values()), notes=notes, paths=paths)


def planned_boundaries(
    store: Store,
    paths: Iterable[Path],
    *,
    add_missing: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """What boundaries would do, and what follows from them.

    Sites get the areas that they stand in; populated areas get the share of
    their land in larger areas that no record states.

    Parameters
    ----------
    store, paths, progress
        As in :func:`planned_areas`.
    add_missing
        Whether features that match no area make areas.

    Raises
    ------
    FileRefused
        Anything is wrong with any file; every error of every file is in it.
    """
    paths = tuple(paths)
    network = store.snapshot()
    there = completion.areas_of(network)
    known = {id: (area.name, area.kind) for id, area in there.items()}
    centres = {
        id: (area.longitude, area.latitude)
        for id, area in there.items()
        if area.longitude is not None and area.latitude is not None
    }
    reading = all_of(
        paths,
        lambda path: read_boundaries(
            path, known=known, centres=centres, add_missing=add_missing, progress=progress
        ),
    )
    boundaries, repeated = distinct_boundaries(reading.records)
    after = {**there, **_of(reading.records, Area)}
    outlines = store.boundaries() | {id: one.geometry for id, one in boundaries.items()}
    changed, notes = _lying_in(after, outlines, progress)
    areas = {**_of(reading.records, Area), **changed}
    if progress is not None:
        progress("Placing sites", 0, len(network.sites))
    kinds = {id: area.kind for id, area in after.items()}
    before = completion.sites_of(network)
    sites = [
        site
        for site in completion.stand_in(before.values(), outlines, kinds)
        if site != before[site.id]
    ]
    sources = _of(reading.records, Source).values()
    records: tuple[Record, ...] = (*sources, *areas.values(), *boundaries.values(), *sites)
    if sites:
        placed = counted(len(sites), "site was", "sites were")
        notes = (*notes, f"{placed} placed in the areas of these boundaries.")
    return Plan(reading=reading, records=records, notes=(*repeated, *notes), paths=paths)


def planned_places(
    store: Store, paths: Iterable[Path], *, progress: Progress | None = None
) -> Plan:
    """What organisations, assets and activities, and others' lists of venues, would do.

    A site that the graph has already (same name, same position) keeps its
    id. Sites get the areas that they stand in, where there are boundaries. What
    somebody changed here since the last import stays as it is, and is told.

    Parameters
    ----------
    store, paths, progress
        As in :func:`planned_areas`.

    Raises
    ------
    FileRefused
        Anything is wrong with any spreadsheet; every error of every file is in it.
    """
    paths = tuple(paths)
    network = store.snapshot()
    known = Known(
        organisations=dict(zip(network.organisations.id, network.organisations.name, strict=True)),
        sites=dict(zip(network.sites.id, network.sites.name, strict=True)),
    )
    reading = read_upload(paths, known=known, progress=progress)
    _check_mentions(reading.mentions, network.areas.rows.keys())
    there = completion.sites_of(network)
    sites, renamed = merged_sites(reading.records, there)
    standing, kept = with_hand_edits(store, sites.values(), progress=progress)
    sites = _of(standing, Site)
    if store.counts().get("Boundary") and sites:
        if progress is not None:
            progress("Placing sites", 0, len(sites))
        kinds = {
            id: AreaKind(str(kind))
            for id, kind in zip(network.areas.id, network.areas.kind, strict=True)
        }
        placed = completion.stand_in(sites.values(), store.boundaries(), kinds)
        sites = {site.id: site for site in placed}

    def told_before(venue: Asset) -> Asset | None:
        return store.asset(venue.id) if _tells_more(network, venue) else None

    others, repeated = distinct(
        (at_known_site(one, renamed) for one in reading.records if not isinstance(one, Site)),
        told_before,
    )
    sources = _of(others, Source).values()
    plain = (one for one in others if not isinstance(one, Source))
    told, more = with_hand_edits(store, plain, progress=progress)
    return Plan(
        reading=reading,
        records=(*sources, *told, *sites.values()),
        notes=repeated,
        paths=paths,
        kept=(*kept, *more),
    )


def _tells_more(network: Network, venue: Asset) -> bool:
    """Whether the graph's record of a listed venue rests on another list, or has more in it."""
    table = network.assets
    row = table.rows.get(venue.id)
    return row is not None and bool(
        table.source[row] != venue.source_id
        or (table.organisation[row] >= 0 and venue.organisation_id is None)
        or (table.description[row] and not venue.description)
        or (table.conditions[row] and not venue.conditions)
    )


def _of(records: Iterable[Record], kind: type[R]) -> dict[str, R]:
    return {record.id: record for record in records if isinstance(record, kind)}


def _check_mentions(mentions: Iterable[Mention], there: Iterable[str]) -> None:
    there = set(there)
    errors = [
        RowError(
            file=mention.file,
            row=mention.row,
            column=mention.column,
            message=f"There is no {mention.kind} “{mention.id}” in the graph or in these files; "
            f"import it first, or mend the code.",
        )
        for mention in mentions
        if mention.id not in there
    ]
    if errors:
        raise FileRefused(errors)


def _lying_in(
    areas: Mapping[str, Area], boundaries: Mapping[str, str], progress: Progress | None
) -> tuple[dict[str, Area], tuple[str, ...]]:
    if progress is not None:
        progress("Measuring overlaps", 0, len(boundaries))
    changed, numbers = completion.lie_in(areas, boundaries)
    placed = completion.in_authorities({**areas, **changed}, boundaries)
    notes = [
        f"{counted(number, 'area was', 'areas were')} found to lie in areas of the kind "
        f"“{kind.label}”, by share of land (not of people)."
        for kind, number in numbers.items()
    ]
    if placed:
        notes.append(
            f"{counted(len(placed), 'area was', 'areas were')} found to lie in a local "
            "authority, by the land of the small areas that they cover."
        )
    return changed | placed, tuple(notes)
