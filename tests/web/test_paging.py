"""Long lists, a page at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from service.forms.paging import Paging


def paging(total: int, number: int, **asked: str) -> Paging:
    return Paging.of("/directory", MultiDict(asked), total=total, number=number)


def test_a_page_keeps_the_question_and_leaves_the_page_out_of_the_first():
    pages = paging(100, 2, q="sea & sand", page="2", theme="")
    assert pages.address(1) == "/directory?q=sea+%26+sand"
    assert pages.address(3) == "/directory?q=sea+%26+sand&page=3"
    assert pages.address(1, path="/directory.csv") == "/directory.csv?q=sea+%26+sand"


def test_a_list_without_rows_has_one_page():
    pages = paging(0, 5)
    assert (pages.number, pages.last, pages.shown) == (1, 1, (1,))


def test_pages_left_out_are_marked():
    assert paging(500, 10).shown == (1, None, 9, 10, 11, None, 20)


@given(total=st.integers(0, 5_000), number=st.integers(1, 10_000))
def test_every_row_stands_on_exactly_one_page(total, number):
    shown = paging(total, number)
    assert 1 <= shown.number <= shown.last
    rows = [row for n in range(1, shown.last + 1) for row in range(total)[paging(total, n).slice]]
    assert rows == list(range(total))
    assert shown.shown[0] == 1
    assert shown.shown[-1] == shown.last
