"""Opening files that nobody vouches for: sizes are limited before and while they are read."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seeds.reading import first_few, refusal

MEBIBYTE = 1024 * 1024
FILE_BYTES = 256 * MEBIBYTE
EXPANDED_BYTES = 512 * MEBIBYTE
XZ_MEMORY = 128 * MEBIBYTE
_PIECE = 16 * 1024
_PADDING = re.compile(rb"\x00*")
_TEXTS = (".csv", ".tsv", ".json", ".geojson")
_CANNOT = (RuntimeError, NotImplementedError)
"""What zipfile raises of a password, and of a way to pack that it does not know."""

UNSOUND_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises of a zip that is damaged, cut off or made to do harm."""

_GZIP, _XZ = b"\x1f\x8b", b"\xfd7zXZ\x00"
_FORMATS = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"SQLite format 3\x00": "geopackage",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "pdf",
}
_PAGES = (b"<!doctype html", b"<html")


def contents(path: Path, *, most: int = FILE_BYTES, expanded: int = EXPANDED_BYTES) -> bytes:
    """The bytes of a file, unpacked where it is ``.gz``, ``.xz`` or a ``.zip`` of one file.

    Parameters
    ----------
    path
        The file.
    most
        Bytes that it may have on disk; a larger one is refused before it is read.
    expanded
        Bytes that it may have when unpacked; unpacking stops there.

    Raises
    ------
    FileRefused
        It cannot be opened, is empty, too large, or was cut off.
    """
    check_size(path, most=most)
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise refusal(path.name, f"The file cannot be read: {error.strerror}.") from error
    if packed.startswith(_XZ):
        data = _unpacked_xz(path.name, packed, expanded)
    elif packed.startswith(_GZIP):
        data = _unpacked_gzip(path.name, packed, expanded)
    elif packed.startswith(b"PK\x03\x04"):
        data = _unzipped(path, expanded)
    else:
        data = packed
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise refusal(path.name, "The file is empty; it needs a header row and rows below it.")
    return data


def check_size(path: Path, *, most: int = FILE_BYTES) -> None:
    """Refuse a file that is missing, not a file, or too large, before any of it is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise refusal(path.name, f"The file cannot be read: {error.strerror}.") from error
    if not path.is_file():
        raise refusal(path.name, "This is not a file.")
    if size > most:
        raise refusal(
            path.name,
            f"The file has {size / MEBIBYTE:,.0f} MiB; at most {most / MEBIBYTE:,.0f} MiB are "
            "read. Split it, or leave out columns that are not needed.",
        )


def format_of(path: Path, *, most: int = FILE_BYTES) -> str:
    """What a file is by its first bytes: "zip", "geopackage", "xls", "pdf" or "text".

    The name is not asked: a workbook that is called ``.csv`` is still a
    workbook, and what is called ``.gpkg`` but is something else never reaches
    GDAL, which would follow what it says to other files.

    Raises
    ------
    FileRefused
        It cannot be opened, is too large, or is a web page.
    """
    check_size(path, most=most)
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise refusal(path.name, f"The file cannot be read: {error.strerror}.") from error
    for magic, name in _FORMATS.items():
        if start.startswith(magic):
            return name
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        raise refusal(
            path.name,
            "This is a web page (HTML), not the file itself. Download it again, perhaps after "
            "signing in there; or open it in a spreadsheet program and save it as CSV.",
        )
    return "text"


def format_within(path: Path, *, most: int = FILE_BYTES) -> str:
    """What a file is, as :func:`format_of` says; a ``.zip`` of one text is that text.

    Raises
    ------
    FileRefused
        The file is damaged, or a ``.zip`` of several files: which one is meant?
    """
    kind = format_of(path, most=most)
    return "text" if kind == "zip" and _text_within(path) is not None else kind


def _text_within(path: Path) -> zipfile.ZipInfo | None:
    """The one text in a ``.zip``; None where it is a workbook or has none."""
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise refusal(
            path.name,
            "This is not a sound .xlsx workbook or .zip file, or it is cut off; save or fetch it "
            "again.",
        ) from error
    if any(one.filename == "[Content_Types].xml" for one in members):
        return None
    texts = [
        one
        for one in members
        if one.filename.lower().endswith(_TEXTS) and not one.filename.startswith("__MACOSX")
    ]
    if len(texts) > 1:
        shown = first_few([one.filename[-80:] for one in texts])
        raise refusal(
            path.name,
            f"The .zip file holds {len(texts):,} files ({shown}); unpack it and give the ones "
            "that are meant.",
        )
    return texts[0] if texts else None


def _unzipped(path: Path, expanded: int) -> bytes:
    """The one text in a ``.zip``; reading it stops at the limit, whatever size it claims."""
    member = _text_within(path)
    if member is None:
        raise refusal(path.name, "The .zip file has no .csv, .json or .geojson in it.")
    try:
        with zipfile.ZipFile(path) as packed, packed.open(member) as stream:
            data = stream.read(expanded + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, *_CANNOT) as error:
        raise refusal(
            path.name, "The .zip file is damaged, or packed with a password; fetch it again."
        ) from error
    if len(data) > expanded:
        raise _too_large(path.name, expanded)
    return data


def text_of(file: str, data: bytes) -> str:
    """Bytes as text: UTF-8 with or without a byte-order mark.

    Raises
    ------
    FileRefused
        They are not UTF-8, the line and the byte within it are named; or a byte
        is zero, which no text has.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(file, "The file is UTF-16; save it as “CSV UTF-8”.", row=1)
    if (zero := data.find(b"\x00")) >= 0:
        raise refusal(
            file,
            f"Byte {zero + 1:,} of the file is zero, so it looks like UTF-16; save as UTF-8 "
            "(“CSV UTF-8” in a spreadsheet program).",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        place = start - (data.rfind(b"\n", 0, start) + 1) + 1
        raise refusal(
            file,
            f"Line {line:,}, byte {place:,} (0x{data[start]:02X}) is not UTF-8; "
            "save the file as “CSV UTF-8”.",
        ) from error


def lenient_text_of(file: str, data: bytes) -> tuple[str, str]:
    """Bytes as text, and a note where they are not UTF-8.

    Spreadsheet programs here also write UTF-16, which its first bytes tell, and Windows-1252.

    Raises
    ------
    FileRefused
        A byte is zero, which no text has, or UTF-16 is cut off.
    """
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        if wide:
            return data.decode("utf-16"), "The file is UTF-16, not UTF-8; it was read as that."
        if b"\x00" not in data:
            return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    if wide or b"\x00" in data:
        return text_of(file, data), ""  # which refuses it
    note = (
        "The file is not UTF-8; it was read as Windows-1252. Look whether names with accents "
        "and the £ signs are right."
    )
    return data.decode("cp1252", errors="replace"), note


def _too_large(file: str, expanded: int) -> Exception:
    return refusal(
        file, f"Unpacked, the file has more than {expanded / MEBIBYTE:,.0f} MiB; that is too large."
    )


def _unpacked_xz(file: str, packed: bytes, expanded: int) -> bytes:
    def begin() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

    return _unpacked(file, packed, expanded, _Packing(".xz", begin, lzma.LZMAError))


def _unpacked_gzip(file: str, packed: bytes, expanded: int) -> bytes:
    def begin() -> zlib._Decompress:
        return zlib.decompressobj(wbits=31)

    return _unpacked(file, packed, expanded, _Packing(".gz", begin, zlib.error))


@dataclass(frozen=True, slots=True)
class _Packing:
    """One way to pack: its suffix, what begins to unpack a part, and what damage raises."""

    suffix: str
    begin: Callable[[], Any]
    damage: type[Exception]


def _unpacked(file: str, packed: bytes, expanded: int, packing: _Packing) -> bytes:
    """Unpack part after part; fed piece by piece, so that many tiny parts cost no more than one."""
    out: list[bytes] = []
    size = at = 0
    while at < len(packed):
        unpacker = packing.begin()
        while not unpacker.eof and at < len(packed):
            piece = packed[at : at + _PIECE]
            at += len(piece)
            try:
                out.append(unpacker.decompress(piece, expanded + 1 - size))
            except packing.damage as error:
                raise refusal(file, f"The {packing.suffix} file is damaged: {error}.") from error
            size += len(out[-1])
            if size > expanded:
                raise _too_large(file, expanded)
        if not unpacker.eof:
            raise refusal(
                file, f"The {packing.suffix} file is cut off before its end; fetch it again."
            )
        at = _next_part(packed, at - len(unpacker.unused_data))
    return b"".join(out)


def _next_part(packed: bytes, at: int) -> int:
    """Where the next part begins: parts may be padded with zero bytes."""
    padding = _PADDING.match(packed, at)
    return padding.end() if padding else at
