"""Telling how far a long piece of work has come, where somebody listens."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the stage in words, what is done and what there is to do (0 where that is not known).

It may raise :class:`~graph.errors.Interrupted`, and then the work is given up.
"""


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody listens."""
