"""Islands: organisations without a tie to the largest connected part of the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.memory import remembered
from graph.analysis.network.ties import tie_rows
from graph.analysis.rows import Rows
from graph.analysis.wording import listed
from graph.network import Index, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """Organisations without a tie to the largest connected part: one alone, or several together.

    In the order of their names.
    """

    organisation_ids: tuple[str, ...]
    organisations: tuple[str, ...]
    explanation: str
    counter_reading: str


def find_islands(network: Network, *, discoverable: bool = True) -> Rows[Island]:
    """Organisations without a tie to the largest connected part.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated; without them more stand alone.

    Returns
    -------
    sequence of Island
        The largest first, then by name. Where nobody has a tie, everybody is an island; the
        empty network has none.
    """
    parts = island_rows(network, discoverable=discoverable)
    return Rows(len(parts), lambda place: _island(network, parts[place]))


@remembered(most=2)
def island_rows(network: Network, *, discoverable: bool) -> tuple[Index, ...]:
    """Rows of the organisations of each island, in the order of :func:`find_islands`."""
    part_of = tie_rows(network, discoverable=discoverable).parts()
    if not len(part_of):
        return ()
    sizes = np.bincount(part_of)
    names, ids = network.organisations.name, network.organisations.id
    by_name = np.lexsort((ids.astype(str), names.astype(str)))
    in_parts = by_name[np.argsort(part_of[by_name], kind="stable")].astype(np.int32)
    parts = np.split(in_parts, np.cumsum(sizes)[:-1])
    # The main part: the largest, of several as large the one with the smallest row.
    main = max(range(len(parts)), key=lambda part: (sizes[part], -int(parts[part].min())))
    islands = [part for number, part in enumerate(parts) if number != main or sizes[main] == 1]
    return tuple(sorted(islands, key=lambda part: (-len(part), *names[part[:1]], *ids[part[:1]])))


def _island(network: Network, rows: Index) -> Island:
    names = tuple(network.organisations.name[row] for row in rows)
    return Island(
        organisation_ids=tuple(network.organisations.id[row] for row in rows),
        organisations=names,
        explanation=(
            f"No tie of {names[0]} with anybody is recorded."
            if len(rows) == 1
            else f"{listed(names)} have ties with each other, and none with anybody else."
        ),
        counter_reading=(
            "That nobody recorded a tie does not mean there is none: ask whom they work with."
        ),
    )
