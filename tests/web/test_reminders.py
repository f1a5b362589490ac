"""Reminders: one letter an organisation, and links that need no signing in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph.model import Consent, Contact, ContactKind, Deed, Proposal, Role
from service import reminding
from service.reminding import remind
from tests.builders import a_request, a_site, an_activity, an_area, an_asset, an_organisation
from tests.web.clock import Clock
from tests.web.people import Person, an_account

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def clock(spare_app) -> Clock:
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    return clock


def fill(store, clock) -> None:
    """A council with a hall and a youth night that nobody has checked for long."""
    fresh = clock().date()
    store.write(
        [
            an_area("village"),
            a_site("hall-site", area_ids=("village",)),
            an_organisation("council", name="St Erme Council", verified_on=fresh),
            an_asset("hall", of="council", at="hall-site", name="The hall", verified_on=LONG_AGO),
            an_activity("night", by="council", at="hall-site", name="Youth night"),
            a_request("wish", by="council", at="hall-site", name="A minibus"),
            an_organisation("club", name="The club", verified_on=fresh),
        ],
        by="test",
        message="Filled",
    )
    store.write([replace(store.request("wish"), verified_on=fresh)], by="test", message="Checked")


def keeper(name: str = "Morwenna", **given: Any):
    return an_account(name, Role.CONTRIBUTOR, organisation_ids=("council",), **given)


def contact(value: str, consent: Consent = Consent.YES) -> Contact:
    return Contact(
        id=f"contact.{value.partition('@')[0]}",
        name="Clerk",
        organisation_id="council",
        kind=ContactKind.EMAIL,
        value=value,
        consent=consent,
    )


def letters_of(app, store, clock) -> list[Any]:
    """What is written now."""
    posted: list[Any] = []
    remind(store, app.config["HEDGEROW"], now=clock(), post=posted.append)
    return posted


def reminded(app, store, clock) -> tuple[Any, dict[str, list[str]]]:
    """The only letter, and the paths of its links by what they say."""
    store.accounts.keep(keeper())
    (letter,) = letters_of(app, store, clock)
    found: dict[str, list[str]] = {}
    for said in ("Still right", "Changed", "Gone"):
        found[said] = re.findall(rf"{said}: http://127\.0\.0\.1:8000(\S+)", letter.text)
    found["All"] = re.findall(r"All of them are still right:\s+http://\S+?:8000(\S+)", letter.text)
    found["No more"] = [letter.unsubscribe.removeprefix("http://127.0.0.1:8000")]
    return letter, found


def test_one_letter_lists_what_an_organisation_has_due_and_nothing_else(spare_app, spare, clock):
    fill(spare, clock)
    letter, links = reminded(spare_app, spare, clock)
    assert (letter.to, letter.purpose) == ("morwenna@parish.example", "reminder")
    assert letter.subject == "Is this still right? St Erme Council in Hedgerow"
    assert (
        "1. Youth night\n   (activity; nobody has checked it since it was entered)" in letter.text
    )
    assert "2. The hall\n   (asset; checked" in letter.text
    assert "minibus" not in letter.text
    assert "Dear Morwenna," in letter.text
    assert [len(links[each]) for each in links] == [2, 2, 2, 1, 1]
    assert links["No more"][0] in letter.text


def test_nobody_is_written_to_twice_within_a_fortnight(spare_app, spare, clock):
    fill(spare, clock)
    reminded(spare_app, spare, clock)
    clock.go_on(days=13, hours=23)
    assert letters_of(spare_app, spare, clock) == []
    clock.go_on(hours=1)
    assert len(letters_of(spare_app, spare, clock)) == 1


def test_two_processes_that_remind_at_once_write_one_letter(spare_app, spare, clock):
    fill(spare, clock)
    spare.accounts.keep(keeper())
    config, posted = spare_app.config["HEDGEROW"], []
    one = reminding.Reminders(spare, config, now=clock())
    other = reminding.Reminders(spare, config, now=clock() + timedelta(seconds=1))
    (first,), (second,) = tuple(one.due()), tuple(other.due())
    assert one.write(first, posted.append) is not None
    assert other.write(second, posted.append) is None
    assert len(posted) == 1


def test_without_a_keeper_an_address_with_consent_is_written_to_and_no_other(
    spare_app, spare, clock
):
    fill(spare, clock)
    spare.write([contact("no@parish.example", Consent.UNKNOWN)], by="test", message="x")
    spare.accounts.keep(keeper(disabled=True))
    assert letters_of(spare_app, spare, clock) == []
    spare.write([contact("yes@parish.example")], by="test", message="x")
    (letter,) = letters_of(spare_app, spare, clock)
    assert letter.to == "yes@parish.example"
    assert letter.text.startswith("Hello,")


def test_several_keepers_are_written_to_in_turn(spare_app, spare, clock):
    fill(spare, clock)
    for name in ("Jory", "Kensa"):
        spare.accounts.keep(keeper(name))
    names = []
    for _ in range(3):
        names += [letter.to.partition("@")[0] for letter in letters_of(spare_app, spare, clock)]
        clock.go_on(days=15)
    assert names == ["jory", "kensa", "jory"]


def test_still_right_is_written_with_one_button_and_no_account(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    path = links["Still right"][1]
    visitor = Person(spare_app)
    page = visitor.get(path)
    assert page.heading == "Is “The hall” still right?"
    assert spare.asset("hall").kind.label in page.words
    assert spare.asset("hall").verified_on == LONG_AGO  # looking changes nothing
    answer = visitor.send(path, {"seen": seen(page)})
    assert (answer.status_code, answer.location) == (303, "/assets/hall")
    words = visitor.get("/assets/hall").words
    assert "Thank you: 1 row checked today." in words
    assert "Checked today" in words
    assert spare.asset("hall").verified_on == clock().date()
    change = spare.recent_changes(1)[0]
    assert (change.by, change.via) == ("a reminder's link", "link of a reminder")
    gone = visitor.get(path, status=410)
    assert "used already" in gone.words


def seen(page) -> str:
    return next(one.get("value") for one in page.all("input", name="seen"))


def test_all_of_them_are_still_right_with_one_button(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    visitor = Person(spare_app)
    page = visitor.get(links["All"][0])
    assert "The hall" in page.words
    assert "Youth night" in page.words
    visitor.send(links["All"][0], {"seen": seen(page)})
    today = clock().date()
    assert (spare.asset("hall").verified_on, spare.activity("night").verified_on) == (today, today)
    assert letters_of(spare_app, spare, clock) == []
    # The letter's other links know that there is nothing left to say.
    told = visitor.get(links["Still right"][0], status=410)
    assert "already said today" in told.words


def test_what_was_changed_while_somebody_looked_is_shown_again(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    visitor = Person(spare_app)
    for path in (links["Still right"][1], links["All"][0]):
        page = visitor.get(path)
        hall = spare.asset("hall")
        spare.write(
            [replace(hall, capacity=(hall.capacity or 0) + 1)], by="test", message="Changed"
        )
        answer = visitor.send(path, {"seen": seen(page)})
        assert answer.status_code == 409
        assert "Somebody changed this while you looked" in visitor.check(answer).words
        assert spare.asset("hall").verified_on == LONG_AGO


def waiting(store) -> tuple[Proposal, ...]:
    return store.desk.proposals.all()


def test_gone_asks_a_steward_and_takes_nothing_out(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    visitor, path = Person(spare_app), links["Gone"][1]
    visitor.send(path, {"seen": seen(visitor.get(path))})
    assert spare.asset("hall").name == "The hall"
    (proposal,) = waiting(spare)
    assert (proposal.deed, proposal.record_id) == (Deed.REMOVED, "hall")
    assert visitor.client.post(path, data={"csrf_token": visitor.token()}).status_code == 410
    assert len(waiting(spare)) == 1


def test_gone_dies_when_the_row_was_changed_since_the_letter(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    spare.write([replace(spare.asset("hall"), capacity=9)], by="test", message="Changed")
    words = Person(spare_app).get(links["Gone"][1], status=410).words
    assert "since the letter was written" in words


def filled(page) -> dict[str, Any]:
    """What a browser sends of a form that nobody has touched."""
    sent = {
        one.get("name"): one.get("value", "")
        for one in page.all("input")
        if one.get("type") not in ("radio", "checkbox") or one.get("checked") is not None
    }
    return {**sent, **{one.get("name"): one.text or "" for one in page.all("textarea")}}


def test_changed_becomes_a_suggestion_with_what_was_typed(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    visitor, path = Person(spare_app), links["Changed"][1]
    page = visitor.get(path)
    answer = visitor.send(path, filled(page))
    assert answer.status_code == 400
    assert "Say what has changed" in visitor.check(answer).words
    visitor.send(path, {**filled(page), "note": "It holds 90 now.", "capacity": "90"})
    (proposal,) = waiting(spare)
    assert (proposal.deed, proposal.note) == (Deed.CHANGED, "It holds 90 now.")
    assert "90" in proposal.after
    assert spare.asset("hall").capacity != 90


def test_a_row_that_is_gone_meanwhile_is_told_so(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    hall = spare.asset("hall")
    spare.write([], by="test", message="Out", remove=[(type(hall), "hall")])
    for said in ("Still right", "Changed", "Gone"):
        assert "no longer here" in Person(spare_app).get(links[said][1], status=410).words


def test_a_link_ends_and_one_that_was_tampered_with_never_works(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    path = links["Still right"][1]
    broken = path[:-4] + ("aaaa" if not path.endswith("aaaa") else "bbbb")
    assert "not whole" in Person(spare_app).get(broken, status=410).words
    # One for the end of reminders says nothing of a row.
    other = path.replace("/reminder/", "/no-reminders/")
    assert "not whole" in Person(spare_app).get(other, status=410).words
    clock.go_on(days=60)
    assert "has ended" in Person(spare_app).get(path, status=410).words


def test_whoever_wants_no_more_reminders_gets_none_and_may_want_them_again(spare_app, spare, clock):
    fill(spare, clock)
    _, links = reminded(spare_app, spare, clock)
    path = links["No more"][0]
    visitor = Person(spare_app)
    assert visitor.get(path).heading == "No more reminders?"
    # As a mail program posts (RFC 8058): no page, no session, no token of a form.
    answer = Person(spare_app).client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    clock.go_on(days=20)
    assert letters_of(spare_app, spare, clock) == []
    assert visitor.get(path).heading == "You get no more reminders"
    visitor.send(path, {"wanted": "again"})
    assert len(letters_of(spare_app, spare, clock)) == 1


def test_what_is_asked_for_many_rows_still_fits_into_a_letter(spare_app, spare, clock):
    fill(spare, clock)
    halls = [
        an_asset(f"{'hall' * 12}-{number}", of="council", at=None, name="A long name " * 10)
        for number in range(60)
    ]
    spare.write(halls, by="test", message="Many")
    letter, links = reminded(spare_app, spare, clock)
    assert len(letter.text) < 20_000
    listed = len(links["Still right"])
    assert f"And {62 - listed} more" in letter.text
    page = Person(spare_app).get(links["All"][0])
    assert "These 62 rows" in page.words


def test_reminders_can_be_switched_off(spare_app, spare, clock):
    fill(spare, clock)
    spare.accounts.keep(keeper())
    config = replace(spare_app.config["HEDGEROW"], remind_days=0)
    assert remind(spare, config, now=datetime.now(UTC), post=print) == ()
