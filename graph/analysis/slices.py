"""What is being asked about: whose provision, of what, when; and how far people can go for it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import OptionOutOfRange
from graph.model import AgeRange, Audience, Day, Outcome, Season, Term, Theme
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
    by_table
        Whether to go by the imported travel times of the mode, where there are any.

    Raises
    ------
    OptionOutOfRange
        A number outside its range.
    """

    mode: Mode = Mode.BUS
    reach_m: float = 8_000.0
    detour: float = 1.3
    decay: Decay = Decay.GAUSSIAN
    by_table: bool = False

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

    @property
    def metres_per_minute(self) -> float:
        """The declared pace of the mode."""
        return METRES_PER_MINUTE[self.mode]

    @property
    def minutes(self) -> float:
        """The reach as minutes from door to door at the mode's pace."""
        return self.reach_m / self.metres_per_minute


METRES_PER_MINUTE = {Mode.WALK: 80.0, Mode.CYCLE: 200.0, Mode.BUS: 320.0, Mode.CAR: 800.0}
"""The declared pace of each mode: 4.8, 12, 19.2 and 48 km/h from door to door."""

REACHES = {
    Mode.WALK: Reach(mode=Mode.WALK, reach_m=2_400.0, detour=1.3),
    Mode.CYCLE: Reach(mode=Mode.CYCLE, reach_m=6_000.0, detour=1.3),
    Mode.BUS: Reach(),
    Mode.CAR: Reach(mode=Mode.CAR, reach_m=20_000.0, detour=1.3),
}
"""The declared reach of each mode: about 30 minutes' walk or ride, 25 minutes' bus or drive."""


class Part(Term):
    """A part of the day; the four follow each other without a gap, in minutes from midnight."""

    begins: int
    ends: int

    def __new__(cls, value: str, label: str, begins: int, ends: int) -> Part:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.begins = begins
        member.ends = ends
        return member

    MORNING = "morning", "Morning, before 12:00", 0, 12 * 60
    MIDDAY = "midday", "Early afternoon, 12:00 to 15:00", 12 * 60, 15 * 60
    AFTER_SCHOOL = "after_school", "After school, 15:00 to 18:00", 15 * 60, 18 * 60
    EVENING = "evening", "Evening, from 18:00", 18 * 60, 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The provision that a question is about.

    Attributes
    ----------
    ages
        Young people of these ages; an activity counts for the share of them that it takes.
    theme, audience
        None for any. An activity for everyone counts for each audience.
    outcome
        Only what is said to contribute to this outcome of the framework; None for any.
    days
        Days of the week, empty for any.
    parts
        Parts of the day, empty for any; a session counts with the hours that lie in them.
    season
        Term time or holidays; ``ALL_YEAR`` for any.
    """

    ages: AgeRange = YOUNG_PEOPLE
    theme: Theme | None = None
    audience: Audience | None = None
    outcome: Outcome | None = None
    days: tuple[Day, ...] = ()
    parts: tuple[Part, ...] = ()
    season: Season = Season.ALL_YEAR

    def __str__(self) -> str:
        parts = [f"ages {self.ages}"]
        if self.theme:
            parts.insert(0, self.theme.label.lower())
        if self.audience and self.audience is not Audience.EVERYONE:
            parts.append(self.audience.label)
        if self.outcome:
            parts.append(f"for the outcome “{self.outcome.name}”")
        if self.days:
            parts.append(", ".join(day.label for day in self.days))
        if self.parts:
            parts.append(", ".join(_short(part) for part in self.parts))
        if self.season is not Season.ALL_YEAR:
            parts.append(self.season.label.lower())
        return ", ".join(parts)


def _short(part: Part) -> str:
    """The part of the day without its times: "after school"."""
    return part.label.partition(",")[0].lower()
