"""Which standard a slice is held against, and who set it."""

from __future__ import annotations

from datetime import date

import pytest

from graph.analysis.slices import Slice
from graph.analysis.standard import STANDARD_HOURS_PER_WEEK, agreed_standard
from graph.errors import OptionOutOfRange
from graph.model import AreaKind, Day, Theme
from tests.builders import a_network, a_partnership, a_priority, ages, an_area

MUSIC = Slice(theme=Theme.MUSIC)


def test_without_a_priority_the_default_is_named_as_such() -> None:
    standard = agreed_standard(a_network(), slice=Slice())
    assert standard.hours_per_week == STANDARD_HOURS_PER_WEEK == 0.5
    assert "Hedgerow’s default" in standard.source


def test_a_standard_given_with_the_question_wins() -> None:
    network = a_network(a_partnership(), a_priority(hours=1.0))
    standard = agreed_standard(network, slice=Slice(), given=2.0)
    assert (standard.hours_per_week, standard.source) == (2.0, "set for this question")
    with pytest.raises(OptionOutOfRange):
        agreed_standard(network, slice=Slice(), given=-1)
    with pytest.raises(OptionOutOfRange):
        agreed_standard(network, slice=Slice(), given=float("nan"))


def test_the_partnership_and_the_day_are_named() -> None:
    network = a_network(
        a_partnership(name="Cornwall Youth Partnership"),
        a_priority(hours=0.75, agreed_on=date(2026, 1, 15), name="Something every week"),
    )
    standard = agreed_standard(network, slice=Slice())
    assert standard.hours_per_week == 0.75
    assert standard.source == (
        "agreed by Cornwall Youth Partnership on 15 January 2026: “Something every week”"
    )


def test_the_most_specific_priority_wins_and_the_newest_of_equals() -> None:
    network = a_network(
        a_partnership(),
        a_priority("general", hours=0.4),
        a_priority("older", hours=0.6, aged="11-19", agreed_on=date(2024, 1, 1)),
        a_priority("newer", hours=0.7, aged="11-19", agreed_on=date(2025, 1, 1)),
        a_priority("music", hours=0.1, theme=Theme.MUSIC),
        a_priority("no-number", hours=None, theme=Theme.MUSIC, aged="11-19"),
    )
    assert agreed_standard(network, slice=Slice()).priority_id == "newer"
    assert agreed_standard(network, slice=MUSIC).priority_id == "music"
    older_ages = Slice(ages=ages("18-24"))
    assert agreed_standard(network, slice=older_ages).priority_id == "general"


def test_a_theme_without_a_standard_of_its_own_borrows_the_general_one_and_says_so() -> None:
    network = a_network(a_partnership(), a_priority(hours=0.4))
    standard = agreed_standard(network, slice=MUSIC)
    assert standard.hours_per_week == 0.4
    assert not standard.for_theme
    assert "all themes together, none for music alone" in standard.source


def test_some_days_borrow_the_standard_of_the_whole_week_and_say_so() -> None:
    network = a_network(a_partnership(), a_priority(hours=0.4))
    weekend = Slice(days=(Day.SATURDAY, Day.SUNDAY))
    standard = agreed_standard(network, slice=weekend)
    assert "for the whole week, none for Saturday and Sunday alone" in standard.source
    assert standard.by == "agreed by Youth board"


def test_a_priority_for_an_area_counts_where_it_holds_everything_asked_about() -> None:
    network = a_network(
        a_partnership(),
        an_area("inside", 0, within={"town": 1}),
        an_area("outside", 5_000),
        an_area("town", None, people=None, kind=AreaKind.PARISH),
        a_priority("of-town", hours=0.9, area="town"),
        a_priority("general", hours=0.4),
    )
    assert agreed_standard(network, slice=Slice()).priority_id == "general"
    assert agreed_standard(network, slice=Slice(), within="town").priority_id == "of-town"
