"""All of England, drawn with a seed: real small areas, synthetic provision where people live.

    python -m benchmarks.england

says what a national network holds. The small areas are those of the open table where it is
there (``HEDGEROW_SHARED_DATA``, or ``shared/data`` beside the checkout); where it is absent,
they are drawn, and :attr:`England.said` tells so. Everything else is invented: clustered
sites, organisations, activities and assets, ties mostly between near organisations, some
grants and partnerships. One seed and one size give the same network in every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from benchmarks.bonds import grant_records, partnership_records, tie_records
from benchmarks.settlement import AREAS, ENGLAND, Settlement, settlement
from benchmarks.supply import (
    SOURCE,
    activity_records,
    asset_records,
    drawn_places,
    organisation_kinds,
    organisation_records,
    site_records,
)
from graph.collecting import all_kept
from graph.model import Record, Source
from graph.network import Network
from graph.tables import network_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much of each kind of record; the defaults are all of England.

    ``areas`` counts the small areas. Ties are at most that many: those drawn twice count once.
    """

    areas: int = AREAS
    organisations: int = 200_000
    sites: int = 20_000
    activities: int = 100_000
    ties: int = 1_000_000
    assets: int = 60_000
    grants: int = 30_000
    partnerships: int = 400
    seed: int = 2026


COUNTY = Sizes(
    areas=330,
    organisations=2_000,
    sites=400,
    activities=1_200,
    ties=9_000,
    assets=1_000,
    grants=300,
    partnerships=10,
)
"""A county's share, for what need not be national."""


class England:
    """A drawn network, as records (for a store) and as a snapshot (for an analysis)."""

    def __init__(self, sizes: Sizes, *, table: Path = ENGLAND) -> None:
        self.sizes = sizes
        self.where: Settlement = settlement(
            sizes.areas, np.random.default_rng([sizes.seed, 0]), table=table
        )

    @property
    def said(self) -> str:
        """Where the demand comes from, in a sentence."""
        return self.where.said

    def records(self) -> tuple[Record, ...]:
        """Every record, made anew; what a record names stands among them."""
        sizes, where = self.sizes, self.where
        # A stream of chance for each kind: one more hall does not move every grant.
        chance = [np.random.default_rng([sizes.seed, kind]) for kind in range(1, 9)]
        with all_kept():
            sites = drawn_places(where, sizes.sites, chance[0])
            homes = drawn_places(where, sizes.organisations, chance[1])
            kinds = organisation_kinds(len(homes), chance[1])
            return (
                *where.records,
                Source(id=SOURCE, name="Synthetic provision for measurements", illustrative=True),
                *site_records(where, sites, chance[2]),
                *organisation_records(where, homes, kinds, sites, chance[3]),
                *activity_records(sizes.activities, sites, homes, kinds, chance[4]),
                *asset_records(sizes.assets, sites, homes, chance[5]),
                *tie_records(sizes.ties, kinds, chance[6]),
                *grant_records(sizes.grants, where, homes, kinds, chance[7]),
                *partnership_records(sizes.partnerships, where, homes, chance[7]),
            )

    @cached_property
    def network(self) -> Network:
        """The snapshot of the records, without a store and without a disk."""
        with all_kept():
            return network_of(self.records(), revision=f"england-{self.sizes.seed}")


@cache
def england(sizes: Sizes = Sizes()) -> England:
    """The drawn network of some sizes, made once in a process."""
    return England(sizes)


def main() -> None:
    """Say what a national network holds."""
    made = england()
    print(made.said)
    network = made.network
    tables = ("areas", "sites", "organisations", "activities", "assets", "grants", "ties")
    for name in tables:
        print(f"{len(getattr(network, name)):>9,} {name}")
    print(f"{len(network.demand_areas):>9,} areas that demand is counted in")


if __name__ == "__main__":
    main()
