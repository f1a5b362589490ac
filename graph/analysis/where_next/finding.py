"""Where next: so many new sessions in halls that are free, for the most young people short.

What there is stays as it is: young people whom it serves up to the standard count no more. For the
rest, sessions are chosen in real halls (:mod:`graph.analysis.where_next.halls`) so that the most
of them, weighted by need, are lifted to the standard (:mod:`graph.analysis.where_next.covering`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph.analysis.access.catchments import Catchments
from graph.analysis.access.reaching import in_reach
from graph.analysis.access.served import Served, who_is_served
from graph.analysis.coverage import mapped_around
from graph.analysis.need import deprivation_of, need_percentiles
from graph.analysis.nesting import demand_inside
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import Standard, agreed_standard
from graph.analysis.where_next.covering import Cover, Covering, cover, covering_of, laid_out
from graph.analysis.where_next.halls import SESSION_PLACES, Halls, free_halls
from graph.analysis.where_next.proof import MOST_SECONDS, Watch, prove
from graph.errors import OptionOutOfRange
from graph.model import Term
from graph.network import Flags, Floats, Index, Network

MOST_SESSIONS = 500
"""The most new sessions that can be asked for at once."""

USUAL_SESSIONS = 5

PLACES_RANGE = (1, 500)

LEAST_WEIGHT = 0.5
"""What a young person counts where need is lowest; one where it is highest counts 1 more."""


class Weighing(Term):
    """Whether need counts."""

    NEED = "need", "Those in most need count for more"
    ALIKE = "alike", "Everybody counts the same"


class Room(Term):
    """Whether the places of a session count."""

    COUNTED = "counted", "A session lifts as many as it has room for"
    SET_ASIDE = "set_aside", "A session lifts everybody within reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What new sessions are wished for.

    Attributes
    ----------
    sessions
        How many, 1 to :data:`MOST_SESSIONS`.
    weighing
        Whether need counts.
    room
        Whether places count.
    places
        Places of a session at most, 1 to 500; a smaller hall has fewer.

    Raises
    ------
    OptionOutOfRange
        A number outside its range.
    """

    sessions: int = USUAL_SESSIONS
    weighing: Weighing = Weighing.NEED
    room: Room = Room.COUNTED
    places: int = SESSION_PLACES

    def __post_init__(self) -> None:
        if not 1 <= self.sessions <= MOST_SESSIONS:
            raise OptionOutOfRange(
                f"{self.sessions} sessions are outside 1 to {MOST_SESSIONS}.", option="sessions"
            )
        low, high = PLACES_RANGE
        if not low <= self.places <= high:
            raise OptionOutOfRange(
                f"{self.places} places are outside {low} to {high}.", option="places"
            )


@dataclass(frozen=True, kw_only=True, eq=False)
class WhereNext:
    """A choice of new sessions, and what it was chosen from.

    Attributes
    ----------
    served, standard, wish, within, today
        What was asked.
    short
        Young people below the standard in each demand area asked about, 0 elsewhere.
    need
        Need percentile of each demand area among those asked about, 0 elsewhere.
    areas
        Positions (among the demand areas) of the areas in ``problem``.
    halls
        Every session that a hall is free for.
    sites, first
        Rows of the sites in ``problem``, and where the sessions of each begin in ``halls``.
    problem, cover
        The covering and the choice.
    """

    served: Served
    standard: Standard
    wish: Wish
    within: str | None
    today: date
    short: Floats
    need: Floats
    areas: Index
    halls: Halls
    sites: Index
    first: Index
    problem: Covering
    cover: Cover

    @property
    def young_people(self) -> float:
        """Young people asked about, short or not."""
        inside = demand_inside(self.served.network, self.within)
        return float(self.served.people[inside].sum())

    @cached_property
    def _laid_out(self) -> tuple[Index, Floats]:
        return laid_out(self.problem, self.cover.opened)

    @cached_property
    def chosen(self) -> Index:
        """Rows of ``halls`` that open, each the one that adds most to those before it."""
        seen = np.zeros(len(self.sites), dtype=np.int32)
        rows = []
        for site in self._laid_out[0].tolist():
            rows.append(int(self.first[site] + seen[site]))
            seen[site] += 1
        return np.array(rows, dtype=np.int32)

    def pairs_at(self, row: int) -> slice:
        """The pairs in ``problem`` of the site of a session."""
        site = int(np.flatnonzero(self.sites == self.halls.site[row])[0])
        return slice(int(self.problem.start[site]), int(self.problem.start[site + 1]))

    @cached_property
    def lifted(self) -> Floats:
        """Young people lifted to the standard in each demand area."""
        answer = np.zeros(len(self.short))
        at = self.areas[self.problem.member]
        np.add.at(answer, at, self._laid_out[1])
        return answer

    def with_cover(self, cover: Cover) -> WhereNext:
        """The same question with another choice, or another bound of the same."""
        return replace(self, cover=cover)

    @cached_property
    def reachable(self) -> float:
        """Young people short who could reach any hall that is free."""
        reached = np.zeros(len(self.problem.people), dtype=bool)
        reached[self.problem.member] = True
        return float(self.problem.people[reached].sum())

    @property
    def proven(self) -> bool:
        """Whether it is proven that no other choice is better."""
        return self.cover.proven

    def of_site(self, row: int) -> tuple[Index, Floats]:
        """Whom a session that opens lifts: positions of demand areas, and how many in each.

        Two sessions of one site share its people by their room.
        """
        pairs = self.pairs_at(row)
        people = self._laid_out[1][pairs]
        own = self.chosen[self.halls.site[self.chosen] == self.halls.site[row]]
        rooms = self.rooms[own]
        share = 1.0 if len(own) == 1 else float(self.rooms[row] / rooms.sum())
        some = np.flatnonzero(people > 1e-6)
        return self.areas[self.problem.member[pairs][some]], people[some] * share

    def unmapped_share(self, row: int) -> float:
        """Which share of those whom a session lifts lives where nothing is mapped, 0 to 1."""
        at, people = self.of_site(row)
        return float(people[self._unmapped[at]].sum() / people.sum()) if len(at) else 0.0

    @cached_property
    def _unmapped(self) -> Flags:
        served = self.served
        mapped = mapped_around(
            served.network, people=served.people, reach=served.reach, today=self.today
        )
        return mapped.unmapped

    @cached_property
    def rooms(self) -> Floats:
        """How many young people each session of ``halls`` lifts at most."""
        return rooms_of(self.halls, self.standard.hours_per_week, self.wish.room)


def rooms_of(halls: Halls, hours_per_week: float, room: Room) -> Floats:
    """How many young people each session lifts at most: its place-hours over the standard."""
    if room is Room.SET_ASIDE or hours_per_week <= 0:
        return np.full(len(halls), np.inf)
    return halls.place_hours / hours_per_week


def find_where_next(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    within: str | None = None,
    wish: Wish = Wish(),
    today: date,
) -> WhereNext:
    """Where so many new sessions would lift the most young people to the standard.

    Found at once, by greedy search and swaps, with a proven bound; :func:`proven_where_next`
    goes on from there.

    Parameters
    ----------
    network
        The snapshot. The empty network, or one without free halls, opens nothing.
    slice, reach, method
        What is asked about, how far people go, and how today's supply is shared.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed standard.
    within
        Only young people of this area count; halls may stand anywhere.
    wish
        How many sessions, of what size, and what counts.
    today
        From which the age of checks is counted.

    Raises
    ------
    NotFound
        There is no area ``within``.
    OptionOutOfRange
        The standard is outside its range.
    """
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    served = who_is_served(network, slice=slice, reach=reach, method=method)
    inside = demand_inside(network, within)
    short = np.where(inside, served.short(standard.hours_per_week), 0.0)
    need = np.zeros(len(short))
    rows = served.areas[inside]
    need[inside] = need_percentiles(deprivation_of(network, rows), served.people[inside])
    alike = wish.weighing is Weighing.ALIKE
    weight = np.ones(len(short)) if alike else LEAST_WEIGHT + need / 100
    open_ = np.flatnonzero(short > 0)
    areas = open_[np.lexsort((open_, -np.round(weight[open_], 9)))].astype(np.int32)
    halls = free_halls(network, slice=slice, places=wish.places)
    order, first, problem = _problem(
        in_reach(network, served.areas[areas], np.unique(halls.site), reach),
        halls,
        weight=weight[areas],
        people=short[areas],
        rooms=rooms_of(halls, standard.hours_per_week, wish.room),
    )
    return WhereNext(
        served=served,
        standard=standard,
        wish=wish,
        within=within,
        today=today,
        short=short,
        need=need,
        areas=areas,
        halls=halls,
        sites=order,
        first=first,
        problem=problem,
        cover=cover(problem, sessions=wish.sessions),
    )


def _problem(
    pairs: Catchments, halls: Halls, *, weight: Floats, people: Floats, rooms: Floats
) -> tuple[Index, Index, Covering]:
    """The covering, its sites in the order in which they are taken where they serve as many.

    Those nearest to most of the weight come first, by the same decay as access has, then by row.
    """
    pull = np.bincount(pairs.right, (weight * people)[pairs.left] * pairs.weight, pairs.shape[1])
    order = np.lexsort((np.arange(pairs.shape[1]), -np.round(pull, 6)))
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    sites, begin = np.unique(halls.site, return_index=True)
    # Where room does not count, a second session at a site would reach nobody more.
    whole = len(rooms) > 0 and bool(np.isinf(rooms[0]))
    end = begin + 1 if whole else np.append(begin[1:], len(halls))
    problem = covering_of(
        pairs.starts,
        place[pairs.right],
        weight=weight,
        people=people,
        rooms=[rooms[begin[site] : end[site]] for site in order.tolist()],
    )
    return sites[order].astype(np.int32), begin[order].astype(np.int32), problem


def proven_where_next(
    found: WhereNext, *, watch: Watch = lambda _: True, most_seconds: float = MOST_SECONDS
) -> WhereNext:
    """The best choice, proven, or the best that was found with its bound.

    Parameters
    ----------
    found
        The answer found at once.
    watch
        Is told each better choice or bound; answers whether to go on.
    most_seconds
        After which the search ends without proof.
    """
    better = prove(
        found.problem,
        found.cover,
        sessions=found.wish.sessions,
        watch=watch,
        most_seconds=most_seconds,
    )
    return found.with_cover(better)
