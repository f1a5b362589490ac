"""Reading Open Referral: a file, a folder, a packed package, or a feed that was fetched."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from graph.collecting import all_kept
from graph.errors import FileRefused, InvalidData, RowError
from graph.model import Record, Source
from seeds.files import format_of
from seeds.open_referral.archives import unpacked
from seeds.open_referral.directory import Asked, Directory, Lookups
from seeds.open_referral.documents import Documents, json_of
from seeds.open_referral.locations import Positions
from seeds.open_referral.notes import notes_of
from seeds.open_referral.services import take_service
from seeds.open_referral.tabular import (
    Tables,
    csv_table,
    is_table,
    is_workbook,
    put_together,
    workbook_tables,
)
from seeds.open_referral.themes import themes_of
from seeds.reading import MOST_REFUSED, STEP, Progress, Reading, refusal

FILES = 200_000
"""Files of a folder that are read."""

NOTHING = (
    "There is no Open Referral here: neither services as JSON (a page with “contents”, a list, or "
    "one service) nor a table called services.csv."
)


def read_open_referral(
    path: Path,
    *,
    source: Source,
    today: date,
    themes: Path | None = None,
    areas: Container[str] = (),
    positions: Positions | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read services, of the UK profile 3.0, 1.0 or 2.0, or of the international HSDS 3.

    Parameters
    ----------
    path
        JSON (a page, a list, one service, one object a line; also .gz, .xz), a workbook with a
        sheet for each table, a zip, or a folder of JSON or CSV files.
    source
        Who says so. Ids that are no UUIDs are told apart by it.
    today
        The day that schedules and costs are held against.
    themes
        A table (match, text, theme) whose rows go before those of the repository.
    areas
        Codes of the areas that the graph knows; others are left out and told.
    positions
        Where postcodes are, for locations without a position.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        The source, sites, organisations and activities, by their ids. ``refused`` has the
        services and locations that could not be taken, ``notes`` what was passed over or assumed.

    Raises
    ------
    FileRefused
        It cannot be read, holds no services or organisations, or none that can be taken.
    """
    asked = Asked(
        source=source, today=today, themes=themes_of(themes), areas=areas, positions=positions
    )
    with all_kept():
        documents = documents_of(path)
        if documents.is_empty and not documents.faults:
            raise refusal(path.name, NOTHING)
        return _read(documents, asked, path.name, progress)


def documents_of(path: Path) -> Documents:
    """Everything that a file or a folder holds, parsed.

    Raises
    ------
    FileRefused
        It cannot be read.
    """
    documents, tables = Documents(), Tables()
    if path.is_dir():
        _add_folder(path, documents, tables)
    elif is_workbook(path):
        workbook_tables(path, tables, documents)
    elif format_of(path) == "zip":
        with tempfile.TemporaryDirectory() as folder:
            unpacked(path, Path(folder))
            _add_folder(Path(folder), documents, tables)
    elif is_table(path):
        tables.add(path.name, csv_table(path, path.name, documents))
    elif format_of(path) != "text" or not documents.add(json_of(path, path.name), path.name):
        raise refusal(path.name, NOTHING)
    put_together(tables, documents)
    if tables.passed:
        names = ", ".join(sorted(tables.passed)[:12])
        documents.notes.append(f"Tables that are not read: {names}.")
    return documents


def _add_folder(folder: Path, documents: Documents, tables: Tables) -> None:
    paths = sorted(
        one for one in folder.rglob("*") if one.is_file() and not _is_hidden(one, folder)
    )
    if len(paths) > FILES:
        raise refusal(folder.name, f"The folder has more than {FILES:,} files; that is too many.")
    is_tabular = any(is_table(one) for one in paths)
    for one in paths:
        name = one.relative_to(folder).as_posix()
        if is_table(one):
            tables.add(one.name, csv_table(one, name, documents))
        elif is_workbook(one):
            workbook_tables(one, tables, documents)
        elif one.suffix.lower() == ".csv":
            tables.passed.append(one.stem)
        elif _is_json(one) and not is_tabular:
            _add_json(one, name, documents)


def _add_json(path: Path, name: str, documents: Documents) -> None:
    """Add one JSON file of several; one that cannot be read is refused by itself."""
    try:
        is_known = documents.add(json_of(path, name), name)
    except FileRefused as refused:
        documents.of(name).add(refused.errors[0].message)
        documents.partial = True
        return
    if not is_known:
        documents.notes.append(f"{name}: not read; it holds no list that is known.")


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)


def _is_json(path: Path) -> bool:
    return any(suffix.lower() in (".json", ".ndjson", ".jsonl") for suffix in path.suffixes)


def _read(documents: Documents, asked: Asked, name: str, progress: Progress | None) -> Reading:
    lookups = Lookups(
        organisations=documents.organisations,
        locations=documents.locations,
        terms=documents.terms,
    )
    directory = Directory(asked, lookups)
    total = len(documents.services)
    for done, stood in enumerate(documents.services):
        if progress is not None and done % STEP == 0:
            progress("Reading services", done, total)
        take_service(directory, stood.service, documents.of(stood.file), stood.row)
    if progress is not None:
        progress("Reading services", total, total)
    if not documents.services:
        _take_organisations(directory, documents)
    refused, more = _refused(documents)
    _leave_idle(directory, documents)
    if not directory.activities and not directory.organisations and (refused or not total):
        _raise_nothing(name, refused)
    notes = [*documents.notes, *notes_of(directory)]
    if documents.partial:
        notes.append("Not every file could be read, so nothing is taken to have vanished.")
    return Reading(
        records=_records(directory),
        notes=tuple(notes),
        refused=refused,
        more_refused=more,
        seen=frozenset(directory.withheld),
        partial=documents.partial,
    )


def _take_organisations(directory: Directory, documents: Documents) -> None:
    """A list of organisations alone is one too."""
    for id, one in documents.organisations.items():
        try:
            directory.organisation(one, id)
        except InvalidData as error:
            documents.of(str(one.get("_file", ""))).add(
                str(error), row=int(one.get("_row", 0)), column="name"
            )


def _leave_idle(directory: Directory, documents: Documents) -> None:
    """Leave out organisations that run nothing that was taken, where there are services at all."""
    if documents.services:
        running = {one.organisation_id for one in directory.activities.values()}
        for id in directory.organisations.keys() - running:
            del directory.organisations[id]


def _refused(documents: Documents) -> tuple[tuple[RowError, ...], int]:
    every = [error for faults in documents.faults.values() for error in faults.errors]
    more = sum(faults.more for faults in documents.faults.values())
    return tuple(every[:MOST_REFUSED]), more + max(0, len(every) - MOST_REFUSED)


def _raise_nothing(name: str, refused: Sequence[RowError]) -> None:
    closing = RowError(file=name, row=0, column="", message="No service of it could be taken.")
    raise FileRefused([*refused, closing])


def _records(directory: Directory) -> tuple[Record, ...]:
    """The source, then sites, organisations that run something, activities, each by id."""
    organisations = [
        replace(one, area_ids=tuple(sorted(served)))
        if (served := directory.serves.get(id))
        else one
        for id, one in sorted(directory.organisations.items())
    ]
    return (
        directory.asked.source,
        *(directory.sites[id] for id in sorted(directory.sites)),
        *organisations,
        *(directory.activities[id] for id in sorted(directory.activities)),
    )
