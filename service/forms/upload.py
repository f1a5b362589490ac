"""The form that brings files in, and where the files are kept while they are read."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from graph.errors import DiskFull
from graph.model import Mode, Term
from service.offers import OfferKind
from service.pages import Problem

MOST_FILES = 20
_NAME_LENGTH = 100


MOST_ADDRESS = 2_000
SCHEMES = ("https://", "http://")


class UploadKind(Term):
    """What is in the files."""

    AREAS = "areas", "Areas: codes, names, population, deprivation"
    BOUNDARIES = "boundaries", "Boundaries of areas"
    PLACES = "places", "Organisations, halls and other places, activities and requests"
    TRAVEL_TIMES = "travel_times", "Travel times from areas to sites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What was sent.

    Attributes
    ----------
    kind
        None where nobody said.
    add_missing
        Boundaries only: whether areas that are not known are to be added.
    mode
        Travel times only: how one travels in rows that do not say, None where nobody said.
    replacing
        Travel times only: whether the times of the same modes that no file has are to go.
    address
        Open Referral only: where a feed is; empty where files were sent.
    whole
        Feeds, grants and registers only: whether the files are all that their source has.
    """

    kind: UploadKind | OfferKind | None
    files: tuple[FileStorage, ...]
    add_missing: bool
    mode: Mode | None = None
    replacing: bool = False
    address: str = ""
    whole: bool = False
    problems: tuple[Problem, ...] = ()


def read_upload_form(
    form: ImmutableMultiDict[str, str], files: ImmutableMultiDict[str, FileStorage]
) -> Upload:
    """Read the form; what is missing is among the problems."""
    problems = []
    given = form.get("kind", "")
    kind = _kind(given)
    if kind is None:
        problems.append(Problem(message="Choose what is in the files.", field="kind"))
    travel = form.get("mode", "")
    if travel and travel not in {mode.value for mode in Mode}:
        problems.append(Problem(message="Choose how they travel from the list.", field="mode"))
        travel = ""
    sent = tuple(file for file in files.getlist("files") if file.filename)
    address = form.get("address", "").strip()
    if address and kind is not OfferKind.OPEN_REFERRAL:
        message = "Only an Open Referral feed has an address; choose that above, or take it out."
        problems.append(Problem(message=message, field="address"))
    elif address and (len(address) > MOST_ADDRESS or not address.startswith(SCHEMES)):
        message = "The address of a feed begins with https:// or http://."
        problems.append(Problem(message=message, field="address"))
    elif address and sent:
        message = "Give the address of a feed or files of one, not both."
        problems.append(Problem(message=message, field="address"))
    if not sent and not address:
        problems.append(Problem(message="Choose a file to bring in.", field="files"))
    if len(sent) > MOST_FILES:
        problems.append(
            Problem(message=f"Send at most {MOST_FILES} files at a time.", field="files")
        )
    return Upload(
        kind=kind,
        files=sent,
        add_missing=form.get("add_missing") == "yes",
        mode=Mode(travel) if travel else None,
        replacing=form.get("replacing") == "yes",
        address=address,
        whole=form.get("whole") == "yes",
        problems=tuple(problems),
    )


def _kind(given: str) -> UploadKind | OfferKind | None:
    for kinds in (UploadKind, OfferKind):
        for kind in kinds:
            if kind.value == given:
                return kind
    return None


def keep(files: Iterable[FileStorage], room: Path) -> tuple[Path, ...]:
    """Write what was sent into a folder, under names of its own that are safe there.

    Raises
    ------
    DiskFull
        There is no room for it; what was written is taken away again.
    """
    kept: list[Path] = []
    try:
        for file in files:
            path = room / safe_name(file.filename or "", {p.name for p in kept})
            kept.append(path)
            file.save(path)
    except OSError as problem:
        for path in kept:
            path.unlink(missing_ok=True)
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull("There is no room left for the files that were sent.") from problem
        raise
    return tuple(kept)


def safe_name(given: str, taken: set[str]) -> str:
    """The file's own name without folders and surprises, and unlike those taken."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in last if c.isprintable()).lstrip(".").strip() or "file"
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    stem = stem.encode()[:_NAME_LENGTH].decode(errors="ignore")
    suffix = f"{dot}{suffix.encode()[:20].decode(errors='ignore')}"
    number, name = 1, f"{stem}{suffix}"
    while name in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name
