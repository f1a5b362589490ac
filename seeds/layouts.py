"""The stated mappings of area tables: which column of which layout means what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from graph.errors import InvalidData
from graph.model import AgeRange, AreaKind, Source
from seeds.codes import STEMS, kind_of_stem, parted
from seeds.columns import Kind, names
from seeds.naming import slug
from seeds.reading import Faults
from seeds.tables import Table, check_columns, plain

CODE = "code"
OGL = "Open Government Licence v3.0"
OGL_WORDS = (
    "Source: Office for National Statistics and Ministry of Housing, Communities and Local "
    "Government, licensed under the Open Government Licence v3.0. Contains OS data © Crown "
    "copyright and database right."
)
_BAND = re.compile(
    r"(?:pop|population|age|ages|aged|people)_(\d{1,3})(?:_(?:to_)?(\d{1,3}|plus|over))?"
)
_TOTAL = re.compile(r"(?:pop|population|people)(?:_total|_all|_all_ages)?|total_(?:pop|population)")
OLDEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A larger area that stands in the row of a smaller one.

    ``code`` and ``name`` are columns, or the code and name themselves where ``fixed``.
    """

    code: str
    name: str
    kind: AreaKind
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column means what.

    Attributes
    ----------
    title
        What the layout is called in notes.
    source
        Who says so.
    kind
        The kind of area, where neither a column nor a code tells.
    code, name, latitude, longitude, decile, score, rural
        Columns.
    index
        Which deprivation index the columns hold; empty where a column tells.
    bands
        Columns with people, and their ages.
    parents
        Larger areas, the finest first; each lies in the next.
    passed_over
        Columns that are known and not used.
    """

    title: str
    source: Source
    kind: AreaKind | None = None
    code: str = CODE
    name: str = "name"
    latitude: str = "latitude"
    longitude: str = "longitude"
    decile: str = "deprivation_decile"
    score: str = "deprivation_score"
    rural: str = "rural"
    index: str = ""
    bands: tuple[tuple[str, AgeRange], ...] = ()
    parents: tuple[Parent, ...] = ()
    passed_over: tuple[str, ...] = ()


def _ages(first: int, last: int) -> AgeRange:
    return AgeRange(age_from=first, age_to=last)


ENGLAND_LSOA_2021 = Layout(
    title="the table of England's small areas (LSOA 2021)",
    source=Source(
        id="england-lsoa-2021",
        name="England LSOA 2021: population (Census 2021), deprivation (IoD 2025), RUC 2021",
        licence=OGL,
        attribution=OGL_WORDS,
        website="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    kind=AreaKind.LSOA,
    code="lsoa21_code",
    name="lsoa21_name",
    decile="imd25_decile",
    score="imd25_score",
    rural="ruc",
    index="IMD 2025",
    bands=(
        ("pop_0_4", _ages(0, 4)),
        ("pop_5_9", _ages(5, 9)),
        ("pop_10_14", _ages(10, 14)),
        ("pop_15_19", _ages(15, 19)),
        ("pop_20_24", _ages(20, 24)),
    ),
    parents=(
        Parent(code="ward24_code", name="ward24_name", kind=AreaKind.WARD),
        Parent(code="ltla24_code", name="ltla24_name", kind=AreaKind.LOCAL_AUTHORITY),
        Parent(code="region_code", name="region_name", kind=AreaKind.REGION),
        Parent(code="E92000001", name="England", kind=AreaKind.COUNTRY, fixed=True),
    ),
    passed_over=(
        "ruc21_code",
        "imd25_rank",
        "imd25_income_decile",
        "imd25_education_decile",
        "imd25_crime_decile",
        "imd25_housing_and_services_decile",
        "children_and_young_people_score",
        "children_and_young_people_rank",
        "children_and_young_people_decile",
        "geographical_barriers_decile",
        "idaci25_children_numerator",
        "asb_rate_per_1000",
        "violence_injury_rate_per_1000",
        "connectivity_score",
        "pop_total",
    ),
)
_LIST_EXTRAS = {
    "fid",
    "objectid",
    "globalid",
    "bng_e",
    "bng_n",
    "long",
    "lat",
    "shape_area",
    "shape_length",
}


def is_own_band(written: str) -> bool:
    """Whether a column's name is one of those that our own area table has for people of an age."""
    return _BAND.fullmatch(plain(written)) is not None


def layout_of(table: Table, faults: Faults) -> Layout | None:
    """The layout of a table, told by its header.

    Returns
    -------
    Layout or None
        None where errors were noted: an unknown column, a missing one, or bands that overlap.
    """
    layout = ENGLAND_LSOA_2021
    ours = {layout.code, "ltla24_code"} <= set(table.header)
    if ours and {layout.decile, layout.latitude, layout.rural} & set(table.header):
        used = _columns(layout)
        check_columns(table, known=[*used, *layout.passed_over], required=used, faults=faults)
        return layout
    if CODE not in table.header:
        layout_ = _code_list(table)
        if layout_ is not None:
            return layout_
    return _own(table, faults)


def _columns(layout: Layout) -> list[str]:
    used = [layout.code, layout.name, layout.latitude, layout.longitude]
    used += [layout.decile, layout.score, layout.rural]
    used += [column for column, _ in layout.bands]
    for parent in layout.parents:
        used += [] if parent.fixed else [parent.code, parent.name]
    return used


def _file_source(file: str) -> Source:
    return Source(id=f"file-{slug(file)[:100]}", name=file)


def _code_list(table: Table) -> Layout | None:
    """A list such as ``PARCD,PARNM`` or ``LTLA23CD,LTLA23NM,UTLA23CD,UTLA23NM``."""
    found: dict[str, dict[str, str]] = {}
    extras: list[str] = []
    for column in table.header:
        parts = parted(column)
        if parts is not None:
            if parts[2] in found.setdefault(parts[0], {}):
                return None
            found[parts[0]][parts[2]] = column
        elif column in _LIST_EXTRAS or parted(column.removesuffix("w")) is not None:
            extras.append(column)
        else:
            return None
    levels = [(stem, found[stem]) for stem in STEMS if stem in found]
    if not levels or any(set(columns) != {"cd", "nm"} for _, columns in levels):
        return None
    stem, finest = levels[0]
    return Layout(
        title="a list of codes and names",
        source=_file_source(table.file),
        kind=kind_of_stem(stem),
        code=finest["cd"],
        name=finest["nm"],
        latitude="",
        longitude="",
        parents=tuple(
            Parent(code=columns["cd"], name=columns["nm"], kind=kind_of_stem(stem))
            for stem, columns in levels[1:]
        ),
        passed_over=tuple(extras),
    )


def _own(table: Table, faults: Faults) -> Layout | None:
    bands: list[tuple[str, AgeRange]] = []
    totals: list[str] = []
    for column, written in zip(table.header, table.written, strict=True):
        match = _BAND.fullmatch(column)
        if match is not None:
            last = OLDEST if match[2] in ("plus", "over") else int(match[2] or match[1])
            try:
                bands.append((column, _ages(int(match[1]), last)))
            except InvalidData as error:
                faults.add(str(error), row=1, column=written)
        elif _TOTAL.fullmatch(column):
            totals.append(column)
    _check_bands(bands, table, faults)
    known = [name for name in names(Kind.AREAS) if not _BAND.fullmatch(name)]
    known += [column for column in table.header if _BAND.fullmatch(column)] + totals
    check_columns(table, known=known, required=[CODE, "name"], faults=faults)
    if faults:
        return None
    return Layout(
        title="an area table",
        source=_file_source(table.file),
        bands=tuple(sorted(bands, key=lambda band: band[1])),
        passed_over=tuple(totals),
    )


def _check_bands(bands: list[tuple[str, AgeRange]], table: Table, faults: Faults) -> None:
    ordered = sorted(bands, key=lambda band: band[1])
    for (before, ages), (after, others) in pairwise(ordered):
        if ages.shared_years(others):
            faults.add(
                f"The ages overlap those of “{table.written_as(before)}”; each age counts once.",
                row=1,
                column=table.written_as(after),
            )
