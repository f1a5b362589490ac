"""Today and then: one question asked of the network as it is and as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.analysis.access.served import EPSILON
from graph.analysis.coverage import UNMAPPED, Levels, coverage_of
from graph.analysis.drawn import Drawn
from graph.analysis.gaps.inequality import concentration_index
from graph.analysis.need import deprivation_of
from graph.analysis.nesting import demand_inside
from graph.analysis.rows import Rows
from graph.analysis.scenario.application import Note, edited
from graph.analysis.scenario.edits import Edit
from graph.analysis.scenario.groups import Change, Group, bands_of, by_deprivation, group
from graph.analysis.scenario.hours import hours_in
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.analysis.sums import Sums, sums_of
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

    @property
    def changes(self) -> Flags:
        """Areas in which anything changes, for the better or the worse."""
        moved: Flags = np.abs(self.before - self.after) > EPSILON
        # In a larger area some may gain what others lose.
        return moved | (self.losing > 0) | (self.gaining > 0)


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
        """Whether anybody has more or less than before, in an area that is listed or not."""
        return bool(self.everyone.losing or self.everyone.gaining)


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
    drawn: Drawn | None = None,
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
    drawn
        Answer only for what lies in an outline.
    against
        Another scenario to compare with in the place of today.
    today
        From which running grants and the age of checks are told.

    Raises
    ------
    NotFound
        There is no area ``within``, or none of an id that ``drawn`` names.
    OptionOutOfRange
        The standard is outside 0 to 168, or there are too many edits.
    """
    standard = agreed_standard(
        network, slice=slice, within=within, drawn=drawn, given=standard_hours_per_week
    )
    left, right = edited(network, against, today=today), edited(network, edits, today=today)
    whole, *bands = (
        Change(
            people=network.young_people(one.ages)[network.demand_areas],
            before=hours_in(network, left.network, slice=one, reach=reach, method=method),
            after=hours_in(network, right.network, slice=one, reach=reach, method=method),
            standard_hours_per_week=standard.hours_per_week,
        )
        for one in (slice, *(replace(slice, ages=band) for band in bands_of(slice.ages)))
    )
    inside = _inside(network, within=within, drawn=drawn)
    sums = sums_of(network, whole.people, roll_up=roll_up, within=within, drawn=drawn)
    # What is known of a place does not shrink because something closes in it.
    mapped = coverage_of(network, ages=slice.ages, reach=reach, today=today)
    columns = _columns(network, sums, whole, mapped.levels)
    deprivation = deprivation_of(network, network.demand_areas)
    people = whole.people * inside
    return Comparison(
        edits=tuple(edits),
        notes=right.notes,
        against=tuple(against),
        slice=slice,
        reach=reach,
        method=method,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        everyone=group("Everybody asked about", whole, inside),
        by_age=tuple(
            group(str(band), change, inside)
            for band, change in zip(bands_of(slice.ages), bands, strict=True)
        ),
        by_deprivation=tuple(by_deprivation(network, network.demand_areas, whole, inside)),
        columns=columns,
        rows=_rows(network, columns),
        short_before=float(people[whole.below_before].sum()),
        short_after=float(people[whole.below_after].sum()),
        inequality_before=concentration_index(whole.before, people, deprivation),
        inequality_after=concentration_index(whole.after, people, deprivation),
        ages_touched=_ages_touched(left.ages_touched, right.ages_touched),
    )


def _inside(network: Network, *, within: str | None, drawn: Drawn | None) -> Floats:
    """The share of each demand area's young people that is asked about."""
    inside = demand_inside(network, within).astype(np.float64)
    return inside if drawn is None else inside * drawn.inside(network)


def _columns(network: Network, sums: Sums, change: Change, levels: Levels) -> AreaColumns:
    """The areas that the question compares, in row order."""

    def total(flags: Flags) -> Floats:
        return sums.total(change.people * flags)

    return AreaColumns(
        rows=sums.rows,
        latitude=_centre(network, network.areas.latitude, sums),
        longitude=_centre(network, network.areas.longitude, sums),
        people=sums.total(change.people),
        before=sums.mean(change.before),
        after=sums.mean(change.after),
        short_before=total(change.below_before),
        short_after=total(change.below_after),
        losing=total(change.losing),
        gaining=total(change.gaining),
        newly_below=total(change.newly_below),
        newly_enough=total(change.newly_enough),
        unmapped=sums.mean((levels == UNMAPPED).astype(np.float64)) > 0.5,
    )


def _centre(network: Network, degrees: Floats, sums: Sums) -> Floats:
    """The areas' own centres; where one has none, the middle of the people it is made of."""
    own = degrees[sums.rows]
    if np.isfinite(own).all():
        return own
    return np.where(np.isfinite(own), own, sums.mean(degrees[network.demand_areas]))


def _rows(network: Network, columns: AreaColumns) -> Rows[AreaChange]:
    lost = columns.people * (columns.before - columns.after)
    moved = columns.changes
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
