"""Adding something: page by page, saved at each, with what it could do at the end."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graph.model import Activity, Asset, AssetKind, Role, Standing
from graph.model.contacts import Consent, Visibility
from service.adding.catalogue import SUBJECTS
from tests.web.adding.flow import ANSWERS, CLERK, Flow, contacts, venue
from tests.web.people import Person, somebody


def test_a_clerk_adds_a_room_in_at_most_twelve_pages(clerk, spare, keeper):
    flow = Flow(clerk, "venue")
    venue(flow)
    assert flow.step == "contact"
    flow.say(
        email="clerk@parish.example",
        email_consent="yes",
        email_visibility="everybody",
        phone="01872 123456",
        phone_visibility="staff",
    )
    checked = flow.page()
    for words in ("The Old Sail Loft", "non-profit", "£5 an hour", "Thu 18:00-21:00", "30 young"):
        assert words.lower() in checked.words.lower()
    flow.say()
    assert flow.at.startswith("/added/asset/")
    assert flow.pages <= 12
    thanks = flow.page()
    assert "Thank you" in thanks.heading
    assert "Who to talk to" in thanks.words
    added = spare.asset(flow.at.rpartition("/")[2])
    assert (added.kind, added.capacity, added.organisation_id) == (AssetKind.ROOM, 30, keeper)
    assert added.cost_pounds_per_hour == 5
    assert added.verified_on == date.today()
    assert added.source_id == "source.people"
    site = spare.site(added.site_id)
    assert site.name == "The Old Sail Loft"
    assert "cw-truro" in site.area_ids
    network = spare.snapshot()
    assert added.id in network.assets.rows
    (past,) = spare.versions.of(Asset, added.id)
    assert past.change.by == "account.morwenna"
    assert "Add something" in past.change.via
    assert spare.desk.drafts.all() == ()
    found = {one.kind.value: one for one in contacts(spare, added.id)}
    assert found["email"].consent is Consent.YES
    assert found["email"].visibility is Visibility.EVERYBODY
    assert found["phone"].consent is Consent.NO
    assert found["phone"].visibility is Visibility.STAFF


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.word)
def test_everything_that_can_be_added_is_added(clerk, spare, subject):
    flow = Flow(clerk, subject.word)
    while not flow.at.startswith("/added/"):
        flow.page()
        given = {}
        for name, value in ANSWERS.get(flow.step, {}).items():
            given[name] = value.get(subject.word, "") if isinstance(value, dict) else value
        flow.say(**given)
    assert flow.pages <= 12
    flow.page()
    kind, id = flow.at.split("/")[2:]
    it = getattr(spare, kind)(id)
    assert it.name == "Something of ours"
    for name, value in subject.given:
        assert getattr(it, name) == value


def test_a_draft_is_left_and_gone_on_with_and_thrown_away(clerk, county, spare):
    flow = Flow(clerk, "venue")
    flow.say(name="A hall for later", kind="venue")
    answer = clerk.send(flow.at, {"where": "Truro", "later": "yes"})
    assert answer.location == "/add"
    page = clerk.get("/add")
    assert "A hall for later" in page.words
    (address,) = [link for link in page.links if link.startswith("/add/")]
    answer = clerk.client.get(address)
    assert answer.location.endswith("/where")
    assert 'value="Truro"' in clerk.get(answer.location).html
    other = somebody(county, spare, "Jory", *CLERK)
    assert other.status(address) == 404
    assert "A hall for later" not in other.get("/add").words
    assert other.send(f"{address}/throw-away", form="/add").status_code == 404
    clerk.send(f"{address}/throw-away", form="/add")
    assert spare.desk.drafts.all() == ()


def test_a_page_sent_twice_at_the_end_adds_one_row(clerk, spare):
    flow = Flow(clerk, "venue")
    venue(flow)
    flow.say()
    token, address = clerk.token(flow.at), flow.at
    answers = [clerk.client.post(address, data={"csrf_token": token}) for _ in range(2)]
    assert answers[0].location.startswith("/added/asset/")
    assert answers[1].status_code == 404  # the draft is gone
    rows = [name for name in spare.snapshot().assets.name if name == "The Old Sail Loft"]
    assert len(rows) == 1


def test_an_organisation_of_others_gets_nothing_by_a_form_that_names_it(clerk, spare, keeper):
    network = spare.snapshot()
    other = next(str(id) for id in network.organisations.id if id != keeper)
    answer = clerk.send("/add", {"subject": "data", "organisation": other})
    draft = spare.desk.drafts.one(answer.location.split("/")[2])
    assert other not in draft.values
    clerk.send(f"/add/{draft.id}/what", {"name": "X", "organisation_id": other, "description": ""})
    assert other not in spare.desk.drafts.one(draft.id).values
    answer = clerk.send(f"/add/{draft.id}/organisation", {"organisation_id": other})
    assert answer.status_code == 400
    assert other not in spare.desk.drafts.one(draft.id).values


def test_a_hall_that_is_here_already_is_told_with_the_reasons(clerk, spare):
    network = spare.snapshot()
    row = next(
        row
        for row, kind in enumerate(network.assets.kind)
        if kind == "venue" and network.assets.site[row] >= 0
    )
    site = int(network.assets.site[row])
    flow = Flow(clerk, "venue")
    flow.say(name=str(network.assets.name[row]).upper(), kind="venue")
    flow.say(on_map="yes")
    flow.say(
        place="new",
        place_name=str(network.sites.name[site]),
        latitude=f"{network.sites.latitude[site] + 0.0003:.6f}",
        longitude=f"{network.sites.longitude[site]:.6f}",
        blurred="no",
    )
    assert flow.step == "same"
    page = flow.page()
    assert re.search(r"\d+ m (away|apart)", page.words)
    assert "per cent alike" in page.words
    assert "It is another" in page.words
    assert "Say whether it is one of these" in flow.refused()
    choices = [one.get("value") for one in page.all("input", name="same")]
    asset = next(one for one in choices if one.startswith("asset:"))
    flow.say(same=asset)
    assert flow.at == f"/assets/{asset.removeprefix('asset:')}"
    assert spare.desk.drafts.all() == ()


def test_a_place_that_must_not_be_found_is_kept_only_roughly(clerk, spare):
    flow = Flow(clerk, "venue")
    venue(
        flow,
        blurred="yes",
        latitude="50.263217",
        longitude="-5.051043",
        place_address="3 Hidden Lane",
        place_postcode="TR1 1AA",
    )
    flow.say()
    flow.say()
    site = spare.site(spare.asset(flow.at.rpartition("/")[2]).site_id)
    assert site.blurred
    assert site.address == site.postcode == ""
    assert abs(site.latitude - 50.263217) > 0.0001
    everything = spare._connection.read(
        lambda t: str([r.data() for r in t.run("MATCH (n) RETURN properties(n) AS p")])
    )
    assert "50.26321" not in everything
    assert "5.05104" not in everything
    assert "Hidden Lane" not in everything


def test_what_waits_for_a_steward_is_thanked_for_and_not_shown_yet(clerk, spare, keeper):
    spare.desk.standings.keep(Standing(id=keeper, edits_wait=True))
    revision = spare.revision()
    flow = Flow(clerk, "venue")
    venue(flow)
    flow.say()
    assert "A steward looks at it" in flow.page().words
    flow.say()
    assert flow.at.startswith("/added/waiting/")
    page = flow.page()
    assert "waits for a steward" in page.heading
    assert "What it could do" in page.words
    assert spare.revision() == revision
    (proposal,) = spare.desk.proposals.all()
    assert (proposal.title, proposal.by) == ("The Old Sail Loft", "account.morwenna")


def test_a_steward_adds_for_an_organisation_that_is_looked_for_by_name(county, spare, keeper):
    steward = somebody(county, spare, "Tamsin", Role.STEWARD, everywhere=True)
    name = str(spare.snapshot().organisations.name[spare.snapshot().organisations.rows[keeper]])
    flow = Flow(steward, "data")
    assert flow.step == "organisation"
    assert "No organisation here is called" in flow.refused(organisation_name="Nobody’s Council")
    assert "Choose one of these" in flow.refused(organisation_name="council")
    flow.say(organisation_name=name)
    flow.say(name="A survey", description="Of young people")
    flow.say(borrowers="anyone")
    flow.say()
    flow.say()
    assert spare.asset(flow.at.rpartition("/")[2]).organisation_id == keeper


def test_whoever_may_not_add_is_told_so(county, spare):
    for role in ((), (Role.STRATEGIST,)):
        person = somebody(county, spare, "Reader", *role)
        page = person.get("/add", status=403)
        assert "for people who keep rows here" in page.words
    assert Person(county).client.get("/add").location.startswith("/sign-in")


def test_the_activity_that_was_added_counts_in_the_gaps(clerk, spare):
    flow = Flow(clerk, "activity")
    while not flow.at.startswith("/added/"):
        given = dict(ANSWERS.get(flow.step, {}))
        if flow.step == "when":
            given = {"sessions_fri_from": "18:00", "sessions_fri_to": "21:00"}
        if flow.step == "coming":
            given = {"places": "40", "cost_pounds": "0", "entry": "open"}
        flow.say(**given)
    page = flow.page()
    assert "young people" in page.words
    added = spare.activity(flow.at.rpartition("/")[2])
    assert isinstance(added, Activity)
    assert [str(one) for one in added.sessions] == ["Fri 18:00-21:00"]
    assert added.places == 40
