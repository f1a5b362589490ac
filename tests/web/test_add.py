"""Adding something: page by page, saved at each, and what bad answers get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from graph.model import Activity, Asset, AssetKind, Contact, Request, Role, Site, Standing
from graph.model.contacts import Consent, Visibility
from graph.store import Store, open_store, reading
from graph.store.kinds import KIND_OF
from seeds.demo import read_demo
from service.adding.subjects import SUBJECTS
from service.app import create_app
from service.config import Config
from service.saving import PEOPLE
from tests.web.people import Person, somebody

CLERK = (Role.CONTRIBUTOR,)
TRURO = {"latitude": "50.2632", "longitude": "-5.0510"}


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Store]:
    """The demo county in a graph of these tests' own."""
    with open_store(data=tmp_path_factory.mktemp("adding")) as store:
        store.write(read_demo(), by="test", message="Loaded")
        yield store


@pytest.fixture
def spare(own) -> Iterator[Store]:
    """The same, without what the test before added."""
    yield own
    network = own.snapshot()
    gone = [
        (kind, str(id))
        for kind, table in (
            (Asset, network.assets),
            (Activity, network.activities),
            (Request, network.requests),
            (Site, network.sites),
        )
        for id, source in zip(table.id, table.source, strict=True)
        if source == PEOPLE.id
    ]
    gone += [(Contact, one.id) for one in contacts(own, "")]
    own.write([], by="test", message="Cleared", remove=gone)
    for shelf in (own.desk.drafts, own.desk.proposals, own.desk.standings, own.accounts):
        shelf.remove(*(one.id for one in shelf.all()))


@pytest.fixture
def county(spare, tmp_path) -> Iterator[Flask]:
    """The application over it."""
    app = create_app(Config(data=tmp_path / "data"), store=spare, patience_s=None)
    yield app
    app.extensions["hedgerow.jobs"].close()


@pytest.fixture
def keeper(county, spare) -> str:
    """A parish council of the demo county."""
    network = spare.snapshot()
    rows = [row for row, kind in enumerate(network.organisations.kind) if kind == "parish_council"]
    return str(network.organisations.id[rows[0]])


@pytest.fixture
def clerk(county, spare, keeper) -> Person:
    return somebody(county, spare, "Morwenna", *CLERK, organisation_ids=(keeper,))


class Flow:
    """Somebody who goes through the pages."""

    def __init__(self, person: Person, subject: str) -> None:
        self.person = person
        self.at = person.send("/add", {"subject": subject}).location
        self.pages = 1

    def page(self):
        return self.person.get(self.at)

    def say(self, **data) -> str:
        answer = self.person.send(self.at, data)
        assert answer.status_code == 303, answer.text[:3000]
        self.pages += 1
        self.at = answer.location
        return self.at

    def refused(self, **data) -> str:
        answer = self.person.send(self.at, data)
        assert answer.status_code == 400, answer.status_code
        return answer.text

    @property
    def step(self) -> str:
        return self.at.partition("?")[0].rpartition("/")[2]


def to_place(flow: Flow, name: str = "The Old Sail Loft", kind: str = "room") -> None:
    flow.say(name=name, kind=kind)
    flow.say(on_map="yes")


def venue(flow: Flow, **place) -> None:
    """Everything but the last page, for a room."""
    to_place(flow)
    flow.say(place="new", place_name="The Old Sail Loft", **({"blurred": "no"} | TRURO | place))
    while flow.step != "when":
        flow.say(same="another")
    flow.say(availability_thu_from="18:00", availability_thu_to="21:00")
    flow.say(borrowers="non_profit", cost_pounds_per_hour="£5", conditions="Keys from the clerk")
    flow.say(capacity="30", step_free="yes", description="With a kitchen")


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


def contacts(store, asset_id):
    found = store._connection.read(lambda t: reading.records(t, KIND_OF[Contact]))
    return [one for one in found if asset_id.rpartition(".")[2] in one.id]


ANSWERS = {
    "what": {
        "name": "Something of ours",
        "kind": {"venue": "room", "time": "volunteer_time"},
        "quantity": "16",
        "unit": "GBP",
        "theme": "sport",
        "wanted": "room",
        "description": "As it is",
    },
    "good": {"themes": "sport"},
    "who": {"ages": "11", "ages_to": "16", "audience": "girls"},
    "when": {"availability_tue_from": "18:00", "availability_tue_to": "20:00"},
    "terms": {"borrowers": "anyone"},
    "where": {"on_map": "yes"},
    "place": {"place": "new", "place_name": "Our loft", "blurred": "no", **TRURO},
    "same": {"same": "another"},
}


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
    venue(flow, blurred="yes", place_address="3 Hidden Lane", place_postcode="TR1 1AA")
    flow.say()
    flow.say()
    site = spare.site(spare.asset(flow.at.rpartition("/")[2]).site_id)
    assert site.blurred
    assert site.address == site.postcode == ""
    assert abs(site.latitude - float(TRURO["latitude"])) > 0.0001
    everything = spare._connection.read(
        lambda t: str([r.data() for r in t.run("MATCH (n) RETURN properties(n) AS p")])
    )
    assert TRURO["latitude"] not in everything
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


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("TR99 9ZZ", "Nobody here knows where TR99 9ZZ is"),
        ("TRI 1AAA9", ""),
        ("TR1 1A", "is not a postcode"),
        ("", "Type a postcode, an address or the name"),
        ("x" * 10_000, "This has 10,000 characters"),
    ],
)
def test_a_wrong_place_gets_words_and_keeps_what_was_typed(clerk, where, words):
    flow = Flow(clerk, "venue")
    flow.say(name="A hall", kind="venue")
    if not words:
        flow.say(where=where)
        assert "Nothing here is called" in flow.page().words
        return
    text = flow.refused(where=where)
    assert words in text
    assert f'value="{where}"' in text


def test_a_postcode_is_found_from_a_file_of_ones_own(spare, tmp_path, county):
    file = tmp_path / "postcodes.csv"
    file.write_text("Postcode,lat,long\nTR1 2ZZ,50.26,-5.05\nnonsense,1,2\n")
    app = create_app(Config(data=tmp_path, postcodes=file), store=spare, patience_s=None)
    keeper = str(spare.snapshot().organisations.id[0])
    flow = Flow(somebody(app, spare, "Keren", *CLERK, organisation_ids=(keeper,)), "venue")
    flow.say(name="A hall", kind="venue")
    flow.say(where="3 Quay Street, tr12zz")
    assert "TR1 2ZZ" in flow.page().words or "another place" in flow.page().words.lower()
    with flow.person.client.get(flow.at.replace("/place", "/place.js")) as script:
        assert "-5.05" in script.text


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, "Choose one of these, or mark the place"),
        ({"place": "new"}, "Say where it is: click the map"),
        ({"place": "new", "latitude": "51.5", "longitude": "-0.1"}, "in no area that is known"),
        ({"place": "new", "latitude": "-5.05", "longitude": "50.26"}, "look swapped"),
        ({"place": "new", "latitude": "nan", "longitude": "0"}, "outside Great Britain"),
        ({"place": "site:nowhere"}, "no longer there"),
        ({"place": "new", **TRURO, "place_name": "x" * 400}, "400 characters"),
        ({"place": "new", **TRURO, "place_postcode": "far too long for one"}, "characters"),
    ],
)
def test_a_wrong_mark_on_the_map_gets_words(clerk, place, words):
    flow = Flow(clerk, "venue")
    to_place(flow)
    assert words in flow.refused(**place).replace("&#39;", "'")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"availability_tue_from": "18:00"}, "Tuesday: say when it ends as well"),
        (
            {"availability_tue_from": "20:00", "availability_tue_to": "18:00"},
            "ends before it starts",
        ),
        ({"availability_mon_from": "25:00", "availability_mon_to": "26:00"}, "not a time of day"),
        (
            {
                "availability_tue_from": "18:00",
                "availability_tue_to": "20:00",
                "availability_more": "Tue 19:00-21:00 (term)",
            },
            "overlap; make them one",
        ),
        ({"availability_more": "whenever"}, "is not a weekly time"),
        ({"availability_season": "mud"}, "Choose when the times hold"),
    ],
)
def test_wrong_times_get_words_and_keep_what_was_typed(clerk, given, words):
    flow = Flow(clerk, "venue")
    to_place(flow)
    flow.say(place="new", place_name="Sail loft", blurred="no", **TRURO)
    while flow.step != "when":
        flow.say(same="another")
    text = flow.refused(**given)
    assert words in text
    for name, value in given.items():
        assert value in text or name.endswith("season")


AWKWARD = [
    "St Just-in-Penwith’s & “Kernow” O'Hall <script>alert(1)</script>",
    "🎣 Ysgol 🏕️",
    "قاعة القرية",
    '=HYPERLINK("http://evil")',
]


@pytest.mark.parametrize("name", AWKWARD)
def test_odd_names_are_kept_as_they_are(clerk, spare, name):
    flow = Flow(clerk, "data")
    flow.say(name=name, description="x")
    while not flow.at.startswith("/added"):
        page = flow.page()
        assert "<script>alert" not in page.html
        flow.say(borrowers="anyone", same="another")
    assert name.split()[0] in flow.page().words or name in flow.page().words
    assert spare.asset(flow.at.rpartition("/")[2]).name == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "cannot stay empty"),
        ("x" * 10_000, "10,000 characters; at most 300 fit"),
        ("right\u202eleft", "control character"),
        ("\u200b\u200b", "empty"),
    ],
)
def test_names_that_cannot_be_are_refused_in_words(clerk, name, words):
    flow = Flow(clerk, "data")
    text = flow.refused(name=name, description="")
    assert words in text


def test_contact_details_are_shown_to_more_than_staff_only_with_consent(clerk):
    flow = Flow(clerk, "data")
    flow.say(name="A survey", description="x")
    while flow.step != "contact":
        flow.say(borrowers="anyone", same="another")
    refused = flow.refused(email="a@b.example", email_visibility="everybody")
    assert "agrees" in refused
    assert "not an e-mail address" in flow.refused(email="nobody", email_consent="yes")
    assert "not a telephone number" in flow.refused(phone="ring me", phone_visibility="staff")


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
