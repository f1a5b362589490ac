"""``hedgerow person``: what is held of somebody is handed over, or taken out to the last word."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.model import (
    Account,
    Consent,
    Contact,
    ContactKind,
    Deed,
    Draft,
    Event,
    Letter,
    Proposal,
    ProposalState,
    Role,
    Standing,
)
from graph.model.reminders import address_id
from graph.store import Store, open_store
from graph.store.images import image_of
from graph.store.traces import LEFT, Person
from service.cli import main
from tests.builders import an_organisation
from tests.store.servers import Embedded

NAME, EMAIL = "Morwenna O’Pascoe", "morwenna.o'pascoe@parish.example"
AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
HERS = Account(
    id="account.hers",
    name=NAME,
    email=EMAIL,
    roles=(Role.CONTRIBUTOR,),
    organisation_ids=("hall",),
    password="$argon2id$of-hers",
    totp="SECRETSECRET",
    made_on=date(2026, 1, 1),
)
HIS = Account(
    id="account.his",
    name="Jory Hosken",
    email="jory@parish.example",
    roles=(Role.ADMINISTRATOR,),
    made_on=date(2026, 1, 1),
)


def a_contact(id: str, kind: ContactKind, value: str, **more: Any) -> Contact:
    given: dict[str, Any] = {"name": "Bookings", "organisation_id": "hall", **more}
    return Contact(id=id, kind=kind, value=value, consent=Consent.YES, **given)


def a_letter(id: str, to: str, text: str) -> Letter:
    return Letter(id=id, to=to, subject=f"For {to}", text=text, purpose="reminder", written_at=AT)


def fill(store: Store) -> None:
    """A network and a desk that name her wherever somebody can be named."""
    store.write([an_organisation("hall", name="The Hall")], by="test", message="A hall")
    for account in (HERS, HIS):
        store.accounts.keep(account)
    mail = a_contact("c-mail", ContactKind.EMAIL, EMAIL.title())
    person = a_contact("c-person", ContactKind.PERSON, NAME.upper())
    other = a_contact("c-other", ContactKind.PERSON, "Jory Hosken", name=f"After {NAME}")
    hall = replace(
        store.organisation("hall"), description=f"Ring {NAME} or write to {EMAIL}. Open to all."
    )
    store.write([mail, person, other, hall], by=HERS.id, message=f"{NAME} added her address")
    store.write([replace(mail, name="Letting")], by=HERS.id, message="Changed, and")
    store.write([mail], by=HERS.id, message="back")
    store.snapshot()
    store.events.keep(Event(id="e1", at=AT, what="signed in", account_id=HERS.id, by=HERS.id))
    store.events.keep(Event(id="e2", at=AT, what="invited", account_id=HIS.id, by=HERS.id))
    desk = store.desk
    for id, owner, typed in (("d1", HERS, "hers"), ("d2", HIS, f"ask {NAME}, {EMAIL}")):
        values = json.dumps({"note": typed})
        draft = Draft(
            id=id,
            account_id=owner.id,
            subject="venue",
            values=values,
            step="name",
            begun_at=AT,
            changed_at=AT,
        )
        desk.drafts.keep(draft)
    desk.letters.keep(a_letter("l1", EMAIL, "a live link"))
    desk.letters.keep(a_letter("l2", HIS.email, f"{NAME} ({EMAIL}) suggests a change."))
    about_her = Proposal(
        id="p1",
        deed=Deed.CHANGED,
        kind="Contact",
        record_id="c-mail",
        title="Bookings",
        before=image_of(mail),
        after=image_of(replace(mail, name="Letting")),
        made_at=AT,
    )
    desk.proposals.keep(about_her)
    hers = replace(about_her, id="p2", before="", after="", by=HERS.id, note="My own words")
    desk.proposals.keep(hers)
    told = replace(about_her, id="p3", before="", after="", email=EMAIL)
    desk.proposals.keep(replace(told, state=ProposalState.REFUSED, decided_by=HERS.id))
    desk.standings.keep(Standing(id="hall", note=f"{NAME} has the keys"))
    for email in (EMAIL, HIS.email):
        desk.reminders.refuse(address_id(email), at=AT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose server stays up."""
    data = tmp_path_factory.mktemp("register")
    with open_store(data=data):
        yield data


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A graph that holds her, freshly filled."""
    Embedded(folder).wipe()
    with open_store(data=folder) as store:
        fill(store)
        yield store


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Run ``hedgerow person``."""
    monkeypatch.setenv("HEDGEROW_DATA", str(folder))
    monkeypatch.delenv("NEO4J_URI", raising=False)

    def asked(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, ["person", *words], input=typed)

    return asked


def everything(data: Path) -> str:
    """Every property of every node and relationship, in lower case."""
    server = Embedded(data)
    nodes = server.run("MATCH (n) RETURN labels(n), properties(n)")
    ties = server.run("MATCH ()-[r]->() RETURN type(r), properties(r)")
    assert len(nodes) > 5
    return str([nodes, ties]).lower().replace("\\'", "'")


def files_naming(data: Path, *words: str) -> list[str]:
    """Files that Hedgerow itself keeps, the database's own left aside, which hold some words."""
    own = [place for place in data.rglob("*") if place.is_file() and "graph" not in place.parts]
    wanted = [word.lower().encode() for word in words]
    return [
        str(place) for place in own if any(word in place.read_bytes().lower() for word in wanted)
    ]


def test_what_is_held_of_somebody_is_handed_out_whole_and_without_secrets(run, store, tmp_path):
    file = tmp_path / "hers.json"
    done = run("export", EMAIL.upper(), "--to", str(file))
    assert done.exit_code == 0, done.output
    text = file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for secret in (HERS.password, HERS.totp):
        assert secret not in text
    found = json.loads(text)
    assert found["account"]["name"] == NAME
    assert found["account"]["keeps the rows of"] == ["The Hall"]
    assert [one["what"] for one in found["what happened to the account"]] == [
        "signed in",
        "invited",
    ]
    drafts = found["what was begun and not finished"]
    assert {"note": "hers"} in [draft["what was typed"] for draft in drafts]
    assert len(found["changes that were proposed, or decided on"]) == 3
    assert {one["id"] for one in found["letters"]} == {"l1", "l2"}
    assert len(found["changes to the network that were made"]) == 3
    named = found["contact details and texts that name you"]
    assert {one["id"] for one in named} == {"c-mail", "c-person", "c-other", "hall"}
    assert found["where else you are named"][0]["note"] == f"{NAME} has the keys"
    assert any("wants no reminders since" in one for one in found["where else you are named"])
    assert found["earlier forms of records that name you"]


def test_a_file_that_is_there_is_not_written_over(run, store, tmp_path):
    file = tmp_path / "there.json"
    file.write_text("mine")
    done = run("export", EMAIL, "--to", str(file))
    assert done.exit_code == 2
    assert "name a new file" in done.output
    assert file.read_text() == "mine"


def test_nothing_in_the_graph_or_beside_it_names_somebody_who_was_erased(run, store, folder):
    assert EMAIL in everything(folder)
    assert NAME.lower() in everything(folder)
    assert files_naming(folder, NAME, EMAIL), "a snapshot holds the description"
    done = run("erase", EMAIL, "--yes")
    assert done.exit_code == 0, done.output
    left = everything(folder)
    for word in (EMAIL, NAME.lower(), NAME.split()[1].lower(), HERS.id, "my own words"):
        assert word not in left, word
    store.snapshot()
    assert files_naming(folder, NAME, EMAIL) == []


def test_files_that_wait_to_be_brought_in_go_when_somebody_is_erased(run, folder):
    sheet = folder / "spreadsheets" / "word" / "file" / "members.csv"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(EMAIL, encoding="utf-8")
    job = folder / "jobs" / "20260101000000000000-01234567.waiting"
    job.mkdir(parents=True)
    (job / "preview.csv").write_text(EMAIL, encoding="utf-8")
    job.with_suffix(".json").write_text("{}", encoding="utf-8")
    done = run("erase", EMAIL, "--yes")
    assert "2 files that waited" in done.output
    assert not sheet.exists()
    assert not job.exists()


def test_what_others_rely_on_stays_when_somebody_is_erased(run, store, folder):
    run("erase", EMAIL, "--yes")
    assert store.organisation("hall").description == (
        "Ring (taken out) or write to (taken out). Open to all."
    )
    (contact,) = store.kept_by(Contact, "hall")
    assert (contact.value, contact.name) == ("Jory Hosken", "After (taken out)")
    assert [one.email for one in store.accounts.all()] == [HIS.email]
    assert [one.id for one in store.events.all()] == ["e2"]
    assert store.events.all()[0].by == LEFT
    assert [one.id for one in store.desk.drafts.all()] == ["d2"]
    assert [one.id for one in store.desk.letters.all()] == ["l2"]
    assert [one.id for one in store.desk.reminders.all()] == [address_id(HIS.email)]
    by = {one.by for one in store.recent_changes()}
    assert LEFT in by
    assert "test" in by
    proposals = {one.id: one for one in store.desk.proposals.all()}
    assert proposals["p1"].state is ProposalState.WITHDRAWN
    assert (proposals["p1"].before, proposals["p1"].after) == ("", "")
    assert (proposals["p2"].by, proposals["p2"].note) == (LEFT, "")
    assert (proposals["p3"].email, proposals["p3"].decided_by) == ("", LEFT)
    assert store.versions.of(Contact, "c-mail"), "that there was a contact detail is still known"


def test_it_says_what_it_did_and_what_it_kept(run, store):
    told = run("erase", EMAIL, "--yes").output
    for line in (
        "Removed: 2 contact details",
        "Removed: 1 account",
        "Removed: 1 drafts",
        "Kept: 3 changes that they made, by somebody who has left",
        "Backups of the data folder",
    ):
        assert line in told, told
    assert "Nothing is held of" in run("erase", EMAIL, "--yes", "--name", NAME).output


def test_nothing_is_erased_until_somebody_says_yes(run, store, folder):
    assert run("erase", EMAIL, typed="n\n").exit_code == 1
    assert store.accounts.of_email(EMAIL) is not None


def test_the_last_administrator_cannot_be_erased(run, store):
    done = run("erase", HIS.email, "--yes")
    assert done.exit_code == 1
    assert store.accounts.of_email(HIS.email) is not None
    assert store.desk.drafts.all()


def test_somebody_without_an_account_is_found_by_address_and_by_name(run, store, folder):
    store.accounts.remove(HERS.id)
    done = run("erase", EMAIL, "--name", NAME, "--yes")
    assert "Removed: 2 contact details" in done.output
    assert EMAIL not in everything(folder)
    assert NAME.lower() not in everything(folder)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Write to ann@b.example.", True),
        ("ANN@B.EXAMPLE", True),
        ("joann@b.example", False),
        ("ann@b.example.org", False),
        ("ann@b.example-hall.uk", False),
        ("Ask Ann  Lee", True),
        ("Joann Leeson", False),
        ("Ann", False),
    ],
)
def test_another_address_or_name_that_holds_theirs_is_left_alone(text, is_named):
    person = Person(email="ann@b.example", name="Ann Lee")
    assert person.named_in(text) is is_named
    assert (person.without(text) == text) is not is_named


def test_a_name_of_one_word_is_never_taken_out_of_other_words():
    person = Person(email="g@b.example", name="Grace")
    assert person.without("By the grace of Grace Church") == "By the grace of Grace Church"
    assert person.is_called(" GRACE ")
