"""An atlas in files: one folder a version, whole or not there."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from graph.model import AreaKind
from graph.network import Network
from maps.atlas import Atlas, Level
from maps.plates import Plate

FORMAT = 1
"""Raised when atlases are made otherwise, so that browsers and folders forget the older ones."""

KEPT = 2
"""How many versions stay: the newest, and the one that open pages still show."""

_WORDS = "levels.json"


def version_of(network: Network, outlines: Mapping[AreaKind, Mapping[str, str]]) -> str:
    """The version of the atlas that these make: of all that is drawn, and of nothing else."""
    digest = hashlib.blake2b(str(FORMAT).encode(), digest_size=8)
    areas = network.areas
    for column in (areas.id, areas.name, areas.kind):
        digest.update("\x1f".join(map(str, column)).encode())
    within = network.within
    for numbers in (areas.longitude, areas.latitude, within.inner, within.outer, within.share):
        digest.update(np.ascontiguousarray(numbers).tobytes())
    for kind in AreaKind:
        for id, text in sorted(outlines.get(kind, {}).items()):
            digest.update(f"\x1e{id}\x1f{text}".encode())
    return digest.hexdigest()


def keep(atlas: Atlas, folder: Path) -> None:
    """Put an atlas into a folder of its version; older versions than :data:`KEPT` go.

    Raises
    ------
    OSError
        The folder cannot be written; then nothing of it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        words = []
        for key, level in atlas.levels.items():
            words.append(_words(level))
            for zoom, plate in level.plates.items():
                columns: dict[str, Any] = dict(plate.columns())
                np.savez(scratch / f"{key}@{zoom}.npz", **columns)
            if level.members is not None:
                np.save(scratch / f"{key}.npy", level.members[1])
        (scratch / _WORDS).write_text(json.dumps(words), encoding="utf-8")
        final = folder / atlas.version
        if final.exists():
            shutil.rmtree(final)
        scratch.rename(final)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    kept = sorted(_versions(folder), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _words(level: Level) -> dict[str, object]:
    return {
        "key": level.key,
        "ids": level.ids,
        "names": level.names,
        "from_zoom": level.from_zoom,
        "zooms": sorted(level.plates),
        "members": None if level.members is None else level.members[0],
    }


def _versions(folder: Path) -> Iterable[Path]:
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def kept(folder: Path, version: str) -> Atlas | None:
    """The atlas of a version, None where it is not there or cannot be read."""
    place = folder / version
    try:
        told = json.loads((place / _WORDS).read_text(encoding="utf-8"))
        levels = [_level(place, words) for words in told]
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return Atlas(version=version, levels={level.key: level for level in levels})


def newest(folder: Path) -> Atlas | None:
    """The atlas that was kept last, None where there is none."""
    if not folder.is_dir():
        return None
    versions = sorted(_versions(folder), key=lambda path: path.stat().st_mtime, reverse=True)
    return next((found for path in versions if (found := kept(folder, path.name))), None)


def _level(place: Path, words: dict[str, object]) -> Level:
    key, members, zooms = str(words["key"]), words["members"], words["zooms"]
    assert isinstance(zooms, list)
    plates = {}
    for zoom in zooms:
        with np.load(place / f"{key}@{int(zoom)}.npz") as columns:
            plates[int(zoom)] = Plate.of_columns(dict(columns))
    return Level(
        key=key,
        ids=_texts(words["ids"]),
        names=_texts(words["names"]),
        from_zoom=float(str(words["from_zoom"])),
        plates=plates,
        members=None if members is None else (_texts(members), np.load(place / f"{key}.npy")),
    )


def _texts(told: object) -> tuple[str, ...]:
    assert isinstance(told, list)
    return tuple(str(each) for each in told)
