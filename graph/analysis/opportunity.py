"""What an opportunity is: its parts, its links, and the words it comes with."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.roles import Role
from graph.model import Term


class OpportunityKind(Term):
    """What sort of opportunity."""

    TEAM = "team", "A team for a gap"
    IDLE_ASSET = "idle_asset", "Unused asset meets a request"
    PARISH_MONEY = "parish_money", "Parish money, no provision"
    SAME_FUNDER = "same_funder", "Same funder, no tie"
    JOINT_DELIVERY = "joint_delivery", "Overlap that could be joint delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who brings what, and how we know.

    ``evidence_kind`` and ``evidence_id`` name the record ("asset",
    "activity", "grant", "organisation"); ``distance_m`` is from the gap's
    centre along the way, None where the thing has no place.
    """

    role: Role
    organisation_id: str
    organisation: str
    evidence_kind: str
    evidence_id: str
    evidence: str
    distance_m: float | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie of the team, there already or to be made.

    ``tie`` is the tie's label, empty for an introduction; then
    ``introducer`` is an organisation that knows both, empty where none does.
    """

    left_id: str
    left: str
    right_id: str
    right: str
    cost: float
    tie: str
    validated: bool
    introducer_id: str
    introducer: str

    @property
    def introduction(self) -> bool:
        """Whether the two do not know each other yet."""
        return not self.tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """Something that partners could do together.

    Attributes
    ----------
    rank, id
        Full teams come first, those that reach the most young people for the least
        coordination before others; then the simple kinds in turn; then teams
        that miss a role. The id is stable.
    kind, title
        What sort, and a sentence.
    area_ids, areas, latitude, longitude
        The place to act: the areas of the gap (or the one area), and its centre.
    parts
        Who brings what. Empty roles stand in ``missing``.
    missing
        Roles that nobody known could fill.
    links
        How the partners connect; introductions are among them.
    cost
        Coordination cost of the links and distances; lower is easier.
    introductions
        How many of the links are new.
    young_people
        Whom it would reach: for a team, young people below the standard within reach of the
        venue (in the place, where there is none); for parish money, those below it in the
        parish; for the other kinds, those of the area or catchment that it is about.
    session
        The weekly time for which the venue is free, empty where not known.
    what_would_have_to_be_true
        Sentences.
    explanation, counter_reading
        For people.
    """

    rank: int
    id: str
    kind: OpportunityKind
    title: str
    area_ids: tuple[str, ...]
    areas: tuple[str, ...]
    latitude: float
    longitude: float
    parts: tuple[Part, ...]
    missing: tuple[Role, ...]
    links: tuple[Link, ...]
    cost: float
    introductions: int
    young_people: float
    session: str
    what_would_have_to_be_true: tuple[str, ...]
    explanation: str
    counter_reading: str


def simple_opportunity(
    kind: OpportunityKind,
    *,
    id: str,
    title: str,
    area: tuple[str, str] | None,
    position: tuple[float, float],
    parts: tuple[Part, ...],
    links: tuple[Link, ...] = (),
    cost: float,
    young_people: float,
    session: str = "",
    to_be_true: tuple[str, ...],
    explanation: str,
    counter_reading: str,
) -> Opportunity:
    """An opportunity about one area, without roles to fill; its rank is set when all are known.

    Parameters
    ----------
    area
        Id and name, None where no area is near.
    position
        Latitude and longitude.
    """
    return Opportunity(
        rank=0,
        id=id,
        kind=kind,
        title=title,
        area_ids=() if area is None else (area[0],),
        areas=() if area is None else (area[1],),
        latitude=position[0],
        longitude=position[1],
        parts=parts,
        missing=(),
        links=links,
        cost=cost,
        introductions=sum(link.introduction for link in links),
        young_people=young_people,
        session=session,
        what_would_have_to_be_true=to_be_true,
        explanation=explanation,
        counter_reading=counter_reading,
    )
