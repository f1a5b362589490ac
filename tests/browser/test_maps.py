"""The maps really draw, say what they show, and lead to the evidence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from seeds.demo import stories
from tests.browser.conftest import ODD_NAME
from tests.browser.visitor import MAP

FIRST_VIEW_BYTES = 300_000
AREAS = ".leaflet-overlay-pane path.leaflet-interactive"


def test_the_gaps_map_draws_every_parish_in_its_class_and_the_widest_gaps(visit):
    page = visit.go("/gaps", map=True)
    areas = page.locator(AREAS)
    assert areas.count() > 200
    width, height = page.locator(MAP).evaluate("e => [e.clientWidth, e.clientHeight]")
    assert visit.drawn_area(AREAS) > 0.15 * width * height
    fills = set(areas.evaluate_all("paths => paths.map(p => p.getAttribute('fill'))"))
    assert len(fills & {"#5c1a3b", "#a8443a", "#d9843b", "#f2c76e", "#e4eed8"}) >= 4
    assert "url(#hedge-hatch)" in fills
    assert visit.in_frame(page.locator(".hedge-badge.leaflet-marker-icon")) >= 5
    assert page.locator(".leaflet-lines-pane path").count() > 50
    names = page.locator(".hedge-label").all_inner_texts()
    assert len(names) > 15


def test_names_on_the_map_lie_over_neither_each_other_nor_the_numbers(visit):
    page = visit.go("/gaps", map=True)
    page.wait_for_timeout(300)
    overlapping = page.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll(".hedge-label span, .hedge-badge")]
            .filter((e) => e.closest(".leaflet-container"))
            .map((e) => [e.textContent, e.getBoundingClientRect(), e.matches("span")]);
          const found = [];
          boxes.forEach(([one, a, named], i) => boxes.slice(i + 1).forEach(([other, b, also]) => {
            if (!named && !also) return;
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 3 && high > 3) found.push(`${one} / ${other}`);
          }));
          return found;
        }"""
    )
    assert overlapping == []


def test_the_duplication_map_draws_lines_between_sites_and_their_numbers(visit):
    page = visit.go("/duplication", map=True)
    lines = page.locator(".leaflet-lines-pane path")
    assert lines.count() > 60
    dashes = set(lines.evaluate_all("paths => paths.map(p => p.getAttribute('stroke-dasharray'))"))
    assert len(dashes) >= 2
    assert visit.in_frame(page.locator(".hedge-badge.leaflet-marker-icon")) >= 5
    assert page.locator(".leaflet-overlay-pane path").count() > 200


def test_the_opportunities_map_draws_a_team_when_its_number_is_chosen(visit):
    page = visit.go("/opportunities", map=True)
    assert visit.in_frame(page.locator(".hedge-badge.leaflet-marker-icon")) >= 5
    assert page.locator(".hedge-mark").count() == 0
    page.get_by_role("button", name="Show on map").first.click()
    expect(page.locator(".hedge-popup")).to_be_visible()
    assert page.locator(".hedge-mark").count() >= 1


@pytest.mark.parametrize("path", ["/gaps", "/duplication", "/opportunities"])
def test_a_number_leads_to_its_evidence(visit, path):
    page = visit.go(path, map=True)
    row = page.locator("tbody th a").first
    address, name = row.get_attribute("href"), row.inner_text()
    page.get_by_role("button", name="Show on map").first.click()
    popup = page.locator(".hedge-popup")
    expect(popup).to_contain_text(f"1. {name}")
    popup.get_by_role("link", name="See the evidence").click()
    page.wait_for_url(f"**{address}")
    expect(page.locator("h1")).to_contain_text(name.split(",")[0])
    page.wait_for_selector(f"{MAP}[data-state=ready]")
    assert visit.drawn_area(".leaflet-overlay-pane path") > 1_000


def test_an_area_that_is_pressed_says_what_was_found_there(visit):
    page = visit.go(f"/gaps?area={stories.GAP.area_ids[0]}", map=True)
    page.locator(AREAS).first.click()
    popup = page.locator(".hedge-popup")
    expect(popup).to_contain_text("St Keverne")
    expect(popup).to_contain_text("within reach of each young person")
    popup.get_by_role("link").click()
    page.wait_for_url("**/gaps/cw-st-keverne?*")


@pytest.mark.parametrize("path", ["/map", "/gaps", "/duplication", "/opportunities"])
def test_the_first_view_of_the_county_fits_in_300_kilobytes_of_page_and_data(visit, path):
    visit.go(path, map=True)
    visit.page.wait_for_load_state("networkidle")
    counted = [f for f in visit.fetched() if not f.address.startswith("/assets/")]
    assert {"document", "fetch", "script"} <= {f.kind for f in counted}
    total = sum(f.size for f in counted)
    assert total < FIRST_VIEW_BYTES, f"{path}: {total:,} bytes: {counted}"


def test_the_explorer_gathers_marks_and_parts_them_when_one_comes_near(visit):
    page = visit.go("/map", map=True)
    clusters = page.locator(".hedge-cluster")
    assert visit.in_frame(clusters) >= 10
    counted = sum(int(text.replace(",", "")) for text in clusters.all_inner_texts())
    placed = int(re.sub(r"\D", "", page.locator("h1").inner_text()))
    assert counted + page.locator(".hedge-mark.leaflet-marker-icon").count() == placed
    page.goto(f"{visit.site}/map?area=cw-wadebridge")
    page.wait_for_selector(f"{MAP}[data-state=ready]")
    assert page.locator(".leaflet-lines-pane path").count() == 1


def test_kinds_can_be_taken_off_the_map_and_put_back(visit):
    page = visit.go("/map?area=cw-truro", map=True)

    def shown() -> int:
        alone = page.locator(".hedge-mark.leaflet-marker-icon").count()
        gathered = page.locator(".hedge-cluster").all_inner_texts()
        return alone + sum(int(text) for text in gathered)

    before = shown()
    page.locator(MAP).evaluate("map => map.scrollIntoView()")  # a list that scrolls closes
    page.locator(".leaflet-control-layers").hover()
    box = page.get_by_role("checkbox", name="Venue", exact=True)
    box.uncheck()
    assert 0 < shown() < before
    box.check()
    assert shown() == before


def test_choosing_a_name_goes_there(visit):
    page = visit.go("/map", map=True)
    box = page.get_by_role("combobox", name="Find a name")
    box.press_sequentially("camel bank you")
    expect(page.get_by_role("option").first).to_contain_text("Camel Bank Youth Project")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator(".hedge-popup")).to_contain_text("Camel Bank Youth Project")
    expect(page.locator(".hedge-popup a")).to_have_attribute(
        "href", "/organisations/camel-bank-youth-project"
    )


def test_an_organisation_called_script_is_only_words(visit):
    page = visit.go("/map", map=True)
    title = page.title()
    box = page.get_by_role("combobox", name="Find a name")
    box.press_sequentially("taken over")
    option = page.get_by_role("option").first
    expect(option).to_contain_text(ODD_NAME)
    option.click()
    expect(page.locator(".hedge-popup__title")).to_have_text(ODD_NAME)
    assert page.locator(".leaflet-container script").count() == 0
    page.locator(".hedge-popup a").click()
    expect(page.locator("h1")).to_have_text(ODD_NAME)
    page.wait_for_selector(f"{MAP}[data-state=ready]")
    assert page.title() != "taken over" != title


def test_a_map_whose_data_does_not_come_says_so_and_leaves_the_table(visit):
    visit.expected += ["Failed to load resource", "500 from", "Error: 500"]
    visit.page.route("**/gaps/map.json*", lambda route: route.fulfill(status=500, body="{}"))
    page = visit.go("/gaps")
    expect(page.locator(".hedge-map__message")).to_contain_text("table below")
    expect(page.locator(f"{MAP}[data-state=failed]")).to_be_visible()
    expect(page.locator("tbody tr").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/organisations/camel-bank-youth-project",
        "/activities/camel-bank-wednesday-club",
        "/areas/cw-truro",
    ],
)
def test_a_detail_page_shows_where_it_is(visit, path):
    page = visit.go(path, map=True)
    outlines = page.locator(".leaflet-overlay-pane path, .leaflet-lines-pane path")
    assert outlines.count() > 5
    marks = page.locator(".hedge-mark.leaflet-marker-icon")
    assert visit.in_frame(marks) == (0 if path.startswith("/areas") else 1)
