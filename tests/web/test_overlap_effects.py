"""What a suggestion would change, and groups of services, as the pages tell them."""

from __future__ import annotations

import csv
import io

import pytest

from graph.analysis.duplication import Suggestion, find_duplication
from graph.analysis.duplication.clusters import LEAST_GROUP
from service.formats import number
from service.opened import today
from service.sheets import duplication as sheet


@pytest.fixture(scope="session")
def found(demo):
    return find_duplication(demo.snapshot(), today=today())


def first(found, suggestion):
    return next(row for row in found.rows if row.suggestion is suggestion)


def test_the_list_says_of_each_overlap_what_its_suggestion_would_change(read, found):
    words = read.get("/duplication").words
    for row in found.rows[:25]:
        assert row.effect_first in words


@pytest.mark.parametrize("suggestion", Suggestion)
def test_the_evidence_says_what_would_change_and_for_whom(read, found, suggestion):
    row = first(found, suggestion)
    page = read.get(f"/duplication/{row.id}")
    assert row.effect in page.words
    assert f"{suggestion.label}: what that would change, and for whom" in page.words
    if suggestion is Suggestion.JOIN_UP:
        told = found.outcomes.reckoned(row.rank - 1).closing
        for effect in (*told.by_ages, *told.by_deprivation):
            assert effect.label in page.words
            assert number(effect.losing) in page.words
    if suggestion is Suggestion.ALTERNATE:
        assert "Days a week with something of the kind within reach" in page.words


def test_groups_are_named_and_lead_to_who_is_in_them(read, found):
    groups = found.groups_of(at_least=LEAST_GROUP)
    page = read.get("/duplication/groups")
    assert f"{len(groups)} groups of services" in page.heading
    for group in groups[:5]:
        assert group.name in read.get("/duplication").words
        assert f"/duplication/groups/{group.id}" in page.links
    group = groups[0]
    own = read.get(f"/duplication/groups/{group.id}")
    assert group.name in own.heading
    for id, organisation in zip(group.activity_ids, group.activities, strict=True):
        assert f"/activities/{id}" in own.links
        assert organisation in own.words
    for row in found.cluster_rows(group.number)[:5]:
        assert row.effect_first in own.words


def test_a_group_that_is_not_there_and_an_overlap_between_groups_have_no_page(read, found):
    read.get("/duplication/groups/nothing~here", status=404)
    between = next(row for row in found.rows if not row.cluster)
    read.get(f"/duplication/groups/{between.id}", status=404)


def test_where_nothing_overlaps_the_page_of_groups_says_so(read):
    page = read.get("/duplication/groups?area=cw-morwenstow&theme=voice")
    assert "No group of services" in page.heading


def test_long_files_hold_the_columns_and_leave_the_sentences_to_the_pages(read, found, monkeypatch):
    full = csv.DictReader(io.StringIO(read.client.get("/duplication.csv").text))
    rows = list(full)
    assert rows[0]["effect"] == found.rows[0].effect
    monkeypatch.setattr(sheet, "MOST_WORDS", 10)
    short = csv.DictReader(io.StringIO(read.client.get("/duplication.csv").text))
    assert short.fieldnames is not None
    assert "effect" not in short.fieldnames
    assert [row["suggestion"] for row in short] == [row["suggestion"] for row in rows]


def test_each_way_of_sharing_out_has_its_overlaps_and_no_page_says_nan(read):
    for asked in ("mode=walk", "theme=music", "season=holidays", "age_from=8&age_to=10"):
        for address in (f"/duplication?{asked}", f"/duplication/groups?{asked}"):
            assert "nan" not in read.get(address).words.lower().split()
