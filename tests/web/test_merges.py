"""Which rows may be the same, making two one, and telling them apart again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.model import Doubt, Organisation, Role
from graph.model.doubts import doubt_id
from graph.store.connection import Connection
from tests.builders import a_site, an_area, an_asset, an_organisation
from tests.web.people import somebody

SEEN = re.compile(r'name="seen" value="([^"]*)"')
XSS = "<script>alert(1)</script>"
PAIR = "/merge/organisations/council/twin"


@pytest.fixture
def parish(spare, spare_app):
    spare.write(
        [
            an_area("parish", people=100),
            an_area("other", people=100),
            a_site("hall", 0, area_ids=("parish",)),
            replace(
                an_organisation("council", serves=("parish",), site="hall"),
                name="Trelander Parish Council",
            ),
            replace(
                an_organisation("twin", serves=("parish",), site="hall"),
                name="Trelander Parish Council",
                description=XSS,
                website="https://trelander.example",
            ),
            an_organisation("club", serves=("other",)),
            an_asset("room", of="twin", at="hall"),
        ],
        by="test",
        message="A parish",
    )
    return spare


def a_doubt(**changes):
    told = {"kind": "Organisation", "new_id": "twin", "known_id": "council"}
    told |= {"probability": 0.431, "reasons": ("The same name.", f"Against it: {XSS}.")}
    told |= changes
    return Doubt(id=doubt_id(told["kind"], told["new_id"], told["known_id"]), **told)


def steward(app, store, name="Loveday", area="parish"):
    return somebody(app, store, name, Role.STEWARD, area_ids=(area,))


def test_what_an_import_left_open_is_shown_side_by_side_with_how_likely_it_is_and_why(
    parish, spare_app
):
    parish.doubts.keep(a_doubt())
    loveday = steward(spare_app, parish)
    page = loveday.get("/queue/same")
    assert "43 per cent likely to be one organisation" in page.words
    assert "The same name." in page.words
    assert "https://trelander.example" in page.words
    assert "1 pair in your areas" in page.words
    assert XSS not in page.html
    assert 'href="/merge/organisations/council/twin"' in page.html
    kerra = steward(spare_app, parish, "Kerra", area="other")
    assert "per cent likely" not in kerra.get("/queue/same").words


def test_a_doubt_is_not_told_again_once_somebody_said_that_they_are_two(parish, spare_app):
    parish.doubts.keep(a_doubt())
    loveday = steward(spare_app, parish)
    given = {"word": "organisations", "left": "twin", "right": "council"}
    assert loveday.send("/queue/same/another", given, form="/queue/same").status_code == 303
    assert "per cent likely" not in loveday.get("/queue/same").words


def test_a_doubt_about_what_is_here_no_more_is_passed_over(parish, spare_app):
    parish.doubts.keep(a_doubt(known_id="gone"))
    assert "per cent likely" not in steward(spare_app, parish).get("/queue/same").words


def test_however_many_wait_the_graph_is_asked_as_often(parish, spare_app, monkeypatch):
    loveday, read, asked = steward(spare_app, parish), Connection.read, []

    def counting(connection, *given, **more):
        asked.append(connection)
        return read(connection, *given, **more)

    monkeypatch.setattr(Connection, "read", counting)
    reads = []
    for many in (30, 90):
        twins = [
            replace(an_organisation(f"o{at}", serves=("parish",)), name=f"Club {at}")
            for at in range(many)
        ]
        parish.write(twins, by="test", message="Clubs")
        for one in twins:
            parish.doubts.keep(a_doubt(new_id=one.id))
        loveday.get("/queue/same")  # the first look reads what changed
        del asked[:]
        assert f"{many + 1} pairs in your areas" in loveday.get("/queue/same").words
        reads.append(len(asked))
    assert reads[0] == reads[1]


def test_likely_pairs_are_told_and_not_again_once_somebody_said_that_they_are_two(
    parish, spare_app
):
    loveday = steward(spare_app, parish)
    page = loveday.get("/queue/same")
    assert "Trelander Parish Council and Trelander Parish Council" in page.words
    assert "Read it another way" in page.words
    given = {"word": "organisations", "left": "twin", "right": "council"}
    assert loveday.send("/queue/same/another", given, form="/queue/same").status_code == 303
    page = loveday.get("/queue/same")
    assert "will not be asked about again" in page.words
    assert "Nothing in your areas looks as if it were entered twice" in page.words
    kerra = steward(spare_app, parish, "Kerra", area="other")
    assert "Nothing in your areas" in kerra.get("/queue/same").words


def test_two_become_one_and_are_told_apart_again(parish, spare_app):
    loveday = steward(spare_app, parish)
    before = parish.organisation("council"), parish.organisation("twin")
    page = loveday.get(PAIR)
    assert "1 asset: Room" in page.words
    assert XSS not in page.html
    seen = SEEN.search(page.html)[1]
    answer = loveday.send(PAIR, {"seen": seen, "description": "kept"})
    assert answer.status_code == 303
    assert parish.find(Organisation, "twin") is None
    assert parish.asset("room").organisation_id == "council"
    both = parish.organisation("council")
    assert (both.website, both.description) == ("https://trelander.example", "")
    assert "It became part of Trelander" in loveday.get("/history/organisations/twin").words
    page = loveday.get(answer.location)
    assert "Both can be put back as they were" in page.words
    assert loveday.send(f"{answer.location}/undo", form=answer.location).status_code == 303
    assert (parish.organisation("council"), parish.organisation("twin")) == before
    assert parish.asset("room").organisation_id == "twin"
    assert "told apart again on" in loveday.get(answer.location).words


def test_what_was_changed_since_is_named_and_nothing_is_undone(parish, spare_app):
    loveday = steward(spare_app, parish)
    seen = SEEN.search(loveday.client.get(PAIR).text)[1]
    address = loveday.send(PAIR, {"seen": seen}).location
    token = loveday.token(address)
    parish.write([replace(parish.asset("room"), capacity=7)], by="x", message="Later")
    page = loveday.get(address)
    assert "somebody has changed since" in page.words
    assert "Room (asset)" in page.words
    answer = loveday.client.post(f"{address}/undo", data={"csrf_token": token})
    assert answer.status_code == 409
    assert parish.find(Organisation, "twin") is None


def test_what_changes_while_the_steward_looks_stops_the_merge(parish, spare_app):
    loveday = steward(spare_app, parish)
    seen = SEEN.search(loveday.client.get(PAIR).text)[1]
    parish.write([replace(parish.asset("room"), capacity=7)], by="x", message="Meanwhile")
    answer = loveday.send(PAIR, {"seen": seen})
    assert answer.status_code == 409
    assert "Somebody changed one of them while you were looking" in answer.text
    assert parish.find(Organisation, "twin") is not None


def test_nobody_merges_or_parts_what_is_in_others_care(parish, spare_app):
    kerra = steward(spare_app, parish, "Kerra", area="other")
    assert kerra.status(PAIR) == 403
    assert kerra.send(PAIR, form="/account").status_code == 403
    given = {"word": "organisations", "left": "twin", "right": "council"}
    assert kerra.send("/queue/same/another", given, form="/account").status_code == 403
    loveday = steward(spare_app, parish)
    assert loveday.status("/merge/organisations/council/club") == 403
    assert loveday.status("/merge/organisations/council/council") == 404
    assert loveday.status("/merge/areas/parish/other") == 404
    seen = SEEN.search(loveday.client.get(PAIR).text)[1]
    address = loveday.send(PAIR, {"seen": seen}).location
    assert kerra.status(address) == 403
    assert kerra.send(f"{address}/undo", form="/account").status_code == 403
    assert parish.find(Organisation, "twin") is None
