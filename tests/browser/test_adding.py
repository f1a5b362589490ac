"""A parish clerk adds a hall, from signing in to “thank you”, as a new user would."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CLERK
from tests.browser.test_access import violations
from tests.browser.visitor import Visitor
from tests.web.people import PASSWORD

# The keystroke-level model (Card, Moran and Newell 1980, Communications of the ACM 23(7)), with
# its times for an average typist who is no secretary, and reading every word that is there.
KEY_S, POINT_S, HOME_S, THINK_S = 0.28, 1.1, 0.4, 1.35
WORDS_A_MINUTE = 300
"""Reading to understand, of plain sentences (Carver 1992, Journal of Reading 36(2))."""

MOST_PAGES, MOST_MINUTES = 12, 5


@dataclass
class Clerk:
    """Somebody who reads each page to the end, thinks, points and types."""

    visitor: Visitor
    pages: int = 0
    seconds: float = 0.0

    @property
    def page(self) -> Page:
        return self.visitor.page

    def reads(self) -> None:
        words = len(self.page.locator("main").inner_text().split())
        self.seconds += 60 * words / WORDS_A_MINUTE

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.seconds += THINK_S + POINT_S + HOME_S + KEY_S * len(text)

    def sets(self, id: str, time: str) -> None:
        self.page.locator(f"#{id}").fill(time)
        self.seconds += THINK_S + POINT_S + HOME_S + KEY_S * len(time)

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).first.check()
        self.seconds += THINK_S + POINT_S

    def presses(self, button: str = "Continue") -> None:
        assert violations(self.page) == []
        self.reads()
        self.page.get_by_role("button", name=button, exact=True).click()
        self.seconds += POINT_S  # whoever has read to the end needs no thought for the button
        self.pages += 1
        self.page.wait_for_load_state()
        assert self.page.locator(".govuk-error-summary").count() == 0


def signs_in(clerk: Clerk) -> None:
    clerk.visitor.go("/add")
    clerk.types("E-mail address", CLERK.email)
    clerk.types("Password", PASSWORD)
    clerk.presses("Sign in")


@pytest.mark.parametrize("device", ["visit", "on_a_phone"])
def test_a_clerk_adds_a_hall_within_five_minutes_and_twelve_pages(device, request):
    clerk = Clerk(request.getfixturevalue(device))
    signs_in(clerk)
    clerk.ticks("A hall, a room or an outdoor space")
    clerk.presses()
    clerk.types("What is it called?", f"The Net Loft, {device}")
    clerk.ticks("Room")
    clerk.presses()
    clerk.types("Postcode, address or the name of the place", "Bude-Stratton")
    clerk.presses()
    clerk.page.wait_for_selector("#map_pin[data-state=ready]")
    canvas = clerk.page.locator("#map_pin")
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.6})
    clerk.seconds += THINK_S + POINT_S
    expect(clerk.page.get_by_label("Another place: where the mark is on the map")).to_be_checked()
    clerk.types("What is the place called?", f"Net Loft, {device}")
    clerk.presses()
    if "same" in clerk.page.url:
        clerk.ticks("It is another")
        clerk.presses()
    for day in ("tue", "thu"):
        clerk.sets(f"availability_{day}_from", "18:00")
        clerk.sets(f"availability_{day}_to", "21:00")
    clerk.presses()
    clerk.ticks("Non-profit organisations")
    clerk.types("What does an hour cost, in pounds?", "5")
    clerk.types("On what terms?", "Keys from the clerk.")
    clerk.presses()
    clerk.types("How many young people can use it at once?", "30")
    clerk.ticks("Yes")
    clerk.types("What should others know about it?", "It has a kitchen.")
    clerk.presses()
    clerk.types("E-mail address", "clerk@parish.example")
    clerk.ticks("Whoever answers there agrees to its being shown")
    clerk.presses()
    clerk.presses("Save it")
    expect(clerk.page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect(clerk.page.get_by_role("heading", name="What it could do")).to_be_visible()
    assert clerk.pages <= MOST_PAGES
    assert clerk.seconds <= 60 * MOST_MINUTES, f"{clerk.seconds / 60:.1f} minutes"
    print(f"{clerk.pages} pages, {clerk.seconds / 60:.1f} minutes")  # noqa: T201


def test_everything_can_be_added_without_scripts_and_without_the_map(without_scripts):
    page = without_scripts.go("/add")
    page.get_by_label("E-mail address").fill(CLERK.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("A minibus or another vehicle").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What is it called?").fill("The blue bus")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Find it on the map instead").click()
    page.locator("summary", has_text="Type the position instead").click()
    page.get_by_label("Latitude").fill("50.83")
    page.get_by_label("Longitude").fill("-4.53")
    for _ in range(7):
        if page.get_by_label("It is another").count():
            page.get_by_label("It is another").check()
        if page.get_by_role("button", name="Save it").count():
            break
        page.get_by_role("button", name="Continue").click()
        assert page.locator(".govuk-error-summary").count() == 0
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
