"""A clock that goes on when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """The moment, for an app's ``HEDGEROW_CLOCK``."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment

    def go_on(self, **by: float) -> None:
        self.moment += timedelta(**by)
