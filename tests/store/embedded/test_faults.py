"""What can be wrong with a data folder, each in one plain line, or mended without a word."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.errors import (
    DataFolderHeld,
    DataFolderNotWritable,
    DiskFull,
    LoginRefused,
    StoreUnavailable,
)
from graph.store import open_store
from graph.store.embedded import java, keeper, server, wheel
from tests.store.embedded.processes import gone, open_as_nobody, told, within
from tests.store.records import organisation

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that every user can reach."""
    place = Path("/tmp") / f"hedgerow-{os.getpid()}-{os.urandom(4).hex()}"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    yield place
    gone(place / "data")
    shutil.rmtree(place)


@as_root
def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(shared: Path) -> None:
    locked = shared / "locked"
    locked.mkdir(mode=0o755)
    for data in (locked, locked / "below"):
        said = open_as_nobody(data)
        assert said.startswith(f"DataFolderNotWritable The data folder {data} cannot be written")
        assert "HEDGEROW_DATA" in said
        assert said.count("\n") == 1


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(DataFolderNotWritable, match=re.escape(str(tmp_path / "data"))):
        open_store(data=tmp_path / "data")


@pytest.mark.parametrize("where", ["/proc/nowhere", "/tmp/" + "x" * 300])
def test_a_folder_that_cannot_be_made_is_named(where: str) -> None:
    with pytest.raises(DataFolderNotWritable, match="cannot be written"):
        open_store(data=Path(where))


def test_a_read_only_file_system_is_named(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DataFolderNotWritable, match="Read-only file system"):
        open_store(data=tmp_path)


@as_root
def test_a_live_server_of_another_user_is_named_and_left_alone(shared: Path) -> None:
    data = shared / "data"
    with open_store(data=data) as store:
        store.write([organisation("a")], by="ann", message="Add")
        said = open_as_nobody(data)
        pid = store.about().pid
        assert said.startswith(f"DataFolderHeld The data folder {data} is held by")
        assert "“root”" in said
        assert f"process {pid}" in said
        assert store.organisation("a")
        assert store.about().pid == pid


@as_root
def test_root_does_not_take_over_the_live_server_of_another_user(shared: Path) -> None:
    """A real keeper of the user nobody, with a stand-in for Java."""
    python = shutil.which("python3", path=os.defpath)
    if python is None:
        pytest.skip("there is no python3 that every user can run")
    folder = shared / "data" / "graph"
    folder.mkdir(parents=True)
    shutil.copy(keeper.__file__, shared / "keeper.py")
    (folder / "server.json").write_text('{"bolt_port": 1, "uid": 65534}')
    for place in (shared / "data", folder, folder / "server.json"):
        os.chown(place, 65534, 65534)
    with (folder / "attached.lock").open("w") as attached:
        os.chown(folder / "attached.lock", 65534, 65534)
        fcntl.flock(attached, fcntl.LOCK_SH)
        subprocess.run(
            [python, "-I", "-S", shared / "keeper.py", folder, "0", "sleep", "600"],
            user=65534,
            group=65534,
            extra_groups=[],
            check=True,
            timeout=30,
        )
        pid = told(shared / "data")["server_pid"]
        with pytest.raises(DataFolderHeld, match=rf"“nobody” \(process {pid}\)"):
            open_store(data=shared / "data")
        assert psutil.pid_exists(pid)
    assert within(lambda: not psutil.pid_exists(pid), 10), "it stopped with its last user"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield place
    gone(place / "data")
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk; give the file that takes it."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(b"x" * 2**20):
            pass
    return filler


def test_a_full_disk_is_named_nothing_is_lost_and_room_mends_it(small_disk: Path) -> None:
    data = small_disk / "data"
    with open_store(data=data) as store:
        store.write([organisation("a")], by="ann", message="Add")
        filler = fill(small_disk)
        with pytest.raises(DiskFull, match=rf"{data} is full.*HEDGEROW_DATA"):
            store.write([organisation("b")], by="ann", message="Add")
        assert store.organisation("a")
        assert store.revision() == "1"
        assert store.about().problems[0].startswith(f"The disk of the data folder {data} is full")
        filler.unlink()
        store.write([organisation("b")], by="ann", message="Add")
        assert store.revision() == "2"
        assert store.about().problems == ()


def test_a_disk_too_small_for_a_change_keeps_the_changes_before_it(small_disk: Path) -> None:
    data = small_disk / "data"
    with open_store(data=data) as store:
        store.write([organisation("a")], by="ann", message="Add")
        with pytest.raises(DiskFull, match="is full; make room"):
            store.write(
                [organisation(f"o{n}", description="x" * 4_900) for n in range(20_000)],
                by="ann",
                message="Too much",
            )
        assert store.revision() == "1"
        assert store.counts()["Organisation"] == 1
        subprocess.run(["mount", "-o", "remount,size=512m", str(small_disk)], check=True)
        with open_store(data=data) as other:
            other.write([organisation("b")], by="ann", message="With room again")
        store.write([organisation("c")], by="ann", message="With room again")
    assert gone(data)
    with open_store(data=data) as store:
        assert list(store.snapshot().organisations.id) == ["a", "b", "c"]
        assert store.revision() == "3"


def test_a_disk_that_is_full_at_the_start_is_named(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(DiskFull, match="make room"):
        open_store(data=small_disk / "data")


def test_what_a_dead_server_told_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        (tmp_path / "graph" / "server.json").write_text(
            f'{{"bolt_port": {other.getsockname()[1]}, "uid": 0, "server_pid": {os.getpid()}, '
            f'"keeper_pid": {os.getpid()}}}'
        )
        (tmp_path / "graph" / "password").write_text("old")
        with open_store(data=tmp_path) as store:
            assert store.about().pid != os.getpid()


@pytest.mark.parametrize("text", ["", "[]", '{"bolt_port": "x"}'])
def test_a_damaged_note_of_a_live_server_is_mended(tmp_path: Path, text: str) -> None:
    with open_store(data=tmp_path) as store:
        store.write([organisation("a")], by="ann", message="Add")
        (tmp_path / "graph" / "server.json").write_text(text)
        with open_store(data=tmp_path) as other:
            assert other.organisation("a")
        assert store.organisation("a")


@pytest.mark.parametrize("damage", ["gone", "other", "binary"])
def test_a_lost_password_locks_nobody_out(tmp_path: Path, damage: str) -> None:
    with open_store(data=tmp_path) as store:
        store.write([organisation("a")], by="ann", message="Add")
        place = tmp_path / "graph" / "password"
        match damage:
            case "gone":
                place.unlink()
            case "other":
                place.write_text("not-the-password")
            case "binary":
                place.write_bytes(b"\xff\x00\xfe")
        with open_store(data=tmp_path) as other:
            assert other.organisation("a")
            other.write([organisation("b")], by="ann", message="Add")
        assert store.organisation("b")


def test_a_data_folder_may_be_moved(tmp_path: Path) -> None:
    with open_store(data=tmp_path / "one") as store:
        store.write([organisation("a")], by="ann", message="Add")
    assert gone(tmp_path / "one")
    shutil.move(tmp_path / "one", tmp_path / "two words – ü")
    with open_store(data=tmp_path / "two words – ü") as store:
        assert store.organisation("a")
        store.write([organisation("b")], by="ann", message="Add")


def test_a_data_folder_that_is_cleared_away_meanwhile_begins_anew(tmp_path: Path) -> None:
    with open_store(data=tmp_path / "data") as store:
        store.write([organisation("a")], by="ann", message="Add")
        os.kill(told(tmp_path / "data")["server_pid"], 9)
        assert gone(tmp_path / "data")
        shutil.rmtree(tmp_path / "data")
        assert store.revision() == "0"


def test_a_data_folder_may_be_named_in_two_ways(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with (
        open_store(data=tmp_path / "real") as one,
        open_store(data=tmp_path / "link") as other,
    ):
        assert one.about().pid == other.about().pid


def test_a_port_that_was_taken_meanwhile_is_given_up_for_another(
    tmp_path: Path, monkeypatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        free = server._free_port
        ports = iter([taken, taken])
        monkeypatch.setattr(server, "_free_port", lambda: next(ports, 0) or free())
        with open_store(data=tmp_path) as store:
            assert not store.about().address.endswith(f":{taken}")
            store.write([organisation("a")], by="ann", message="Add")


def test_a_missing_wheel_is_named_with_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(wheel, "MODULE", "arcadedb_embedded_that_is_not_there")
    with pytest.raises(StoreUnavailable, match=r"pip install arcadedb-embedded.*NEO4J_URI"):
        open_store(data=tmp_path)


def test_a_damaged_wheel_is_named(tmp_path: Path, monkeypatch) -> None:
    package = tmp_path / "package" / "damaged_wheel"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setattr(wheel, "MODULE", "damaged_wheel")
    with pytest.raises(StoreUnavailable, match=r"is damaged: .*java is missing"):
        open_store(data=tmp_path / "data")


def test_a_server_that_cannot_start_is_named_with_its_log_and_its_reason(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(java, "MAIN", "no.such.Main")
    monkeypatch.setattr(server, "STARTS", 1)
    with pytest.raises(StoreUnavailable, match=r"server\.log says why \(.*no\.such\.Main"):
        open_store(data=tmp_path)
    assert gone(tmp_path)


def test_a_change_too_large_for_the_memory_is_named_and_leaves_the_graph_as_it_was(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(java, "heap_mib", lambda: 96)
    monkeypatch.setattr(server, "heap_mib", lambda: 96)
    with open_store(data=tmp_path) as store:
        store.write([organisation("a")], by="ann", message="Add")
        text = "x" * 5_000
        with pytest.raises(Exception, match="too large for the embedded server's memory"):
            store.write(
                [organisation(f"o{n}", description=text) for n in range(20_000)],
                by="ann",
                message="Too much",
            )
        assert store.revision() == "1"
        assert list(store.snapshot().organisations.id) == ["a"]
        store.write([organisation("b")], by="ann", message="Add")


@pytest.mark.parametrize(
    ("machine_mib", "heap"), [(1_024, 512), (2_048, 512), (8_192, 2_048), (65_536, 2_048)]
)
def test_the_server_takes_a_quarter_of_the_memory_within_bounds(
    monkeypatch, machine_mib: int, heap: int
) -> None:
    sizes = {"SC_PAGE_SIZE": 4_096, "SC_PHYS_PAGES": machine_mib * 256}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
    assert java.heap_mib() == heap


def test_a_server_elsewhere_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    with pytest.raises(StoreUnavailable, match=rf"bolt://127.0.0.1:{port}"):
        open_store(data=tmp_path, uri=f"bolt://127.0.0.1:{port}", password="x")


def test_a_server_elsewhere_that_refuses_the_password_is_named(neo4j, tmp_path: Path) -> None:
    with pytest.raises(LoginRefused, match="NEO4J_PASSWORD"):
        open_store(data=tmp_path, uri=neo4j.place.uri, password="wrong")
