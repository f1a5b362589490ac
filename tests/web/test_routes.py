"""What holds for every route."""

from __future__ import annotations

import re

import pytest

from graph.model import Role
from service.access import declared
from tests.web.addresses import is_page, readable
from tests.web.people import somebody


def test_every_route_declares_who_may_use_it(app):
    undeclared = [name for name, view in app.view_functions.items() if declared(view) is None]
    assert undeclared == []


def test_an_undeclared_route_answers_nobody(demo, tmp_path):
    from service.app import create_app
    from service.config import Config

    app = create_app(Config(data=tmp_path), store=demo)
    app.add_url_rule("/quietly", "quietly", lambda: "secret")
    answer = app.test_client().get("/quietly")
    assert answer.status_code == 500
    assert "secret" not in answer.text


FOR_EVERYBODY = {"/gaps/outline", "/sign-in", "/sign-in/code", "/sign-out"} | {
    # The link in a letter is what opens these (tests/web/test_mailed_links.py).
    "/sign-in/forgotten",
    "/reminder/<token>",
    "/no-reminders/<token>",
    "/suggest/<word>/<id>",  # a steward decides before anything changes
    "/sign-in/new-password/<token>",
    "/invitation/<token>",
    "/first-administrator/<token>",
}
"""What anybody may post to: it keeps nothing of the network."""


def test_whatever_changes_something_is_for_people_with_a_role(app):
    changing = [
        r for r in app.url_map.iter_rules() if (r.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    ]
    assert changing
    for rule in changing:
        who = declared(app.view_functions[rule.endpoint])
        assert who is not None
        assert who.everybody == (str(rule) in FOR_EVERYBODY), rule


def test_every_page_of_the_demo_county_is_sound_and_reading_never_writes(app, demo, read):
    before = demo.revision(), demo.counts(), demo.recent_changes()
    addresses = readable(app, demo.snapshot())
    for address in addresses:
        if is_page(address):
            read.get(address)
        else:
            assert read.status(address) == 200, address
    assert len(addresses) > 50
    assert (demo.revision(), demo.counts(), demo.recent_changes()) == before


def test_every_page_for_people_who_are_signed_in_is_sound_too(app, demo):
    person = somebody(app, demo, "Everybody", *Role, everywhere=True)
    before = demo.revision(), demo.counts()
    public = set(readable(app, demo.snapshot()))
    addresses = set(readable(app, demo.snapshot(), person.account)) - public - {"/sign-in"}
    for address in sorted(addresses):
        if is_page(address):
            person.get(address)
        else:
            assert person.status(address) == 200, address
    assert "/account" in addresses
    assert (demo.revision(), demo.counts()) == before


def test_every_page_says_that_the_data_is_illustrative_while_it_is(app, demo, read):
    for address in readable(app, demo.snapshot()):
        if is_page(address):
            footer = read.get(address).all("footer")[0]
            assert "illustrative" in "".join(footer.itertext()), address


def test_every_link_within_a_page_leads_somewhere(app, demo, read):
    wanted = set()
    for address in readable(app, demo.snapshot()):
        if is_page(address):
            wanted |= {link.partition("#")[0] for link in read.get(address).links}
    inside = sorted(link for link in wanted if link.startswith("/"))
    broken = [link for link in inside if read.status(link) != 200]
    assert len(inside) > 100
    assert broken == []


def test_a_form_without_its_token_is_refused(app, demo):
    person = somebody(app, demo, "Tokenless", *Role, everywhere=True)
    for rule in app.url_map.iter_rules():
        if str(rule) == "/no-reminders/<token>":
            continue  # a mail program's one click (RFC 8058); the link itself is the proof
        if "POST" in (rule.methods or ()):
            answer = person.client.post(re.sub("<[^>]*>", "x", str(rule)), data={})
            assert answer.status_code == 400, rule
            assert "Open it again" in answer.text


HOSTILE = [
    "?page=999999999999999999999",
    "?page=-1",
    "?page=1e9",
    "?page=٣",
    "?age_from=nineteen&age_to=%00",
    "?age_from=30&age_to=10",
    "?theme=%3Cscript%3Ealert(1)%3C/script%3E",
    "?day=doomsday&day=mon&day=",
    "?area=%F0%9F%A6%94&season=mud",
    "?q=" + "x" * 9000,
    "?standard=nan",
    "?standard=inf&mode=broomstick",
    "?standard=-3",
    "?reach_km=61&decay=cliff&method=magic&part=dusk&outcome=joy",
    "?shape=%00%00",
    "?shape=" + "A" * 5000,
    "?roll_up=galaxy&kind=ghost&type=nothing",
    "?q=%ff%fe&theme=%ff",
    "?" + "&".join(f"a{i}=1" for i in range(2000)),
    "?area=%27%29%20DETACH%20DELETE%20n%20//",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:40])
def test_a_hostile_question_is_answered_kindly_or_refused_clearly(app, demo, read, query):
    person = somebody(app, demo, "Everybody", *Role, everywhere=True)
    paths = ["/", "/directory", "/gaps", "/duplication", "/opportunities", "/map", "/methods"]
    for path in paths:
        answer = read.client.get(path + query)
        assert answer.status_code in (200, 400), f"{path}{query[:60]}: {answer.status_code}"
        if answer.status_code == 400:
            page = read.get(path + query, status=400)
            assert "There is a problem" in page.words or "did not make sense" in page.words
            assert "<script>alert" not in page.html
    for rule in app.url_map.iter_rules():
        who = declared(app.view_functions[rule.endpoint])
        if not rule.arguments and str(rule).endswith((".csv", ".geojson", ".json", ".js")):
            reader = read if who is not None and who.everybody else person
            assert reader.status(str(rule) + query) in (200, 400, 404), rule


@pytest.mark.parametrize("id", ["nobody", "..", "%00", "x" * 5000, "%3Cscript%3E", "a%2Fb", "%ff"])
def test_an_id_that_nobody_has_gets_the_page_that_says_so(app, demo, id):
    person = somebody(app, demo, "Everybody", *Role, everywhere=True)
    for rule in app.url_map.iter_rules():
        if rule.arguments == {"id"} and "GET" in (rule.methods or ()):
            answer = person.client.get(str(rule).replace("<id>", id), follow_redirects=True)
            assert answer.status_code in (400, 404), f"{rule} {id[:20]}: {answer.status_code}"
            assert "<script>" not in answer.text
