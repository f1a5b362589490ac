"""How the embedded server is started, shared and left, with real processes."""

from __future__ import annotations

import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph.store import open_store
from tests.store.embedded.processes import User, gone, of_folder, told, user, within
from tests.store.records import organisation


def test_the_first_use_starts_a_server_and_the_last_one_stops_it(tmp_path: Path) -> None:
    with open_store(data=tmp_path) as store:
        about = store.about()
        assert about.embedded
        assert psutil.pid_exists(about.pid or 0)
        assert told(tmp_path)["server_pid"] == about.pid
        assert about.address == f"bolt://127.0.0.1:{told(tmp_path)['bolt_port']}"
    assert gone(tmp_path)
    assert not (tmp_path / "graph" / "server.json").exists()


def test_a_second_process_attaches_to_the_running_server(tmp_path: Path) -> None:
    with user(tmp_path) as one, user(tmp_path) as other:
        assert (one.server_pid, one.address) == (other.server_pid, other.address)
        one.ask("write a")
        assert other.ask("count") == 1
        assert len(of_folder(tmp_path)) == 2, "one keeper, one server"
        one.leave()
        assert other.ask("write b") == "b"
        assert other.ask("count") == 2
        assert psutil.pid_exists(other.server_pid)
        other.leave()
    assert gone(tmp_path)


def test_processes_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        users = list(pool.map(lambda _: User(tmp_path), range(3)))
    try:
        assert len({each.server_pid for each in users}) == 1
        for number, each in enumerate(users):
            each.ask(f"write o{number}")
        assert [each.ask("count") for each in users] == [3, 3, 3]
    finally:
        for each in users:
            each.close()
    assert gone(tmp_path)


def test_what_was_written_is_there_at_the_next_start(tmp_path: Path) -> None:
    with open_store(data=tmp_path) as store:
        store.write([organisation("a")], by="ann", message="Add")
        first = store.about().pid
    assert gone(tmp_path)
    with open_store(data=tmp_path) as store:
        assert store.organisation("a") == organisation("a")
        assert store.about().pid != first


def test_commands_that_follow_each_other_find_the_server_still_there(tmp_path: Path) -> None:
    with open_store(data=tmp_path) as store:
        first = store.about().pid
    with open_store(data=tmp_path) as store:
        assert store.about().pid == first


def test_every_listener_is_on_the_loopback(tmp_path: Path) -> None:
    with open_store(data=tmp_path) as store:
        server = psutil.Process(store.about().pid)
        listening = [
            each for each in server.net_connections("inet") if each.status == psutil.CONN_LISTEN
        ]
        assert listening
        loopback = {"127.0.0.1", "::ffff:127.0.0.1", "::1"}
        assert {each.laddr.ip for each in listening} <= loopback
        keeper = psutil.Process(told(tmp_path)["keeper_pid"])
        assert keeper.net_connections("inet") == []


def test_the_password_is_in_a_file_for_its_owner_alone_and_on_no_command_line(
    tmp_path: Path,
) -> None:
    with open_store(data=tmp_path):
        place = tmp_path / "graph" / "password"
        password = place.read_text()
        assert len(password) >= 40
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert place.stat().st_uid == os.geteuid()
        for process in psutil.process_iter():
            try:
                seen = " ".join(process.cmdline()) + str(
                    process.environ() if process in of_folder(tmp_path) else ""
                )
            except psutil.Error:
                continue
            assert password not in seen, process
        for log in (tmp_path / "graph").glob("*.log"):
            assert password not in log.read_text("utf-8", "replace")


def test_every_server_has_a_password_of_its_own(tmp_path: Path) -> None:
    with open_store(data=tmp_path):
        first = (tmp_path / "graph" / "password").read_text()
    assert gone(tmp_path)
    with open_store(data=tmp_path):
        assert (tmp_path / "graph" / "password").read_text() != first


@pytest.mark.parametrize("who", ["server_pid", "keeper_pid"])
def test_an_open_store_goes_on_after_its_server_or_keeper_was_killed(
    tmp_path: Path, who: str
) -> None:
    with open_store(data=tmp_path) as store:
        store.write([organisation("before")], by="ann", message="Add")
        killed = told(tmp_path)
        os.kill(killed[who], signal.SIGKILL)
        assert store.organisation("before") == organisation("before")
        store.write([organisation("after")], by="ann", message="Add")
        assert sorted(store.snapshot().organisations.id) == ["after", "before"]
        assert within(lambda: not psutil.pid_exists(killed["server_pid"]), 30)
        assert store.about().pid != killed["server_pid"]
        assert within(lambda: len(of_folder(tmp_path)) == 2, 30), "one keeper, one server"
    assert gone(tmp_path)


def test_a_write_meets_a_server_that_was_just_killed_and_is_kept_once(tmp_path: Path) -> None:
    with open_store(data=tmp_path) as store:
        for number in range(3):
            os.kill(told(tmp_path)["server_pid"], signal.SIGKILL)
            written = store.write([organisation(f"o{number}")], by="ann", message="Add")
            assert written.added == {"Organisation": 1}
        assert store.revision() == "3"


def test_killing_the_server_while_a_process_writes_loses_no_acknowledged_write(
    tmp_path: Path,
) -> None:
    with user(tmp_path) as writer:
        writer.tell("stream s")
        acknowledged = [writer.answer() for _ in range(20)]
        os.kill(told(tmp_path)["server_pid"], signal.SIGKILL)
        acknowledged += [writer.answer() for _ in range(20)]
        acknowledged += writer.kill()
    with open_store(data=tmp_path) as store:
        kept = set(store.snapshot().organisations.id)
        assert {f"s{number}" for number in acknowledged} <= kept
        assert len(kept) <= len(acknowledged) + 1, "at most the one that was under way"


def test_killing_the_process_that_writes_loses_no_acknowledged_write_and_stops_the_server(
    tmp_path: Path,
) -> None:
    with user(tmp_path) as writer:
        writer.tell("stream s")
        acknowledged = [writer.answer() for _ in range(20)]
        acknowledged += writer.kill()
    assert gone(tmp_path)
    with open_store(data=tmp_path) as store:
        kept = set(store.snapshot().organisations.id)
        assert {f"s{number}" for number in acknowledged} <= kept
        assert int(store.revision()) == len(kept)


def test_killing_everything_at_once_loses_no_acknowledged_write(tmp_path: Path) -> None:
    with user(tmp_path) as writer:
        writer.tell("stream s")
        acknowledged = [writer.answer() for _ in range(20)]
        for process in of_folder(tmp_path):
            process.kill()
        acknowledged += writer.kill()
    with open_store(data=tmp_path) as store:
        assert {f"s{number}" for number in acknowledged} <= set(store.snapshot().organisations.id)
