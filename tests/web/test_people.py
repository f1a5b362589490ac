"""The people page: who sees whom, who may give what, and what nobody can take away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.model import Role
from tests.builders import an_area, an_organisation
from tests.web.people import Person, an_account, somebody


@pytest.fixture
def register(spare):
    """Two areas, with an organisation in each."""
    spare.write(
        [
            an_area("north", name="Northam"),
            an_area("south", name="Southam"),
            replace(an_organisation("hall", name="Northam Hall"), area_ids=("north",)),
            replace(an_organisation("club", name="Southam Club"), area_ids=("south",)),
        ],
        by="test",
        message="A register",
    )
    return spare


@pytest.fixture
def boss(spare_app, register) -> Person:
    return somebody(spare_app, register, "Boss", Role.ADMINISTRATOR)


@pytest.fixture
def steward(spare_app, register) -> Person:
    return somebody(spare_app, register, "Steward", Role.STEWARD, area_ids=("north",))


def contributor(store, name: str, *organisations: str, **given):
    account = an_account(name, Role.CONTRIBUTOR, organisation_ids=organisations, **given)
    store.accounts.keep(account)
    return account


def seal_on(person: Person, id: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', person.get(f"/people/{id}").html)
    assert found
    return found[1]


def save(person: Person, id: str, *, seal: str = "", **data):
    given = {"seal": seal or seal_on(person, id), "act": "save", **data}
    return person.send(f"/people/{id}", given, form="/account")


def what_happened(store, id: str) -> list[tuple[str, str]]:
    return [(event.what, event.by) for event in store.events.recent(account_id=id)]


def test_an_administrator_sees_everybody_and_what_each_may_do(boss, register):
    contributor(register, "Jory", "club", disabled=True)
    page = boss.get("/people")
    assert "2 people have an account" in page.words
    assert "contributor (Southam Club) disabled" in page.words
    assert "never" in page.words
    assert "Jory" not in boss.get("/people?find=boss").words


def test_a_steward_sees_contributors_of_their_areas_and_nobody_else(steward, boss, register):
    contributor(register, "Jory", "hall")
    contributor(register, "Keren", "club")
    page = steward.get("/people")
    assert "Jory" in page.words
    assert "Keren" not in page.words
    assert "Boss" not in page.words
    steward.get("/people/account.jory")
    for other in ("keren", "boss", "steward", "nobody"):
        steward.get(f"/people/account.{other}", status=404)
        answer = steward.send(f"/people/account.{other}", {"act": "save"}, form="/account")
        assert answer.status_code == 404


def test_an_administrator_says_what_somebody_may_do_and_it_is_told(boss, register):
    contributor(register, "Jory", "hall")
    answer = save(
        boss,
        "account.jory",
        roles=["contributor", "steward"],
        organisations=["club"],
        areas=["south"],
    )
    assert answer.location == "/people/account.jory"
    kept = register.accounts.one("account.jory")
    assert kept.roles == (Role.CONTRIBUTOR, Role.STEWARD)
    assert (kept.organisation_ids, kept.area_ids) == (("club",), ("south",))
    assert what_happened(register, kept.id) == [
        ("may now: contributor, steward (Southam Club; Southam)", "account.boss")
    ]
    assert (
        "may now: contributor, steward (Southam Club; Southam), by Boss"
        in boss.get("/people/account.jory").words
    )


def test_organisations_and_areas_are_found_by_name_without_a_script(boss, register):
    contributor(register, "Jory", "hall")
    data = {
        "seal": seal_on(boss, "account.jory"),
        "find": "organisation",
        "roles": "contributor",
        "organisations": "hall",
        "find_organisation": "south",
        "find_area": "south",
    }
    answer = boss.send("/people/account.jory", data, form="/account")
    assert answer.status_code == 200
    assert 'value="club"' in answer.text
    assert 'value="south"' in answer.text
    assert re.search(r'value="hall" checked', answer.text)
    assert register.accounts.one("account.jory").organisation_ids == ("hall",)
    assert "such a name" not in answer.text
    nothing = boss.send("/people/invite", {"find": "area", "find_area": "Atlantis"})
    assert "Nothing here has such a name" in nothing.text


@pytest.mark.parametrize(
    "wanted",
    [
        {"roles": "administrator"},
        {"roles": ["contributor", "steward"], "organisations": "hall"},
        {"roles": "contributor", "organisations": ["hall", "club"]},
        {"roles": "contributor", "organisations": "club"},
        {"roles": "contributor"},
        {"roles": ["contributor", "steward"], "organisations": "hall", "areas": "north"},
        {"roles": ["contributor", "steward"], "organisations": "hall", "everywhere": "yes"},
    ],
    ids=str,
)
def test_a_steward_gives_no_more_than_they_have(steward, register, wanted):
    before = contributor(register, "Jory", "hall")
    assert save(steward, "account.jory", **wanted).status_code == 400
    assert register.accounts.one("account.jory") == before
    invited = {"name": "New", "email": "new@parish.example", "act": "save", **wanted}
    assert steward.send("/people/invite", invited).status_code == 400
    assert register.accounts.of_email("new@parish.example") is None


def test_a_steward_changes_nobody_who_keeps_rows_elsewhere_too(steward, register):
    before = contributor(register, "Jory", "hall", "club")
    assert 'name="seal"' not in steward.get("/people/account.jory").html
    answer = save(steward, "account.jory", seal="x", roles="contributor", organisations="hall")
    assert answer.status_code == 404
    assert register.accounts.one("account.jory") == before


@pytest.mark.parametrize("what", ["disabled", "sessions", "second-step"])
def test_a_steward_disables_nobody(steward, register, what):
    before = contributor(register, "Jory", "hall", totp="JBSWY3DPEHPK3PXP")
    answer = steward.send(f"/people/account.jory/{what}", {"disabled": "yes"}, form="/account")
    assert answer.status_code == 403
    assert register.accounts.one("account.jory") == before


def test_a_steward_invites_a_contributor_of_their_area(steward, register):
    data = {
        "name": "New",
        "email": " New@Parish.example",
        "roles": "contributor",
        "organisations": "hall",
        "act": "save",
    }
    answer = steward.send("/people/invite", data)
    assert answer.status_code == 303
    account = register.accounts.of_email("new@parish.example")
    assert account is not None
    assert (account.roles, account.organisation_ids) == ((Role.CONTRIBUTOR,), ("hall",))
    assert not account.password
    assert "was invited" in steward.get(answer.location).words
    again = steward.send("/people/invite", data)
    assert again.status_code == 400
    assert "already" in again.text


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "email": "a@b.example"},
        {"name": "A", "email": "nobody"},
        {"name": "A", "email": "a@b.example", "roles": "strategist", "organisations": "hall"},
        {"name": "A", "email": "a@b.example", "roles": "strategist", "everywhere": "yes"},
    ],
)
def test_an_invitation_with_a_slip_is_not_sent(boss, register, data):
    assert boss.send("/people/invite", {"act": "save", **data}).status_code == 400
    assert len(register.accounts.all()) == 1


def test_of_two_administrators_at_once_the_second_is_told(boss, spare_app, register):
    other = somebody(spare_app, register, "Other", Role.ADMINISTRATOR)
    contributor(register, "Jory", "hall")
    seen = seal_on(other, "account.jory")
    assert save(boss, "account.jory", roles="strategist").status_code == 303
    answer = save(other, "account.jory", seal=seen, roles="contributor", organisations="club")
    assert answer.status_code == 409
    assert "They now may: strategist" in answer.text
    assert register.accounts.one("account.jory").roles == (Role.STRATEGIST,)
    fresh = re.search(r'name="seal" value="([^"]+)"', answer.text)
    assert fresh
    again = save(other, "account.jory", seal=fresh[1], roles="contributor", organisations="club")
    assert again.status_code == 303
    assert register.accounts.one("account.jory").organisation_ids == ("club",)


def test_the_last_administrator_stays(boss, register):
    contributor(register, "Jory", "hall")
    assert "last administrator" in save(boss, "account.boss", roles="steward").text
    off = boss.send("/people/account.boss/disabled", {"disabled": "yes"}, form="/account")
    assert (off.status_code, "last administrator" in off.text) == (409, True)
    assert register.accounts.have_administrator()
    save(boss, "account.jory", roles="administrator")
    assert save(boss, "account.boss", roles="steward").status_code == 303


def test_whoever_is_disabled_is_out_at_once_and_comes_back(boss, spare_app, register):
    account = contributor(register, "Jory", "hall")
    jory = Person(spare_app, account)
    assert jory.status("/account") == 200
    boss.send("/people/account.jory/disabled", {"disabled": "yes"}, form="/account")
    assert jory.status("/account") == 303
    assert "May not sign in" in boss.get("/people/account.jory").words
    boss.send("/people/account.jory/disabled", {"disabled": "no"}, form="/account")
    assert not register.accounts.one("account.jory").disabled
    assert jory.status("/account") == 303  # a session from before stays over
    assert what_happened(register, "account.jory") == [
        ("enabled again", "account.boss"),
        ("disabled", "account.boss"),
    ]


def test_an_administrator_ends_somebodys_sessions(boss, spare_app, register):
    jory = Person(spare_app, contributor(register, "Jory", "hall"))
    assert boss.send("/people/account.jory/sessions", form="/account").status_code == 303
    assert jory.status("/account") == 303
    assert what_happened(register, "account.jory")[0][1] == "account.boss"


def test_an_administrator_takes_away_the_second_step_of_another_only(boss, spare_app, register):
    jory = Person(spare_app, contributor(register, "Jory", "hall", totp="JBSWY3DPEHPK3PXP"))
    assert boss.send("/people/account.jory/second-step", form="/account").status_code == 303
    assert not register.accounts.one("account.jory").totp
    assert jory.status("/account") == 303
    assert what_happened(register, "account.jory") == [
        ("second step taken away by an administrator", "account.boss")
    ]
    register.accounts.keep(replace(boss.account, totp="JBSWY3DPEHPK3PXP"))
    own = boss.send("/people/account.boss/second-step", form="/account")
    assert own.status_code == 400
    assert register.accounts.one("account.boss").totp
