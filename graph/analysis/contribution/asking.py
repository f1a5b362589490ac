"""The requests that it would meet; for a request, what others keep that would meet it."""

from __future__ import annotations

from datetime import date

from graph.analysis.contribution.offered import Offered
from graph.analysis.opportunities.answers import Answer, answers_to, requests_met_by
from graph.analysis.slices import Reach
from graph.model import Asset, Request


def answers_for(
    offered: Offered, *, reach: Reach, most: int, today: date
) -> tuple[tuple[Answer, ...], int]:
    """Pairs of a request and an asset that would meet it, of which this is one.

    Returns
    -------
    tuple
        For an asset, the open requests of others that it would meet; for a request, the assets
        of others that would meet it; what fits best first, and how many there are in all. None
        for an activity.
    """
    if isinstance(offered.record, Asset):
        found = requests_met_by(
            offered.then, offered.record.id, reach=reach, today=today, most=MOST_LOOKED_AT
        )
        return found[:most], len(found)
    if isinstance(offered.record, Request):
        answers = answers_to(offered.then, offered.record.id, reach=reach, today=today, most=most)
        return answers.fitting, answers.fitting_in_all
    return (), 0


MOST_LOOKED_AT = 200
