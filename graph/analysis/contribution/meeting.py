"""The needs that it would meet: what young people or partners near it said was missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.contribution.helped import Near
from graph.analysis.contribution.offered import Offered
from graph.analysis.nesting import demand_inside
from graph.analysis.opportunities.roles import Role
from graph.analysis.wording import counted
from graph.model import Activity, Asset, Audience, Need, NeedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A need that it would meet, or help to meet.

    Attributes
    ----------
    need_id, need
        What was said.
    area_id, area
        Where.
    said_by
        How many said it, None where that means nothing.
    wholly
        Whether it is the very thing, not only a part of it (a room for it).
    why
        In a sentence.
    """

    need_id: str
    need: str
    area_id: str
    area: str
    said_by: int | None
    wholly: bool
    why: str


def needs_met(offered: Offered, near: Near, *, most: int) -> tuple[Met, ...]:
    """Needs near it that it would meet: those met wholly first, then what most people said."""
    network, found = offered.before, []
    for need in network.needs:
        row = network.areas.rows.get(need.area_id)
        if row is None or not _inside(offered, near, need):
            continue
        how = _how(offered, need)
        if not how:
            continue
        area = str(network.areas.name[row])
        found.append(
            Met(
                need_id=need.id,
                need=need.name,
                area_id=need.area_id,
                area=area,
                said_by=need.said_by,
                wholly=offered.activity,
                why=f"{_who(need, area)} said: “{need.name}”. {how}",
            )
        )
    found.sort(key=lambda met: (not met.wholly, -(met.said_by or 0), met.need_id))
    return tuple(found[:most])


def _inside(offered: Offered, near: Near, need: Need) -> bool:
    """Whether a need is felt where it is of use."""
    felt = demand_inside(offered.then, need.area_id)
    return bool(np.any(felt & near.useful))


def _who(need: Need, area: str) -> str:
    if need.kind is NeedKind.STATISTICAL:
        return f"The figures for {area}"
    if need.kind is NeedKind.PARTNER:
        return f"A partner in {area}"
    if need.said_by:
        return f"{counted(need.said_by, 'young person', 'young people').capitalize()} in {area}"
    return f"Young people in {area}"


def _how(offered: Offered, need: Need) -> str:
    """How it would meet a need, in a sentence; empty where it would not."""
    record = offered.record
    if isinstance(record, Activity):
        return _by_activity(record, need)
    return _by_asset(record, offered.role, need) if isinstance(record, Asset) else ""


def _by_activity(activity: Activity, need: Need) -> str:
    if need.theme is not activity.theme:
        return ""
    if need.ages is not None and not need.ages.shared_years(activity.ages):
        return ""
    if activity.audience not in (Audience.EVERYONE, need.audience):
        return ""
    return f"This is one: {activity.theme.label.lower()}, for ages {activity.ages}."


def _by_asset(asset: Asset, role: Role | None, need: Need) -> str:
    if need.kind is NeedKind.STATISTICAL:
        return ""
    if role is Role.VENUE:
        return "This could be the place for it."
    if role is Role.DELIVERER and need.theme is not None and need.theme in asset.themes:
        return f"This is help for it: {need.theme.label.lower()}."
    if role is Role.MONEY:
        return "This money could go towards it."
    return ""
