"""The first administrator: by a printed link, once, for a day, and only while there is none."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.model import Role
from service.signing import first
from tests.web.clock import Clock
from tests.web.people import PASSWORD, Person, an_account

MORWENNA = {"name": "Morwenna", "email": "Morwenna@Parish.example ", "password": PASSWORD}


def printed(app) -> str:
    """The path of the link that the server prints."""
    line = first.told(app, "http://127.0.0.1:8000")
    found = re.fullmatch(
        r"There is no administrator yet\. Make yourself one: http://127\.0\.0\.1:8000(\S+) "
        r"\(works once, for a day\)",
        line,
    )
    assert found, line
    return found[1]


def test_whoever_runs_hedgerow_becomes_its_administrator(spare_app, spare):
    link, another = printed(spare_app), printed(spare_app)
    visitor = Person(spare_app)
    assert "who else may sign in" in visitor.get(link).words
    answer = visitor.send(link, MORWENNA)
    assert answer.status_code == 303
    (account,) = spare.accounts.all()
    assert (account.roles, account.email) == ((Role.ADMINISTRATOR,), "morwenna@parish.example")
    assert visitor.status("/account") == 200
    assert [event.what for event in spare.events.recent()] == [
        "signed in",
        "became the first administrator",
    ]
    assert first.told(spare_app, "http://x") == ""
    for used in (link, another):
        assert "an administrator already" in visitor.get(used, status=410).words
        other = {**MORWENNA, "email": "jory@parish.example"}
        assert Person(spare_app).send(used, other, form="/sign-in").status_code == 410
    assert len(spare.accounts.all()) == 1


def test_a_link_that_worked_works_no_more_though_the_administrator_is_gone(spare_app, spare):
    link = printed(spare_app)
    Person(spare_app).send(link, MORWENNA)
    spare.accounts.keep(replace(spare.accounts.all()[0], disabled=True))
    assert "only once" in Person(spare_app).get(link, status=410).words
    assert Person(spare_app).get(printed(spare_app)).status == 200


def test_a_link_ends_after_a_day(spare_app):
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    link = printed(spare_app)
    clock.go_on(hours=23, minutes=59)
    assert Person(spare_app).status(link) == 200
    clock.go_on(minutes=2)
    assert "has ended" in Person(spare_app).get(link, status=410).words
    assert Person(spare_app).send(link, MORWENNA, form="/sign-in").status_code == 410


def test_a_link_that_somebody_made_up_is_worth_nothing(spare_app, spare):
    link = printed(spare_app)
    assert Person(spare_app).send(link[:-2], MORWENNA, form="/sign-in").status_code == 410
    assert Person(spare_app).status("/first-administrator/x") == 410
    assert spare.accounts.all() == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Type your name"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"email": "jory@parish.example"}, "already"),
        ({"password": "short"}, "12 to 128"),
    ],
)
def test_a_slip_leaves_the_link_as_it_is(spare_app, spare, typed, said):
    spare.accounts.keep(an_account("Jory"))
    link = printed(spare_app)
    answer = Person(spare_app).send(link, {**MORWENNA, **typed})
    assert answer.status_code == 400
    assert said in answer.text
    assert PASSWORD not in answer.text
    assert Person(spare_app).send(link, MORWENNA).status_code == 303


def test_of_two_who_are_quick_one_becomes_it(spare_app, spare):
    links = [printed(spare_app) for _ in range(4)]

    def become(number: int) -> int:
        typed = {**MORWENNA, "email": f"a{number}@parish.example"}
        return Person(spare_app).send(links[number], typed).status_code

    with ThreadPoolExecutor(4) as people:
        answers = sorted(people.map(become, range(4)))
    assert answers.count(303) == 1
    assert len(spare.accounts.all()) == 1
