"""Zipped shapefiles, unpacked for GDAL: one set of parts, each known by its suffix, and counted."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from seeds.files import MEBIBYTE
from seeds.reading import first_few, refusal

UNPACKED_BYTES = 1_024 * MEBIBYTE
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf")
_BEGINS = b"\x00\x00\x27\x0a"
"""How every .shp begins; GDAL, which asks the content, reads anything else as what it is."""

_PIECE = 1024 * 1024


def holds_shapefile(path: Path) -> bool:
    """Whether a ``.zip`` has shapes in it."""
    try:
        with zipfile.ZipFile(path) as packed:
            return any(name.lower().endswith(".shp") for name in packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise refusal(path.name, "The .zip file is damaged or cut off; fetch it again.") from error


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The shapefile in a ``.zip``, in a folder that goes afterwards.

    Raises
    ------
    FileRefused
        It has several, a part is missing, it is no shapefile, damaged or too large.
    """
    with tempfile.TemporaryDirectory(prefix="hedgerow-") as folder:
        try:
            with zipfile.ZipFile(path) as packed:
                for suffix, member in _parts(path.name, packed).items():
                    _unpack(path.name, packed, member, Path(folder) / f"layer{suffix}")
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise refusal(
                path.name, "The .zip file is damaged, or packed with a password; fetch it again."
            ) from error
        shapes = Path(folder) / "layer.shp"
        with shapes.open("rb") as file:
            if file.read(4) != _BEGINS:
                raise refusal(path.name, "The .shp in the .zip file is no shapefile.")
        yield shapes


def _parts(file: str, packed: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts of the one shapefile, by suffix."""
    members = [one for one in packed.infolist() if not one.filename.startswith("__MACOSX")]
    shapes = [one for one in members if one.filename.lower().endswith(".shp")]
    if len(shapes) > 1:
        shown = first_few([one.filename[-80:] for one in shapes])
        raise refusal(
            file,
            f"The .zip file has {len(shapes)} shapefiles ({shown}); pack the one that is meant.",
        )
    stem = PurePosixPath(shapes[0].filename).with_suffix("")
    found = {
        suffix: one
        for one in members
        if PurePosixPath(one.filename).with_suffix("") == stem
        and (suffix := PurePosixPath(one.filename).suffix.lower()) in _PARTS
    }
    missing = [suffix for suffix in _NEEDED if suffix not in found]
    if missing:
        raise refusal(file, f"The shapefile has no {', '.join(missing)}; pack all of its parts.")
    return found


def _unpack(file: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    size = 0
    with packed.open(member) as part, to.open("wb") as out:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > UNPACKED_BYTES:
                raise refusal(
                    file,
                    f"Unpacked, “{member.filename[-80:]}” has more than "
                    f"{UNPACKED_BYTES // MEBIBYTE:,} MiB; take simplified outlines.",
                )
            out.write(piece)
