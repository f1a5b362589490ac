"""The what-if page in a browser: two maps that move together, built with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import settle, violations

FOLD = "/what-if?edit=fold:organisation:camel-bank-youth-project"
PAGES = [
    "/what-if",
    "/what-if?q=club",
    "/what-if?about=site:camelford-memorial-hall",
    "/what-if/add?about=activity:camel-bank-wednesday-club&do=move&to=hall",
    FOLD,
]


def test_both_maps_draw_and_move_together(visit):
    page = visit.go(FOLD)
    for side in ("today", "then"):
        page.wait_for_selector(f"#map_{side}[data-state=ready]")
    left, right = page.locator("#map_today"), page.locator("#map_then")
    paths = "path.leaflet-interactive"
    assert left.locator(paths).count() == right.locator(paths).count() > 100
    before = _seen(right)
    assert before == pytest.approx(_seen(left), abs=0.1)
    left.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(600)
    zoomed = _seen(right)
    assert zoomed != pytest.approx(before, abs=5)
    assert _seen(right) == pytest.approx(_seen(left), abs=0.1)
    right.get_by_title("Show the whole map").click()
    page.wait_for_timeout(600)
    assert _seen(left)[2] != pytest.approx(zoomed[2], abs=5)
    assert _seen(left) == pytest.approx(_seen(right), abs=0.1)


def _seen(canvas):
    """Where a map has drawn its first area: left and top within the map, and its size."""
    box, own = (
        canvas.locator("path.leaflet-interactive").first.bounding_box(),
        canvas.bounding_box(),
    )
    return [box["x"] - own["x"], box["y"] - own["y"], box["width"], box["height"]]


def test_what_changes_has_another_colour_then(visit):
    page = visit.go(FOLD)
    for side in ("today", "then"):
        page.wait_for_selector(f"#map_{side}[data-state=ready]")
    fills = [
        page.locator(f"#map_{side} path.leaflet-interactive").evaluate_all(
            "paths => paths.map((path) => path.getAttribute('fill'))"
        )
        for side in ("today", "then")
    ]
    differing = sum(one != other for one, other in zip(*fills, strict=True))
    assert 1 <= differing <= 10


def test_the_address_can_be_copied(visit):
    page = visit.go(FOLD)
    page.get_by_role("button", name="Copy the address").click()
    expect(page.locator("[data-copied]")).not_to_be_empty()
    assert (
        page.locator("#share")
        .input_value()
        .endswith("/what-if?edit=fold%3Aorganisation%3Acamel-bank-youth-project")
    )


def test_a_scenario_is_built_without_scripts(without_scripts):
    page = without_scripts.go("/what-if")
    page.get_by_label("Name of an activity, organisation, place or area").fill("camel bank")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Camel Bank Wednesday club").click()
    page.get_by_role("button", name="What if it ended?").click()
    expect(page.locator("h1")).to_contain_text("If Camel Bank Wednesday club ends")
    expect(page.locator(".hedge-map__without")).to_be_visible()
    page.get_by_text("Add another change").click()
    page.get_by_label("Name of an activity, organisation, place or area").fill("rough tor youth")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Rough Tor Youth Trust", exact=True).click()
    page.get_by_label("By how many per cent its budget falls").fill("50")
    page.get_by_role("button", name="What if its budget fell?").click()
    expect(page.locator("h1")).to_contain_text("the budget of Rough Tor Youth Trust falls by 50")
    page.get_by_role("link", name=re.compile("Take out.*Wednesday club")).click()
    expect(page.locator("h1")).not_to_contain_text("Camel Bank")


@pytest.mark.parametrize("path", PAGES)
def test_no_what_if_page_has_a_serious_barrier(visit, path):
    page = visit.go(path)
    settle(page)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_what_if_page_is_wider_than_a_phone(on_a_phone, path):
    page = on_a_phone.go(path)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
