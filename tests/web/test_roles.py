"""Every route and every role: who gets in, who is sent to sign in, who is refused."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask

from graph.model import Role
from graph.store import Store
from service import access
from service.access import Access, declared
from tests.web.addresses import filled_in, samples
from tests.web.people import Person, an_account

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
"""Not at this machine, so that nobody gets in for being there."""

ROLES: list[tuple[Role, ...] | None] = [None, (), *((role,) for role in Role)]
"""A visitor, somebody without a role, and one of each role."""

EXPECTED: dict[Access, set[tuple[Role, ...] | None]] = {
    access.public: set(ROLES),
    access.signed_in: set(ROLES) - {None},
    access.contributors: {(Role.CONTRIBUTOR,), (Role.STEWARD,), (Role.ADMINISTRATOR,)},
    access.keepers_and_staff: set(ROLES) - {None, ()},
    access.stewards: {(Role.STEWARD,), (Role.ADMINISTRATOR,)},
    access.staff: {(Role.STEWARD,), (Role.STRATEGIST,), (Role.ADMINISTRATOR,)},
    access.staff_or_local: {(Role.STEWARD,), (Role.STRATEGIST,), (Role.ADMINISTRATOR,)},
    access.administrators: {(Role.ADMINISTRATOR,)},
    access.administrators_or_local: {(Role.ADMINISTRATOR,)},
}
"""Written out by hand: a slip in the declarations is not repeated here."""


def name_of(roles: tuple[Role, ...] | None) -> str:
    if roles is None:
        return "visitor"
    return roles[0].value if roles else "no role"


def person(app: Flask, store: Store, roles: tuple[Role, ...] | None) -> Person:
    if roles is None:
        return Person(app)
    account = an_account(f"Role{name_of(roles).replace(' ', '')}", *roles)
    store.accounts.keep(account)
    return Person(app, account)


def asked(app: Flask, store: Store) -> list[tuple[str, str, Access]]:
    """Method, address and declared access of every route."""
    values = samples(store.snapshot())
    found = []
    for rule in app.url_map.iter_rules():
        address = str(rule)
        who = declared(app.view_functions[rule.endpoint])
        assert who is not None
        for sample in values.get(address, ["x"])[:1]:
            address = filled_in(address, sample)
        found += [
            (method, address, who) for method in sorted((rule.methods or set()) & {"GET", "POST"})
        ]
    return found


@pytest.mark.parametrize("roles", ROLES, ids=name_of)
def test_every_route_lets_in_whom_it_declares_and_nobody_else(app, demo, roles):
    somebody = person(app, demo, roles)
    token = somebody.token()
    for method, address, who in asked(app, demo):
        if address in ("/sign-out", "/account/sign-out-everywhere"):
            continue  # they end the session that this test goes on with
        data = {"csrf_token": token} if method == "POST" else None
        with somebody.client.open(
            address, method=method, data=data, environ_base=ELSEWHERE
        ) as answer:
            # A row of somebody else's answers 403 as well, but not because of the role.
            refused = (answer.status_code == 403 and "This page is for" in answer.text) or (
                answer.status_code == 303 and answer.location.startswith("/sign-in")
            )
            allowed = roles in EXPECTED[who]
            assert refused != allowed, f"{method} {address}: {answer.status_code}"
            if refused and (roles is None) and not who.local:
                assert answer.location.startswith("/sign-in")
            elif refused:
                assert answer.status_code == 403
                assert "This page is for" in answer.text


def test_every_declaration_is_among_those_that_are_written_out(app):
    used = {declared(view) for view in app.view_functions.values()}
    assert used <= set(EXPECTED)


def test_the_person_at_this_machine_gets_in_where_no_account_is_needed(app, demo):
    visitor = Person(app)
    for method, address, who in asked(app, demo):
        if method == "GET" and who.local:
            assert visitor.status(address) in (200, 404), address


@pytest.mark.parametrize(
    "words", [one.words for one in EXPECTED], ids=lambda words: words.replace(" ", "-")
)
def test_an_access_says_in_words_for_whom_it_is(words):
    assert words
    assert words[0].islower()


def test_accesses_differ(app):
    for one, other in itertools.combinations(EXPECTED, 2):
        assert one != other
