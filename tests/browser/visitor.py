"""Somebody who looks at pages, and notes whatever goes wrong behind them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, Response

MAP = ".hedge-map__canvas"
READY = f"{MAP}[data-state=ready]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer that the browser got."""

    address: str
    kind: str
    size: int
    status: int = 200


class Visitor:
    """A page of the browser.

    Attributes
    ----------
    page
        Playwright's.
    expected
        Words of console errors that a test brought about itself.
    """

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.expected: list[str] = []
        self._wrong: list[str] = []
        self._answers: list[Response] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda problem: self._wrong.append(f"page error: {problem}"))
        page.on("request", self._asked)
        page.on("response", lambda answer: self._answers.append(answer))
        page.on("dialog", lambda dialog: self._wrong.append(f"a dialog: {dialog.message}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._wrong.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and not request.url.startswith(f"{self.site}/"):
            self._wrong.append(f"asked another host: {request.url}")

    def go(self, path: str, *, map: bool = False) -> Page:
        """Open a page; with ``map`` wait until its map has drawn what it fetched."""
        self.page.goto(self.site + path)
        if map:
            self.page.wait_for_selector(READY)
        return self.page

    def fetched(self) -> list[Fetched]:
        """The answers so far, with the sizes of their bodies as they are without compression."""
        found = []
        for answer in self._answers:
            try:
                size = len(answer.body())
            except Error:  # a redirect, or one that was not modified, has no body
                size = 0
            kind = answer.request.resource_type
            found.append(
                Fetched(
                    address=urlsplit(answer.url).path,
                    kind=kind,
                    size=size,
                    status=answer.status,
                )
            )
        return found

    def drawn_area(self, selector: str) -> float:
        """Square pixels of the boxes of SVG shapes that are within the map's frame."""
        found = self.page.evaluate(
            """(selector) => {
              const frame = document.querySelector(".hedge-map__canvas").getBoundingClientRect();
              return [...document.querySelectorAll(selector)].reduce((sum, shape) => {
                const box = shape.getBoundingClientRect();
                const wide = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
                const high = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
                return sum + Math.max(0, wide) * Math.max(0, high);
              }, 0);
            }""",
            selector,
        )
        return float(found)

    def in_frame(self, marks: Locator) -> int:
        """How many marks lie within the map's frame."""
        frame = self.page.locator(MAP).bounding_box()
        assert frame is not None
        boxes = [mark.bounding_box() for mark in marks.all()]
        return sum(
            box is not None
            and frame["x"] <= box["x"] + box["width"] / 2 <= frame["x"] + frame["width"]
            and frame["y"] <= box["y"] + box["height"] / 2 <= frame["y"] + frame["height"]
            for box in boxes
        )

    def assert_nothing_wrong(self) -> None:
        """No errors, nothing that the security policy stopped, no other host."""
        left = [w for w in self._wrong if not any(words in w for words in self.expected)]
        assert left == [], left
