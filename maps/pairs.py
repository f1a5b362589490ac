"""Two maps side by side that move together: the same areas on two sides of a change."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from graph.analysis.scenario.comparison import AreaColumns
from graph.analysis.wording import spoken_hours
from graph.network import Network
from maps.elements import FetchedMap, Json, layer_control
from maps.features import known, position
from maps.grounds import ACCESS_LINES, Ground, bare_map, labels, shaded
from maps.legends import NOBODY, UNMAPPED, Legend, Scale
from maps.shading import Shading, classes


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
    slug: str, ground: Ground, *, data: str, values: str, href: str, standard_hours_per_week: float
) -> FetchedMap:
    """One side of a pair: areas by time within reach, as on the map of the gaps.

    Parameters
    ----------
    slug
        ``today`` or ``then``; the element in the page is ``map_<slug>``.
    ground
        The same for both sides.
    data, values
        Where few areas get theirs (:func:`side_values`), and the levels of many
        (:func:`maps.grounds.shaded`).
    href
        The address of an area's page, with ``{id}``.
    """
    made = bare_map(slug, ground)
    shaded(
        made,
        ground,
        data=data,
        values=values,
        scale=Scale.of_access(standard_hours_per_week),
        lines=ACCESS_LINES,
        href=href,
    )
    labels(made, ground)
    made.add_child(layer_control())
    made.add_child(Together())
    return made


def side_shading(columns: AreaColumns, *, after: bool) -> Shading:
    """What colours the areas on one side: hours within reach, and who is short of them."""
    hours = columns.after if after else columns.before
    return Shading(
        rows=columns.rows,
        number=hours,
        people=columns.people,
        unmapped=columns.unmapped,
        sums=(columns.short_after if after else columns.short_before,),
    )


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
    shading = side_shading(columns, after=after)
    scale = Scale.of_access(standard_hours_per_week)
    ids = network.areas.id[columns.rows].tolist()
    values = {
        id: [kind, spoken_hours(hours), round(short), round(people)]
        for id, kind, hours, short, people in zip(
            ids,
            classes(shading, scale).tolist(),
            shading.number.tolist(),
            shading.sums[0].tolist(),
            shading.people.tolist(),
            strict=True,
        )
    }
    points: dict[str, Json] = {}
    for place, id in enumerate(ids):
        longitude, latitude = float(columns.longitude[place]), float(columns.latitude[place])
        if id not in outlined and known(longitude, latitude):
            name = str(network.areas.name[columns.rows[place]])
            points[id] = [name, *position(longitude, latitude)]
    return {"areas": values, "points": points}


def pair_legend(standard_hours_per_week: float) -> Legend:
    """The one legend of both sides."""
    return Legend(
        title="Time within reach of each young person, a week",
        swatches=(*Scale.of_access(standard_hours_per_week).swatches, UNMAPPED, NOBODY),
    )
