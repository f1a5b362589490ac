"""A team for a gap as an opportunity, with its sentences."""

from __future__ import annotations

import numpy as np

from graph.analysis.access.served import Served
from graph.analysis.access.timed import so_far
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS
from graph.analysis.nearest import Nearby
from graph.analysis.opportunities.acquaintance import Acquaintance
from graph.analysis.opportunities.doors import who_reaches
from graph.analysis.opportunities.linking import introductions, links_of, part, ties_in_words
from graph.analysis.opportunities.offer_words import what_it_takes
from graph.analysis.opportunities.opportunity import Link, Opportunity, OpportunityKind, Part
from graph.analysis.opportunities.team_points import points_of_team, value_of_team
from graph.analysis.opportunities.team_search import Found
from graph.analysis.standard import Standard
from graph.analysis.wording import counted, day, distance, listed, spoken_hours, young
from graph.projection import to_degrees


def team_opportunity(
    served: Served,
    acquaintance: Acquaintance,
    standard: Standard,
    found: Found,
    nearest: tuple[Nearby, ...],
) -> Opportunity:
    """A team as an opportunity; its rank is set when all are known."""
    network = served.network
    areas = served.areas[found.place.members]
    parts = tuple(part(network, bid) for bid in found.bids)
    links = links_of(acquaintance, found.takers, found.ties)
    longitude, latitude = to_degrees(found.place.centre[:1], found.place.centre[1:])
    reached = _reached(served, standard, found)
    return Opportunity(
        rank=0,
        id=f"team~{network.areas.id[areas[0]]}",
        kind=OpportunityKind.TEAM,
        title=_title(served, found),
        area_ids=tuple(network.areas.id[areas].tolist()),
        areas=tuple(network.areas.name[areas].tolist()),
        latitude=float(latitude[0]),
        longitude=float(longitude[0]),
        parts=parts,
        missing=found.missing,
        links=links,
        cost=found.cost,
        points=points_of_team(network, found, links),
        value=value_of_team(network, found),
        introductions=sum(one.introduction for one in links),
        young_people=reached,
        session="" if found.session is None else str(found.session),
        what_would_have_to_be_true=_to_be_true(served, found, links),
        explanation=_explanation(served, standard, found, parts, links, reached),
        counter_reading=_counter_reading(served, found, nearest),
    )


def _reached(served: Served, standard: Standard, found: Found) -> float:
    """Young people below the standard within reach of the venue."""
    if found.venue is None:
        return found.place.young_people
    site = int(served.network.assets.site[found.venue.offer.row])
    near = who_reaches(served, site)
    return float(served.short(standard.hours_per_week)[near].sum())


def _title(served: Served, found: Found) -> str:
    network = served.network
    where = network.areas.name[served.areas[found.place.members[0]]]
    what = "A session" if served.slice.theme is None else f"A session of {_theme(served)}"
    partners = len({bid.offer.organisation for bid in found.bids})
    if found.missing:
        return f"{what} for {where}, once {listed(_lacking(found))} is found"
    return f"{what} for {where}, by {counted(partners, 'partner')} together"


def _theme(served: Served) -> str:
    return served.slice.theme.label.lower() if served.slice.theme else ""


def _lacking(found: Found) -> list[str]:
    return [role.label.lower() for role in found.missing]


def _explanation(
    served: Served,
    standard: Standard,
    found: Found,
    parts: tuple[Part, ...],
    links: tuple[Link, ...],
    reached: float,
) -> str:
    names = served.network.areas.name[served.areas[found.place.members]].tolist()
    verb = "has" if len(names) == 1 else "have"
    who = f"{listed(names)} {verb} {young(found.place.young_people)} aged {served.slice.ages}"
    enough = f"{spoken_hours(standard.hours_per_week)} a week within reach ({standard.by})"
    sentences = [
        f"{who} with less than {enough}.",
        *(f"{one.role.label}: {one.organisation}, {one.evidence}{_far(one)}." for one in parts),
    ]
    if found.missing:
        sentences.append(f"Nobody known could bring {listed(_lacking(found))}.")
    sentences += [ties_in_words(links), introductions(links)]
    reach = so_far(served.reach)
    where = f"within {reach} of the venue" if found.venue else "there"
    sentences.append(f"It would be for {young(reached)} below the standard {where}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _far(one: Part) -> str:
    return "" if one.distance_m is None else f", {distance(one.distance_m)} away"


def _to_be_true(served: Served, found: Found, links: tuple[Link, ...]) -> tuple[str, ...]:
    network = served.network
    sentences = [what_it_takes(network, bid) for bid in found.bids]
    for one in links:
        if one.introduction:
            who = listed(one.introducers) or "Somebody"
            verb = "introduce" if len(one.introducers) > 1 else "introduces"
            sentences.append(f"{who} {verb} {one.left} and {one.right}.")
    sentences += [f"Somebody is found to bring {role}." for role in _lacking(found)]
    return tuple(sentences)


def _counter_reading(served: Served, found: Found, nearest: tuple[Nearby, ...]) -> str:
    sentences = []
    if found.place.unmapped:
        sentences.append(
            "This place is not mapped yet, which is not the same as unserved: find out what there "
            f"is first (nothing here was confirmed in the last {CHECKED_WITHIN_MONTHS} months)."
        )
    if nearest:
        first = nearest[0]
        instead = "it may have room to grow" if first.within_reach else "a bus there may do as much"
        sentences.append(f"{first.name} ({first.organisation}) is {first.away} away: {instead}.")
    sentences.append(_room(served, found))
    sentences.append(_checked(served, found))
    sentences.append("Nobody in this team has been asked; each may have good reasons to say no.")
    return " ".join(sentence for sentence in sentences if sentence)


def _room(served: Served, found: Found) -> str:
    if found.venue is None:
        return ""
    capacity = served.network.assets.capacity[found.venue.offer.row]
    if np.isnan(capacity) or capacity >= found.place.young_people:
        return ""
    return f"The room holds {capacity:.0f} at a time, so one session serves some of them only."


def _checked(served: Served, found: Found) -> str:
    if found.venue is None:
        return ""
    checked = served.network.assets.verified_on[found.venue.offer.row]
    if np.isnat(checked):
        return "Nobody has confirmed when the venue is free."
    return f"When the venue is free was last confirmed on {day(checked.item())}."
