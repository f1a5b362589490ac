"""Agreements: two sides, one text, yes from both; who sees what; two who answer at once."""

from __future__ import annotations

import threading

import pytest

from graph.model import Agreement, Insurer, Role, Stage, parse_times
from service.agreements import keeping
from service.opened import today
from tests.web.people import Person, somebody
from tests.web.sharing import ASKED, Sides, seen_on


@pytest.fixture
def sides(spare, spare_app):
    return Sides(spare_app, spare)


def letters_to(sides, name):
    return [one for one in sides.store.desk.letters.recent() if one.to.startswith(name)]


def test_somebody_asks_and_the_keeper_is_told_what_for_and_when(sides):
    assert "Ask to use this" in sides.leader.get("/assets/hall").words
    assert "Ask to use this" not in sides.clerk.get("/assets/hall").words
    assert "Ask to use this" not in Person(sides.app).get("/assets/hall").words
    address = sides.asked()
    kept = sides.kept(address)
    assert (kept.stage, kept.borrower_id, kept.asset_id) == (Stage.INTENT, "group", "hall")
    assert kept.times == parse_times("Tue 18:00-20:00")
    assert (kept.agreed_by_borrower_on, kept.agreed_by_lender_on) == (today(), None)
    (letter,) = letters_to(sides, "clerk")
    assert letter.subject == "Group asks to use Hall"
    assert address in letter.text
    assert "An open evening" not in letter.text
    page = sides.clerk.get("/agreements")
    assert "1 agreement waits for your answer." in page.words
    assert "Nothing waits for you." in sides.leader.get("/agreements").words
    page = sides.clerk.get(address)
    assert "Group would like to use Hall of Council." in page.words
    assert "Council says yes, proposes something else, or declines." in page.words
    (change,) = sides.store.recent_changes(1)
    assert (change.by, change.via) == ("account.leader", "agreements")


def test_asking_twice_leads_to_what_was_asked_before(sides):
    address = sides.asked()
    assert sides.asked() == address


def test_whoever_asks_from_a_request_finds_its_words_in_the_form(sides):
    page = sides.leader.get("/requests/room")
    (link,) = {one for one in page.links if "/ask?" in one}
    assert link == "/assets/hall/ask?request=room&for=group"
    (purpose,) = sides.leader.get(link).all("textarea", name="purpose")
    assert purpose.text == "Room"
    assert "/ask?" not in " ".join(sides.clerk.get("/requests/room").links)


def test_bad_input_is_said_in_words_and_what_was_typed_is_kept(sides):
    before = sides.store.revision()
    wrong = {**ASKED, "purpose": "", "times_tue_to": "17:00", "ends_on": "2025-01-01"}
    page = sides.leader.check(sides.leader.send("/assets/hall/ask", wrong))
    for words in (
        "What for: this cannot stay empty.",
        "ends before it starts",
        "Until: this lies before the first day.",
    ):
        assert words in page.words
    (start,) = page.all("input", name="times_tue_from")
    assert start.get("value") == "18:00"
    assert sides.store.revision() == before
    page = sides.leader.check(sides.leader.send("/assets/hall/ask", {**ASKED, "organisation": "x"}))
    assert "Choose for which organisation you ask." in page.words


@pytest.mark.parametrize("name", ["Jo, aged 15", "Sam (14 years old)", "a 16-year-old"])
def test_a_keyholder_is_never_somebody_under_18(sides, name):
    address = sides.asked()
    answer = sides.propose(sides.clerk, address, keyholder=name)
    assert answer.status_code == 400
    assert "Name an office or a role" in sides.clerk.check(answer).words


def test_it_is_agreed_once_both_have_said_yes_to_the_same_text(sides):
    address = sides.asked()
    sides.propose(sides.clerk, address)
    kept = sides.kept(address)
    assert (kept.agreed_by_lender_on, kept.agreed_by_borrower_on) == (today(), None)
    assert (kept.stage, kept.insurer, kept.keyholder) == (
        Stage.INTENT,
        Insurer.BORROWER,
        "The clerk",
    )
    page = sides.leader.get(address)
    assert "What changed last" in page.words
    assert "Keyholder nothing The clerk" in page.words
    sides.say_yes(sides.leader, address)
    kept = sides.kept(address)
    assert (kept.stage, kept.agreed_by_borrower_on) == (Stage.AGREED, today())
    assert "Group may use Hall of Council since 6 January 2026." in sides.clerk.get(address).words


def test_any_change_takes_back_both_yeses(sides):
    address = sides.agreed()
    sides.propose(sides.leader, address, terms="Lock up and sweep")
    kept = sides.kept(address)
    assert (kept.stage, kept.agreed_by_lender_on) == (Stage.INTENT, None)
    assert kept.agreed_by_borrower_on == today()
    sides.say_yes(sides.clerk, address)
    assert sides.kept(address).stage is Stage.AGREED


def test_sending_the_same_text_again_changes_nothing(sides):
    address = sides.agreed()
    before = sides.store.revision()
    sides.propose(sides.leader, address)
    assert sides.store.revision() == before


def test_a_yes_to_a_text_that_changed_meanwhile_is_not_counted_and_both_are_shown(sides):
    address = sides.asked()
    sides.propose(sides.clerk, address)
    seen = seen_on(sides.leader, address)
    sides.propose(sides.clerk, address, keyholder="The caretaker")
    answer = sides.say_yes(sides.leader, address, seen)
    assert answer.status_code == 409
    page = sides.leader.check(answer)
    assert "Your yes was not counted" in page.words
    assert "Keyholder The clerk The caretaker" in page.words
    assert sides.kept(address).agreed_by_borrower_on is None
    (now,) = page.all("input", name="seen")
    sides.say_yes(sides.leader, address, now.get("value"))
    assert sides.kept(address).stage is Stage.AGREED


def test_of_two_who_propose_at_once_the_second_is_shown_both_texts(sides):
    address = sides.asked()
    seen = seen_on(sides.leader, f"{address}/text")
    sides.propose(sides.clerk, address, seen, terms="Lock up")
    answer = sides.propose(sides.leader, address, seen, terms="Sweep")
    assert answer.status_code == 409
    page = sides.leader.check(answer)
    assert "The other side changed the text meanwhile" in page.words
    assert "Terms Lock up Sweep" in page.words
    (terms,) = page.all("textarea", name="terms")
    assert terms.text == "Sweep"
    assert sides.kept(address).terms == "Lock up"
    (now,) = page.all("input", name="seen")
    assert sides.propose(sides.leader, address, now.get("value"), terms="Sweep").status_code == 303
    assert sides.kept(address).terms == "Sweep"


def test_two_yeses_in_the_same_moment_are_both_counted(sides, monkeypatch):
    address = sides.asked()
    text = seen_on(sides.leader, f"{address}/text")
    it = sides.kept(address)
    nobody = Agreement(**{**fields_of(it), "agreed_by_borrower_on": None})
    sides.store.write([nobody], by="test", message="Nobody has said yes")
    meet, met = threading.Barrier(2, timeout=60), []
    plain = keeping.keep

    def together(*given, **more):
        if len(met) < 2:
            met.append(1)
            meet.wait()
        plain(*given, **more)

    monkeypatch.setattr("service.views.agreement_terms.keep", together)
    answers = []
    tokens = {one: one.token() for one in (sides.clerk, sides.leader)}

    def say(person):
        data = {"csrf_token": tokens[person], "seen": text}
        answers.append(person.client.post(f"{address}/yes", data=data).status_code)

    threads = [threading.Thread(target=say, args=(one,)) for one in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    kept = sides.kept(address)
    assert kept.stage is Stage.AGREED
    assert kept.agreed_by_lender_on == kept.agreed_by_borrower_on == today()


def fields_of(it):
    return {name: getattr(it, name) for name in it.__dataclass_fields__}


def test_a_no_needs_a_reason_which_the_other_side_sees(sides):
    address = sides.asked()
    page = sides.clerk.check(sides.clerk.send(f"{address}/decline", {"reason": " "}))
    assert "Reason: this cannot stay empty." in page.words
    sides.clerk.send(f"{address}/decline", {"reason": "The roof leaks"})
    assert sides.kept(address).stage is Stage.DECLINED
    assert "The roof leaks" in sides.leader.get(address).words
    assert letters_to(sides, "leader")[0].subject == "Council has declined sharing Hall"
    answer = sides.leader.send(f"{address}/yes", {"seen": "x"}, form="/account")
    assert answer.status_code == 400
    assert "It was declined meanwhile" in answer.text


def test_the_public_sees_that_it_is_shared_and_nothing_of_the_terms(sides):
    address = sides.agreed()
    sides.log(sides.leader, address, note="The heating was off")
    for person in (Person(sides.app), sides.other):
        page = person.get(address)
        for words in ("Group", "Council", "6 January 2026", "Hours used 2.5"):
            assert words in page.words
        for words in ("Lock up", "The clerk", "The heating was off", "14", "An open evening"):
            assert words not in page.words
    page = sides.steward.get(address)
    for words in ("Lock up", "The clerk", "The heating was off"):
        assert words in page.words


def test_what_is_only_meant_stays_with_the_sides_and_their_stewards(sides):
    address = sides.asked()
    assert sides.other.get(address, status=404)
    assert Person(sides.app).get(address, status=404)
    assert "An open evening" in sides.steward.get(address).words
    assert address not in Person(sides.app).get("/assets/hall").links
    assert address not in sides.other.get("/agreements").links
    sides.propose(sides.clerk, address)
    sides.say_yes(sides.leader, address)
    assert address in Person(sides.app).get("/assets/hall").links


@pytest.mark.parametrize("deed", ["yes", "text", "decline", "end", "uses", "review"])
def test_nobody_else_can_do_anything_to_it(sides, deed):
    address = sides.agreed()
    before = sides.store.revision()
    for person in (sides.other, sides.steward):
        answer = person.send(f"{address}/{deed}", {"side": "lender"}, form="/account")
        assert answer.status_code == 403, person.account.name
    answer = sides.clerk.send(f"{address}/{deed}", {"side": "borrower"}, form="/account")
    assert answer.status_code == 403
    assert sides.store.revision() == before


def test_a_steward_speaks_for_who_has_nobody_of_their_own(sides):
    sides.store.accounts.remove("account.clerk")
    address = sides.asked()
    sides.propose(sides.steward, address)
    kept = sides.kept(address)
    assert (kept.agreed_by_lender_on, kept.agreed_by_borrower_on) == (today(), None)
    before = sides.store.revision()
    answer = sides.steward.send(
        f"{address}/yes", {"side": "borrower", "seen": "x"}, form="/account"
    )
    assert answer.status_code == 403
    assert sides.store.revision() == before


def test_the_printed_page_is_the_text_with_lines_to_sign(sides):
    address = sides.agreed()
    page = sides.clerk.get(address)
    (paper,) = page.all("div", class_="hedge-paper")
    assert len(page.all("div", class_="hedge-paper__sign")) == 2
    words = " ".join("".join(paper.itertext()).split())
    for expected in ("Council (who lends)", "Lock up", "The clerk", "Signed", "Tue 18:00-20:00"):
        assert expected in words
    assert not Person(sides.app).get(address).all("div", class_="hedge-paper")


def test_an_account_that_keeps_both_sides_says_for_which_it_speaks(sides):
    both = somebody(
        sides.app, sides.store, "Both", Role.CONTRIBUTOR, organisation_ids=("council", "group")
    )
    address = sides.asked()
    page = both.get(address)
    assert "Say yes for Council" in page.words
    both.send(f"{address}/yes", {"side": "lender", "seen": seen_on(both, address)}, form=address)
    assert sides.kept(address).stage is Stage.AGREED
