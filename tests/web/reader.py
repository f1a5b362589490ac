"""A reader of pages: fetches as a browser would, and checks every page that it fetches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient

HTML = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea", "progress"}
APART = {"br", "td", "th", "tr", "li", "p", "div", "dt", "dd", "h1", "h2", "h3", "caption"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}


@dataclass(frozen=True, kw_only=True)
class Read:
    """A page that was fetched and found sound."""

    status: int
    html: str
    tree: Element
    headers: dict[str, str]

    @property
    def words(self) -> str:
        """All that a person reads, with single spaces."""
        return " ".join(text_of(self.tree.find(f".//{HTML}body")).split())

    @property
    def heading(self) -> str:
        return " ".join(text_of(next(self.tree.iter(f"{HTML}h1"))).split())

    @property
    def title(self) -> str:
        return text_of(self.tree.find(f".//{HTML}title"))

    def all(self, name: str, /, **attributes: str) -> list[Element]:
        """Elements of a name that have some attributes (``class_`` holds one of its words)."""
        return [e for e in self.tree.iter(f"{HTML}{name}") if _matches(e, attributes)]

    @property
    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.all("a")]


def text_of(element: Element | None) -> str:
    """All text within an element; what stands apart on the page has a space between."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        apart = " " if str(child.tag).removeprefix(HTML) in APART else ""
        parts += [apart, text_of(child), apart, child.tail or ""]
    return "".join(parts)


def _matches(element: Element, attributes: dict[str, str]) -> bool:
    for name, value in attributes.items():
        if name == "class_":
            if value not in element.get("class", "").split():
                return False
        elif element.get(name) != value:
            return False
    return True


class Reader:
    """Reads the pages of an app."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, address: str, *, status: int = 200, **options: Any) -> Read:
        answer = self.client.get(address, **options)
        assert answer.status_code == status, f"{address}: {answer.status_code}\n{answer.text[:800]}"
        assert answer.mimetype == "text/html", f"{address} is {answer.mimetype}"
        return check(address, answer.text, answer.status_code, dict(answer.headers))

    def status(self, address: str, **options: Any) -> int:
        """The status of an address, whatever it answers with."""
        with self.client.get(address, **options) as answer:
            return int(answer.status_code)

    def post(self, address: str, data: dict[str, Any], *, status: int, **options: Any) -> Any:
        answer = self.client.post(address, data=data, **options)
        assert answer.status_code == status, f"{address}: {answer.status_code}\n{answer.text[:800]}"
        return answer


def check(address: str, html: str, status: int, headers: dict[str, str]) -> Read:
    """The page, if it is sound HTML that everybody can use; an AssertionError otherwise."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parse(html)
    wrong = [f"{place}: {code} {more}" for place, code, more in parser.errors]
    assert not wrong, f"{address} is not valid HTML: {wrong[:5]}"
    page = Read(status=status, html=html, tree=tree, headers=headers)
    assert tree.get("lang") == "en-GB", f"{address} does not say its language"
    assert page.title.endswith("Hedgerow"), f"{address} has the title {page.title!r}"
    headings = page.all("h1")
    assert len(headings) == 1, f"{address} has {len(headings)} h1"
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id") is not None)
    assert not [id for id, n in ids.items() if n > 1], f"{address} repeats ids {ids}"
    _check_labels(address, page, set(ids))
    _check_references(address, page, set(ids))
    _check_nothing_inline(address, page)
    for table in page.all("table"):
        assert table.find(f"{HTML}caption") is not None, f"{address} has a table without caption"
        assert all(th.get("scope") for th in table.iter(f"{HTML}th")), (
            f"{address}: th without scope"
        )
    for image in page.all("img"):
        assert image.get("alt") is not None, f"{address} has a picture without alt"
    _check_heading_order(address, page)
    return page


def _check_labels(address: str, page: Read, ids: set[str | None]) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    for element in page.tree.iter():
        name = str(element.tag).removeprefix(HTML)
        if name not in LABELLED or element.get("type") in UNLABELLED_TYPES:
            continue
        has_label = element.get("id") in labelled or element.get("aria-label")
        assert has_label, f"{address}: <{name} name={element.get('name')}> has no label"
    for button in page.all("button"):
        assert text_of(button).strip() or button.get("aria-label"), f"{address}: a silent button"
    for link in page.all("a"):
        inside = text_of(link).strip() or link.get("aria-label") or page_alt(link)
        assert inside, f"{address}: a link without words to {link.get('href')}"


def page_alt(link: Element) -> str:
    return "".join(image.get("alt", "") for image in link.iter(f"{HTML}img"))


def _check_references(address: str, page: Read, ids: set[str | None]) -> None:
    for element in page.tree.iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list"):
            for wanted in (element.get(name) or "").split():
                assert wanted in ids, f"{address}: {name}={wanted!r} points at nothing"
        target = element.get("href") or ""
        if str(element.tag) == f"{HTML}a" and target.startswith("#") and len(target) > 1:
            assert target[1:] in ids, f"{address}: the link {target} points at nothing"


def _check_nothing_inline(address: str, page: Read) -> None:
    """What the Content-Security-Policy would stop, a page must not hold."""
    assert not page.all("style"), f"{address} has a style element"
    for script in page.all("script"):
        kind = script.get("type", "")
        data = kind in ("application/json", "application/geo+json")
        assert script.get("src") or data, f"{address} has an inline script"
    for element in page.tree.iter():
        for name in element.attrib:
            assert name != "style", f"{address}: <{element.tag}> has a style attribute"
            assert not name.startswith("on"), f"{address}: <{element.tag}> has {name}"


def _check_heading_order(address: str, page: Read) -> None:
    levels = [
        int(str(e.tag)[-1])
        for e in page.tree.iter()
        if str(e.tag).removeprefix(HTML) in ("h1", "h2", "h3", "h4")
    ]
    main = levels[levels.index(1) :]
    for before, after in pairwise(main):
        assert after <= before + 1, f"{address}: h{before} is followed by h{after}"
