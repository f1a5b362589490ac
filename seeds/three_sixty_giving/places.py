"""Where a grant is spent: codes, a point and words of its beneficiary locations."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from graph.model.things import EAST, NORTH, SOUTH, WEST
from seeds.three_sixty_giving.doubts import Doubts
from seeds.three_sixty_giving.values import number_in, text_in

NAME_LENGTH = 500
DECIMALS = 6  # about 10 cm
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._:~-]{0,39}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Where a grant is spent, as far as its funder says.

    Attributes
    ----------
    area_ids
        Areas that the graph holds.
    codes_elsewhere
        Codes of others.
    latitude, longitude
        The first point that is given; None where there is none.
    name
        In the funder's words.
    """

    area_ids: tuple[str, ...] = ()
    codes_elsewhere: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    name: str = ""


NOWHERE = Spent()


def place_in(found: Any, areas: Container[str], doubts: Doubts, row: int) -> Spent:
    """Where a grant is spent.

    Parameters
    ----------
    found
        Its beneficiary locations.
    areas
        Codes of the areas that the graph holds.
    doubts, row
        Where what is left out is noted.
    """
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not found:
        return NOWHERE
    known: dict[str, None] = {}
    others: dict[str, None] = {}
    names: dict[str, None] = {}
    point: tuple[float, float] | None = None
    for each in found:
        if not isinstance(each, dict):
            continue
        if code := text_in(each.get("geoCode")):
            _sort_code(code, areas, known, others, doubts, row)
        if name := text_in(each.get("name")):
            names[name] = None
        if point is None:
            point = _point(each, doubts, row)
    return Spent(
        area_ids=tuple(known),
        codes_elsewhere=tuple(others),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        name="; ".join(names)[:NAME_LENGTH].strip(),
    )


def _sort_code(
    code: str,
    areas: Container[str],
    known: dict[str, None],
    others: dict[str, None],
    doubts: Doubts,
    row: int,
) -> None:
    for written in (code, code.upper()):
        if written in areas:
            known[written] = None
            return
    if not _CODE.fullmatch(code):
        doubts.add("code", row)
        return
    others[code.upper()] = None
    doubts.elsewhere(code.upper(), row)


def _point(it: dict[str, Any], doubts: Doubts, row: int) -> tuple[float, float] | None:
    told = text_in(it.get("latitude")), text_in(it.get("longitude"))
    if not any(told):
        return None
    latitude, longitude = number_in(it.get("latitude")), number_in(it.get("longitude"))
    if (
        latitude is not None
        and longitude is not None
        and SOUTH <= latitude <= NORTH
        and WEST <= longitude <= EAST
    ):
        return round(latitude, DECIMALS), round(longitude, DECIMALS)
    doubts.add("point", row)
    return None
