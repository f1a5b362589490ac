"""Folium elements of Hedgerow's own: they write short calls into the map's script.

What the calls do is in ``service/static/map/*.js``. Nothing here writes HTML
or inline script, names another host, or makes up random ids: a map's script
is the same text every time, so that it can be served as a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

Json = str | int | float | bool | None | Mapping[str, "Json"] | Sequence["Json"]


class FetchedMap(folium.Map):
    """A Leaflet map that brings no assets and no style of its own into the page.

    Parameters
    ----------
    slug
        Short name; the element in the page is ``map_<slug>``.
    options
        For ``hedgerow.map``: ``bounds`` ([[south, west], [north, east]]),
        ``maxZoom`` and the like.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own declaration)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = hedgerow.map(
            {{ this.get_name()|tojson }}, {{ this.fetched|tojson }}
        );
        {% endmacro %}
        """
    )

    def __init__(self, slug: str, options: Mapping[str, Json]) -> None:
        super().__init__(tiles=None)
        self._id = slug
        self.fetched = dict(options)


class FetchedLayer(Layer):
    """A layer whose data the browser fetches from an address of Hedgerow's own.

    Parameters
    ----------
    slug
        Short name, unique in its map.
    maker
        The function of ``hedgerow`` that draws it: ``areas``, ``rows``,
        ``points``, ``labels`` or ``outline``.
    options
        What to fetch and how to draw it.
    name
        In the layer control; empty for a layer that stays out of it.
    show
        Whether it is drawn at first.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = hedgerow.{{ this.maker }}(
            {{ this._parent.get_name() }}, {{ this.fetched|tojson }}
        );
        {% endmacro %}
        """
    )

    def __init__(
        self,
        slug: str,
        maker: str,
        options: Mapping[str, Json],
        *,
        name: str = "",
        show: bool = True,
    ) -> None:
        super().__init__(name=name or slug, overlay=True, control=bool(name), show=show)
        self._name = "Layer"
        self._id = slug
        self.maker = maker
        self.fetched = dict(options)


class Search(MacroElement):
    """Joins a search box of the page to the map: names as one types, panning to the one chosen.

    Parameters
    ----------
    options
        For ``hedgerow.search``: the ``input`` element's id, and where to fetch names.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        hedgerow.search({{ this._parent.get_name() }}, {{ this.fetched|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, options: Mapping[str, Json]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Search"
        self._id = "names"
        self.fetched = dict(options)


def layer_control() -> folium.LayerControl:
    """Leaflet's own layer control, with a stable id. Add it after the layers."""
    control = folium.LayerControl(collapsed=True, position="topright")
    control._id = "layers"
    return control


def script_of(map: FetchedMap) -> str:
    """The map's script, to be served as a file; the same text for the same map.

    Parameters
    ----------
    map
        A map that was not rendered before.

    Returns
    -------
    str
        JavaScript in a block of its own, which needs ``hedgerow`` (the map's
        static scripts) to be loaded before it.
    """
    figure: Any = map.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("A map stands in a figure.")
    map.render()  # type: ignore[no-untyped-call]
    parts: list[Element] = list(figure.script._children.values())
    lines = (line.rstrip() for part in parts for line in part.render().splitlines())
    body = "\n".join(line for line in lines if line.strip())
    return f'"use strict";\n{{\n{body}\n}}\n'
