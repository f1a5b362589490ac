"""Feeds on loopback: real servers that behave well, or as badly as a test wants."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.seeds.referral import service

ROOT = {
    "version": "HSDS-UK-3.0",
    "profile": "https://example.org/profile",
    "openapi_url": "https://example.org/openapi30.json",
}


@dataclass
class Reply:
    """What a server answers: JSON, or bytes as they are."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Feed:
    """A feed of version 3 whose every part a test can change.

    ``before`` is asked first: what it answers goes out instead; None lets the feed answer.
    """

    services: list[dict[str, Any]] = field(
        default_factory=lambda: [service(f"s{n}", name=f"Club {n}") for n in range(5)]
    )
    root: Any = field(default_factory=lambda: dict(ROOT))
    before: Callable[[BaseHTTPRequestHandler, str, dict[str, str]], Reply | None] | None = None
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    etags: bool = False
    address: str = ""

    def reply(self, handler: BaseHTTPRequestHandler) -> Reply | None:
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.before is not None and (reply := self.before(handler, parts.path, query)):
            return reply
        reply = self._proper(parts.path, query)
        if self.etags and reply.status == 200:
            tag = f'"{abs(hash(json.dumps(reply.body)))}"'
            if handler.headers.get("If-None-Match") == tag:
                return Reply(status=304, headers={"ETag": tag})
            reply.headers["ETag"] = tag
        return reply

    def _proper(self, path: str, query: dict[str, str]) -> Reply:
        if path == "/":
            return Reply(self.root)
        if path == "/services":
            return Reply(self.page(int(query["page"]), int(query.get("per_page", 10))))
        id = unquote(path.removeprefix("/services/"))
        found = [one for one in self.services if one.get("id") == id]
        return Reply(found[0]) if found else Reply({"error": "none"}, status=404)

    def page(self, number: int, size: int) -> dict[str, Any]:
        rows = self.services[(number - 1) * size : number * size]
        pages = -(-len(self.services) // size)
        flat = [
            {name: row[name] for name in row if name in ("id", "name", "status", "organization")}
            for row in rows
        ]
        return {
            "total_items": len(self.services),
            "total_pages": pages,
            "page_number": number,
            "size": len(rows),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not rows,
            "contents": flat,
        }

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.asked)


@contextmanager
def serving(feed: Feed) -> Iterator[Feed]:
    """Serve a feed on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            feed.asked.append(self.path)
            feed.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = feed.reply(self)
            if reply is None:
                self.close_connection = True
                return
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            body = b"" if reply.status == 304 else body
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        feed.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield feed
        finally:
            server.shutdown()
            thread.join()
