"""Backups: whole or refused, the same graph after as before, and nobody else's to read."""

from __future__ import annotations

import gzip
import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.duplication import find_duplication
from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities import find_opportunities
from graph.errors import ArchiveRefused
from graph.store import Store, open_store
from seeds.demo import read_demo
from service.backups import FORMAT, SCHEMA, back_up, read_backup, restore
from tests.builders import an_organisation
from tests.store.networks import assert_same
from tests.store.servers import Embedded

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def county_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county, changed a little so that it has a past."""
    with open_store(data=tmp_path_factory.mktemp("county")) as store:
        store.write(read_demo(), by="test", message="Loaded")
        one = store.organisation(str(store.snapshot().organisations.id[0]))
        store.write([an_organisation("new"), one], by="test", message="Changed")
        yield store


@pytest.fixture(scope="session")
def kept(county_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("backups") / "county.hedgerow"
    back_up(county_store, file, at=AT)
    return file


@pytest.fixture(scope="session")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """Another server, to restore to."""
    data = tmp_path_factory.mktemp("other")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture
def other(other_server: Embedded) -> Iterator[Store]:
    """Its graph, empty."""
    other_server.wipe()
    with other_server.open() as store:
        yield store


def test_a_county_is_restored_with_the_same_findings(
    county_store: Store, kept: Path, other: Store
) -> None:
    told = restore(other, kept)
    assert other.counts() == county_store.counts()
    assert other.revision() == county_store.revision() == told.revision
    before, after = county_store.snapshot(), other.snapshot()
    assert_same(after, before)
    for find in (find_gaps, find_duplication, find_opportunities):
        assert find(after, today=AT.date()) == find(before, today=AT.date())  # type: ignore[operator]


def test_a_backup_says_what_it_is(county_store: Store, kept: Path) -> None:
    told = read_backup(kept)
    assert (told.made_at, told.schema) == (AT, SCHEMA)
    assert told.revision == county_store.revision()
    assert told.counts["Organisation"] == county_store.counts()["Organisation"]


def test_the_same_graph_gives_the_same_file(
    county_store: Store, kept: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    back_up(county_store, again, at=AT)
    assert sorted(_lines(again)[1:-1]) == sorted(_lines(kept)[1:-1])


def test_only_its_owner_reads_it(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_backup_that_is_cut_off_leaves_the_one_before(
    county_store: Store, kept: Path, tmp_path: Path
) -> None:
    file = tmp_path / "county"
    file.write_bytes(kept.read_bytes())

    def stop(stage: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(county_store, file, at=AT, progress=stop)
    assert file.read_bytes() == kept.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["county"]


def test_a_graph_with_something_in_it_is_not_restored_to_unless_it_is_said(
    kept: Path, other: Store
) -> None:
    other.write([an_organisation("here")], by="test", message="Here")
    with pytest.raises(ArchiveRefused, match="not empty"):
        restore(other, kept)
    assert other.counts()["Organisation"] == 1
    restore(other, kept, replace=True)
    assert other.find(type(an_organisation("here")), "here") is None
    assert other.counts()["Organisation"] > 300


# -- damage -----------------------------------------------------------------------


def _lines(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)


def _packed(file: Path, lines: list[bytes]) -> Path:
    file.write_bytes(gzip.compress(b"".join(lines), 1))
    return file


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, other_server: Embedded) -> bytes:
    """A backup of a village, as it is in its file."""
    other_server.wipe()
    file = tmp_path_factory.mktemp("small") / "village"
    with other_server.open() as store:
        store.write([an_organisation("a"), an_organisation("b")], by="test", message="Two")
        back_up(store, file, at=AT)
    return file.read_bytes()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_changed_in_it_is_noticed(
    small: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = gzip.decompress(small)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[at]))
    file = tmp_path_factory.getbasetemp() / "changed"
    file.write_bytes(gzip.compress(text[:at] + bytes([other]) + text[at + 1 :], 1))
    with pytest.raises(ArchiveRefused):
        read_backup(file)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_cut_off_or_torn_is_refused_in_words(
    small: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cut = data.draw(st.integers(0, len(small) - 1))
    noise = data.draw(st.binary(max_size=40))
    file = tmp_path_factory.getbasetemp() / "torn"
    file.write_bytes(small[:cut] + noise)
    try:
        told = read_backup(file)
    except ArchiveRefused:
        return
    assert file.read_bytes() == small, "only what is as it was written is taken"
    assert told.rows


def test_a_damaged_backup_leaves_the_graph_as_it_was(
    small: bytes, tmp_path: Path, other: Store
) -> None:
    other.write([an_organisation("here")], by="test", message="Here")
    file = tmp_path / "torn"
    file.write_bytes(small[:-20])
    with pytest.raises(ArchiveRefused):
        restore(other, file, replace=True)
    assert other.counts()["Organisation"] == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"format": FORMAT, "form": 1, "schema": SCHEMA + 1}, "newer"),
        ({"format": FORMAT, "form": 2, "schema": SCHEMA}, "newer"),
        ({"format": "something else"}, "no backup"),
        ({"format": FORMAT}, "first line"),
        ([1, 2], "says nothing"),
    ],
)
def test_what_is_no_backup_of_this_hedgerow_is_told(
    kept: Path, tmp_path: Path, told: Any, words: str
) -> None:
    if isinstance(told, dict) and "form" in told:
        told |= {"made_at": AT.isoformat(), "hedgerow": "9.1"}
    lines = [json.dumps(told).encode() + b"\n", *_lines(kept)[1:]]
    with pytest.raises(ArchiveRefused, match=words):
        read_backup(_packed(tmp_path / "other", lines))


@pytest.mark.parametrize(
    "content",
    [b"", b"id,name\n", b"\x1f\x8b", b"PK\x03\x04", gzip.compress(b"[" * 100_000)],
    ids=["nothing", "a table", "half a head", "another archive", "deep"],
)
def test_what_is_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(ArchiveRefused):
        read_backup(file)
