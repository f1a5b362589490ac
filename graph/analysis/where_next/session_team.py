"""The team of a new session: the hall is settled, and who else is needed is searched for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from graph.analysis.memory import remembered
from graph.analysis.nesting import nesting_shares
from graph.analysis.opportunities.acquaintance import acquaintance_in
from graph.analysis.opportunities.lots import columns_of
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.opportunities.places import Place, around
from graph.analysis.opportunities.roles import KINDS, Role
from graph.analysis.opportunities.team_search import Searcher
from graph.analysis.opportunities.team_words import team_opportunity
from graph.analysis.progress import Progress, quiet
from graph.analysis.slices import Reach, Slice
from graph.analysis.where_next.finding import WhereNext
from graph.analysis.where_next.new_session import NewSession
from graph.network import Network


@remembered(most=2)
def _market(network: Network, *, slice: Slice, reach: Reach, today: date) -> Market:
    return Market.of(all_offers(network, slice=slice, reach=reach, today=today))


def with_teams(
    found: WhereNext, sessions: Sequence[NewSession], progress: Progress = quiet
) -> tuple[NewSession, ...]:
    """The sessions, each with its team.

    The cheapest team that holds what a session needs, in the hall that was chosen
    (:class:`~graph.analysis.opportunities.team_search.Searcher`), distances counted from there.
    Each is searched on its own: who is named twice may not have the time for both.
    """
    served = found.served
    network = served.network
    market = _market(network, slice=served.slice, reach=served.reach, today=found.today)
    searcher = Searcher.of(served, market, acquaintance_in(network))
    teamed = []
    for number, one in enumerate(sessions):
        progress("Searching teams", number, len(sessions))
        teamed.append(replace(one, team=_team(found, searcher, one.rank - 1)))
    return tuple(teamed)


def _team(found: WhereNext, searcher: Searcher, number: int) -> Opportunity | None:
    """The team of one of the chosen sessions; None where nobody is known."""
    served, row = found.served, int(found.chosen[number])
    place = _place(found, row)
    bids = searcher.bids(place)
    market = searcher.market
    here = (market.kind == KINDS.index("asset")) & (market.row == found.halls.asset[row])
    here &= (market.window == columns_of(found.halls.free)[row]).all(axis=1)
    kept = ~bids.of_role(Role.VENUE) | here[bids.number]
    team = searcher.team_at(place, bids=bids.taken(kept))
    if team is None:
        return None
    return team_opportunity(
        served, acquaintance_in(served.network), found.standard, team, nearest=()
    )


def _place(found: WhereNext, row: int) -> Place:
    """Those whom a session lifts as a place to act, with the hall in its middle."""
    served = found.served
    network, site = served.network, int(found.halls.site[row])
    at, people = found.of_site(row)
    order = np.lexsort((at, -np.round(people, 6)))
    members = at[order].astype(np.int32)
    near, wide = around(network, nesting_shares(network), served.areas[members])
    return Place(
        members=members,
        centre=np.array([network.sites.easting[site], network.sites.northing[site]]),
        young_people=float(people.sum()),
        need=0.0,
        unmapped=found.unmapped_share(row) > 0.5,
        near=near,
        wide=wide,
    )
