"""The question that the findings' pages share: whose provision of what, when, where, how far."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.slices import REACHES, YOUNG_PEOPLE, Mode, Reach, Slice
from graph.errors import InvalidData
from graph.model import AgeRange, AreaKind, Audience, Day, Season, Theme
from graph.network import Network
from service.findings import Options
from service.formats import folded
from service.forms.query import Query

NAMED_KINDS = (
    AreaKind.REGION,
    AreaKind.COUNTY,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.PARISH,
    AreaKind.WARD,
    AreaKind.LOCAL,
)
MOST_NAMES = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and what can be asked; what ``filters.question`` shows.

    Attributes
    ----------
    options
        For :mod:`service.findings`.
    area_name
        What stands in the field “Where”.
    standard_text
        What stands in the field “Standard”; empty for the agreed or default one.
    area_names
        Ids and names of areas to choose from.
    """

    options: Options
    area_name: str
    standard_text: str
    area_names: tuple[tuple[str, str], ...]
    themes: tuple[Theme, ...] = tuple(Theme)
    audiences: tuple[Audience, ...] = tuple(a for a in Audience if a is not Audience.EVERYONE)
    modes: tuple[Mode, ...] = tuple(Mode)
    seasons: tuple[Season, ...] = tuple(Season)
    days: tuple[Day, ...] = tuple(Day)

    @property
    def slice(self) -> Slice:
        """Whose provision of what, when."""
        return self.options.slice

    @property
    def reach(self) -> Reach:
        """How far people go for it."""
        return self.options.reach


def read_question(query: Query, network: Network) -> Question:
    """Read the question out of an address; what is wrong is noted in ``query.problems``.

    The parameters are ``age_from``, ``age_to``, ``theme``, ``audience``,
    ``day`` (several), ``season``, ``area`` (a code or a name), ``mode``,
    ``standard`` and ``roll_up``.
    """
    asked = Slice(
        ages=_ages(query),
        theme=query.word("theme", Theme, "What"),
        audience=query.word("audience", Audience, "For whom"),
        days=query.words("day", Day, "A day"),
        season=query.word("season", Season, "The season") or Season.ALL_YEAR,
    )
    standard = query.decimal("standard", "The standard", low=0, high=168)
    area_id, area_name = read_area(query, network)
    return Question(
        options=Options(
            slice=asked,
            reach=REACHES[query.word("mode", Mode, "How they travel") or Mode.BUS],
            standard_hours_per_week=standard,
            roll_up=query.word("roll_up", AreaKind, "The kind of area"),
            within=area_id,
        ),
        area_name=area_name,
        standard_text="" if standard is None else f"{standard:g}",
        area_names=area_names(network),
    )


def _ages(query: Query) -> AgeRange:
    low, high = YOUNG_PEOPLE.age_from, YOUNG_PEOPLE.age_to
    age_from = query.whole("age_from", "Ages from", default=low, low=0, high=120)
    age_to = query.whole("age_to", "Ages to", default=max(high, age_from), low=0, high=120)
    try:
        return AgeRange(age_from=age_from, age_to=age_to)
    except InvalidData as problem:
        query.wrong(str(problem), "age_from")
        return YOUNG_PEOPLE


def area_names(network: Network) -> tuple[tuple[str, str], ...]:
    """Ids and names of the areas that people know by name, in order of names."""
    kinds = {kind.value for kind in NAMED_KINDS}
    rows = [row for row, kind in enumerate(network.areas.kind) if kind in kinds]
    named = sorted((str(network.areas.name[row]), str(network.areas.id[row])) for row in rows)
    return tuple((id, name) for name, id in named[:MOST_NAMES])


def read_area(query: Query, network: Network) -> tuple[str | None, str]:
    """The id and name of the area in ``area``, a code or a name; None and empty for none."""
    given = query.text("area", "The area")
    if not given:
        return None, ""
    areas = network.areas
    row = areas.rows.get(given, areas.rows.get(given.upper()))
    if row is None:
        row = _row_named(network, given)
    if row is None:
        query.wrong(f"There is no area called “{given}”; choose one from the list.", "area")
        return None, given
    return str(areas.id[row]), str(areas.name[row])


def _row_named(network: Network, given: str) -> int | None:
    """The area of that name; of several the largest, in the order of the kinds."""
    order = {kind.value: place for place, kind in enumerate(AreaKind)}
    wanted = folded(given)
    found = [row for row, name in enumerate(network.areas.name) if folded(str(name)) == wanted]
    return min(found, key=lambda row: order[str(network.areas.kind[row])], default=None)
