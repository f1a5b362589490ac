"""Simple opportunities: the rules of :mod:`graph.analysis.opportunities.rules`, interpreted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from string import Formatter

import numpy as np

from graph.analysis.duplication import Duplication
from graph.analysis.opportunities.acquaintance import PARTNER_COST
from graph.analysis.opportunities.entries import Entry
from graph.analysis.opportunities.linking import introductions, link, part, ties_in_words
from graph.analysis.opportunities.matches import Match, needs, overlaps, set_aside, two_funded
from graph.analysis.opportunities.offer_words import what_it_takes
from graph.analysis.opportunities.opportunity import (
    Link,
    Opportunity,
    OpportunityKind,
    Points,
    Value,
    simple_opportunity,
)
from graph.analysis.opportunities.request_matches import requests
from graph.analysis.opportunities.roles import Bid, Offer, Role
from graph.analysis.opportunities.rules import RULES, Beside, Condition, Rule, Source
from graph.analysis.opportunities.scene import Scene, degrees, nearest_bid
from graph.analysis.opportunities.team_points import money_known, points_of_bid
from graph.analysis.wording import distance
from graph.model import NeedKind, OrganisationKind


def simple_opportunities(
    scene: Scene,
    duplication: Duplication,
    *,
    today: date,
    enough: int | None = None,
    rules: Iterable[Rule] = RULES,
) -> tuple[tuple[Entry, ...], ...]:
    """What the rules find, kind by kind, to be told when it is among those shown.

    Rules of one kind share what they give away: what one has promised, the next does not.

    Parameters
    ----------
    enough
        So many of each kind are enough, by effort; None for all.
    """
    found: dict[OpportunityKind, list[Entry]] = {}
    given: dict[OpportunityKind, set[tuple[str, int]]] = {}
    for rule in rules:
        matches = _matches(scene, rule, duplication, today, enough)
        answered = given.setdefault(rule.kind, set())
        found.setdefault(rule.kind, []).extend(_found(scene, rule, matches, answered))
    return tuple(tuple(entries) for entries in found.values())


def _matches(
    scene: Scene, rule: Rule, duplication: Duplication, today: date, enough: int | None
) -> Iterator[Match]:
    match rule.source:
        case Source.REQUEST:
            return requests(scene, today)
        case Source.NEED:
            return needs(scene)
        case Source.SET_ASIDE:
            return set_aside(scene)
        case Source.TWO_FUNDED:
            return two_funded(scene, today)
        case Source.OVERLAP:
            return overlaps(scene, duplication, rule.where, enough=enough)


def _found(
    scene: Scene, rule: Rule, matches: Iterable[Match], answered: set[tuple[str, int]]
) -> Iterator[Entry]:
    where = [HOLDS[one] for one in rule.where if one in HOLDS]
    kept = [
        match
        for match in matches
        if match.point is not None and all(holds(scene, match) for holds in where)
    ]
    for match in sorted(kept, key=lambda one: (-one.weight, -round(one.young_people, 6), one.id)):
        helpers = _helpers(scene, rule.beside, match, answered)
        taken = _taken(match, answered)
        if helpers is not None and taken is not None:
            yield _entry(scene, rule, taken, helpers)


def _taken(match: Match, answered: set[tuple[str, int]]) -> Match | None:
    """A request with the best of its assets that no other was promised; None where none is left."""
    if match.take is None:
        return match
    for asset in match.options:
        if not match.once:
            return match.take(asset)
        if ("asset", asset) not in answered:
            answered.add(("asset", asset))
            return match.take(asset)
    return None


def _entry(scene: Scene, rule: Rule, match: Match, helpers: tuple[Bid, ...]) -> Entry:
    network, acquaintance = scene.served.network, scene.acquaintance
    offers = [bid.offer for bid in (*match.bids, *helpers)]
    if match.pair is None:
        cost, new = rule.asking + sum(bid.cost for bid in (*match.bids, *helpers)), 0
    else:
        cost = acquaintance.working_cost(*match.pair, known=match.introducer >= 0)
        cost += sum(bid.cost for bid in match.bids)
        new = int(not acquaintance.tied(*match.pair))
    who = network.organisations.id[[offer.organisation for offer in offers]].tolist()
    what = [network.assets.id[offer.row] for offer in offers if offer.kind == "asset"]
    return Entry(
        id=match.id,
        kind=rule.kind,
        young_people=match.young_people,
        cost=cost,
        introductions=new,
        need=_need(scene, match),
        organisation_ids=tuple(dict.fromkeys(who)),
        asset_ids=tuple(what),
        area_ids=(network.areas.id[match.area],) if match.area >= 0 else (),
        tell=partial(_told, scene, rule, match, helpers),
    )


def _need(scene: Scene, match: Match) -> float | None:
    need = float(scene.need[match.area]) if match.area >= 0 else float("nan")
    return None if np.isnan(need) else need


# -- conditions ------------------------------------------------------------------------------


def _fits(scene: Scene, match: Match) -> bool:
    asked, need = scene.served.slice, match.need
    if match.request >= 0:
        table, row = scene.served.network.requests, match.request
        older = bool(table.age_from[row] > asked.ages.age_to)
        younger = bool(table.age_to[row] < asked.ages.age_from)
        return not (older or younger) and (
            asked.theme is None or table.theme[row] in ("", str(asked.theme))
        )
    return need is not None and bool(
        (need.theme is None or asked.theme in (None, need.theme))
        and (need.audience is None or asked.audience in (None, need.audience))
        and (need.ages is None or need.ages.shared_years(asked.ages) > 0)
    )


def _parish_council(scene: Scene, match: Match) -> bool:
    kinds = scene.served.network.organisations.kind
    return all(
        kinds[bid.offer.organisation] == str(OrganisationKind.PARISH_COUNCIL) for bid in match.bids
    )


HOLDS: dict[Condition, Callable[[Scene, Match], bool]] = {
    Condition.ASKED_ABOUT: lambda scene, match: bool(scene.inside[match.area]),
    Condition.SMALL_AREA: lambda scene, match: bool(scene.small[match.area]),
    Condition.SOMEBODY_LIVES_THERE: lambda scene, match: bool(scene.people[match.area] > 0),
    Condition.SAID_BY_SOMEBODY: lambda _, match: (
        match.need is not None and match.need.kind is not NeedKind.STATISTICAL
    ),
    Condition.FITS_THE_QUESTION: _fits,
    Condition.PARISH_COUNCIL: _parish_council,
    Condition.NO_ACTIVITY: lambda scene, match: not scene.with_activity[match.area],
    Condition.SHORT: lambda scene, match: bool(scene.short[match.area] > 0),
    Condition.NO_TIE: lambda scene, match: (
        match.pair is not None and not scene.acquaintance.tied(*match.pair)
    ),
}
"""How each condition is told of a match; those on overlaps are told of all at once."""


# -- who is near -----------------------------------------------------------------------------


def _helpers(
    scene: Scene, beside: tuple[Beside, ...], match: Match, answered: set[tuple[str, int]]
) -> tuple[Bid, ...] | None:
    """The nearest of each role looked for; None where a required one is nowhere near."""
    if match.point is None:
        return None
    helpers = []
    for wanted in beside:
        suits = _suits(scene, wanted, match, answered)
        found = nearest_bid(scene, wanted.role, match.point, suits, area=match.area)
        if found is None and wanted.required:
            return None
        if found is not None:
            helpers.append(found[1])
    for wanted, bid in zip(beside, helpers, strict=False):
        if wanted.once:
            answered.add((bid.offer.kind, bid.offer.row))
    return tuple(helpers)


def _suits(
    scene: Scene, wanted: Beside, match: Match, answered: set[tuple[str, int]]
) -> Callable[[Offer], bool]:
    themes = scene.served.network.assets.themes

    def suits(offer: Offer) -> bool:
        if wanted.once and (offer.kind, offer.row) in answered:
            return False
        if not wanted.for_the_theme:
            return True
        theme = None if match.need is None else match.need.theme
        return offer.kind == "asset" and theme is not None and str(theme) in themes[offer.row]

    return suits


# -- words -----------------------------------------------------------------------------------


def _told(scene: Scene, rule: Rule, match: Match, helpers: tuple[Bid, ...]) -> Opportunity:
    network, bids = scene.served.network, (*match.bids, *helpers)
    links = _links(scene, match)
    facts = {**match.facts(), **_of_helpers(scene, helpers)}
    facts["introduction"] = ties_in_words(links) or introductions(links)
    room = next((bid for bid in bids if bid.offer.role is Role.VENUE), None)
    point = None if room is None else room.offer.point
    position = degrees(np.asarray(match.point if point is None else point))
    takes = () if match.pair else tuple(what_it_takes(network, bid) for bid in bids)
    window = None if room is None else room.offer.window
    money = [bid for bid in bids if bid.offer.role is Role.MONEY]
    capacity = np.nan if room is None else network.assets.capacity[room.offer.row]
    return simple_opportunity(
        rule.kind,
        id=match.id,
        title=rule.title.format_map(facts),
        area=(
            None
            if match.area < 0
            else (network.areas.id[match.area], network.areas.name[match.area])
        ),
        position=position,
        parts=tuple(part(network, bid) for bid in bids),
        links=links,
        points=_points(scene, rule, bids, links),
        value=Value(
            hours_per_week=None if window is None else window.hours,
            places=None if np.isnan(capacity) else int(capacity),
            money="; ".join(filter(None, (money_known(network, bid) for bid in money))),
            need=_need(scene, match),
        ),
        young_people=match.young_people,
        session="" if window is None else str(window),
        to_be_true=(*takes, *sentences(rule.to_be_true, facts)),
        explanation=" ".join(sentences(rule.evidence, facts)),
        counter_reading=" ".join(sentences(rule.counter_reading, facts)),
    )


def sentences(templates: Iterable[str], facts: dict[str, str]) -> tuple[str, ...]:
    """Sentences with their facts filled in; one of which a fact is not known is left out."""
    return tuple(
        template.format_map(facts)
        for template in templates
        if all(facts.get(name) for _, name, _, _ in Formatter().parse(template) if name)
    )


def _of_helpers(scene: Scene, helpers: tuple[Bid, ...]) -> dict[str, str]:
    network = scene.served.network
    facts = {}
    for bid in helpers:
        role, offer = str(bid.offer.role), bid.offer
        facts[f"{role}_who"] = network.organisations.name[offer.organisation]
        facts[f"{role}_what"] = (
            network.assets.name[offer.row]
            if offer.kind == "asset"
            else network.activities.name[offer.row]
        )
        facts[f"{role}_when"] = "" if offer.window is None else str(offer.window)
        facts[f"{role}_away"] = distance(bid.distance_m or 0.0)
    return facts


def _links(scene: Scene, match: Match) -> tuple[Link, ...]:
    """How the two of a match connect; a funder knows both though no tie says so."""
    if match.pair is None:
        return ()
    known = match.introducer >= 0
    cost = scene.acquaintance.working_cost(*match.pair, known=known) - 2 * PARTNER_COST
    through = scene.acquaintance.introducer(*match.pair)
    through = through if through >= 0 else match.introducer
    if scene.acquaintance.tied(*match.pair):
        through = -1
    return (link(scene.acquaintance, *match.pair, cost=cost, through=(through,) * (through >= 0)),)


def _points(
    scene: Scene, rule: Rule, bids: tuple[Bid, ...], links: tuple[Link, ...]
) -> tuple[Points, ...]:
    if links:
        table = Points(words=f"2 organisations at the table, {PARTNER_COST:g} each", points=1.0)
        lines = [table, *(Points(words=_meeting(one), points=one.cost) for one in links)]
    else:
        lines = [Points(words="Asking", points=rule.asking)]
    network = scene.served.network
    for bid in bids:
        lines += points_of_bid(network, bid)
    return tuple(lines)


def _meeting(one: Link) -> str:
    if one.introduction:
        return f"An introduction of {one.left} and {one.right}"
    return f"A tie: {one.left} {one.tie} {one.right}"
