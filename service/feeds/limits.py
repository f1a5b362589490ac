"""How much of a feed is fetched, how long is waited, how far it may lead."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What ends a fetch, and how politely it goes.

    Attributes
    ----------
    pages, services
        That are fetched at most.
    answer_bytes, total_bytes
        Of one answer and of all, unpacked.
    hosts, redirects
        Hosts that one fetch may be led to in all; redirects of one request.
    connect_s, read_s
        Until a connection stands; without a single byte.
    answer_s
        For one whole answer, however slowly it drips.
    total_s
        For the whole fetch.
    pause_s
        Between two requests.
    tries
        Of one request, where it times out or the feed is busy.
    wait_s
        The longest wait that a feed may ask for (``Retry-After``).
    """

    pages: int = 5_000
    services: int = 100_000
    answer_bytes: int = 32 * MEBIBYTE
    total_bytes: int = 1_024 * MEBIBYTE
    hosts: int = 3
    redirects: int = 5
    connect_s: float = 10.0
    read_s: float = 30.0
    answer_s: float = 120.0
    total_s: float = 12 * 3_600.0
    pause_s: float = 0.1
    tries: int = 3
    wait_s: float = 120.0


LIMITS = Limits()
