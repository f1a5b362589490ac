"""Backups: all of a graph in one file, from whichever server, to be put into any other.

The file is a stream of JSON lines (RFC 8259, UTF-8), packed (gzip): a first line that says what
it is, then parts (:class:`graph.store.archive.Part`), then a last line with how many rows there
were and the SHA-256 of everything before it. A file without its last line was cut off; one whose
sum is another was changed. It is read to its end before anything is put back. It holds whatever
the graph holds, passwords' hashes and contact details too, and is written for its owner only.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import secrets
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from graph.analysis.progress import Progress, quiet
from graph.errors import ArchiveRefused
from graph.store import Store
from graph.store.archive import Part
from graph.store.labels import Label
from graph.store.schema import VERSION as SCHEMA

FORMAT, FORM = "hedgerow backup", 1
LONGEST_LINE = 256 * 1024 * 1024
"""Bytes of one line; a part holds some two million characters, or one long row."""
PACKED = b"\x1f\x8b"
"""How a packed file begins (RFC 1952)."""
_DATE = "date"
_NONE = "This is no backup of Hedgerow’s; `hedgerow backup` writes one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup says of itself.

    Attributes
    ----------
    made_at
        When, UTC.
    revision, schema
        Of the graph that it was made of.
    hedgerow
        Which version made it.
    counts
        How many rows of each sort it holds ("Organisation", "KEEPS", "TIE").
    sum
        The SHA-256 of what it holds, in hexadecimal digits.
    """

    made_at: datetime
    revision: str
    schema: int
    hedgerow: str
    counts: Mapping[str, int]
    sum: str

    @property
    def rows(self) -> int:
        """How many rows it holds in all."""
        return sum(self.counts.values())


def back_up(store: Store, path: Path, *, at: datetime, progress: Progress = quiet) -> Backup:
    """Write a graph to a file, which appears whole or not at all.

    Parameters
    ----------
    store
        The graph; nobody writes to it meanwhile.
    path
        Where to; what is there already stays there until the new one is whole.
    at
        The moment, for the first line.
    progress
        Told how far it is.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    head: dict[str, Any] = {
        "format": FORMAT,
        "form": FORM,
        "made_at": at.isoformat(),
        "schema": SCHEMA,
        "hedgerow": version("hedgerow"),
    }
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            writer = _Writer(file, head)
            store.archive.put_by(writer.begin, progress=progress)
            writer.end()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return _backup(head, writer.counts, writer.sum)


def read_backup(path: Path, *, progress: Progress = quiet) -> Backup:
    """Read a backup to its end, and say what it is.

    Raises
    ------
    ArchiveRefused
        It is none, it is damaged, or a newer Hedgerow wrote it.
    OSError
        It cannot be read.
    """
    reader = _Reader(path)
    done = 0
    for part in reader.parts():
        done += len(part.rows)
        progress("Checking the backup", done, 0)
    return _backup(reader.head, reader.counts, reader.sum)


def restore(
    store: Store, path: Path, *, replace: bool = False, progress: Progress = quiet
) -> Backup:
    """Make a graph what a backup holds.

    The backup is read to its end before anything is done. From then on the graph counts as being
    restored: cut off, it is opened no more until it is restored again.

    Parameters
    ----------
    store
        The graph; empty, unless it is to be replaced.
    path
        The backup.
    replace
        Whether what the graph holds is to go.
    progress
        Told how far it is.

    Raises
    ------
    ArchiveRefused
        The file is no whole backup, or the graph is not empty; it is as it was.
    OSError
        The file cannot be read.
    """
    told = read_backup(path, progress=progress)
    if not replace and not store.archive.is_empty():
        raise ArchiveRefused(
            "This graph is not empty, and restoring would take out all that it holds. Back it up, "
            "then restore with --replace; or restore into another data folder (HEDGEROW_DATA)."
        )
    store.archive.clear(progress=progress)
    reader = _Reader(path)
    store.archive.put_back(reader.parts(), progress=progress)
    store.archive.finish()
    store.forget_snapshot()
    return told


def _backup(head: Mapping[str, Any], counts: Mapping[str, int], sum: str) -> Backup:
    return Backup(
        made_at=datetime.fromisoformat(head["made_at"]),
        revision=str(counts.get(Label.CHANGE, 0)),
        schema=int(head["schema"]),
        hedgerow=str(head["hedgerow"]),
        counts=dict(counts),
        sum=sum,
    )


class _Writer:
    """Writes lines, and counts and sums them up."""

    def __init__(self, file: IO[bytes], head: Mapping[str, Any]) -> None:
        self._file, self._head = file, head
        self._packed: gzip.GzipFile | None = None
        self._digest = hashlib.sha256()
        self.counts: Counter[str] = Counter()
        self.sum = ""

    def begin(self) -> Any:
        """Begin anew, and give what takes the parts."""
        self._file.seek(0)
        self._file.truncate()
        # No name and no time in it: the same graph gives the same bytes.
        self._packed = gzip.GzipFile("", "wb", 6, self._file, 0)
        self._digest, self.counts = hashlib.sha256(), Counter()
        self._line(self._head)
        return self._take

    def _take(self, part: Part) -> None:
        self.counts[_called(part)] += len(part.rows)
        self._line({"sort": part.sort, "of": part.of, "rows": part.rows})

    def _line(self, told: Mapping[str, Any]) -> None:
        assert self._packed is not None
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_dated)
        line = text.encode() + b"\n"
        self._digest.update(line)
        self._packed.write(line)

    def end(self) -> None:
        """Write the last line."""
        assert self._packed is not None
        self.sum = self._digest.hexdigest()
        self._line({"sort": "end", "counts": self.counts, "sha256": self.sum})
        self._packed.close()
        self._file.flush()


class _Reader:
    """Reads the parts of a file, and sees whether it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.head: Mapping[str, Any] = {}
        self.counts: Counter[str] = Counter()
        self.sum = ""

    def parts(self) -> Iterator[Part]:
        """The parts in turn; what is wrong with the file is raised where it is met."""
        digest = hashlib.sha256()
        ended = False
        for number, line in enumerate(self._lines()):
            if ended:
                raise _damaged("there is something after its end")
            told = _told(line)
            if not number:
                self.head = _checked(told)
            elif told.get("sort") == "end":
                self.sum, ended = digest.hexdigest(), True
                if told.get("sha256") != self.sum or told.get("counts") != dict(self.counts):
                    raise _damaged("its check sum is another")
            else:
                part = _part(told)
                self.counts[_called(part)] += len(part.rows)
                yield part
            digest.update(line)
        if not ended:
            raise _damaged("its end is missing")

    def _lines(self) -> Iterator[bytes]:
        with self._path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as packed:
            if raw.peek(2)[:2] != PACKED:
                raise ArchiveRefused(_NONE)
            try:
                while line := packed.readline(LONGEST_LINE + 1):
                    if len(line) > LONGEST_LINE:
                        raise _damaged("a line of it is far too long")
                    yield line
            except (gzip.BadGzipFile, EOFError, zlib.error):
                raise _damaged("it cannot be unpacked to its end") from None


def _told(line: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(line, object_hook=_undated)
    except (ValueError, RecursionError):
        raise _damaged("a line of it is not JSON") from None
    if not isinstance(told, dict):
        raise _damaged("a line of it says nothing")
    return told


def _checked(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first line; raise where it is none of ours."""
    if head.get("format") != FORMAT:
        raise ArchiveRefused(_NONE)
    try:
        form, schema = int(head["form"]), int(head["schema"])
        datetime.fromisoformat(head["made_at"])
        newer = form > FORM or schema > SCHEMA
        str(head["hedgerow"])
    except (KeyError, TypeError, ValueError):
        raise _damaged("its first line is not whole") from None
    if newer:
        raise ArchiveRefused(
            f"Hedgerow {head['hedgerow']} wrote this backup, which is newer than this one; install "
            "that version or a later one, then restore."
        )
    return head


def _part(told: Mapping[str, Any]) -> Part:
    sort, of, rows = told.get("sort"), told.get("of"), told.get("rows")
    if not (isinstance(sort, str) and isinstance(of, list) and isinstance(rows, list)):
        raise _damaged("a line of it is no part of a graph")
    if not all(isinstance(row, dict) for row in rows) or not all(isinstance(e, str) for e in of):
        raise _damaged("a line of it is no part of a graph")
    return Part(sort=sort, of=tuple(of), rows=rows)


def _called(part: Part) -> str:
    """What the rows of a part are called in counts."""
    match part.sort, part.of:
        case "nodes", (label,):
            return label
        case "links", (_, type, _):
            return type
    return {"ties": "TIE", "made_by": "MADE_BY", "travel_times": "TravelTimes"}.get(
        part.sort, part.sort
    )


def _damaged(why: str) -> ArchiveRefused:
    return ArchiveRefused(f"This backup is damaged: {why}. Nothing was restored; take another.")


def _dated(value: Any) -> Any:
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    raise TypeError(f"A graph holds no {type(value).__name__}.")


def _undated(told: dict[str, Any]) -> Any:
    if len(told) == 1 and _DATE in told:
        with contextlib.suppress(TypeError, ValueError):
            return date.fromisoformat(told[_DATE])
    return told
