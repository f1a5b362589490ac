"""Closing, opening and resizing sites without working out the rest again.

Under E2SFCA and 2SFCA what people draw from a site does not depend on the other sites: a
change at site ``j`` moves ``A_i`` by ``(S_j' - S_j) / D_j * w_ij`` for the areas in its reach,
and no other. Under 3SFCA those areas share themselves over the sites anew, which moves what is
drawn from every site that they reach, and so the access of all whom those sites serve: that
neighbourhood is worked out again, and nothing beyond it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.catchments import FEWEST, Catchments
from graph.analysis.access.choices import Choices, choices_after, choices_of, hours_near
from graph.analysis.access.circles import Circles
from graph.analysis.access.decay import decay_weights
from graph.analysis.access.floating import access_hours
from graph.analysis.access.reaching import around_demand
from graph.analysis.access.served import Served, who_is_served
from graph.analysis.provision import provision_in, site_sums, sites_with
from graph.analysis.slices import Decay, Method
from graph.errors import OptionOutOfRange
from graph.network import Floats, Index, Network

MOST_HOURS = 1e9
"""Place-hours a week that a site can be given: beyond anything, and finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What an edit changes.

    Attributes
    ----------
    areas
        Demand areas whose access may have changed, by position, ascending.
    hours
        Their hours a week within reach afterwards.
    """

    areas: Index
    hours: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """The access of a slice as sums that an edit moves only near its site.

    Attributes
    ----------
    served
        What it was made of.
    pairs
        Demand areas and all sites of the network within reach, with the weights of the decay
        (2SFCA: 1), from the areas and from the sites; None where they are too many to keep.
    people
        Young people in each demand area.
    supply
        Place-hours a week at every site of the network.
    drawn
        What people draw from every site; for 3SFCA only of the sites with supply.
    choice
        3SFCA: the sum of the weights of the sites with supply that each area reaches.
    hours
        Hours a week within reach, one a demand area.
    """

    served: Served
    pairs: Catchments | None
    people: Floats
    supply: Floats
    drawn: Floats
    choice: Floats
    hours: Floats


def tally_of(served: Served) -> Tally:
    """The sums that edits start from; an empty slice, or network, has empty ones."""
    network, method = served.network, served.method
    supply = np.zeros(len(network.sites))
    supply[served.sites] = served.supply
    around = around_demand(network, reach=served.reach).pairs
    kept = None if isinstance(around, Circles) else around.by(_weighing(method))
    choice = np.zeros(0)
    if isinstance(around, Circles):
        decay = Decay.UNIFORM if method is Method.TWO_STEP else None
        drawn = around.to_right(served.people, decay=decay)
    elif method is Method.THREE_STEP:
        chosen = choices_of(around, served.people, supply)
        choice, drawn = chosen.choice, chosen.drawn
    else:
        drawn = around.by(method).to_right(served.people)
    if kept is not None:
        _ = kept.turned  # made here, so that the first edit finds it ready
    return Tally(
        served=served,
        pairs=kept,
        people=served.people,
        supply=supply,
        drawn=drawn,
        choice=choice,
        hours=served.hours,
    )


def closing(tally: Tally, site: int) -> Changed:
    """What changes if everything at a site ends; ``site`` is its row."""
    return resizing(tally, {site: 0.0})


def resizing(tally: Tally, supply: Mapping[int, float]) -> Changed:
    """What changes if sites offer other place-hours a week.

    Parameters
    ----------
    tally
        Before.
    supply
        By row of the sites, place-hours a week: 0 closes a site, more than 0 opens one that
        had none. A site in whose reach nobody lives changes nothing.

    Returns
    -------
    Changed
        Nothing where ``supply`` names no site.

    Raises
    ------
    OptionOutOfRange
        Place-hours outside 0 to :data:`MOST_HOURS`.
    """
    for hours in supply.values():
        if not 0 <= hours <= MOST_HOURS:
            raise OptionOutOfRange(
                f"{hours:g} place-hours a week is outside 0 to {MOST_HOURS:,.0f}.", option="supply"
            )
    if tally.served.method is Method.THREE_STEP:
        return _shared_anew(tally, supply)
    if len(supply) == 1:
        ((site, hours),) = supply.items()
        areas, weights = _served_by(tally, site)
        return Changed(areas=areas, hours=_moved(tally, site, hours, areas, weights))
    moved = np.zeros(len(tally.hours))
    touched = np.zeros(len(tally.hours), dtype=bool)
    for site, hours in supply.items():
        areas, weights = _served_by(tally, site)
        touched[areas] = True
        drawn = tally.drawn[site]
        if drawn >= FEWEST:
            moved[areas] += (hours - tally.supply[site]) / drawn * weights
    changed = np.flatnonzero(touched).astype(np.int32)
    return Changed(areas=changed, hours=np.maximum(tally.hours[changed] + moved[changed], 0.0))


def after(tally: Tally, supply: Mapping[int, float]) -> Tally:
    """The tally once sites offer other place-hours, for the next edit; see :func:`resizing`."""
    changed = resizing(tally, supply)
    hours, offered = tally.hours.copy(), tally.supply.copy()
    hours[changed.areas] = changed.hours
    offered[list(supply)] = list(supply.values())
    edited = replace(tally, hours=hours, supply=offered)
    if tally.served.method is not Method.THREE_STEP or tally.pairs is None:
        return edited
    chosen = _chosen(tally, tally.pairs, supply)
    return replace(edited, choice=chosen.choice, drawn=chosen.drawn)


def served_after(served: Served, network: Network) -> Served:
    """Who is served in an edited network, starting from today's answer.

    Parameters
    ----------
    served
        Of the network before the edit.
    network
        After it.

    Returns
    -------
    Served
        What :func:`~graph.analysis.access.served.who_is_served` answers for the edited network.
        Where it shares the tables of areas, sites and travel times with the one before, only what
        is near changed sites is worked out; otherwise everything.
    """
    before = served.network
    shared = all(
        getattr(before, name) is getattr(network, name)
        for name in ("areas", "population", "within", "sites", "travel")
    )
    if not shared:
        return who_is_served(network, slice=served.slice, reach=served.reach, method=served.method)
    provision = provision_in(network, served.slice)
    at_site = site_sums(network, provision.place_hours)
    tally = tally_of(served)
    rows = np.flatnonzero(at_site != tally.supply)
    edited = after(tally, {int(row): float(at_site[row]) for row in rows})
    sites = sites_with(at_site)
    return replace(
        served,
        network=network,
        provision=provision,
        sites=sites,
        supply=at_site[sites],
        hours=edited.hours,
    )


def _weighing(method: Method) -> Method:
    """Which weights are kept: 3SFCA starts from those of E2SFCA."""
    return Method.E2SFCA if method is Method.THREE_STEP else method


def _served_by(tally: Tally, site: int) -> tuple[Index, Floats]:
    """The demand areas in reach of a site, by position, and the weights."""
    if tally.pairs is not None:
        turned = tally.pairs.turned
        begin, end = turned.starts[site], turned.starts[site + 1]
        return turned.right[begin:end], turned.weight[begin:end]
    served, sites = tally.served, tally.served.network.sites
    east = served.centres[:, 0] - sites.easting[site]
    north = served.centres[:, 1] - sites.northing[site]
    metres: Floats = np.sqrt(east * east + north * north) * served.reach.detour
    areas = np.flatnonzero(metres <= served.reach.reach_m).astype(np.int32)
    if served.method is Method.TWO_STEP:
        return areas, np.ones(len(areas))
    return areas, decay_weights(metres[areas], served.reach)


def _moved(tally: Tally, site: int, hours: float, areas: Index, weights: Floats) -> Floats:
    drawn, before = tally.drawn[site], tally.hours[areas]
    if drawn < FEWEST:
        return before
    # A sum that ends at nothing may miss it by a rounding, to either side.
    moved: Floats = np.maximum(before + (hours - tally.supply[site]) / drawn * weights, 0.0)
    return moved


def _shared_anew(tally: Tally, supply: Mapping[int, float]) -> Changed:
    """3SFCA: the neighbourhood of some sites worked out again."""
    offered = tally.supply.copy()
    offered[list(supply)] = list(supply.values())
    if tally.pairs is None:
        served, sites = tally.served, sites_with(offered)
        around = around_demand(served.network, reach=served.reach).restricted(sites)
        hours = access_hours(tally.people, offered[sites], around, method=Method.THREE_STEP)
        return Changed(areas=np.arange(len(hours), dtype=np.int32), hours=hours)
    chosen = _chosen(tally, tally.pairs, supply)
    areas, hours = hours_near(tally.pairs, chosen, offered)
    return Changed(areas=areas, hours=hours)


def _chosen(tally: Tally, pairs: Catchments, supply: Mapping[int, float]) -> Choices:
    before = Choices(choice=tally.choice, drawn=tally.drawn)
    return choices_after(pairs, tally.people, tally.supply, before, supply)
