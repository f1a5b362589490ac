"""Spreadsheets on their way in: a file and what was decided of it, kept a day for who sent it."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from werkzeug.datastructures import FileStorage

from graph.errors import FileRefused, NotFound
from seeds.mapped.mapping import Mapping, read_mapping
from service.forms.upload import keep as keep_files

FOLDER = "spreadsheets"
LASTS_S = 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A spreadsheet on its way in.

    Attributes
    ----------
    token
        The word by which it is found.
    folder
        Where it lies.
    file
        The file.
    mapping
        What was decided so far; None where nobody has said anything yet.
    """

    token: str
    folder: Path
    file: Path
    mapping: Mapping | None = None


def folder_of(data: Path) -> Path:
    """Where the drafts of a data folder lie."""
    return data / FOLDER


def begin(folder: Path, file: FileStorage, doer: str) -> Draft:
    """Keep a file that was sent."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _tidy(folder)
    token = secrets.token_urlsafe(24)
    room = folder / token
    (room / "file").mkdir(mode=0o700, parents=True)
    try:
        (path,) = keep_files([file], room / "file")
    except Exception:
        shutil.rmtree(room, ignore_errors=True)
        raise
    draft = Draft(token=token, folder=room, file=path)
    _write(draft, doer)
    return draft


def find(folder: Path, token: str, doer: str) -> Draft:
    """Somebody's own draft.

    Raises
    ------
    NotFound
        There is none of that word that is theirs, or it is older than a day.
    """
    room = folder / token
    if not _TOKEN.fullmatch(token) or _is_old(room):
        raise NotFound("spreadsheet", token)
    try:
        told = json.loads((room / "draft.json").read_text(encoding="utf-8"))
        mapping = read_mapping("draft", told["mapping"]) if told["mapping"] else None
    except (OSError, ValueError, KeyError, FileRefused):
        raise NotFound("spreadsheet", token) from None
    path = room / "file" / told["file"]
    if told["doer"] != doer or not path.is_file():
        raise NotFound("spreadsheet", token)
    return Draft(token=token, folder=room, file=path, mapping=mapping)


def decide(draft: Draft, mapping: Mapping, doer: str) -> Draft:
    """Keep what somebody decided of a draft."""
    decided = replace(draft, mapping=mapping)
    _write(decided, doer)
    return decided


def throw(draft: Draft) -> None:
    """Take a draft away."""
    shutil.rmtree(draft.folder, ignore_errors=True)


def _write(draft: Draft, doer: str) -> None:
    told = {
        "doer": doer,
        "file": draft.file.name,
        "mapping": draft.mapping.to_json() if draft.mapping else "",
    }
    path = draft.folder / "draft.json"
    new = draft.folder / f"{secrets.token_hex(8)}.draft"
    new.touch(mode=0o600)
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(path)


def _tidy(folder: Path) -> None:
    for room in folder.iterdir():
        if _is_old(room):
            shutil.rmtree(room, ignore_errors=True)


def _is_old(room: Path) -> bool:
    try:
        return time.time() - room.stat().st_mtime > LASTS_S
    except FileNotFoundError:
        return True
