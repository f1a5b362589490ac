"""What is kept for a while only goes when its time is over, and not a day before."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph.model import (
    Account,
    Deed,
    Draft,
    Event,
    Letter,
    Proposal,
    ProposalState,
    SpentLink,
)
from graph.store import Store, open_store
from service.config import Config
from service.jobs import JOBS, Jobs, Outcome
from service.retention import tidy
from tests.store.servers import Embedded

AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
LETTER = Letter(id="l", to="a@b.example", subject="S", text="T", purpose="reminder", written_at=AT)
PROPOSAL = Proposal(
    id="p",
    deed=Deed.CHANGED,
    kind="Asset",
    record_id="room",
    title="Room",
    note="A slip",
    email="a@b.example",
    made_at=AT,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose server stays up."""
    data = tmp_path_factory.mktemp("kept")
    with open_store(data=data):
        yield data


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """An empty graph."""
    Embedded(folder).wipe()
    with open_store(data=folder) as store:
        yield store


def forgotten(store: Store, days: float, **settings: int) -> dict[str, int]:
    """What is forgotten when some days have passed, by what it is."""
    config = Config(data=Path("unused"), **settings)
    found = tidy(store, config, now=AT + timedelta(days=days))
    return {one.what: one.number for one in found if one.number}


def test_imports_that_nobody_brought_in_are_forgotten_with_their_files(store, tmp_path):
    jobs = Jobs(tmp_path / JOBS)
    id, _ = jobs.room()
    jobs.start(id, "names of people", lambda _: Outcome(lines=("Sue",), asks=True))
    jobs.close()
    waiting = jobs.shelf(id)
    waiting.mkdir()
    (waiting / "preview.csv").write_text("Sue", encoding="utf-8")
    (tmp_path / "spreadsheets" / "word" / "file").mkdir(parents=True)
    (tmp_path / "previews").mkdir()
    (tmp_path / "previews" / "a.json").write_text("{}", encoding="utf-8")
    config, now = Config(data=tmp_path), datetime.now(UTC)

    def gone(days: float) -> int:
        found = tidy(store, config, now=now + timedelta(days=days))
        return {one.what: one.number for one in found}["imports that waited or are done"]

    assert gone(0.9) == 0
    assert gone(1.1) == 2
    assert gone(6.9) == 0
    assert gone(7.1) == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_job_that_runs_is_not_forgotten(tmp_path):
    jobs, go = Jobs(tmp_path / JOBS), threading.Event()
    id, _ = jobs.room()
    jobs.start(id, "slow", lambda _: Outcome(lines=(str(go.wait(30)),)))
    later = datetime.now(UTC) + timedelta(days=1)
    assert Jobs(tmp_path / JOBS).forget(later) == 0
    go.set()
    jobs.close()
    assert jobs.forget(later) == 1


def test_events_are_forgotten_after_their_days(store):
    store.events.keep(Event(id="e", at=AT, what="signed in"))
    assert forgotten(store, 399.9) == {}
    assert forgotten(store, 10.1, event_days=10) == {"events of accounts": 1}
    assert store.events.all() == ()
    assert forgotten(store, 500) == {}


def test_a_letter_that_never_went_out_is_forgotten_sooner_than_one_that_did(store):
    store.desk.letters.keep(LETTER)
    store.desk.letters.keep(replace(LETTER, id="sent", text="", sent_at=AT))
    assert forgotten(store, 29.9) == {}
    assert forgotten(store, 30.1) == {"letters": 1}
    assert [one.id for one in store.desk.letters.all()] == ["sent"]
    assert forgotten(store, 399.9) == {}
    assert forgotten(store, 400.1) == {"letters": 1}


def test_a_draft_is_forgotten_when_nobody_went_on_with_it(store):
    store.accounts.keep(Account(id="a", name="A", email="a@b.example", made_on=date(2026, 1, 1)))
    draft = Draft(
        id="d",
        account_id="a",
        subject="venue",
        values="{}",
        step="name",
        begun_at=AT - timedelta(days=900),
        changed_at=AT,
    )
    store.desk.drafts.keep(draft)
    assert forgotten(store, 179.9) == {}
    assert forgotten(store, 180.1) == {"drafts": 1}
    assert store.desk.drafts.all() == ()
    assert store.accounts.find("a") is not None


def test_when_somebody_was_reminded_is_forgotten_but_not_that_they_want_no_more(store):
    known = store.desk.reminders
    known.claim("council", at=AT, not_since=AT)
    known.refuse("address.1", at=AT)
    assert forgotten(store, 400) == {}
    assert forgotten(store, 400.1) == {"days of reminders": 1}
    assert [one.id for one in known.all()] == ["address.1"]


def test_a_proposers_address_is_forgotten_and_the_proposal_stays(store):
    decided = replace(PROPOSAL, state=ProposalState.REFUSED, decided_at=AT)
    store.desk.proposals.keep(decided)
    store.desk.proposals.keep(replace(PROPOSAL, id="waits"))
    assert forgotten(store, 89.9) == {}
    assert forgotten(store, 90.1) == {"addresses of those who proposed something": 1}
    found = {one.id: one for one in store.desk.proposals.all()}
    assert found["p"] == replace(decided, email="")
    assert found["waits"].email == "a@b.example"
    assert forgotten(store, 900) == {}


def test_a_used_link_is_remembered_until_it_would_have_ended(store):
    store.desk.spent_links.keep(SpentLink(id="s", spent_at=AT, expires_at=AT + timedelta(days=7)))
    assert forgotten(store, 6.9) == {}
    assert forgotten(store, 7.1) == {"used links": 1}


@pytest.mark.parametrize(
    "name",
    ["EVENT_DAYS", "LETTER_DAYS", "DRAFT_DAYS", "PROPOSAL_EMAIL_DAYS", "BIN_DAYS"],
)
def test_every_time_can_be_set_and_is_in_the_table_of_the_manual(name):
    assert getattr(Config.from_env({f"HEDGEROW_{name}": "7"}), name.lower()) == 7
    manual = (Path(__file__).parents[2] / "docs" / "running.md").read_text(encoding="utf-8")
    default = getattr(Config(), name.lower())
    row = next(line for line in manual.splitlines() if line.endswith(f"| `HEDGEROW_{name}` |"))
    assert f"| {default} days |" in row
