"""Where real open data lies, for tests that read it and are skipped where it is absent."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

DATA = Path(
    os.environ.get("HEDGEROW_SHARED_DATA")
    or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)
T = TypeVar("T", bound=Callable[..., None])


def real(*names: str) -> Callable[[T], T]:
    """Skip a test where any of these files of the open data folder is absent."""
    missing = not all((DATA / name).exists() for name in names)
    skip = pytest.mark.skipif(
        missing, reason=f"the real open data files are not in {DATA}; set HEDGEROW_SHARED_DATA"
    )

    def mark(test: T) -> T:
        return pytest.mark.real_data(skip(test))

    return mark
