"""What a finding comes to as a whole, beside its rows: models, and what they are made from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from graph.analysis.duplication import Duplication
from graph.analysis.gaps import Gaps
from graph.analysis.gaps.inequality import Curve
from graph.analysis.gaps.themes import Themes
from graph.analysis.where_next import WhereNext
from service.answers import short_of

HOURS = "Hours a week within reach of each young person, a mean over them."
INDEX = (
    "The concentration index of access along deprivation, -1 to 1: above 0 the less deprived have "
    "more; null where it cannot be told."
)


class Totals(BaseModel):
    """What a finding comes to as a whole."""

    model_config = ConfigDict(extra="forbid")


class AskedTotals(Totals):
    """What was asked, and against which standard it is answered."""

    ages: str = Field(description="The ages asked about, in words.")
    standard_hours_per_week: float = Field(description="Hours a week that are enough.")
    standard_from: str = Field(description="Who set the standard.")


class CurvePoint(Totals):
    """One point of the curve of inequality."""

    young_people: float = Field(
        description="Share (0 to 1) of the young people, from the most deprived on."
    )
    hours: float = Field(description="Share (0 to 1) of all hours within reach that they have.")


class OutlineTotals(Totals):
    """An outline as one area more beside all the others."""

    need_percentile: float = Field(description="Where its need stands among them, 0 to 100.")
    access_percentile: float = Field(description="Where its access stands among them, 0 to 100.")
    gap: float = Field(description="Need percentile less access percentile.")
    rank: int = Field(description="Its place among them, from 1.")
    rank_low: int = Field(description="The best rank that the doubt about the figures leaves open.")
    rank_high: int = Field(description="The worst rank that it leaves open.")
    among: int = Field(description="How many areas it is compared with.")


class GapsTotals(AskedTotals):
    """What the gaps come to over all the areas asked about."""

    areas: int = Field(description="How many areas there are.")
    areas_mapped: int = Field(description="Of those, mapped: somebody looked what there is.")
    areas_below_standard: int = Field(description="Mapped areas with less than the standard.")
    young_people: int = Field(description="Young people in all the areas.")
    young_people_mapped: int = Field(description="Young people in mapped areas.")
    young_people_below_standard: int = Field(
        description="Young people with less than the standard, in all the areas."
    )
    young_people_below_standard_mapped: int = Field(
        description="The same in mapped areas alone, as the answer tells it."
    )
    hours_per_week: float = Field(description=HOURS)
    place_hours_per_week: float = Field(
        description="Place-hours a week of this kind anywhere; 0 where nothing is recorded."
    )
    coverage: str = Field(description="How well the whole is mapped: a word of the vocabulary.")
    coverage_label: str = Field(description="How well the whole is mapped, in words.")
    concentration_index: float | None = Field(description=INDEX)
    concentration_curve: list[CurvePoint] = Field(
        description="After each tenth of the young people; empty where it cannot be told."
    )
    outline: OutlineTotals | None = Field(
        description="Where an outline was asked about; null for none."
    )


class ThemesTotals(Totals):
    """Whose reach the themes are told for."""

    ages: str = Field(description="The ages asked about, in words.")
    young_people: int = Field(description="Young people asked about.")


class DuplicationTotals(AskedTotals):
    """What the overlaps come to."""

    above_standard: int = Field(description="Overlaps where there is more than the standard.")
    needed_capacity: int = Field(description="Overlaps that are needed capacity.")
    not_known: int = Field(description="Overlaps of which that is not known.")
    groups: int = Field(description="Groups of activities that mostly each overlap with each.")
    releasable_place_hours: float = Field(
        description="Place-hours a week that could be put to other use, each counted once."
    )


class WhereNextTotals(AskedTotals):
    """What the new sessions come to, and how good the choice is."""

    young_people: int = Field(description="Young people asked about.")
    young_people_below_standard: int = Field(description="Of those, short of the standard today.")
    young_people_reachable: int = Field(description="Of those, within reach of a free hall.")
    young_people_lifted: int = Field(description="Of those, brought up to the standard.")
    worth: float = Field(description="What the choice is worth: those lifted, weighed as asked.")
    bound: float = Field(description="No choice of as many sessions is worth more than this.")
    proven: bool = Field(description="Whether it is proven that no other choice is better.")


def gaps_totals(found: Gaps) -> GapsTotals:
    """What the gaps come to."""
    come_to, whole = short_of(found), found.whole
    return GapsTotals(
        ages=str(found.slice.ages),
        standard_hours_per_week=found.standard_hours_per_week,
        standard_from=found.standard_from,
        areas=come_to.mapped + come_to.unmapped,
        areas_mapped=come_to.mapped,
        areas_below_standard=come_to.areas,
        young_people=round(found.young_people),
        young_people_mapped=round(come_to.mapped_people),
        young_people_below_standard=round(found.short),
        young_people_below_standard_mapped=round(come_to.people),
        hours_per_week=round(found.hours_per_week, 4),
        place_hours_per_week=round(found.supply, 2),
        coverage=found.coverage.value,
        coverage_label=found.coverage.label,
        concentration_index=index_told(found.curve.index if found.curve else None),
        concentration_curve=_points(found.curve),
        outline=None
        if whole is None
        else OutlineTotals(
            need_percentile=round(whole.need_percentile, 1),
            access_percentile=round(whole.access_percentile, 1),
            gap=round(whole.gap, 1),
            rank=whole.rank,
            rank_low=whole.rank_low,
            rank_high=whole.rank_high,
            among=whole.among,
        ),
    )


def _points(curve: Curve | None) -> list[CurvePoint]:
    tenths = curve.tenths if curve else ()
    return [CurvePoint(young_people=round(x, 4), hours=round(y, 4)) for x, y in tenths]


def index_told(value: float | None) -> float | None:
    """An index as it is told, None where it cannot be."""
    return None if value is None else round(value, 4)


def themes_totals(found: Themes) -> ThemesTotals:
    """Whose reach the themes are told for."""
    return ThemesTotals(ages=str(found.slice.ages), young_people=round(found.young_people))


def duplication_totals(found: Duplication) -> DuplicationTotals:
    """What the overlaps come to."""
    return DuplicationTotals(
        ages=str(found.slice.ages),
        standard_hours_per_week=found.standard_hours_per_week,
        standard_from=found.standard_from,
        above_standard=found.above,
        needed_capacity=found.needed,
        not_known=found.unknown,
        groups=found.clusters,
        releasable_place_hours=round(found.releasable_place_hours, 2),
    )


def where_next_totals(found: WhereNext) -> WhereNextTotals:
    """What the new sessions come to."""
    return WhereNextTotals(
        ages=str(found.served.slice.ages),
        standard_hours_per_week=found.standard.hours_per_week,
        standard_from=found.standard.source,
        young_people=round(found.young_people),
        young_people_below_standard=round(float(found.short.sum())),
        young_people_reachable=round(found.reachable),
        young_people_lifted=round(float(found.lifted.sum())),
        worth=round(found.cover.worth, 4),
        bound=round(found.cover.bound, 4),
        proven=found.proven,
    )
