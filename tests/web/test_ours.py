"""Our page: everything an organisation keeps, how long ago it was checked, checked with a click."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.model import (
    Consent,
    Contact,
    ContactKind,
    Deed,
    Draft,
    Proposal,
    Role,
    Standing,
    Visibility,
)
from service.opened import today
from tests.builders import a_request, an_activity
from tests.village import village
from tests.web.people import somebody

OLD = today() - timedelta(days=400)
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOOKINGS = Contact(
    id="bookings",
    name="Bookings",
    organisation_id="council",
    kind=ContactKind.PHONE,
    value="01872 123456",
    consent=Consent.YES,
    consented_on=OLD,
    visibility=Visibility.EVERYBODY,
    verified_on=OLD,
)


@pytest.fixture
def clerk(spare, spare_app):
    records = [
        *(
            replace(one, verified_on=today()) if one.id in ("council", "precept") else one
            for one in village()
        ),
        replace(a_request("room", by="council"), verified_on=OLD),
        replace(an_activity("club", by="council", at="hall-site"), verified_on=today()),
        BOOKINGS,
    ]
    spare.write(records, by="test", message="A village")
    return somebody(spare_app, spare, "Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))


def rows_on(page):
    return [one.get("value") for one in page.all("input", name="row")]


def test_who_keeps_one_organisation_comes_to_its_page(clerk):
    assert clerk.client.get("/our").location == "/our/council"
    assert "/our" in clerk.get("/our/council").links


def test_the_answer_comes_first_how_many_rows_nobody_has_checked_for_a_year(clerk, spare):
    hall = spare.asset("hall")
    spare.write([replace(hall, verified_on=None)], by="test", message="Never checked")
    page = clerk.get("/our/council")
    assert "3 of your 6 rows have not been checked for a year." in page.words
    for heading in ("What you could share", "What you run", "What you ask for", "About you"):
        assert heading in page.words
    assert "01872 123456, for everybody" in page.words


def test_every_row_leads_to_its_form_its_history_and_back(clerk):
    page = clerk.get("/our/council")
    for row in ("asset/hall", "activity/club", "request/room", "contact/bookings"):
        assert f"/rows/{row}/edit?next=/our/council" in page.links
        assert f"/history/{row}" in page.links
    form = clerk.get("/rows/asset/hall/edit?next=/our/council")
    (back,) = form.all("input", name="next")
    assert back.get("value") == "/our/council"


def test_one_click_says_that_a_row_is_still_right_and_changes_nothing_else(clerk, spare):
    before = spare.request("room")
    found = rows_on(clerk.get("/our/council"))
    row = next(one for one in found if one.startswith("request room"))
    answer = clerk.send("/our/council/still-right", {"row": row}, form="/our/council")
    assert (answer.status_code, answer.location) == (303, "/our/council")
    assert replace(spare.request("room"), source_id=None, verified_on=None) == replace(
        before, source_id=None, verified_on=None
    )
    assert spare.request("room").verified_on == today()
    assert "Thank you: 1 row checked today." in clerk.get("/our/council").words


def test_all_of_it_is_said_to_be_right_at_once(clerk, spare):
    rows = rows_on(clerk.get("/our/council"))
    clerk.send("/our/council/still-right", {"row": rows}, form="/our/council")
    page = clerk.get("/our/council")
    assert "All your 6 rows were checked within the last year." in page.words
    assert spare.recent_changes(1)[0].via == "still right"


def test_what_was_changed_meanwhile_is_not_called_right_unseen(clerk, spare):
    rows = rows_on(clerk.get("/our/council"))
    spare.write([replace(spare.asset("hall"), capacity=10)], by="x", message="Meanwhile")
    clerk.send("/our/council/still-right", {"row": rows}, form="/our/council")
    assert "Somebody changed this meanwhile." in clerk.get("/our/council").words
    assert spare.request("room").verified_on == OLD


def test_to_check_a_row_goes_at_once_also_where_edits_wait(clerk, spare):
    spare.desk.standings.keep(Standing(id="council", edits_wait=True))
    page = clerk.get("/our/council")
    assert "A steward looks at what you change" in page.words
    clerk.send("/our/council/still-right", {"row": rows_on(page)}, form="/our/council")
    assert spare.request("room").verified_on == today()


def test_nobody_sees_or_checks_the_rows_of_others(clerk, spare):
    assert clerk.status("/our/group") == 403
    assert clerk.status("/our/nobody") == 404
    forged = [f"asset staff {'0' * 24}"]
    for address in ("/our/council/still-right", "/our/trust/still-right"):
        assert clerk.send(address, {"row": forged}, form="/our/council").status_code == 403
    for broken in ("", "x", "asset", "asset hall", "boat hall 1"):
        answer = clerk.send("/our/council/still-right", {"row": broken}, form="/our/council")
        assert answer.status_code in (303, 404)
    assert spare.asset("staff").verified_on != today()


def test_drafts_that_were_left_and_what_waits_are_there(clerk, spare):
    spare.desk.drafts.keep(
        Draft(
            id="draft-1",
            account_id="account.clerk",
            subject="venue",
            values='{"name": ["The <b>scout</b> hut"]}',
            step="what",
            begun_at=MOMENT,
            changed_at=MOMENT,
        )
    )
    spare.desk.proposals.keep(
        Proposal(
            id="proposal-1",
            deed=Deed.CHANGED,
            kind="Asset",
            record_id="hall",
            title="The hall’s new name",
            organisation_id="council",
            made_at=MOMENT,
        )
    )
    page = clerk.get("/our/council")
    assert "The <b>scout</b> hut, left on" in page.words
    assert "The hall’s new name, changed on" in page.words
    assert "A change waits" in page.words


def test_a_steward_chooses_among_those_of_their_areas(clerk, spare, spare_app):
    steward = somebody(spare_app, spare, "Steward", Role.STEWARD, area_ids=("village",))
    page = steward.get("/our")
    assert "/our/council" in page.links
    assert "/our/trust" not in page.links
    assert "Looked after by you" in steward.get("/our/council").words
    assert steward.status("/our/trust") == 403


def test_who_keeps_nothing_yet_is_told_what_to_do(clerk, spare, spare_app):
    nobody = somebody(spare_app, spare, "New", Role.CONTRIBUTOR)
    assert "No organisation is yours to keep yet." in nobody.get("/our").words
