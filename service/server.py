"""The server that answers for the web application: waitress, with a kind word for large files.

A body that is too large is read and thrown away, not stored, so that a browser
that is still sending gets to see the page that says so.
"""

from __future__ import annotations

import errno
import signal
import sys
from io import BytesIO
from types import FrameType
from typing import TYPE_CHECKING, Any, cast

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge
from waitress.wasyncore import close_all

from service import opened
from service.app import close, create_app
from service.config import Config, ConfigError
from service.daily_reminders import DailyReminders
from service.errors import too_large
from service.post import office
from service.retention import Tidying
from service.signing import first
from service.warming import Warming

if TYPE_CHECKING:
    from flask import Flask

    from graph.store import Store

THREADS = 8
CONNECTIONS = 1_000  # a hundred that only sit there must not keep others out
IDLE_SECONDS = 60
FORM_BYTES = 64 * 1024  # what a form's other parts may add to a file
DRAINED_BYTES = 8 * 1024**3


class _Drain:
    """Takes the place of a body that nobody wants: counts it, keeps nothing."""

    error = None
    completed = False

    def __init__(self, length: int) -> None:
        self._left = length

    def __len__(self) -> int:
        return 0

    def received(self, data: bytes) -> int:
        taken = min(len(data), self._left)
        self._left -= taken
        self.completed = self._left == 0
        return taken

    def getbuf(self) -> BytesIO:
        """The body, which is never kept; waitress closes it when the request ends."""
        return BytesIO()


class _Parser(HTTPRequestParser):
    """Reads requests; of a body that is too large it keeps nothing, and answers at its end."""

    _refused = False

    def received(self, data: bytes) -> int:
        taken = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge) and not self._refused:
            self._refused = True
            asks_first = bool(self.expect_continue)
            self.expect_continue = False
            length = int(self.content_length or 0)
            if not self.chunked and not asks_first and length <= DRAINED_BYTES:
                self.adj = cast(Any, _Unlimited(self.adj))
                self.body_rcv = cast(Any, _Drain(length))
                self.body_bytes_received = 0
                self.completed = False
        return taken


class _Unlimited:
    """Waitress's settings without the limit on bodies, for one request that is thrown away."""

    max_request_body_size = sys.maxsize

    def __init__(self, settings: Any) -> None:
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._settings, name)


class _Channel(HTTPChannel):
    parser_class = _Parser


def _channel_of(app: Flask) -> type[HTTPChannel]:
    class Friendly(ErrorTask):
        """Says that a file is too large with the house's page instead of waitress's line."""

        def execute(self) -> None:
            request: Any = self.request
            if not isinstance(request.error, RequestEntityTooLarge):
                super().execute()
                return
            answer = too_large(app)
            body = answer.get_data()
            self.status = answer.status
            self.response_headers = [
                (name, value)
                for name, value in answer.headers.items()
                if name.lower() != "content-length"
            ]
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    class Channel(_Channel):
        error_task_class = Friendly

    return Channel


def server_of(app: Flask, config: Config) -> Any:
    """A server that listens but does not answer yet; ``run()`` starts it.

    Raises
    ------
    ConfigError
        The port is taken, or the address is not this machine's.
    """
    parts: dict[int, Any] = {}
    try:
        server = _listening(app, config, parts)
    except (OSError, ValueError) as problem:
        close_all(parts)
        raise ConfigError((_cannot_listen(config, problem),)) from problem
    channel = _channel_of(app)
    for part in getattr(server, "map", {}).values():
        part.channel_class = channel
    server.channel_class = channel
    return server


def _cannot_listen(config: Config, problem: Exception) -> str:
    number = getattr(problem, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"Port {config.port} at {config.host} is taken by another program; stop it, or choose "
            "another port (HEDGEROW_PORT)."
        )
    if number == errno.EACCES:
        return f"Port {config.port} needs rights of its own; choose one from 1024 (HEDGEROW_PORT)."
    return f"“{config.host}” is no address of this machine to listen on (HEDGEROW_HOST)."


def _listening(app: Flask, config: Config, parts: dict[int, Any]) -> Any:
    return create_server(
        app,
        map=parts,
        host=config.host,
        port=config.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        asyncore_use_poll=True,  # select() can watch 1,024 files only
        ident=None,
        max_request_body_size=config.upload_bytes + FORM_BYTES,
        clear_untrusted_proxy_headers=False,  # service.access must see that there was a proxy
    )


def run(config: Config, store: Store) -> None:
    """Answer until Ctrl-C or a polite ``kill``."""
    app = create_app(config, store=store)
    server = server_of(app, config)
    warming = Warming(app)
    steady = opened.steadiness(app)
    steady.prepare = warming.visit_all

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    host = f"[{config.host}]" if ":" in config.host else config.host
    port = getattr(server, "effective_port", config.port)
    print(f"Hedgerow is at http://{host}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
    if line := first.told(app, config.url or f"http://{host}:{port}"):
        print(line, flush=True)  # noqa: T201
    warming.start()
    office.of_app(app).start()
    tidying = Tidying(store, config)
    tidying.start()
    reminders = DailyReminders(store, config, office.of_app(app).post)
    reminders.start()
    try:
        server.run()
    finally:
        server.close()
        reminders.close()
        tidying.close()
        warming.close(0)  # waited for below, once what it waits for was told to stop
        close(app)
        warming.close()
