"""Importing tables of travel times: between areas and sites that the graph has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

from graph.errors import FileRefused, RowError
from graph.model import Mode, Record, TravelTime
from graph.network import Network
from graph.store import Store
from seeds.destinations import Destinations, KnownSite
from seeds.reading import Progress
from seeds.travel_times import KnownPlaces, read_travel_times
from service.plans import How, Plan, all_of, carried_out
from service.receiving.report import ImportReport


def import_travel_times(
    store: Store,
    paths: Iterable[Path],
    *,
    mode: Mode | None = None,
    replacing: bool = False,
    **how: Unpack[How],
) -> ImportReport:
    """Import travel times: see :func:`planned_travel_times`."""
    plan = planned_travel_times(
        store, paths, mode=mode, replacing=replacing, progress=how.get("progress")
    )
    return carried_out(store, plan, **how)


def planned_travel_times(
    store: Store,
    paths: Iterable[Path],
    *,
    mode: Mode | None = None,
    replacing: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """What tables of travel times between areas and sites of the graph would do.

    Parameters
    ----------
    store, paths, progress
        As in :func:`service.imports.planned_areas`.
    mode
        How one travels in the rows that do not say.
    replacing
        Whether the times of the same modes that no file has are to go.

    Raises
    ------
    FileRefused
        A time or mode is wrong anywhere, or the same way takes two times.
    """
    paths = tuple(paths)
    network = store.snapshot()
    sites = network.sites
    known = KnownPlaces(
        areas=network.areas.rows.keys(),
        sites=Destinations(
            KnownSite(id=id, name=name, latitude=latitude, longitude=longitude)
            for id, name, latitude, longitude in zip(
                sites.id, sites.name, sites.latitude.tolist(), sites.longitude.tolist(), strict=True
            )
        ),
    )
    reading = all_of(
        paths, lambda path: read_travel_times(path, known=known, mode=mode, progress=progress)
    )
    _check_one_time_each(reading.records)
    gone = _times_elsewhere(network, reading.records) if replacing else []
    return Plan(reading=reading, records=reading.records, paths=paths, remove=tuple(gone))


def _check_one_time_each(records: Iterable[Record]) -> None:
    """Raise where two files have different times for one way."""
    times: dict[str, TravelTime] = {}
    for record in records:
        if isinstance(record, TravelTime):
            before = times.setdefault(record.id, record)
            if before.minutes != record.minutes:
                file = (record.source_id or "").removeprefix("file-")
                message = (
                    f"From “{record.area_id}” to “{record.site_id}” it takes "
                    f"{before.minutes:g} minutes in one file and {record.minutes:g} in another; "
                    "import one of them."
                )
                raise FileRefused([RowError(file=file, row=0, column="", message=message)])


def _times_elsewhere(network: Network, records: Iterable[Record]) -> list[tuple[type, str]]:
    """The times of the graph whose mode the records have, but not the way."""
    kept = {record.id for record in records if isinstance(record, TravelTime)}
    modes = {record.mode for record in records if isinstance(record, TravelTime)}
    gone: list[tuple[type, str]] = []
    travel, areas, sites = network.travel, network.areas.id, network.sites.id
    for mode in modes:
        rows = travel.of(mode)
        ids = (
            f"{mode.value}|{areas[area]}|{sites[site]}"
            for area, site in zip(travel.area[rows], travel.site[rows], strict=True)
        )
        gone += [(TravelTime, id) for id in ids if id not in kept]
    return gone
