"""Our own feed, served over HTTP, as ``hedgerow check-feed`` finds it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from service.app import create_app
from service.config import Config
from service.server import server_of
from tests import published_schemas


@pytest.fixture(scope="module")
def root(demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = Config(data=tmp_path_factory.mktemp("feed"), port=0)
    server = server_of(create_app(config, store=demo), config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
    thread.join(10)
    server.task_dispatcher.shutdown()


def check_feed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", "check-feed", *words],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_our_own_feed_is_sound(root: str) -> None:
    done = check_feed(f"{root}/open-referral", "--ids", "25")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is a sound Open Referral UK feed" in done.stdout
    assert "/services: 447 in all" in done.stdout
    assert "not offered" not in done.stdout


@pytest.mark.real_data
@pytest.mark.skipif(not published_schemas.SERVICE.exists(), reason="the schemas are not there")
def test_our_own_feed_is_sound_by_the_published_schemas_too(root: str) -> None:
    folder = str(published_schemas.SERVICE.parent)
    done = check_feed(f"{root}/open-referral/", "--ids", "10", "--schemas", folder, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["faults"] == []


def test_what_is_no_feed_fails_with_exit_code_2(root: str) -> None:
    done = check_feed(f"{root}/directory")
    assert done.returncode == 2
    assert "fails: 2 failures" in done.stdout
