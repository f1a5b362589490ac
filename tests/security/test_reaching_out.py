"""Hedgerow fetches nothing from addresses that people type (SSRF)."""

from __future__ import annotations

import ast
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from service.provider import is_safe
from tests.security.scene import Scene

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph", "maps", "seeds", "service")
REACHING = {
    "requests",
    "urllib.request",
    "http.client",
    "httpx",
    "aiohttp",
    "socket",
    "smtplib",
    "ftplib",
    "urllib3",
    "authlib",
}
MAY = {
    "service/feeds/connection.py": "feeds that somebody names, past the guard, within limits",
    "service/feeds/guard.py": "looks names up, and says which addresses a feed may be at",
    "service/signing/openid.py": "the provider that the administrator set, https or loopback only",
    "service/post/smtp.py": "the mail server that the administrator set",
    "graph/store/embedded/server.py": "the embedded server on loopback",
    "graph/store/embedded/folder.py": "a free port on loopback",
}
"""Whose business it is to reach out, and where to."""


def reaching(root: Path) -> dict[str, set[str]]:
    """Which modules import something that reaches out, and what."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            names = set()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            used = {name for name in names if any(_is(name, one) for one in REACHING)}
            if used:
                found[path.relative_to(root).as_posix()] = used
    return found


def _is(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


def test_only_those_reach_out_whose_business_it_is() -> None:
    assert set(reaching(ROOT)) <= set(MAY), "this module may be led to an address that people typed"


def test_another_module_that_reaches_out_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "service" / "views" / "feeds.py"
    file.parent.mkdir(parents=True)
    file.write_text("from urllib import request\n")
    assert set(reaching(tmp_path)) == {"service/views/feeds.py"}


def an_address_that_people_typed_is_never_opened(scene: Scene) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.05)
        caught: list[object] = []
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    caught.append(trap.accept()[0].close())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
            it = replace(scene.store.organisation("council"), website=address)
            scene.store.write([it], by="test", message="A website")
            clerk = scene.clerk()
            for path in ("/organisations/council", "/directory.csv", "/our/council", "/map"):
                clerk.client.get(path).close()
            form = {"name": "Council", "kind": "parish_council", "website": f"{address}x"}
            clerk.send("/rows/organisation/council/edit", form, form="/account")
            clerk.send("/suggest/organisation/lender", {**form, "note": address}, form="/account")
            clerk.client.get(f"/sign-in/openid?next={address}")
        finally:
            ended.set()
            thread.join()
    assert caught == [], "somebody's address was opened"


def test_an_address_that_people_typed_is_never_opened(scene: Scene) -> None:
    an_address_that_people_typed_is_never_opened(scene)


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example.org",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://user@login.example.org",
        "ftp://login.example.org",
        "https://",
    ],
)
def test_a_provider_of_identities_is_never_at_an_unsafe_address(address: str) -> None:
    assert not is_safe(address)
