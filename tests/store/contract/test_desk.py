"""What is kept beside the network: drafts, letters, proposals and the like, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.errors import DanglingReference, NotFound
from graph.model import (
    Account,
    Deed,
    Draft,
    Event,
    Letter,
    Proposal,
    ProposalState,
    SpentLink,
    Standing,
)
from tests.store.records import AWKWARD
from tests.store.servers import Server

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANN = Account(id="ann", name="Ann", email="ann@example.org", made_on=date(2026, 1, 1))
DRAFT = Draft(
    id="draft-1",
    account_id="ann",
    subject="venue",
    values='{"name": "’s hall"}',
    step="times",
    begun_at=NOON,
    changed_at=NOON,
)
LETTER = Letter(
    id="letter-1",
    to="ann@example.org",
    subject="Welcome",
    text=AWKWARD,
    purpose="invitation",
    unsubscribe="https://hedgerow.example.org/no-more/abc",
    written_at=NOON,
)
PROPOSAL = Proposal(
    id="proposal-1",
    deed=Deed.CHANGED,
    kind="Asset",
    record_id="asset-1",
    title="A hall",
    organisation_id="group",
    before='{"a": 1}',
    after='{"a": 2}',
    note=AWKWARD,
    by="ann",
    email="ann@example.org",
    made_at=NOON,
    state=ProposalState.REFUSED,
    decided_by="ben",
    decided_at=NOON + timedelta(hours=1),
    reason="It closed",
)


def test_each_comes_back_as_it_was_kept_and_makes_no_revision(server: Server) -> None:
    standing = Standing(
        id="group",
        edits_wait=True,
        policy_seen_on=date(2026, 1, 1),
        insurance_until=date(2027, 1, 1),
        note="Ring first",
    )
    event = Event(id="e", at=NOON, what="signed in", account_id="ann", by="ann", address="::1")
    spent = SpentLink(id="s", spent_at=NOON, expires_at=NOON + timedelta(days=1))
    with server.open() as store:
        revision = store.revision()
        store.accounts.keep(ANN)
        for shelf, record in (
            (store.desk.drafts, DRAFT),
            (store.desk.letters, LETTER),
            (store.desk.proposals, PROPOSAL),
            (store.desk.standings, standing),
            (store.desk.spent_links, spent),
            (store.events, event),
        ):
            shelf.keep(record)
            assert shelf.one(record.id) == record
            assert shelf.all() == (record,)
            assert shelf.find("nobody") is None
            with pytest.raises(NotFound):
                shelf.one("nobody")
        assert store.revision() == revision
        store.desk.drafts.remove("draft-1", "nobody")
        assert store.desk.drafts.all() == ()


def test_drafts_are_found_by_whose_they_are_the_newest_first(server: Server) -> None:
    with server.open() as store:
        with pytest.raises(DanglingReference, match="account “ann”"):
            store.desk.drafts.keep(DRAFT)
        store.accounts.keep(ANN)
        later = replace(DRAFT, id="draft-2", changed_at=NOON + timedelta(minutes=1))
        store.desk.drafts.keep(DRAFT)
        store.desk.drafts.keep(later)
        assert store.desk.drafts.of_account("ann") == (later, DRAFT)
        assert store.desk.drafts.of_account("ben") == ()


def test_proposals_are_found_by_state_by_whose_and_by_record(server: Server) -> None:
    with server.open() as store:
        waiting = replace(
            PROPOSAL, id="p2", state=ProposalState.WAITING, made_at=NOON + timedelta(days=1), by=""
        )
        for one in (PROPOSAL, waiting):
            store.desk.proposals.keep(one)
        assert store.desk.proposals.in_state(ProposalState.WAITING) == (waiting,)
        assert store.desk.proposals.of_account("ann") == (PROPOSAL,)
        assert store.desk.proposals.of_record("Asset", "asset-1") == (waiting, PROPOSAL)
        assert store.desk.proposals.of_record("Site", "asset-1") == ()


def test_letters_wait_until_they_are_sent(server: Server) -> None:
    with server.open() as store:
        second = replace(LETTER, id="letter-2", written_at=NOON - timedelta(hours=1))
        for one in (LETTER, second):
            store.desk.letters.keep(one)
        assert store.desk.letters.unsent() == (second, LETTER)
        store.desk.letters.keep(replace(second, sent_at=NOON, text=""))
        assert store.desk.letters.unsent() == (LETTER,)
        assert [one.id for one in store.desk.letters.recent()] == ["letter-1", "letter-2"]


def test_a_link_is_spent_by_one_of_many_at_once(server: Server) -> None:
    with server.open() as store, ThreadPoolExecutor(4) as pool:
        for number in range(40):
            spent = SpentLink(id=f"s{number}", spent_at=NOON, expires_at=NOON + timedelta(days=1))
            first = list(pool.map(lambda _, one=spent: store.desk.spent_links.add(one), range(4)))
            assert sorted(first) == [False, False, False, True]
        assert store.desk.spent_links.forget(NOON) == 0
        assert store.desk.spent_links.forget(NOON + timedelta(days=2)) == 40
        assert store.desk.spent_links.all() == ()


def test_events_are_told_newest_first_and_forgotten_in_time(server: Server) -> None:
    with server.open() as store:
        for number in range(3):
            at = NOON + timedelta(minutes=number)
            store.events.keep(Event(id=f"e{number}", at=at, what="x", account_id="ab"[number % 2]))
        assert [one.id for one in store.events.recent()] == ["e2", "e1", "e0"]
        assert [one.id for one in store.events.recent(account_id="a")] == ["e2", "e0"]
        assert [one.id for one in store.events.recent(1)] == ["e2"]
        assert store.events.forget(NOON + timedelta(minutes=2)) == 2
        assert [one.id for one in store.events.all()] == ["e2"]
