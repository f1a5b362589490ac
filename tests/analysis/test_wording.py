"""Numbers, distances and dates as people read them."""

from __future__ import annotations

from datetime import date

from graph.analysis.wording import counted, day, distance, listed, some, spoken_hours, young


def test_counts_agree_with_their_nouns() -> None:
    assert counted(0, "activity", "activities") == "no activities"
    assert counted(1, "activity", "activities") == "1 activity"
    assert counted(1_204, "record") == "1,204 records"
    assert some(0.2, "one", "many", alone="is", together="are") == "1 one is"
    assert some(3.4, "one", "many", alone="is", together="are") == "3 many are"
    assert [young(n) for n in (0, 0.3, 1, 2)] == [
        "no young people",
        "fewer than one young person",
        "1 young person",
        "2 young people",
    ]


def test_small_numbers_are_not_rounded_to_none() -> None:
    assert [spoken_hours(n) for n in (0, 0.004, 0.5, 1, 1.256)] == [
        "0 minutes",
        "under a minute",
        "30 minutes",
        "1 hour",
        "1 hour 15 minutes",
    ]
    assert [distance(m) for m in (0, 40, 449, 949, 951, 12_340)] == [
        "0 m",
        "0 m",
        "400 m",
        "900 m",
        "1 km",
        "12.3 km",
    ]


def test_lists_and_days_read_as_sentences() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"], most=3) == "a, b and 3 more"
    assert day(date(2026, 3, 4)) == "4 March 2026"
