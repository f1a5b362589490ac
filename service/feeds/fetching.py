"""Asking a feed: with our name, with pauses, within limits, only where the guard allows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin

from service.feeds.connection import Answer, Connection
from service.feeds.guard import Lookup, Unfetched, allowed_addresses, look_up, target_of
from service.feeds.limits import LIMITS, MEBIBYTE, Limits

_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_AGAIN = {500, 502, 504}


def user_agent() -> str:
    """Who asks."""
    try:
        return f"Hedgerow/{version('hedgerow')} (Open Referral import)"
    except PackageNotFoundError:
        return "Hedgerow (Open Referral import)"


class Fetcher:
    """Everything that is asked in one fetch, counted against its limits.

    Parameters
    ----------
    private
        Whether private addresses are allowed.
    limits
        How much, how long, how far.
    lookup, sleep
        What finds addresses, what waits.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        limits: Limits = LIMITS,
        lookup: Lookup = look_up,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.private, self.limits, self.lookup, self.sleep = private, limits, lookup, sleep
        self.connections: dict[tuple[str, str, int], Connection] = {}
        self.known: dict[tuple[str, int], list[str]] = {}
        self.hosts: set[str] = set()
        self.bytes = self.requests = 0
        self.began = time.monotonic()
        self.asked_at: float | None = None

    def close(self) -> None:
        """Close every connection."""
        for one in self.connections.values():
            one.close()
        self.connections.clear()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address; a busy feed is asked again when it says, a slow one a little later.

        Raises
        ------
        Unfetched
            It does not answer, leads where it may not, or a limit is reached.
        """
        for number in range(1, self.limits.tries + 1):
            is_last = number == self.limits.tries
            try:
                answer = self._followed(url, headers or {})
            except Slow as error:
                if is_last:
                    raise Unfetched(str(error)) from error
                self.sleep(self.limits.pause_s * 4**number)
                continue
            if answer.status in _BUSY and not is_last:
                self.sleep(self._wait(answer))
            elif answer.status in _AGAIN and not is_last:
                self.sleep(self.limits.pause_s * 4**number)
            else:
                return answer
        raise AssertionError("unreachable")

    def _wait(self, answer: Answer) -> float:
        """How long a feed asks to be left alone."""
        text = answer.headers.get("retry-after", "").strip()
        try:
            wait = float(text) if text else 1.0
        except ValueError:
            wait = _until(text)
        if not 0 <= wait <= self.limits.wait_s:
            raise Unfetched(
                f"The feed is busy and asks to come again in {wait:,.0f} seconds; try later.",
                status=answer.status,
            )
        return wait

    def _followed(self, url: str, headers: Mapping[str, str]) -> Answer:
        for _ in range(self.limits.redirects + 1):
            answer = self._asked(url, headers)
            if answer.status not in _MOVED:
                return answer
            to = urljoin(url, answer.headers.get("location", ""))
            if url.startswith("https:") and not to.startswith("https:"):
                raise Unfetched("The feed leads from https to an address without it.")
            url = to
        raise Unfetched(f"The feed leads on more than {self.limits.redirects} times.")

    def _asked(self, url: str, headers: Mapping[str, str]) -> Answer:
        target = target_of(url)
        self._check_limits(target.host)
        connection = self.connections.get(target.place)
        if connection is None:
            if target.place[1:] not in self.known:
                self.known[target.place[1:]] = allowed_addresses(
                    target, private=self.private, lookup=self.lookup
                )
            connection = Connection(target, self.known[target.place[1:]], self.limits)
            self.connections[target.place] = connection
        self._pause()
        sent = {
            "User-Agent": user_agent(),
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            **headers,
        }
        most = min(self.limits.answer_bytes, self.limits.total_bytes - self.bytes)
        self.requests += 1
        try:
            answer = connection.ask(url, target.path, sent, most=most)
        except Unfetched as error:
            if isinstance(error.__cause__, OSError):
                raise Slow(str(error)) from error
            raise
        finally:
            self.asked_at = time.monotonic()
        self.bytes += len(answer.body)
        return answer

    def _check_limits(self, host: str) -> None:
        self.hosts.add(host)
        if len(self.hosts) > self.limits.hosts:
            raise Unfetched(f"The feed leads to more than {self.limits.hosts} hosts.")
        if self.bytes >= self.limits.total_bytes:
            raise Unfetched(
                f"The feed has more than {self.limits.total_bytes / MEBIBYTE:,.0f} MiB."
            )
        if time.monotonic() - self.began > self.limits.total_s:
            hours = self.limits.total_s / 3_600
            raise Unfetched(f"The feed was not read to its end in {hours:g} hours.")

    def _pause(self) -> None:
        if self.asked_at is not None:
            left = self.limits.pause_s - (time.monotonic() - self.asked_at)
            if left > 0:
                self.sleep(left)


class Slow(Unfetched):
    """No answer, which may come when it is asked again."""


def _until(text: str) -> float:
    """Seconds until a date of HTTP; 0 where it is over or is none."""
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 1.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
