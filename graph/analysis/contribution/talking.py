"""Who to talk to: the few organisations near it with a reason to, and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.served import who_is_served
from graph.analysis.contribution.joining import Joined
from graph.analysis.contribution.offered import Offered
from graph.analysis.nearest import Nearest
from graph.analysis.opportunities.acquaintance import acquaintance_in, placed_organisations
from graph.analysis.opportunities.answers import Answer
from graph.analysis.opportunities.linking import link
from graph.analysis.opportunities.opportunity import Part
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.wording import distance, listed
from graph.model import Asset, AssetKind, Request
from graph.network import Floats

MOST_CONTACTS = 5
"""Organisations that are told."""

MOST_REASONS = 3
"""Reasons that are told for each."""

TEAMS_ASKED = 3
"""Teams whose partners are told."""

ASKS, IN_TEAM, OTHER_HALF, NEAREST, TIED, KNOWS_BOTH, MORE = 4.0, 3.0, 2.5, 2.0, 1.0, 0.8, 0.5
"""How much each reason weighs, and each further one."""

FARTHEST_M, SAME_PLACE_M = 20_000.0, 50.0
"""How far along the way the nearest may be; and what is one place."""

DRIVERS = (AssetKind.STAFF_TIME, AssetKind.VOLUNTEER_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An organisation to talk to; never a person, nor how to reach one.

    Attributes
    ----------
    organisation_id, organisation
        Which.
    reasons
        Why, the weightiest first, each the rest of a sentence ("runs …").
    tied
        Whether a tie joins it to who offers.
    distance_m
        In the straight line; None where either has no place.
    """

    organisation_id: str
    organisation: str
    reasons: tuple[str, ...]
    tied: bool
    distance_m: float | None

    @property
    def words(self) -> str:
        """Whom and why, in a sentence."""
        return f"{self.organisation} {'; it '.join(self.reasons)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One reason for one organisation (a row of the network with it)."""

    organisation: int
    weight: float
    words: str


def contacts_for(
    offered: Offered,
    teams: tuple[Joined, ...],
    answers: tuple[Answer, ...],
    *,
    slice: Slice,
    reach: Reach,
    method: Method,
) -> tuple[Contact, ...]:
    """Up to :data:`MOST_CONTACTS` organisations to talk to.

    Returns
    -------
    tuple of Contact
        The weightiest reasons first, then the nearest, then by id; never who offers.
    """
    points = placed_organisations(offered.then)[0]
    said: dict[int, list[_Said]] = {}
    for one in (
        *_asking(offered, answers),
        *_partners(offered, teams),
        *_drivers(offered, points),
        *_nearest(offered, slice, reach, method),
        *_tied(offered, points, reach),
    ):
        if one.organisation != offered.organisation:
            said.setdefault(one.organisation, []).append(one)
    found = [_contact(offered, row, reasons, points) for row, reasons in said.items()]
    found.sort(key=lambda pair: pair[0])
    return tuple(contact for _, contact in found[:MOST_CONTACTS])


def _contact(
    offered: Offered, row: int, said: list[_Said], points: Floats
) -> tuple[tuple[float, float, str], Contact]:
    organisations = offered.then.organisations
    ordered = sorted(said, key=lambda one: -one.weight)
    reasons = tuple(dict.fromkeys(one.words for one in ordered))[:MOST_REASONS]
    metres = _metres(offered, points, row)
    contact = Contact(
        organisation_id=organisations.id[row],
        organisation=organisations.name[row],
        reasons=reasons,
        tied=acquaintance_in(offered.then).tied(offered.organisation, row),
        distance_m=metres,
    )
    weight = ordered[0].weight + MORE * (len(reasons) - 1)
    return (-weight, float("inf") if metres is None else metres, contact.organisation_id), contact


def _metres(offered: Offered, points: Floats, row: int) -> float | None:
    if offered.point is None or not np.isfinite(points[row]).all():
        return None
    return float(np.hypot(*(points[row] - offered.point)))


# -- reasons ---------------------------------------------------------------------------------


def _asking(offered: Offered, answers: tuple[Answer, ...]) -> Iterator[_Said]:
    """Those who have asked for such a thing; for a request, those who keep it."""
    rows = offered.then.organisations.rows
    for number, answer in enumerate(answers):
        if isinstance(offered.record, Request):
            who = answer.keeper_id
            where = "" if answer.distance_m is None else f", {_away(answer.distance_m)}"
            words = f"keeps {answer.asset}, which would do{where}"
        else:
            who, words = answer.asker_id, f"has asked for such a thing: “{answer.request}”"
        yield _Said(organisation=rows[who], weight=ASKS - number / 100, words=words)


def _partners(offered: Offered, teams: tuple[Joined, ...]) -> Iterator[_Said]:
    """Those who hold what a team that it could join needs beside it, and who introduces them."""
    rows = offered.then.organisations.rows
    mine = offered.then.organisations.id[offered.organisation]
    places: dict[tuple[str, str], list[str]] = {}
    asked = teams[:TEAMS_ASKED]
    for joined in asked:
        for part in joined.team.parts:
            where = places.setdefault((part.organisation_id, _brings(part)), [])
            where += [joined.team.areas[0]] if joined.team.areas[0] not in where else []
    for number, ((id, brings), where) in enumerate(places.items()):
        yield _Said(
            organisation=rows[id],
            weight=IN_TEAM - number / 100,
            words=f"{brings}, for a session for {listed(where)}",
        )
    for joined in asked:
        for one in joined.team.links:
            if mine in (one.left_id, one.right_id) and one.introducer_id:
                other = one.right if one.left_id == mine else one.left
                yield _Said(
                    organisation=rows[one.introducer_id],
                    weight=KNOWS_BOTH,
                    words=f"knows both you and {other}",
                )


def _brings(part: Part) -> str:
    words = {
        Role.VENUE: f"keeps {part.evidence}",
        Role.DELIVERER: f"could run it: it {part.evidence}"
        if part.evidence_kind == "activity"
        else f"could run it with {part.evidence}",
        Role.MONEY: f"may have money for it: {part.evidence}",
        Role.YOUTH_LEAD: f"could lead it ({part.evidence})",
        Role.TRANSPORT: f"keeps {part.evidence}",
    }
    return words[part.role]


def _drivers(offered: Offered, points: Floats) -> Iterator[_Said]:
    """The other half of a vehicle: the nearest who lend time."""
    if offered.role is not Role.TRANSPORT or offered.point is None:
        return
    assets = offered.then.assets
    kinds = np.isin(assets.kind, [str(kind) for kind in DRIVERS]) & (assets.organisation >= 0)
    rows = np.flatnonzero(kinds)
    metres = np.hypot(*(points[assets.organisation[rows]] - offered.point).T)
    near = [at for at in np.argsort(metres, kind="stable").tolist() if np.isfinite(metres[at])]
    for at in near[:2]:
        row = int(rows[at])
        yield _Said(
            organisation=int(assets.organisation[row]),
            weight=OTHER_HALF,
            words=f"lends {assets.name[row]}, and a vehicle needs somebody to drive it",
        )


def _nearest(offered: Offered, slice: Slice, reach: Reach, method: Method) -> Iterator[_Said]:
    """Who runs the nearest activities of its theme."""
    if offered.point is None:
        return
    record, before = offered.record, offered.before
    themes = record.themes if isinstance(record, Asset) else (record.theme,)
    theme = themes[0] if themes else slice.theme
    served = who_is_served(before, slice=replace(slice, theme=theme), reach=reach, method=method)
    what = "activity for young people" if theme is None else f"activity of “{theme.label}”"
    rows, named = offered.then.organisations.rows, set[int]()
    for near in Nearest(served).of(offered.point):
        row = rows[near.organisation_id]
        if row == offered.organisation or row in named or near.distance_m > FARTHEST_M:
            continue
        first = "the nearest" if not named else "another"
        yield _Said(
            organisation=row,
            weight=NEAREST - 0.2 * len(named),
            words=f"runs {near.name}, {first} {what}, {_away(near.distance_m)}",
        )
        named.add(row)


def _away(metres: float) -> str:
    return "at the same place" if metres < SAME_PLACE_M else f"{distance(metres)} away"


def _tied(offered: Offered, points: Floats, reach: Reach) -> Iterator[_Said]:
    """Those with a tie to who offers, and a place within its distance."""
    acquaintance = acquaintance_in(offered.then)
    for row in acquaintance.known(offered.organisation)[0].tolist():
        metres = _metres(offered, points, row)
        if metres is None or metres * reach.detour > offered.farthest_m(reach):
            continue
        tie = link(acquaintance, offered.organisation, row, cost=0.0)
        yield _Said(
            organisation=row,
            weight=TIED,
            words=f"works with you already ({tie.left} {tie.tie} {tie.right})",
        )
