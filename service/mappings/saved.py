"""Mappings that somebody saved by name, as files of the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from graph.errors import FileRefused, NotFound
from seeds.mapped.mapping import Mapping, read_mapping
from seeds.naming import slug

FOLDER = "mappings"
MOST = 500
MOST_BYTES = 1024 * 1024


def folder_of(data: Path) -> Path:
    """Where the mappings of a data folder are kept."""
    return data / FOLDER


def save(folder: Path, mapping: Mapping) -> None:
    """Save a mapping by its name; an earlier one of that name is replaced."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _path(folder, mapping.name)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.draft")
    draft.touch(mode=0o600)
    draft.write_text(mapping.to_json(), encoding="utf-8")
    os.replace(draft, path)


def saved(folder: Path) -> tuple[Mapping, ...]:
    """Every saved mapping, by name; files that are none are passed over."""
    found: list[Mapping] = []
    for path in sorted(folder.glob("*.json"))[:MOST]:
        try:
            found.append(_read(path))
        except (FileRefused, NotFound):
            continue
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def named(folder: Path, name: str) -> Mapping:
    """The saved mapping of a name.

    Raises
    ------
    NotFound
        There is none.
    FileRefused
        What is saved by that name is no mapping.
    """
    return _read(_path(folder, name))


def named_or_file(folder: Path, name: str) -> Mapping:
    """The saved mapping of a name, or else the one in a file; raises as :func:`named` does."""
    path = Path(name)
    if not _path(folder, name).is_file() and path.suffix == ".json" and path.is_file():
        return _read(path)
    return named(folder, name)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{slug(name)[:100]}.json"


def _read(path: Path) -> Mapping:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotFound("mapping", path.stem)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NotFound("mapping", path.stem) from None
    return read_mapping(path.name, text)
