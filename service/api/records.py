"""The records as resources: each table of the network, filtered as its columns allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from graph.errors import InvalidData
from graph.model import (
    AreaKind,
    AssetKind,
    Audience,
    NeedKind,
    OrganisationKind,
    PartnershipKind,
    RequestStage,
    Term,
    Theme,
    TieKind,
)
from graph.network import Network, Table
from service.agreements.sides import is_public
from service.api.resource import Filter, Listed, Resource, holds
from service.directory import search
from service.entries import RecordType
from service.exports import Sheet
from service.findings import directory, keep
from service.formats import folded
from service.forms.query import Query
from service.forms.wanted import read_wanted
from service.opened import network, store
from service.sheets import grants, partners, records

GROUP = "Records"

MAY_NAME = {
    "kind": ("kind",),
    "stage": ("stage",),
    "theme": ("theme",),
    "organisation": (
        "organisation_id",
        "from_id",
        "to_id",
        "funder_id",
        "recipient_id",
        "borrower_id",
        "signatory_ids",
    ),
    "area": ("area_id", "area_ids"),
    "within": ("within_ids",),
    "partnership": ("partnership_id",),
    "outcome": ("outcome_id", "outcome_ids"),
}
"""The columns that a filter looks at; a row stays where any of them holds the value."""

WORDS = Filter("q", str, "Words that its name has.", "youth")
ORGANISATION = Filter(
    "organisation", str, "The identifier of an organisation that it names.", "bude-youth-club"
)
AREA = Filter("area", str, "The code of an area that it names.", "E04011406")
PARTNERSHIP = Filter("partnership", str, "The identifier of its partnership.", "youth-board")
OUTCOME = Filter("outcome", str, "The identifier of an outcome that it names.", "confidence")

SEARCHED = (
    Filter(
        "q", str, "Words that its name, its description, its place or its keeper have.", "youth"
    ),
    Filter("theme", Theme, "What it has to do with.", "music"),
    Filter("audience", Audience, "Whom it has to be open to.", "girls"),
    Filter("age_from", int, "The youngest age, 0 to 120.", 11, low=0, high=120),
    Filter("age_to", int, "The oldest age, 0 to 120.", 15, low=0, high=120),
    Filter("area", str, "Where: the code or the name of an area.", "Bude-Stratton"),
)
"""What the directory may be asked."""


def kind_filter(vocabulary: type[Term], name: str = "kind") -> Filter:
    """A filter by a word of a vocabulary."""
    return Filter(name, vocabulary, "What it has to be.", next(iter(vocabulary)).value)


def filtered(sheet: Sheet[Any], rows: Sequence[Any]) -> Sequence[Any]:
    """The rows that this request's filters leave."""
    cells = {column.heading: column.cell for column in sheet.columns}
    for name, headings in MAY_NAME.items():
        value = request.args.get(name, "")
        looked = [cells[heading] for heading in headings if heading in cells]
        if value and looked:
            rows = [row for row in rows if any(holds(cell(row), value) for cell in looked)]
    words = folded(request.args.get("q", "")).split()
    if words and "name" in cells:
        called = cells["name"]
        rows = [row for row in rows if all(w in folded(str(called(row))) for w in words)]
    return rows


def table_of(sheet_of: Callable[[Network], Sheet[int]], table: str) -> Callable[[], Listed]:
    """The rows of a table of the network, as this request filters them."""

    def listed() -> Listed:
        known = network()
        sheet, columns = sheet_of(known), getattr(known, table)
        assert isinstance(columns, Table)
        rows = filtered(sheet, range(len(columns)))
        return Listed(network=known, sheet=sheet, rows=rows, by_id=columns.rows)

    return listed


def things_of(sheet_of: Callable[[Network], Sheet[Any]], field: str) -> Callable[[], Listed]:
    """Some of the small kinds of records, as this request filters them."""

    def listed() -> Listed:
        known = network()
        sheet, found = sheet_of(known), getattr(known, field)
        if field == "agreements":
            found = tuple(one for one in found if is_public(one))
        rows = filtered(sheet, sorted(found, key=lambda one: str(one.id)))
        return Listed(network=known, sheet=sheet, rows=rows)

    return listed


def searched(sheet_of: Callable[[Network], Sheet[int]], type: RecordType) -> Callable[[], Listed]:
    """What the directory finds of a type, by name."""

    def listed() -> Listed:
        known, given = network(), MultiDict(request.args)
        given["type"] = type.value
        query = Query(given)
        wanted, _ = read_wanted(query, known)
        if query.problems:
            raise InvalidData(" ".join(problem.message for problem in query.problems))
        entries = directory(known)
        rows: list[int] = entries.row[search(known, entries, wanted).places].tolist()
        sheet = sheet_of(known)
        if "stage" in request.args:
            rows = list(filtered(sheet_only(sheet, "stage"), rows))
        by_id = entries.table_named(type).rows
        return Listed(network=known, sheet=sheet, rows=rows, by_id=by_id)

    return listed


def sheet_only(sheet: Sheet[int], *headings: str) -> Sheet[int]:
    """A sheet with some of its columns."""
    kept = tuple(column for column in sheet.columns if column.heading in headings)
    return Sheet(sheet.name, kept, sheet.position)


def organisations_sheet(known: Network) -> Sheet[int]:
    """The columns of organisations, with the identifiers that the graph keeps."""
    if not len(known.organisations):
        return records.organisations_sheet(known, {})

    found = keep("identifiers", known, (), lambda: store().identifiers())
    return records.organisations_sheet(known, found)


RECORDS: tuple[Resource, ...] = (
    Resource(
        name="areas",
        model="Area",
        title="Areas",
        about="Places with people in them, from counties to small areas, with outlines.",
        group=GROUP,
        columns=records.areas_sheet,
        listed=table_of(records.areas_sheet, "areas"),
        filters=(
            WORDS,
            kind_filter(AreaKind),
            Filter("within", str, "The code of an area that it lies in.", "E06000052"),
        ),
        placed=True,
        outlined=True,
    ),
    Resource(
        name="organisations",
        model="Organisation",
        title="Organisations",
        about="Councils, parishes, charities, groups, schools, funders and firms.",
        group=GROUP,
        columns=organisations_sheet,
        listed=searched(organisations_sheet, RecordType.ORGANISATIONS),
        filters=(*SEARCHED, kind_filter(OrganisationKind)),
        placed=True,
    ),
    Resource(
        name="sites",
        model="Site",
        title="Sites",
        about="Points with an address; those that must not be found only roughly.",
        group=GROUP,
        columns=records.sites_sheet,
        listed=table_of(records.sites_sheet, "sites"),
        filters=(WORDS, AREA),
        placed=True,
    ),
    Resource(
        name="assets",
        model="Asset",
        title="Assets to share",
        about="What could be used together: rooms, vehicles, equipment, skills, money.",
        group=GROUP,
        columns=records.assets_sheet,
        listed=searched(records.assets_sheet, RecordType.ASSETS),
        filters=(*SEARCHED, kind_filter(AssetKind)),
        placed=True,
    ),
    Resource(
        name="activities",
        model="Activity",
        title="Activities",
        about="Services that young people join: when, where, for whom.",
        group=GROUP,
        columns=records.activities_sheet,
        listed=searched(records.activities_sheet, RecordType.ACTIVITIES),
        filters=SEARCHED,
        placed=True,
    ),
    Resource(
        name="requests",
        model="Request",
        title="Requests",
        about="What organisations ask others for.",
        group=GROUP,
        columns=records.requests_sheet,
        listed=searched(records.requests_sheet, RecordType.REQUESTS),
        filters=(*SEARCHED, kind_filter(AssetKind), kind_filter(RequestStage, "stage")),
        placed=True,
    ),
    Resource(
        name="grants",
        model="Grant",
        title="Grants",
        about="Money that a funder gave a recipient, and the areas that benefit.",
        group=GROUP,
        columns=grants.grants_sheet,
        listed=table_of(grants.grants_sheet, "grants"),
        filters=(WORDS, ORGANISATION, AREA),
    ),
    Resource(
        name="ties",
        model="Tie",
        title="Ties",
        about="Who works with whom, and whether one of the two said so.",
        group=GROUP,
        columns=partners.ties_sheet,
        listed=table_of(partners.ties_sheet, "ties"),
        filters=(ORGANISATION, kind_filter(TieKind)),
    ),
    Resource(
        name="partnerships",
        model="Partnership",
        title="Partnerships",
        about="Boards, forums, consortia, networks and projects.",
        group=GROUP,
        columns=partners.partnerships_sheet,
        listed=things_of(partners.partnerships_sheet, "partnerships"),
        filters=(WORDS, kind_filter(PartnershipKind), AREA),
    ),
    Resource(
        name="seats",
        model="Seat",
        title="Seats",
        about="Places on partnerships. Young people are never named.",
        group=GROUP,
        columns=partners.seats_sheet,
        listed=things_of(partners.seats_sheet, "seats"),
        filters=(PARTNERSHIP, ORGANISATION),
    ),
    Resource(
        name="agreements",
        model="Agreement",
        title="Agreements",
        about="What is shared, as far as everybody may know.",
        group=GROUP,
        columns=partners.agreements_sheet,
        listed=things_of(partners.agreements_sheet, "agreements"),
        filters=(WORDS, ORGANISATION),
    ),
    Resource(
        name="needs",
        model="Need",
        title="Needs",
        about="What young people lack somewhere, and how that became known.",
        group=GROUP,
        columns=partners.needs_sheet,
        listed=things_of(partners.needs_sheet, "needs"),
        filters=(WORDS, kind_filter(NeedKind), AREA, kind_filter(Theme, "theme")),
        placed=True,
    ),
    Resource(
        name="priorities",
        model="Priority",
        title="Priorities",
        about="What partnerships agreed to put first.",
        group=GROUP,
        columns=partners.priorities_sheet,
        listed=things_of(partners.priorities_sheet, "priorities"),
        filters=(WORDS, PARTNERSHIP, AREA, kind_filter(Theme, "theme"), OUTCOME),
        placed=True,
    ),
    Resource(
        name="outcomes",
        model="Outcome",
        title="Outcomes",
        about="What should become better for young people.",
        group=GROUP,
        columns=partners.outcomes_sheet,
        listed=things_of(partners.outcomes_sheet, "outcomes"),
        filters=(WORDS,),
    ),
    Resource(
        name="indicators",
        model="Indicator",
        title="Indicators",
        about="How one would know that an outcome came about.",
        group=GROUP,
        columns=partners.indicators_sheet,
        listed=things_of(partners.indicators_sheet, "indicators"),
        filters=(WORDS, OUTCOME),
    ),
    Resource(
        name="sources",
        model="Source",
        title="Sources",
        about="Who says so, and on what terms it may be used.",
        group=GROUP,
        columns=partners.sources_sheet,
        listed=things_of(partners.sources_sheet, "sources"),
        filters=(WORDS,),
    ),
)
"""Every kind of record, in the order in which people ask for them."""
