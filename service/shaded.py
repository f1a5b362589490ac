"""What the levels of a large map are coloured by: one sign an area, or what is told of one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from flask import Response, jsonify, request

from graph.analysis.wording import spoken_hours
from graph.errors import NotFound
from graph.network import Index, Network
from maps.atlas import Atlas, Level
from maps.legends import Scale
from maps.shading import Shading, line, rolled, values
from service.atlases import atlas, atlases
from service.findings import keep
from service.forms.query import Query


def level_template(address: str) -> str:
    """Where a map asks for a level: an address with ``{level}`` and ``{version}`` in it."""
    return f"{address}{'&' if '?' in address else '?'}level={{level}}&version={{version}}"


def level_answer(
    network: Network,
    shading: Shading,
    scale: Scale,
    *,
    href: Callable[[str | None], str],
    spoken: Callable[[float], str] = spoken_hours,
) -> Response:
    """The answer for the level that this request asks for.

    In the address are ``level``, ``version`` (of the atlas) and, for what is
    told of one area, ``n``, its number on the level.

    Parameters
    ----------
    shading
        Of the question's own areas; larger levels are made from it.
    scale
        What the classes are.
    href
        The address of an area's page, with ``{id}``: given a kind of area that the question's
        own are put together to, or None for these themselves.
    spoken
        The number in words.

    Raises
    ------
    NotFound
        There is no such version, level or area.
    """
    level, version = _asked_level(network)
    rows = keep("level rows", network, (version, level.key), lambda: level.rows(network))
    own = _is_own(network, shading, level)
    shown = shading if own else _rolled(network, shading, level, version, rows)
    if request.args.get("n"):
        place = _place(level, rows, shown)
        return jsonify(line=line(shown, place, spoken))
    answer = values(rows, shown, scale, spoken=spoken)
    answer["href"] = href(None if own or level.members is not None else level.key)
    return jsonify(answer)


def _asked_level(network: Network) -> tuple[Level, str]:
    version, key = request.args.get("version", ""), request.args.get("level", "")
    made: Atlas | None = atlases().version(version) or atlas(network)
    if made is None or made.version != version:
        raise NotFound("version of the map", version[:50])
    if key not in made.levels:
        raise NotFound("level of the map", key[:50])
    return made.levels[key], version


def _is_own(network: Network, shading: Shading, level: Level) -> bool:
    """Whether a level is of the question's own areas."""
    kinds = np.unique(network.areas.kind[shading.rows])
    return level.members is None and kinds.tolist() == [level.key]


def _rolled(network: Network, shading: Shading, level: Level, version: str, rows: Index) -> Shading:
    """The shading of a level of larger areas; one that none of them lies in is not told of."""
    asked = shading.rows.tobytes()
    shares = keep(
        "level shares",
        network,
        (version, level.key, asked),
        lambda: level.shares(network, shading.rows),
    )
    whole = rolled(shading, rows, shares)
    holds = (np.asarray(shares.sum(axis=1)).ravel() > 0) & (rows >= 0)
    return Shading(
        rows=rows[holds],
        number=whole.number[holds],
        people=whole.people[holds],
        unmapped=whole.unmapped[holds],
        sums=tuple(each[holds] for each in whole.sums),
    )


def _place(level: Level, rows: Index, shown: Shading) -> int:
    """Where the area that is asked for stands in a shading."""
    query = Query(request.args)
    number = query.whole("n", "The number", default=0, low=0, high=max(len(level) - 1, 0))
    found = [] if query.problems else np.flatnonzero(shown.rows == rows[number]).tolist()
    if not found:
        raise NotFound("area on this level", request.args["n"][:50])
    return int(found[0])
