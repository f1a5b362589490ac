"""An area of one's own, drawn or uploaded: which small areas lie in it, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.errors import OptionOutOfRange
from graph.network import Floats, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An area that somebody drew, as shares of the areas that people are counted in.

    Attributes
    ----------
    shares
        Ids of demand areas, each with the share of its people inside, above 0 and at most 1.

    Raises
    ------
    OptionOutOfRange
        A share outside 0 to 1.
    """

    shares: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        for id, share in self.shares:
            if not 0 < share <= 1:
                raise OptionOutOfRange(
                    f"A share of {share:g} of “{id}” is outside 0 to 1.", option="drawn"
                )

    def inside(self, network: Network) -> Floats:
        """The share of each demand area's people inside it, shape (demand areas,).

        Raises
        ------
        NotFound
            There is no area of one of the ids.
        """
        share = np.zeros(len(network.areas))
        for id, part in self.shares:
            share[network.areas.row(id)] = part
        answer: Floats = share[network.demand_areas]
        return answer
