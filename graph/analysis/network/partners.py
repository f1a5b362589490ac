"""Partners of town and parish councils: which work with others, and which with nobody known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.nesting import nesting_shares
from graph.analysis.network.ties import tie_rows
from graph.analysis.rows import Rows
from graph.analysis.slices import YOUNG_PEOPLE
from graph.analysis.wording import counted, listed, young
from graph.model import AgeRange, OrganisationKind
from graph.network import Floats, Index, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class ParishPartners:
    """A town or parish council and whom it works with.

    Attributes
    ----------
    partners
        Names of the organisations with which somebody stated a tie, by name.
    discovered
        Names of further ones with which a tie was only discovered.
    young_people
        Who live in the areas that it serves; 0 where those are not known.
    """

    organisation_id: str
    organisation: str
    partners: tuple[str, ...]
    discovered: tuple[str, ...]
    young_people: float
    explanation: str
    counter_reading: str


def find_parish_partners(
    network: Network, *, ages: AgeRange = YOUNG_PEOPLE
) -> Rows[ParishPartners]:
    """Town and parish councils, those with the fewest partners first.

    Returns
    -------
    sequence of ParishPartners
        By number of stated partners, then discovered ones, then the most young people first,
        then id; empty where no council is recorded.
    """
    organisations = network.organisations
    councils = np.flatnonzero(organisations.kind == str(OrganisationKind.PARISH_COUNCIL))
    stated = tie_rows(network, discoverable=False)
    every = tie_rows(network, discoverable=True)
    people = _young_people(network, councils.astype(np.int32), ages)
    ids = organisations.id[councils].astype(str)
    order = np.lexsort((ids, -people, every.degree[councils], stated.degree[councils]))
    return Rows(
        len(councils),
        lambda place: _partners(network, int(councils[order[place]]), float(people[order[place]])),
    )


def _young_people(network: Network, councils: Index, ages: AgeRange) -> Floats:
    """Young people who live where each council serves; shares of several areas add up to one."""
    rows, size = network.demand_areas, len(network.areas)
    shape = (len(network.organisations), size)
    ones = np.ones(len(network.serves))
    serves = csr_array((ones, (network.serves.left, network.serves.right)), shape=shape)
    inside = csr_array(serves[councils, :] @ csr_array(nesting_shares(network)[rows, :].T))
    inside.data = np.minimum(inside.data, 1.0)
    return np.asarray(inside @ network.young_people(ages)[rows], dtype=np.float64)


def _partners(network: Network, row: int, people: float) -> ParishPartners:
    organisations = network.organisations
    stated = set(tie_rows(network, discoverable=False).of(row).tolist())
    every = set(tie_rows(network, discoverable=True).of(row).tolist())
    partners = _names(network, stated)
    discovered = _names(network, every - stated)
    name = organisations.name[row]
    lives = f" {young(people).capitalize()} live in what it serves." if people > 0 else ""
    if partners:
        with_whom = f"{name} works with {listed(partners)}."
    elif discovered:
        with_whom = (
            f"Nobody has said that {name} works with anybody; it shares a board, site or funder "
            f"with {counted(len(discovered), 'organisation')}."
        )
    else:
        with_whom = f"No tie of {name} with anybody is recorded."
    return ParishPartners(
        organisation_id=organisations.id[row],
        organisation=name,
        partners=partners,
        discovered=discovered,
        young_people=people,
        explanation=with_whom + lives,
        counter_reading=(
            "A council may know everybody in its parish without a line in any register: ask its "
            "clerk before calling it alone."
        ),
    )


def _names(network: Network, rows: set[int]) -> tuple[str, ...]:
    return tuple(sorted(network.organisations.name[row] for row in rows))
