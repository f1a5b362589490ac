"""Drawing an area of one's own: with the mouse, and with the keyboard alone."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from maps.shapes import read_shape
from tests.browser.visitor import MAP, READY

SAID = "[data-draw=said]"


def test_corners_that_are_pressed_become_an_outline_with_its_gaps(visit):
    page = visit.go("/gaps/outline?theme=sport", map=True)
    box = page.locator(MAP).bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    done = page.get_by_role("button", name="Show the gaps inside it").first
    expect(done).to_be_disabled()
    for across, down in ((-60, -60), (60, -60), (60, 60), (-60, 60)):
        page.mouse.click(middle[0] + across, middle[1] + down)
    expect(page.locator(SAID)).to_contain_text("4 corners.")
    done.click()
    page.wait_for_url("**/gaps?theme=sport&shape=*")
    expect(page.locator("h2#total")).to_contain_text("Inside the outline, in all")
    shape = read_shape(parse_qs(urlsplit(page.url).query)["shape"][0])
    assert shape.corners == 4
    west, south, east, north = shape.bounds
    assert -6 < west < east < -4
    assert 49.9 < south < north < 51
    page.wait_for_selector(READY)
    assert page.locator(".leaflet-lines-pane path").count() >= 1


def test_sides_that_cross_are_told_and_can_be_taken_back(visit):
    page = visit.go("/gaps/outline", map=True)
    box = page.locator(MAP).bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for across, down in ((-60, -60), (60, 60), (60, -60), (-60, 60)):
        page.mouse.click(middle[0] + across, middle[1] + down)
    expect(page.locator(SAID)).to_contain_text("Two sides cross")
    expect(page.get_by_role("button", name="Show the gaps inside it").first).to_be_disabled()
    page.get_by_role("button", name="Take the last corner back").click()
    expect(page.locator(SAID)).to_contain_text("3 corners.")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(SAID)).to_have_text("No corner yet.")


def test_the_keyboard_alone_can_draw(visit):
    page = visit.go("/gaps/outline", map=True)
    add = page.get_by_role("button", name="Add a corner at the cross")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        add.focus()
        page.keyboard.press("Enter")
        page.locator(MAP).focus()
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    expect(page.locator(SAID)).to_contain_text("3 corners.")
    page.get_by_role("button", name="Show the gaps inside it").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gaps?shape=*")


def test_an_outline_in_the_address_can_be_drawn_further(visit):
    shape = "_xweg2syJgxTAAgxT_wTA"
    page = visit.go(f"/gaps/outline?shape={shape}", map=True)
    expect(page.locator(SAID)).to_contain_text("4 corners.")
    assert page.locator("#outline-drawn input[name=shape]").input_value() == shape
