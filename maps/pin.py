"""The map on which somebody marks one point."""

from __future__ import annotations

from collections.abc import Sequence

from maps.elements import FetchedLayer, FetchedMap, Json, layer_control
from maps.grounds import Ground, bare_map, labels, outline
from maps.shapes import EAST, NORTH, SOUTH, WEST

DECIMALS = 5


def pin_map(
    ground: Ground,
    *,
    form: str,
    at: tuple[float, float] | None,
    places: Sequence[tuple[str, float, float]] = (),
) -> FetchedMap:
    """A map with one mark that can be moved; the form gets its latitude and longitude.

    Parameters
    ----------
    form
        The id of a form with fields ``latitude`` and ``longitude``.
    at
        Longitude and latitude to begin with, None for no mark yet.
    places
        Known places around: the value of their choice in the form, longitude and latitude.
    """
    made = bare_map("pin", ground)
    outline(made, ground)
    labels(made, ground)
    options: dict[str, Json] = {
        "form": form,
        "at": list(at) if at else None,
        "places": [[value, longitude, latitude] for value, longitude, latitude in places],
        "decimals": DECIMALS,
        "within": [[SOUTH, WEST], [NORTH, EAST]],
    }
    made.add_child(FetchedLayer("pin", "pin", options))
    made.add_child(layer_control())
    return made
