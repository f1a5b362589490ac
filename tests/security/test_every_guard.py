"""No test of a guard is for show: with the guard taken out, it fails."""

from __future__ import annotations

import pytest

from tests.security import (
    test_children,
    test_downloads,
    test_feeds,
    test_forgery,
    test_headers,
    test_limits,
    test_markup,
    test_secrets,
    test_sessions,
    test_signed_links,
    test_strangers,
    test_uploads,
)
from tests.security.scene import Guard, Scene

THEMES = (
    test_children,
    test_downloads,
    test_feeds,
    test_forgery,
    test_headers,
    test_markup,
    test_limits,
    test_secrets,
    test_sessions,
    test_signed_links,
    test_strangers,
    test_uploads,
)
GUARDS = [guard for theme in THEMES for guard in theme.GUARDS]


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_each_guard_is_noticed_when_it_is_gone(
    scene: Scene, guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard.take_away(monkeypatch)
    with pytest.raises(AssertionError):
        guard.check(scene)
