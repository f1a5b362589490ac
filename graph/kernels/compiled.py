"""How kernels are compiled: ahead, to a file, without the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


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
        types = list(signatures) or None
        try:
            made = numba.njit(types, nogil=True, cache=True, error_model="numpy")(function)
        except RuntimeError:  # no folder that it could keep the compiled code in
            made = numba.njit(types, nogil=True, error_model="numpy")(function)
        return cast(Callable[Parameters, Result], made)

    return decorate
