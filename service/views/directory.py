"""``/directory``: search everything, and take the result away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, Response, request

from graph.errors import InvalidData
from graph.model import AssetKind, Audience, OrganisationKind, Theme
from graph.network import Network
from service import access, findings
from service.asked import beside_fields
from service.directory import Entry, Found, RecordType, Wanted, directory_sheet, search
from service.formats import listed
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.question import area_names
from service.forms.wanted import WANTED_NAMES, read_wanted
from service.opened import network
from service.pages import Crumb, Page
from service.take_away import map_file, table_file

views = Blueprint("directory", __name__)

MOST_PAGES = 100_000


@dataclass(frozen=True, kw_only=True)
class DirectoryPage(Page):
    """The result of a search.

    Attributes
    ----------
    wanted, area_name
        What was looked for.
    answer_words
        How many were found, in words.
    filtered
        Whether more than words was asked for.
    rows
        This page of the result.
    pages
        Which page it is.
    csv, geojson
        Where the whole result can be had.
    """

    template: ClassVar[str] = "directory/index.html"
    section: ClassVar[str] = "/directory"
    wanted: Wanted
    area_name: str
    area_names: tuple[tuple[str, str], ...]
    answer_words: str
    filtered: bool
    rows: tuple[Entry, ...]
    pages: Paging
    csv: str
    geojson: str
    types: tuple[RecordType, ...] = tuple(RecordType)
    organisation_kinds: tuple[OrganisationKind, ...] = tuple(OrganisationKind)
    asset_kinds: tuple[AssetKind, ...] = tuple(AssetKind)
    themes: tuple[Theme, ...] = tuple(Theme)
    audiences: tuple[Audience, ...] = tuple(a for a in Audience if a is not Audience.EVERYONE)


@views.get("/directory")
@access.public
def directory() -> Response:
    """A page of the result."""
    known, query = network(), Query(request.args)
    wanted, area_name = read_wanted(query, known)
    number = query.whole("page", "The page", default=1, low=1, high=MOST_PAGES)
    found = _found(known, wanted)
    pages = Paging.of("/directory", request.args, total=len(found), number=number)
    return DirectoryPage(
        title="Directory",
        crumbs=(Crumb(text="Home", address="/"),),
        problems=beside_fields(query.problems, WANTED_NAMES),
        wanted=wanted,
        area_name=area_name,
        area_names=area_names(known),
        answer_words=_answer_words(found, known),
        filtered=bool(query.problems) or replace(wanted, text="") != Wanted(),
        rows=found[pages.slice],
        pages=pages,
        csv=pages.address(1, path="/directory.csv"),
        geojson=pages.address(1, path="/directory.geojson"),
    ).answer()


@views.get("/directory.csv")
@views.get("/directory.xlsx")
@access.public
def as_csv() -> Response:
    """The whole result as CSV or a workbook."""
    return table_file(directory_sheet(network()), _asked_for())


@views.get("/directory.geojson")
@views.get("/directory.gpkg")
@access.public
def as_geojson() -> Response:
    """The whole result as GeoJSON or a GeoPackage; what has no place has no geometry."""
    return map_file(directory_sheet(network()), _asked_for())


def _asked_for() -> Found:
    query = Query(request.args)
    wanted, _ = read_wanted(query, network())
    if query.problems:
        raise InvalidData(" ".join(problem.message for problem in query.problems))
    return _found(network(), wanted)


def _found(known: Network, wanted: Wanted) -> Found:
    return search(known, findings.directory(known), wanted)


def _answer_words(found: Found, known: Network) -> str:
    """How many of each type were found."""
    if known.empty:
        return "The graph is empty: there is nothing to search yet."
    if not found:
        return "Nothing fits. Try fewer words, or clear a filter."
    words = {
        RecordType.ORGANISATIONS: ("organisation", "organisations"),
        RecordType.ASSETS: ("asset to share", "assets to share"),
        RecordType.ACTIVITIES: ("activity", "activities"),
        RecordType.REQUESTS: ("request", "requests"),
    }
    parts = [f"{n:,} {words[kind][n != 1]}" for kind, n in found.counts.items() if n]
    return f"{listed(parts)}."
