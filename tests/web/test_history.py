"""What became of a row: who sees what of it, and putting a version back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.model import Asset, Contact, ContactKind, Organisation, Role, Site
from graph.store import stamp_of
from tests.builders import a_site, an_area, an_asset, an_organisation
from tests.web.people import Person, somebody
from tests.web.reader import Reader

XSS = "<script>alert(1)</script>"
STAMP = re.compile(r'name="stamp" value="([^"]*)"')


def fill(store):
    store.write(
        [
            an_area("parish", people=100),
            an_area("other", people=100),
            replace(a_site("hall", 0, area_ids=("parish",)), blurred=True),
            an_organisation("council", serves=("parish",), site="hall"),
            an_organisation("club", serves=("other",)),
            an_asset("room", of="council", at="hall", capacity=60),
        ],
        by="test",
        message="A parish",
    )


@pytest.fixture
def parish(spare, spare_app):
    fill(spare)
    return spare


def keeper(app, store, name="Morwenna"):
    return somebody(app, store, name, Role.CONTRIBUTOR, organisation_ids=("council",))


def change(store, record, by="account.morwenna", message="Corrected"):
    return store.write([record], by=by, message=message, via="edit page").change


def test_the_steps_are_told_newest_first_with_before_and_after(parish, spare_app):
    ann = keeper(spare_app, parish)
    change(parish, replace(parish.asset("room"), capacity=80))
    page = ann.get("/history/assets/room")
    assert "Last changed" in page.words
    assert "by Morwenna" in page.words
    assert re.search(r"Capacity.*60 young people.*80 young people", page.words)
    assert page.words.index("Corrected") < page.words.index("A parish")


def test_strangers_do_not_learn_who_made_a_change(parish, spare_app):
    keeper(spare_app, parish)
    change(parish, replace(parish.asset("room"), capacity=80))
    for reader in (
        Reader(spare_app),
        somebody(spare_app, parish, "Jory", Role.CONTRIBUTOR, organisation_ids=("club",)),
    ):
        page = reader.get("/history/assets/room")
        assert "Morwenna" not in page.words
        assert "somebody who keeps rows here" in page.words
        assert "Put this version back" not in page.words


def test_a_place_that_must_not_be_found_is_not_found_through_its_past(parish, spare_app):
    hall = parish.find(Site, "hall")
    change(parish, replace(hall, address="1 Secret Lane", postcode="TR1 1AA", latitude=50.3))
    change(parish, replace(parish.find(Site, "hall"), address="2 Hidden Row"))
    page = Reader(spare_app).get("/history/places/hall")
    for hidden in ("Secret", "Hidden", "TR1 1AA", "50.3"):
        assert hidden not in page.html
    assert "Secret Lane" in keeper(spare_app, parish).get("/history/places/hall").words
    stranger = somebody(spare_app, parish, "Jory", Role.CONTRIBUTOR, organisation_ids=("club",))
    step = parish.versions.of(Site, "hall")[1].change.id
    address = f"/history/places/hall/put-back/{step}"
    assert "Secret" not in stranger.get(address, status=403).html


def test_contact_details_have_no_past_for_strangers(parish, spare_app):
    contact = Contact(
        id="c",
        name="Bookings",
        organisation_id="council",
        kind=ContactKind.PHONE,
        value="01872 123456",
    )
    change(parish, contact)
    change(parish, replace(contact, value="01872 654321"))
    assert Reader(spare_app).status("/history/contacts/c") == 404
    stranger = somebody(spare_app, parish, "Jory", Role.CONTRIBUTOR, organisation_ids=("club",))
    assert stranger.status("/history/contacts/c") == 404
    assert "01872 123456" in keeper(spare_app, parish).get("/history/contacts/c").words


def test_what_others_wrote_is_shown_as_text(parish, spare_app):
    ann = keeper(spare_app, parish)
    change(parish, replace(parish.asset("room"), name=XSS, conditions=XSS), message=XSS)
    page = ann.get("/history/assets/room")
    assert XSS not in page.html
    assert XSS in page.words


def test_a_version_is_put_back_as_a_new_change(parish, spare_app):
    ann = keeper(spare_app, parish)
    first = parish.asset("room")
    change(parish, replace(first, capacity=80, conditions="Keys from the clerk"))
    step = parish.versions.of(Asset, "room")[1].change.id
    address = f"/history/assets/room/put-back/{step}"
    page = ann.get(address)
    assert "80 young people" in page.words
    stamp = STAMP.search(page.html)[1]
    answer = ann.send(address, {"stamp": stamp})
    assert answer.status_code == 303
    assert parish.asset("room") == first
    assert len(parish.versions.of(Asset, "room")) == 3
    assert "It was put back" in ann.get(answer.location).words


def test_what_came_between_is_not_lost_by_putting_back(parish, spare_app):
    ann = keeper(spare_app, parish)
    seen = change(parish, replace(parish.asset("room"), capacity=80))
    assert seen is not None
    stamp = stamp_of(parish.asset("room"))
    step = parish.versions.of(Asset, "room")[1].change.id
    change(parish, replace(parish.asset("room"), capacity=90))
    answer = ann.send(f"/history/assets/room/put-back/{step}", {"stamp": stamp})
    assert answer.status_code == 409
    assert "Somebody changed it while you were looking" in answer.text
    assert parish.asset("room").capacity == 90


def test_what_named_something_that_is_gone_is_kindly_not_put_back(parish, spare_app):
    ann = keeper(spare_app, parish)
    room = parish.asset("room")
    change(parish, replace(room, site_id=None))
    change(parish, replace(parish.organisation("council"), site_id=None))
    parish.write([], by="test", message="Gone", remove=[(Site, "hall")])
    step = parish.versions.of(Asset, "room")[1].change.id
    address = f"/history/assets/room/put-back/{step}"
    answer = ann.send(address, {"stamp": stamp_of(parish.asset("room"))})
    assert answer.status_code == 409
    assert "belongs with the place “Hall”, which is gone" in answer.text
    assert parish.asset("room").site_id is None


def test_only_who_keeps_a_row_puts_a_version_back(parish, spare_app):
    change(parish, replace(parish.asset("room"), capacity=80))
    step = parish.versions.of(Asset, "room")[1].change.id
    address = f"/history/assets/room/put-back/{step}"
    given = {"stamp": stamp_of(parish.asset("room"))}
    others = [
        somebody(spare_app, parish, "Jory", Role.CONTRIBUTOR, organisation_ids=("club",)),
        somebody(spare_app, parish, "Kerra", Role.STEWARD, area_ids=("other",)),
    ]
    for person in others:
        assert person.send(address, given, form="/account").status_code == 403
    assert Person(spare_app).send(address, given, form="/sign-in").status_code == 303
    assert parish.asset("room").capacity == 80
    steward = somebody(spare_app, parish, "Loveday", Role.STEWARD, area_ids=("parish",))
    assert steward.send(address, given).status_code == 303
    assert parish.asset("room").capacity == 60


def test_a_row_that_nobody_knows_has_no_history(parish, spare_app):
    reader = Reader(spare_app)
    assert reader.status("/history/assets/nothing") == 404
    assert reader.status("/history/ghosts/room") == 404
    assert reader.status("/history/accounts/account.morwenna") == 404


def test_all_changes_are_told_to_staff_with_the_rows_that_they_touched(parish, spare_app):
    keeper(spare_app, parish)
    change(parish, replace(parish.asset("room"), capacity=80), message=XSS)
    many = [an_organisation(f"o{number}") for number in range(40)]
    parish.write(many, by="test", message="Brought in groups.csv", via="import page")
    page = somebody(spare_app, parish, "Wella", Role.STRATEGIST).get("/changes")
    assert "Brought in groups.csv" in page.words
    assert "40 added" in page.words
    assert "Changed: Room" in page.words
    assert "by Morwenna" in page.words
    assert XSS not in page.html
    for person in (Reader(spare_app), keeper(spare_app, parish, "Piran")):
        assert person.status("/changes") in (303, 403)


def test_pages_of_changes_go_back_to_the_first(parish, spare_app):
    for number in range(30):
        change(parish, an_organisation(f"o{number}"), message=f"Number {number}.")
    steward = somebody(spare_app, parish, "Loveday", Role.STEWARD, everywhere=True)
    assert "Number 29." in steward.get("/changes").words
    last = steward.get("/changes?page=2")
    assert "A parish" in last.words
    assert "Number 29." not in last.words
    assert parish.organisation("o1") == parish.find(Organisation, "o1")
