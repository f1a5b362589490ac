from __future__ import annotations

import gzip
import io
import json
import lzma
import zipfile
from pathlib import Path

import pytest

from graph.errors import FileRefused
from seeds.registers.extracts import column_name, extracts
from tests.seeds.making import refused, text_file, xlsx_file

WANTED = {"code": ("code",), "name": ("name", "title")}


def known(columns: frozenset[str]) -> bool:
    return "code" in columns


def rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    return [row for extract in extracts(path, header=known) for row in extract.rows(WANTED)]


def zipped(folder: Path, **members: str) -> Path:
    path = folder / "register.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name.replace("_", "."), text)
    return path


def test_column_names_are_read_without_regard_to_case_and_signs() -> None:
    assert column_name("\ufeffPhaseOfEducation (name)") == "phaseofeducation_name"
    assert column_name("local-authority Type") == "local_authority_type"


@pytest.mark.parametrize(
    "data",
    [
        b"code,name\na,One\nb,Two\n",
        b"\xef\xbb\xbfCODE,Name\r\na,One\r\nb,Two\r\n",
        b"code\tname\na\tOne\nb\tTwo\n",
        b'[{"code": "a", "name": "One"}, {"code": "b", "name": "Two"}]',
        b'{"rows": [{"code": "a", "title": "One"}, {"code": "b", "title": "Two"}]}',
        b'{"a": "One", "b": "Two"}',
        gzip.compress(b"code,name\na,One\nb,Two\n", mtime=0),
        lzma.compress(b"code,name\na,One\nb,Two\n"),
    ],
)
def test_text_json_and_packed_files_are_read_alike(tmp_path: Path, data: bytes) -> None:
    found = [row for _, row in rows(text_file(tmp_path, "register", data))]
    assert found == [{"code": "a", "name": "One"}, {"code": "b", "name": "Two"}]


def test_every_table_of_a_zip_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, one_csv="code,name\na,One\n", two_txt="code\tname\nb\tTwo\n")
    assert [row["name"] for _, row in rows(path)] == ["One", "Two"]


def test_a_workbook_is_read_from_under_its_titles(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "r.xlsx", ["Register of things"], [], ["Code", "Name"], ["a", "One"])
    assert rows(path) == [(4, {"code": "a", "name": "One"})]


def test_quotation_marks_and_escaped_tabs_of_tabbed_text_are_kept(tmp_path: Path) -> None:
    path = text_file(tmp_path, "r.txt", 'code\tname\na\tThe "Hut" \\\t5\nb\t"Two\n')
    assert [row["name"] for _, row in rows(path)] == ['The "Hut" \t5', '"Two']


def test_a_row_of_tabbed_text_that_a_line_break_cuts_is_put_together(tmp_path: Path) -> None:
    text = "code\tname\tend\r\na\tOne\r\n\tx\r\nb\tTwo and\r\nmore\ty\r\nc\tThree\tz\r\n"
    found = [row for _, row in rows(text_file(tmp_path, "r.txt", text))]
    assert [row["code"] for row in found] == ["a", "b", "c"]
    assert [row["name"] for row in found] == ["One", "Two and more", "Three"]


def test_a_short_row_of_tabbed_text_does_not_take_the_next_with_it(tmp_path: Path) -> None:
    path = text_file(tmp_path, "r.txt", "code\tname\tend\na\tOne\nb\tTwo\ty\n")
    assert [row["code"] for _, row in rows(path)] == ["a", "b"]


def test_a_line_that_is_not_utf_8_is_read_as_windows_1252(tmp_path: Path) -> None:
    path = text_file(tmp_path, "r.csv", "code,name\na,Café\n".encode() + b"b,Caf\xe9 \x96 bar\n")
    assert [row["name"] for _, row in rows(path)] == ["Café", "Café – bar"]


def test_a_letter_that_is_cut_between_two_pieces_of_a_long_line_stays_whole(tmp_path: Path) -> None:
    objects = [{"code": str(at), "name": "é" * 997} for at in range(2_000)]
    path = text_file(tmp_path, "r.json", json.dumps(objects, ensure_ascii=False))
    found = rows(path)
    assert len(found) == 2_000
    assert {row["name"] for _, row in found} == {"é" * 997}


def test_rows_that_are_refused_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = text_file(tmp_path, "r.csv", "code,name\na,One\nb,Two,Three\nc,Four\n")
    for extract in extracts(path, header=known):
        found = [row["code"] for _, row in extract.rows(WANTED)]
        assert found == ["a", "c"]
        assert [error.row for error in extract.faults.errors] == [3]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"name,place\nOne,Here\n", "first row has name, place"),
        (b"\n\n\n", "empty"),
        (b'[{"code": "a"}, {"code"', "cut off"),
        (b'[{"code": "a"}, 7]', "not an object"),
        (b'{"code": {"deep": 1}}', "neither"),
        (b"[]", "no objects"),
        ("code,name\n".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7", "no register"),
        (b"[" * 3_000_000, "not an object"),
        (b'{"a":' * 200_000, "JSON"),
    ],
)
def test_other_files_are_refused_with_the_reason(tmp_path: Path, data: bytes, word: str) -> None:
    errors = refused(lambda: rows(text_file(tmp_path, "r", data)))
    assert word in errors[0].message


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path, one_csv="code,name\n" + "a,One\n" * 9_000).read_bytes()
    buffer = io.BytesIO(whole)
    broken = bytearray(buffer.getvalue())
    broken[60:70] = bytes(10)
    with pytest.raises(FileRefused):
        rows(text_file(tmp_path, "broken.zip", bytes(broken)))
    with pytest.raises(FileRefused):
        rows(text_file(tmp_path, "cut.zip", whole[: len(whole) // 2]))


def test_a_zip_without_a_table_is_refused(tmp_path: Path) -> None:
    errors = refused(lambda: rows(zipped(tmp_path, readme_md="# Nothing")))
    assert "no .txt, .csv or .json" in errors[0].message
