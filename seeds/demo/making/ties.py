"""Who stands in what relation to whom: told ties, and the texture around them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from graph.model import Activity, Grant, Organisation, OrganisationKind, Seat, Tie, TieKind
from seeds.demo.making.county import County, Parish, hand, listed, slug
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.making.money import QUIET
from seeds.demo.making.organisations import (
    council_id,
    full_name,
    hall_keeper,
    has_council,
    has_hall,
)
from seeds.demo.reading import SOURCE
from seeds.demo.stories import INTRODUCTION, KEYSTONE

TOLD: tuple[tuple[str, TieKind, str], ...] = (
    *((KEYSTONE.organisation_ids[0], TieKind.SUPPORTS, who) for who in QUIET),
    ("tamarside-young-peoples-trust", TieKind.COORDINATION, "kit-hill-youth-project"),
    ("calstock-parish-council", TieKind.MEMBER_OF, "kernow-parishes-forum"),
    ("st-keverne-parish-council", TieKind.COOPERATION, "st-keverne-village-hall-trust"),
    ("st-keverne-parish-council", TieKind.SUPPORTS, "meneage-young-voices"),
    ("st-keverne-parish-council", TieKind.MEMBER_OF, "meneage-community-network"),
    ("meneage-community-network", TieKind.COOPERATION, "poldhu-youth-club"),
    ("cornwall-council", TieKind.FUNDS, "kernow-youth-sector-alliance"),
    ("rainbow-tide", TieKind.SUPPORTS, "rainbow-tide-young-leaders"),
    ("morrab-young-carers-circle", TieKind.SUPPORTS, "young-carers-forum"),
)
CLOSE = (TieKind.COOPERATION, TieKind.COORDINATION, TieKind.DELIVERS_WITH, TieKind.REFERS_TO)
OUR_OWN = frozenset(QUIET) | {
    INTRODUCTION.organisation_ids[0],
    INTRODUCTION.organisation_ids[2],
    "st-keverne-village-hall-trust",
}
"""Organisations whose ties are all told by hand."""


def add_ties(county: County) -> None:
    """Told ties first; a drawn tie never doubles one that is there."""
    for left, kind, right in TOLD:
        _tie(county, left, kind, right, told=True)
    providers = _providers_by_parish(county)
    for parish in county.parishes.values():
        _parish(county, parish, providers.get(parish.name, []))
        _neighbours(county, parish)
    _members(county)
    _schools(county, providers)
    _groups(county, providers)
    for grant in county.all(Grant):
        _tie(county, grant.funder_id, TieKind.FUNDS, grant.recipient_id, told=True)
    for activity in county.all(Activity):
        for partner in activity.partner_ids:
            _tie(county, activity.organisation_id, TieKind.DELIVERS_WITH, partner, told=True)
    _boards(county)


def _tie(county: County, left: str, kind: TieKind, right: str, *, told: bool) -> None:
    """Add a tie, unless the two have one of the kind already, in whichever direction."""
    if left == right:
        return
    id, back = f"{left[:50]}-{kind.value}-{right[:50]}", f"{right[:50]}-{kind.value}-{left[:50]}"
    if county.has(Tie, id) or county.has(Tie, back):
        return
    draw = Draw(f"tie:{id}")
    asked = told and draw.happens(0.5)
    county.add(
        Tie(
            id=id,
            from_id=left,
            to_id=right,
            kind=kind,
            validated=told,
            trust=draw.whole(2, 4) if asked else None,
            value=draw.whole(2, 4) if asked else None,
            source_id="demo-partners" if told else SOURCE,
            verified_on=checked_on(f"tie:{id}") if told else None,
        )
    )


def _drawn(county: County, left: str, kinds: tuple[TieKind, ...], right: str, share: float) -> None:
    """Perhaps add a tie of one of some kinds, between organisations that no story keeps quiet."""
    draw = Draw(f"perhaps:{left}:{right}")
    if draw.happens(share) and not OUR_OWN.intersection((left, right)):
        _tie(county, left, draw.pick(kinds), right, told=draw.happens(0.8))


def _providers_by_parish(county: County) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in county.parishes}
    for row in hand("providers.csv"):
        homes = [row["base"]] if row["audience"] else listed(row["parishes"])
        for name in map(full_name, homes):
            found[name].append(slug(row["name"]))
    for row in hand("rangers.csv"):
        found[row["parish"]].append(slug(f"{row['parish']} Rangers"))
    return found


def _parish(county: County, parish: Parish, providers: list[str]) -> None:
    """Within a parish, people know each other."""
    hall = hall_keeper(parish) if has_hall(parish) else None
    if has_council(parish):
        council = council_id(parish)
        if hall:
            _drawn(county, council, (TieKind.COOPERATION, TieKind.SUPPORTS), hall, 0.95)
        for provider in providers:
            kinds = (TieKind.AWARENESS, TieKind.SUPPORTS, TieKind.COOPERATION, TieKind.FUNDS)
            _drawn(county, council, kinds, provider, 0.65)
    if hall:
        for provider in providers:
            _drawn(county, provider, (TieKind.AWARENESS, TieKind.COOPERATION), hall, 0.35)
    for left, right in combinations(providers, 2):
        _drawn(county, left, (TieKind.AWARENESS, *CLOSE), right, 0.5)


def _neighbours(county: County, parish: Parish) -> None:
    """Councils know some of the councils around; a hall without a council knows the next one."""
    councils = [council_id(other) for other in county.neighbours(parish, 9) if has_council(other)]
    if has_council(parish):
        for other in councils[:4]:
            often = (TieKind.AWARENESS, TieKind.AWARENESS, TieKind.COOPERATION)
            _drawn(county, council_id(parish), often, other, 0.35)
    elif has_hall(parish):
        for other in councils[:1]:
            kinds = (TieKind.AWARENESS, TieKind.SUPPORTS)
            _drawn(county, other, kinds, hall_keeper(parish), 0.7)


def _members(county: County) -> None:
    """Of the alliance, the parishes' forum, and the rangers' county office."""
    for organisation in county.all(Organisation):
        id = organisation.id
        match organisation.kind:
            case OrganisationKind.PARISH_COUNCIL:
                _drawn(county, id, (TieKind.MEMBER_OF,), "kernow-parishes-forum", 0.6)
            case OrganisationKind.VOLUNTARY if id.endswith("-rangers"):
                _tie(county, id, TieKind.MEMBER_OF, "kernow-rangers", told=True)
            case OrganisationKind.VOLUNTARY | OrganisationKind.INDEPENDENT:
                hall = organisation.site_id is not None and id.startswith(organisation.site_id)
                joins = "kernow-parishes-forum" if hall else "kernow-youth-sector-alliance"
                _drawn(county, id, (TieKind.MEMBER_OF,), joins, 0.55)
            case OrganisationKind.PUBLIC_BODY | OrganisationKind.SCHOOL:
                _drawn(county, "cornwall-council", CLOSE, id, 0.6)
            case OrganisationKind.BUSINESS:
                _drawn(county, id, (TieKind.SUPPORTS,), "kernow-youth-sector-alliance", 0.8)
            case _:
                pass


def _schools(county: County, providers: dict[str, list[str]]) -> None:
    for row in hand("schools.csv"):
        for provider in providers[row["parish"]]:
            _drawn(
                county, slug(row["name"]), (TieKind.REFERS_TO, TieKind.COOPERATION), provider, 0.5
            )


def _groups(county: County, providers: dict[str, list[str]]) -> None:
    """Young people's groups are supported by somebody at home, and belong to the assembly."""
    assembly = "cornwall-youth-assembly"
    for row in hand("groups.csv"):
        group, homes = slug(row["name"]), listed(row["serves"])
        around = sorted({provider for home in homes for provider in providers[home]})
        for provider in Draw(f"group:{group}").some(around, 2):
            _drawn(county, provider, (TieKind.SUPPORTS,), group, 1.0)
        for home in homes:
            council = council_id(county.parishes[home])
            if has_council(county.parishes[home]):
                _drawn(county, council, (TieKind.SUPPORTS, TieKind.AWARENESS), group, 0.4)
        _drawn(county, group, (TieKind.MEMBER_OF, TieKind.COOPERATION), assembly, 0.6)


def _boards(county: County) -> None:
    """Who chairs a board knows those who sit on it; the others may be found by it."""
    seats: dict[str, list[Seat]] = {}
    for seat in county.all(Seat):
        seats.setdefault(seat.partnership_id, []).append(seat)
    for board in seats.values():
        chairs = _holders(seat for seat in board if seat.chair)
        others = _holders(seat for seat in board if not seat.chair)
        for left in chairs:
            for right in others:
                _drawn(county, left, (TieKind.COORDINATION, TieKind.COOPERATION), right, 0.8)
        for left, right in combinations(others, 2):
            if not OUR_OWN.intersection((left, right)) and Draw(f"{left}+{right}").happens(0.3):
                _tie(county, left, TieKind.AWARENESS, right, told=False)


def _holders(seats: Iterable[Seat]) -> list[str]:
    return sorted({seat.organisation_id for seat in seats if seat.organisation_id})
