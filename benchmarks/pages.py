"""The pages of the findings over all of England: how fast, how large, and in how much memory."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Request, sync_playwright

from benchmarks.measuring import Row, within
from benchmarks.national import national
from benchmarks.serving import Server, server_on
from graph.store import open_store
from seeds.demo import read_demo

READERS = 8
ROUNDS = 10
MOST_MS = 400.0
MOST_BYTES = 200_000
MOST_GIGABYTES = 4.0
MOST_COLD_S = 10.0

FINDINGS = ("/gaps", "/duplication", "/opportunities")
ADDRESSES = (
    *FINDINGS,
    "/gaps?page=400",
    "/gaps?theme=sport&mode=walk",
    "/duplication?page=40",
    "/duplication?audience=girls",
    "/opportunities?page=2",
    "/opportunities?age_from=13&age_to=16",
)
"""The national default question of each finding, later pages of it, and other questions."""

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def under_load() -> Row:
    """The 95th percentile of warm answers when eight people read at once."""
    server = server_on(national().data)
    for address in ADDRESSES:
        server.answered(address)
    found = []
    for _ in range(3):
        taken = server.read_by_many(ADDRESSES, readers=READERS, rounds=ROUNDS)
        found.append(1_000 * statistics.quantiles(taken, n=20)[-1])
    return within(
        "Finding pages, all of England, warm",
        found,
        most=MOST_MS,
        unit="milliseconds, 95th percentile",
        note=(
            f"{len(ADDRESSES)} addresses of the three findings, {READERS} readers at once, "
            f"{ROUNDS * READERS} answers of each in each of three runs, over HTTP from another "
            "process; the other is what is allowed"
        ),
    )


def first_views() -> Row:
    """What a browser fetches for the first view of each page, but for files it keeps for ever."""
    server = server_on(national().data)
    sizes = []
    for address in FINDINGS:
        server.answered(address)
        sizes.append(_first_view(server, address) / 1_000)
    return within(
        "First view of a national page",
        sizes,
        most=MOST_BYTES / 1_000,
        unit="kilobytes as sent",
        beside=" each",
        each=True,
        note=(
            "page, script and data of the map as Chromium fetches them at 1280 by 900, one page "
            f"of each finding ({', '.join(FINDINGS)}); style sheets, fonts and libraries, which a "
            "browser keeps for ever, are not counted"
        ),
    )


def memory() -> Row:
    """The most memory that the process of the pages ever held, after all of the above."""
    server = server_on(national().data)
    for address in ADDRESSES:
        server.answered(address)
    return within(
        "Memory of the web process, all of England",
        [server.peak_gigabytes()],
        most=MOST_GIGABYTES,
        unit="gigabytes at most",
        note="the peak of its resident memory (VmHWM) after reading every page above",
        digits=2,
    )


def cold_start() -> Row:
    """From the command to the first page of a county, with nothing kept but its graph."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with open_store(data=data) as store:
            store.write(read_demo(), by="bench", message="The demo county")
        for _ in range(3):
            shutil.rmtree(data / "snapshots", ignore_errors=True)
            server = Server(data)
            server.answered("/gaps")
            taken.append(time.perf_counter() - server.begun)
            server.close()
    return within(
        "Cold start, a county",
        taken,
        most=MOST_COLD_S,
        unit="seconds to the first page",
        note=(
            "`hedgerow serve` on the demo county without its cached snapshot, its graph's server "
            "stopped: until /gaps is there; inner loops were compiled when Hedgerow was installed"
        ),
        digits=2,
    )


def _first_view(server: Server, address: str) -> int:
    """Bytes that Chromium fetches for a page until its map has come to rest."""
    program = next(path for name in PROGRAMS if (path := shutil.which(name)))
    fetched: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})

        def note(request: Request) -> None:
            fetched[request.url] = request.sizes()["responseBodySize"]

        page.on("requestfinished", note)
        page.goto(f"{server.address}{address}")
        page.wait_for_selector('[data-state="ready"]', timeout=120_000)
        page.wait_for_load_state("networkidle")
        browser.close()
    return sum(size for url, size in fetched.items() if "/assets/" not in url)
