"""Directories of warm spaces (GeoJSON): community venues, with the hours when they are open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from graph.errors import InvalidData
from graph.model import Asset, AssetKind, Site, Source
from seeds.contacts import without_contacts
from seeds.hours import certain_hours
from seeds.reading import STEP, Progress, Reading
from seeds.venues import Venues, site_of, venue_id

TERMS = "The times are its opening hours as a warm space; ask the keeper before counting on them."


def is_warm_spaces(document: Mapping[str, Any]) -> bool:
    """Whether a GeoJSON document is a list of warm spaces: points with a title and an address."""
    shown = [feature for feature in document["features"][:200] if isinstance(feature, dict)]
    properties = [feature.get("properties") for feature in shown]
    return any(
        isinstance(one, dict) and "title" in one and ("_source" in one or "hours" in one)
        for one in properties
    )


def read_warm_spaces(
    path: Path, document: Mapping[str, Any], *, progress: Progress | None = None
) -> Reading:
    """Read a directory of warm spaces as sites, each with a venue whose keeper is not known.

    Parameters
    ----------
    path, document
        The file, and the GeoJSON in it.
    progress
        Told how far the reading has come.
    """
    source = Source(
        id="warm-spaces",
        name="Directories of warm spaces, gathered by Open Innovations",
        attribution="Open Innovations and the directories that it names; no licence is stated.",
        website="https://github.com/open-innovations/warm-spaces",
    )
    venues = Venues(path.name, source)
    features = document["features"]
    for done, feature in enumerate(features):
        if progress is not None and done % STEP == 0:
            progress(f"Reading {path.name}", done, len(features))
        venues.add(done + 1, partial(_warm_space, feature, source))
    timed = sum(bool(asset.availability) for asset in venues.assets.values())
    venues.notes.append(
        f"{path.name}: read as a directory of warm spaces; keepers are not known. Opening hours "
        f"are certain for {timed:,} of {len(venues.assets):,} venues; the others have none."
    )
    return venues.reading()


def _warm_space(feature: object, source: Source) -> tuple[Site, Asset]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise InvalidData("The feature has no properties or no position.")
    longitude, latitude = _point(geometry)
    name = without_contacts(_string(properties.get("title")))
    if not name:
        raise InvalidData("The venue has no name.", field="title")
    address = without_contacts(_string(properties.get("address")))
    hours = properties.get("hours")
    times = certain_hours(_string(hours.get("_text"))) if isinstance(hours, dict) else ()
    site = site_of(name, address, _string(properties.get("postcode")), latitude, longitude, source)
    asset = Asset(
        id=venue_id(site),
        name=name,
        kind=AssetKind.VENUE,
        site_id=site.id,
        availability=times,
        conditions=TERMS if times else "",
        source_id=source.id,
    )
    return site, asset


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    at = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(at, list) or len(at) < 2:
        raise InvalidData("The venue has no position.", field="geometry")
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in at[:2]):
        raise InvalidData("The position is not two numbers.", field="geometry")
    try:
        return float(at[0]), float(at[1])
    except OverflowError as error:
        raise InvalidData("The position is too large to be one.", field="geometry") from error
