"""Everybody can use the pages: with a keyboard, on a telephone, without scripts, with a reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import MAP

ROOT = Path(__file__).parents[2]
AXE = ROOT / "service" / "assets" / "node_modules" / "axe-core" / "axe.min.js"

WITH_MAPS = ["/map", "/gaps", "/duplication", "/opportunities", "/network"]
PAGES = [
    "/",
    *WITH_MAPS,
    "/gaps?theme=music&day=fri&area=Truro",
    "/gaps?age_from=x",
    "/gaps/cw-st-keverne",
    "/gaps/themes",
    "/gaps/outline",
    "/duplication/groups",
    "/where-next",
    "/what-if",
    "/what-if?edit=fold:organisation:camel-bank-youth-project",
    "/map?area=cw-truro",
    "/directory",
    "/directory?q=hall",
    "/organisations/camel-bank-youth-project",
    "/activities/camel-bank-wednesday-club",
    "/areas/cw-truro",
    "/methods",
    "/import",
    "/gaps/nowhere",
]
SERIOUS = {"serious", "critical"}


def first_evidence(page: Page, site: str, path: str) -> str:
    page.goto(site + path)
    return str(page.locator("tbody th a").first.get_attribute("href"))


def violations(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, with where it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


RESTS = """() => ![...document.querySelectorAll("head noscript")]
    .some(one => one.textContent.includes("refresh"))"""
"""Whether a page has its answer, so that it does not look again by itself."""


def settle(page: Page) -> None:
    page.wait_for_function(RESTS)
    page.wait_for_load_state("networkidle")
    for _ in page.locator(MAP).all():
        page.wait_for_selector(f"{MAP}[data-state=ready]")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_barrier(visit, path):
    visit.expected.append("Failed to load resource")  # a 400 or 404 page is one of them
    page = visit.go(path)
    settle(page)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/duplication", "/opportunities"])
def test_no_evidence_page_has_a_serious_barrier(visit, path):
    page = visit.page
    visit.go(first_evidence(page, visit.site, path))
    settle(page)
    assert violations(page) == []


def test_an_open_popup_and_an_open_list_of_names_have_no_serious_barrier(visit):
    page = visit.go("/gaps", map=True)
    page.get_by_role("button", name="Show on map").first.click()
    expect(page.locator(".hedge-popup")).to_be_visible()
    assert violations(page) == []
    page = visit.go("/map", map=True)
    page.get_by_role("combobox", name="Find a name").press_sequentially("hall")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(on_a_phone, path):
    on_a_phone.expected.append("Failed to load resource")
    page = on_a_phone.go(path)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", WITH_MAPS)
def test_without_scripts_the_table_stands_for_the_map(without_scripts, path):
    page = without_scripts.go(path)
    expect(page.locator(MAP)).to_be_hidden()
    expect(page.locator(".hedge-map__without")).to_contain_text("The map needs JavaScript")
    expect(page.locator(".hedge-map__without")).to_be_visible()
    assert page.locator("tbody tr").count() > 5
    page.locator("tbody th a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_without_scripts_the_question_can_be_asked(without_scripts):
    page = without_scripts.go("/gaps")
    page.locator("details.hedge-question > summary").click()
    page.get_by_label("Ages from").fill("13")
    page.get_by_label("What", exact=True).select_option("music")
    page.get_by_label("Friday").check()
    page.get_by_role("button", name="Ask").click()
    assert "theme=music" in page.url
    assert "day=fri" in page.url
    expect(page.locator("details.hedge-question > summary")).to_contain_text("music")


def test_the_keyboard_passes_the_map_by_on_request(visit):
    page = visit.go("/gaps", map=True)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    skip = page.get_by_role("link", name="Skip the map to its table")
    for _ in range(30):
        if skip.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "/gaps/cw-st-keverne")


def test_the_keyboard_opens_a_number_reads_it_and_comes_back(visit):
    page = visit.go("/gaps", map=True)
    badge = page.locator(".hedge-badge.leaflet-marker-icon:not(.hedge-badge--stack)").first
    name = badge.get_attribute("title")
    badge.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hedge-popup")).to_contain_text(str(name))
    expect(page.locator(":focus")).to_have_text("See the evidence")
    page.keyboard.press("Escape")
    expect(page.locator(".hedge-popup")).to_have_count(0)
    expect(badge).to_be_focused()


def test_what_has_the_focus_can_be_seen(visit):
    page = visit.go("/gaps", map=True)
    badge = page.locator(".hedge-badge.leaflet-marker-icon").first
    badge.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    width = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineWidth")
    assert float(width.removesuffix("px")) >= 2
