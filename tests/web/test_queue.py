"""Suggesting corrections, deciding on what waits, and what the proposer sees."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from graph.model import Asset, ProposalState, Role, Site, Standing
from service import opened
from service.editing.attempts import typed_of
from service.editing.kinds import FIELDS
from tests.builders import a_site, an_area, an_asset, an_organisation
from tests.web.people import Person, somebody

XSS = "<script>alert(1)</script>"
SEEN = re.compile(r'name="seen" value="([^"]*)"')


@pytest.fixture
def parish(spare, spare_app):
    spare.write(
        [
            an_area("parish", people=100),
            an_area("other", people=100),
            replace(a_site("hall", 0, area_ids=("parish",)), blurred=True, address="1 Secret Lane"),
            an_organisation("council", serves=("parish",), site="hall"),
            an_organisation("club", serves=("other",)),
            an_asset("room", of="council", at="hall", capacity=60),
        ],
        by="test",
        message="A parish",
    )
    return spare


def keeper(app, store):
    return somebody(app, store, "Morwenna", Role.CONTRIBUTOR, organisation_ids=("council",))


def steward(app, store, name="Loveday", area="parish"):
    return somebody(app, store, name, Role.STEWARD, area_ids=(area,))


def suggest(person, row="assets/room", **given):
    """Send the form with some inputs filled in otherwise."""
    page = person.client.get(f"/suggest/{row}").text
    shown = typed_of(opened.of_app(person.client.application).get().asset("room"), FIELDS[Asset])
    data = {"seen": SEEN.search(page)[1], **shown, **given}
    return person.send(f"/suggest/{row}", data)


def the_proposal(store):
    (found,) = store.desk.proposals.all()
    return found


def accept(person, proposal, **given):
    page = person.client.get(f"/queue/{proposal.id}").text
    return person.send(
        f"/queue/{proposal.id}/accept",
        {"seen": SEEN.search(page)[1], **given},
        form=f"/queue/{proposal.id}",
    )


def test_a_visitor_suggests_and_nothing_changes_until_a_steward_accepts(parish, spare_app):
    visitor = Person(spare_app)
    visitor.get("/suggest/assets/room")
    answer = suggest(visitor, capacity="80", note="I was there")
    assert answer.status_code == 303
    assert "A steward looks at what you suggest" in visitor.get(answer.location).words
    assert parish.asset("room").capacity == 60
    loveday, proposal = steward(spare_app, parish), the_proposal(parish)
    assert "What waits 1" in loveday.get("/account").words
    assert "1 proposal waits for you" in loveday.get("/queue").words
    page = loveday.get(f"/queue/{proposal.id}")
    assert "Capacity 60 young people 80 young people" in page.words
    assert "I was there" in page.words
    assert accept(loveday, proposal).status_code == 303
    assert parish.asset("room").capacity == 80
    assert the_proposal(parish).state is ProposalState.ACCEPTED
    assert parish.recent_changes(1)[0].by == "account.loveday"
    assert "Nothing waits for you" in loveday.get("/queue").words


def test_what_is_refused_keeps_its_reason_for_the_proposer(parish, spare_app):
    ann, loveday = keeper(spare_app, parish), steward(spare_app, parish)
    suggest(ann, capacity="80")
    proposal = the_proposal(parish)
    address = f"/queue/{proposal.id}/refuse"
    answer = loveday.send(address, {"reason": " "}, form=f"/queue/{proposal.id}")
    assert answer.status_code == 400
    assert "Say why not" in answer.text
    answer = loveday.send(
        address, {"reason": "It holds 60, I counted"}, form=f"/queue/{proposal.id}"
    )
    assert answer.status_code == 303
    assert parish.asset("room").capacity == 60
    page = ann.get("/account/proposals")
    assert "Refused" in page.words
    assert "It holds 60, I counted" in page.words
    (letter,) = parish.desk.letters.all()
    assert (letter.to, "I counted" in letter.text) == ("morwenna@parish.example", True)


def test_whoever_leaves_an_address_is_written_to_and_nobody_else(parish, spare_app):
    assert suggest(Person(spare_app), note="Closed", email="not an address").status_code == 400
    suggest(Person(spare_app), note="Closed", email="Someone@example.org")
    suggest(Person(spare_app), note="Closed too")
    loveday = steward(spare_app, parish)
    for proposal in parish.desk.proposals.all():
        assert accept(loveday, proposal).status_code == 303
    assert [letter.to for letter in parish.desk.letters.all()] == ["someone@example.org"]


def test_what_others_changed_meanwhile_is_kept_beside_what_was_proposed(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    parish.write([replace(parish.asset("room"), conditions="Keys from Jan")], by="t", message="x")
    loveday = steward(spare_app, parish)
    page = loveday.get(f"/queue/{the_proposal(parish).id}")
    assert "What others changed since it was proposed" in page.words
    assert "Both changed it" not in page.words
    assert accept(loveday, the_proposal(parish)).status_code == 303
    room = parish.asset("room")
    assert (room.capacity, room.conditions) == (80, "Keys from Jan")


def test_a_field_that_both_changed_is_marked_and_both_are_shown(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    parish.write([replace(parish.asset("room"), capacity=70)], by="t", message="x")
    page = steward(spare_app, parish).get(f"/queue/{the_proposal(parish).id}")
    assert "Both changed it" in page.words
    assert "70 young people 80 young people" in page.words
    assert "60 young people 70 young people" in page.words


def test_what_changes_while_the_steward_looks_is_never_lost(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    loveday, proposal = steward(spare_app, parish), the_proposal(parish)
    seen = SEEN.search(loveday.client.get(f"/queue/{proposal.id}").text)[1]
    parish.write([replace(parish.asset("room"), capacity=70)], by="t", message="x")
    address = f"/queue/{proposal.id}"
    answer = loveday.send(f"{address}/accept", {"seen": seen}, form=address)
    assert answer.status_code == 409
    assert "Somebody changed it while you were looking" in answer.text
    assert parish.asset("room").capacity == 70
    assert the_proposal(parish).state is ProposalState.WAITING


def test_of_two_stewards_one_decides_and_the_other_is_told(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    proposal = the_proposal(parish)
    first, second = steward(spare_app, parish), steward(spare_app, parish, "Kerra")
    token = second.token(f"/queue/{proposal.id}")
    assert accept(first, proposal).status_code == 303
    for deed in ("accept", "refuse"):
        answer = second.client.post(
            f"/queue/{proposal.id}/{deed}", data={"csrf_token": token, "reason": "No", "seen": "x"}
        )
        assert answer.status_code == 409
        assert "Accepted by Loveday" in answer.text
    assert the_proposal(parish).decided_by == "account.loveday"


def test_a_steward_edits_first_and_then_accepts(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    loveday, proposal = steward(spare_app, parish), the_proposal(parish)
    page = loveday.get(f"/queue/{proposal.id}/edit")
    assert 'value="80"' in page.html
    given = {"edited": "yes", "name": "Room", "kind": "venue", "capacity": "lots"}
    answer = accept(loveday, proposal, **given)
    assert answer.status_code == 400
    assert "is not a whole number" in answer.text
    assert accept(loveday, proposal, **{**given, "capacity": "75"}).status_code == 303
    assert parish.asset("room").capacity == 75


def test_nobody_decides_on_what_is_in_others_care(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    id = the_proposal(parish).id
    kerra = steward(spare_app, parish, "Kerra", area="other")
    assert "Nothing waits for you" in kerra.get("/queue").words
    for address in (f"/queue/{id}", f"/queue/{id}/edit"):
        assert kerra.status(address) == 403
    for deed in ("accept", "refuse"):
        answer = kerra.send(f"/queue/{id}/{deed}", {"reason": "x"}, form="/account")
        assert answer.status_code == 403
    assert keeper(spare_app, parish).status("/queue") == 403
    assert the_proposal(parish).state is ProposalState.WAITING


def test_a_word_is_needed_where_nothing_is_corrected(parish, spare_app):
    answer = suggest(Person(spare_app))
    assert answer.status_code == 400
    assert "Say what is wrong, or correct it below" in answer.text
    answer = suggest(Person(spare_app), capacity="many", note="x" * 3_000)
    assert "is not a whole number" in answer.text
    assert "at most 2,000 fit" in answer.text
    assert 'value="many"' in answer.text
    assert parish.desk.proposals.all() == ()


def test_what_strangers_write_is_shown_as_text(parish, spare_app):
    suggest(Person(spare_app), note=XSS, description=XSS)
    loveday, proposal = steward(spare_app, parish), the_proposal(parish)
    for address in ("/queue", f"/queue/{proposal.id}", f"/queue/{proposal.id}/edit"):
        assert XSS not in loveday.get(address).html


def test_where_a_hidden_place_is_does_not_stand_in_the_form(parish, spare_app):
    visitor = Person(spare_app)
    assert "Secret" not in visitor.get("/suggest/places/hall").html
    page = visitor.client.get("/suggest/places/hall").text
    data = {"seen": SEEN.search(page)[1], "name": "The Hall", "blurred": "yes"}
    assert visitor.send("/suggest/places/hall", data).status_code == 303
    loveday = steward(spare_app, parish)
    assert accept(loveday, the_proposal(parish)).status_code == 303
    hall = parish.find(Site, "hall")
    assert (hall.name, hall.address) == ("The Hall", "1 Secret Lane")


def test_what_an_organisation_writes_waits_once_a_steward_says_so(parish, spare_app):
    loveday, ann = steward(spare_app, parish), keeper(spare_app, parish)
    address = "/organisations/council/standing"
    answer = loveday.send(
        address,
        {"edits_wait": "yes", "policy_seen_on": "2026-01-02", "note": "Ring first"},
    )
    assert answer.status_code == 303
    assert parish.desk.standings.one("council") == Standing(
        id="council", edits_wait=True, policy_seen_on=date(2026, 1, 2), note="Ring first"
    )
    assert ann.send("/rows/assets/room/remove").status_code == 303
    proposal = the_proposal(parish)
    page = loveday.get(f"/queue/{proposal.id}")
    assert "It would be taken out" in page.words
    assert accept(loveday, proposal).status_code == 303
    assert parish.find(Asset, "room") is None


def test_what_staff_know_is_for_stewards_of_that_place_alone(parish, spare_app):
    parish.desk.standings.keep(Standing(id="council", note="Ring first"))
    address = "/organisations/council/standing"
    kerra = steward(spare_app, parish, "Kerra", area="other")
    assert kerra.status(address) == 403
    assert kerra.send(address, {"note": "x"}, form="/account").status_code == 403
    assert keeper(spare_app, parish).status(address) == 403
    assert "Ring first" not in Person(spare_app).get("/organisations/council").html
    wrong = steward(spare_app, parish).send(address, {"policy_seen_on": "soon"})
    assert wrong.status_code == 400
    assert "write it as 22/11/2026" in wrong.text


def test_what_was_taken_out_since_is_not_changed_again(parish, spare_app):
    suggest(Person(spare_app), capacity="80")
    parish.write([], by="t", message="x", remove=[(Asset, "room")])
    loveday = steward(spare_app, parish)
    page = loveday.get(f"/queue/{the_proposal(parish).id}")
    assert "It was taken out since" in page.words
    assert accept(loveday, the_proposal(parish)).status_code == 409
    assert parish.find(Asset, "room") is None


def test_anything_can_be_said_to_be_wrong_also_what_has_no_form(parish, spare_app):
    visitor = Person(spare_app)
    assert "/suggest/areas/parish" in visitor.get("/areas/parish").links
    page = visitor.get("/suggest/areas/parish")
    assert "Correct it yourself" not in page.words
    data = {"seen": SEEN.search(page.html)[1], "note": "The parish has a new name"}
    assert visitor.send("/suggest/areas/parish", data).location == "/areas/parish"
    proposal = the_proposal(parish)
    before = parish.area("parish")
    administrator = somebody(spare_app, parish, "Ada", Role.ADMINISTRATOR)
    shown = administrator.get(f"/queue/{proposal.id}")
    assert "The parish has a new name" in shown.words
    assert accept(administrator, proposal).status_code == 303
    assert the_proposal(parish).state is ProposalState.ACCEPTED
    assert parish.area("parish") == before
    assert visitor.status("/suggest/contacts/x") == 404
