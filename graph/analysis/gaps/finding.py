"""Gaps: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from graph.analysis.access.served import Served, who_is_served
from graph.analysis.coverage import LEVELS, UNMAPPED, Coverage, coverage_of
from graph.analysis.drawn import Drawn
from graph.analysis.gaps import words as gap_words
from graph.analysis.gaps.compared import Compared, compared_areas
from graph.analysis.gaps.doubt import Doubt, rank_intervals
from graph.analysis.gaps.evidence import Evidence, evidence_near
from graph.analysis.gaps.gap import Gap
from graph.analysis.gaps.inequality import Curve, concentration_curve
from graph.analysis.gaps.whole import Whole, whole_outline
from graph.analysis.nearest import Nearest
from graph.analysis.nesting import demand_inside
from graph.analysis.rows import Rows
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import Standard, agreed_standard
from graph.analysis.sums import sums_of
from graph.errors import NotFound
from graph.model import AreaKind
from graph.network import Index, Network


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Every area's answer, by rank, and what was asked.

    The answer is kept in columns; a row, with its words, is made when it is looked at.

    Attributes
    ----------
    rows
        One an area, by rank.
    columns
        The same as columns, in the same order: what maps, totals and files are made of.
    slice, reach, method, standard_hours_per_week, standard_from
        What was asked; ``standard_from`` says who set the standard.
    within, drawn
        The area or the outline that was asked about, None for none.
    young_people, short
        Over all the areas.
    supply
        Place-hours a week of the slice anywhere; 0 where nothing of it is recorded.
    hours_per_week
        Hours a week within reach, a mean over all their young people; 0 where there are none.
    coverage
        How well mapped the whole is: not at all, or well, where most young people live in
        areas that are.
    curve
        How access lies along deprivation; None where it cannot be told
        (:func:`~graph.analysis.gaps.inequality.concentration_curve`).
    """

    rows: Rows[Gap] = field(init=False)
    network: Network = field(repr=False, compare=False)
    columns: Compared = field(repr=False, compare=False)
    slice: Slice
    reach: Reach
    method: Method
    standard: Standard
    within: str | None
    drawn: Drawn | None
    doubt: Doubt
    today: date
    young_people: float
    short: float
    supply: float
    hours_per_week: float
    coverage: Coverage
    curve: Curve | None = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", Rows(len(self.columns), self._row))

    @property
    def standard_hours_per_week(self) -> float:
        """Hours a week within reach that are enough."""
        return self.standard.hours_per_week

    @property
    def standard_from(self) -> str:
        """Who set the standard."""
        return self.standard.source

    @property
    def concentration_index(self) -> float | None:
        """Inequality of access along deprivation, -1 to 1; None where it cannot be told.

        Above 0 the less deprived have more, below 0 the more deprived have more.
        """
        return None if self.curve is None else self.curve.index

    @cached_property
    def intervals(self) -> tuple[Index, Index]:
        """The interval of each rank, in order of rank (:mod:`~graph.analysis.gaps.doubt`)."""
        return rank_intervals(
            self._served,
            coverage_of(self.network, ages=self.slice.ages, reach=self.reach, today=self.today),
            self.columns,
            standard_hours_per_week=self.standard_hours_per_week,
            doubt=self.doubt,
            today=self.today,
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What lies within reach of each area, in order of rank."""
        return evidence_near(self._served, self.columns.sums)

    @cached_property
    def whole(self) -> Whole | None:
        """The outline as one area beside all others; None without one, or with nobody inside."""
        if self.drawn is None:
            return None
        rolled = AreaKind(self.network.areas.kind[self.columns.rows[0]]) if len(self.rows) else None
        return whole_outline(
            self._served,
            coverage_of(self.network, ages=self.slice.ages, reach=self.reach, today=self.today),
            self.drawn.inside(self.network) * demand_inside(self.network, self.within),
            roll_up=rolled if self.columns.rolled else None,
            standard_hours_per_week=self.standard_hours_per_week,
            doubt=self.doubt,
            today=self.today,
        )

    def prepare(self) -> None:
        """Work out now what every row needs: intervals, evidence, and where the nearest are."""
        _ = self.rows[:1], self.whole

    def holds(self, area_id: str) -> bool:
        """Whether an area is among those compared."""
        return self.network.areas.rows.get(area_id, -1) in self._places

    def row_of(self, area_id: str) -> Gap:
        """The row of an area.

        Raises
        ------
        NotFound
            It is not among the areas compared.
        """
        place = self._places.get(self.network.areas.rows.get(area_id, -1))
        if place is None:
            raise NotFound("gap", area_id)
        return self.rows[place]

    @cached_property
    def nearest_rows(self) -> Index:
        """Rows of the activities that happen at the sites nearest to the areas, in row order."""
        return self._nearest.rows_near(self.columns.points)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {int(row): place for place, row in enumerate(self.columns.rows)}

    @property
    def _served(self) -> Served:
        # Asked again instead of kept: its pairs are large, and the network remembers the last.
        return who_is_served(self.network, slice=self.slice, reach=self.reach, method=self.method)

    @cached_property
    def _told(self) -> gap_words.Told:
        return gap_words.Told(
            network=self.network,
            slice=self.slice,
            reach=self.reach,
            standard=self.standard,
            compared=self.columns,
            evidence=self.evidence,
        )

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._served)

    def _home(self, place: int) -> int | None:
        """The row of the demand area where most people of a larger one live, for travel times."""
        weights = self.columns.sums.weights
        begin, end = weights.indptr[place], weights.indptr[place + 1]
        if begin == end:
            return None
        best = weights.indices[begin + int(np.argmax(weights.data[begin:end]))]
        return int(self.network.demand_areas[best])

    def _row(self, place: int) -> Gap:
        areas, columns = self.network.areas, self.columns
        row = columns.rows[place]
        newest = columns.newest[place]
        home = self._home(place) if columns.rolled else int(row)
        nearest = self._nearest.of(columns.points[place], area=home)
        low, high = self.intervals
        return Gap(
            rank=place + 1,
            rank_low=int(low[place]),
            rank_high=int(high[place]),
            area_id=areas.id[row],
            area=areas.name[row],
            kind=AreaKind(areas.kind[row]),
            latitude=float(columns.latitude[place]),
            longitude=float(columns.longitude[place]),
            share=float(columns.share[place]),
            young_people=float(columns.people[place]),
            hours_per_week=float(columns.hours[place]),
            short=float(columns.short[place]),
            need_percentile=float(columns.need[place]),
            access_percentile=float(columns.access[place]),
            gap=float(columns.gap[place]),
            coverage=columns.coverage(place),
            verified_records=int(np.ceil(columns.records[place])),
            records_per_thousand=float(columns.per_thousand[place]),
            newest_check=None if np.isnat(newest) else newest.item(),
            nearest=nearest,
            explanation=gap_words.explanation(
                self._told, place, nearest, (int(low[place]), int(high[place]))
            ),
            counter_reading=gap_words.counter_reading(self._told, place),
        )


def find_gaps(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    roll_up: AreaKind | None = None,
    within: str | None = None,
    drawn: Drawn | None = None,
    doubt: Doubt = Doubt(),
    today: date,
) -> Gaps:
    """Where young people are short of provision.

    Parameters
    ----------
    network
        The snapshot. The empty network has no rows and no young people.
    slice, reach, method
        What is asked about, how far people go, and how supply is shared among them.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed
        standard (:func:`~graph.analysis.standard.agreed_standard`).
    roll_up
        Answer for areas of this kind, weighted by the shares of people in them; None
        for the areas that people are counted in.
    within
        Answer only for areas inside this one. What lies outside still serves them.
    drawn
        Answer only for what lies inside this outline, an area with the share of its people
        that does. What lies outside still serves them.
    doubt
        How far supply could be other than recorded, for the intervals of the ranks.
    today
        From which the age of checks is counted.

    Returns
    -------
    Gaps
        By rank: mapped areas below the standard by gap, then young people short; mapped
        areas at the standard; areas not mapped last; ties by id.

    Raises
    ------
    NotFound
        There is no area ``within``, or none of an id that ``drawn`` names.
    OptionOutOfRange
        The standard is outside 0 to 168.
    """
    standard = agreed_standard(
        network, slice=slice, within=within, drawn=drawn, given=standard_hours_per_week
    )
    served = who_is_served(network, slice=slice, reach=reach, method=method)
    mapped = coverage_of(network, ages=slice.ages, reach=reach, today=today)
    compared = compared_areas(
        served,
        mapped,
        sums_of(network, served.people, roll_up=roll_up, within=within, drawn=drawn),
        standard_hours_per_week=standard.hours_per_week,
        rolled=roll_up is not None,
    )
    columns = compared.in_order(compared.order)
    people = float(columns.people.sum())
    return Gaps(
        network=network,
        columns=columns,
        slice=slice,
        reach=reach,
        method=method,
        standard=standard,
        within=within,
        drawn=drawn,
        doubt=doubt,
        today=today,
        young_people=people,
        short=float(columns.short.sum()),
        supply=float(served.supply.sum()),
        hours_per_week=float(columns.people @ columns.hours) / people if people > 0 else 0.0,
        coverage=_mostly(columns),
        curve=concentration_curve(columns.hours, columns.people, columns.deprivation),
    )


def _mostly(columns: Compared) -> Coverage:
    """The level that holds for most young people, thin where none does."""
    total = columns.people.sum()
    for level in (UNMAPPED, 0):
        if columns.people[columns.levels == level].sum() > total / 2:
            return LEVELS[level]
    return Coverage.THIN if total > 0 else Coverage.UNMAPPED
