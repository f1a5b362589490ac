"""Today and then: one question asked of the network as it is and as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.coverage import mapped_around
from graph.analysis.need import concentration_index, deprivation_of
from graph.analysis.nesting import demand_inside, rolled_up
from graph.analysis.rows import Rows
from graph.analysis.scenario.application import Note, edited
from graph.analysis.scenario.edits import Edit
from graph.analysis.scenario.groups import Change, Group, by_age, by_deprivation, group
from graph.analysis.served import EPSILON, who_is_served
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.model import AgeRange, AreaKind
from graph.network import Flags, Floats, Index, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """What changes in one area.

    Attributes
    ----------
    rank
        1 is where it hurts most.
    area_id, area, kind, latitude, longitude
        Where.
    young_people
        Of the question's ages.
    hours_before, hours_after
        Hours a week within reach for each young person, today and then.
    losing, gaining, newly_below, newly_enough
        As in :class:`~graph.analysis.scenario.groups.Group`.
    """

    rank: int
    area_id: str
    area: str
    kind: AreaKind
    latitude: float
    longitude: float
    young_people: float
    hours_before: float
    hours_after: float
    losing: float
    gaining: float
    newly_below: float
    newly_enough: float


@dataclass(frozen=True, kw_only=True, eq=False)
class AreaColumns:
    """Every area compared, in row order; arrays have one entry an area.

    ``rows`` are rows of the areas; ``unmapped`` says where nobody has confirmed anything;
    the others are as in :class:`AreaChange`.
    """

    rows: Index
    latitude: Floats
    longitude: Floats
    people: Floats
    before: Floats
    after: Floats
    short_before: Floats
    short_after: Floats
    losing: Floats
    gaining: Floats
    newly_below: Floats
    newly_enough: Floats
    unmapped: Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """What a scenario changes, and for whom.

    Attributes
    ----------
    edits, notes
        The scenario, and what each edit did.
    against
        What stands on the left in the place of today, empty for today itself.
    slice, reach, method, standard_hours_per_week, standard_from
        What was asked, of both.
    everyone
        The change for all young people asked about.
    by_age, by_deprivation
        The change for each band of ages, and each fifth of deprivation.
    columns
        Every area compared.
    rows
        The areas in which anything changes: most young people newly below the standard
        first, then the most hours lost in all, then row order.
    short_before, short_after
        Young people below the standard, today and then.
    inequality_before, inequality_after
        The concentration index, None where it cannot be told.
    ages_touched
        The youngest and oldest age of the activities that change, None where none does.
    """

    edits: tuple[Edit, ...]
    notes: tuple[Note, ...]
    against: tuple[Edit, ...]
    slice: Slice
    reach: Reach
    method: Method
    standard_hours_per_week: float
    standard_from: str
    everyone: Group
    by_age: tuple[Group, ...]
    by_deprivation: tuple[Group, ...]
    columns: AreaColumns
    rows: Sequence[AreaChange]
    short_before: float
    short_after: float
    inequality_before: float | None
    inequality_after: float | None
    ages_touched: AgeRange | None

    @property
    def changes(self) -> bool:
        """Whether anybody has more or less than before."""
        return bool(len(self.rows))


def compare(
    network: Network,
    edits: Sequence[Edit],
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    roll_up: AreaKind | None = None,
    within: str | None = None,
    against: Sequence[Edit] = (),
    today: date,
) -> Comparison:
    """What a scenario changes, and for whom.

    Parameters
    ----------
    network
        The snapshot. The empty network has no areas, and nothing changes for nobody.
    edits
        The scenario; none of them changes nothing.
    slice, reach, method
        What is asked about, how far people go, and how supply is shared.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed standard of today,
        which holds for both.
    roll_up
        Answer for areas of this kind; None for the areas that people are counted in.
    within
        Answer only for areas inside this one. What lies outside still serves them.
    against
        Another scenario to compare with in the place of today.
    today
        From which running grants and the age of checks are told.

    Raises
    ------
    NotFound
        There is no area ``within``.
    OptionOutOfRange
        The standard is outside 0 to 168, or there are too many edits.
    """
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    left, right = edited(network, against, today=today), edited(network, edits, today=today)
    before = who_is_served(left.network, slice=slice, reach=reach, method=method)
    after = who_is_served(right.network, slice=slice, reach=reach, method=method)
    inside = demand_inside(network, within)
    change = Change.between(before, after, standard.hours_per_week)
    # What is known of a place does not shrink because something closes in it.
    mapped = mapped_around(network, people=before.people, reach=reach, today=today)
    columns = _columns(network, before.areas, change, mapped.unmapped, inside, roll_up, within)
    deprivation = deprivation_of(network, before.areas)[inside]
    people = change.people[inside]
    return Comparison(
        edits=tuple(edits),
        notes=right.notes,
        against=tuple(against),
        slice=slice,
        reach=reach,
        method=method,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        everyone=group("Everybody asked about", change, inside),
        by_age=tuple(
            by_age(
                left.network,
                right.network,
                slice=slice,
                reach=reach,
                method=method,
                standard_hours_per_week=standard.hours_per_week,
                inside=inside,
            )
        ),
        by_deprivation=tuple(by_deprivation(network, before.areas, change, inside)),
        columns=columns,
        rows=_rows(network, columns),
        short_before=float(people @ change.below_before[inside]),
        short_after=float(people @ change.below_after[inside]),
        inequality_before=concentration_index(change.before[inside], people, deprivation),
        inequality_after=concentration_index(change.after[inside], people, deprivation),
        ages_touched=_ages_touched(left.ages_touched, right.ages_touched),
    )


def _columns(
    network: Network,
    areas: Index,
    change: Change,
    unmapped: Flags,
    inside: Flags,
    roll_up: AreaKind | None,
    within: str | None,
) -> AreaColumns:
    if roll_up is None:
        chosen = np.flatnonzero(inside)
        rows = areas[chosen]
        shares = csr_array(
            (np.ones(len(chosen)), (np.arange(len(chosen)), chosen)),
            shape=(len(chosen), len(areas)),
        )
    else:
        rows, shares = rolled_up(network, roll_up, within)
    people = np.asarray(shares @ change.people)
    counted = np.where(people > 0, people, 1.0)

    def total(flags: Flags) -> Floats:
        return np.asarray(shares @ (change.people * flags), dtype=np.float64)

    def mean(values: Floats) -> Floats:
        if roll_up is None:
            return values[chosen]
        return np.asarray(shares @ (change.people * values), dtype=np.float64) / counted

    return AreaColumns(
        rows=rows,
        latitude=_centre(network.areas.latitude, rows, areas, shares),
        longitude=_centre(network.areas.longitude, rows, areas, shares),
        people=people,
        before=mean(change.before),
        after=mean(change.after),
        short_before=total(change.below_before),
        short_after=total(change.below_after),
        losing=total(change.losing),
        gaining=total(change.gaining),
        newly_below=total(change.newly_below),
        newly_enough=total(change.newly_enough),
        unmapped=np.asarray(shares @ unmapped.astype(float)) * 2
        > np.asarray(shares.sum(axis=1)).ravel(),
    )


def _centre(degrees: Floats, rows: Index, areas: Index, shares: csr_array) -> Floats:
    """The areas' own centres; where one has none, the middle of those it is made of."""
    weight = np.asarray(shares.sum(axis=1)).ravel()
    middle = np.asarray(shares @ degrees[areas]) / np.where(weight > 0, weight, 1.0)
    return np.where(np.isfinite(degrees[rows]), degrees[rows], middle)


def _rows(network: Network, columns: AreaColumns) -> Rows[AreaChange]:
    lost = columns.people * (columns.before - columns.after)
    # In a rolled-up area some may gain what others lose.
    moved = (columns.losing > 0) | (columns.gaining > 0)
    moved |= np.abs(columns.before - columns.after) > EPSILON
    order = np.lexsort((columns.rows, -np.round(lost, 9), -np.round(columns.newly_below, 9)))
    order = order[moved[order]]
    areas = network.areas

    def make(place: int) -> AreaChange:
        at = int(order[place])
        row = int(columns.rows[at])
        return AreaChange(
            rank=place + 1,
            area_id=areas.id[row],
            area=areas.name[row],
            kind=AreaKind(areas.kind[row]),
            latitude=float(columns.latitude[at]),
            longitude=float(columns.longitude[at]),
            young_people=float(columns.people[at]),
            hours_before=float(columns.before[at]),
            hours_after=float(columns.after[at]),
            losing=float(columns.losing[at]),
            gaining=float(columns.gaining[at]),
            newly_below=float(columns.newly_below[at]),
            newly_enough=float(columns.newly_enough[at]),
        )

    return Rows(len(order), make)


def _ages_touched(*touched: AgeRange | None) -> AgeRange | None:
    ages = [one for one in touched if one]
    if not ages:
        return None
    return AgeRange(
        age_from=min(one.age_from for one in ages), age_to=max(one.age_to for one in ages)
    )
