"""Asking one feed and nobody else, for a check of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.errors import InvalidData
from service.feeds.fetching import Fetcher
from service.feeds.guard import Unfetched, target_of
from service.feeds.limits import LIMITS, Limits

CHECKED = replace(LIMITS, hosts=1, redirects=3, tries=1, pause_s=0.02, answer_s=60.0)
"""A check asks one host, once for each address: what fails is what is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered.

    Attributes
    ----------
    status
        Of HTTP; 0 where nothing came.
    told
        The JSON value; None where there is none.
    is_json
        Whether it was JSON.
    headers
        By name in lower case.
    problem
        Why nothing came, a sentence; empty where something did.
    """

    status: int
    told: Any = None
    is_json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class OneHost:
    """Asks the addresses of one host, private ones too: a person at the command line named it.

    Parameters
    ----------
    root
        The feed's address.
    limits
        How much, how long, how far.

    Raises
    ------
    InvalidData
        It is not an http or https address, or holds a password.
    """

    def __init__(self, root: str, *, limits: Limits = CHECKED) -> None:
        try:
            self._host = target_of(root).host
        except Unfetched as problem:
            raise InvalidData(str(problem)) from None
        self._fetcher = Fetcher(private=True, limits=limits)

    def __call__(self, address: str) -> Fetched:
        """What an address of the host answers."""
        try:
            answer = self._fetcher.get(address)
        except Unfetched as problem:
            return Fetched(status=0, problem=self._words(problem))
        try:
            told = json.loads(answer.body)
        except (ValueError, RecursionError):
            return Fetched(status=answer.status, headers=answer.headers)
        return Fetched(status=answer.status, told=told, is_json=True, headers=answer.headers)

    def close(self) -> None:
        """Close the connection."""
        self._fetcher.close()

    def _words(self, problem: Unfetched) -> str:
        if self._fetcher.hosts - {self._host}:
            self._fetcher.hosts &= {self._host}
            return "It leads to another host, which is not asked."
        return str(problem)
