"""A file that a command writes: where it may be, and that it is whole or not there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click


class NewFile(click.Path):
    """A file to be written: in a folder that is there, with an ending that programs know it by.

    Parameters
    ----------
    endings
        How its name may end; any way where none is given.
    """

    def __init__(self, *endings: str) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self.endings = endings

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The path; a usage error where no such file can be written."""
        path = Path(str(super().convert(value, param, ctx)))
        if str(path) == "-":
            self.fail("A file is written, and nothing to standard output. Name the file.")
        if self.endings and path.suffix.lower() not in self.endings:
            others = f" ({', '.join(self.endings)} will do)" if self.endings[1:] else ""
            right = f"{path.name}{self.endings[0]}"
            self.fail(f"Programs know such a file by its ending. Call it {right}{others}.")
        if not path.parent.is_dir():
            self.fail(f"{path} cannot be written: there is no folder {path.parent}.")
        if path.exists() and not path.is_file():
            self.fail(f"{path} cannot be written: it is no ordinary file.")
        return path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write a file that comes to ``path`` when it is done; before that nothing does.

    Raises
    ------
    click.ClickException
        It cannot be written there.
    """
    prefix = f".{path.name[:40]}."
    with written(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=prefix) as folder:
        draft = Path(folder) / path.name
        yield draft
        draft.replace(path)


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Say in a line why a file cannot be written."""
    try:
        yield
    except OSError as problem:
        raise click.ClickException(
            f"{path} cannot be written: {problem.strerror or problem}. Name a file in a folder of "
            "yours that has room."
        ) from problem
