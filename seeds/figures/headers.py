"""Headers of published tables about areas: where they are, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.model import AgeRange, AreaKind
from seeds.figures.ages import Ages, ages_of, finest
from seeds.layouts import is_own_band
from seeds.registers.extracts import PREAMBLE, column_name

Cells = Sequence[str]
Rows = Iterator[tuple[int, list[str]]]

_KINDS: dict[str, AreaKind] = {
    "lsoa": AreaKind.LSOA,
    "lower_layer_super_output_areas": AreaKind.LSOA,
    "lower_layer_super_output_area": AreaKind.LSOA,
    "lower_super_output_area": AreaKind.LSOA,
    "msoa": AreaKind.MSOA,
    "middle_layer_super_output_areas": AreaKind.MSOA,
    "middle_layer_super_output_area": AreaKind.MSOA,
    "parncp": AreaKind.PARISH,
    "parish": AreaKind.PARISH,
    "par": AreaKind.PARISH,
    "electoral_wards_and_divisions": AreaKind.WARD,
    "ward": AreaKind.WARD,
    "wd": AreaKind.WARD,
    "local_authority_district": AreaKind.LOCAL_AUTHORITY,
    "lower_tier_local_authorities": AreaKind.LOCAL_AUTHORITY,
    "local_authority": AreaKind.LOCAL_AUTHORITY,
    "ltla": AreaKind.LOCAL_AUTHORITY,
    "lad": AreaKind.LOCAL_AUTHORITY,
    "la": AreaKind.LOCAL_AUTHORITY,
    "region": AreaKind.REGION,
    "rgn": AreaKind.REGION,
}
_COLUMN = re.compile(
    rf"(?P<stem>{'|'.join(sorted(_KINDS, key=len, reverse=True))})?_?(?P<year>\d{{4}}|\d{{2}})?_?"
    r"(?P<part>code|cd|name|nm|mnemonic)?(?:_(?P<later>\d{4}))?"
)
_PLAIN_CODES = ("code", "mnemonic", "gss_code", "area_code", "areacode", "geography_code")
_PLAIN_NAMES = (
    "name",
    "area_name",
    "geography_name",
    "areaname",
    "geography",
    "area",
    "area_names",
)
_IN_ONE = ("area", "geography", "areas")
"""Columns in which Nomis writes code and name together: “ward2022:E05014095 : Brixton North”."""

_IMD = r"(?:index_of_multiple_deprivation_)?imd(?:_?(?:20)?\d\d)?"
_DECILE = re.compile(rf"{_IMD}_decile(?:_where_.*)?")
_SCORE = re.compile(rf"{_IMD}_score")
_RANK = re.compile(rf"{_IMD}_rank(?:_where_.*)?")
_PEOPLE = re.compile(r"total_population_mid_\d{4}.*")
_AGE_GROUPS = re.compile(
    r"age(?:_group|_groups|_band|_\d+_categories)?|c(?:_?\d{4})?_age(?:_\d+)?_name"
)
_EVERYBODY = frozenset(
    ("total", "t", "all", "persons", "all persons", "people", "all people", "both", "both sexes")
)
_WHOLE = {
    **dict.fromkeys(("measures_name", "measure"), frozenset(("value", "number", "count"))),
    **dict.fromkeys(("c_sex_name", "sex_name", "sex"), _EVERYBODY),
}
"""In a table with a row for each age: columns of which only some cells count everybody."""
_VALUES = ("usual_residents", "observation", "obs_value", "value", "people", "population", "count")
_CENTRES = (
    (("longitude", "long", "lon"), ("latitude", "lat")),
    (("easting", "bng_e", "x"), ("northing", "bng_n", "y")),
)
_RURAL = ("urban_rural_flag", "ruc", "ruc21nm", "ruc21_name", "ruc11nm", "ruc_name")
_SHARES = re.compile(
    r"(?:(?P<basis>pop|population|people|land|area)_)?(?:share|percentage|percent|pct|overlap)"
    r"(?:_of_(?P<later>pop|population|people|land|area))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which column of a published table is which; -1 for none.

    Attributes
    ----------
    row
        Its row's number.
    code, name
        The area's columns.
    kind
        The kind of area, where the column's name tells.
    year
        The vintage of the area's code (2011), 0 where it is not told.
    bands
        Columns with people, and their ages.
    decile, score, rank, people
        Of the index of multiple deprivation, and everybody's number beside it.
    age, value
        In a table with a row for each age: the age, and how many people.
    east, north
        Of the centre, in degrees or in metres of the British grid.
    rural
        Its rural-urban classification.
    columns, written
        The names of the columns as :func:`column_name` has them, and as the table writes them.
    """

    row: int
    code: int
    name: int = -1
    kind: AreaKind | None = None
    year: int = 0
    bands: tuple[tuple[int, Ages], ...] = ()
    decile: int = -1
    score: int = -1
    rank: int = -1
    people: int = -1
    age: int = -1
    value: int = -1
    east: int = -1
    north: int = -1
    rural: int = -1
    columns: tuple[str, ...] = field(default=(), repr=False)
    written: tuple[str, ...] = field(default=(), repr=False)

    @property
    def whole(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Columns, and the cells in them that count everybody; other rows are parts."""
        return tuple(
            (at, _WHOLE[one]) for at, one in enumerate(self.columns) if self.long and one in _WHOLE
        )

    @property
    def long(self) -> bool:
        """Whether there is a row for each age of an area."""
        return self.age >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaColumn:
    """A column with the codes of areas of a kind, and the vintage of the codes."""

    at: int
    kind: AreaKind
    year: int
    name: int


def found_header(rows: Rows) -> Header | None:
    """The header of a table of figures among its first rows; the rows go on below it."""
    for number, cells in _first(rows):
        header = header_of(number, cells)
        if header is not None:
            return header
    return None


def _first(rows: Rows) -> Iterator[tuple[int, list[str]]]:
    for at, row in enumerate(rows):
        if at >= PREAMBLE:
            return
        yield row


def header_of(number: int, cells: Cells) -> Header | None:
    """What a row says as a header of figures; None where it is none, or an area table of ours."""
    columns = tuple(column_name(cell) for cell in cells)
    if {"lsoa21_code", "ltla24_code", "imd25_decile"} <= set(columns):
        return None
    code, kind, year = _code(columns)
    if code < 0:
        return None
    bands = [(at, ages) for at, cell in enumerate(cells) if (ages := ages_of(cell)) and at != code]
    if all(is_own_band(cells[at]) for at, _ in bands):
        bands = []
    base = Header(
        row=number,
        code=code,
        name=_name(columns, code, kind),
        kind=kind,
        year=year,
        columns=columns,
        written=tuple(" ".join(cell.split()) for cell in cells),
    )
    decile, score, rank = (_at(columns, one) for one in (_DECILE, _SCORE, _RANK))
    if max(decile, rank) >= 0:
        people = _at(columns, _PEOPLE)
        return _with(base, decile=decile, score=score, rank=rank, people=people)
    if bands:
        return _with(base, bands=_chosen(bands))
    value = next((columns.index(one) for one in _VALUES if one in columns), -1)
    centre = _places(columns)
    if len({one.kind for one in area_columns(columns)}) == 1 and max(centre.values()) >= 0:
        return _with(base, **centre)
    groups = [at for at, one in enumerate(columns) if _AGE_GROUPS.fullmatch(one)]
    return _with(base, age=groups[-1], value=value) if groups and value >= 0 else None


def _places(columns: Sequence[str]) -> dict[str, int]:
    """Where centres and rural-urban classifications stand, -1 for nowhere."""

    def at(names: Sequence[str]) -> int:
        return next((columns.index(one) for one in names if one in columns), -1)

    pairs = [(at(east), at(north)) for east, north in _CENTRES]
    east, north = next((pair for pair in pairs if min(pair) >= 0), (-1, -1))
    return {"east": east, "north": north, "rural": at(_RURAL)}


def _with(header: Header, **more: object) -> Header:
    names = {name: getattr(header, name) for name in header.__dataclass_fields__}
    return Header(**{**names, **more})


def _at(columns: Iterable[str], form: re.Pattern[str]) -> int:
    return next((at for at, one in enumerate(columns) if form.fullmatch(one)), -1)


def _chosen(bands: list[tuple[int, Ages]]) -> tuple[tuple[int, Ages], ...]:
    """Everybody's columns where there are any, otherwise women's and men's; no subtotals."""
    everybody = [band for band in bands if not band[1].sex]
    taken = everybody or bands
    ranges: tuple[AgeRange, ...] = finest([ages.ages for _, ages in taken])
    seen: set[Ages] = set()
    kept = []
    for at, ages in taken:
        if ages.ages in ranges and ages not in seen:
            seen.add(ages)
            kept.append((at, ages))
    return tuple(kept)


def _code(columns: Sequence[str]) -> tuple[int, AreaKind | None, int]:
    """The column with the codes of the finest areas, their kind, and the codes' vintage."""
    named = area_columns(columns)
    if named:
        return named[0].at, named[0].kind, named[0].year
    for one in (*_PLAIN_CODES, *_IN_ONE):
        if one in columns:
            return columns.index(one), None, 0
    return -1, None, 0


def area_columns(columns: Sequence[str]) -> list[AreaColumn]:
    """Every column with codes of areas whose kind its name tells, the finest kind first."""
    parts = [(at, _parted(one)) for at, one in enumerate(columns)]
    names = {(kind, year): at for at, (kind, year, part) in parts if kind and part == "name"}
    found = [
        AreaColumn(at=at, kind=kind, year=year, name=names.get((kind, year), -1))
        for at, (kind, year, part) in parts
        if kind and part == "code"
    ]
    order = [AreaKind.LSOA, AreaKind.MSOA, AreaKind.PARISH, AreaKind.WARD]
    order += [AreaKind.LOCAL_AUTHORITY, AreaKind.REGION]
    return sorted(found, key=lambda one: (order.index(one.kind), -(one.year or 9_999)))


def _parted(column: str) -> tuple[AreaKind | None, int, str]:
    match = _COLUMN.fullmatch(column)
    if match is None or match["stem"] is None:
        return None, 0, ""
    year = int(match["year"] or match["later"] or 0)
    part = "name" if (match["part"] or "name") in ("name", "nm") else "code"
    return _KINDS[match["stem"]], year + 2000 if 0 < year < 100 else year, part


def _name(columns: Sequence[str], code: int, kind: AreaKind | None) -> int:
    for one in area_columns(columns):
        if one.at == code and one.name >= 0:
            return one.name
    if columns[code] == "mnemonic" and code > 0:
        return code - 1
    if columns[code] in _IN_ONE:
        return code
    fits = (at for at, one in enumerate(columns) if _parted(one)[0] is kind and kind and at != code)
    plain = (columns.index(one) for one in _PLAIN_NAMES if one in columns)
    return next(fits, next(plain, -1))


def share_column(columns: Sequence[str]) -> tuple[int, str]:
    """The column with shares, and of what: "people", "land", or "" where it is not told."""
    for at, one in enumerate(columns):
        match = _SHARES.fullmatch(one)
        if match is not None:
            basis = match["basis"] or match["later"] or ""
            return at, {"area": "land", "land": "land", "": ""}.get(basis, "people")
    return -1, ""
