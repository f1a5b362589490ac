"""Graphs that Hypothesis makes up: records of every kind that name each other."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from graph.model import (
    AgeBand,
    AgeRange,
    Boundary,
    Contact,
    ContactKind,
    Day,
    Mode,
    Season,
    SeatHolder,
    Term,
    Tie,
    TravelTime,
    WeeklyTime,
    Within,
)
from graph.store.kinds import KIND_OF, NODES
from graph.store.labels import Label

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,9}", fullmatch=True)
TEXT = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc"),
        blacklist_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
    | st.sampled_from("\n\t'\"\\$`{}«»"),
    max_size=30,
)
NAMES = TEXT.filter(  # a name needs a character that can be seen
    lambda text: any(letter.isprintable() and letter != " " for letter in text)
)
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
AGES = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(
    lambda ages: AgeRange(age_from=min(ages), age_to=max(ages))
)
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
TIMES = (
    st.tuples(st.sampled_from(Day), CLOCK, CLOCK, st.sampled_from(Season))
    .filter(lambda parts: parts[1] != parts[2])
    .map(
        lambda parts: WeeklyTime(
            day=parts[0], start=min(parts[1:3]), end=max(parts[1:3]), season=parts[3]
        )
    )
)
BANDS = st.lists(st.floats(0, 1e6), max_size=5).map(
    lambda people: tuple(
        AgeBand(ages=AgeRange(age_from=5 * place, age_to=5 * place + 4), people=each)
        for place, each in enumerate(people)
    )
)

# Fields whose range is narrower than their type.
NARROW: dict[str, Any] = {
    "latitude": st.floats(49.8, 60.9),
    "longitude": st.floats(-8.9, 2.0),
    "deprivation_decile": st.integers(1, 10),
    "deprivation_score": st.floats(-1_000, 1_000),
    "trust": st.integers(1, 4),
    "value": st.integers(1, 4),
    "standard_hours_per_week": st.floats(0, 168),
    "website": st.sampled_from(["", "https://example.org/ü?a=b#c", "http://example.org"]),
    "postcode": st.sampled_from(["", "TR1 1AA"]),
    "unit": TEXT,
    "name": NAMES,
    "geometry": TEXT.map(lambda text: "{" + text),
    "edits": st.lists(NAMES, max_size=3).map(tuple),
    "finding": IDS,
    "finding_id": NAMES,
    "kind": NAMES,
    "title": NAMES,
    "reason": NAMES,
    "identifiers": st.lists(IDS, max_size=3).map(tuple),
    "codes_elsewhere": st.lists(IDS, max_size=3).map(tuple),
    "head_office": st.sampled_from(["", "TR1 1AA"]),
}


def value(name: str, hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field that names no other record."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (each for each in arguments if each is not type(None))
        return st.none() | value(name, inner)
    if name in NARROW and not (isinstance(hint, type) and issubclass(hint, Term)):
        return NARROW[name]
    if origin is tuple:
        item = arguments[0]
        if item is AgeBand:
            return BANDS
        return st.lists(value(name, item), max_size=3).map(tuple)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        bool: st.booleans(),
        int: st.integers(0, 100_000),
        float: st.floats(0, 100_000),
        date: DATES,
        AgeRange: AGES,
        WeeklyTime: TIMES,
    }
    if hint in simple:
        return simple[hint]
    assert issubclass(hint, Term), (name, hint)
    return st.sampled_from(hint)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Any, ...]:
    """Records of every kind, each naming only others among them; the order is that of the kinds."""
    ids = {kind.label: draw(st.lists(IDS, unique=True, min_size=1, max_size=3)) for kind in NODES}
    ids[Label.BOUNDARY] = [id for id in ids[Label.AREA] if draw(st.booleans())]
    records = [draw(record(kind.record, id, ids)) for kind in NODES for id in ids[kind.label]]
    organisations = ids[Label.ORGANISATION]
    for id in draw(st.lists(IDS, unique=True, max_size=4)) if len(organisations) > 1 else []:
        ends = draw(st.permutations(organisations))[:2]
        records.append(draw(record(Tie, id, ids, from_id=ends[0], to_id=ends[1])))
    return (*records, *draw(travel_times(ids)))


@st.composite
def travel_times(draw: st.DrawFn, ids: dict[Label, list[str]]) -> list[TravelTime]:
    """Times from some areas to some sites, one at most for each three of mode, area and site."""
    where = st.tuples(
        st.sampled_from(ids[Label.AREA]), st.sampled_from(ids[Label.SITE]), st.sampled_from(Mode)
    )
    sources = st.none() | st.sampled_from(ids[Label.SOURCE])
    return [
        TravelTime(
            area_id=area_id,
            site_id=site_id,
            mode=mode,
            minutes=draw(st.floats(0, 1_440)),
            source_id=draw(sources),
        )
        for area_id, site_id, mode in draw(st.lists(where, unique=True, max_size=6))
    ]


@st.composite
def record(draw: st.DrawFn, kind: type, id: str, ids: dict[Label, list[str]], **given: Any) -> Any:
    """One record of a kind, naming only what ``ids`` hold."""
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {"area_id" if kind is Boundary else "id": id, **given}
    for link in KIND_OF[kind].links if kind in KIND_OF else ():
        if link.field in values:
            continue
        others = [other for other in ids[link.other] if other != id or link.other != kind.__name__]
        if link.field == "within":
            chosen = draw(st.lists(st.sampled_from(others), max_size=3)) if others else []
            values["within"] = tuple(
                Within(area_id=other, share=draw(st.floats(0, 1))) for other in chosen
            )
        elif link.many:
            chosen = draw(st.lists(st.sampled_from(others), max_size=3))
            values[link.field] = tuple(
                other for other in chosen if other != values.get("organisation_id")
            )
        else:
            optional = hints[link.field] is not str and values.get("holder") != "organisation"
            values[link.field] = draw(
                (st.none() | st.sampled_from(others)) if optional else st.sampled_from(others)
            )
    for each in fields(kind):
        if each.name in values:
            continue
        if each.name == "source_id":
            values["source_id"] = draw(st.none() | st.sampled_from(ids[Label.SOURCE]))
        else:
            values[each.name] = draw(value(each.name, hints[each.name]))
    return _sensible(kind, values)


def _sensible(kind: type, values: dict[str, Any]) -> Any:
    """Mend what a record would refuse: half a position, an end before the start, an empty seat."""
    if kind.__name__ in ("Area", "Grant") and (
        values["latitude"] is None or values["longitude"] is None
    ):
        values["latitude"] = values["longitude"] = None
    if values.get("starts_on") and values.get("ends_on"):
        values["starts_on"], values["ends_on"] = sorted((values["starts_on"], values["ends_on"]))
    if kind.__name__ == "Seat" and values["organisation_id"] is None:
        values["holder"] = SeatHolder.YOUNG_PEOPLE
    if kind is Contact:
        values["kind"], values["value"] = ContactKind.PERSON, f"Person {values['value']}"
    return kind(**values)
