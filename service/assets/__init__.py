"""The front-end files that pages use: brought from npm and built at install time.

``python -m service.assets`` builds them into the git-ignored folder
``service/assets/built``. This module only reads what was built, so that a
machine with an installed wheel needs no Node.js.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE / "built"
STYLES = HERE / "styles"
STATIC = HERE.parent / "static"
MANIFEST = "manifest.json"
NOT_BUILT = "not-built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What was built.

    Attributes
    ----------
    folder
        Where the files are.
    version
        A hash over all of them, which stands in their addresses, so that a
        browser may keep a file for ever; ``not-built`` where nothing was built.
    inputs
        A hash over what they were built from.
    files
        Their names, with ``/`` between folders, and their sizes in bytes.
    """

    folder: Path
    version: str
    inputs: str = ""
    files: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = BUILT) -> Assets:
        """Read the list of what was built; an empty list where nothing was."""
        try:
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return cls(
                folder=folder,
                version=told["version"],
                inputs=told["inputs"],
                files=dict(told["files"]),
            )
        except (OSError, ValueError, KeyError):
            return cls(folder=folder, version=NOT_BUILT)

    @property
    def complete(self) -> bool:
        """Whether there is something to serve, and all of it is there."""
        return bool(self.files) and all((self.folder / name).is_file() for name in self.files)


def up_to_date() -> bool:
    """Whether what was built is complete, and was built from what is here now."""
    assets = Assets.read()
    return assets.complete and assets.inputs == inputs()


def inputs() -> str:
    """A hash over everything that a build depends on."""
    digest = hashlib.sha256()
    ours = [HERE / "package-lock.json", HERE / "packages.py", HERE / "build.py"]
    for path in [*ours, *files_in(STYLES), *files_in(STATIC)]:
        digest.update(path.relative_to(HERE.parent).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it, in order of their paths, hidden ones left out."""
    yield from sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
