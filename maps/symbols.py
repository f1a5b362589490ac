"""The marks on the maps: a shape for the sort of record, a drawing within it for its kind.

Shape and drawing tell kinds apart without colour; colour only groups them.
The path data here is the one source for the map's markers and for the
legend's swatches: outlines in a box of 24 by 24, drawings in one of 16 by 16
that stands in its middle.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from graph.analysis.opportunities import Role
from graph.model import AssetKind, Term, ThemeGroup
from maps.colours import contrast

LEAST_CONTRAST = 4.5
"""Of the white drawing against its ground, though WCAG asks 3 of graphics."""

CIRCLE = "M12 1a11 11 0 1 0 .01 0Z"
SQUARE = "M4.5 1.5h15a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3h-15a3 3 0 0 1-3-3v-15a3 3 0 0 1 3-3Z"
DIAMOND = "M12 .2 23.8 12 12 23.8.2 12Z"

INK, MOSS, SLATE, RUST, OCHRE, PLUM, GREY = (
    "#2b3a55",
    "#1f6b4a",
    "#1d5f8a",
    "#9c3d10",
    "#7a5600",
    "#7b1e57",
    "#3b3b3b",
)

_HOUSE = "M8 2l7 6h-2v6H9.5v-4h-3v4H3V8H1Z"
_DOOR = "M4 1.5h8v13H4ZM10 7.2a.9.9 0 1 0 .01 0Z"
_TREE = "M8 1l5 7h-2.5L14 12.5H9V15H7v-2.5H2L5.5 8H3Z"
_BUS = (
    "M3 2.5h10a1 1 0 0 1 1 1V12h-1.2v1.5H11V12H5v1.5H3.2V12H2V3.5a1 1 0 0 1 1-1Z"
    "M3.5 4.2V8h9V4.2ZM4.4 9.3a.8.8 0 1 0 .01 0ZM11.6 9.3a.8.8 0 1 0 .01 0Z"
)
_BOX = "M2 5l6-3 6 3v6l-6 3-6-3ZM8 7.6l4.2-2.1L8 3.6 3.8 5.5Z"
_PERSON = "M8 1.8a2.7 2.7 0 1 0 .01 0ZM2.8 14q0-5.5 5.2-5.5T13.2 14Z"
_HEART = "M8 14L2.6 8.4A3.3 3.3 0 0 1 8 4.6a3.3 3.3 0 0 1 5.4 3.8Z"
_STAR = "M8 1.5L9.9 6l4.8.4L11 9.5l1.2 4.7L8 11.6l-4.2 2.6L5 9.5 1.3 6.4 6.1 6Z"
_POUND = (
    "M4.5 14v-1.7h1.3q.7-1.3.4-3.1H4.7V7.8h1.2Q5.3 6.4 5.5 5.2 6 2.2 9 2.2q2.7 0 3.1 2.7"
    "h-1.9Q10 3.8 9 3.8q-1.5 0-1.6 1.6 0 1 .5 2.4H10v1.4H8.2q.2 1.8-.5 3.1H12V14Z"
)
_BARS = "M2 9h3v5H2ZM6.5 5h3v9h-3ZM11 2h3v12h-3Z"
_FLAG = "M3 1.5h1.6v1h8.9l-2 3.2 2 3.3H4.6v5.5H3Z"
_MUG = (
    "M2.5 4H11v1.5h1q2.5 0 2.5 2.5T12 10.5h-1Q10.8 13 8.5 13H5q-2.5 0-2.5-2.5Z"
    "M11 7v2h1q1 0 1-1t-1-1Z"
)
_NOTE = "M6 2.7l7.5-1.4V11a2.3 2 0 1 1-1.6-1.9V4.6L7.6 5.4v7.2A2.3 2 0 1 1 6 10.7Z"
_BALL = "M8 1.5a6.5 6.5 0 1 0 .01 0ZM8 4.6l3.3 2.4L10 11H6L4.7 7Z"
_PLUS = "M6.3 2h3.4v4.3H14v3.4H9.7V14H6.3V9.7H2V6.3h4.3Z"
_CASE = "M5.5 2.8h5V5H14v8.2H2V5h3.5ZM7 4.2V5h2v-.8Z"
_SPEECH = "M2 2.5h12v8H8L4.5 14v-3.5H2Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One mark.

    Attributes
    ----------
    label
        What it stands for.
    outline, fill
        Path data of the ground in a 24 by 24 box, and its colour.
    drawing
        Path data of the white drawing in a 16 by 16 box (even-odd fill).

    Raises
    ------
    ValueError
        White does not stand out from the fill.
    """

    label: str
    outline: str
    fill: str
    drawing: str

    def __post_init__(self) -> None:
        if contrast(self.fill, "#ffffff") < LEAST_CONTRAST:
            raise ValueError(f"White does not stand out from {self.fill} ({self.label}).")

    def options(self) -> dict[str, str]:
        """The symbol for the map's script."""
        return asdict(self)


def _asset(kind: AssetKind, fill: str, drawing: str) -> tuple[str, Symbol]:
    return kind.value, Symbol(label=kind.label, outline=SQUARE, fill=fill, drawing=drawing)


def _activity(group: ThemeGroup, drawing: str) -> tuple[str, Symbol]:
    return (
        activity_key(group),
        Symbol(label=group.label, outline=DIAMOND, fill=PLUM, drawing=drawing),
    )


def _role(role: Role, fill: str, drawing: str) -> tuple[str, Symbol]:
    return role.value, Symbol(label=role.label, outline=CIRCLE, fill=fill, drawing=drawing)


def activity_key(group: ThemeGroup) -> str:
    """The key of the symbol for activities of a group of themes."""
    return f"activity-{group.value}"


ORGANISATION = Symbol(label="Organisations", outline=CIRCLE, fill=INK, drawing=_FLAG)
AREA = Symbol(label="Area", outline=CIRCLE, fill=PLUM, drawing=_STAR)

ASSETS: dict[str, Symbol] = dict(
    (
        _asset(AssetKind.VENUE, MOSS, _HOUSE),
        _asset(AssetKind.ROOM, MOSS, _DOOR),
        _asset(AssetKind.OUTDOOR_SPACE, MOSS, _TREE),
        _asset(AssetKind.VEHICLE, SLATE, _BUS),
        _asset(AssetKind.EQUIPMENT, SLATE, _BOX),
        _asset(AssetKind.STAFF_TIME, RUST, _PERSON),
        _asset(AssetKind.VOLUNTEER_TIME, RUST, _HEART),
        _asset(AssetKind.SKILL, RUST, _STAR),
        _asset(AssetKind.MONEY, OCHRE, _POUND),
        _asset(AssetKind.DATA, OCHRE, _BARS),
    )
)

ACTIVITIES: dict[str, Symbol] = dict(
    (
        _activity(ThemeGroup.PLACE, _MUG),
        _activity(ThemeGroup.CREATIVE, _NOTE),
        _activity(ThemeGroup.ACTIVE, _BALL),
        _activity(ThemeGroup.WELLBEING, _PLUS),
        _activity(ThemeGroup.FUTURES, _CASE),
        _activity(ThemeGroup.VOICE, _SPEECH),
    )
)

ROLES: dict[str, Symbol] = dict(
    (
        _role(Role.VENUE, MOSS, _HOUSE),
        _role(Role.DELIVERER, PLUM, _PERSON),
        _role(Role.MONEY, OCHRE, _POUND),
        _role(Role.YOUTH_LEAD, RUST, _SPEECH),
        _role(Role.TRANSPORT, SLATE, _BUS),
        _role(Role.EQUIPMENT, SLATE, _BOX),
        _role(Role.DATA, OCHRE, _BARS),
    )
)


def symbol_of(kind: Term) -> Symbol:
    """The symbol of an asset kind, a theme group or a role.

    Raises
    ------
    KeyError
        Another vocabulary.
    """
    if isinstance(kind, AssetKind):
        return ASSETS[kind.value]
    if isinstance(kind, ThemeGroup):
        return ACTIVITIES[activity_key(kind)]
    if isinstance(kind, Role):
        return ROLES[kind.value]
    raise KeyError(kind)
