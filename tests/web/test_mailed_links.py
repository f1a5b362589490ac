"""Invitations and forgotten passwords: letters that let the right person in, once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import InvalidData
from graph.model import Role
from service import errands
from service.signing import invitations, passwords
from tests.web.people import PASSWORD, Person, an_account, somebody

NEW = "gorse kettle Tuesday ferry"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


class Clock:
    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(spare_app) -> Clock:
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    return clock


def invited(app, store, *roles: Role):
    """An account that was invited, and the path in its letter."""
    account = an_account("Jory", *roles, password="")
    with app.test_request_context("/"):
        invitations.invite(account, inviter="Morwenna")
    (letter,) = store.desk.letters.recent(1)
    return account, letter, LINK.search(letter.text)[1]


def forgotten(app, store, typed: str) -> str:
    """The path in the letter that somebody gets who forgot a password."""
    known = {one.id for one in store.desk.letters.all()}
    Person(app).send("/sign-in/forgotten", {"email": typed})
    errands.of_app(app).wait()
    (new,) = [one for one in store.desk.letters.unsent() if one.id not in known]
    return LINK.search(new.text)[1]


def what_happened(store) -> list[str]:
    return [event.what for event in store.events.recent()]


def test_somebody_who_is_invited_chooses_a_password_and_is_in(spare_app, spare, clock):
    account, letter, path = invited(spare_app, spare, Role.STEWARD)
    assert (letter.to, letter.subject) == (account.email, "Morwenna invites you to Hedgerow")
    guest = Person(spare_app)
    page = guest.get(path)
    assert page.heading == "Welcome, Jory"
    answer = guest.send(path, {"password": NEW})
    assert (answer.status_code, answer.location) == (303, "/account")
    guest.account = account
    assert "Signed in as jory@parish.example" in guest.get("/account").words
    kept = spare.accounts.one(account.id)
    assert passwords.matches(kept.password, NEW)
    assert kept.roles == (Role.STEWARD,)
    assert sorted(what_happened(spare)) == ["accepted an invitation", "was invited"]


def test_a_scanner_of_mail_that_opens_the_link_uses_nothing_up(spare_app, spare, clock):
    _, _, path = invited(spare_app, spare)
    for _ in range(3):
        Person(spare_app).get(path)
    assert spare.desk.spent_links.all() == ()
    assert Person(spare_app).send(path, {"password": NEW}).status_code == 303


def test_an_invitation_works_once(spare_app, spare, clock):
    account, _, path = invited(spare_app, spare)
    guest, thief = Person(spare_app), Person(spare_app)
    token = thief.token(path)
    guest.send(path, {"password": NEW})
    page = thief.get(path, status=410)
    assert page.heading == "This link does not work"
    assert "used already" in page.words
    assert "Ask whoever invited you" in page.words
    stolen = thief.client.post(path, data={"csrf_token": token, "password": PASSWORD})
    assert stolen.status_code == 410
    assert passwords.matches(spare.accounts.one(account.id).password, NEW)


def test_an_invitation_ends_after_a_week(spare_app, spare, clock):
    _, _, path = invited(spare_app, spare)
    clock.moment += timedelta(days=7)
    assert "This link has ended" in Person(spare_app).get(path, status=410).words


def test_a_weak_password_is_refused_and_the_link_still_works(spare_app, spare, clock):
    _, _, path = invited(spare_app, spare)
    guest = Person(spare_app)
    answer = guest.send(path, {"password": "jory@parish.example"})
    assert answer.status_code == 400
    assert "easily guessed" in answer.text
    assert guest.send(path, {"password": NEW}).status_code == 303


def test_another_invitation_may_be_sent_until_one_is_used_which_ends_them_all(
    spare_app, spare, clock
):
    account, _, first = invited(spare_app, spare)
    with spare_app.test_request_context("/"):
        invitations.write_again(account, inviter="Morwenna")
    second = next(
        LINK.search(one.text)[1] for one in spare.desk.letters.all() if first not in one.text
    )
    Person(spare_app).send(first, {"password": NEW})
    assert "a password was chosen since" in Person(spare_app).get(second, status=410).words
    with spare_app.test_request_context("/"), pytest.raises(InvalidData):
        invitations.write_again(spare.accounts.one(account.id), inviter="Morwenna")


def test_an_address_that_has_an_account_is_not_invited_again(spare_app, spare, clock):
    spare.accounts.keep(an_account("Jory"))
    with spare_app.test_request_context("/"), pytest.raises(InvalidData, match="already"):
        invitations.invite(replace(an_account("Jory", password=""), id="other"), inviter="M")
    assert spare.desk.letters.all() == ()


def test_an_account_that_was_disabled_meanwhile_is_not_opened(spare_app, spare, clock):
    account, _, path = invited(spare_app, spare)
    spare.accounts.keep(replace(account, disabled=True))
    assert "cannot be used any more" in Person(spare_app).get(path, status=410).words


def test_a_forgotten_password_is_chosen_anew_and_every_session_ends(spare_app, spare, clock):
    person = somebody(spare_app, spare)
    path = forgotten(spare_app, spare, " Morwenna@Parish.example ")
    clock.moment += timedelta(minutes=59)
    visitor = Person(spare_app)
    assert visitor.get(path).heading == "Choose a new password"
    answer = visitor.send(path, {"password": NEW})
    assert (answer.status_code, answer.location) == (303, "/sign-in/new-password")
    assert "signed out everywhere" in visitor.get(answer.location).words
    assert visitor.client.get("/account").status_code == 303
    assert person.client.get("/account").status_code == 303
    assert passwords.matches(spare.accounts.one(person.account.id).password, NEW)
    told = [one for one in spare.desk.letters.all() if one.purpose == "password-changed"]
    assert [one.to for one in told] == ["morwenna@parish.example"]
    assert what_happened(spare) == [
        "chose a new password by a letter",
        "asked for a new password",
    ]


def test_a_link_to_a_new_password_works_once_and_for_an_hour(spare_app, spare, clock):
    spare.accounts.keep(an_account())
    path = forgotten(spare_app, spare, "morwenna@parish.example")
    other = forgotten(spare_app, spare, "morwenna@parish.example")
    assert Person(spare_app).send(path, {"password": NEW}).status_code == 303
    assert "used already" in Person(spare_app).get(path, status=410).words
    assert "a password was chosen since" in Person(spare_app).get(other, status=410).words
    path = forgotten(spare_app, spare, "morwenna@parish.example")
    clock.moment += timedelta(hours=1)
    page = Person(spare_app).get(path, status=410)
    assert "This link has ended" in page.words
    assert "/sign-in/forgotten" in page.links


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(spare_app, spare, clock):
    spare.accounts.keep(an_account())
    spare.accounts.keep(an_account("Disabled", disabled=True))
    answers = set()
    for typed in ("morwenna", "disabled", "nobody"):
        visitor = Person(spare_app)
        answer = visitor.send("/sign-in/forgotten", {"email": f"{typed}@parish.example"})
        answers.add((answer.status_code, answer.location, answer.text, answer.headers.get("Vary")))
    assert len(answers) == 1
    errands.of_app(spare_app).wait()
    assert [one.to for one in spare.desk.letters.all()] == ["morwenna@parish.example"]


def test_nobody_waits_for_the_letter_so_that_time_tells_nothing(spare_app, spare, monkeypatch):
    from service.signing import mailed

    spare.accounts.keep(an_account())
    asked = []

    class Never(errands.Errands):
        def leave(self, errand) -> None:
            asked.append(errand)

    def looked_up(*_, **__):
        raise AssertionError("the request itself looked for the account")

    monkeypatch.setitem(spare_app.extensions, "hedgerow.errands", Never(spare_app))
    monkeypatch.setattr(mailed, "send_forgotten", looked_up)
    for typed in ("morwenna@parish.example", "nobody@parish.example"):
        assert Person(spare_app).send("/sign-in/forgotten", {"email": typed}).status_code == 303
    assert len(asked) == 2


@pytest.mark.parametrize(
    "typed", ["disabled@parish.example", "nobody@parish.example", "no address"]
)
def test_disabled_accounts_and_strangers_get_no_letter(spare_app, spare, clock, typed):
    spare.accounts.keep(an_account("Disabled", disabled=True))
    spare.accounts.keep(an_account())
    Person(spare_app).send("/sign-in/forgotten", {"email": typed})
    forgotten(spare_app, spare, "morwenna@parish.example")  # errands are run in turn
    assert [one.to for one in spare.desk.letters.all()] == ["morwenna@parish.example"]


def test_an_empty_address_is_told_at_its_field(spare_app, spare):
    answer = Person(spare_app).send("/sign-in/forgotten", {"email": "  "})
    assert answer.status_code == 400
    assert "Type your e-mail address." in answer.text


def test_one_address_is_not_written_to_without_end(spare_app, spare, clock):
    visitor = Person(spare_app)
    answers = [
        visitor.send("/sign-in/forgotten", {"email": "nobody@parish.example"}).status_code
        for _ in range(4)
    ]
    assert answers == [303, 303, 303, 429]


def test_a_link_of_one_kind_does_not_open_the_other(spare_app, spare, clock):
    _, _, path = invited(spare_app, spare)
    token = path.removeprefix("/invitation/")
    page = Person(spare_app).get(f"/sign-in/new-password/{token}", status=410)
    assert "not whole" in page.words


def test_links_lead_to_the_public_address_whatever_host_was_asked_for(spare_app, spare, clock):
    spare.accounts.keep(an_account())
    visitor = Person(spare_app)
    token = visitor.token("/sign-in/forgotten")
    visitor.client.post(
        "/sign-in/forgotten",
        data={"csrf_token": token, "email": "morwenna@parish.example"},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    errands.of_app(spare_app).wait()
    (letter,) = spare.desk.letters.all()
    assert "evil.example" not in letter.text
    assert "http://127.0.0.1:8000/sign-in/new-password/" in letter.text


def test_no_page_of_a_link_may_be_kept_by_a_cache(spare_app, spare, clock):
    _, _, path = invited(spare_app, spare)
    assert "no-store" in Person(spare_app).get(path).headers.get("Cache-Control", "")
