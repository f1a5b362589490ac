"""The one way to save: whose rows they are is looked up in the graph, whatever a form says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import g

from graph.errors import ChangedMeanwhile, NotYours
from graph.model import Deed, Role, Standing
from graph.store.images import record_of_image
from service.saving import Plan, save, stamps_of
from tests.builders import a_site, an_activity, an_area, an_asset, an_organisation
from tests.web.people import an_account


@pytest.fixture
def parish(spare, spare_app):
    spare.write(
        [
            an_area("parish", people=100),
            an_area("other", people=100),
            a_site("hall", 0, area_ids=("parish",)),
            a_site("den", 0, area_ids=("other",)),
            an_organisation("council", serves=("parish",), site="hall"),
            an_organisation("club", serves=("other",), site="den"),
            an_asset("room", of="council", at="hall"),
            an_activity("games", by="club", at="hall"),
        ],
        by="test",
        message="A parish",
    )
    return spare


def saved(app, store, account, record, before=()):
    with app.test_request_context():
        store.accounts.keep(account)
        g.account = account
        plan = Plan(
            records=[record],
            before=before,
            stamps=stamps_of(before or [store.find(type(record), record.id)]),
            message="Change",
            via="test",
        )
        return save(plan)


ANN = an_account("Ann", Role.CONTRIBUTOR, organisation_ids=("council",))
JORY = an_account("Jory", Role.CONTRIBUTOR, organisation_ids=("club",))
KERRA = an_account("Kerra", Role.STEWARD, area_ids=("other",))
LOVEDAY = an_account("Loveday", Role.STEWARD, area_ids=("parish",))


def test_a_row_is_not_made_ones_own_by_saying_so(parish, spare_app):
    stolen = replace(parish.asset("room"), organisation_id="club")
    for thief in (JORY, KERRA):
        with pytest.raises(NotYours, match="Room"):
            saved(spare_app, parish, thief, stolen)
    # Nor is it given away to somebody who did not ask for it.
    with pytest.raises(NotYours, match="Room"):
        saved(spare_app, parish, ANN, stolen)
    assert parish.asset("room").organisation_id == "council"


def test_a_place_is_changed_by_its_stewards_and_by_who_alone_uses_it(parish, spare_app):
    hall, den = parish.site("hall"), parish.site("den")
    for other in (JORY, ANN):  # the club meets in the council's hall
        with pytest.raises(NotYours, match="Hall"):
            saved(spare_app, parish, other, replace(hall, address="Elsewhere"))
    assert saved(spare_app, parish, LOVEDAY, replace(hall, address="1 Fore Street")).change
    assert saved(spare_app, parish, JORY, replace(den, address="2 Fore Street")).change
    with pytest.raises(NotYours, match="Den"):
        saved(spare_app, parish, ANN, replace(den, address="Elsewhere"))


def test_who_is_not_signed_in_or_was_disabled_saves_nothing(parish, spare_app):
    changed = replace(parish.asset("room"), capacity=5)
    with pytest.raises(NotYours):
        saved(spare_app, parish, replace(ANN, disabled=True), changed)
    with spare_app.test_request_context():
        plan = Plan(records=[changed], stamps={}, message="Change", via="test")
        with pytest.raises(NotYours):
            save(plan)


def test_what_waits_becomes_a_proposal_with_both_sides_and_stewards_never_wait(parish, spare_app):
    parish.desk.standings.keep(Standing(id="council", edits_wait=True))
    room = parish.asset("room")
    wanted = replace(room, capacity=5)
    proposal = saved(spare_app, parish, ANN, wanted, before=[room]).proposal
    assert proposal is not None
    assert (proposal.deed, proposal.organisation_id) == (Deed.CHANGED, "council")
    assert record_of_image(proposal.before) == room
    assert record_of_image(proposal.after).capacity == 5
    assert parish.asset("room") == room
    assert saved(spare_app, parish, LOVEDAY, wanted, before=[room]).change is not None
    assert parish.asset("room").capacity == 5


def test_what_the_writer_has_not_seen_is_not_overwritten(parish, spare_app):
    seen = parish.asset("room")
    parish.write([replace(seen, capacity=9)], by="x", message="Meanwhile")
    with pytest.raises(ChangedMeanwhile):
        saved(spare_app, parish, ANN, replace(seen, capacity=5), before=[seen])
    assert parish.asset("room").capacity == 9
