"""How much memory an answer holds, beyond the network that it is about."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from types import FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from graph.network import Network, Table

MOST_LOOKED_AT = 300_000
"""Objects that are looked at; what an answer holds beyond them is small in comparison."""

_LEFT_OUT = (Network, Table, type, ModuleType)


def weight(answer: object) -> int:
    """Bytes that an answer holds, roughly.

    Arrays count with their data, each once; rows that are made on demand count with what
    they are made from. A network and its tables do not count: they are there anyway.
    """
    seen: set[int] = set()
    total = 0
    waiting: list[object] = [answer]
    while waiting and len(seen) < MOST_LOOKED_AT:
        held = waiting.pop()
        if isinstance(held, np.ndarray) and isinstance(held.base, np.ndarray):
            held = held.base  # a piece holds the whole
        if held is None or id(held) in seen or isinstance(held, _LEFT_OUT):
            continue
        seen.add(id(held))
        if isinstance(held, np.ndarray):
            total += held.nbytes
        else:
            total += sys.getsizeof(held, 64)
            waiting.extend(_held_by(held))
    return total


def _held_by(held: Any) -> Iterable[object]:
    """What an object refers to, as far as answers go."""
    if isinstance(held, str | bytes | int | float | complex | bool):
        return ()
    if isinstance(held, Mapping):
        return (*held.keys(), *held.values())
    if isinstance(held, list | tuple | set | frozenset):
        return held
    if isinstance(held, partial):
        return (held.func, *held.args, *held.keywords.values())
    if isinstance(held, MethodType):
        return (held.__self__,)
    if isinstance(held, FunctionType):
        return tuple(cell.cell_contents for cell in held.__closure__ or () if _is_filled(cell))
    found: list[object] = list(vars(held).values()) if hasattr(held, "__dict__") else []
    for kind in type(held).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        names = (slots,) if isinstance(slots, str) else slots
        found.extend(getattr(held, name) for name in names if hasattr(held, name))
    return found


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False
