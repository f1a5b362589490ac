"""Outcomes: what each suggestion for an overlap would change, in access and for whom.

A suggestion becomes a few changes of supply by a declared rule, and those are worked out, not
guessed:

- *join up*: the smaller activity closes where it is; its place-hours go to the other's site,
  but for those above the standard, which are released;
- *alternate nights*: each session of the smaller one that runs at the same time moves to a day
  on which neither runs (:mod:`graph.analysis.duplication.nights`);
- *differentiate*, few ages shared: the one with more ages of its own leaves the shared ones to
  the other; otherwise the released place-hours go to the theme that the young people around
  have the fewest hours of;
- *refer to each other*: nothing closes; who can reach both, and what they would hear of;
- *leave alone*, because it is needed: what would be lost if the smaller one closed.

Released place-hours could be used at the nearest site where the standard is not met.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph.analysis.access.served import served_in_slices
from graph.analysis.duplication.effects import Access, Breakdown, Change, Effect
from graph.analysis.duplication.nights import Nights, Week
from graph.analysis.duplication.overlapping import Tested, Verdict
from graph.analysis.duplication.released import LEAST_RELEASED, Gaps, Pair, Target, Use
from graph.analysis.duplication.suggestions import FEW_AGES, SUGGESTIONS, Suggestion
from graph.analysis.duplication.turning import Turn, turned_to_ages, turned_to_theme
from graph.model import Audience, Entry, Theme
from graph.network import Floats, Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a suggestion would change; what it does not touch is None.

    Attributes
    ----------
    smaller, larger, place, other_place
        Names of the smaller activity and of the other, and of their sites.
    closing
        Of joining up, or of what is needed: the smaller one closes.
    nights
        Of alternate nights.
    turn
        Of differing.
    told, told_hours
        Of referring: young people who can reach both, and hours a week within reach of each
        of them from the one that is for fewer.
    use
        Of released place-hours.
    """

    suggestion: Suggestion
    verdict: Verdict
    smaller: str
    larger: str
    place: str
    other_place: str
    released: float
    closing: Effect | None = None
    nights: Nights | None = None
    turn: Turn | None = None
    told: float = 0.0
    told_hours: float = 0.0
    use: Use | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The breakdowns behind an outcome, for its evidence; None where nothing closes or is used."""

    outcome: Outcome
    closing: Breakdown | None
    use: Breakdown | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcomes:
    """Works out what suggestions would change, overlap by overlap, when somebody looks.

    Attributes
    ----------
    tested
        The overlaps.
    suggestions
        What is suggested for each: places in
        :data:`~graph.analysis.duplication.suggestions.SUGGESTIONS`.
    today
        From which checks are counted: hours are not sent where nobody has mapped anything.
    """

    tested: Tested
    suggestions: Index
    today: date

    @cached_property
    def access(self) -> tuple[Access, ...]:
        """The access of each test."""
        tested = self.tested
        return tuple(
            Access(served=served, enough=standard.hours_per_week, grounds=tested.grounds)
            for served, standard in zip(tested.tests, tested.standards, strict=True)
        )

    @cached_property
    def week(self) -> Week:
        """On which days something is on."""
        return Week(access=self.access[0])

    @cached_property
    def gaps(self) -> tuple[Gaps, ...]:
        """Sites where the standard of each test is not met."""
        return tuple(Gaps(access=access, today=self.today) for access in self.access)

    @cached_property
    def by_theme(self) -> Floats:
        """Hours a week within reach of each theme: shape (themes, demand areas)."""
        served = self.tested.served
        slices = [replace(served.slice, theme=theme) for theme in Theme]
        found = served_in_slices(
            served.network, slices=slices, reach=served.reach, method=served.method
        )
        return np.vstack([one.hours for one in found])

    def prepare(self) -> None:
        """Make ready what all rows are worked out from, before the first page waits for it."""
        for access, gaps in zip(self.access, self.gaps, strict=True):
            _ = access.tally, gaps.tree
        _ = self.by_theme, self.week.on, self.week.sites_of_areas

    def of(self, place: int) -> Outcome:
        """What the suggestion for one overlap, by its place, would change."""
        tested = self.tested
        pair = Pair.of(tested, place)
        network = tested.served.network
        outcome = Outcome(
            suggestion=SUGGESTIONS[int(self.suggestions[place])],
            verdict=tested.verdict(place),
            smaller=str(network.activities.name[pair.smaller]),
            larger=str(network.activities.name[pair.larger]),
            place=str(network.sites.name[pair.site]),
            other_place=str(network.sites.name[pair.other_site]),
            released=pair.released,
        )
        access = self.access[int(tested.pairs.test[place])]
        closing = self.closing(place)
        match outcome.suggestion:
            case Suggestion.REFER:
                told, each = self._told(pair, access)
                return replace(outcome, told=told, told_hours=each)
            case Suggestion.ALTERNATE:
                nights = self.week.alternated(pair.smaller, pair.larger, pair.ages)
                outcome = replace(outcome, nights=nights)
            case Suggestion.DIFFERENTIATE:
                outcome = replace(outcome, turn=self._turn(place, pair, access))
        if closing:
            outcome = replace(outcome, closing=access.effect(closing, pair.ages))
        use, target = self.use(place), self._target(place, pair)
        if use and target:
            effect = access.effect(use, access.served.slice.ages)
            outcome = replace(outcome, use=target.used(pair.released, effect))
        return outcome

    def reckoned(self, place: int) -> Reckoning:
        """The same with the breakdowns by deprivation and ages, for the evidence."""
        pair = Pair.of(self.tested, place)
        access = self.access[int(self.tested.pairs.test[place])]
        closing, use = self.closing(place), self.use(place)
        every = access.served.slice.ages
        return Reckoning(
            outcome=self.of(place),
            closing=access.breakdown(closing, pair.ages) if closing else None,
            use=access.breakdown(use, every) if use else None,
        )

    def closing(self, place: int) -> tuple[Change, ...]:
        """The changes of supply where the smaller activity closes; none where it does not."""
        pair, suggestion = Pair.of(self.tested, place), self.suggestions[place]
        if SUGGESTIONS[int(suggestion)] is Suggestion.JOIN_UP:
            return (
                Change(site=pair.site, place_hours=-pair.place_hours),
                Change(site=pair.other_site, place_hours=pair.place_hours - pair.released),
            )
        if self.tested.verdict(place) is Verdict.NEEDED:
            return (Change(site=pair.site, place_hours=-pair.place_hours),)
        return ()

    def use(self, place: int) -> tuple[Change, ...]:
        """The changes where released place-hours are used in the nearest gap, beside the others."""
        pair, suggestion = Pair.of(self.tested, place), SUGGESTIONS[int(self.suggestions[place])]
        target = self._target(place, pair)
        if target is None or suggestion in (Suggestion.REFER, Suggestion.LEAVE):
            return ()
        first = self.closing(place) or (Change(site=pair.site, place_hours=-pair.released),)
        return (*first, Change(site=target.site, place_hours=pair.released))

    def _target(self, place: int, pair: Pair) -> Target | None:
        if pair.released < LEAST_RELEASED:
            return None
        return self.gaps[int(self.tested.pairs.test[place])].nearest(pair.site)

    def _told(self, pair: Pair, access: Access) -> tuple[float, float]:
        """Who can reach both, and the hours within their reach of the one that is for fewer."""
        activities = self.tested.served.network.activities
        few = [
            row
            for row in (pair.smaller, pair.larger)
            if activities.audience[row] != Audience.EVERYONE
            or activities.entry[row] == Entry.REFERRED
        ]
        special = few[0] if few else pair.smaller
        site = int(activities.site[special])
        hours = float(access.served.provision.place_hours[special])
        areas, more = access.change((Change(site=site, place_hours=hours),))
        other = pair.other_site if site == pair.site else pair.site
        both = np.isin(areas, access.reached(other))
        people = access.young_people(areas[both], pair.both_ages)
        told = float(people.sum())
        return told, float(people @ more[both]) / told if told > 0 else 0.0

    def _turn(self, place: int, pair: Pair, access: Access) -> Turn | None:
        if self.tested.pairs.ages[place] < FEW_AGES:
            return turned_to_ages(access, pair)
        return turned_to_theme(access, pair, self.by_theme)
