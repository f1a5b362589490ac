"""Whatever a source says and whoever edits: the same again changes nothing, edits stay, undo works.

Each example has ids of its own, so that all of them can share one real graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from graph.model import (
    Activity,
    AgeRange,
    Audience,
    Entry,
    Organisation,
    OrganisationKind,
    Record,
    Site,
    Theme,
    parse_times,
)
from graph.store import Store, open_store
from service.receiving import undo_import
from tests.service.test_receiving import Feed

COUNTED = settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
words = some.sampled_from(["", "Open to all.", "£2 a session; ring first.", "“Y” & co\n2nd line"])
names = some.sampled_from(["Youth Trust", "YOUTH TRUST", "Clwb Ieuenctid", "St Piran's"])

organisations = some.fixed_dictionaries(
    {
        "name": names,
        "kind": some.sampled_from(OrganisationKind),
        "description": words,
        "website": some.sampled_from(["", "https://a.example/", "https://b.example/x"]),
        "identifiers": some.sampled_from([(), ("GB-SC-1",), ("GB-SC-1", "GB-REV-2")]),
    }
)
sites = some.fixed_dictionaries(
    {
        "name": names,
        "postcode": some.sampled_from(["", "TR1 1AA", "TR2 4BB"]),
        "latitude": some.sampled_from([50.1, 50.2]),
        "longitude": some.sampled_from([-4.9, -5.0]),
    }
)
activities = some.fixed_dictionaries(
    {
        "name": names,
        "theme": some.sampled_from(Theme),
        "ages": some.sampled_from(
            [AgeRange(age_from=11, age_to=16), AgeRange(age_from=8, age_to=25)]
        ),
        "audience": some.sampled_from(Audience),
        "description": words,
        "sessions": some.sampled_from(
            [(), parse_times("Tue 18:00-20:00"), parse_times("Fri 19:00-21:00 (term)")]
        ),
        "places": some.sampled_from([None, 0, 20]),
        "cost_pounds": some.sampled_from([None, 0.0, 2.5]),
        "entry": some.sampled_from(Entry),
    }
)
said = some.tuples(organisations, sites, activities)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


def telling(feed: Feed, values: tuple[dict[str, Any], ...]) -> tuple[Record, ...]:
    """What a feed says; names and identifiers are its own, so that no two examples meet."""
    organisation, site, activity = values
    return (
        replace(
            feed.organisation,
            **organisation
            | {"identifiers": tuple(f"{one}-{feed.mark}" for one in organisation["identifiers"])},
        ),
        replace(feed.site, **site | {"name": f"{site['name']} {feed.mark}"}),
        replace(feed.activity, **activity),
    )


def held(feed: Feed) -> list[Record | None]:
    return [feed.store.find(type(record), record.id) for record in feed.all]


@COUNTED
@given(first=said, second=said)
def test_the_same_again_changes_nothing(store: Store, first: Any, second: Any) -> None:
    feed = Feed(store)
    feed.receive(*telling(feed, first))
    feed.receive(*telling(feed, second))
    before, revision = held(feed), store.revision()
    assert feed.receive(*telling(feed, second)).change is None
    assert (held(feed), store.revision()) == (before, revision)


@COUNTED
@given(first=said, edit=said, then=some.lists(said, min_size=1, max_size=2))
def test_an_edit_here_outlives_whatever_comes(
    store: Store, first: Any, edit: Any, then: Any
) -> None:
    """Until its source says the same: from then on it is the source's word again."""
    feed = Feed(store)
    delivered = telling(feed, first)
    feed.receive(*delivered)
    edited = telling(feed, edit)
    store.write(edited, by="clerk", message="Edited")
    coming = [telling(feed, values) for values in then]
    for records in coming:
        feed.receive(*records)
    for place, (was, mine, now) in enumerate(zip(delivered, edited, held(feed), strict=True)):
        assert isinstance(now, Organisation | Site | Activity)
        for name in type(was).__dataclass_fields__:
            agreed = any(getattr(records[place], name) == getattr(mine, name) for records in coming)
            edited_here = getattr(was, name) != getattr(mine, name)
            if name != "identifiers" and edited_here and not agreed:
                assert getattr(now, name) == getattr(mine, name), name


@COUNTED
@given(first=said, edit=said, second=said, gone=some.booleans())
def test_taking_an_import_back_gives_what_was(
    store: Store, first: Any, edit: Any, second: Any, gone: bool
) -> None:
    feed = Feed(store)
    feed.receive(*telling(feed, first))
    store.write(telling(feed, edit), by="clerk", message="Edited")
    before = held(feed)
    delivered = store.deliveries.of_source(feed.source.id)
    report = feed.receive(*telling(feed, second)[: 2 if gone else 3])
    if report.change is not None:
        undo_import(store, report.change.id, by="test", via="test")
    assert held(feed) == before
    assert store.deliveries.of_source(feed.source.id) == delivered
