"""How kernels are compiled: ahead, to a file, without the interpreter's lock."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


_IMPORTED = re.compile(r"^from graph\.kernels\.(\w+) import", re.MULTILINE)


def _sources(path: Path) -> dict[str, str]:
    """The texts of a kernel's file and of the kernels that it calls, by name."""
    found: dict[str, str] = {}
    waiting = [path]
    while waiting:
        path = waiting.pop()
        if path.name not in found:
            found[path.name] = path.read_text(encoding="utf-8")
            names = _IMPORTED.findall(found[path.name])
            waiting += [path.with_name(f"{name}.py") for name in names if name != "compiled"]
    return found


@cache
def _stamp(path: Path) -> str:
    """A digest of those texts: code that was kept for others is compiled anew."""
    listed = sorted(_sources(path).items())
    return sha256(repr(listed).encode()).hexdigest()


def compiled(
    *signatures: str,
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Compile a function for the types given, once, and keep it in a file.

    Parameters
    ----------
    signatures
        As numba writes them, such as ``"float64[::1](float64[::1], int32[::1])"``. None for
        a function that only other kernels call: it is compiled into them.

    Returns
    -------
    decorator
        The function keeps its Python types; given other ones at run time, it raises TypeError.
        It runs on one thread and lets others run beside it. Where no folder can be written
        to, it is compiled at every start instead.
    """

    def decorate(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        made: Any = numba.njit(nogil=True, error_model="numpy")(function)
        try:
            made.enable_caching()
        except RuntimeError:  # no folder that it could keep the compiled code in
            pass
        else:
            # numba looks at the function's own file alone; what it calls is compiled into it.
            made._cache._cache_file._source_stamp = _stamp(Path(function.__code__.co_filename))
        for signature in signatures:
            made.compile(signature)
        if signatures:
            made.disable_compile()
        return cast(Callable[Parameters, Result], made)

    return decorate
