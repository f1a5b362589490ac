"""A file's records over the graph's, and the records of several files over each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from graph.blurring import blurred
from graph.errors import FileRefused, RowError
from graph.model import (
    Activity,
    Area,
    AreaKind,
    Asset,
    Boundary,
    Organisation,
    Record,
    Request,
    Site,
    Source,
)
from seeds.reading import counted
from seeds.venues import VENUE

T = TypeVar("T")


def merged_area(new: Area, old: Area | None, kind_of: Callable[[str], AreaKind | None]) -> Area:
    """An area as a file has it, with what only the graph knows kept.

    Parameters
    ----------
    new, old
        The file's and the graph's record; None where the graph has none.
    kind_of
        The kind of an area by id. What the file says an area lies in replaces
        what the graph has of the same kinds; other kinds are kept.
    """
    if old is None:
        return new
    stated = {kind_of(step.area_id) for step in new.within}
    kept = tuple(step for step in old.within if kind_of(step.area_id) not in stated)
    has_centre = new.latitude is not None
    both = replace(
        new,
        verified_on=new.verified_on or old.verified_on,
        latitude=new.latitude if has_centre else old.latitude,
        longitude=new.longitude if has_centre else old.longitude,
        population=new.population or old.population,
        deprivation_decile=_first(new.deprivation_decile, old.deprivation_decile),
        deprivation_score=_first(new.deprivation_score, old.deprivation_score),
        deprivation_index=new.deprivation_index or old.deprivation_index,
        rural=_first(new.rural, old.rural),
        within=(*new.within, *kept),
    )
    tells_nothing_new = replace(both, source_id=old.source_id, within=old.within) == old
    return old if tells_nothing_new and set(both.within) == set(old.within) else both


def _first(value: T | None, other: T | None) -> T | None:
    return other if value is None else value


def merged_site(new: Site, old: Site | None) -> Site:
    """A site as a row has it, with what only the graph knows kept; where it stands stays."""
    if old is None:
        return new
    days = [day for day in (new.verified_on, old.verified_on) if day is not None]
    merged = replace(
        old,
        address=new.address or old.address,
        postcode=new.postcode or old.postcode,
        verified_on=max(days, default=None),
    )
    return blurred(merged) if new.blurred or old.blurred else merged


def same_place(site: Site) -> tuple[str, float, float]:
    """What makes two sites one: name and position, to 5 decimals."""
    return site.name.casefold(), round(site.latitude, 5), round(site.longitude, 5)


def merged_areas(records: Iterable[Record], there: Mapping[str, Area]) -> dict[str, Area]:
    """Areas of one upload over those of the graph; a later file adds to an earlier one."""
    listed = [record for record in records if isinstance(record, Area)]
    kinds = {id: area.kind for id, area in there.items()}
    kinds |= {area.id: area.kind for area in listed}
    merged: dict[str, Area] = {}
    for area in listed:
        before = merged.get(area.id, there.get(area.id))
        merged[area.id] = merged_area(area, before, kinds.get)
    return merged


def distinct_boundaries(
    records: Iterable[Record],
) -> tuple[dict[str, Boundary], tuple[str, ...]]:
    """One boundary an area; the same outline in two files is kept once, two outlines refused."""
    records = list(records)
    files = {record.id: record.name for record in records if isinstance(record, Source)}
    found: dict[str, Boundary] = {}
    errors: list[RowError] = []
    repeated = 0
    for record in records:
        if not isinstance(record, Boundary):
            continue
        first = found.setdefault(record.id, record)
        if first is record:
            continue
        if first.geometry == record.geometry:
            repeated += 1
        else:
            errors.append(
                RowError(
                    file=files[record.source_id or ""],
                    row=0,
                    column="",
                    message=f"“{record.id}” stands in {files[first.source_id or '']} with another "
                    "outline; give each area one.",
                )
            )
    if errors:
        raise FileRefused(errors)
    if repeated:
        shown = counted(repeated, "outline stands", "outlines stand")
        return found, (f"{shown} in several files; kept once.",)
    return found, ()


def merged_sites(
    records: Iterable[Record], there: Mapping[str, Site]
) -> tuple[dict[str, Site], dict[str, str]]:
    """Sites of one upload over those of the graph, and new ids of those it has under another."""
    sites = [record for record in records if isinstance(record, Site)]
    hidden = {site.name.casefold() for site in sites if site.blurred}
    known = sorted(there.items(), reverse=True)
    # One that must not be found from now on is the one that was kept exactly until now.
    rough = [(id, blurred(site)) for id, site in known if site.name.casefold() in hidden]
    places = {same_place(site): id for id, site in (*rough, *known)}
    merged: dict[str, Site] = {}
    renamed: dict[str, str] = {}
    for record in sites:
        id = record.id if record.id in there else places.get(same_place(record))
        if id is not None and id != record.id:
            renamed[record.id] = id
        id = id or record.id
        merged[id] = merged_site(record, merged.get(id, there.get(id)))
    return merged, renamed


def at_known_site(record: Record, renamed: Mapping[str, str]) -> Record:
    """A record whose site is named by the id that the graph has for it."""
    if (
        isinstance(record, Organisation | Asset | Request | Activity)
        and (record.site_id or "") in renamed
    ):
        return replace(record, site_id=renamed[record.site_id or ""])
    return record


def merged_venue(new: Asset, old: Asset) -> Asset:
    """A venue of one list over the same venue of another: what the new list leaves empty stays."""
    return replace(
        old,
        name=new.name,
        organisation_id=new.organisation_id or old.organisation_id,
        description=new.description or old.description,
        availability=new.availability or old.availability,
        conditions=new.conditions or old.conditions,
    )


def distinct(
    records: Iterable[Record], there: Callable[[Asset], Asset | None]
) -> tuple[list[Record], tuple[str, ...]]:
    """Records of several lists, each id once; a venue that several lists have is filled from all.

    Parameters
    ----------
    records
        Records of every kind but sites, file by file.
    there
        The graph's record of a venue that another list brought, None where there is none.
    """
    found: dict[tuple[type, str], Record] = {}
    both: set[str] = set()
    for record in records:
        key = type(record), record.id
        before = found.get(key)
        if isinstance(record, Asset) and record.id.startswith(VENUE):
            old = before if isinstance(before, Asset) else there(record)
            found[key] = record if old is None else merged_venue(record, old)
            if old is not None:
                both.add(record.id)
        elif before is None:
            found[key] = record
    if both:
        shown = counted(len(both), "venue stands", "venues stand")
        return list(found.values()), (f"{shown} in several lists; kept once, filled from all.",)
    return list(found.values()), ()
