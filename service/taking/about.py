"""What a file says of itself: what it holds, when it was made, and on whose terms."""

from __future__ import annotations

from dataclasses import dataclass

from graph.network import Network
from service.exports import Cell

HEADINGS = ("what", "licence", "attribution", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The last sheet of a workbook, and a table of a GeoPackage.

    Attributes
    ----------
    rows
        Under :data:`HEADINGS`: the file itself, then every source.
    """

    rows: tuple[tuple[Cell, ...], ...]


def about(network: Network, day: str) -> About:
    """What a file made on a day from a snapshot says of itself."""
    made = f"Made by Hedgerow on {day} from revision {network.revision} of its graph"
    terms = "As each source says: see below, and the column “licence” where rows have one"
    return About(
        rows=(
            (made, terms, None, None),
            *(
                (one.name, one.licence or None, one.attribution or None, one.website or None)
                for one in sorted(network.sources, key=lambda one: (one.name, one.id))
            ),
        )
    )
