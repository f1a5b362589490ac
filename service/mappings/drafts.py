"""Spreadsheets on their way in: a file and what was decided of it, kept a day for who sent it."""

from __future__ import annotations

import json
import re
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from werkzeug.datastructures import FileStorage

from graph.errors import FileRefused, NotFound
from seeds.mapped.mapping import Mapping, read_mapping
from service.forms.upload import keep as keep_files

FOLDER = "spreadsheets"
LASTS_S = 24 * 3600
_TAKEN = ".taken"
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
    forget(folder, datetime.now(UTC) - timedelta(seconds=LASTS_S))
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
    limit = datetime.now(UTC) - timedelta(seconds=LASTS_S)
    if not _TOKEN.fullmatch(token) or _is_older(room, limit):
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


def take(draft: Draft, doer: str, *, job: str) -> Draft:
    """Take a draft to bring it in, so that nobody else does.

    Raises
    ------
    NotFound
        It was taken already.
    """
    told = json.dumps({"doer": doer, "job": job})
    room = draft.folder.with_name(f"{draft.token}{_TAKEN}")
    try:
        (draft.folder / "job.json").write_text(told, encoding="utf-8")
        draft.folder.rename(room)
    except OSError:
        raise NotFound("spreadsheet", draft.token) from None
    return replace(draft, folder=room, file=room / "file" / draft.file.name)


def put_back(draft: Draft) -> None:
    """Put a draft back that was taken."""
    draft.folder.rename(draft.folder.with_name(draft.token))


def spend(draft: Draft) -> None:
    """Take away what was brought in; which job did it is told for a day."""
    shutil.rmtree(draft.folder / "file", ignore_errors=True)
    (draft.folder / "draft.json").unlink(missing_ok=True)


def job_of(folder: Path, token: str, doer: str) -> str:
    """The job that brings or brought somebody's draft in; empty where none does."""
    if not _TOKEN.fullmatch(token):
        return ""
    try:
        told = json.loads((folder / f"{token}{_TAKEN}" / "job.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(told["job"]) if told.get("doer") == doer else ""


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


def forget(folder: Path, before: datetime) -> int:
    """Take away the drafts that nobody touched since a moment; answers how many went."""
    old = [room for room in folder.glob("*") if _is_older(room, before)]
    for room in old:
        shutil.rmtree(room, ignore_errors=True)
    return len(old)


def _is_older(room: Path, before: datetime) -> bool:
    try:
        return room.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return True
