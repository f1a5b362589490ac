"""Who loses: the same change told by ages and by how deprived the places are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.analysis.access.served import EPSILON
from graph.analysis.need import deprivation_of, percentiles
from graph.model import AgeRange
from graph.network import Flags, Floats, Index, Network

BAND_STARTS = (0, 5, 8, 11, 14, 17, 20, 26)
"""Ages at which a band begins; a question about 11 to 19 has 11 to 13, 14 to 16, 17 to 19."""

FIFTHS = 5
NOT_KNOWN = 0
"""The fifth of an area of which nobody said how deprived it is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """Access before and after in each demand area; arrays of shape (demand areas,).

    ``people`` are young people, ``before`` and ``after`` hours a week within reach of each.
    """

    people: Floats
    before: Floats
    after: Floats
    standard_hours_per_week: float

    @property
    def losing(self) -> Flags:
        """Areas whose hours fall, whatever by."""
        return self.after < self.before - EPSILON

    @property
    def gaining(self) -> Flags:
        """Areas whose hours rise, whatever by."""
        return self.after > self.before + EPSILON

    @property
    def below_before(self) -> Flags:
        """Areas below the standard today."""
        return self.before < self.standard_hours_per_week - EPSILON

    @property
    def below_after(self) -> Flags:
        """Areas below the standard then."""
        return self.after < self.standard_hours_per_week - EPSILON

    @property
    def newly_below(self) -> Flags:
        """Areas that have the standard today and not then."""
        return self.below_after & ~self.below_before

    @property
    def newly_enough(self) -> Flags:
        """Areas that have the standard then and not today."""
        return self.below_before & ~self.below_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What changes for some young people.

    Attributes
    ----------
    label
        Who they are.
    young_people
        How many there are.
    losing, gaining
        How many of them have less within reach, or more.
    newly_below, newly_enough
        How many fall below the standard, or come to have it.
    hours_before, hours_after
        Hours a week within reach, a mean over them; 0 where there is nobody.
    mean_loss, mean_gain
        Hours a week less, a mean over those who lose, and more, over those who gain; 0
        where nobody does.
    """

    label: str
    young_people: float
    losing: float
    gaining: float
    newly_below: float
    newly_enough: float
    hours_before: float
    hours_after: float
    mean_loss: float
    mean_gain: float

    @property
    def losing_share(self) -> float:
        """Which share of them loses, 0 to 1; 0 where there is nobody."""
        return self.losing / self.young_people if self.young_people else 0.0


def group(label: str, change: Change, chosen: Flags | Floats) -> Group:
    """What changes for the young people of some demand areas.

    ``chosen`` says which areas, or the share of each one's young people that counts.
    """
    people = change.people * chosen
    total = float(people.sum())
    # Sums of what is chosen, not products: these stay on one core and are quick.
    losing, gaining = float(people[change.losing].sum()), float(people[change.gaining].sum())
    moved = people * (change.after - change.before)
    return Group(
        label=label,
        young_people=total,
        losing=losing,
        gaining=gaining,
        newly_below=float(people[change.newly_below].sum()),
        newly_enough=float(people[change.newly_enough].sum()),
        hours_before=float((people * change.before).sum()) / total if total else 0.0,
        hours_after=float((people * change.after).sum()) / total if total else 0.0,
        mean_loss=-float(moved[change.losing].sum()) / losing if losing else 0.0,
        mean_gain=float(moved[change.gaining].sum()) / gaining if gaining else 0.0,
    )


def bands_of(ages: AgeRange) -> tuple[AgeRange, ...]:
    """The bands of a question's ages: those of :data:`BAND_STARTS`, cut to it."""
    return tuple(_bands(ages))


def _bands(ages: AgeRange) -> Iterator[AgeRange]:
    ends = [start - 1 for start in BAND_STARTS[1:]] + [120]
    for start, end in zip(BAND_STARTS, ends, strict=True):
        low, high = max(start, ages.age_from), min(end, ages.age_to)
        if low <= high:
            yield AgeRange(age_from=low, age_to=high)


def fifths_of(network: Network, areas: Index) -> tuple[Index, bool]:
    """The fifth of deprivation that each of some areas is in.

    Where every area that says anything names its decile, the fifths are those of the index,
    over its whole country; elsewhere areas are ranked among each other, by their own number.

    Returns
    -------
    array of shape (areas,)
        1 (the most deprived) to 5; :data:`NOT_KNOWN` where nobody said.
    bool
        Whether the fifths are those of the index.
    """
    decile = network.areas.deprivation_decile[areas]
    deprivation = deprivation_of(network, areas)
    known = ~np.isnan(deprivation)
    by_index = bool(known.any() and not np.isnan(decile[known]).any())
    if by_index:
        fifth = np.ceil(np.where(known, decile, 1) / 2)
    else:
        place = np.where(known, percentiles(deprivation), 100.0)
        fifth = FIFTHS - np.clip(np.ceil(place * FIFTHS / 100) - 1, 0, FIFTHS - 1)
    return np.where(known, fifth, NOT_KNOWN).astype(np.int32), by_index


def by_deprivation(network: Network, areas: Index, change: Change, inside: Floats) -> list[Group]:
    """What changes in each fifth of deprivation that has young people, most deprived first."""
    fifth, by_index = fifths_of(network, areas)
    among = "" if by_index else " of the areas here"
    labels = {
        1: f"Most deprived fifth{among}",
        2: "Second fifth",
        3: "Middle fifth",
        4: "Fourth fifth",
        5: f"Least deprived fifth{among}",
        NOT_KNOWN: "Deprivation not known",
    }
    groups = (group(label, change, inside * (fifth == place)) for place, label in labels.items())
    return [one for one in groups if one.young_people > 0]
