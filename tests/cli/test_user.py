"""``hedgerow user``: accounts as an administrator at the machine keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.model import Role
from graph.store import Store, open_store
from service.cli import main
from service.signing import passwords
from tests.builders import an_area, an_organisation
from tests.mail_server import mail_server

GOOD = "gorse kettle Tuesday ferry"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """A graph of three organisations and an area, and its folder."""
    data = tmp_path_factory.mktemp("register")
    with open_store(data=data) as store:
        store.write(
            [
                an_area("x", name="St Keverne"),
                an_organisation("hall", name="St Keverne Hall"),
                an_organisation("one", name="Youth Club"),
                an_organisation("two", name="Youth Club"),
            ],
            by="test",
            message="A register",
        )
        yield data, store


@pytest.fixture
def store(register: tuple[Path, Store]) -> Iterator[Store]:
    """The store, without accounts before and after."""
    _, store = register
    yield store
    for account in store.accounts.all():
        store.accounts.remove(account.id)


@pytest.fixture
def user(register: tuple[Path, Store], monkeypatch: pytest.MonkeyPatch):
    """Run ``hedgerow user``; what is typed when asked is a password, twice."""
    monkeypatch.setenv("HEDGEROW_DATA", str(register[0]))
    monkeypatch.delenv("NEO4J_URI", raising=False)

    def run(*asked: str, typed: str = GOOD) -> Result:
        return CliRunner().invoke(main, ["user", *asked], input=f"{typed}\n{typed}\n")

    return run


def test_an_account_is_made_with_what_it_may_do_and_its_password_is_not_shown(user, store) -> None:
    done = user(
        *("add", " Clerk@Parish.example ", "--name", "Morwenna", "--role", "contributor"),
        *("--role", "steward", "--organisation", "st keverne hall", "--area", "x"),
    )
    assert done.exit_code == 0, done.output
    assert "Morwenna may sign in as clerk@parish.example: contributor, steward (hall, x)." in (
        done.stdout
    )
    assert GOOD not in done.output
    (account,) = store.accounts.all()
    assert account.roles == (Role.CONTRIBUTOR, Role.STEWARD)
    assert (account.organisation_ids, account.area_ids) == (("hall",), ("x",))
    assert passwords.matches(account.password, GOOD)


def test_what_somebody_may_do_is_said_anew(user, store) -> None:
    user("add", "a@b.example", "--name", "A", "--role", "contributor", "--organisation", "hall")
    done = user("role", "A@B.example", "--role", "steward", "--everywhere")
    assert "A: steward (all areas)." in done.stdout
    (account,) = store.accounts.all()
    assert (account.roles, account.organisation_ids) == ((Role.STEWARD,), ())
    assert account.everywhere
    assert "A: nothing beyond what everybody may." in user("role", "a@b.example").stdout


def test_whoever_is_disabled_is_signed_out_too(user, store) -> None:
    user("add", "a@b.example", "--name", "A")
    assert "A may sign in no longer." in user("disable", "a@b.example").stdout
    (account,) = store.accounts.all()
    assert account.disabled
    assert account.signed_out_at is not None
    assert "may not sign in" in user("list").stdout
    assert "A may sign in again." in user("disable", "a@b.example", "--undo").stdout
    assert not store.accounts.all()[0].disabled


@pytest.mark.parametrize(
    ("asked", "typed", "said"),
    [
        (("add", "not an address", "--name", "A"), GOOD, "not an e-mail address"),
        (("add", "a@b.example", "--name", "A"), "password1234", "easily guessed"),
        (("add", "a@b.example", "--name", " "), GOOD, "name is empty"),
        (("add", "a@b.example", "--name", "A", "--organisation", "hall"), GOOD, "contributor has"),
        (("add", "a@b.example", "--name", "A", "--area", "x"), GOOD, "steward has areas"),
        (
            ("add", "a@b.example", "--name", "A", "--role", "contributor", "--organisation", "zz"),
            GOOD,
            "no organisation with the id “zz”",
        ),
        (
            *(("add", "a@b.example", "--name", "A", "--organisation", "youth club"), GOOD),
            "the name of 2: one, two. Give the id",
        ),
        (("role", "nobody@b.example"), GOOD, "no account with the id “nobody@b.example”"),
        (("disable", "nobody@b.example"), GOOD, "no account"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(user, store, asked, typed, said) -> None:
    done = user(*asked, typed=typed)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert store.accounts.all() == ()


def test_an_address_has_one_account(user, store) -> None:
    user("add", "a@b.example", "--name", "A")
    again = user("add", "A@b.example", "--name", "B")
    assert again.exit_code == 2
    assert "an account for a@b.example already" in again.stderr
    assert [one.name for one in store.accounts.all()] == ["A"]


def test_somebody_is_invited_by_a_letter_that_is_shown_where_no_mail_server_is_set(
    user, store
) -> None:
    done = user("invite", "Jory@Parish.example", "--name", "Jory", "--role", "contributor")
    assert done.exit_code == 0, done.output
    assert "hand this letter over yourself" in done.stdout
    (account,) = store.accounts.all()
    assert (account.email, account.password) == ("jory@parish.example", "")
    assert account.roles == (Role.CONTRIBUTOR,)
    (letter,) = store.desk.letters.recent(1)
    assert letter.text in done.stdout
    assert "/invitation/" in letter.text
    assert store.events.recent(1)[0].what == "was invited"
    again = user("invite", "jory@parish.example", "--name", "Other")
    assert again.exit_code == 2
    assert "already" in again.output


def test_an_invitation_is_sent_at_once_where_a_mail_server_is_set(
    user, store, tmp_path, monkeypatch
) -> None:
    with mail_server(tmp_path / "mail") as server:
        monkeypatch.setenv("HEDGEROW_SMTP", f"127.0.0.1:{server.port}")
        monkeypatch.setenv("HEDGEROW_SMTP_SECURITY", "none")
        monkeypatch.setenv("HEDGEROW_MAIL_FROM", "post@example.org")
        done = user("invite", "jory@parish.example", "--name", "Jory")
        text = server.one().text
    assert "Jory is invited by a letter to jory@parish.example" in done.stdout
    assert "/invitation/" in text
    assert "/invitation/" not in done.output


def test_the_second_step_of_whoever_lost_their_telephone_is_taken_away(user, store) -> None:
    user("add", "a@b.example", "--name", "A")
    store.accounts.change(store.accounts.all()[0].id, lambda one: replace(one, totp="JBSWY3DP"))
    done = user("reset-second-step", "A@b.example")
    assert "A signs in without a second step." in done.stdout, done.output
    (account,) = store.accounts.all()
    assert not account.totp
    assert account.signed_out_at is not None
    (event,) = store.events.recent(1, account_id=account.id)
    assert event.by == "command line"


def test_the_last_administrator_is_not_taken_away_here_either(user, store) -> None:
    user("add", "a@b.example", "--name", "A", "--role", "administrator")
    for asked in (("disable", "a@b.example"), ("role", "a@b.example", "--role", "steward")):
        done = user(*asked)
        assert done.exit_code == 1
        assert "last administrator" in done.stderr
    assert store.accounts.have_administrator()
