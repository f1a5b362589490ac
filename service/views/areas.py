"""``/areas/<code>``: what is here, who is near, what is missing, what could be shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, Response

from graph.analysis.gaps import Gap, Gaps
from graph.analysis.opportunities import Opportunity
from graph.analysis.slices import YOUNG_PEOPLE, Reach
from graph.model import Area, Theme
from graph.network import Network
from service import access, findings, listings
from service.opened import network, store, today
from service.origins import Origin, origin
from service.pages import Crumb, Page
from service.surroundings import (
    NeedLine,
    Nested,
    PriorityLine,
    here,
    holds,
    lies_in,
    near,
    needs_of,
    priorities_of,
)

views = Blueprint("areas", __name__)

LISTED = 25
NEAR_SHOWN = 12
OPPORTUNITIES_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class AreaPage(Page):
    """An area and what surrounds it.

    Attributes
    ----------
    it
        The area.
    ages, young_people
        The ages that count as young people, and how many live here; None where not known.
    gap, compared, gap_address
        Its place among the gaps, among how many areas, and where its evidence is; None, 0
        and empty where it has none.
    activities, assets, organisations
        What is here, the first of them; the counts say how many there are.
    near_activities, near_assets
        What is within reach of its centre but outside.
    missing_themes
        What nothing within reach is about.
    opportunities
        What partners could do together here.
    """

    template: ClassVar[str] = "areas/index.html"
    section: ClassVar[str] = "/directory"
    it: Area
    ages: str
    young_people: float | None
    gap: Gap | None
    compared: int
    gap_address: str
    reach: Reach
    activity_count: int
    activities: tuple[listings.ActivityLine, ...]
    asset_count: int
    assets: tuple[listings.AssetLine, ...]
    organisation_count: int
    organisations: tuple[listings.OrganisationLine, ...]
    near_activities: tuple[listings.ActivityLine, ...]
    near_assets: tuple[listings.AssetLine, ...]
    missing_themes: tuple[Theme, ...]
    needs: tuple[NeedLine, ...]
    priorities: tuple[PriorityLine, ...]
    opportunities: tuple[Opportunity, ...]
    lies_in: tuple[Nested, ...]
    holds: tuple[Nested, ...]
    origin: Origin


@views.get("/areas/<id>")
@access.public
def area(id: str) -> Response:
    """One area's page."""
    it, known, reach = store().area(id), network(), Reach()
    at = here(known, id)
    around = near(known, id, at, reach)
    inner, outer = holds(known, id), lies_in(known, id)
    inside = {id} | {_id(nested) for nested in inner}
    gap, compared, gap_address = _gap(known, it)
    row = known.areas.row(id)
    return AreaPage(
        title=it.name,
        crumbs=(
            Crumb(text="Home", address="/"),
            *(Crumb(text=step.link.text, address=step.link.address) for step in outer[:3]),
        ),
        it=it,
        ages=str(YOUNG_PEOPLE),
        young_people=float(known.young_people(YOUNG_PEOPLE)[row]) if it.population else None,
        gap=gap,
        compared=compared,
        gap_address=gap_address,
        reach=reach,
        activity_count=len(at.activities),
        activities=listings.activities(known, at.activities)[:LISTED],
        asset_count=len(at.assets),
        assets=listings.assets(known, at.assets)[:LISTED],
        organisation_count=len(at.organisations),
        organisations=listings.organisations(known, at.organisations)[:LISTED],
        near_activities=tuple(
            listings.activity_line(known, r, way) for r, way in around.activities[:NEAR_SHOWN]
        ),
        near_assets=tuple(
            listings.asset_line(known, r, way) for r, way in around.assets[:NEAR_SHOWN]
        ),
        missing_themes=around.missing_themes,
        needs=needs_of(known, inside),
        priorities=priorities_of(known, {id} | {_id(nested) for nested in outer}),
        opportunities=_opportunities(known, inside),
        lies_in=outer,
        holds=inner,
        origin=origin(known, it.source_id, it.verified_on),
    ).answer()


def _id(nested: Nested) -> str:
    return nested.link.address.removeprefix("/areas/")


def _gap(known: Network, it: Area) -> tuple[Gap | None, int, str]:
    """The area's own gap: among the smallest areas, or else among those of its kind."""
    usual = findings.usual(known)
    for options in (usual, replace(usual, roll_up=it.kind)):
        found: Gaps = findings.gaps(known, options, today=today())
        if found.holds(it.id):
            rolled = f"?roll_up={options.roll_up.value}" if options.roll_up else ""
            return found.row_of(it.id), len(found.rows), f"/gaps/{it.id}{rolled}"
    return None, 0, ""


def _opportunities(known: Network, inside: set[str]) -> tuple[Opportunity, ...]:
    found = findings.opportunities(known, findings.usual(known), today=today())
    rows = [row for row in found.rows if inside.intersection(row.area_ids)]
    return tuple(rows[:OPPORTUNITIES_SHOWN])
