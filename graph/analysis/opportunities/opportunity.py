"""What an opportunity is: its parts, its links, and the words it comes with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.analysis.opportunities.roles import Role
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

    ``tie`` is the tie's label, empty for an introduction. ``introducers`` bring the two
    together: one that knows both, or a chain of organisations that know each other; nobody
    for a tie of their own, and where nobody known could.
    """

    left_id: str
    left: str
    right_id: str
    right: str
    cost: float
    tie: str
    validated: bool
    introducer_ids: tuple[str, ...]
    introducers: tuple[str, ...]

    @property
    def introduction(self) -> bool:
        """Whether the two do not know each other yet."""
        return not self.tie

    @property
    def cold(self) -> bool:
        """Whether nobody known could make the introduction."""
        return self.introduction and not self.introducers

    @property
    def introducer_id(self) -> str:
        """The first of the introducers, empty where there is none."""
        return self.introducer_ids[0] if self.introducer_ids else ""

    @property
    def introducer(self) -> str:
        """The first of the introducers, empty where there is none."""
        return self.introducers[0] if self.introducers else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One line of what an opportunity costs: what for, and how many points."""

    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an opportunity would be worth, as far as it is known.

    Attributes
    ----------
    hours_per_week
        Length of the session; None where the time is not known.
    places
        Young people it has room for at once; None where that is not known.
    ridden
        How many of them a minibus brings at a time; None where none is needed.
    money
        The money known of, in words; empty where none is.
    need
        How deep the need is, -100 to 100: need percentile minus access percentile; None where
        that is not known.
    """

    hours_per_week: float | None = None
    places: int | None = None
    ridden: int | None = None
    money: str = ""
    need: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """Why an opportunity stands lower: somebody set one like it aside.

    Attributes
    ----------
    share
        Of its worth that is taken off, 0 to 1; 1 for what was set aside itself.
    dismissal_id, reason, dismissed_on
        What was said, and when.
    itself
        Whether this very opportunity was set aside.
    words
        Why it counts here, in a sentence.
    """

    share: float
    dismissal_id: str
    reason: str
    dismissed_on: date
    itself: bool
    words: str


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
    points
        What makes up the cost, line by line.
    introductions
        How many of the links are new.
    young_people
        Whom it would reach: for a team, young people below the standard within reach of the
        venue (in the place, where there is none); for parish money, those below it in the
        parish; for the other kinds, those of the area or catchment that it is about.
    session
        The weekly time for which the venue is free, empty where not known.
    value
        What it would be worth.
    lowered
        Why it stands lower than it might, the weightiest first.
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
    points: tuple[Points, ...] = ()
    value: Value = field(default_factory=Value)
    lowered: tuple[Lowered, ...] = ()

    @property
    def dismissal(self) -> Lowered | None:
        """That it was set aside itself; None where it was not."""
        return next((one for one in self.lowered if one.itself), None)

    @property
    def organisation_ids(self) -> tuple[str, ...]:
        """Everybody whom it names with a part, in order."""
        return tuple(dict.fromkeys(part.organisation_id for part in self.parts))

    @property
    def asset_ids(self) -> tuple[str, ...]:
        """The assets that its parts rest on, in order."""
        return tuple(part.evidence_id for part in self.parts if part.evidence_kind == "asset")


def simple_opportunity(
    kind: OpportunityKind,
    *,
    id: str,
    title: str,
    area: tuple[str, str] | None,
    position: tuple[float, float],
    parts: tuple[Part, ...],
    links: tuple[Link, ...] = (),
    points: tuple[Points, ...],
    value: Value,
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
        cost=sum(line.points for line in points),
        points=points,
        value=value,
        introductions=sum(link.introduction for link in links),
        young_people=young_people,
        session=session,
        what_would_have_to_be_true=to_be_true,
        explanation=explanation,
        counter_reading=counter_reading,
    )
