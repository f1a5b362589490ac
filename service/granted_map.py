"""Grants on a map: one mark for what stands at one place, and the same as rows of a file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.analysis.grants import Office, Standing, grant_standings
from graph.analysis.memory import remembered
from graph.model import GrantPlace
from graph.network import Network
from maps.grants import GrantMark, mark_kind
from service import links
from service.exports import Sheet
from service.formats import count
from service.granted import REGRANTS, in_order, line_of
from service.postcodes import postcode_point
from service.sheets.cells import nowhere
from service.sheets.grants import grants_sheet

MOST_LISTED = 3
"""How many grants of one place its popup lists, the newest first."""

ROUGH = "Roughly here: the exact place is not shown."


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the map of grants draws.

    Attributes
    ----------
    marks
        One for each place and what it rests on, the one with the most grants first.
    standings
        Each grant at each of its places.
    unplaced
        How many grants have no place that can be drawn.
    """

    marks: tuple[GrantMark, ...]
    standings: tuple[Standing, ...]
    unplaced: int


@remembered(most=1)
def drawn(network: Network, postcodes: Path | None = None) -> Drawn:
    """What the map of a network's grants draws.

    Parameters
    ----------
    network
        The snapshot.
    postcodes
        A file of postcodes, for head offices of which nothing else is known; see
        :func:`~service.postcodes.postcode_point`.
    """
    standings = grant_standings(network, offices=_offices(network, postcodes))
    places: dict[tuple[str, int, float, float], list[Standing]] = defaultdict(list)
    several: dict[int, int] = defaultdict(int)
    for one in standings:
        at = (mark_kind(one.place), one.row, one.longitude, one.latitude)
        places[at].append(one)
        several[one.grant] += 1
    spread = frozenset(grant for grant, number in several.items() if number > 1)
    marks = [_mark(network, at, spread) for at in places.values()]
    order = sorted(zip(places.values(), marks, strict=True), key=lambda p: (-len(p[0]), p[1].name))
    return Drawn(
        marks=tuple(mark for _, mark in order),
        standings=standings,
        unplaced=len(network.grants) - len(several),
    )


def _offices(network: Network, postcodes: Path | None) -> dict[str, Office]:
    """Where the postcodes of head offices are, as far as anybody knows."""
    found: dict[str, Office] = {}
    for text in sorted({str(postcode) for postcode in network.grants.head_office} - {""}):
        if at := postcode_point(network, text, postcodes):
            (latitude, longitude), exactly = at
            found[text] = longitude, latitude, not exactly
    return found


def _mark(network: Network, at: list[Standing], spread: frozenset[int]) -> GrantMark:
    """The mark of all grants of one kind at one place."""
    first, rows = at[0], in_order(network, (one.grant for one in at))
    name, link = _name(network, first, rows)
    return GrantMark(
        kind=mark_kind(first.place),
        name=name,
        lines=(*_lines(network, rows, spread), *((ROUGH,) if first.rough else ())),
        href=link.address,
        link=link.text,
        longitude=first.longitude,
        latitude=first.latitude,
    )


def _name(network: Network, at: Standing, rows: list[int]) -> tuple[str, links.Link]:
    """What a place is called, and the way from there: to its one grant, or to the place."""
    table, newest = network.grants, rows[0]
    grant = links.grant_address(str(table.id[newest]))
    if at.place is GrantPlace.POINT:
        name, words, way = "A point named by the funder", "See the newest of these grants", grant
    elif at.place is GrantPlace.HEAD_OFFICE:
        recipient = links.organisation(network, int(table.recipient[newest]))
        others = len({int(table.recipient[row]) for row in rows}) - 1
        more = f" and {count(others, 'other')}" if others else ""
        name, words, way = f"{recipient.text}{more}", "See who is based here", recipient.address
    else:
        area = links.area(network, at.row)
        name, words, way = area.text, "See this area", area.address
    one = links.Link(text="See this grant", address=grant)
    return name, one if len(rows) == 1 else links.Link(text=words, address=way)


def _lines(network: Network, rows: list[int], spread: frozenset[int]) -> list[str]:
    """What is told of the grants at a place: how many, of how much, and the newest of them."""
    told = [_told(network, row) for row in rows[:MOST_LISTED]]
    shared, given_on = sum(row in spread for row in rows), sum(_given_on(network, r) for r in rows)
    if len(rows) == 1:
        told.insert(0, str(network.grants.name[rows[0]]))
        told += ["It is for other places too."] if shared else []
        return [*told, "It is given on to others."] if given_on else told
    if len(rows) > MOST_LISTED:
        told.append(f"and {len(rows) - MOST_LISTED:,} more, in the table")
    amounts = network.grants.amount_pounds
    own = [row for row in rows if not _given_on(network, row)]
    words = f"{count(len(rows), 'grant')}, {_money(float(np.nansum(amounts[own])))} in all"
    if given_on:
        words += f", without {given_on:,} given on to others"
    if shared:
        words += f"; {shared:,} of them {'is' if shared == 1 else 'are'} for other places too"
    return [f"{words}.", *told]


def _given_on(network: Network, row: int) -> bool:
    return str(network.grants.regrant[row]) in REGRANTS


def _money(pounds: float) -> str:
    return f"£{pounds:,.0f}" if np.isfinite(pounds) else "amount not known"


def _told(network: Network, row: int) -> str:
    """A grant in a short line."""
    line = line_of(network, row)
    return f"{_money(line.amount_pounds)} from {line.funder.text} to {line.other.text}"


def placed_grants_sheet(network: Network, postcodes: Path | None = None) -> Sheet[int]:
    """Grants with their place and what it rests on; one for several areas stands in the first."""
    shown = drawn(network, postcodes)
    at = {one.grant: (one.longitude, one.latitude) for one in reversed(shown.standings)}
    return grants_sheet(network, lambda r: at.get(r, nowhere(r)))
