"""One connection to an address that was looked up already, and what it answers, within limits."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from service.feeds.guard import Target, Unfetched
from service.feeds.limits import MEBIBYTE, Limits

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    Attributes
    ----------
    url
        Where it was asked in the end, after redirects.
    status
        200, 304, 404 …
    headers
        By their names in small letters.
    body
        Unpacked.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@cache
def _trusted() -> ssl.SSLContext:
    """The system's certificates, and those that come with Python's packages."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return context


class Connection:
    """A connection that is kept open between requests; it goes to the given addresses only."""

    def __init__(self, target: Target, addresses: Sequence[str], limits: Limits) -> None:
        self.target, self.addresses, self.limits = target, tuple(addresses), limits
        self.open: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Close it."""
        if self.open is not None:
            self.open.close()
            self.open = None

    def ask(self, url: str, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        """Send a GET and read what comes, once more where an open connection had been closed.

        Raises
        ------
        Unfetched
            There is no answer in time, or it is larger than ``most`` bytes, or no HTTP.
        """
        for again in (self.open is not None, False):
            try:
                return self._ask(url, path, headers, most)
            except Unfetched:
                self.close()
                raise
            except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
                self.close()
                if not (again and isinstance(error, ConnectionError | ssl.SSLEOFError)):
                    raise _told(error, self.target, self.limits) from error
        raise AssertionError("unreachable")

    def _ask(self, url: str, path: str, headers: Mapping[str, str], most: int) -> Answer:
        if self.open is None:
            self.open = self._connected()
        with self._deadline(self.open):
            self.open.request("GET", path, headers={"Host": self.target.host_header, **headers})
            answer = self.open.getresponse()
            body = _body(answer, most)
            answer.close()
        found = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            self.close()
        return Answer(url=url, status=answer.status, headers=found, body=body)

    def _connected(self) -> http.client.HTTPConnection:
        """A connection whose socket is made here, to an address that the guard has seen."""
        target, failed = self.target, OSError("no address")
        for address in self.addresses:
            try:
                made = socket.create_connection(
                    (address, target.port), timeout=self.limits.connect_s
                )
            except OSError as error:
                failed = error
                continue
            if target.scheme == "https":
                made = _trusted().wrap_socket(made, server_hostname=target.host)
            made.settimeout(self.limits.read_s)
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.auto_open = 0  # never by its name
            connection.sock = made
            return connection
        raise failed

    @contextmanager
    def _deadline(self, connection: http.client.HTTPConnection) -> Iterator[None]:
        """End an answer that drips: each byte in time, but never all of them."""
        made = connection.sock
        late = threading.Event()

        def end() -> None:
            late.set()
            with suppress(OSError):
                made.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.limits.answer_s, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, http.client.HTTPException):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
        if late.is_set():
            raise TimeoutError


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The body, unpacked where it is gzip; reading ends as soon as it is too large."""
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise Unfetched(f"The feed answers packed as “{packing[:40]}”, which was not asked for.")
    unpacker = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    parts: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        if unpacker is not None:
            piece = unpacker.decompress(piece, most + 1 - size)
        parts.append(piece)
        size += len(piece)
        if size > most:
            raise Unfetched(
                f"The answer is larger than {most / MEBIBYTE:,.0f} MiB; that is too large."
            )
    if unpacker is not None and size and not unpacker.eof:
        raise http.client.IncompleteRead(b"")
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(parts)


def _told(error: Exception, target: Target, limits: Limits) -> Unfetched:
    """What went wrong, in words."""
    host = target.host
    if isinstance(error, TimeoutError):
        return Unfetched(f"“{host}” does not answer in time ({limits.read_s:g} seconds).")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unfetched(f"The certificate of “{host}” is not to be trusted.")
    if isinstance(error, ssl.SSLError):
        return Unfetched(f"“{host}” does not speak https as it should.")
    if isinstance(error, ConnectionRefusedError):
        return Unfetched(f"Nothing answers at “{host}”, port {target.port}.")
    if isinstance(error, ConnectionError):
        return Unfetched(f"“{host}” closes the connection without an answer.")
    if isinstance(error, http.client.IncompleteRead):
        return Unfetched(f"The answer of “{host}” is cut off before its end.")
    if isinstance(error, OSError):
        return Unfetched(f"“{host}” cannot be reached.")
    return Unfetched(f"What “{host}” answers is not HTTP as it should be.")
