"""What is being asked about: whose provision, of what, when; and how far people can go for it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import OptionOutOfRange
from graph.model import AgeRange, Audience, Day, Season, Term, Theme
from graph.model import Mode as Mode  # also found here: it is a word of every reach

YOUNG_PEOPLE = AgeRange(age_from=11, age_to=19)


class Decay(Term):
    """How the pull of a place falls with distance, within the reach."""

    STEP = "step", "Stepped"
    GAUSSIAN = "gaussian", "Gaussian"
    UNIFORM = "uniform", "The same all through the reach"
    EXPONENTIAL = "exponential", "Exponential"
    POWER = "power", "Inverse power"
    LINEAR = "linear", "Linear"


class Method(Term):
    """How supply is shared over the young people within reach (floating catchment areas)."""

    E2SFCA = "e2sfca", "Enhanced two-step (E2SFCA)"
    TWO_STEP = "2sfca", "Two-step (2SFCA)"
    THREE_STEP = "3sfca", "Three-step (3SFCA)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far people go: the straight line times a detour factor, up to ``reach_m`` metres.

    Attributes
    ----------
    mode
        How they travel, for the explanation.
    reach_m
        Metres along the way, 100 to 60,000.
    detour
        Metres along the way for a metre in the straight line, 1 to 3.
    decay
        How the pull falls with distance.

    Raises
    ------
    OptionOutOfRange
        A number outside its range.
    """

    mode: Mode = Mode.BUS
    reach_m: float = 8_000.0
    detour: float = 1.3
    decay: Decay = Decay.GAUSSIAN

    def __post_init__(self) -> None:
        if not 100 <= self.reach_m <= 60_000:
            raise OptionOutOfRange(
                f"A reach of {self.reach_m:g} m is outside 100 to 60,000.", option="reach_m"
            )
        if not 1 <= self.detour <= 3:
            raise OptionOutOfRange(
                f"A detour of {self.detour:g} is outside 1 to 3.", option="detour"
            )

    @property
    def straight_m(self) -> float:
        """The reach as metres in the straight line."""
        return self.reach_m / self.detour


REACHES = {
    Mode.WALK: Reach(mode=Mode.WALK, reach_m=2_400.0, detour=1.3),
    Mode.CYCLE: Reach(mode=Mode.CYCLE, reach_m=6_000.0, detour=1.3),
    Mode.BUS: Reach(),
    Mode.CAR: Reach(mode=Mode.CAR, reach_m=20_000.0, detour=1.3),
}
"""The declared reach of each mode: about 30 minutes' walk or ride, 25 minutes' bus or drive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The provision that a question is about.

    Attributes
    ----------
    ages
        Young people of these ages; an activity counts for the share of them that it takes.
    theme, audience
        None for any. An activity for everyone counts for each audience.
    days
        Days of the week, empty for any.
    season
        Term time or holidays; ``ALL_YEAR`` for any.
    """

    ages: AgeRange = YOUNG_PEOPLE
    theme: Theme | None = None
    audience: Audience | None = None
    days: tuple[Day, ...] = ()
    season: Season = Season.ALL_YEAR

    def __str__(self) -> str:
        parts = [f"ages {self.ages}"]
        if self.theme:
            parts.insert(0, self.theme.label.lower())
        if self.audience and self.audience is not Audience.EVERYONE:
            parts.append(self.audience.label)
        if self.days:
            parts.append(", ".join(day.label for day in self.days))
        if self.season is not Season.ALL_YEAR:
            parts.append(self.season.label.lower())
        return ", ".join(parts)
