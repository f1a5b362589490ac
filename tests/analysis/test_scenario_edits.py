"""The edits of a scenario and their text form: strict, and the same there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.scenario.edits import (
    MOST_EDITS,
    MOST_PLACES,
    CloseActivity,
    CloseSite,
    Cut,
    Edit,
    Fold,
    Move,
    Open,
    Resize,
    parse_edit,
    parse_edits,
)
from graph.errors import InvalidData, OptionOutOfRange
from graph.model import Audience, Theme, parse_times
from tests.builders import ages
from tests.store.strategies import AGES, IDS, TIMES

PLACES = st.integers(1, MOST_PLACES)
OPEN = {
    "theme": st.sampled_from(Theme),
    "ages": AGES,
    "audience": st.sampled_from(Audience),
    "places": PLACES,
    "sessions": st.lists(TIMES, min_size=1, max_size=4).map(tuple),
}
EDITS = st.one_of(
    st.builds(CloseActivity, activity_id=IDS),
    st.builds(CloseSite, site_id=IDS),
    st.builds(Move, activity_id=IDS | st.just("a:to:b"), site_id=IDS | st.just("c:to:d")),
    st.builds(Resize, activity_id=IDS | st.just("a:7"), places=PLACES),
    st.builds(Cut, organisation_id=IDS | st.just("a:0.4"), share=st.floats(0.01, 1.0)),
    st.builds(Fold, organisation_id=IDS),
    st.builds(Open, **OPEN, site_id=IDS),
    st.builds(Open, **OPEN, position=st.tuples(st.floats(49.7, 61.0), st.floats(-9.0, 2.1))),
)


@given(EDITS)
def test_an_edit_reads_its_own_text(edit: Edit) -> None:
    assert parse_edit(str(edit)) == edit


def test_the_text_is_short_and_can_be_read_by_a_person() -> None:
    opened = Open(
        theme=Theme.MUSIC,
        ages=ages("13-17"),
        places=20,
        sessions=parse_times("Tue 18:00-20:00; Sat 10:00-12:00 (term)"),
        site_id="town-hall",
    )
    assert str(opened) == (
        "open:music:13-17:everyone:20:Tue 18.00-20.00; Sat 10.00-12.00 (term):town-hall"
    )
    assert str(Cut(organisation_id="trust", share=0.4)) == "cut:organisation:trust:0.4"
    assert str(Move(activity_id="club", site_id="hall")) == "move:activity:club:to:hall"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "close",
        "close:activity:",
        "close:organisation:trust",
        "close:activity:a b",
        "fold:site:hall",
        "fold:organisation:<script>",
        "move:activity:club",
        "move:activity:club:to:",
        "resize:activity:club:many",
        "resize:activity:club:-3",
        "resize:activity:club:٣",
        "resize:activity:club:20.5",
        "cut:organisation:trust:",
        "cut:organisation:trust:.",
        "cut:organisation:trust:nan",
        "cut:organisation:trust:1e-1",
        "cut:organisation:trust:half",
        "open:music:13-17:everyone:20:Tue 18.00-20.00",
        "open:music:13-17:everyone:20::hall",
        "open:music:13-17:everyone:20:Someday 18.00-20.00:hall",
        "open:juggling:13-17:everyone:20:Tue 18.00-20.00:hall",
        "open:music:teens:everyone:20:Tue 18.00-20.00:hall",
        "open:music:13-17:nobody:20:Tue 18.00-20.00:hall",
        "open:music:13-17:everyone:20:Tue 18.00-20.00:95.0,0.0",
        "open:music:13-17:everyone:20:Tue 18.00-20.00:50.0,",
        "x" * 5_000,
    ],
)
def test_what_is_no_edit_is_refused(text: str) -> None:
    with pytest.raises((InvalidData, OptionOutOfRange)):
        parse_edit(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("resize:activity:club:0", "outside 1 to 1,000"),
        ("resize:activity:club:1001", "outside 1 to 1,000"),
        ("cut:organisation:trust:0", "outside 0.01 to 1"),
        ("cut:organisation:trust:1.01", "outside 0.01 to 1"),
        ("open:music:13-17:everyone:0:Tue 18.00-20.00:hall", "outside 1 to 1,000"),
        ("open:music:13-17:everyone:20:" + "Tue 18.00-20.00;" * 15 + ":hall", "1 to 14 weekly"),
    ],
)
def test_a_number_out_of_range_is_refused_naming_the_range(text: str, said: str) -> None:
    with pytest.raises(OptionOutOfRange, match=said):
        parse_edit(text)


def test_reversed_times_and_ages_are_refused_saying_so() -> None:
    with pytest.raises(InvalidData, match="ends before it starts"):
        parse_edit("open:music:13-17:everyone:20:Tue 20.00-18.00:hall")
    with pytest.raises(InvalidData, match="reversed"):
        parse_edit("open:music:17-13:everyone:20:Tue 18.00-20.00:hall")


def test_a_hundred_edits_are_refused_naming_the_range() -> None:
    with pytest.raises(OptionOutOfRange, match=f"0 to {MOST_EDITS} edits; this one has 100"):
        parse_edits([f"close:activity:club-{n}" for n in range(100)])
    assert parse_edits([]) == ()
