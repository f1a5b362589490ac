"""The use of what is shared, hour by hour; its end; what both sides say of it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from graph.model import Review, Stage, Use
from service.agreements import keeping
from service.opened import today
from tests.web.people import Person
from tests.web.sharing import Sides

REVIEW = {"again": "changed", "went_well": "Full every week", "to_change": "More chairs"}


@pytest.fixture
def sides(spare, spare_app):
    return Sides(spare_app, spare)


def uses(sides, address):
    return sides.store.referring(Use, "agreement_id", sides.kept(address).id)


def test_uses_are_written_down_and_their_hours_summed(sides):
    address = sides.agreed()
    sides.log(sides.leader, address)
    sides.log(sides.clerk, address, hours="1.25", young_people="")
    kept = sides.kept(address)
    assert (kept.stage, kept.hours_used) == (Stage.IN_USE, 3.75)
    assert sum(one.hours for one in uses(sides, address)) == 3.75
    page = sides.clerk.get(address)
    assert "6 January 2026 2.5 14 Group" in page.words
    assert "6 January 2026 1.25 not counted Council" in page.words
    assert "hours more were used before" not in page.words


def test_an_entry_of_ones_own_is_corrected_or_taken_out_and_the_hours_follow(sides):
    address = sides.agreed()
    sides.log(sides.leader, address)
    sides.log(sides.leader, address, on="2026-01-13")
    first, second = sorted(uses(sides, address), key=lambda one: one.on)
    entry = f"{address}/uses/{first.id}"
    sides.leader.send(entry, {"on": "2026-01-06", "hours": "4", "young_people": "", "note": "Late"})
    assert sides.kept(address).hours_used == 6.5
    sides.leader.send(f"{address}/uses/{second.id}/remove", form=entry)
    assert sides.kept(address).hours_used == 4
    (left,) = uses(sides, address)
    assert (left.id, left.hours, left.note) == (first.id, 4, "Late")
    before = sides.store.revision()
    for person in (sides.clerk, sides.other, sides.steward):
        for deed in ("", "/remove"):
            answer = person.send(f"{entry}{deed}", {"hours": "1"}, form="/account")
            assert answer.status_code in (403, 404), person.account.name
    assert sides.store.revision() == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"hours": "0"}, "“0” is not a number from 0.1 to 500."),
        ({"hours": "two"}, "“two” is not a number"),
        ({"hours": ""}, "Hours: this cannot stay empty."),
        ({"young_people": "1.5"}, "“1.5” is not a whole number."),
        ({"on": "2099-01-01"}, "Day: a use is written down once it has been."),
        ({"on": "30/02/2026"}, "“30/02/2026” is not a day"),
    ],
)
def test_a_bad_entry_is_said_in_words_and_nothing_is_kept(sides, typed, words):
    address = sides.agreed()
    before = sides.store.revision()
    answer = sides.log(sides.leader, address, note="Kept", **typed)
    assert answer.status_code == 400
    assert words in answer.text
    assert "Kept" in answer.text
    assert sides.store.revision() == before


def test_use_is_written_down_only_once_both_have_said_yes(sides):
    address = sides.asked()
    answer = sides.log(sides.leader, address)
    assert answer.status_code == 400
    assert "once both sides have said yes" in answer.text
    assert not uses(sides, address)


def test_the_end_keeps_its_day_and_the_other_side_is_told(sides):
    address = sides.agreed()
    sides.log(sides.leader, address)
    answer = sides.clerk.send(f"{address}/end", {"on": "2099-01-01", "reason": ""})
    assert "it is over once that day has come" in sides.clerk.check(answer).words
    sides.end(sides.clerk, address, "2026-03-31")
    kept = sides.kept(address)
    assert (kept.stage, str(kept.ended_on)) == (Stage.ENDED, "2026-03-31")
    words = sides.leader.get(address).words
    assert "Group used Hall of Council for 2.5 hours. It ended on 31 March 2026." in words
    assert "The roof is mended" in words
    assert "The roof is mended" not in Person(sides.app).get(address).words
    assert sides.store.desk.letters.recent()[0].subject == "Council has ended sharing Hall"


def test_both_see_the_reviews_once_both_are_there(sides):
    address = sides.agreed()
    answer = sides.leader.send(f"{address}/review", REVIEW, form="/account")
    assert answer.status_code == 400
    sides.end(sides.clerk, address, today().isoformat())
    page = sides.leader.check(sides.leader.send(f"{address}/review", {"went_well": "Much"}))
    assert "Again: this cannot stay empty." in page.words
    sides.leader.send(f"{address}/review", REVIEW)
    assert "Full every week" in sides.leader.get(address).words
    assert "Full every week" not in sides.clerk.get(address).words
    assert "Full every week" not in sides.steward.get(address).words
    sides.leader.send(f"{address}/review", {**REVIEW, "went_well": "Full most weeks"})
    sides.clerk.send(f"{address}/review", {"again": "no", "went_well": "", "to_change": "All"})
    for person in (sides.leader, sides.clerk, sides.steward):
        words = person.get(address).words
        assert "Full most weeks" in words
        assert "Would do it again: no." in words
    for person in (sides.other, Person(sides.app)):
        assert "Full most weeks" not in person.get(address).words
    assert len(sides.store.referring(Review, "agreement_id", sides.kept(address).id)) == 2
    answer = sides.leader.send(f"{address}/review", REVIEW, form="/account")
    assert "they stay as they are" in answer.text


@pytest.mark.parametrize(("days", "seen"), [(29, False), (30, True)])
def test_a_single_review_is_seen_thirty_days_after_the_end(sides, days, seen):
    address = sides.agreed()
    sides.end(sides.clerk, address, (today() - timedelta(days=days)).isoformat())
    sides.leader.send(f"{address}/review", REVIEW)
    assert ("Full every week" in sides.clerk.get(address).words) is seen


def test_the_past_of_an_agreement_is_no_public_history_and_an_entry_in_no_bin(sides):
    address = sides.agreed()
    sides.log(sides.leader, address)
    (use,) = uses(sides, address)
    sides.leader.send(f"{address}/uses/{use.id}/remove", form="/account")
    id = sides.kept(address).id
    for person in (Person(sides.app), sides.other, sides.leader):
        for word in ("agreements", "agreement", "uses"):
            assert person.get(f"/history/{word}/{id}", status=404)
    change = sides.store.recent_changes(1)[0].id
    answer = sides.leader.send(f"/bin/{change}/put-back", form="/account")
    assert answer.status_code == 404
    assert sides.kept(address).hours_used == 0


def test_what_everybody_may_read_of_changes_tells_nothing_that_only_the_sides_know(sides):
    address = sides.asked()
    sides.clerk.send(f"{address}/decline", {"reason": "The roof leaks"})
    messages = {one.message for one in sides.store.recent_changes(2)}
    assert messages == {"Worked on an agreement to share"}


def test_two_who_write_down_a_use_in_the_same_moment_are_both_counted(sides, monkeypatch):
    address = sides.agreed()
    meet, met, plain = threading.Barrier(2, timeout=60), [], keeping.log_use

    def together(*given):
        if len(met) < 2:
            met.append(1)
            meet.wait()
        plain(*given)

    monkeypatch.setattr("service.views.agreement_uses.log_use", together)
    tokens = {one: one.token() for one in (sides.clerk, sides.leader)}
    answers = []

    def log(person):
        data = {"csrf_token": tokens[person], "on": "2026-01-06", "hours": "2"}
        answers.append(person.client.post(f"{address}/uses", data=data).status_code)

    threads = [threading.Thread(target=log, args=(one,)) for one in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    assert sides.kept(address).hours_used == 4
    assert len(uses(sides, address)) == 2
