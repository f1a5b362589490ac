"""Where grants stand on a map, and what that rests on."""

from __future__ import annotations

import numpy as np

from graph.model import GrantPlace
from graph.network import Codes, Network


def grant_places(network: Network) -> Codes:
    """What each grant's place rests on, the most trustworthy that is known.

    A beneficiary area or point before the areas that the recipient serves, and those before
    its head office: money goes to an office in one place and is spent in another.

    Returns
    -------
    ndarray of str, shape (grants,)
        :class:`~graph.model.GrantPlace` values; empty without grants.
    """
    grants = network.grants
    spent_there = np.zeros(len(grants), dtype=bool)
    spent_there[network.benefits.left] = True
    works_there = np.zeros(len(network.organisations) + 1, dtype=bool)
    works_there[network.serves.left] = True
    based = np.append(network.organisations.site >= 0, False)
    told = np.array([bool(postcode) for postcode in grants.head_office], dtype=bool)
    places: Codes = np.select(
        [
            spent_there,
            ~np.isnan(grants.latitude),
            works_there[grants.recipient],
            based[grants.recipient] | told,
        ],
        [
            GrantPlace.AREA.value,
            GrantPlace.POINT.value,
            GrantPlace.RECIPIENT_AREA.value,
            GrantPlace.HEAD_OFFICE.value,
        ],
        GrantPlace.UNKNOWN.value,
    )
    return places
