"""What a GSS code and the column it stands in tell about the kind of area."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model import AreaKind

_PREFIXES: dict[str, AreaKind] = {
    "E01": AreaKind.LSOA,
    "W01": AreaKind.LSOA,
    "S01": AreaKind.LSOA,
    "E02": AreaKind.MSOA,
    "W02": AreaKind.MSOA,
    "S02": AreaKind.MSOA,
    "E04": AreaKind.PARISH,
    "W04": AreaKind.PARISH,
    "E05": AreaKind.WARD,
    "W05": AreaKind.WARD,
    "S13": AreaKind.WARD,
    "N08": AreaKind.WARD,
    "E06": AreaKind.LOCAL_AUTHORITY,
    "E07": AreaKind.LOCAL_AUTHORITY,
    "E08": AreaKind.LOCAL_AUTHORITY,
    "E09": AreaKind.LOCAL_AUTHORITY,
    "W06": AreaKind.LOCAL_AUTHORITY,
    "S12": AreaKind.LOCAL_AUTHORITY,
    "N09": AreaKind.LOCAL_AUTHORITY,
    "E10": AreaKind.COUNTY,
    "E11": AreaKind.COUNTY,
    "E12": AreaKind.REGION,
    "E92": AreaKind.COUNTRY,
    "W92": AreaKind.COUNTRY,
    "S92": AreaKind.COUNTRY,
    "N92": AreaKind.COUNTRY,
}
_STEMS: dict[str, AreaKind] = {
    "lsoa": AreaKind.LSOA,
    "msoa": AreaKind.MSOA,
    "wd": AreaKind.WARD,
    "ward": AreaKind.WARD,
    "par": AreaKind.PARISH,
    "parncp": AreaKind.PARISH,
    "lad": AreaKind.LOCAL_AUTHORITY,
    "ltla": AreaKind.LOCAL_AUTHORITY,
    "utla": AreaKind.LOCAL_AUTHORITY,
    "ctyua": AreaKind.LOCAL_AUTHORITY,
    "cty": AreaKind.COUNTY,
    "rgn": AreaKind.REGION,
    "ctry": AreaKind.COUNTRY,
}
STEMS: tuple[str, ...] = tuple(_STEMS)
"""Beginnings of the Office for National Statistics' column names, the finest kind first."""

_GSS = re.compile(r"[EWSN]\d{8}")
_COLUMN = re.compile(
    rf"({'|'.join(sorted(STEMS, key=len, reverse=True))})(\d\d)?_?(cd|nm|code|name)"
)


def is_gss(code: str) -> bool:
    """Whether a text has the form of a GSS code (E01018750)."""
    return _GSS.fullmatch(code) is not None


def code_of(written: str) -> str:
    """A code as the graph has it: a GSS code in capitals, any other as it is written."""
    return written.upper() if is_gss(written.upper()) else written


def kind_of_code(code: str) -> AreaKind | None:
    """The kind of area that a GSS code names; None where it does not tell."""
    return _PREFIXES.get(code[:3]) if is_gss(code) else None


@lru_cache(maxsize=4_096)
def parted(column: str) -> tuple[str, int, str] | None:
    """A column name in parts: "WD25CD" is ("wd", 25, "cd"), "lsoa21_name" is ("lsoa", 21, "nm").

    Returns
    -------
    tuple or None
        The stem, the year (-1 where none is named), and "cd" or "nm"; None
        where the column is not named that way.
    """
    match = _COLUMN.fullmatch(column.strip().lower())
    if match is None:
        return None
    part = {"code": "cd", "name": "nm"}.get(match[3], match[3])
    return match[1], int(match[2] or -1), part


def kind_of_stem(stem: str) -> AreaKind:
    """The kind of area that a stem stands for."""
    return _STEMS[stem]
