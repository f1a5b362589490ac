"""Two maps side by side that move together: the same areas on two sides of a change."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from graph.analysis.scenario.comparison import AreaColumns
from graph.network import Floats, Network
from maps.elements import FetchedLayer, FetchedMap, Json, layer_control
from maps.grounds import EVIDENCE, Ground, bare_map, labels
from maps.legends import NOBODY, UNMAPPED, Legend, Scale, spoken_hours
from maps.shading import CLASS_NOBODY, CLASS_UNMAPPED

POINT_DECIMALS = 5


class Together(MacroElement):
    """Joins a map to the other of its pair: what one shows, the other shows too."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        hedgerow.together({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Together"
        self._id = "pair"


def side_map(
    slug: str, ground: Ground, *, data: str, href: str, standard_hours_per_week: float
) -> FetchedMap:
    """One side of a pair: areas by time within reach, as on the map of the gaps.

    Parameters
    ----------
    slug
        ``today`` or ``then``; the element in the page is ``map_<slug>``.
    ground
        The same for both sides.
    data
        The address of :func:`side_values`.
    href
        The address of an area's page, with ``{id}``.
    """
    made = bare_map(slug, ground)
    areas: dict[str, Json] = {
        "shapes": ground.shapes,
        "data": data,
        "tiled": ground.tiled,
        "swatches": [own.options() for own in Scale.of_access(standard_hours_per_week).swatches],
        "unmapped": UNMAPPED.options(),
        "nobody": NOBODY.options(),
        "lines": [
            "{1} a week within reach of each young person",
            "{2} of {3} young people are below the standard",
        ],
        "href": href,
        "link": EVIDENCE,
    }
    made.add_child(FetchedLayer("areas", "areas", areas))
    labels(made, ground)
    made.add_child(layer_control())
    made.add_child(Together())
    return made


def side_values(
    network: Network,
    columns: AreaColumns,
    outlined: frozenset[str],
    *,
    after: bool,
    standard_hours_per_week: float,
) -> dict[str, Json]:
    """The areas' values on one side, by area id: class, time within reach, people short, people.

    ``outlined`` are the areas that the map has an outline of; the others are given a position.
    """
    scale = Scale.of_access(standard_hours_per_week)
    hours = columns.after if after else columns.before
    short = columns.short_after if after else columns.short_before
    values: dict[str, Json] = {}
    points: dict[str, Json] = {}
    for place, row in enumerate(columns.rows.tolist()):
        id, people = str(network.areas.id[row]), round(float(columns.people[place]))
        kind = scale.class_of(float(hours[place]))
        if columns.unmapped[place]:
            kind = CLASS_UNMAPPED
        elif people == 0:
            kind = CLASS_NOBODY
        values[id] = [kind, spoken_hours(float(hours[place])), round(float(short[place])), people]
        if id not in outlined and _known(columns.longitude, columns.latitude, place):
            points[id] = [
                str(network.areas.name[row]),
                round(float(columns.longitude[place]), POINT_DECIMALS),
                round(float(columns.latitude[place]), POINT_DECIMALS),
            ]
    return {"areas": values, "points": points}


def _known(longitude: Floats, latitude: Floats, place: int) -> bool:
    at = float(longitude[place]) + float(latitude[place])
    return at == at


def pair_legend(standard_hours_per_week: float) -> Legend:
    """The one legend of both sides."""
    return Legend(
        title="Time within reach of each young person, a week",
        swatches=(*Scale.of_access(standard_hours_per_week).swatches, UNMAPPED, NOBODY),
    )
