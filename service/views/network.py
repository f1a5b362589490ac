"""``/network``: who depends on whom, who stands alone, who connects others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from flask import Blueprint, Response, abort, jsonify, request

from graph.analysis import network as analysis
from graph.analysis.network.ties import counted_ties
from graph.analysis.opportunities.acquaintance import placed_organisations
from graph.analysis.progress import Progress
from graph.errors import NotFound
from graph.model import Term
from graph.network import Network
from graph.projection import to_degrees
from maps.elements import script_of
from maps.grounds import bounds_of
from maps.legends import Legend
from maps.network import (
    COLOURS,
    community_points,
    keystone_features,
    network_legend,
    network_map,
)
from service import access
from service.answers import Answer
from service.asked import beside_fields
from service.exports import Sheet
from service.findings import keep, usual, worked_out
from service.formats import count, number
from service.forms.paging import Paging
from service.forms.query import Query
from service.opened import network, today
from service.outlines import context_kind, ground
from service.pages import Page
from service.sheets import graph as nodes
from service.sheets import network as sheets
from service.take_away import named, script_file, table_file
from service.taking import graphml

views = Blueprint("network", __name__)

SHOWN = 10
"""Rows of each part on the page, and numbers on the map; the files have them all."""


GRAPH_FILES: dict[str, tuple[Callable[[Network], Sheet[int]], str]] = {
    "gephi-nodes": (nodes.gephi_nodes, "organisations"),
    "gephi-edges": (nodes.gephi_edges, "ties"),
    "kumu-elements": (nodes.kumu_elements, "organisations"),
    "kumu-connections": (nodes.kumu_connections, "ties"),
}
"""The network itself as tables, by the word of an address: columns, and the table of the rows."""


class Known(Term):
    """Which ties count."""

    STATED = "stated", "Ties that somebody stated"
    ALL = "all", "Ties that were only discovered too"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that is told of a network; each a sequence of rows in its own order."""

    keystones: Sequence[analysis.Keystone]
    brokers: Sequence[analysis.Broker]
    communities: Sequence[analysis.Community]
    modularity: float
    islands: Sequence[analysis.Island]
    recipients: Sequence[analysis.Recipient]
    parishes: Sequence[analysis.ParishPartners]
    boards: Sequence[analysis.SharedBoard]
    sitters: Sequence[analysis.Sitter]
    stated: int
    discovered: int
    organisations: int


@dataclass(frozen=True, kw_only=True)
class NetworkPage(Page):
    """The network of organisations.

    Attributes
    ----------
    answer_words
        The heading and the lead.
    known
        Which ties count.
    told
        What there is to tell.
    lonely
        How many town and parish councils have no stated partner.
    single
        How many recipients have one funder.
    legend
        Of the map.
    shown
        Rows of each part at most.
    """

    template: ClassVar[str] = "network/index.html"
    section: ClassVar[str] = "/network"
    answer_words: Answer
    known: Known
    told: Told
    lonely: int
    single: int
    legend: Legend
    shown: int = SHOWN

    def address(self, path: str) -> str:
        """An address that counts the same ties."""
        return _address(path, self.known)


@views.get("/network")
@access.public
def page() -> Response:
    """The page."""
    query = Query(request.args)
    known = query.word("ties", Known, "Which ties count") or Known.STATED
    told = told_of(network(), known)
    return NetworkPage(
        title="The network",
        problems=beside_fields(query.problems, ()),
        answer_words=network_answer(told),
        known=known,
        told=told,
        lonely=_leading(told.parishes, lambda row: not row.partners),
        single=_leading(told.recipients, lambda row: len(row.funders) == 1),
        legend=network_legend([one.name for one in told.communities[: len(COLOURS)]]),
    ).answer()


@views.get("/network/<part>.csv")
@views.get("/network/<part>.xlsx")
@access.public
def part_csv(part: str) -> Response:
    """Every row of one part as CSV or a workbook."""
    if part in GRAPH_FILES:
        columns, table = GRAPH_FILES[part]
        return table_file(columns(network()), range(len(getattr(network(), table))))
    told = told_of(network(), _known())
    files: dict[str, tuple[Any, Sequence[Any]]] = {
        "keystones": (sheets.KEYSTONES, told.keystones),
        "brokers": (sheets.BROKERS, told.brokers),
        "communities": (sheets.COMMUNITIES, told.communities),
        "islands": (sheets.ISLANDS, told.islands),
        "funders": (sheets.RECIPIENTS, told.recipients),
        "councils": (sheets.PARISHES, told.parishes),
        "boards": (sheets.BOARDS, told.boards),
    }
    if part not in files:
        raise NotFound("part of the network", part)
    sheet, rows = files[part]
    return table_file(sheet, rows)


@views.get("/network.graphml")
@access.public
def as_graphml() -> Response:
    """Organisations and ties as GraphML."""
    answer = Response(graphml.graphml_bytes(network()), content_type=graphml.MEDIA_TYPE)
    return named(answer, "network.graphml")


@views.get("/network/map.js")
@access.public
def script() -> Response:
    """The map's script."""
    graph, known = network(), _known()
    told = told_of(graph, known)
    positions = _positions(graph)
    below = ground(bounds_of(list(positions.values())), graph, context_kind(graph))
    made = network_map(
        below,
        data=_address("/network/map.json", known),
        href="/organisations/{id}",
        communities=[one.name for one in told.communities[: len(COLOURS)]],
    )
    return script_file(script_of(made))


@views.get("/network/map.json")
@access.public
def values() -> Response:
    """What the map draws: organisations by community, the keystones and those they hold."""
    graph, known = network(), _known()
    positions, told = _positions(graph), told_of(graph, known)
    divided = analysis.communities_in(graph, discoverable=known is Known.ALL)
    named = zip(
        graph.organisations.id,
        graph.organisations.name,
        divided.community.tolist(),
        strict=True,
    )
    return jsonify(
        rows=keystone_features(told.keystones[:SHOWN], positions),
        **community_points(named, positions),
    )


def network_answer(told: Told) -> Answer:
    """How many hold others to the network, and how many stand alone."""
    if not told.organisations:
        return Answer(
            heading="There are no organisations yet",
            lead="The network shows who works with whom. Bring organisations and their ties in "
            "first.",
        )
    ties = (
        f"{count(told.stated, 'tie')} {'was' if told.stated == 1 else 'were'} stated by one of the "
        f"two, {count(told.discovered, 'more', 'more')} only discovered, between "
        f"{count(told.organisations, 'organisation')}."
    )
    if not told.stated and not told.discovered:
        return Answer(heading="Nobody has said yet who works with whom", lead=ties)
    alone = len(told.islands)
    heading = (
        f"{count(len(told.keystones), 'organisation holds', 'organisations hold')} others to the "
        f"network; {count(alone, 'island stands', 'islands stand')} apart"
    )
    if not told.keystones:
        return Answer(heading=heading[0].upper() + heading[1:], lead=ties)
    first = told.keystones[0]
    lead = (
        f"{first.organisation} holds the most: without it "
        f"{count(len(first.cut_off), 'organisation')} would be cut off"
    )
    less = f", and {number(first.losing)} young people would have fewer hours within reach"
    lead += (less if first.losing >= 0.5 else "") + f". {ties}"
    return Answer(heading=heading[0].upper() + heading[1:], lead=lead)


def told_of(graph: Network, known: Known) -> Told:
    """Everything that is told of a network, worked out once."""
    discoverable, day = known is Known.ALL, today()

    def work(report: Progress) -> Told:
        stages = (
            "Finding who depends on whom",
            "Counting the ways between organisations",
            "Finding communities",
            "Looking at grants, councils and boards",
        )

        def at(stage: int) -> None:
            report(stages[stage], stage, len(stages))

        at(0)
        keystones = analysis.find_keystones(
            graph, discoverable=discoverable, reach=usual(graph).reach
        )
        islands = analysis.find_islands(graph)
        at(1)
        brokers = analysis.find_brokers(graph, discoverable=discoverable)
        at(2)
        communities = analysis.find_communities(graph, discoverable=discoverable)
        at(3)
        stated = int(counted_ties(graph, discoverable=False).sum())
        return Told(
            keystones=keystones,
            brokers=brokers,
            communities=communities,
            modularity=analysis.communities_in(graph, discoverable=discoverable).modularity,
            islands=islands,
            recipients=analysis.find_recipients(graph, today=day),
            parishes=analysis.find_parish_partners(graph),
            boards=analysis.find_shared_boards(graph),
            sitters=analysis.find_sitters(graph),
            stated=stated,
            discovered=int(counted_ties(graph, discoverable=True).sum()) - stated,
            organisations=len(graph.organisations),
        )

    return worked_out("network", graph, (known, day), work, "The network")


def _positions(graph: Network) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each organisation that has a place, by id."""

    def work() -> dict[str, tuple[float, float]]:
        points, placed = placed_organisations(graph)
        rows = np.flatnonzero(placed)
        longitude, latitude = to_degrees(points[rows, 0], points[rows, 1])
        ids = graph.organisations.id[rows]
        at = zip(longitude.tolist(), latitude.tolist(), strict=True)
        return dict(zip(ids, at, strict=True))

    return keep("positions", graph, (), work)


def _leading(rows: Sequence[Any], holds: Callable[[Any], bool]) -> int:
    """How many rows hold something, where those that do come first (by halving)."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if holds(rows[middle]) else (low, middle)
    return low


def _known() -> Known:
    query = Query(request.args)
    known = query.word("ties", Known, "Which ties count") or Known.STATED
    if query.problems:
        abort(400, " ".join(problem.message for problem in query.problems))
    return known


def _address(path: str, known: Known) -> str:
    asked = () if known is Known.STATED else (("ties", known.value),)
    return Paging(path=path, asked=asked, total=0, number=1).address(1)
