"""Places that must not be found: shown, and kept, only at the middle of a square."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.model import Site
from graph.projection import Floats, to_degrees, to_grid

SIDE_M = 1_000.0
"""A place that must not be found is shown at the middle of a square of this size."""


def middles(metres: Floats) -> Floats:
    """Eastings or northings of the middles of the squares that some lie in."""
    return (np.floor(metres / SIDE_M) + 0.5) * SIDE_M


def blurred(site: Site) -> Site:
    """The same site shown only roughly: where exactly it is, is not kept at all."""
    easting, northing = to_grid(site.longitude, site.latitude)
    longitude, latitude = to_degrees(middles(easting), middles(northing))
    return replace(
        site,
        latitude=round(float(latitude), 6),
        longitude=round(float(longitude), 6),
        address="",
        postcode="",
        blurred=True,
    )
