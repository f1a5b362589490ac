"""A reading that waits until somebody says that it is to be brought in, kept in a file."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import RowError
from graph.store.images import image_of, record_of_image
from seeds.reading import Mention, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A reading that waits.

    Attributes
    ----------
    reading
        What came.
    whole
        Whether it is all that its source has.
    message
        What it is, for the record of changes.
    """

    reading: Reading
    whole: bool
    message: str


def keep_waiting(path: Path, waiting: Waiting) -> None:
    """Write a reading into a file of its own."""
    reading = waiting.reading
    told = {
        "message": waiting.message,
        "whole": waiting.whole,
        "notes": reading.notes,
        "refused": [asdict(row) for row in reading.refused],
        "more_refused": reading.more_refused,
        "mentions": [asdict(mention) for mention in reading.mentions],
        "seen": sorted(reading.seen),
    }
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as out:
        out.write(json.dumps(told) + "\n")
        for record in reading.records:
            out.write(json.dumps(image_of(record)) + "\n")


def waiting_in(path: Path) -> Waiting:
    """The reading of a file; raise FileNotFoundError where somebody has taken it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told = json.loads(next(file))
        records = tuple(record_of_image(json.loads(line)) for line in file)
    return Waiting(
        message=told["message"],
        whole=told["whole"],
        reading=Reading(
            records=records,
            notes=tuple(told["notes"]),
            refused=tuple(RowError(**row) for row in told["refused"]),
            more_refused=told["more_refused"],
            mentions=tuple(Mention(**mention) for mention in told["mentions"]),
            seen=frozenset(told["seen"]),
        ),
    )
