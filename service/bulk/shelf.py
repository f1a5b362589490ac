"""Previews that wait for their button: kept as files for a day, for who asked and nobody else."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graph.errors import NotFound
from graph.store.images import image_of, kind_named, record_of_image
from service.bulk.up import Preview
from service.saving import Stamps

LASTS_S = 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What a preview showed, to be kept as it was shown.

    Attributes
    ----------
    records
        The rows as they would be.
    stamps
        The rows as they were when somebody looked.
    """

    records: tuple[Any, ...]
    stamps: Stamps


def folder_of(data: Path) -> Path:
    """Where the previews of a data folder lie."""
    return data / "previews"


def put(folder: Path, preview: Preview, *, account_id: str, organisation_id: str) -> str:
    """Keep what a preview shows; the word by which it is found again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget(folder, datetime.now(UTC) - timedelta(seconds=LASTS_S))
    token = secrets.token_urlsafe(24)
    held = {
        "account": account_id,
        "organisation": organisation_id,
        "records": [image_of(record) for record in preview.records],
        "stamps": [[kind.__name__, id, stamp] for (kind, id), stamp in preview.stamps.items()],
    }
    path = folder / f"{token}.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(held), encoding="utf-8")
    return token


def take(folder: Path, token: str, *, account_id: str, organisation_id: str) -> Shelved:
    """What somebody's own preview showed.

    Raises
    ------
    NotFound
        There is none of that word that is theirs, or it is older than a day.
    """
    path = folder / f"{token}.json"
    limit = datetime.now(UTC) - timedelta(seconds=LASTS_S)
    if not _TOKEN.fullmatch(token) or not path.is_file() or _is_older(path, limit):
        raise NotFound("preview", token)
    held = json.loads(path.read_text(encoding="utf-8"))
    if (held["account"], held["organisation"]) != (account_id, organisation_id):
        raise NotFound("preview", token)
    return Shelved(
        records=tuple(record_of_image(image) for image in held["records"]),
        stamps={(kind_named(kind), id): stamp for kind, id, stamp in held["stamps"]},
    )


def throw(folder: Path, token: str) -> None:
    """Take a preview away."""
    if _TOKEN.fullmatch(token):
        (folder / f"{token}.json").unlink(missing_ok=True)


def forget(folder: Path, before: datetime) -> int:
    """Take away the previews that were shown before a moment; answers how many went."""
    old = [path for path in folder.glob("*.json") if _is_older(path, before)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return True
