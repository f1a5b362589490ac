"""What the colours mean: classes that are checked to be readable, and the legend beside the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from graph.analysis.duplication import Verdict
from graph.analysis.wording import spoken_hours
from graph.network import Floats
from maps.colours import least_difference, lightness
from maps.symbols import ROLES, Symbol

LEAST_DIFFERENCE = 12.0
"""Of neighbouring classes, to whoever sees them least well (CIE76; 10 is plain at a glance)."""

LEAST_STANDARD_HOURS = 0.05
DECIMALS = 9
"""To which numbers are held against the edges of a scale."""

HATCH, DOTS = "hatch", "dots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """One line of a legend.

    Attributes
    ----------
    label
        What it means.
    colour
        The fill of an area or the stroke of a line.
    pattern
        ``HATCH`` or ``DOTS`` over the colour, empty for none.
    line
        ``"solid"`` or ``"dashed"`` where it stands for a line, empty otherwise.
    symbol
        The mark, where it stands for points.
    number
        Whether it stands for the numbered rows of the table.
    dot
        Whether it stands for small dots of the colour.
    """

    label: str
    colour: str = ""
    pattern: str = ""
    line: str = ""
    symbol: Symbol | None = None
    number: bool = False
    dot: bool = False

    def options(self) -> dict[str, str]:
        """The swatch for the map's script."""
        return {"label": self.label, "colour": self.colour, "pattern": self.pattern}


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """A legend: what is shown, and what each mark means."""

    title: str
    swatches: tuple[Swatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Classes of a number, from the lowest to the highest.

    Attributes
    ----------
    edges
        Upper ends of all classes but the last, rising; a value that equals an
        edge belongs to the class above it.
    swatches
        One a class.

    Raises
    ------
    ValueError
        Edges that do not rise, a swatch too few or too many, neighbours that
        somebody cannot tell apart, or lightness that does not run one way.
    """

    edges: tuple[float, ...]
    swatches: tuple[Swatch, ...]

    def __post_init__(self) -> None:
        if len(self.swatches) != len(self.edges) + 1:
            raise ValueError("A scale has one class more than edges.")
        if any(low >= high for low, high in pairwise(self.edges)):
            raise ValueError("The edges of a scale rise.")
        colours = [swatch.colour for swatch in self.swatches]
        for one, other in pairwise(colours):
            if least_difference(one, other) < LEAST_DIFFERENCE:
                raise ValueError(f"{one} and {other} are too alike to stand side by side.")
        steps = [lightness(other) - lightness(one) for one, other in pairwise(colours)]
        if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
            raise ValueError("The lightness of a scale runs one way, so that it prints in grey.")

    def class_of(self, value: float) -> int:
        """Which class a value belongs to, from 0; a rounding short of an edge has reached it."""
        return int(self.classes_of(np.array([value]))[0])

    def classes_of(self, values: Floats) -> npt.NDArray[np.int8]:
        """The same for each of some values, none of them NaN."""
        edges = np.round(self.edges, DECIMALS)
        return np.searchsorted(edges, np.round(values, DECIMALS), side="right").astype(np.int8)

    @classmethod
    def of_access(cls, standard_hours_per_week: float) -> Self:
        """Hours a week within reach, by thirds of the agreed standard; the darkest is none.

        A standard below three minutes is drawn as three: thirds of less have no
        words of their own.
        """
        drawn = max(standard_hours_per_week, LEAST_STANDARD_HOURS)
        third, two, full = (drawn * part for part in (1 / 3, 2 / 3, 1))
        labels = (
            "None within reach",
            f"Under {spoken_hours(third)}",
            _span(third, two),
            _span(two, full),
            f"{spoken_hours(full)} or more (meets the standard)",
        )
        colours = ("#5c1a3b", "#a8443a", "#d9843b", "#f2c76e", "#e4eed8")
        swatches = tuple(
            Swatch(label=label[0].upper() + label[1:], colour=colour)
            for label, colour in zip(labels, colours, strict=True)
        )
        return cls(edges=(1e-9, third, two, full), swatches=swatches)


UNMAPPED = Swatch(label="Not mapped yet: nobody has looked", colour="#ffffff", pattern=HATCH)
NOBODY = Swatch(label="No young people of these ages counted", colour="#ffffff", pattern=DOTS)
ROWS = Swatch(label="The number of its row in the table", number=True)

SESSIONS = Swatch(label="Where sessions happen now", colour="#1d5f8a", dot=True)

VERDICTS: dict[Verdict, Swatch] = {
    Verdict.ABOVE: Swatch(label=Verdict.ABOVE.label, colour="#7b1e57", line="solid"),
    Verdict.NEEDED: Swatch(label=Verdict.NEEDED.label, colour="#1d5f8a", line="dashed"),
    Verdict.UNKNOWN: Swatch(label=Verdict.UNKNOWN.label, colour="#505a5f", line="dotted"),
}
"""Lines between the two sites of an overlap: told apart by their dashes as well."""

TIE = Swatch(label="They know each other", colour="#2b3a55", line="solid")
INTRODUCTION = Swatch(label="An introduction is needed", colour="#9c3d10", line="dashed")


def gaps_legend(standard_hours_per_week: float) -> Legend:
    """The legend of the gaps map."""
    scale = Scale.of_access(standard_hours_per_week)
    return Legend(
        title="Time within reach of each young person, a week",
        swatches=(
            *scale.swatches,
            UNMAPPED,
            NOBODY,
            ROWS,
            SESSIONS,
        ),
    )


def duplication_legend(verdicts: Iterable[Verdict] = tuple(Verdict)) -> Legend:
    """The legend of the duplication map, for the verdicts that it shows."""
    shown = set(verdicts)
    lines = tuple(swatch for verdict, swatch in VERDICTS.items() if verdict in shown)
    return Legend(title="Two services whose young people overlap", swatches=(*lines, ROWS))


def opportunities_legend() -> Legend:
    """The legend of the opportunities map."""
    roles = tuple(Swatch(label=symbol.label, symbol=symbol) for symbol in ROLES.values())
    return Legend(title="Who could bring what", swatches=(ROWS, *roles, TIE, INTRODUCTION))


def explorer_legend(symbols: tuple[Symbol, ...]) -> Legend:
    """The legend of the explorer: the kinds that are shown, in their order."""
    return Legend(
        title="What is where",
        swatches=tuple(Swatch(label=symbol.label, symbol=symbol) for symbol in symbols),
    )


def _span(low: float, high: float) -> str:
    """Two lengths of time with "to" between, the unit said once where it is the same."""
    first, second = spoken_hours(low), spoken_hours(high)
    if first.endswith(" minutes") and second.endswith(" minutes") and "hour" not in second:
        first = first.removesuffix(" minutes")
    return f"{first} to {second}"
