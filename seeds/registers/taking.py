"""What the readers of registers share: what the graph has, what is taken, what is passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.errors import FileRefused, InvalidData, RowError
from graph.model import AreaKind, Organisation, Record, Site, Source
from seeds.contacts import without_contacts
from seeds.personal import tells_birth
from seeds.reading import Progress, Reading, counted, first_few
from seeds.registers.extracts import Extract, cleaned

LOCAL = (
    AreaKind.COUNTY,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.PARISH,
    AreaKind.WARD,
    AreaKind.MSOA,
    AreaKind.LSOA,
    AreaKind.LOCAL,
)
"""Kinds of area that are somewhere: to work in all of England is not to work here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the graph has, for a register to be told by.

    Attributes
    ----------
    areas
        Name and kind of each area, by id.
    identified
        Names of organisations, by each of their identifiers.
    """

    areas: Mapping[str, tuple[str, AreaKind]] = field(default_factory=dict)
    identified: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What of a register is wanted.

    Attributes
    ----------
    today
        The day by which a register's dates are past or to come.
    everything
        What is passed over otherwise too: charities that are not for young people, schools of
        every phase, parishes that the graph does not have, councils outside England.
    here
        Only what says that it works, or stands, in a local area of the graph.
    progress
        Told how many rows have been read.
    """

    today: date
    everything: bool = False
    here: bool = False
    progress: Progress | None = None


class Taking:
    """The organisations of one register as they are taken, and the reasons why others are not."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.organisations: dict[str, Organisation] = {}
        self.sites: dict[str, Site] = {}
        self.passed: Counter[tuple[str, str]] = Counter()
        self.repeated = 0
        self.told: list[str] = []
        self.refused: list[RowError] = []
        self.more = 0
        self.files: list[str] = []

    def add(self, extract: Extract, row: int, make: Callable[[], Organisation | None]) -> None:
        """Take an organisation, or refuse its row; the same one twice is kept once."""
        try:
            made = make()
        except InvalidData as error:
            extract.faults.add(str(error), row=row, column=extract.written_as(error.field))
            return
        if made is None:
            return
        if made.id in self.organisations:
            self.repeated += 1
            return
        self.organisations[made.id] = made

    def pass_over(self, one: str, many: str) -> None:
        """Count something that is passed over, with its words: "is closed", "are closed"."""
        self.passed[one, many] += 1

    def ended(self, extract: Extract) -> None:
        """Take over the refused rows of a file, and what of it was passed over."""
        faults = extract.faults
        self.told += extract.notes
        if faults.file not in self.files:
            self.files.append(faults.file)
        self.refused += faults.errors
        self.more += faults.more

    def reading(self, *, one: str, many: str, advice: str = "") -> Reading:
        """What was taken, with a note for each reason why something was not.

        Raises
        ------
        FileRefused
            Nothing was taken; ``advice`` says what would help.
        """
        notes = [
            f"{counted(number, one, many)} {first if number == 1 else several}."
            for (first, several), number in self.passed.most_common()
        ]
        if self.repeated:
            notes.append(
                f"{counted(self.repeated, 'row repeats', 'rows repeat')} another; kept once."
            )
        notes += self.told
        if not self.organisations:
            raise FileRefused([*self.refused, self._nothing(one, notes, advice)])
        records: tuple[Record, ...] = (
            self.source,
            *(self.sites[id] for id in sorted(self.sites)),
            *(self.organisations[id] for id in sorted(self.organisations)),
        )
        return Reading(
            records=records,
            notes=tuple(notes),
            refused=tuple(self.refused),
            more_refused=self.more,
        )

    def _nothing(self, one: str, notes: list[str], advice: str) -> RowError:
        why = " ".join([f"There is no {one} to import.", *notes[:4], advice]).strip()
        return RowError(file=first_few(self.files), row=0, column="", message=why)


def described(text: str) -> str:
    """A description without contact details and control characters; none where it tells births."""
    bare = without_contacts(cleaned(text))[:5_000]
    return "" if tells_birth(bare) else bare


def registered_name(text: str) -> str:
    """A name as people write it; registers have many in capitals."""
    name = cleaned(text)
    if not name.isupper() or len(name) < 6:
        return name
    words = [_cased(word, at) for at, word in enumerate(name.split(" "))]
    return " ".join(words)


_SMALL = {"and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "upon", "with"}
_CAPITALS = {
    *("YMCA", "YWCA", "UK", "CIC", "CIO", "PTA", "PTFA", "PFA", "RC", "BMX", "RNLI", "RSPCA"),
    *("NSPCC", "CVS", "WI", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"),
    *("LGBT", "LGBTQ", "SEND", "HIV", "AIDS", "RAF", "ATC", "USA", "BBC", "NHS", "FC", "AFC"),
    *("CE", "VC", "VA", "FE", "HQ", "DIY", "IT", "TV", "UCM", "MS", "ME"),
}


def _cased(word: str, at: int) -> str:
    bare = word.strip("().,'\"-/&")
    if bare in _CAPITALS or any(sign.isdigit() for sign in bare) or "." in bare:
        return word.lower() if bare[:-2].isdigit() else word
    if at and word.lower() in _SMALL:
        return word.lower()
    parts = word.lower().replace("’", "'").split("'")
    first = "-".join(part[:1].upper() + part[1:] for part in parts[0].split("-"))
    first = f"({first[1:].capitalize()}" if first.startswith("(") else first
    rest = [part if len(part) <= 2 else part.capitalize() for part in parts[1:]]
    return "'".join([first, *rest])


def named(words: list[str]) -> str:
    """A few names in a sentence, sorted."""
    return first_few(sorted(words), 5)
