"""Boundary files: outlines matched to areas by code, or by name where a file has no codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely

from graph.errors import InvalidData
from graph.model import Area, AreaKind, Boundary, Record, Source
from graph.model.things import require_id
from seeds.codes import STEMS, code_of, kind_of_code, kind_of_stem, parted
from seeds.layouts import OGL
from seeds.naming import likeness, slug
from seeds.outlines import Feature, Outline, read_outlines
from seeds.reading import Faults, Progress, Reading, counted, first_few, refusal

Known = Mapping[str, tuple[str, AreaKind]]

_CODES = ("code", "gss_code", "area_code", "areacode", "geography_code")
_NAMES = ("name", "area_name", "areaname", "geography_name", "title")
_NAME_KINDS = {
    "ward_name": AreaKind.WARD,
    "parish_name": AreaKind.PARISH,
    "lad_name": AreaKind.LOCAL_AUTHORITY,
}
_OTHER = re.compile(r"[a-z]{2,12}\d\dcd")
_OSM = ("osm_relation", "osm_id", "osm_way_id", "admin_level")
_OSM_LEVELS = {
    "10": AreaKind.PARISH,
    "8": AreaKind.LOCAL_AUTHORITY,
    "6": AreaKind.COUNTY,
    "5": AreaKind.REGION,
    "4": AreaKind.COUNTRY,
}
ONS_WORDS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """Which area a feature says it is."""

    feature: Feature
    code: str
    name: str
    kind: AreaKind | None

    @property
    def called(self) -> str:
        return self.code or self.name or f"row {self.feature.row}"


def read_boundaries(
    path: Path,
    *,
    known: Known,
    centres: Mapping[str, tuple[float, float]] | None = None,
    add_missing: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Read the boundaries of areas.

    Parameters
    ----------
    path
        GeoJSON (also .gz, .xz) or GeoPackage, in any reference system that it declares.
    known
        Name and kind of each area that there is, by id.
    centres
        Longitude and latitude of areas where they are known. A match by name
        counts only where the area's centre is at the outline; by code it always does.
    add_missing
        Whether a feature that matches no area makes one, of its code (or a
        slug of its name) and name.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        A source, boundaries (and areas that were missing), by id. Features
        that match nothing are counted in the notes.

    Raises
    ------
    FileRefused
        Anything is wrong with it, or no feature of it matches any area.
    """
    outlines = read_outlines(path, progress=progress)
    keys = _keys(feature.properties for feature in outlines.features)
    source = _source(path.name, keys)
    matching = _Matching(path.name, known, centres or {}, add_missing, source)
    for feature in outlines.features:
        matching.add(_claim(feature, keys))
    records = matching.records()
    return Reading(
        records=(source, *records), notes=(*outlines.notes, *matching.notes(len(outlines.features)))
    )


def _keys(properties: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in properties:
        found.update(dict.fromkeys(one))
    return tuple(found)


def _source(file: str, keys: Iterable[str]) -> Source:
    id = f"file-{slug(file)[:100]}"
    plain = {key.lower() for key in keys}
    if plain.intersection(_OSM):
        return Source(
            id=id,
            name=file,
            licence="Open Database License (ODbL) 1.0",
            attribution="© OpenStreetMap contributors",
            website="https://www.openstreetmap.org/copyright",
        )
    if any((parts := parted(key)) is not None and parts[1] >= 0 for key in plain):
        return Source(id=id, name=file, licence=OGL, attribution=ONS_WORDS)
    return Source(id=id, name=file)


def _claim(feature: Feature, keys: tuple[str, ...]) -> _Claim:
    values = {key.lower(): _text(value) for key, value in feature.properties.items()}
    plain = tuple(key.lower() for key in keys)
    code, name, kind = "", "", None
    explicit = next((key for key in _CODES if values.get(key)), None)
    stem = _finest(plain)
    if explicit is not None:
        code = values[explicit]
    elif stem is not None:
        code, name = _newest(values, stem, "cd"), _newest(values, stem, "nm")
        kind = kind_of_stem(stem) if code or name else None
    else:
        code, name = _other(values)
    code = code_of(code)
    if not name:
        key = next((key for key in (*_NAMES, *_NAME_KINDS) if values.get(key)), "")
        name = values.get(key, "")
        kind = kind or _NAME_KINDS.get(key)
    kind = kind_of_code(code) or _told(values) or kind
    return _Claim(feature, code, name, kind)


def _other(values: Mapping[str, str]) -> tuple[str, str]:
    """Code and name by the columns of a kind that has none here: “CED25CD”, “PCON24NM”."""
    found = (key for key, value in values.items() if value and _OTHER.fullmatch(key))
    key = next(found, "")
    return values.get(key, ""), values.get(f"{key[:-2]}nm", "") if key else ""


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value).strip()


@lru_cache(maxsize=256)
def _finest(keys: tuple[str, ...]) -> str | None:
    """The stem of the finest kind that has a code column."""
    stems = {parts[0] for key in keys if (parts := parted(key)) and parts[2] == "cd"}
    return next((stem for stem in STEMS if stem in stems), None)


def _newest(values: Mapping[str, str], stem: str, part: str) -> str:
    """The value of a stem's column, of the newest year where there are several."""
    named = _dated(tuple(values), stem, part)
    return next((value for key in named if (value := values[key])), "")


@lru_cache(maxsize=256)
def _dated(keys: tuple[str, ...], stem: str, part: str) -> tuple[str, ...]:
    """The columns of a stem, of the newest year first."""
    found = [
        (parts[1], key)
        for key in keys
        if (parts := parted(key)) and parts[0] == stem and parts[2] == part
    ]
    return tuple(key for _, key in sorted(found, reverse=True))


def _told(values: Mapping[str, str]) -> AreaKind | None:
    level = _OSM_LEVELS.get(values.get("admin_level", "").removesuffix(".0"))
    try:
        return level or AreaKind(values.get("kind", "").lower())
    except ValueError:
        return None


class _Matching:
    """Features of one file as they find their areas."""

    def __init__(
        self,
        file: str,
        known: Known,
        centres: Mapping[str, tuple[float, float]],
        add_missing: bool,
        source: Source,
    ) -> None:
        self.file, self.known, self.centres = file, known, centres
        self.add_missing, self.source = add_missing, source
        self.faults = Faults(file)
        self._by_name: dict[tuple[str, AreaKind | None], list[str]] = {}
        self.found: defaultdict[str, list[_Claim]] = defaultdict(list)
        self.added: dict[str, _Claim] = {}
        self.named = 0
        self.unmatched: list[str] = []
        self.unclear: list[str] = []
        self.repeated: list[str] = []

    def add(self, claim: _Claim) -> None:
        """Find the area of a feature."""
        if not claim.code and not claim.name:
            self.faults.add(
                "The feature has neither a code nor a name; add a property “code” or “name”.",
                row=claim.feature.row,
            )
            return
        if claim.code:
            id = claim.code if claim.code in self.known else ""
        else:
            same = [id for id in self._same_name(claim) if self._fits(id, claim.feature.outline)]
            id = same[0] if len(same) == 1 else ""
            self.named += bool(id)
            if len(same) > 1:
                self.unclear.append(claim.name)
                return
        if not id and self.add_missing:
            id = claim.code or f"local-{slug(claim.name)[:100]}"
            try:
                require_id(id)
            except InvalidData as error:
                self.faults.add(str(error)[:300], row=claim.feature.row, column="code")
                return
            self.added.setdefault(id, claim)
        if id:
            self.found[id].append(claim)
        else:
            self.unmatched.append(claim.called)

    def _same_name(self, claim: _Claim) -> list[str]:
        """Areas that are called as a feature is; the names are gathered once they are asked for.

        Hundreds of files with codes come in one import, and England has 40,000 names.
        """
        if not self._by_name:
            for id, (name, kind) in self.known.items():
                like = likeness(name)
                self._by_name.setdefault((like, kind), []).append(id)
                self._by_name.setdefault((like, None), []).append(id)
        return self._by_name.get((likeness(claim.name), claim.kind), [])

    def _fits(self, id: str, outline: Outline) -> bool:
        """Whether an area's centre, where it is known, lies within or just beside an outline."""
        if id not in self.centres:
            return True
        longitude, latitude = self.centres[id]
        west, south, east, north = outline.bounds
        beside_x, beside_y = (east - west) / 4, (north - south) / 4
        return (
            west - beside_x <= longitude <= east + beside_x
            and south - beside_y <= latitude <= north + beside_y
        )

    def records(self) -> tuple[Record, ...]:
        """Areas that were missing, then boundaries, each by id."""
        boundaries: list[Record] = []
        for id, claims in sorted(self.found.items()):
            if self._agree(id, claims):
                boundaries.append(
                    Boundary(
                        area_id=id,
                        geometry=shapely.to_geojson(claims[0].feature.outline),
                        source_id=self.source.id,
                    )
                )
        areas: list[Record] = []
        for id, claim in sorted(self.added.items()):
            try:
                areas.append(
                    Area(
                        id=id,
                        name=claim.name or id,
                        kind=claim.kind or AreaKind.LOCAL,
                        source_id=self.source.id,
                    )
                )
            except InvalidData as error:
                self.faults.add(str(error), row=claim.feature.row, column=error.field)
        self.faults.raise_any()
        if not boundaries:
            seen = first_few(self.unmatched or self.unclear)
            raise refusal(
                self.file,
                f"None of its areas is in the graph ({seen}). Import the area table first, or "
                "let the import add the areas that are missing.",
            )
        return (*areas, *boundaries)

    def _agree(self, id: str, claims: list[_Claim]) -> bool:
        """Whether all features of an area have one outline; it is noted where they do not."""
        first: Outline = claims[0].feature.outline
        if len(claims) == 1:
            return True
        for claim in claims[1:]:
            if not first.equals(claim.feature.outline):
                if not claim.code:
                    self.added.pop(id, None)
                    self.unclear.append(claim.name)
                    return False
                self.faults.add(
                    f"“{id}” stands already in row {claims[0].feature.row:,} with another "
                    "outline; give each area one feature, its parts as one MultiPolygon.",
                    row=claim.feature.row,
                )
                return False
        self.repeated.append(id)
        return True

    def notes(self, features: int) -> tuple[str, ...]:
        """What was matched how, and what was not."""
        notes = []
        if self.named:
            notes.append(
                f"{self.file}: has no codes; {self.named:,} of {features:,} features were matched "
                "by name."
            )
        if self.added:
            added = counted(len(self.added), "area was added", "areas were added")
            notes.append(
                f"{self.file}: {added} that the graph did not know: {first_few(list(self.added))}."
            )
        if self.unmatched:
            notes.append(
                f"{self.file}: {len(self.unmatched):,} of {features:,} features match no area in "
                f"the graph and were left out: {first_few(self.unmatched)}."
            )
        if self.unclear:
            names = counted(len(self.unclear), "name fits", "names fit")
            notes.append(
                f"{self.file}: {names} several areas or several outlines; left out: "
                f"{first_few(self.unclear)}."
            )
        if self.repeated:
            notes.append(
                f"{self.file}: stand twice with the same outline, kept once: "
                f"{first_few(self.repeated)}."
            )
        return tuple(notes)
