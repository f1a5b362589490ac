"""Feeds on loopback for tests: one that is sound, and ways to break it."""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

Answer = tuple[int, str, bytes]
"""Status, media type and body."""

Break = Callable[[str, dict[str, Any]], Any]
"""Given a path and what a sound feed would answer, what this one answers."""

JSON = "application/json"
OPTIONAL = ("service_at_locations", "organizations", "taxonomies", "taxonomy_terms")


def id_of(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def services(number: int) -> list[dict[str, Any]]:
    """Services of a sound feed."""
    return [
        {
            "id": id_of(f"service {row}"),
            "name": f"Club {row}",
            "status": "active",
            "url": "https://example.org/club",
            "email": "club@example.org",
            "minimum_age": 11,
            "maximum_age": 19,
            "last_modified": "2026-09-01T08:00:00.000Z",
            "organization": {"id": id_of("org"), "name": "Org", "description": "A charity."},
            "schedules": [
                {
                    "id": id_of(f"schedule {row}"),
                    "freq": "WEEKLY",
                    "byday": "TU,TH",
                    "opens_at": "18:00:00",
                    "closes_at": "20:00:00",
                }
            ],
        }
        for row in range(number)
    ]


def sound(path: str, query: dict[str, list[str]], rows: list[dict[str, Any]]) -> Any:
    """What a sound feed answers; None for what it does not have."""
    if path == "/":
        return {
            "version": "HSDS-UK-3.0",
            "profile": "https://p.org",
            "openapi_url": "https://o.org",
        }
    if path == "/services":
        number, size = int(query.get("page", ["1"])[0]), 4
        pages = -(-len(rows) // size)
        contents = rows[(number - 1) * size : number * size]
        return {
            "total_items": len(rows),
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": copy.deepcopy(contents),
        }
    found = [row for row in rows if path == f"/services/{row['id']}"]
    return copy.deepcopy(found[0]) if found else None


def as_it_is(path: str, told: Any) -> Any:
    """Break nothing."""
    return told


@contextmanager
def served(break_it: Break = as_it_is, *, number: int = 20) -> Iterator[str]:
    """Serve a feed; what ``break_it`` answers may be JSON, or a whole answer as a tuple."""
    rows = services(number)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told = break_it(self.path, sound(parts.path, parse_qs(parts.query), rows))
            if isinstance(told, tuple):
                status, kind, body = told
            else:
                body = json.dumps(told).encode()
                status, kind = (404, JSON) if told is None else (200, JSON)
            self.send_response(status)
            self.send_header("Content-Type", kind if "://" not in kind else JSON)
            if "://" in kind:
                self.send_header("Location", kind)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
