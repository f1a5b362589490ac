"""Dismissals: what was set aside stands last, and the like of it lower, with the reason shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graph.analysis.opportunities.entries import Entry
from graph.analysis.opportunities.opportunity import Lowered
from graph.analysis.wording import day, listed
from graph.model import Dismissal
from graph.network import Network

FINDING = "opportunities"
"""The finding, as a dismissal names it."""

SAME_ORGANISATION = 0.3
"""Share of its worth that one of the same kind loses for an organisation in common."""

SAME_ASSET = 0.3
"""The same for an asset in common."""

SAME_AREA = 0.2
"""The same for an area in common."""

MOST_LOWERED = 0.8
"""The most that the like of what was set aside loses, however often."""


def with_dismissals(network: Network, rows: Sequence[Entry]) -> list[Entry]:
    """Opportunities, each with what lowers it: itself set aside, or the like of it.

    The like of it is of the same kind and has an organisation, an asset or an area in common.
    Assets are known of what is still among the rows.
    """
    said = sorted(
        (one for one in network.dismissals if one.finding == FINDING),
        key=lambda one: (one.dismissed_on, one.id),
    )
    if not said:
        return list(rows)
    assets = {row.id: frozenset(row.asset_ids) for row in rows}
    names = _names(network)
    return [
        replace(row, lowered=_lowered(row, said, assets, names)) if row.kind in kinds else row
        for kinds in [{one.kind for one in said}]
        for row in rows
    ]


def _names(network: Network) -> dict[str, str]:
    return {
        **dict(zip(network.areas.id.tolist(), network.areas.name.tolist(), strict=True)),
        **dict(
            zip(network.organisations.id.tolist(), network.organisations.name.tolist(), strict=True)
        ),
        **dict(zip(network.assets.id.tolist(), network.assets.name.tolist(), strict=True)),
    }


def _lowered(
    row: Entry,
    said: Sequence[Dismissal],
    assets: dict[str, frozenset[str]],
    names: dict[str, str],
) -> tuple[Lowered, ...]:
    found = []
    for one in said:
        if one.kind != str(row.kind):
            continue
        if one.finding_id == row.id:
            words = "This was set aside."
            found.append(_because(one, share=1.0, itself=True, words=words))
            continue
        organisations = [id for id in row.organisation_ids if id in one.organisation_ids]
        things = [id for id in row.asset_ids if id in assets.get(one.finding_id, ())]
        areas = [id for id in row.area_ids if id in one.area_ids]
        share = (
            SAME_ORGANISATION * bool(organisations)
            + SAME_ASSET * bool(things)
            + SAME_AREA * bool(areas)
        )
        if share:
            common = listed([names.get(id, id) for id in (*organisations, *things, *areas)])
            words = (
                f"“{one.title}” was set aside on {day(one.dismissed_on)}, "
                f"and this has {common} in common with it."
            )
            found.append(_because(one, share=share, itself=False, words=words))
    return tuple(sorted(found, key=lambda one: (-one.share, one.dismissal_id)))


def _because(one: Dismissal, *, share: float, itself: bool, words: str) -> Lowered:
    return Lowered(
        share=share,
        dismissal_id=one.id,
        reason=one.reason,
        dismissed_on=one.dismissed_on,
        itself=itself,
        words=words,
    )


def share_kept(row: Entry) -> float:
    """What dismissals leave of the worth of an opportunity, 0 (set aside itself) to 1."""
    if row.aside:
        return 0.0
    kept = float(np.prod([1.0 - one.share for one in row.lowered]))
    return max(kept, 1.0 - MOST_LOWERED)
