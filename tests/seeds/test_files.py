from __future__ import annotations

import gzip
import lzma
import os
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from seeds import files
from seeds.areas import read_areas
from seeds.boundaries import read_boundaries
from seeds.files import contents, text_of
from seeds.places import read_places
from tests.seeds.making import refused, text_file

GIB = 1024**3
AREAS = "code,name\r\nE01000001,Aldersgate é\r\n"


def test_a_file_with_and_without_a_byte_order_mark_reads_the_same(tmp_path: Path) -> None:
    bare = read_areas(text_file(tmp_path, "a.csv", AREAS))
    marked = read_areas(text_file(tmp_path, "a.csv", AREAS.encode("utf-8-sig")))
    assert bare == marked
    assert bare.records[1].id == "E01000001"


def test_bytes_that_are_not_utf8_are_refused_naming_line_and_byte(tmp_path: Path) -> None:
    path = text_file(tmp_path, "old.csv", b"code,name\nE01000001,caf\xe9\n")
    (error,) = refused(lambda: read_areas(path))
    assert error.file == "old.csv"
    assert "Line 2, byte 14 (0xE9)" in error.message
    assert "CSV UTF-8" in error.message


def test_line_and_byte_are_right_behind_a_byte_order_mark_too() -> None:
    (error,) = refused(lambda: text_of("a.csv", b"\xef\xbb\xbfcode\nabc\xff"))
    assert "Line 2, byte 4 (0xFF)" in error.message
    (error,) = refused(lambda: text_of("a.csv", b"\xef\xbb\xbf\xff"))
    assert "Line 1, byte 4 (0xFF)" in error.message


def test_utf16_is_named_as_such(tmp_path: Path) -> None:
    path = text_file(tmp_path, "wide.csv", AREAS.encode("utf-16"))
    (error,) = refused(lambda: read_areas(path))
    assert "UTF-16" in error.message


@pytest.mark.parametrize("name", ["wide.csv", "wide.geojson"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_known_by_its_zero_bytes(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = text_file(tmp_path, name, AREAS.encode(encoding))
    for read in (read_areas, lambda path: read_boundaries(path, known={})):
        (error,) = refused(lambda read=read: read(path))  # type: ignore[misc]
        assert "looks like UTF-16; save as UTF-8" in error.message


def test_a_single_zero_byte_is_named_by_its_place() -> None:
    (error,) = refused(lambda: text_of("a.csv", b"code\nab\x00c"))
    assert "Byte 8 of the file is zero" in error.message


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (error,) = refused(lambda: read_areas(text_file(tmp_path, "empty.csv", content)))
    assert "empty" in error.message


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    (error,) = refused(lambda: read_areas(text_file(tmp_path, "a.csv", "code,name\n")))
    assert "no row below the header" in error.message


@pytest.mark.parametrize("name", ["big.csv", "big.xlsx", "big.geojson", "big.gpkg", "big.csv.xz"])
def test_a_two_gigabyte_file_is_refused_before_it_is_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    starts = {".xlsx": b"PK\x03\x04", ".gpkg": b"SQLite format 3\x00", ".xz": b"\xfd7zXZ\x00"}
    with path.open("wb") as file:
        file.write(starts.get(path.suffix, b"code,name\n"))
        os.truncate(file.fileno(), 2 * GIB)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    for read in (
        read_areas,
        read_places,
        lambda path: read_boundaries(path, known={}),
    ):
        errors = refused(lambda read=read: read(path))  # type: ignore[misc]
        assert "MiB" in errors[0].message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (error,) = refused(lambda: read_areas(tmp_path / "nothing.csv"))
    assert "cannot be read" in error.message
    (error,) = refused(lambda: read_areas(tmp_path))
    assert "not a file" in error.message


@pytest.mark.parametrize(("suffix", "pack"), [("xz", lzma.compress), ("gz", gzip.compress)])
def test_packed_tables_are_read(tmp_path: Path, suffix: str, pack: object) -> None:
    path = text_file(tmp_path, f"a.csv.{suffix}", pack(AREAS.encode()))  # type: ignore[operator]
    assert read_areas(path).records[1].id == "E01000001"


@pytest.mark.parametrize(("suffix", "pack"), [("xz", lzma.compress), ("gz", gzip.compress)])
def test_a_packed_table_that_is_cut_off_is_refused(
    tmp_path: Path, suffix: str, pack: object
) -> None:
    whole: bytes = pack(AREAS.encode() * 500)  # type: ignore[operator]
    path = text_file(tmp_path, f"a.csv.{suffix}", whole[: len(whole) // 2])
    (error,) = refused(lambda: read_areas(path))
    assert "cut off" in error.message or "damaged" in error.message


@pytest.mark.parametrize(("suffix", "pack"), [("xz", lzma.compress), ("gz", gzip.compress)])
def test_unpacking_stops_at_the_limit(tmp_path: Path, suffix: str, pack: object) -> None:
    bomb: bytes = pack(b"0" * 3_000_000)  # type: ignore[operator]
    path = text_file(tmp_path, f"bomb.csv.{suffix}", bomb)
    assert len(bomb) < 10_000
    (error,) = refused(lambda: contents(path, expanded=1_000_000))
    assert "Unpacked" in error.message
    assert len(contents(path, expanded=3_000_000)) == 3_000_000


def test_several_packed_streams_count_together(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a.csv.gz", gzip.compress(b"0" * 600_000) * 2)
    assert len(contents(path)) == 1_200_000
    assert "Unpacked" in refused(lambda: contents(path, expanded=1_000_000))[0].message


def test_an_xz_file_that_asks_for_too_much_memory_is_refused(tmp_path: Path) -> None:
    greedy = lzma.compress(b"code,name\n", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**29}])
    (error,) = refused(lambda: contents(text_file(tmp_path, "a.csv.xz", greedy)))
    assert "damaged" in error.message
    assert files.XZ_MEMORY < 2**29


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_parts_one_after_another_are_read_as_one_text(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    whole = AREAS.encode() + b"E01000002,B\r\n" * 100_000
    parts = [pack(whole[:10]), bytes(8), pack(b""), pack(whole[10:]), bytes(8)]
    assert contents(text_file(tmp_path, "parts.csv.packed", b"".join(parts))) == whole


def test_a_file_of_many_tiny_packed_parts_is_not_read_over_and_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[int] = []
    real = zlib.decompressobj

    class Counting:
        def __init__(self, wbits: int) -> None:
            self.inner = real(wbits=wbits)

        def decompress(self, data: bytes, most: int) -> bytes:
            fed.append(len(data))
            return self.inner.decompress(data, most)

        def __getattr__(self, name: str) -> object:
            return getattr(self.inner, name)

    monkeypatch.setattr(files.zlib, "decompressobj", Counting)
    path = text_file(tmp_path, "tiny.csv.gz", gzip.compress(b"a", mtime=0) * 10_000)
    assert contents(path) == b"a" * 10_000
    assert max(fed) < path.stat().st_size / 10


@pytest.mark.parametrize("name", ["areas.csv", "areas.xls", "areas.geojson"])
def test_a_web_page_that_was_saved_for_the_file_is_called_one(tmp_path: Path, name: str) -> None:
    page = b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><title>Sign in</title></html>"
    for read in (read_areas, read_places, partial(read_boundaries, known={})):
        (error,) = refused(partial(read, text_file(tmp_path, name, page)))
        assert "web page (HTML)" in error.message
