"""Accounts: kept beside the network, one an e-mail address, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.errors import DanglingReference, InvalidData, LastAdministrator, NotFound
from graph.model import Account, Organisation, Role
from tests.store.records import area, organisation
from tests.store.servers import Server

MORWENNA = Account(
    id="account-1",
    name="Morwenna",
    email="clerk@parish.example",
    roles=(Role.CONTRIBUTOR, Role.STEWARD),
    organisation_ids=("b", "a"),
    area_ids=("x",),
    password="$argon2id$not-a-real-hash",
    openid="https://login.example/ 12ab",
    totp="JBSWY3DPEHPK3PXP",
    totp_used=58,
    disabled=True,
    made_on=date(2026, 11, 22),
    signed_out_at=datetime(2026, 11, 22, 9, 30, 0, 5, tzinfo=UTC),
)
JORY = Account(id="account-2", name="Jory", email="jory@example.org", made_on=date(2026, 1, 1))
PLACES = (organisation("a"), organisation("b"), area("x"))


def test_an_account_comes_back_as_it_was_kept(server: Server) -> None:
    with server.open() as store:
        store.write(PLACES, by="ann", message="Add")
        store.accounts.keep(MORWENNA)
        store.accounts.keep(JORY)
        assert store.accounts.one("account-1") == MORWENNA
        assert store.accounts.of_email("jory@example.org") == JORY
        assert store.accounts.of_email("nobody@example.org") is None
        assert store.accounts.all() == (JORY, MORWENNA)
        with pytest.raises(NotFound, match="account-9"):
            store.accounts.one("account-9")


def test_an_account_takes_the_place_of_itself(server: Server) -> None:
    with server.open() as store:
        store.write(PLACES, by="ann", message="Add")
        store.accounts.keep(MORWENNA)
        less = replace(JORY, id=MORWENNA.id, email=MORWENNA.email)
        store.accounts.keep(less)
        assert store.accounts.all() == (less,)
        store.accounts.remove(less.id)
        store.accounts.remove(less.id)
        assert store.accounts.all() == ()


def test_accounts_are_no_part_of_the_network_and_make_no_revision(server: Server) -> None:
    with server.open() as store:
        store.write(PLACES, by="ann", message="Add")
        before = store.revision()
        store.accounts.keep(MORWENNA)
        assert store.revision() == before
        assert len(store.recent_changes()) == 1
        with pytest.raises(InvalidData, match="Account cannot be written"):
            store.write([MORWENNA], by="ann", message="Add")  # type: ignore[list-item]


def test_an_email_address_has_one_account_also_when_two_make_it_at_once(server: Server) -> None:
    with server.open() as store:
        store.accounts.keep(JORY)
        with pytest.raises(InvalidData, match=r"an account for jory@example\.org already"):
            store.accounts.keep(replace(JORY, id="account-3"))

        def make(number: int) -> bool:
            made = replace(JORY, id=f"new-{number}", email="both@example.org")
            try:
                store.accounts.keep(made)
            except InvalidData:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(make, range(8))) == 1
        assert [one.email for one in store.accounts.all()].count("both@example.org") == 1


def test_what_an_account_keeps_has_to_be_there(server: Server) -> None:
    with server.open() as store:
        store.write(PLACES[:2], by="ann", message="Add")
        with pytest.raises(DanglingReference, match="no area “x”"):
            store.accounts.keep(MORWENNA)
        assert store.accounts.all() == ()


def test_the_power_over_what_is_removed_goes_and_keeps_nobody_from_removing_it(
    server: Server,
) -> None:
    with server.open() as store:
        store.write(PLACES, by="ann", message="Add")
        store.accounts.keep(MORWENNA)
        store.write([], by="ann", message="Remove", remove=[(Organisation, "a")])
        assert store.accounts.one(MORWENNA.id).organisation_ids == ("b",)


def administrator(number: int) -> Account:
    return Account(
        id=f"account-{number}",
        name=f"Administrator {number}",
        email=f"a{number}@example.org",
        roles=(Role.ADMINISTRATOR,),
        made_on=date(2026, 1, 1),
    )


def test_of_many_who_change_an_account_at_once_none_is_lost(server: Server) -> None:
    with server.open() as store:
        store.accounts.keep(JORY)

        def take(_number: int) -> None:
            store.accounts.change(JORY.id, lambda one: replace(one, totp_used=one.totp_used + 1))

        with ThreadPoolExecutor(8) as people:
            list(people.map(take, range(24)))
        assert store.accounts.one(JORY.id).totp_used == 24


def test_what_an_edit_raises_keeps_nothing(server: Server) -> None:
    with server.open() as store:
        store.accounts.keep(JORY)

        def refuse(account: Account) -> Account:
            raise InvalidData("No.")

        with pytest.raises(InvalidData):
            store.accounts.change(JORY.id, refuse)
        with pytest.raises(NotFound):
            store.accounts.change("nobody", lambda one: one)
        assert store.accounts.all() == (JORY,)


def test_of_many_who_become_the_first_administrator_at_once_one_does(server: Server) -> None:
    with server.open() as store:
        store.accounts.keep(replace(administrator(9), disabled=True))
        assert not store.accounts.have_administrator()
        with ThreadPoolExecutor(6) as people:
            done = list(people.map(lambda n: store.accounts.add_first(administrator(n)), range(6)))
        assert done.count(True) == 1
        assert len(store.accounts.all()) == 2
        assert store.accounts.have_administrator()


@pytest.mark.parametrize("change", [{"disabled": True}, {"roles": (Role.STRATEGIST,)}])
def test_the_last_administrator_stays_whoever_asks_at_once(server: Server, change) -> None:
    with server.open() as store:
        for number in range(4):
            store.accounts.keep(administrator(number))

        def step_down(number: int) -> bool:
            try:
                store.accounts.change(f"account-{number}", lambda one: replace(one, **change))
            except LastAdministrator:
                return False
            return True

        with ThreadPoolExecutor(4) as people:
            done = list(people.map(step_down, range(4)))
        assert done.count(False) == 1
        assert store.accounts.have_administrator()


def test_an_account_is_found_by_who_somebody_is_at_a_provider(server: Server) -> None:
    with server.open() as store:
        known = replace(JORY, openid="https://login.example 12ab")
        store.accounts.keep(known)
        assert store.accounts.of_openid(known.openid) == known
        assert store.accounts.of_openid("https://login.example 12") is None
        assert store.accounts.of_openid("") is None
