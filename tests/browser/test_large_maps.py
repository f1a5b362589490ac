"""A map of thousands of areas: larger ones far out, small ones near, and few bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from graph.model import Record
from graph.store import open_store
from tests.browser.conftest import served, visitor_of
from tests.browser.visitor import MAP, Visitor
from tests.builders import CHECKED, a_site, an_activity, an_organisation
from tests.squares import SIDE_M, grid_areas, grid_boundaries

FIRST_VIEW_BYTES = 200_000
SIDE = 60
GROUPS = 3_200
HALL = 35.5 * SIDE_M
FAR = ".leaflet-overlay-pane path.leaflet-interactive"
LEVEL = ".hedge-map__level"
DOTS = ".leaflet-lines-pane path"
CANVAS = ".leaflet-overlay-pane canvas"


def many_groups() -> Iterator[Record]:
    """More groups than are drawn from one file, eight to a hall."""
    for number in range(GROUPS // 8):
        column, row = number % 20, number // 20
        yield a_site(f"room-{number}", 3_000.0 * column + 700, 3_000.0 * row + 900)
        for one in range(8):
            yield an_organisation(f"group-{number}-{one}", site=f"room-{number}")


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a grid of 3,600 areas in 36 districts."""
    data = tmp_path_factory.mktemp("grid")
    with open_store(data=data) as store:
        store.write(
            [
                *grid_areas(SIDE, SIDE, within=10),
                *grid_boundaries(SIDE, SIDE),
                a_site("hall", HALL, HALL, verified_on=CHECKED),
                an_organisation("club"),
                an_activity("tuesdays", by="club", at="hall", verified_on=CHECKED),
                *many_groups(),
            ],
            by="test",
            message="A grid",
        )
        with served(data) as address:
            yield address


@pytest.fixture
def look(browser: Browser, grid: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor at a desk."""
    yield from visitor_of(browser, grid, request, width=1280, height=900)


def to_the_small_areas(visitor: Visitor) -> None:
    """Come nearer, one zoom after the other, until the small areas are drawn."""
    for _ in range(2):
        visitor.page.get_by_role("button", name="Zoom in").click()
        visitor.page.wait_for_timeout(500)
    expect(visitor.page.locator(LEVEL)).to_have_text("Drawn: small areas")
    visitor.page.wait_for_selector(f"{MAP}[data-state=ready]")


def test_far_out_districts_are_drawn_and_near_the_small_areas(look):
    page = look.go("/gaps", map=True)
    expect(page.locator(LEVEL)).to_contain_text("Drawn: local authorities")
    assert page.locator(FAR).count() == 36
    assert page.locator(CANVAS).count() == 0
    to_the_small_areas(look)
    assert page.locator(CANVAS).count() == 1
    assert page.locator(FAR).count() == 0
    colours = page.locator(CANVAS).evaluate(
        """canvas => {
          const { width, height } = canvas;
          const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          const seen = new Set();
          for (let at = 0; at < data.length; at += 388) seen.add(data.slice(at, at + 3).join());
          return [...seen];
        }"""
    )
    assert {"92,26,59", "168,68,58"} & set(colours)


def test_the_first_view_of_many_areas_fits_in_200_kilobytes_of_page_and_data(look):
    look.go("/gaps", map=True)
    look.page.wait_for_load_state("networkidle")
    counted = [
        f for f in look.fetched() if not f.address.startswith("/assets/") and f.status == 200
    ]
    assert {"document", "fetch", "script"} <= {f.kind for f in counted}
    assert any("/map/squares/" in f.address for f in counted)
    total = sum(f.size for f in counted)
    assert total < FIRST_VIEW_BYTES, f"{total:,} bytes: {counted}"


def test_another_question_fetches_signs_and_no_shapes(look):
    look.go("/gaps", map=True)
    page = look.go("/gaps?age_from=13", map=True)
    page.wait_for_load_state("networkidle")
    wire = page.evaluate(
        """() => performance.getEntriesByType("resource")
             .map(({ name, transferSize }) => [new URL(name).pathname, transferSize])"""
    )
    squares = [size for path, size in wire if path.startswith("/map/squares/")]
    values = [size for path, size in wire if path == "/gaps/values.json"]
    assert squares
    assert not any(squares)
    assert values
    assert all(values)


def test_an_area_that_is_pressed_says_what_was_found_there_at_every_level(look):
    page = look.go("/gaps", map=True)
    frame = page.locator(MAP).bounding_box()
    assert frame is not None
    # North-east of the middle is the district with the club.
    page.mouse.click(frame["x"] + frame["width"] / 2 + 16, frame["y"] + frame["height"] / 2 - 16)
    popup = page.locator(".hedge-popup")
    expect(popup).to_contain_text("D 03 03")
    expect(popup).to_contain_text("young people are below the standard")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    to_the_small_areas(look)
    club = page.locator(DOTS).bounding_box()
    assert club is not None
    page.mouse.click(club["x"] + 30, club["y"] - 30)
    expect(popup).to_contain_text("A 03")
    expect(popup).to_contain_text("of 100 young people are below the standard")
    popup.get_by_role("link", name="See the evidence").click()
    page.wait_for_url("**/gaps/a-03*")
    expect(page.locator("h1")).to_contain_text("A 03")


def test_where_sessions_happen_shows_when_one_is_near(look):
    page = look.go("/gaps", map=True)
    dots = page.locator(DOTS)
    assert dots.count() == 0
    to_the_small_areas(look)
    expect(dots).to_have_count(1)


def test_many_things_are_counted_far_out_and_marked_near(look):
    page = look.go("/map", map=True)
    expect(page.locator(LEVEL)).to_contain_text("Drawn: local authorities")
    clusters = page.locator(".hedge-cluster")
    counted = sum(int(text.replace(",", "")) for text in clusters.all_inner_texts())
    assert counted == GROUPS + 1
    total = sum(f.size for f in look.fetched() if not f.address.startswith("/assets/"))
    assert total < FIRST_VIEW_BYTES
    page.locator(MAP).evaluate("map => map.scrollIntoView()")
    page.locator(".leaflet-control-layers").hover()
    page.get_by_role("checkbox", name="Organisations", exact=True).uncheck()
    expect(clusters).to_have_text(["1"])  # the club's evening
    page.get_by_role("checkbox", name="Organisations", exact=True).check()
    page.mouse.move(0, 0)
    expect(clusters.first).to_be_visible()
    clusters.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{MAP}[data-state=ready]")


def test_areas_lead_to_their_pages_on_the_map_of_everything(look):
    page = look.go("/map?area=a-035-035", map=True)
    expect(page.locator(LEVEL)).to_have_text("Drawn: small areas")
    assert page.locator(CANVAS).count() == 1
    frame = page.locator(MAP).bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 2 - 90, frame["y"] + frame["height"] / 2 - 90)
    popup = page.locator(".hedge-popup")
    expect(popup).to_contain_text("A 03")
    popup.get_by_role("link", name="See this area").click()
    page.wait_for_url("**/areas/a-03*")
