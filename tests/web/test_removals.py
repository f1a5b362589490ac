"""Taking rows out, the bin, putting them back, and forgetting them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.model import Activity, Asset, Organisation, Role, Standing, Tie, TieKind
from service.config import Config
from service.retention import tidy
from tests.builders import a_site, a_tie, an_activity, an_area, an_asset, an_organisation
from tests.web.people import Person, somebody

DAY = timedelta(days=1)


@pytest.fixture
def parish(spare, spare_app):
    spare.write(
        [
            an_area("parish", people=100),
            an_area("other", people=100),
            a_site("hall", 0, area_ids=("parish",)),
            an_organisation("council", serves=("parish",), site="hall"),
            an_organisation("club", serves=("other",)),
            an_asset("room", of="council", at="hall"),
            replace(an_activity("games", by="club", at="hall"), partner_ids=("council",)),
            a_tie("council", "club", TieKind.SUPPORTS),
        ],
        by="test",
        message="A parish",
    )
    return spare


def keeper(app, store):
    return somebody(app, store, "Morwenna", Role.CONTRIBUTOR, organisation_ids=("council",))


def steward(app, store, *areas):
    return somebody(app, store, "Loveday", Role.STEWARD, everywhere=not areas, area_ids=areas or ())


def test_a_row_is_taken_out_and_put_back_by_who_keeps_it(parish, spare_app):
    ann, room = keeper(spare_app, parish), parish.asset("room")
    page = ann.get("/rows/assets/room/remove")
    assert "For 30 days you can put it back" in page.words
    answer = ann.send("/rows/assets/room/remove", {"note": "Sold"})
    assert answer.status_code == 303
    assert parish.find(Asset, "room") is None
    page = ann.get(answer.location)
    assert "It was taken out" in page.words
    assert "Took out the asset “Room”: Sold" in page.words
    assert "It is not there any more" in ann.get("/history/assets/room").words
    change = parish.recent_changes(1)[0].id
    answer = ann.send(f"/bin/{change}/put-back", form="/bin")
    assert answer.status_code == 303
    assert parish.asset("room") == room
    assert "Nothing of yours lies here" in ann.get("/bin").words
    assert ann.send(f"/bin/{change}/put-back", form="/account").status_code == 404


def test_an_organisation_goes_with_its_rows_and_comes_back_with_what_named_it(parish, spare_app):
    loveday = steward(spare_app, parish)
    before = parish.read_snapshot()
    page = loveday.get("/rows/organisations/council/remove")
    assert "What goes with it Room (asset) Council and Club (tie)" in page.words
    assert "What will name it no longer Games (activity)" in page.words
    assert loveday.send("/rows/organisations/council/remove").status_code == 303
    assert parish.find(Organisation, "council") is None
    assert parish.find(Asset, "room") is None
    assert parish.activity("games").partner_ids == ()
    assert "With it went 2 other rows" in loveday.get("/bin").words
    change = parish.recent_changes(1)[0].id
    assert loveday.send(f"/bin/{change}/put-back", form="/bin").status_code == 303
    after = parish.read_snapshot()
    assert after.organisations.id.tolist() == before.organisations.id.tolist()
    assert parish.asset("room").organisation_id == "council"
    assert parish.activity("games").partner_ids == ("council",)
    assert len(after.ties) == len(before.ties)


def test_what_others_hold_on_to_is_told_and_nothing_is_taken_out(parish, spare_app):
    ann = keeper(spare_app, parish)
    for page in (
        ann.get("/rows/organisations/council/remove"),
        ann.send("/rows/organisations/council/remove", form="/account"),
    ):
        words = getattr(page, "words", getattr(page, "text", ""))
        assert "1 person keeps its rows here" in words
        assert "The activity “Games” belongs to somebody else" in words
    assert parish.find(Organisation, "council") is not None
    assert parish.find(Activity, "games") is not None


def test_nobody_takes_out_or_puts_back_what_others_keep(parish, spare_app):
    ann = keeper(spare_app, parish)
    others = [
        somebody(spare_app, parish, "Jory", Role.CONTRIBUTOR, organisation_ids=("club",)),
        steward(spare_app, parish, "other"),
    ]
    for person in others:
        assert person.status("/rows/assets/room/remove") == 403
        answer = person.send("/rows/assets/room/remove", form="/account")
        assert answer.status_code == 403
    assert Person(spare_app).status("/bin") == 303
    ann.send("/rows/assets/room/remove")
    change = parish.recent_changes(1)[0].id
    for person in others:
        assert "Nothing of yours lies here" in person.get("/bin").words
        assert person.send(f"/bin/{change}/put-back", form="/account").status_code == 404
    assert parish.find(Asset, "room") is None


def test_a_row_whose_keeper_is_gone_says_what_to_put_back_first(parish, spare_app):
    loveday = steward(spare_app, parish)
    loveday.send("/rows/assets/room/remove")
    change = parish.recent_changes(1)[0].id
    loveday.send("/rows/organisations/council/remove")
    answer = loveday.send(f"/bin/{change}/put-back", form="/bin")
    assert answer.status_code == 409
    assert "Put that back first" in answer.text
    assert parish.find(Asset, "room") is None


def test_what_was_taken_out_by_somebody_whose_rows_wait_waits(parish, spare_app):

    parish.desk.standings.keep(Standing(id="council", edits_wait=True))
    answer = keeper(spare_app, parish).send("/rows/assets/room/remove")
    assert answer.location.endswith("done=waits")
    assert parish.find(Asset, "room") is not None


def test_after_the_days_of_the_bin_what_was_is_forgotten_and_that_it_was_is_not(
    parish, spare_app, tmp_path
):
    ann = keeper(spare_app, parish)
    parish.write([replace(parish.asset("room"), conditions="A secret")], by="t", message="Change")
    ann.send("/rows/assets/room/remove")
    config = Config(data=tmp_path)
    now = datetime.now(UTC)
    assert tidy(parish, config, now=now + 29 * DAY)[0].number == 0
    assert len(parish.versions.bin(since=now - DAY)) == 1
    assert tidy(parish, config, now=now + 31 * DAY)[0].number == 1
    assert parish.versions.bin(since=now - DAY) == ()
    assert [one.version.before for one in parish.versions.of(Asset, "room")] == ["", "", ""]
    page = ann.get("/bin")
    assert "Nothing of yours lies here" in page.words
    assert tidy(parish, config, now=now + 31 * DAY)[0].number == 0


def test_what_is_there_again_is_not_forgotten(parish, spare_app, tmp_path):
    ann, room = keeper(spare_app, parish), parish.asset("room")
    ann.send("/rows/assets/room/remove")
    parish.write([room], by="test", message="Back")
    assert tidy(parish, Config(data=tmp_path), now=datetime.now(UTC) + 99 * DAY)[0].number == 0
    assert parish.versions.of(Asset, "room")[1].before == room
    assert parish.find(Tie, "nothing") is None
