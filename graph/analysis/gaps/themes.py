"""All themes at once: what there is of each within reach, and who is short of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.reaching import around_demand
from graph.analysis.access.served import Served, served_in_slices
from graph.analysis.drawn import Drawn
from graph.analysis.nearest import Nearby, nearest_to_people
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import Standard, agreed_standard
from graph.analysis.sums import sums_of
from graph.model import Theme
from graph.network import Flags, Floats, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeAccess:
    """What there is of one theme for the young people asked about.

    Attributes
    ----------
    theme
        Which.
    hours_per_week
        Hours a week within reach, a mean over the young people; 0 where there are none.
    standard_hours_per_week, standard_from
        What is enough of it, and who set that.
    short
        Young people below the standard.
    without
        Young people with none of it within reach.
    activities
        Activities of the theme within reach of any of the areas asked about.
    nearest
        The nearest to the middle of the young people, whether within reach or not; empty
        where no area was asked about, or nothing of the theme is known.
    """

    theme: Theme
    hours_per_week: float
    standard_hours_per_week: float
    standard_from: str
    short: float
    without: float
    activities: int
    nearest: tuple[Nearby, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """All themes side by side.

    Attributes
    ----------
    rows
        One a theme: the fewest hours within reach first, then in the order of the taxonomy.
    slice, reach, method
        What was asked; the slice's own theme is left out of account.
    young_people
        Of the slice's ages, in what was asked about.
    """

    rows: tuple[ThemeAccess, ...]
    slice: Slice
    reach: Reach
    method: Method
    young_people: float


def find_themes(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    within: str | None = None,
    drawn: Drawn | None = None,
    themes: Sequence[Theme] = tuple(Theme),
) -> Themes:
    """What there is of each theme within reach; they share one geometry.

    Parameters
    ----------
    network
        The snapshot; of an empty one every theme has 0 hours and nobody short.
    slice, reach, method, standard_hours_per_week, within, drawn
        As in :func:`~graph.analysis.gaps.find_gaps`; the standard is agreed theme by theme.
    themes
        Which themes.

    Raises
    ------
    NotFound
        There is no area ``within``, or none of an id that ``drawn`` names.
    OptionOutOfRange
        The standard is outside 0 to 168.
    """
    slices = [replace(slice, theme=theme) for theme in themes]
    people = network.young_people(slice.ages)[network.demand_areas]
    sums = sums_of(network, people, within=within, drawn=drawn)
    counted = np.asarray(sums.shares.sum(axis=0)).ravel() * people
    asked = within is not None or drawn is not None
    around = around_demand(network, reach=reach).pairs
    near = around.to_right((counted > 0).astype(np.float64)) > 0
    rows = []
    for own, served in zip(
        slices,
        served_in_slices(network, slices=slices, reach=reach, method=method),
        strict=True,
    ):
        standard = agreed_standard(
            network, slice=own, within=within, drawn=drawn, given=standard_hours_per_week
        )
        rows.append(_access(served, counted, near, standard, placed=asked))
    order = sorted(range(len(rows)), key=lambda at: (round(rows[at].hours_per_week, 9), at))
    return Themes(
        rows=tuple(rows[at] for at in order),
        slice=replace(slice, theme=None),
        reach=reach,
        method=method,
        young_people=float(counted.sum()),
    )


def _access(
    served: Served, counted: Floats, near: Flags, standard: Standard, *, placed: bool
) -> ThemeAccess:
    """What there is of one theme.

    ``counted`` are young people by demand area, ``near`` the sites within their reach.
    """
    total = float(counted.sum())
    activities = served.network.activities
    rows = np.flatnonzero(served.provision.counts & (activities.site >= 0))
    theme = served.slice.theme
    if theme is None:
        raise ValueError("A slice of one theme was expected.")
    return ThemeAccess(
        theme=theme,
        hours_per_week=float(counted @ served.hours) / total if total > 0 else 0.0,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        short=float(counted[served.below(standard.hours_per_week)].sum()),
        without=float(counted[served.hours <= 0].sum()),
        activities=int(np.count_nonzero(near[activities.site[rows]])),
        nearest=nearest_to_people(served, counted) if placed else (),
    )
