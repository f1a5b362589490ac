"""Audiences and themes: how well what an organisation does fits what is asked about."""

from __future__ import annotations

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.slices import Slice
from graph.model import Audience
from graph.network import Flags, Floats, Network

OTHER_AUDIENCE = 0.4
"""Points for one who works with another audience than the one asked about."""

KINDRED_THEME = 0.4
"""Points for another theme of the group asked about."""

UNKNOWN = 0.3
"""Points for what nobody said."""

KINDRED, OTHERS = "of a kindred theme", "for another audience so far"


def for_others(network: Network, audience: Audience) -> Flags:
    """Whether all that an organisation runs is for others than those asked about.

    An activity for everyone is for each audience. Whoever runs nothing is for nobody else.

    Returns
    -------
    array of shape (organisations,)
    """
    activities = network.activities
    fits = np.isin(activities.audience, [str(audience), str(Audience.EVERYONE)])
    runs = np.zeros(len(network.organisations), dtype=bool)
    runs[activities.organisation] = True
    fitting = np.zeros(len(network.organisations), dtype=bool)
    fitting[activities.organisation[fits]] = True
    answer: Flags = runs & ~fitting
    return answer


def points_where(flags: Flags, points: float) -> Floats:
    """So many points where something holds, none elsewhere."""
    return np.where(flags, points, 0.0).astype(np.float64)


def theme_points(slice: Slice, theme: str) -> float:
    """0 for the theme asked for, a little for one of its group, NaN for another."""
    if slice.theme is None or theme == str(slice.theme):
        return 0.0
    return KINDRED_THEME if THEMES[theme].group is slice.theme.group else float("nan")


def best_theme(slice: Slice, themes: tuple[str, ...]) -> float:
    """The points of the theme that fits best; of one who names none, unknown; NaN for no fit."""
    fitting = [found for theme in themes if not np.isnan(found := theme_points(slice, theme))]
    if fitting:
        return min(fitting)
    return UNKNOWN if slice.theme is None else float("nan")
