"""Rows: made when somebody looks, a few of them kept."""

from __future__ import annotations

from graph.analysis.rows import KEPT, Rows


def counted(length: int) -> tuple[Rows[str], list[int]]:
    """Rows that note which of them were made."""
    made: list[int] = []

    def make(place: int) -> str:
        made.append(place)
        return f"row {place}"

    return Rows(length, make), made


def test_a_page_that_is_read_again_is_not_made_again() -> None:
    rows, made = counted(1_000)
    assert rows[25:50] == rows[25:50] == tuple(f"row {n}" for n in range(25, 50))
    assert made == list(range(25, 50))
    assert rows[30] == rows[-970] == "row 30"
    assert len(made) == 25


def test_whoever_goes_through_all_of_them_keeps_none() -> None:
    rows, made = counted(3 * KEPT)
    assert rows[0] == "row 0"
    assert len(list(rows)) == len(rows[:]) == 3 * KEPT
    assert len(made) == 1 + 2 * 3 * KEPT
    assert rows[0] == "row 0"
    assert len(made) == 1 + 2 * 3 * KEPT


def test_no_more_than_a_few_pages_are_kept() -> None:
    rows, made = counted(10 * KEPT)
    for start in range(0, 5 * KEPT, 50):
        assert rows[start : start + 50] == tuple(f"row {n}" for n in range(start, start + 50))
    assert len(rows._made) <= KEPT
    assert made == list(range(5 * KEPT))
