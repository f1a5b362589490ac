"""What is different between two versions, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.model import Theme
from service.editing.differences import differences
from tests.builders import a_site, an_asset


def told(before, after, **names):
    return [(one.label, one.before, one.after) for one in differences(before, after, names)]


ROOM = an_asset("room", of="council", at="hall", capacity=60)


def test_equal_versions_differ_in_nothing():
    assert differences(ROOM, ROOM) == ()
    assert differences(None, None) == ()


def test_a_field_is_told_by_its_short_name_with_unit_and_label():
    after = replace(ROOM, capacity=None, cost_pounds_per_hour=2.5, themes=(Theme.SPORT,))
    assert told(ROOM, after) == [
        ("Capacity", "60 young people", "nothing"),
        ("Cost", "free", "£2.50 an hour"),
        ("Good for", "nothing", Theme.SPORT.label),
    ]


def test_what_is_named_is_told_by_name_where_that_is_known():
    after = replace(ROOM, organisation_id="club", site_id=None)
    assert told(ROOM, after, council="The Council", hall="The Hall") == [
        ("Whose it is", "The Council", "club"),
        ("Where", "The Hall", "nothing"),
    ]


def test_a_row_that_is_new_or_gone_is_told_whole_and_its_source_not_at_all():
    site = replace(
        a_site("hall", 0), address="1 Fore Street", source_id="s", verified_on=date(2026, 1, 2)
    )
    new = told(None, site)
    assert ("Address", "nothing", "1 Fore Street") in new
    assert ("Last said to be right", "nothing", "2 January 2026") in new
    assert not any("ource" in label for label, _, _ in new)
    assert [(label, after, before) for label, before, after in told(site, None)] == new
