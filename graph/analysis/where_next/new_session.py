"""One new session of a choice: the hall, its keeper, when, whom it lifts, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.access.timed import so_far
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS
from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.rows import Rows
from graph.analysis.where_next.finding import Room, WhereNext
from graph.analysis.wording import counted, day, listed, spoken_hours, young
from graph.model import Season, WeeklyTime
from graph.network import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """Young people of one area whom a session lifts to the standard."""

    area_id: str
    area: str
    young_people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """A new session in a real hall.

    Attributes
    ----------
    rank, id
        Each adds most to those before it. The id is the hall's and the window's, and stable.
    asset_id, hall, site_id, site
        Where.
    keeper_id, keeper
        Whose hall it is.
    free
        When the hall is free.
    hours_per_week, places
        Of the session, in a week that counts.
    places_assumed
        Whether nobody said how many the hall holds.
    room
        Young people it could lift at most; None where places do not count.
    lifted, areas
        How many it lifts, and where they live, most first.
    latitude, longitude
        Of the hall.
    explanation, counter_reading
        For people.
    team
        Who could hold it together, None where that was not searched or nobody is known.
    """

    rank: int
    id: str
    asset_id: str
    hall: str
    site_id: str
    site: str
    keeper_id: str
    keeper: str
    free: str
    hours_per_week: float
    places: int
    places_assumed: bool
    room: float | None
    lifted: float
    areas: tuple[Lifted, ...]
    latitude: float
    longitude: float
    explanation: str
    counter_reading: str
    team: Opportunity | None = None


def new_sessions(found: WhereNext) -> Rows[NewSession]:
    """The sessions of a choice as rows, made when somebody looks at them."""
    return Rows(len(found.chosen), lambda place: _session(found, place))


def session_ids(found: WhereNext, *, all: bool = False) -> tuple[str, ...]:
    """The ids of the sessions of a choice in their order, or of all that a hall is free for."""
    rows = range(len(found.halls)) if all else found.chosen.tolist()
    return tuple(_id(found, row) for row in rows)


def _id(found: WhereNext, row: int) -> str:
    window = found.halls.window(row)
    asset = found.served.network.assets.id[found.halls.asset[row]]
    season = "" if window.season is Season.ALL_YEAR else f"-{window.season.value}"
    return f"{asset}~{window.day.value}{window.start:%H%M}{season}"


def _session(found: WhereNext, place: int) -> NewSession:
    network, halls, row = found.served.network, found.halls, int(found.chosen[place])
    asset, site = int(halls.asset[row]), int(halls.site[row])
    keeper = int(network.assets.organisation[asset])
    areas = _lifted(found, row)
    return NewSession(
        rank=place + 1,
        id=_id(found, row),
        asset_id=network.assets.id[asset],
        hall=network.assets.name[asset],
        site_id=network.sites.id[site],
        site=network.sites.name[site],
        keeper_id=network.organisations.id[keeper],
        keeper=network.organisations.name[keeper],
        free=str(halls.window(row)),
        hours_per_week=float(halls.hours[row]),
        places=round(float(halls.places[row])),
        places_assumed=bool(halls.places_assumed[row]),
        room=None if found.wish.room is Room.SET_ASIDE else float(found.rooms[row]),
        lifted=sum(one.young_people for one in areas),
        areas=areas,
        latitude=float(network.sites.latitude[site]),
        longitude=float(network.sites.longitude[site]),
        explanation=_explanation(found, row, areas),
        counter_reading=_counter_reading(found, row),
    )


def _lifted(found: WhereNext, row: int) -> tuple[Lifted, ...]:
    areas, (at, people) = found.served.network.areas, found.of_site(row)
    order = np.lexsort((at, -np.round(people, 6)))
    rows: Index = found.served.areas[at[order]]
    return tuple(
        Lifted(area_id=areas.id[area], area=areas.name[area], young_people=float(many))
        for area, many in zip(rows.tolist(), people[order].tolist(), strict=True)
    )


def _explanation(found: WhereNext, row: int, areas: tuple[Lifted, ...]) -> str:
    network, halls = found.served.network, found.halls
    asset = int(halls.asset[row])
    keeper = network.organisations.name[network.assets.organisation[asset]]
    people = sum(one.young_people for one in areas)
    standard = f"{spoken_hours(found.standard.hours_per_week)} a week ({found.standard.by})"
    when, reach = _in_words(halls.window(row)), so_far(found.served.reach)
    short = young(_within_reach(found, row))
    sentences = [
        f"{network.assets.name[asset]} is kept by {keeper} and free {when}.",
        f"Within {reach} of it live {short} with less than {standard} within reach.",
    ]
    if found.wish.room is Room.COUNTED:
        sentences.append(
            f"A session of {spoken_hours(float(halls.hours[row]))} a week with "
            f"{counted(float(halls.places[row]), 'place')} has room to lift "
            f"{young(float(found.rooms[row]))} to the standard; it would lift {young(people)}, "
            f"of {listed([one.area for one in areas])}."
        )
    else:
        sentences.append(
            f"Places set aside, it would lift {young(people)} to the standard, of "
            f"{listed([one.area for one in areas])}."
        )
    return " ".join(sentences)


def _in_words(window: WeeklyTime) -> str:
    season = "" if window.season is Season.ALL_YEAR else f" ({window.season.label.lower()})"
    return f"on {window.day.label}s {window.start:%H:%M} to {window.end:%H:%M}{season}"


def _within_reach(found: WhereNext, row: int) -> float:
    """Young people short within reach of a hall."""
    return float(found.problem.people[found.problem.member[found.pairs_at(row)]].sum())


def _counter_reading(found: WhereNext, row: int) -> str:
    network, halls = found.served.network, found.halls
    asset = int(halls.asset[row])
    sentences = []
    if halls.places_assumed[row]:
        sentences.append(
            f"Nobody said how many the hall holds; {halls.places[row]:.0f} places are assumed."
        )
    checked = network.assets.verified_on[asset]
    if np.isnat(checked):
        sentences.append("Nobody has confirmed when the hall is free.")
    else:
        sentences.append(f"When the hall is free was last confirmed on {day(checked.item())}.")
    unmapped = found.unmapped_share(row)
    if unmapped > 0:
        sentences.append(
            f"{'All' if unmapped > 0.995 else 'Some'} of those lifted live where nothing was "
            f"confirmed in the last {CHECKED_WITHIN_MONTHS} months: not mapped yet is not the "
            "same as unserved."
        )
    sentences.append(
        "Hours within reach are not hours used: whether young people want this, here and then, "
        "only they can say. The keeper has not been asked."
    )
    return " ".join(sentences)
