"""Every page of the findings answers for networks that leave nothing, or too little, to find."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from flask import Flask

from graph.model import AreaKind
from service.app import create_app
from service.config import Config
from tests.builders import (
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.web.addresses import ELSEWHERE, is_page
from tests.web.reader import Reader

FREE = "Mon 18:00-21:00"


def supply() -> list[object]:
    """One hall, who keeps it, and what they do there."""
    return [
        a_site(),
        an_organisation(site="site-1"),
        an_activity(),
        an_asset(when=FREE, capacity=30),
    ]


def in_one_point() -> list[object]:
    """Six areas, halls, organisations and sessions at one position."""
    every = [str(number) for number in range(6)]
    return [
        *(an_area(f"area-{n}", decile=int(n) + 1, score=float(n)) for n in every),
        *(a_site(f"site-{n}") for n in every),
        *(an_organisation(f"org-{n}", site=f"site-{n}", serves=(f"area-{n}",)) for n in every),
        *(an_activity(f"activity-{n}", by=f"org-{n}", at=f"site-{n}") for n in every),
        *(an_asset(f"asset-{n}", of=f"org-{n}", at=f"site-{n}", when=FREE) for n in every),
        *(a_tie(f"org-{n}", f"org-{int(n) + 1}") for n in every[:-1]),
    ]


NETWORKS: dict[str, Sequence[object]] = {
    "nothing": [],
    "one area": [an_area()],
    "one area of which nobody counted the people": [an_area(people=None)],
    "one area without a centre": [an_area(east=None), *supply()],
    "no areas": supply(),
    "no young people": [an_area(people=0.0), an_area("a-2", 900, bands={"40-60": 9}), *supply()],
    "no supply": [an_area(), an_area("area-2", 2_000), an_area("area-3", 4_000)],
    "sessions without times": [an_area(), a_site(), an_organisation(), an_activity(when="")],
    "sessions without places": [an_area(), a_site(), an_organisation(), an_activity(places=None)],
    "sessions nowhere": [an_area(), an_organisation(), an_activity(at=None), an_asset(at=None)],
    "islands out of reach": [
        an_area(),
        an_area("far", 150_000, 300_000),
        a_site(east=60_000, north=150_000),
        *supply()[1:],
    ],
    "two sites on one point": [
        an_area(),
        a_site("left"),
        a_site("right"),
        an_organisation("one"),
        an_organisation("two"),
        an_activity("a", by="one", at="left"),
        an_activity("b", by="two", at="right"),
    ],
    "everything in one point": in_one_point(),
    "areas within each other": [
        an_area("area-1", within={"ward": 1.0}),
        an_area("ward", kind=AreaKind.WARD, within={"area-1": 1.0}),
        *supply(),
    ],
    "hardly anybody": [an_area(people=1e-9, decile=1, score=0.0), *supply()],
}

ROOMS = ("/gaps", "/duplication", "/opportunities", "/what-if", "/where-next", "/network")
QUESTIONS = (
    "",
    "?theme=music&audience=lgbtq&day=sun&part=night",
    "?age_from=0&age_to=0&standard=168",
    "?roll_up=parish&method=3sfca&decay=gaussian",
    "?mode=walk&reach_km=0.1",
    "?sessions=100&places=1&room=alone",
    "?edit=close:site:site-1&edit=fold:organisation:org-1&edit=close:site:gone",
    "?edit=open:music:13-17:everyone:20:Tue%2018.00-20.00:50.4,-4.8",
)
NOT_SAID = re.compile(
    r"(?<![\w.\-])(-?nan|-?inf|NaN|Infinity|undefined|-0(\.0+)?)(?![\w.])|\bNone\b(?!:? [a-z])"
)
"""What a number that is none looks like in words; “None within reach” is said, and right."""


def asked(app: Flask) -> list[str]:
    """The addresses of every room of findings, with every question."""
    rules = {str(rule) for rule in app.url_map.iter_rules() if not rule.arguments}
    found = [rule for rule in sorted(rules) if rule.startswith(ROOMS)]
    left_out = {"/what-if/keep", "/what-if/delete", *ELSEWHERE}
    kinds = ("keystones", "brokers", "communities", "islands", "councils", "funders", "boards")
    assert len(found) > 25
    return [
        *(
            f"{rule}{question}"
            for rule in found
            if rule not in left_out
            for question in (QUESTIONS if is_page(rule) else QUESTIONS[-2:])
        ),
        *(f"/network/{kind}.csv" for kind in kinds),
        *("/", "/map", "/methods", "/map/points.json", "/map/spots/10/498/346.json"),
    ]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_page_file_and_piece_of_evidence_answers_and_no_number_is_none(spare, tmp_path, name):
    if NETWORKS[name]:
        spare.write(NETWORKS[name], by="test", message=name)
    app = create_app(Config(data=tmp_path), store=spare, patience_s=None)
    read = Reader(app)
    for address in asked(app):
        with read.client.get(address) as answer:
            assert answer.status_code in (200, 202, 400), f"{address}: {answer.status_code}"
            binary = answer.mimetype.startswith("application/") and b"\0" in answer.data
            text = "" if binary else answer.text
        if answer.status_code == 200 and is_page(address):
            text = read.get(address).words
        if answer.mimetype != "text/javascript":
            odd = NOT_SAID.search(text)
            assert odd is None, f"{address}: {text[max(0, odd.start() - 60) : odd.end() + 40]}"
    for room in ROOMS:
        rows = {link for link in read.get(room).links if link.startswith(f"{room}/")}
        for link in sorted(filter(is_page, rows)):
            assert NOT_SAID.search(read.get(link).words) is None, link
