"""Packages (zip) unpacked to a folder, within limits that do not believe what the zip claims."""

from __future__ import annotations

import zipfile
from pathlib import Path

from seeds.files import MEBIBYTE, UNSOUND_ZIP, check_size
from seeds.reading import refusal

ARCHIVE_BYTES = 256 * MEBIBYTE
UNPACKED_BYTES = 512 * MEBIBYTE
MEMBERS = 50_000
_PIECE = 256 * 1024
_READ = (".csv", ".json", ".ndjson", ".jsonl", ".xlsx")


def unpacked(path: Path, folder: Path) -> None:
    """Unpack the tables and documents of a zip into a folder.

    Only the last part of a member's name is kept, so that none leaves the folder.

    Raises
    ------
    FileRefused
        It is damaged, needs a password, or is larger than the limits.
    """
    check_size(path, most=ARCHIVE_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS:
                raise refusal(path.name, f"The package has more than {MEMBERS:,} files.")
            _unpack(path.name, archive, members, folder)
    except UNSOUND_ZIP as error:
        raise refusal(
            path.name, "This is not a sound zip, or it is cut off; fetch it again."
        ) from error


def _unpack(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path
) -> None:
    left = UNPACKED_BYTES
    for place, member in enumerate(members):
        parts = [part for part in member.filename.replace("\\", "/").split("/") if part]
        if member.is_dir() or not parts or not parts[-1].lower().endswith(_READ):
            continue
        if parts[-1].startswith(".") or "__MACOSX" in parts:
            continue
        file = folder / _safe(parts[-1])
        if file.exists():
            file = folder / f"{place:05d}" / _safe(parts[-1])
            file.parent.mkdir()
        with archive.open(member) as packed, file.open("wb") as out:
            while piece := packed.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise refusal(
                        name,
                        f"Unpacked, it has more than {UNPACKED_BYTES / MEBIBYTE:,.0f} MiB.",
                    )
                out.write(piece)


def _safe(name: str) -> str:
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in name)
    return kept[-100:].lstrip(".") or "file"
