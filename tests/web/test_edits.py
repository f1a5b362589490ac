"""The edit form: what is typed is kept or refused in words; two edits at once are both shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Contact, ContactKind, ProposalState, Role, Site, Standing
from service.opened import today
from tests.builders import a_request, a_site, an_activity, an_organisation
from tests.village import village
from tests.web.people import somebody

EDIT = "/rows/asset/hall/edit"
HALL = {
    "name": "Village hall",
    "kind": "venue",
    "borrowers": "anyone",
    "availability_tue_from": "18:00",
    "availability_tue_to": "21:00",
    "availability_season": "all_year",
    "capacity": "60",
    "cost_pounds_per_hour": "0",
}


@pytest.fixture
def clerk(spare, spare_app):
    records = [
        *village(),
        a_request("room", by="council"),
        an_activity("club", by="group", at="base"),
        a_site("shed", 500, name="The shed"),
        an_organisation("lender", site="shed"),
    ]
    spare.write(records, by="test", message="A village")
    return somebody(spare_app, spare, "Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))


def seen(person, address=EDIT):
    """The stamp that a form carries."""
    page = person.get(address)
    (field,) = page.all("input", name="seen")
    return field.get("value")


def test_what_is_typed_is_kept_and_counts_as_checked_today(clerk, spare):
    answer = clerk.send(EDIT, {**HALL, "seen": seen(clerk), "description": "New\r\nroof"})
    assert (answer.status_code, answer.location) == (303, "/assets/hall")
    hall = spare.asset("hall")
    assert (hall.name, hall.description) == ("Village hall", "New\nroof")
    assert hall.verified_on == today()
    assert (hall.organisation_id, hall.site_id) == ("council", "hall-site")
    page = clerk.get("/assets/hall")
    assert "“Village hall” is saved." in page.words
    assert "is saved" not in clerk.get("/assets/hall").words
    (change,) = spare.recent_changes(1)
    assert (change.by, change.via) == ("account.clerk", "edit form")


def test_what_was_wrong_is_said_before_the_fields_and_what_was_typed_is_kept(clerk, spare):
    before = spare.revision()
    wrong = {**HALL, "name": "", "capacity": "lots", "availability_tue_to": "", "seen": seen(clerk)}
    answer = clerk.send(EDIT, wrong)
    assert answer.status_code == 400
    page = clerk.check(answer)
    assert page.title.startswith("Error: ")
    for words in (
        "Name: this cannot stay empty.",
        "“lots” is not a whole number from 0 to 100,000.",
        "Tuesday: say when it ends as well.",
    ):
        assert words in page.words
    (capacity,) = page.all("input", name="capacity")
    assert capacity.get("value") == "lots"
    assert spare.revision() == before


@pytest.mark.parametrize(
    "name",
    ["St Piran’s hall", "O'Brien's", "🦔 hall", "مركز الشباب", "<script>alert(1)</script>", "=1+1"],
)
def test_names_of_all_kinds_are_kept_as_they_are_and_shown_safely(clerk, spare, name):
    answer = clerk.send(EDIT, {**HALL, "seen": seen(clerk), "name": name})
    assert answer.status_code == 303
    assert spare.asset("hall").name == name
    for address in ("/assets/hall", EDIT):
        page = clerk.get(address)
        assert page.heading == name
        assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "x" * 10_000, "The name has 10,000 characters; at most 300 fit."),
        ("name", "a\u202eb", "The name holds a control character"),
        ("description", "x" * 10_000, "The description has 10,000 characters; at most 5,000 fit."),
        ("kind", "boat", "is none of"),
        ("availability_season", "mud", "Choose when the times hold"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(clerk, spare, field, text, words):
    before = spare.revision()
    answer = clerk.send(EDIT, {**HALL, "seen": seen(clerk), field: text})
    assert answer.status_code == 400
    assert words in clerk.check(answer).words
    assert spare.revision() == before


def test_nobody_makes_a_row_somebody_elses_by_sending_more_than_the_form_holds(clerk, spare):
    more = {"organisation_id": "group", "site_id": "base", "id": "other", "source_id": "forged"}
    clerk.send(EDIT, {**HALL, **more, "seen": seen(clerk)})
    hall = spare.asset("hall")
    assert (hall.organisation_id, hall.site_id) == ("council", "hall-site")


@pytest.mark.parametrize(
    "row", ["asset/staff", "activity/club", "organisation/group", "place/shed", "place/base"]
)
def test_rows_of_others_are_not_opened_and_not_changed(clerk, spare, row):
    before = spare.revision()
    answer = clerk.client.get(f"/rows/{row}/edit")
    assert answer.status_code == 403
    assert "is not yours to change" in answer.text
    assert clerk.send(f"/rows/{row}/edit", HALL, form="/account").status_code == 403
    assert spare.revision() == before


@pytest.mark.parametrize("row", ["asset/nothing", "boat/hall", "request/hall"])
def test_what_is_not_there_is_not_there(clerk, row):
    assert clerk.status(f"/rows/{row}/edit") == 404


def test_a_visitor_is_asked_to_sign_in(spare_app, clerk):
    answer = spare_app.test_client().get(EDIT)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")


def test_two_edits_of_one_row_the_second_is_shown_both_and_nothing_is_lost(clerk, spare):
    old = seen(clerk)
    clerk.send(EDIT, {**HALL, "seen": old, "description": "Theirs", "conditions": "Keys: Ann"})
    answer = clerk.send(EDIT, {**HALL, "seen": old, "description": "Mine", "capacity": "80"})
    assert answer.status_code == 409
    page = clerk.check(answer)
    assert "Nothing of yours is lost, and nothing is saved yet" in page.words
    assert "Theirs: Theirs" in page.words
    assert "Yours: Mine" in page.words
    checked = {
        one.get("name"): one.get("value")
        for one in page.all("input", type="radio")
        if "checked" in one.attrib
    }
    assert checked == {
        "keep_description": "mine",
        "keep_conditions": "theirs",
        "keep_capacity": "mine",
    }
    assert spare.asset("hall").description == "Theirs"
    hidden = {one.get("name"): one.get("value") for one in page.all("input", type="hidden")}
    assert clerk.client.post(EDIT, data={**hidden, **checked}).status_code == 303
    hall = spare.asset("hall")
    assert (hall.description, hall.conditions, hall.capacity) == ("Mine", "Keys: Ann", 80)


def test_a_third_edit_while_somebody_chooses_is_shown_too(clerk, spare):
    old = seen(clerk)
    clerk.send(EDIT, {**HALL, "seen": old, "description": "First"})
    answer = clerk.send(EDIT, {**HALL, "seen": old, "description": "Second"})
    page = clerk.check(answer)
    clerk.send(EDIT, {**HALL, "seen": seen(clerk), "description": "Third"})
    hidden = {one.get("name"): one.get("value") for one in page.all("input", type="hidden")}
    answer = clerk.client.post(EDIT, data={**hidden, "keep_description": "mine"})
    assert answer.status_code == 409
    assert "Theirs: Third" in clerk.check(answer).words
    assert spare.asset("hall").description == "Third"


def test_a_row_that_was_only_checked_meanwhile_is_saved_without_a_question(clerk, spare):
    old = seen(clerk)
    hall = spare.asset("hall")
    spare.write([replace(hall, verified_on=today())], by="x", message="Still right")
    assert clerk.send(EDIT, {**HALL, "seen": old, "description": "Mine"}).status_code == 303
    assert spare.asset("hall").description == "Mine"


def test_a_stamp_that_nobody_knows_does_not_write_over_anything(clerk, spare):
    answer = clerk.send(EDIT, {**HALL, "seen": "forged", "description": "Mine"})
    assert answer.status_code == 409
    assert spare.asset("hall").description == ""


def test_where_edits_wait_the_page_says_so_before_and_after(clerk, spare):
    spare.desk.standings.keep(Standing(id="council", edits_wait=True))
    page = clerk.get(EDIT)
    assert "A steward looks at what you change before everybody sees it." in page.words
    clerk.send(EDIT, {**HALL, "seen": seen(clerk), "description": "New"})
    assert spare.asset("hall").description == ""
    (proposal,) = spare.desk.proposals.in_state(ProposalState.WAITING)
    assert (proposal.kind, proposal.record_id, proposal.by) == ("Asset", "hall", "account.clerk")
    assert "A steward looks at “Village hall” before" in clerk.get("/assets/hall").words


def test_a_place_that_others_use_too_says_so_and_waits_for_a_steward(clerk, spare, spare_app):
    spare.write([an_activity("choir", by="group", at="hall-site")], by="test", message="Choir")
    page = clerk.get("/rows/place/hall-site/edit")
    assert "Group uses this place too" in page.words
    assert "Only stewards move it." in page.words
    assert page.all("input", name="latitude") == []
    stamp = seen(clerk, "/rows/place/hall-site/edit")
    sent = {"seen": stamp, "name": "The hall", "address": "1 Fore Street", "blurred": "no"}
    clerk.send("/rows/place/hall-site/edit", {**sent, "latitude": "51", "longitude": "0"})
    assert spare.site("hall-site").address == ""
    (proposal,) = spare.desk.proposals.in_state(ProposalState.WAITING)
    assert proposal.kind == "Site"
    steward = somebody(spare_app, spare, "Steward", Role.STEWARD, area_ids=("village",))
    stamp = seen(steward, "/rows/place/hall-site/edit")
    there = spare.site("hall-site")
    at = {"latitude": str(there.latitude), "longitude": str(there.longitude)}
    steward.send("/rows/place/hall-site/edit", {**sent, **at, "seen": stamp})
    assert spare.site("hall-site").address == "1 Fore Street"


def test_who_alone_uses_a_place_may_move_it_and_make_it_rough(clerk, spare):
    address = "/rows/place/hall-site/edit"
    there = spare.site("hall-site")
    sent = {"name": "Hall", "address": "1 Fore Street", "postcode": "TR1 1AA", "blurred": "no"}
    moved = {**sent, "latitude": f"{there.latitude + 0.01:.5f}", "longitude": f"{there.longitude}"}
    assert clerk.send(address, {**moved, "seen": seen(clerk, address)}).status_code == 303
    site = spare.site("hall-site")
    assert site.latitude == round(there.latitude + 0.01, 5)
    assert site.address == "1 Fore Street"
    rough = {**moved, "blurred": "yes"}
    assert clerk.send(address, {**rough, "seen": seen(clerk, address)}).status_code == 303
    site = spare.site("hall-site")
    assert (site.blurred, site.address, site.postcode) == (True, "", "")
    assert site.latitude != round(there.latitude + 0.01, 5)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("-5.05", "50.26", "“-5.05” is not a number from 49.7 to 61."),
        ("", "-5", "Latitude: this cannot stay empty."),
        ("nan", "-5", "“nan” is not a number"),
    ],
)
def test_a_place_that_would_lie_elsewhere_is_refused(clerk, spare, latitude, longitude, words):
    address = "/rows/place/hall-site/edit"
    sent = {"name": "Hall", "blurred": "no", "latitude": latitude, "longitude": longitude}
    answer = clerk.send(address, {**sent, "seen": seen(clerk, address)})
    assert answer.status_code == 400
    assert words in clerk.check(answer).words


def test_where_one_goes_on_to_is_never_elsewhere(clerk):
    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb"):
        answer = clerk.send(EDIT, {**HALL, "seen": seen(clerk), "next": wanted})
        assert answer.location == "/assets/hall"


def test_every_kind_of_row_has_its_form(clerk, spare):
    spare.write(
        [
            Contact(
                id="bookings",
                name="Bookings",
                organisation_id="council",
                kind=ContactKind.PHONE,
                value="01872 123456",
            )
        ],
        by="test",
        message="A number",
    )
    for row in ("asset/hall", "request/room", "organisation/council", "contact/bookings"):
        page = clerk.get(f"/rows/{row}/edit")
        assert "By saving you say that all of it is right today." in page.words
    assert isinstance(spare.record(Site, "hall-site"), Site)
