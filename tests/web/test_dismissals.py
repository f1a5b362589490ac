"""Setting an opportunity aside with a reason, what it does to the order, and taking it back."""

from __future__ import annotations

import pytest

from graph.analysis.opportunities import OpportunityKind, find_opportunities
from service.opened import today
from tests.village import village
from tests.web.reader import Reader

ID = "team~village"


@pytest.fixture
def reader(spare, spare_app):
    records = [record for record in village() if record is not None]
    spare.write(records, by="test", message="A village")
    spare_app.config["WTF_CSRF_ENABLED"] = False
    return Reader(spare_app)


def set_aside(reader, reason, id=ID):
    return reader.client.post(f"/opportunities/{id}/set-aside", data={"reason": reason})


def test_what_is_set_aside_stands_last_with_its_reason_and_its_day(reader, spare):
    answer = set_aside(reader, "The hall is being\n rebuilt")
    assert answer.status_code == 303
    # Without a fragment: a page that waits for its answer could not come back by itself.
    assert answer.headers["Location"].endswith(f"/opportunities/{ID}")
    (said,) = spare.snapshot().dismissals
    assert (said.finding_id, said.kind) == (ID, str(OpportunityKind.TEAM))
    assert (said.reason, said.dismissed_on) == ("The hall is being rebuilt", today())
    rows = find_opportunities(spare.snapshot(), today=today()).rows
    assert rows[-1].id == ID
    page = reader.get("/opportunities")
    assert "“The hall is being rebuilt”" in page.words
    page = reader.get(f"/opportunities/{ID}")
    assert "It stands last" in page.words
    assert "“The hall is being rebuilt”" in page.words


def test_it_can_be_taken_back(reader, spare):
    before = [row.id for row in find_opportunities(spare.snapshot(), today=today()).rows]
    set_aside(reader, "Not now")
    answer = reader.client.post(f"/opportunities/{ID}/take-back")
    assert answer.status_code == 303
    assert spare.snapshot().dismissals == ()
    assert [row.id for row in find_opportunities(spare.snapshot(), today=today()).rows] == before
    # A second time there is nothing to take back.
    assert reader.client.post(f"/opportunities/{ID}/take-back").status_code == 303


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Say why it is not for you"),
        (" \n ", "Say why it is not for you"),
        ("x" * 501, "The reason has 501 characters; use at most 500."),
        ("no\u200b\u0007", "characters that cannot be shown"),
    ],
)
def test_a_reason_is_asked_for_and_what_is_wrong_is_said_beside_it(reader, spare, reason, said):
    answer = set_aside(reader, reason)
    assert answer.status_code == 400
    assert said in answer.text
    assert spare.snapshot().dismissals == ()


def test_only_the_person_at_the_machine_may_and_others_see_no_form(reader, spare):
    elsewhere = {"X-Forwarded-For": "192.0.2.1"}
    for action in ("set-aside", "take-back"):
        refused = reader.client.post(f"/opportunities/{ID}/{action}", headers=elsewhere)
        assert refused.status_code == 403
    page = reader.client.get(f"/opportunities/{ID}", headers=elsewhere).text
    assert 'name="reason"' not in page
    assert 'name="reason"' in reader.client.get(f"/opportunities/{ID}").text
    assert spare.snapshot().dismissals == ()


def test_a_form_without_its_token_is_refused(spare, spare_app):
    spare.write(village(), by="test", message="A village")
    answer = set_aside(Reader(spare_app), "No token")
    assert answer.status_code == 400
    assert spare.snapshot().dismissals == ()


def test_what_is_not_there_cannot_be_set_aside(reader):
    assert set_aside(reader, "Gone", id="nothing").status_code == 404
