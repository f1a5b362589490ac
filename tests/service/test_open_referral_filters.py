"""Conditions of the feed combine as AND: the same rows as from looking at each one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from graph.model import Activity, AgeRange, Audience, Day, Entry, Season, Theme, WeeklyTime
from graph.tables import network_of
from service.open_referral.asking import Asked
from service.open_referral.choosing import (
    Whereabouts,
    chosen_at_locations,
    chosen_organisations,
    chosen_services,
)
from service.open_referral.feed import Beside, Feed
from service.open_referral.identity import uuid_of
from service.open_referral.paging import page_of
from service.open_referral.vocabulary import (
    AUDIENCES,
    ENTRIES,
    TAXONOMIES,
    THEMES,
    term_documents,
    term_id,
    values_of_term,
)
from tests.builders import a_site, an_area, an_organisation

ORGANISATIONS = ("one", "two", "three")
SITES = {"near": 0.0, "away": 900.0, "far": 5_000.0}
THEMES_DRAWN = (Theme.MUSIC, Theme.DRAMA, Theme.SPORT)
WORDS = ("Music", "club", "Über", "night")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

times = some.builds(
    lambda day, start, hours, season: WeeklyTime(
        day=day,
        start=(BEGAN + timedelta(minutes=start)).time(),
        end=(BEGAN + timedelta(minutes=start + 60 * hours)).time(),
        season=season,
    ),
    some.sampled_from([Day.MONDAY, Day.TUESDAY]),
    some.sampled_from([600, 1_080, 1_110]),
    some.integers(1, 3),
    some.sampled_from(Season),
)


@some.composite
def activities(draw: some.DrawFn) -> list[Activity]:
    number = draw(some.integers(0, 12))
    return [
        Activity(
            id=f"a{row}",
            name=" ".join(draw(some.lists(some.sampled_from(WORDS), min_size=1, max_size=3))),
            organisation_id=draw(some.sampled_from(ORGANISATIONS)),
            site_id=draw(some.sampled_from([None, *SITES])),
            theme=draw(some.sampled_from(THEMES_DRAWN)),
            ages=AgeRange(age_from=draw(some.integers(8, 13)), age_to=draw(some.integers(13, 25))),
            audience=draw(some.sampled_from([Audience.EVERYONE, Audience.GIRLS])),
            entry=draw(some.sampled_from([Entry.OPEN, Entry.REFERRED])),
            sessions=tuple(draw(some.lists(times, max_size=3, unique=True))),
        )
        for row in range(number)
    ]


TERMS = (
    *(term_id(THEMES, theme.value) for theme in THEMES_DRAWN),
    *(str(one["id"]) for one in term_documents() if one["name"] == "Creative"),
    term_id(AUDIENCES, Audience.GIRLS.value),
    term_id(ENTRIES, Entry.OPEN.value),
    uuid_of("service", "a0"),
)

asked = some.builds(
    Asked,
    words=some.lists(some.sampled_from(["music", "club", "uber", "two"]), max_size=2).map(tuple),
    term_ids=some.lists(some.sampled_from(TERMS), max_size=2, unique=True).map(tuple),
    taxonomy_ids=some.lists(
        some.sampled_from([*(one.id for one in TAXONOMIES), uuid_of("service", "a0")]), max_size=1
    ).map(tuple),
    organisation_ids=some.lists(
        some.sampled_from([uuid_of("organization", id) for id in (*ORGANISATIONS, "nobody")]),
        max_size=1,
    ).map(tuple),
    minimum_age=some.none() | some.integers(8, 13).map(float),
    maximum_age=some.none() | some.integers(13, 25).map(float),
    starts_from=some.none() | some.sampled_from([600, 1_080, 1_100]),
    ends_by=some.none() | some.sampled_from([720, 1_200, 1_260]),
    day=some.none() | some.sampled_from([0, 1, 2]),
    modified_after=some.none() | some.integers(-1, 12).map(lambda day: BEGAN + timedelta(days=day)),
    proximity_m=some.none() | some.sampled_from([0.0, 899.0, 901.0, 6_000.0]),
)


def feed_of(records: list[Activity]) -> Feed:
    """A feed of some activities; the one numbered n changed n days after :data:`BEGAN`."""
    network = network_of(
        [
            an_area("here"),
            an_area("there", 5_000, 0),
            an_organisation("one", serves=("here",)),
            an_organisation("two", serves=("there",)),
            an_organisation("three"),
            *(a_site(id, east) for id, east in SITES.items()),
            *records,
        ]
    )
    changed = {one.id: BEGAN + timedelta(days=row) for row, one in enumerate(records)}
    beside = Beside(identifiers={}, emails={}, changed={"activities": changed}, newest=None)
    return Feed(network=network, beside=beside)


def where_of(feed: Feed, question: Asked) -> Whereabouts:
    site = feed.network.sites.row("near")
    area = feed.network.areas.row("here")
    return Whereabouts(
        easting=float(feed.network.sites.easting[site]),
        northing=float(feed.network.sites.northing[site]),
        area_rows=None if question.proximity_m is not None else frozenset([area]),
    )


def fits(one: Activity, number: int, question: Asked, *, by_place: bool) -> bool:
    """Whether an activity is asked for, looked at by itself."""
    text = f"{one.name} org {one.organisation_id} {one.theme.label} {one.audience.label}".lower()
    plain = text.replace("ü", "u")
    values = {THEMES.key: one.theme, AUDIENCES.key: one.audience, ENTRIES.key: one.entry}
    terms = [values_of_term(id) for id in question.term_ids]
    session_asked = (question.day, question.starts_from, question.ends_by) != (None, None, None)
    is_near = question.proximity_m is not None and (
        one.site_id is not None and SITES[one.site_id] <= question.proximity_m
    )
    covers = question.proximity_m is None and one.organisation_id in ("one", "three")
    return all(
        (
            all(word in plain for word in question.words),
            all(found and values[found[0].key].value in found[1] for found in terms),
            all(id in {each.id for each in TAXONOMIES} for id in question.taxonomy_ids),
            all(
                id == uuid_of("organization", one.organisation_id)
                for id in question.organisation_ids
            ),
            question.minimum_age is None or one.ages.age_from >= question.minimum_age,
            question.maximum_age is None or one.ages.age_to <= question.maximum_age,
            not session_asked
            or any(
                (question.day is None or list(Day).index(time.day) == question.day)
                and (question.starts_from is None or time.start_minute >= question.starts_from)
                and (question.ends_by is None or time.end_minute <= question.ends_by)
                for time in one.sessions
            ),
            question.modified_after is None
            or BEGAN + timedelta(days=number) >= question.modified_after,
            not by_place or is_near or covers,
        )
    )


@settings(max_examples=300, deadline=None)
@given(activities(), asked, some.booleans())
def test_every_condition_narrows_and_none_widens(records, question, by_place) -> None:
    feed = feed_of(records)
    where = where_of(feed, question) if by_place else None
    found = feed.network.activities.id[chosen_services(feed, question, where)].tolist()
    expected = [
        one.id
        for number, one in enumerate(records)
        if fits(one, number, question, by_place=by_place)
    ]
    assert found == sorted(expected)
    at = feed.network.activities.id[chosen_at_locations(feed, question, where)].tolist()
    sites = {one.id: one.site_id for one in records}
    assert at == [id for id in found if sites[id] is not None]


@settings(max_examples=100, deadline=None)
@given(some.lists(some.integers(), max_size=30), some.integers(1, 12))
def test_pages_hold_every_row_once_and_in_order(rows, per_page) -> None:
    pages, number = [], 1
    while True:
        page = page_of(rows, Asked(page=number, per_page=per_page), lambda row: {"row": row})
        pages.append(page)
        if page["last_page"]:
            break
        number += 1
    assert [one["row"] for page in pages for one in page["contents"]] == rows
    assert all(page["total_items"] == len(rows) for page in pages)
    assert all(page["size"] == len(page["contents"]) <= per_page for page in pages)
    assert pages[0]["total_pages"] == (len(pages) if rows else 0)
    assert [page["first_page"] for page in pages] == [True] + [False] * (len(pages) - 1)


def test_organisations_are_found_by_words_and_id() -> None:
    feed = feed_of([])
    assert feed.network.organisations.id[chosen_organisations(feed, Asked(words=("two",)))] == [
        "two"
    ]
    nobody = Asked(organisation_ids=(uuid_of("organization", "nobody"),))
    assert not len(chosen_organisations(feed, nobody))
    assert np.array_equal(chosen_organisations(feed, Asked()), [0, 1, 2])
