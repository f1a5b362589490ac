"""Comparing two networks, column by column."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from graph.network import Network


def assert_same(one: Network, other: Network) -> None:
    """Fail where two networks differ in any value, type or order."""
    for field in fields(Network):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if is_dataclass(left) and not isinstance(left, type):
            for column in fields(left):
                _assert_same_column(
                    f"{field.name}.{column.name}",
                    getattr(left, column.name),
                    getattr(right, column.name),
                )
        else:
            assert left == right, field.name


def _assert_same_column(name: str, left: Any, right: Any) -> None:
    assert left.dtype.kind == right.dtype.kind, name
    assert left.shape == right.shape, name
    if left.dtype.kind in "fM":
        np.testing.assert_array_equal(left, right, err_msg=name)
    else:
        assert left.tolist() == right.tolist(), name
        assert [type(value) for value in left.tolist()] == [
            type(value) for value in right.tolist()
        ], name
