"""Whatever bytes come, readers answer or refuse; nothing else is ever raised."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.seeds.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_read_or_refused(name):
    target, examples = TARGETS[name]

    @given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @example(b"")
    @example(b"\x00" * 50)
    @example("﻿".encode())
    def thrown(data: bytes) -> None:
        target(data)

    thrown()
    for one in examples:
        target(one.encode())


@pytest.mark.parametrize("name", TARGETS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_sound_examples_with_bytes_changed_are_read_or_refused(name, seed):
    target, examples = TARGETS[name]
    chance = random.Random(seed)
    data = bytearray(chance.choice(examples).encode())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        cut = chance.randrange(3)
        data[at : at + cut] = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
    target(bytes(data))
