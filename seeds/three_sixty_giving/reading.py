"""Reading a 360Giving file: JSON package, CSV or workbook."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from graph.collecting import all_kept
from graph.model import Organisation, OrganisationKind, Source
from seeds.reading import Progress, Reading, counted
from seeds.three_sixty_giving.flat import read_flat
from seeds.three_sixty_giving.grants import Grants
from seeds.three_sixty_giving.naming import record_id
from seeds.three_sixty_giving.package import Package, is_json, read_package
from seeds.three_sixty_giving.values import text_in

SEVERAL = "360g-several-funders"


@all_kept()
def read_grants(
    path: Path,
    *,
    areas: Container[str] = (),
    own: str = "",
    progress: Progress | None = None,
) -> Reading:
    """Read a file of grants by 360Giving's standard.

    Parameters
    ----------
    path
        A JSON package, a CSV file, or a workbook.
    areas
        Codes of the areas that the graph holds. Grants keep other codes as they are.
    own
        What identifiers begin with that the graph gave itself
        (:func:`~seeds.three_sixty_giving.naming.own_prefix`).
    progress
        Told the stage, what is done and what there is to do.

    Returns
    -------
    Reading
        The source, the organisations, then the grants; and the rows that were refused. What the
        graph wrote itself comes back without a source: nobody else says so.

    Raises
    ------
    FileRefused
        The file as a whole cannot be read, or nothing in it can be taken.
    """
    package = read_package(path) if is_json(path) else read_flat(path, progress=progress)
    source = None if own and _published_by(package) == own.rstrip("-") else _source(package)
    source_id = source.id if source else None
    grants = Grants(package, areas=areas, own=own, source_id=source_id)
    grants.take_all(progress)
    made = list(grants.made.values())
    named = {id for grant in made for id in (grant.funder_id, grant.recipient_id)}
    organisations = grants.organisations.records(named, source_id)
    refused = tuple(sorted(grants.refused, key=lambda error: error.row))
    notes = (*package.notes, *grants.doubts.sentences(), *_kinds(organisations))
    return Reading(
        records=(*((source,) if source and made else ()), *organisations, *made),
        notes=tuple(f"{package.file}: {note}" for note in notes),
        refused=refused,
    )


def _published_by(package: Package) -> str:
    """The identifier of the package's publisher."""
    publisher = package.about.get("publisher")
    return text_in(publisher.get("identifier")) if isinstance(publisher, dict) else ""


def _source(package: Package) -> Source:
    """Who says so: the package's publisher, else its only funder, else several funders."""
    publisher = package.about.get("publisher")
    publisher = publisher if isinstance(publisher, dict) else {}
    name = text_in(publisher.get("name"))
    identifier = _published_by(package) or text_in(publisher.get("org_id"))
    if not name:
        name, identifier = _only_funder(package)
    website = text_in(publisher.get("website"))
    return Source(
        id=f"{record_id(identifier or name)}"[:110] if name else SEVERAL,
        name=f"360Giving data of {name}"[:300].strip() if name else "360Giving data of funders",
        licence=(_licences(package) or text_in(package.about.get("license")))[:300],
        attribution=name[:1_000],
        website=website if website.startswith(("https://", "http://")) and _fits(website) else "",
    )


def _licences(package: Package) -> str:
    """The licences of the grants, where each says its own, as those out of GrantNav do."""
    found: dict[str, None] = {}
    for _, grant in package.grants:
        dataset = grant.get("dataset") if isinstance(grant, dict) else None
        if isinstance(dataset, dict) and (licence := text_in(dataset.get("license"))):
            found[licence] = None
    return "; ".join(sorted(found))


def _fits(website: str) -> bool:
    return not any(character.isspace() or character in '<>"' for character in website)


def _only_funder(package: Package) -> tuple[str, str]:
    """The name and the identifier of the funder of every grant; empty where there are several."""
    found: dict[str, str] = {}
    before: Any = None
    for _, grant in package.grants:
        funder = grant.get("fundingOrganization") if isinstance(grant, dict) else None
        funder = funder[0] if isinstance(funder, list) and funder else funder
        if isinstance(funder, dict) and funder != before:
            before = funder
            name = text_in(funder.get("name"))
            found.setdefault(text_in(funder.get("id")) or name, name)
        if len(found) > 1:
            return "", ""
    for identifier, name in found.items():
        return name or identifier, identifier
    return "", ""


def _kinds(organisations: Sequence[Organisation]) -> tuple[str, ...]:
    """What the organisations were taken for."""
    if not organisations:
        return ()
    count: dict[OrganisationKind, int] = {}
    for it in organisations:
        count[it.kind] = count.get(it.kind, 0) + 1
    listed = ", ".join(
        f"{kind.label.lower()} {number:,}"
        for kind, number in sorted(count.items(), key=lambda each: (-each[1], each[0]))
    )
    words = counted(len(organisations), "organisation is", "organisations are")
    return (f"what {words} was guessed from names and identifiers: {listed}.",)
