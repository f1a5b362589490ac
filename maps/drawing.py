"""The map that an outline is drawn on."""

from __future__ import annotations

from maps.elements import FetchedLayer, FetchedMap, Json, layer_control
from maps.grounds import Ground, bare_map, labels, outline
from maps.rings import DECIMALS
from maps.shapes import EAST, MOST_CORNERS, NORTH, SOUTH, WEST


def drawing_map(ground: Ground, *, form: str, shape: str = "") -> FetchedMap:
    """A map on which corners are set; the form gets the outline.

    ``form`` is the id of the form with a field ``shape`` and the buttons (``data-draw``);
    ``shape`` the outline to begin with, empty for none.
    """
    made = bare_map("outline", ground)
    outline(made, ground)
    labels(made, ground)
    options: dict[str, Json] = {
        "form": form,
        "shape": shape,
        "decimals": DECIMALS,
        "most": MOST_CORNERS,
        "within": [[SOUTH, WEST], [NORTH, EAST]],
    }
    made.add_child(FetchedLayer("drawing", "drawing", options))
    made.add_child(layer_control())
    return made
