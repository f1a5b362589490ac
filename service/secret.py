"""The key that signs forms and cookies: from the settings, or kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from graph.errors import DataFolderNotWritable
from service.config import Config

FILE = "web.key"


def secret_key(config: Config) -> str:
    """The key; made once and kept with mode 0600 where the settings name none.

    Raises
    ------
    DataFolderNotWritable
        It can neither be read nor made.
    """
    if config.secret_key:
        return config.secret_key
    path = config.data / FILE
    try:
        config.data.mkdir(parents=True, exist_ok=True)
        return _kept(path) or _made(path)
    except OSError as problem:
        raise DataFolderNotWritable(
            f"The data folder {config.data} cannot be written ({problem.strerror}); "
            "choose another with HEDGEROW_DATA."
        ) from problem


def _kept(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _made(path: Path) -> str:
    """Make the key; where another process was quicker, take its."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # fails where there is one already, and is whole when it is there
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _kept(path)
