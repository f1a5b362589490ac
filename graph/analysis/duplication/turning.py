"""Turning: an activity leaves some ages to another, or its spare hours go to another theme."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.columns import THEMES
from graph.analysis.duplication.effects import Access, Change
from graph.analysis.duplication.released import LEAST_RELEASED, Pair
from graph.analysis.wording import listed
from graph.model import AgeRange, Theme
from graph.network import Floats, Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What turning to other ages, or to another theme, gives and takes.

    Attributes
    ----------
    activity
        The activity that turns.
    ages_from, ages_to
        The ages that it leaves to the other, and those of its own it keeps; empty for a theme.
    theme_from, theme_to
        The theme that its released place-hours leave, and the one they go to; None for ages.
    losing, hours_lost
        Young people with less, and hours a week each, a mean.
    gaining, hours_gained
        Young people with more, and hours a week each, a mean.
    hours_before
        What those gaining had of it before, hours a week each, a mean; of a theme alone.
    """

    activity: str
    ages_from: str = ""
    ages_to: str = ""
    theme_from: Theme | None = None
    theme_to: Theme | None = None
    losing: float
    hours_lost: float
    gaining: float
    hours_gained: float
    hours_before: float = 0.0


def turned_to_ages(access: Access, pair: Pair) -> Turn | None:
    """The one with more ages of its own leaves the ages both take to the other.

    Its places, spread evenly over its ages before, are spread over its own alone. Hours are
    means over the young people of those ages within reach of it.

    Returns
    -------
    Turn or None
        None where neither has an age of its own.
    """
    activities = access.served.network.activities
    row = max((pair.smaller, pair.larger), key=lambda row: len(_own_ages(pair, row)))
    own = _own_ages(pair, row)
    if not own:
        return None
    years = int(activities.age_to[row] - activities.age_from[row]) + 1
    asked = access.served.slice.ages
    taken = sum(asked.age_from <= age <= asked.age_to for age in (*own, *pair.shared_ages))
    every = float(access.served.provision.place_hours[row]) * years / taken
    areas = access.reached(int(activities.site[row]))
    shared = _people(access, areas, pair.shared_ages)
    others = _people(access, areas, own)
    mine = [age for age in own if asked.age_from <= age <= asked.age_to]
    lost = every * sum(asked.age_from <= age <= asked.age_to for age in pair.shared_ages) / years
    gained = every * len(mine) * (1 / len(own) - 1 / years)
    return Turn(
        activity=str(activities.name[row]),
        ages_from=_ages_in_words(pair.shared_ages),
        ages_to=_ages_in_words(own),
        losing=shared,
        hours_lost=lost / shared if shared > 0 else 0.0,
        gaining=others,
        hours_gained=gained / others if others > 0 else 0.0,
    )


def _own_ages(pair: Pair, row: int) -> list[int]:
    """The ages that one of the two takes and the other does not."""
    return [age for age in pair.ages_of[row] if age not in pair.shared_ages]


def _people(access: Access, areas: Index, ages: list[int] | range) -> float:
    """Young people of the slice of some ages in some demand areas."""
    one_by_one = (access.young_people(areas, AgeRange(age_from=age, age_to=age)) for age in ages)
    return float(sum(people.sum() for people in one_by_one))


def _ages_in_words(ages: list[int] | range) -> str:
    """Ages as "8 to 10 and 15 to 19"."""
    spans: list[tuple[int, int]] = []
    for age in ages:
        if spans and spans[-1][1] == age - 1:
            spans[-1] = (spans[-1][0], age)
        else:
            spans.append((age, age))
    return listed([f"{low}" if low == high else f"{low} to {high}" for low, high in spans])


def turned_to_theme(access: Access, pair: Pair, by_theme: Floats) -> Turn | None:
    """The released place-hours of the smaller one go to the theme that is wanting most.

    Of the themes of its group of the taxonomy, so that its people can do it, that of which the
    young people within reach of its site have the fewest hours a week, a mean; of equals
    the first in the vocabulary. Where the two have all themes of the group, of all themes.
    Its own theme loses those hours.

    Returns
    -------
    Turn or None
        None where there is nothing to release, or nobody lives near.
    """
    areas = access.reached(pair.site)
    people = access.young_people(areas, pair.ages)
    count = float(people.sum())
    if pair.released < LEAST_RELEASED or count <= 0:
        return None
    mean = by_theme[:, areas] @ people / count
    themes = list(Theme)
    free = [at for at, theme in enumerate(themes) if theme not in pair.themes]
    alike = [at for at in free if themes[at].group in {theme.group for theme in pair.themes}]
    to = min(alike or free, key=lambda at: (round(float(mean[at]), 9), at))
    moved, more = access.change((Change(site=pair.site, place_hours=pair.released),))
    each = float(access.young_people(moved, pair.ages) @ more) / count
    activities = access.served.network.activities
    return Turn(
        activity=str(activities.name[pair.smaller]),
        theme_from=THEMES[activities.theme[pair.smaller]],
        theme_to=themes[to],
        losing=count,
        hours_lost=each,
        gaining=count,
        hours_gained=each,
        hours_before=float(mean[to]),
    )
