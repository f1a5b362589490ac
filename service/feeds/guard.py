"""Which addresses a feed may be at: none that is private, unless whoever runs Hedgerow says so.

A name is looked up once, and the connection goes to what was found and looked at: a name that
answers differently the second time (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

Lookup = Callable[[str, int], list[str]]
"""What finds the addresses of a name and a port."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")


class Unfetched(Exception):
    """Something that cannot be fetched; the message says why, in words for people.

    Attributes
    ----------
    status
        What the feed answered, 0 where it did not answer.
    """

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address of the web in its parts."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> tuple[str, str, int]:
        """What a connection is kept for."""
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """How the host is named in a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """An address in its parts.

    Raises
    ------
    Unfetched
        It is none of the web, or holds a name or a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unfetched(f"“{url[:200]}” is not an address of the web.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unfetched(f"“{url[:200]}” is not an address that begins with https:// or http://.")
    if "@" in parts.netloc:
        raise Unfetched("The address holds a name or a password; Open Referral feeds need none.")
    if not all(33 <= ord(c) < 127 for c in url):
        raise Unfetched("The address has spaces or letters that belong into no address.")
    path = parts.path or "/"
    return Target(
        scheme=parts.scheme,
        host=parts.hostname.rstrip("."),
        port=port or (443 if parts.scheme == "https" else 80),
        path=f"{path}?{parts.query}" if parts.query else path,
    )


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet, also as it stands within IPv6."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64_LOCAL:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def allowed_addresses(target: Target, *, private: bool, lookup: Lookup = look_up) -> list[str]:
    """Where a target is, looked up once.

    Parameters
    ----------
    target
        The address.
    private
        Whether private, loopback and link-local addresses are allowed.
    lookup
        What finds addresses.

    Raises
    ------
    Unfetched
        The name is not known, or any of its addresses is not allowed.
    """
    try:
        found = lookup(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise Unfetched(f"There is no host called “{target.host}”.") from error
    if not found:
        raise Unfetched(f"There is no host called “{target.host}”.")
    if not private and not all(map(is_public, found)):
        raise Unfetched(
            f"“{target.host}” is a private address of this computer or its network, which feeds "
            "are not fetched from. Where it is meant, set HEDGEROW_ALLOW_PRIVATE_FEEDS=yes."
        )
    return found
