"""What is remembered of reminders, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from graph.model import Reminded
from graph.model.reminders import address_id
from tests.store.servers import Server

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEACE = timedelta(days=14)


def test_of_many_who_would_remind_at_once_one_does(server: Server):
    with server.open() as store:
        known = store.desk.reminders

        def claim(place: int) -> bool:
            at = NOON + timedelta(microseconds=place)
            return known.claim("council", at=at, not_since=at - PEACE)

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(claim, range(8))) == 1
        later = NOON + PEACE
        with ThreadPoolExecutor(8) as threads:
            again = threads.map(
                lambda place: known.claim(
                    "council",
                    at=later + timedelta(seconds=place + 1),
                    not_since=NOON + timedelta(hours=1),
                ),
                range(8),
            )
            assert sum(again) == 1


def test_a_reminder_that_was_claimed_may_be_claimed_again_by_the_same_try(server: Server):
    with server.open() as store:
        known = store.desk.reminders
        assert known.claim("council", at=NOON, not_since=NOON - PEACE)
        assert known.claim("council", at=NOON, not_since=NOON - PEACE)
        assert known.one("council") == Reminded(id="council", written_at=NOON)


def test_that_no_more_are_wanted_outlives_the_next_letter_and_can_be_taken_back(server: Server):
    id = address_id(" Clerk@Parish.example ")
    assert id == address_id("clerk@parish.example")
    assert "clerk" not in id
    with server.open() as store:
        known = store.desk.reminders
        known.refuse(id, at=NOON)
        assert known.claim(id, at=NOON, not_since=NOON)
        assert known.one(id) == Reminded(id=id, written_at=NOON, refused_at=NOON)
        known.refuse(id, at=None)
        assert known.one(id).refused_at is None
