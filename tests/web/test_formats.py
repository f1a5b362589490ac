"""How numbers and days are written for people."""

from __future__ import annotations

import math
from datetime import date

import pytest

from service import formats


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.number(12345), "12,345"),
        (formats.number(math.nan), "not known"),
        (formats.plain(3.0), "3"),
        (formats.plain(2.456), "2.46"),
        (formats.plain(1_234_567), "1,234,567"),
        (formats.percent(0.256), "26%"),
        (formats.pounds(0), "free"),
        (formats.pounds(2.5), "£2.50"),
        (formats.pounds(1200), "£1,200"),
        (formats.pounds(None), "not known"),
        (formats.way(850), "850\u00a0m"),
        (formats.way(3210), "3.2\u00a0km"),
        (formats.way(8000), "8\u00a0km"),
        (formats.day(date(2026, 3, 4)), "4 March 2026"),
        (formats.day(None), "never"),
        (formats.count(0, "hall"), "no halls"),
        (formats.count(1, "activity", "activities"), "1 activity"),
        (formats.count(1200, "activity", "activities"), "1,200 activities"),
        (formats.listed(["a"]), "a"),
        (formats.listed(["a", "b", "c"]), "a, b and c"),
        (formats.lower_first("By bus"), "by bus"),
        (formats.lower_first("LGBTQ+ young people"), "LGBTQ+ young people"),
        (formats.slug("Café & Crème"), "cafe-creme"),
        (formats.slug("…"), "part"),
        (formats.clock(65), "01:05"),
        (formats.folded("ÉLAN Straße"), "elan strasse"),
    ],
)
def test_what_people_read(written, expected):
    assert written == expected
