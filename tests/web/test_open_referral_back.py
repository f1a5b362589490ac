"""What our own feed says comes back as it was: the reader and the feed mean the same."""

from __future__ import annotations

import pytest
from flask import Flask

from graph.model import Activity
from graph.store import Store
from seeds.demo import read_demo
from seeds.reading import Reading
from tests.seeds.referral import activities, json_file, noted, organisations, page, read

FEED = "/open-referral"


@pytest.fixture(scope="module")
def back(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    client = app.test_client()
    services = []
    for number in (1, 2):
        listed = client.get(f"{FEED}/services?page={number}&per_page=50").get_json()["contents"]
        services += [client.get(f"{FEED}/services/{one['id']}").get_json() for one in listed]
    return read(json_file(tmp_path_factory.mktemp("back"), page(*services)))


def said(one: Activity) -> tuple[object, ...]:
    return (one.theme, one.ages, one.audience, one.cost_pounds, one.entry, set(one.sessions))


def test_every_service_comes_back_with_what_it_says(back: Reading, demo: Store) -> None:
    ours: dict[str, list[tuple[object, ...]]] = {}
    for record in read_demo():
        if isinstance(record, Activity):
            ours.setdefault(record.name, []).append(said(record))
    assert back.refused == ()
    assert len(activities(back)) > 40
    for found in activities(back):
        assert said(found) in ours[found.name], found.name


def test_nothing_of_our_own_words_is_unknown(back: Reading) -> None:
    for words in ("mean no theme", "fits a theme", "No ages stated", "no weekly session"):
        assert not noted(back, words), back.notes
    assert organisations(back)
