"""While much is made that is kept, nothing is looked through for what could be thrown away."""

from __future__ import annotations

import gc

import pytest

from graph.collecting import all_kept


def test_afterwards_it_is_as_it_was_also_where_reading_failed() -> None:
    assert gc.isenabled()
    with all_kept():
        assert not gc.isenabled()
        with all_kept():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="bad"), all_kept():
        raise ValueError("bad")
    assert gc.isenabled()
