"""The page that says how it is worked out tells the numbers that the code works with."""

from __future__ import annotations

import re
from dataclasses import fields

from graph.analysis import coverage, standard
from graph.analysis.opportunities import funding
from graph.analysis.slices import REACHES
from service.views.methods import Numbers
from tests.web.test_templates import TEMPLATES

TEXT = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "methods").glob("*.html"))
)


def test_every_declared_number_is_told():
    told = set(re.findall(r"\bn\.(\w+)", TEXT))
    assert told == {field.name for field in fields(Numbers)}


def test_the_numbers_are_those_of_the_code(read):
    page = read.get("/methods")
    for reach in REACHES.values():
        assert f"{reach.mode.label}" in page.words
    assert f"it is {standard.STANDARD_HOURS_PER_WEEK:g} hours a week" in page.words
    assert f"in the last {coverage.CHECKED_WITHIN_MONTHS} months" in page.words
    assert f"in the last {funding.FUNDED_WITHIN_MONTHS} months" in page.words


def test_the_template_writes_no_decimal_of_its_own():
    """A number with a point is a default; those stand in the code alone, formulas apart."""
    assert re.findall(r"\b\d+\.\d+\b", TEXT) == []


def test_each_finding_has_its_source_and_its_limits(read):
    page = read.get("/methods")
    for name in (
        "Luo and Qi 2009",
        "Luo and Wang 2003",
        "Wan",
        "Kwan",
        "Dai 2010",
        "Kakwani",
        "Wagstaff, Paci",
        "Lappas",
        "Ding",
        "Hopcroft",
        "Church and ReVelle 1974",
        "Huangfu and Hall 2018",
    ):
        assert name in page.words
    sections = {heading.get("id") for heading in page.all("h2", class_="hedge-section")}
    assert sections >= {
        "asked",
        "access",
        "gaps",
        "duplication",
        "opportunities",
        "what-if",
        "where-next",
        "network",
    }
    assert page.words.count("Limits.") == len(sections - {"asked"})
