"""What a check of a feed found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from service.feeds.inspection import Level
from service.formats import count

MOST_LINES = 40
_EXIT_CODES = {Level.WARNING: 1, Level.FAILURE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of thing that is wrong, wherever it is.

    Attributes
    ----------
    level
        How bad.
    endpoint
        Which list; empty for the root and the whole feed.
    words
        What is wrong and what would be right.
    number
        How often.
    example
        Where it is, the first time: an address, and what stands there.
    """

    level: Level
    endpoint: str
    words: str
    number: int = 1
    example: str = ""

    def __str__(self) -> str:
        where = f"/{self.endpoint}: " if self.endpoint else ""
        often = f" ({self.number:,} times)" if self.number > 1 else ""
        shown = f" For one: {self.example}." if self.example else ""
        return f"{self.level.label}: {where}{self.words}{often}.{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was looked at of one list.

    Attributes
    ----------
    endpoint
        Which.
    offered
        Whether the feed has it.
    total
        How many it says that it holds; None where it says nothing.
    pages, objects, ids
        How many pages, rows on them, and ids one by one were looked at.
    """

    endpoint: str
    offered: bool = True
    total: int | None = None
    pages: int = 0
    objects: int = 0
    ids: int = 0

    def __str__(self) -> str:
        if not self.offered:
            return f"/{self.endpoint}: not offered, which is allowed"
        total = "no number told" if self.total is None else f"{self.total:,} in all"
        looked = f"{count(self.pages, 'page')}, {count(self.objects, 'row')} and "
        return f"/{self.endpoint}: {total}; looked at {looked}{count(self.ids, 'id')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found.

    Attributes
    ----------
    address
        The feed's root.
    version
        As the root says it, empty where it says none.
    looked
        What was looked at.
    faults
        What is wrong, failures first.
    """

    address: str
    version: str
    looked: tuple[Looked, ...]
    faults: tuple[Fault, ...]

    def number(self, level: Level) -> int:
        """How many kinds of thing are wrong so."""
        return sum(fault.level is level for fault in self.faults)

    @property
    def exit_code(self) -> int:
        """0 where nothing is wrong, 1 where there are warnings only, 2 for failures."""
        return max((_EXIT_CODES[fault.level] for fault in self.faults), default=0)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        failures, warnings = self.number(Level.FAILURE), self.number(Level.WARNING)
        if not self.faults:
            yield f"{self.address} is a sound Open Referral UK feed ({self.version})."
        elif not failures:
            yield f"{self.address} passes, with {count(warnings, 'warning')}."
        else:
            warned = f" and {count(warnings, 'warning')}" if warnings else ""
            yield f"{self.address} fails: {count(failures, 'failure')}{warned}."
        for one in self.looked:
            yield f"  {one}"
        for fault in self.faults[:MOST_LINES]:
            yield f"  {fault}"
        if len(self.faults) > MOST_LINES:
            yield f"  … and {len(self.faults) - MOST_LINES:,} more"

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "address": self.address,
            "version": self.version,
            "passes": not self.number(Level.FAILURE),
            "failures": self.number(Level.FAILURE),
            "warnings": self.number(Level.WARNING),
            "looked": [asdict(one) for one in self.looked],
            "faults": [{**asdict(one), "level": one.level.value} for one in self.faults],
        }


class Faults:
    """Gathers what is wrong; what is wrong alike is counted."""

    def __init__(self) -> None:
        self._found: dict[tuple[Level, str, str], Fault] = {}

    def add(self, level: Level, words: str, *, endpoint: str = "", example: str = "") -> None:
        """One more."""
        key = (level, endpoint, words)
        before = self._found.get(key)
        number = before.number + 1 if before else 1
        self._found[key] = Fault(
            level=level,
            endpoint=endpoint,
            words=words,
            number=number,
            example=before.example if before else example,
        )

    def fail(self, words: str, *, endpoint: str = "", example: str = "") -> None:
        """One more failure."""
        self.add(Level.FAILURE, words, endpoint=endpoint, example=example)

    def warn(self, words: str, *, endpoint: str = "", example: str = "") -> None:
        """One more warning."""
        self.add(Level.WARNING, words, endpoint=endpoint, example=example)

    def found(self) -> tuple[Fault, ...]:
        """All, failures first, else as they were found."""
        return tuple(sorted(self._found.values(), key=lambda one: one.level is Level.WARNING))
