"""How Python looks for what can be thrown away, while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_kept() -> Iterator[None]:
    """While almost everything that is made is kept: no looking for what could be thrown away.

    Python looks through all that was made again and again for objects that only hold each other.
    A reader of large files makes millions and none of those; looking takes it an eighth of its
    time. Whoever works beside another may end this early, which only makes that one slower.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
