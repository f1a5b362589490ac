"""Signed links: good for one purpose, for a while, and once; anything else is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from graph.store import Store, open_store
from service.signing.links import LinkEnded, LinkNotWhole, Links, LinkUsed

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("links")) as store:
        yield store


class Clock:
    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def links(store, clock) -> Links:
    return Links("key", store.desk.spent_links, clock)


def test_a_link_gives_back_its_payload_as_often_as_it_is_looked_at(links):
    token = links.make("still right", {"row": "hall", "names": ["é", 1]}, HOUR)
    for _ in range(3):
        assert links.read("still right", token) == {"row": "hall", "names": ["é", 1]}


def test_a_link_stands_in_an_address_as_it_is(links):
    token = links.make("x", {"name": "Ł & ?/#" * 20}, HOUR)
    assert all(sign.isalnum() or sign in "-_." for sign in token)


def test_a_link_that_was_spent_works_no_more_and_says_so(links):
    token = links.make("x", "a", HOUR)
    assert links.spend("x", token) == "a"
    for use in (links.read, links.spend):
        with pytest.raises(LinkUsed, match="used already; it works only once"):
            use("x", token)


def test_of_many_who_spend_a_link_at_once_one_gets_it(links):
    def spend(token: str) -> bool:
        try:
            links.spend("x", token)
        except LinkUsed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        for number in range(20):
            token = links.make("x", number, HOUR)
            assert sorted(pool.map(spend, [token] * 4)) == [False, False, False, True]


def test_two_links_for_the_same_are_spent_apart(links):
    one, two = links.make("x", "a", HOUR), links.make("x", "a", HOUR)
    links.spend("x", one)
    assert links.spend("x", two) == "a"


def test_a_link_ends_and_says_when_it_did(links, clock):
    token = links.make("x", "a", HOUR)
    clock.moment = NOON + HOUR - timedelta(seconds=1)
    assert links.read("x", token) == "a"
    clock.moment = NOON + HOUR
    for use in (links.read, links.spend):
        with pytest.raises(LinkEnded, match="it worked until Sunday 22 November 2026, 13:00 UTC"):
            use("x", token)


def test_a_link_for_another_purpose_or_of_another_key_is_not_whole(links, store, clock):
    token = links.make("still right", "a", HOUR)
    others = Links("another key", store.desk.spent_links, clock)
    for reader, purpose in ((links, "gone"), (others, "still right")):
        with pytest.raises(LinkNotWhole, match="Copy all of it from the letter"):
            reader.read(purpose, token)
        with pytest.raises(LinkNotWhole):
            reader.spend(purpose, token)
    assert links.read("still right", token) == "a"


def test_no_sign_of_a_link_can_be_changed_to_make_another(links):
    token = links.make("x", ["account", 1], HOUR)
    for place, sign in enumerate(token[:-1]):
        changed = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        with pytest.raises(LinkNotWhole):
            links.read("x", changed)
    for changed in ("", ".", "abc", token[:-5], token + "x.y", "é" * 40, "\x00", token[::-1]):
        with pytest.raises(LinkNotWhole):
            links.read("x", changed)


def test_another_spelling_of_the_same_signature_is_not_another_link(links):
    token = links.make("x", "a", HOUR)
    links.spend("x", token)
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for sign in signs:  # the last sign holds bits that decoding leaves out
        with pytest.raises((LinkUsed, LinkNotWhole)):
            links.spend("x", token[:-1] + sign)


def test_what_is_kept_of_a_used_link_says_nothing_of_it_and_until_when_it_matters(links, store):
    before = {one.id for one in store.desk.spent_links.all()}
    token = links.make("x", "account.morwenna", HOUR)
    links.spend("x", token)
    (kept,) = [one for one in store.desk.spent_links.all() if one.id not in before]
    assert token not in repr(kept)
    assert "morwenna" not in repr(kept)
    assert (kept.spent_at, kept.expires_at) == (NOON, NOON + HOUR)
