"""The page object of the standard, around the rows of one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from service.open_referral.asking import Asked
from service.open_referral.plain import Document


def page_of(rows: Sequence[Any], asked: Asked, document: Callable[[Any], Document]) -> Document:
    """One page of a list; one after the last is empty.

    Parameters
    ----------
    rows
        All that were asked for, in order.
    asked
        Which page, and how many on it.
    document
        Makes the document of a row.
    """
    total = len(rows)
    pages = -(-total // asked.per_page)
    first = (asked.page - 1) * asked.per_page
    contents = [document(row) for row in rows[first : first + asked.per_page]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }
