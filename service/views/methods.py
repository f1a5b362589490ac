"""``/methods``: how the findings are worked out, in plain words and with the code's own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response

from graph.analysis import coverage, nesting, provision, standard, windows
from graph.analysis.access import decay
from graph.analysis.access.timed import MINUTES, TIMED_MINUTES
from graph.analysis.duplication import (
    clusters,
    find_duplication,
    likeness,
    overlapping,
    released,
    suggestions,
)
from graph.analysis.gaps import doubt
from graph.analysis.network import brokers, communities, recipients
from graph.analysis.opportunities import (
    acquaintance,
    audiences,
    bids,
    dismissals,
    diversity,
    eligibility,
    fitting,
    fitting_place,
    funding,
    neighbours,
    offers,
    places,
    ranking,
    rules,
    team_search,
    youth_leads,
)
from graph.analysis.scenario import edits
from graph.analysis.scenario.groups import BAND_STARTS
from graph.analysis.slices import METRES_PER_MINUTE, REACHES, YOUNG_PEOPLE, Part, Reach
from graph.analysis.where_next import covering, halls
from graph.analysis.where_next import finding as where_next
from graph.analysis.where_next import proof as covering_proof
from graph.model import TieKind
from maps.shapes import MOST_CORNERS
from service import access
from service.drawn import MOST_OUTLINED, SLIVER
from service.formats import lower_first
from service.gaps import MOST_LISTED
from service.pages import Crumb, Page

views = Blueprint("methods", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Every declared number that the page tells, as the code has it."""

    ages: str = str(YOUNG_PEOPLE)
    reaches: tuple[Reach, ...] = tuple(REACHES.values())
    usual: Reach = Reach()  # noqa: RUF009 - frozen
    assumed_places: float = provision.ASSUMED_PLACES
    term_weeks_share: float = provision.TERM_WEEKS_SHARE
    step_weights: tuple[float, ...] = decay.STEP_WEIGHTS
    decay_fall: float = decay.FALL
    decay_flat: float = decay.FLAT
    decay_exponent: float = decay.EXPONENT
    paces: tuple[tuple[str, float], ...] = tuple(
        (mode.label, metres * 60 / 1000) for mode, metres in METRES_PER_MINUTE.items()
    )
    timed_minutes: float = TIMED_MINUTES
    minutes: tuple[float, ...] = MINUTES
    standard_hours_per_week: float = standard.STANDARD_HOURS_PER_WEEK
    checked_within_months: int = coverage.CHECKED_WITHIN_MONTHS
    good_records: int = coverage.GOOD_RECORDS
    good_per_thousand: float = coverage.GOOD_PER_THOUSAND
    mostly: float = nesting.MOSTLY
    parts: tuple[Part, ...] = tuple(Part)
    most_listed: int = MOST_LISTED
    most_corners: int = MOST_CORNERS
    most_outlined: int = MOST_OUTLINED
    sliver: float = SLIVER
    replicates: int = doubt.REPLICATES
    left_out: int = doubt.LEFT_OUT
    doubt: doubt.Doubt = doubt.Doubt()  # noqa: RUF009 - frozen
    least_score: float = float((find_duplication.__kwdefaults__ or {})["least_score"])
    same_group: float = likeness.SAME_GROUP
    everyone_and_one_group: float = likeness.EVERYONE_AND_ONE_GROUP
    same_day: float = likeness.SAME_DAY
    same_part: float = likeness.SAME_PART
    after_school: str = f"{likeness.AFTER_SCHOOL // 60:02d}:{likeness.AFTER_SCHOOL % 60:02d}"
    few_ages: float = suggestions.FEW_AGES
    next_door_m: float = suggestions.NEXT_DOOR_M
    least_released: float = released.LEAST_RELEASED
    least_met: float = overlapping.LEAST_MET
    least_group: int = clusters.LEAST_GROUP
    neighbours_m: float = neighbours.NEIGHBOURS_M
    most_areas: int = places.MOST_AREAS
    walk_m: float = team_search.WALK_M
    least_hours: float = windows.LEAST_HOURS
    weekday: str = f"{windows.WEEKDAY[0]:%H:%M} to {windows.WEEKDAY[1]:%H:%M}"
    weekend: str = f"{windows.WEEKEND[0]:%H:%M} to {windows.WEEKEND[1]:%H:%M}"
    least_capacity: int = offers.LEAST_CAPACITY
    deliverer_m: float = offers.DELIVERER_M
    youth_lead_m: float = youth_leads.YOUTH_LEAD_M
    transport_m: float = offers.TRANSPORT_M
    minibus_seats: tuple[int, ...] = (eligibility.PERMITS[0].fewest, eligibility.PERMITS[0].most)
    funded_within_months: int = funding.FUNDED_WITHIN_MONTHS
    cost_per_km: float = bids.COST_PER_KM
    wide_cost: float = bids.WIDE_COST
    partner_cost: float = acquaintance.PARTNER_COST
    cold_cost: float = acquaintance.COLD_COST
    discoverable_cost: float = acquaintance.DISCOVERABLE_COST
    other_audience: float = audiences.OTHER_AUDIENCE
    kindred_theme: float = audiences.KINDRED_THEME
    unknown: float = audiences.UNKNOWN
    lending: tuple[tuple[str, float], ...] = tuple(
        (rule.reason, rule.points) for rule in eligibility.LENDING.values() if rule.points
    )
    hands: tuple[tuple[str, float], ...] = tuple(
        (lower_first(kind.label), points) for kind, points in offers.HANDS.items()
    )
    runs_already: float = offers.RUNS_ALREADY
    paid_hire: float = offers.PAID_HIRE
    equipment_m: float = fitting_place.EQUIPMENT_M
    least_share: float = fitting.LEAST_SHARE
    running_grant: float = funding.RUNNING_GRANT
    funder: float = funding.FUNDER
    seat: float = youth_leads.SEAT
    teams_share: float = ranking.TEAMS_SHARE
    teams: int = diversity.TEAMS
    other_roles: int = diversity.OTHER_ROLES
    asking_cost: float = rules.ASKING_COST
    same_organisation: float = dismissals.SAME_ORGANISATION
    same_asset: float = dismissals.SAME_ASSET
    same_area: float = dismissals.SAME_AREA
    most_lowered: float = dismissals.MOST_LOWERED
    most_edits: int = edits.MOST_EDITS
    least_cut: float = edits.LEAST_CUT
    most_cut: float = edits.MOST_CUT
    scenario_places: tuple[int, ...] = (edits.LEAST_PLACES, edits.MOST_PLACES)
    band_starts: tuple[int, ...] = BAND_STARTS
    session_hours: float = halls.SESSION_HOURS
    session_places: int = halls.SESSION_PLACES
    usual_sessions: int = where_next.USUAL_SESSIONS
    most_sessions: int = where_next.MOST_SESSIONS
    least_weight: float = where_next.LEAST_WEIGHT
    places_range: tuple[int, ...] = where_next.PLACES_RANGE
    near_enough: float = covering.NEAR
    tries: int = covering.TRIES
    proof_pairs: int = covering_proof.MOST_PAIRS
    proven: float = covering.PROVEN
    most_seconds: float = covering_proof.MOST_SECONDS
    most_brokers: int = brokers.MOST_BROKERS
    brokers_exact_upto: int = brokers.EXACT_UPTO
    broker_sources: int = brokers.SOURCES
    least_members: int = communities.LEAST_MEMBERS
    strengths: tuple[tuple[str, float], ...] = tuple(
        (kind.label, strength) for kind, strength in communities.STRENGTH.items()
    )
    discovered_strength: float = communities.DISCOVERED_STRENGTH
    grants_within_months: int = recipients.WITHIN_MONTHS


@dataclass(frozen=True, kw_only=True)
class MethodsPage(Page):
    """How the findings are worked out.

    Attributes
    ----------
    n
        The numbers.
    tie_costs
        Each kind of tie and what it costs in points, the easiest first.
    """

    template: ClassVar[str] = "methods/index.html"
    section: ClassVar[str] = "/methods"
    n: Numbers
    tie_costs: tuple[tuple[str, float], ...]


@views.get("/methods")
@access.public
def methods() -> Response:
    """Every formula, its source, defaults and limits."""
    costs = sorted(
        ((TieKind(kind).label, cost) for kind, cost in acquaintance.TIE_COST.items()),  # type: ignore[call-arg]
        key=lambda told: (told[1], told[0]),
    )
    return MethodsPage(
        title="How the findings are worked out",
        crumbs=(Crumb(text="Home", address="/"),),
        n=Numbers(),
        tie_costs=tuple(costs),
    ).answer()
