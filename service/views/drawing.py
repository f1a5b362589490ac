"""``/gaps/outline``: draw, paste or upload an area of one's own, and ask about it.

Nothing is kept: the outline goes into the address of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.network import Network
from maps.drawing import drawing_map
from maps.elements import script_of
from maps.features import collection
from maps.outlines import compact
from maps.pages import bounds_of
from maps.shapes import MOST_CORNERS, shape_from_geojson
from service import access
from service.asked import GAPS_FIELDS, Asked, asked_rightly, beside_fields, read_asked
from service.outlines import context_kind, ground
from service.pages import Crumb, Page, Problem
from service.take_away import script_file

views = Blueprint("drawing", __name__)

MOST_MIB = 4
"""The largest GeoJSON that is read, in megabytes."""

FIELDS = ("geojson", "file")


@dataclass(frozen=True, kw_only=True)
class OutlinePage(Page):
    """A map to draw on, and a form for a file.

    Attributes
    ----------
    asked
        The question that the outline will be part of.
    kept
        Names and values of its other parameters, which both forms keep.
    pasted
        The text that was sent and could not be read.
    most_corners, most_mib
        What fits.
    """

    template: ClassVar[str] = "gaps/outline.html"
    section: ClassVar[str] = "/gaps"
    asked: Asked
    kept: tuple[tuple[str, str], ...]
    pasted: str = ""
    most_corners: int = MOST_CORNERS
    most_mib: int = MOST_MIB


@views.get("/gaps/outline")
@access.public
def outline() -> Response:
    """The page."""
    asked = read_asked(GAPS_FIELDS)
    return _page(asked, beside_fields(asked.problems, FIELDS))


@views.post("/gaps/outline")
@access.public
def read() -> AnyResponse:
    """Read the GeoJSON that was sent, keep nothing, and go to the answer about its outline."""
    asked = read_asked(GAPS_FIELDS)
    if (request.content_length or 0) > MOST_MIB * 1024 * 1024:
        wrong = f"This is larger than {MOST_MIB} MB; make the outline simpler first."
        return _page(asked, (Problem(message=wrong, field="file"),))
    pasted = request.form.get("geojson", "").strip()
    file = request.files.get("file")
    try:
        text = file.read().decode("utf-8-sig") if file and file.filename else pasted
        if not text:
            raise InvalidData("Choose a GeoJSON file, or paste its text.", field="file")
        shape = shape_from_geojson(text)
    except UnicodeDecodeError:
        return _page(asked, (Problem(message="That file is not GeoJSON text.", field="file"),))
    except InvalidData as problem:
        field = "geojson" if pasted and not (file and file.filename) else "file"
        return _page(asked, (Problem(message=str(problem), field=field),), pasted=pasted)
    return redirect(asked.address("/gaps", shape=shape.text), code=303)


@views.get("/gaps/outline.js")
@access.public
def outline_script() -> Response:
    """The script of the map to draw on."""
    asked = read_asked(GAPS_FIELDS)
    known, shape = asked.network, asked.question.shape
    if shape is not None:
        west, south, east, north = shape.bounds
        bounds = bounds_of([(west, south), (east, north)], margin=0.3)
    else:
        bounds = bounds_of(_around(known, asked.options.within))
    below = ground(bounds, known, context_kind(known))
    text = shape.text if shape else ""
    return script_file(script_of(drawing_map(below, form="outline-drawn", shape=text)))


@views.get("/gaps/outline.json")
@access.public
def outline_shape() -> Response:
    """The outline in the address as GeoJSON; an empty collection for none."""
    shape = asked_rightly(GAPS_FIELDS).question.shape
    text = shape.geojson if shape else compact(collection(()))
    return Response(text, content_type="application/geo+json")


def _page(asked: Asked, problems: tuple[Problem, ...], *, pasted: str = "") -> Response:
    kept = tuple((name, value) for name, value in asked.query if name != "shape")
    return OutlinePage(
        title="An area of your own",
        crumbs=(Crumb(text="Gaps", address=asked.without("/gaps", "shape")),),
        problems=problems,
        asked=asked,
        kept=kept,
        pasted=pasted if len(pasted) < 100_000 else "",
    ).answer()


def _around(network: Network, within: str | None) -> list[tuple[float, float]]:
    """What the map looks at: the area asked about with some room, or everything."""
    areas = network.areas
    if within is not None:
        row = areas.row(within)
        at = (float(areas.longitude[row]), float(areas.latitude[row]))
        if np.isfinite(at).all():
            return [(at[0] + x, at[1] + y) for x in (-0.1, 0.1) for y in (-0.07, 0.07)]
    rows = network.demand_areas
    return list(zip(areas.longitude[rows].tolist(), areas.latitude[rows].tolist(), strict=True))
