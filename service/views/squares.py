"""``/map/levels`` and ``/map/squares``: the areas of large maps, square by square."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify

from graph.errors import NotFound
from graph.model import AreaKind
from maps.atlas import Level
from maps.bands import Square
from maps.plates import square_text
from service import access
from service.atlases import atlas, atlases
from service.opened import network
from service.take_away import FOR_EVER

views = Blueprint("squares", __name__)

NOT_READY = 202
"""Accepted, and not there yet: the atlas is being made."""

WORKING = "the outlines, drawn for the first time"


@views.get("/map/levels/<kind>.json")
@access.public
def levels(kind: str) -> Response | tuple[Response, int]:
    """The levels of a map of a kind of area; how far the atlas is where it is still made."""
    if kind not in set(AreaKind):
        abort(404, f"There are no areas of the kind “{kind[:50]}”.")
    made = atlas(network())
    if made is None:
        making = atlases().making
        told = jsonify(working=WORKING, stage=making.stage, done=making.done, total=making.total)
        told.headers["Retry-After"] = "2"
        return told, NOT_READY
    return jsonify(
        version=made.version,
        squares=f"/map/squares/{made.version}/{{level}}/{{z}}/{{x}}/{{y}}.json",
        levels=[_told(level) for level in made.ladder(AreaKind(kind))],
    )


def _told(level: Level) -> dict[str, Any]:
    return {
        "key": level.key,
        "label": level.label,
        "from": level.from_zoom,
        "bands": sorted(level.plates),
        "count": len(level),
        "cells": level.members is not None,
    }


@views.get("/map/squares/<version>/<key>/<int:z>/<int:x>/<int:y>.json")
@access.public
def square(version: str, key: str, z: int, x: int, y: int) -> Response:
    """The areas that reach into one square, as TopoJSON; a browser may keep it for ever."""
    made = atlases().version(version) or atlas(network())
    if made is None or made.version != version:
        raise NotFound("version of the map", version[:50])
    level = made.levels.get(key)
    plate = level.plate_at(z) if level is not None else None
    if level is None or plate is None:
        raise NotFound("level of the map", f"{key[:50]} at zoom {z}")
    text = square_text(plate, Square(zoom=z, x=x, y=y), level.ids, level.names)
    answer = Response(text, content_type="application/json")
    answer.headers["Cache-Control"] = FOR_EVER
    return answer
