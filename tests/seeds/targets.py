"""What fuzzing throws bytes at: every reader of words, and every reader of others' files.

Each target may raise nothing; a file that cannot be read is refused (FileRefused), which is an
answer too.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from graph.errors import FileRefused
from graph.model import Audience, Source, Theme
from seeds.hours import hours_of, spoken_hours
from seeds.mapped.ages import ages_of
from seeds.mapped.days import day_of, yes_no_of
from seeds.mapped.grid import read_grid
from seeds.mapped.guess import guess
from seeds.mapped.mapping import Mapping
from seeds.mapped.money import pounds_of
from seeds.mapped.reader import read_mapped
from seeds.mapped.times import clock_of, days_of, season_of, sessions_of
from seeds.mapped.words import term_of, term_within, terms_of
from seeds.open_referral import values as referral
from seeds.open_referral.reading import read_open_referral
from seeds.opening_hours import opening_hours
from seeds.three_sixty_giving import values as giving
from seeds.three_sixty_giving.reading import read_grants

TODAY = date(2026, 1, 1)
SOURCE = Source(id="fuzzed", name="Fuzzed", retrieved_on=TODAY)
WORDS: tuple[Callable[[str], object], ...] = (
    hours_of, spoken_hours, opening_hours, ages_of, sessions_of, season_of, days_of, clock_of,
    pounds_of, day_of, yes_no_of, referral.words, referral.number, referral.day, referral.clock,
    referral.web_address, giving.text_in, giving.amount_in, giving.day_in, giving.number_in,
    giving.postcode_in,
)  # fmt: skip
TERMS = (term_of, term_within, terms_of)


def words(data: bytes) -> None:
    """Cells, in words."""
    text = data.decode("utf-8", errors="replace")
    for read in WORDS:
        read(text)
    for read in TERMS:
        read(text, Theme)
        read(text, Audience)


def open_referral(data: bytes) -> None:
    """A directory in one JSON file."""
    _refused_at_most(
        data, ".json", lambda path: read_open_referral(path, source=SOURCE, today=TODAY)
    )


def grants_json(data: bytes) -> None:
    """Grants as JSON."""
    _refused_at_most(data, ".json", read_grants)


def grants_csv(data: bytes) -> None:
    """Grants as CSV."""
    _refused_at_most(data, ".csv", read_grants)


def spreadsheet(data: bytes) -> None:
    """Any list as CSV, mapped as it is guessed."""

    def read(path: Path) -> None:
        found = guess(read_grid(path))
        mapping = Mapping(
            name="Fuzzed",
            listed=found.listed,
            columns=found.fields,
            otherwise=found.otherwise,
        )
        read_mapped(path, mapping)

    _refused_at_most(data, ".csv", read)


_SERVICE = {
    "id": "a",
    "name": "Club",
    "status": "active",
    "schedules": [{"freq": "WEEKLY", "byday": "TU", "opens_at": "18:00", "closes_at": "20:00"}],
}
_GRANT = {
    "id": "360G-a-1",
    "title": "t",
    "amountAwarded": 100,
    "currency": "GBP",
    "awardDate": "2024-01-02",
    "recipientOrganization": [{"id": "GB-CHC-1", "name": "A"}],
    "fundingOrganization": [{"id": "GB-CHC-2", "name": "B"}],
}
_GRANTS = """Identifier,Title,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name
360G-a-1,t,"1,000",01/02/2024,GB-CHC-1,A
"""
_LIST = """Group,Village,Ages,When,Cost
Youth club,Bude,11-16,Tue 6-8pm,Free
"""
TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "words": (
        words,
        ("Tue & Thurs 6-8pm", "Mo-Fr 09:00-17:00; PH off", "School Yr 7-9", "1st Weds 3.30-6"),
    ),
    "open-referral": (open_referral, (json.dumps({"contents": [_SERVICE]}),)),
    "grants-json": (grants_json, (json.dumps({"grants": [_GRANT]}),)),
    "grants-csv": (grants_csv, (_GRANTS,)),
    "spreadsheet": (spreadsheet, (_LIST,)),
}
"""By name: what bytes are thrown at, and what to begin with."""


def _refused_at_most(data: bytes, ending: str, read: Callable[[Path], object]) -> None:
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        Path(file.name).write_bytes(data)
        try:
            read(Path(file.name))
        except FileRefused:
            return
