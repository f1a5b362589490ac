"""Lists of facilities, as GeoJSON or tables: OpenStreetMap's, or anybody's with hours and kinds.

Each is a site with a venue or an outdoor space whose keeper is not known. Contact details,
descriptions and web addresses are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import shapely

from graph.errors import InvalidData
from graph.model import Asset, AssetKind, Site, Source
from graph.projection import degrees_from, to_degrees
from seeds.contacts import without_contacts
from seeds.geojson import declared_crs
from seeds.hours import hours_of
from seeds.naming import slug
from seeds.opening_hours import Hours
from seeds.osm_tags import (
    TAGS,
    address_of,
    element_of,
    is_gone,
    kind_of_tags,
    kind_of_word,
    tags_of,
)
from seeds.reading import STEP, Progress, Reading, counted, first_few
from seeds.tables import Table
from seeds.venues import Venues, site_of, venue_id

TERMS = "The times are its opening hours; ask the keeper before counting on them."
_NAMES = ("name", "title", "facility_name", "site_name", "venue")
_KINDS = ("kind", "facility_type", "type", "category", "facility")
_HOURS = ("opening_hours", "hours", "opening_times", "openinghours", "times", "opening")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LATITUDES = ("latitude", "lat", "@lat", "y")
_LONGITUDES = ("longitude", "long", "lon", "@lon", "lng", "x")
_ADDRESSES = ("address", "full_address", "street_address", "address1", "street")
_POSTCODES = ("postcode", "post_code", "postal_code", "addr:postcode")
_CLOSED_TO_OTHERS = ("private", "no", "customers")


@dataclass(frozen=True, slots=True)
class _Facility:
    """One row: its tags or columns, its position in degrees, and its geometry's type."""

    tags: Mapping[str, str]
    longitude: float
    latitude: float
    geometry: str


class _Passed(Exception):
    """Why a facility is passed over: its words for the note."""


def is_facilities(document: Mapping[str, Any]) -> bool:
    """Whether a GeoJSON document is a list of facilities: with known tags, or names and hours."""
    shown = [feature for feature in document["features"][:200] if isinstance(feature, dict)]
    for feature in shown:
        properties = feature.get("properties")
        if isinstance(properties, dict):
            tags = tags_of(properties)
            if set(TAGS) & set(tags) or (_first(tags, _NAMES) and _first(tags, (*_HOURS, *_KINDS))):
                return True
    return False


def is_facility_table(table: Table) -> bool:
    """Whether a table lists facilities: names, positions, and hours or OpenStreetMap's keys."""
    return _placed(table) and _lists_facilities(table)


def is_without_positions(table: Table) -> bool:
    """Whether a table lists facilities, but has no columns that say where they are."""
    return _lists_facilities(table) and not _placed(table)


def _placed(table: Table) -> bool:
    header = set(table.header)
    degrees = bool(header & set(_LATITUDES) and header & set(_LONGITUDES))
    return degrees or {"easting", "northing"} <= header


def _lists_facilities(table: Table) -> bool:
    header = set(table.header)
    telling = header & {*_HOURS, *TAGS, "facility_type", "category"} or {*_DAYS} <= header
    ours = {"availability", "organisation", "sessions", "wanted"} & header
    return bool(telling) and bool(header & set(_NAMES)) and not ours


def read_facilities(
    path: Path, document: Mapping[str, Any], *, progress: Progress | None = None
) -> Reading:
    """Read a GeoJSON list of facilities; a polygon stands at a point within it.

    Raises
    ------
    FileRefused
        No feature could be used, or its reference system is not known.
    """
    crs = declared_crs(path.name, document) or "EPSG:4326"
    features = document["features"]
    first = [one.get("properties") for one in features[:200] if isinstance(one, dict)]
    mapped = any(isinstance(one, dict) and element_of(tags_of(one), geometry="") for one in first)
    list_ = _List(path.name, openstreetmap=mapped)
    for done, feature in enumerate(features):
        if progress is not None and done % STEP == 0:
            progress(f"Reading {path.name}", done, len(features))
        list_.add(done + 1, partial(_of_feature, feature, crs))
    return list_.reading()


def read_facility_table(table: Table, *, progress: Progress | None = None) -> Reading:
    """Read a table of facilities with positions in degrees or metres of the British grid."""
    mapped = bool({"osm_id", "osm_way_id", "@id"} & set(table.header))
    list_ = _List(table.file, openstreetmap=mapped)
    list_.venues.notes += table.notes
    kinds = {*_KINDS, *TAGS} & set(table.header)
    for number, cells in table.walk(progress):
        tags = {name: cell for name, cell in zip(table.header, cells, strict=True) if cell}
        list_.add(number, partial(_of_row, tags), kindless=not kinds)
    return list_.reading()


class _List:
    """One list as its facilities come."""

    def __init__(self, file: str, *, openstreetmap: bool) -> None:
        self.file = file
        self.source = _source(file, openstreetmap=openstreetmap)
        self.venues = Venues(file, self.source)
        self.passed: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.timed = 0
        self.unread = 0

    def add(self, row: int, read: partial[_Facility], *, kindless: bool = False) -> None:
        """Add a facility, refuse its row, or count why it is passed over."""
        try:
            self.venues.add(row, partial(self._made, read, kindless))
        except _Passed as why:
            self.passed[str(why)] += 1

    def _made(self, read: partial[_Facility], kindless: bool) -> tuple[Site, Asset]:
        facility = read()
        tags = facility.tags
        kind, words = _kind(tags, kindless=kindless)
        if is_gone(tags):
            raise _Passed("is no longer in use")
        if tags.get("access", "") in _CLOSED_TO_OTHERS:
            raise _Passed("is private")
        name = without_contacts(_first(tags, _NAMES))[:300] or _named_by_street(tags, words)
        address = without_contacts(_first(tags, _ADDRESSES) or address_of(tags))
        site = site_of(
            name,
            address,
            _first(tags, _POSTCODES),
            facility.latitude,
            facility.longitude,
            self.source,
        )
        element = element_of(tags, geometry=facility.geometry).replace("/", "-")
        if element:
            site = replace(site, id=f"osm-{element}")
        hours = self._hours(tags)
        asset = Asset(
            id=site.id if element else venue_id(site),
            name=name,
            kind=kind,
            site_id=site.id,
            description=words if words.casefold() not in name.casefold() else "",
            capacity=_capacity(tags.get("capacity", "")),
            availability=hours.times,
            conditions=TERMS if hours.times else "",
            step_free={"yes": True, "designated": True, "no": False}.get(
                tags.get("wheelchair", "")
            ),
            source_id=self.source.id,
        )
        return site, asset

    def _hours(self, tags: Mapping[str, str]) -> Hours:
        text = _first(tags, _HOURS)
        if not text and any(day in tags for day in _DAYS):
            text = "; ".join(f"{day}: {tags[day]}" for day in _DAYS if day in tags)
        if not text:
            return Hours(read=False)
        found = hours_of(text)
        self.timed += bool(found.times)
        self.unread += not found.read
        self.told.update(found.told if found.read else ())
        return found

    def reading(self) -> Reading:
        """What was read, with what was passed over and what of the hours is not every week."""
        notes = self.venues.notes
        notes.append(
            f"{self.file}: read as a list of facilities; keepers are not known. Opening hours are "
            f"known of {self.timed:,} of {len(self.venues.assets):,}."
        )
        for why, number in self.passed.most_common():
            notes.append(
                f"{self.file}: {counted(number, 'facility', 'facilities')} passed over: {why}."
            )
        if self.unread:
            hours = counted(self.unread, "facility has", "facilities have")
            notes.append(f"{self.file}: {hours} opening hours that could not be read.")
        if self.told:
            shown = first_few([words for words, _ in self.told.most_common()], 5)
            notes.append(f"{self.file}: of opening hours left out: {shown}.")
        return self.venues.reading()


def _source(file: str, *, openstreetmap: bool) -> Source:
    id = f"file-{slug(file)[:100]}"
    if not openstreetmap:
        return Source(id=id, name=file)
    return Source(
        id=id,
        name=file,
        licence="Open Database License (ODbL) 1.0",
        attribution="© OpenStreetMap contributors",
        website="https://www.openstreetmap.org/copyright",
    )


def _first(tags: Mapping[str, str], names: Iterable[str]) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _kind(tags: Mapping[str, str], *, kindless: bool) -> tuple[AssetKind, str]:
    found = kind_of_tags(tags)
    word = _first(tags, _KINDS)
    if found is None and word:
        found = kind_of_word(word)
        if found is None and word in {kind.value for kind in AssetKind}:
            found = AssetKind(word), AssetKind(word).label
    if found is not None:
        return found
    if kindless or not (word or set(TAGS) & set(tags)):
        return AssetKind.VENUE, "Venue"
    key = next((key for key in TAGS if key in tags), "")
    what = f"{key}={tags[key]}" if key else word
    raise _Passed(f"“{what[:60]}” is no kind that is known here")


def _named_by_street(tags: Mapping[str, str], words: str) -> str:
    """A nameless thing's name by its kind and its street; without one it is passed over."""
    for key in ("addr:street", "addr:place", "street", "addr:suburb", "addr:village"):
        if tags.get(key):
            return f"{words}, {without_contacts(tags[key])}"[:300]
    raise _Passed("it has neither a name nor a street")


def _capacity(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:7]) <= 100_000 else None


def _of_feature(feature: object, crs: str) -> _Facility:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise InvalidData("The feature has no properties or no position.")
    tags = tags_of(properties)
    if isinstance(feature, dict) and isinstance(feature.get("id"), str):
        tags.setdefault("@id", feature["id"])
    sort = str(geometry.get("type"))
    x, y = _point(sort, geometry)
    longitude, latitude = degrees_from(crs, [x], [y])
    return _Facility(tags, float(longitude[0]), float(latitude[0]), sort)


def _point(sort: str, geometry: Mapping[str, Any]) -> tuple[float, float]:
    """A point of a geometry; of a polygon one within it."""
    at = geometry.get("coordinates")
    if sort == "Point" and isinstance(at, list):
        return _number(at[0] if at else None), _number(at[1] if len(at) > 1 else None)
    try:
        shape = shapely.geometry.shape(dict(geometry))
        if not shape.is_empty:
            point = shape.representative_point()
            return _number(point.x), _number(point.y)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise InvalidData("The outline cannot be read.", field="geometry") from error
    except shapely.errors.ShapelyError as error:
        raise InvalidData("The outline is broken.", field="geometry") from error
    raise InvalidData("The facility has no position.", field="geometry")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidData("The position is not two numbers.", field="geometry")
    try:
        return float(value)
    except OverflowError as error:
        raise InvalidData("The position is too large to be one.", field="geometry") from error


def _of_row(tags: Mapping[str, str]) -> _Facility:
    latitude, longitude = _first(tags, _LATITUDES), _first(tags, _LONGITUDES)
    if latitude and longitude:
        return _Facility(tags, _degrees(longitude), _degrees(latitude), "Point")
    easting, northing = tags.get("easting", ""), tags.get("northing", "")
    if not easting or not northing:
        raise InvalidData("The facility has no position.", field="latitude")
    x, y = to_degrees([_degrees(easting)], [_degrees(northing)])
    return _Facility(tags, float(x[0]), float(y[0]), "Point")


def _degrees(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError as error:
        raise InvalidData(f"“{text[:40]}” is not a number.", field="latitude") from error
