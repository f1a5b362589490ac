"""A real server on the demo county in a process of its own, and a real browser that watches it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from graph.model import AreaKind, Role
from graph.store import open_store
from seeds.demo import read_demo
from tests.browser.visitor import Visitor
from tests.builders import a_site, an_organisation
from tests.web.people import an_account

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
START_SECONDS = 120

CLERK = an_account("Morwenna", Role.CONTRIBUTOR, organisation_ids=("bude-stratton-town-council",))
"""Who adds something in a browser."""

ODD_NAME = "<script>document.title='taken over'</script>"
"""What somebody called their club; it may only ever be words."""


def chromium() -> str | None:
    """The system's Chromium, None where there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder needs a browser; without one say so once, or fail where it is a must."""
    own = [item for item in items if Path(str(item.path)).parent == Path(__file__).parent]
    must = os.environ.get("HEDGEROW_TEST_BROWSER") == "require"
    for item in own:
        item.add_marker(pytest.mark.browser)
        if chromium() is None and not must:
            item.add_marker(
                pytest.mark.skip(reason="no Chromium: install the system's package “chromium”")
            )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the demo county, and a club with an odd name."""
    data = tmp_path_factory.mktemp("browsed")
    hall = a_site("odd-hall", 12_000, 9_000, name="Odd Hall")
    odd = an_organisation("odd-club", name=ODD_NAME, site="odd-hall")
    with open_store(data=data) as store:
        store.write([*read_demo(), hall, odd], by="test", message="The county and an odd name")
        store.accounts.keep(CLERK)
        assert store.boundaries(kind=AreaKind.PARISH)
        with served(data) as address:
            yield address


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a server, in a process of its own, on the graph of a folder."""
    server = subprocess.Popen(
        [sys.executable, "-c", "from service.cli import main; main(['serve'])"],
        env={**os.environ, "HEDGEROW_DATA": str(data), "HEDGEROW_PORT": "0"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield _address_of(server)
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _address_of(server: subprocess.Popen[str]) -> str:
    """What the server says its address is; an error with its words where it says none."""
    assert server.stdout is not None
    watch = threading.Timer(START_SECONDS, server.kill)
    watch.start()
    said = ""
    for line in server.stdout:
        said += line
        if found := re.search(r"http://[0-9.]+:\d+", line):
            watch.cancel()
            return found[0]
    watch.cancel()
    raise AssertionError(f"The server did not start:\n{said}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    program = chromium()
    if program is None:
        pytest.fail("HEDGEROW_TEST_BROWSER=require, and there is no Chromium on this machine.")
    opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
    yield opened
    opened.close()


@pytest.fixture
def visit(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor at a desk, who leaves a picture and must have met nothing wrong."""
    yield from visitor_of(browser, site, request, width=1280, height=900)


@pytest.fixture
def on_a_phone(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor with a telephone."""
    yield from visitor_of(browser, site, request, width=390, height=844)


@pytest.fixture
def without_scripts(
    browser: Browser, site: str, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    """A visitor whose browser runs no scripts."""
    yield from visitor_of(browser, site, request, width=1280, height=900, scripts=False)


def visitor_of(
    browser: Browser,
    site: str,
    request: pytest.FixtureRequest,
    *,
    width: int,
    height: int,
    scripts: bool = True,
) -> Iterator[Visitor]:
    """A visitor of a site, who leaves a picture and must have met nothing wrong."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(20_000)
    visitor = Visitor(context.new_page(), site)
    yield visitor
    ARTEFACTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", request.node.name).strip("-")[:120]
    visitor.page.screenshot(path=ARTEFACTS / f"{name}.png")
    context.close()
    visitor.assert_nothing_wrong()
