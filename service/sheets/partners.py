"""Columns of how organisations hang together and what they agreed: ties, seats, needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from graph.model import (
    AgeRange,
    Agreement,
    Indicator,
    Need,
    Outcome,
    Partnership,
    Priority,
    Seat,
    Source,
    Term,
    TieKind,
)
from graph.network import AreaTable, Network, OrganisationTable
from service.exports import Cell, Column, Sheet
from service.sheets.cells import column, named, nowhere, origin, provenance, words


def ties_sheet(network: Network) -> Sheet[int]:
    """The columns of ties; what one side thinks of the other is not among them."""
    table = network.ties
    return Sheet(
        "ties",
        (
            column("id", table.id),
            *named("from", network.organisations, table.left),
            *named("to", network.organisations, table.right),
            *words("kind", table.kind, TieKind),
            Column("validated", lambda r: bool(table.validated[r])),
            *provenance(network, table.source, table.verified_on),
        ),
        nowhere,
    )


def partnerships_sheet(network: Network) -> Sheet[Partnership]:
    """The columns of partnerships."""
    return Sheet(
        "partnerships",
        (
            *_who(),
            *_words("kind"),
            Column("description", lambda r: r.description or None),
            *_words("participation"),
            Column("participation_evidence", lambda r: r.participation_evidence or None),
            Column("area_ids", lambda r: r.area_ids),
            *_origin(network),
        ),
        nowhere,
    )


def seats_sheet(network: Network) -> Sheet[Seat]:
    """The columns of seats."""
    names = {one.id: one.name for one in network.partnerships}
    return Sheet(
        "seats",
        (
            *_who(),
            Column("partnership_id", lambda r: r.partnership_id),
            Column("partnership", lambda r: names.get(r.partnership_id)),
            *_words("holder"),
            *_organisation(network.organisations, "organisation"),
            Column("voting", lambda r: r.voting),
            Column("paid", lambda r: r.paid),
            Column("chair", lambda r: r.chair),
            *_origin(network),
        ),
        nowhere,
    )


def agreements_sheet(network: Network) -> Sheet[Agreement]:
    """The columns of agreements that everybody may know of, without their terms."""
    assets = network.assets
    return Sheet(
        "agreements",
        (
            *_who(),
            Column("asset_id", lambda r: r.asset_id),
            Column(
                "asset",
                lambda r: (
                    str(assets.name[assets.rows[r.asset_id]]) if r.asset_id in assets.rows else None
                ),
            ),
            *_organisation(network.organisations, "borrower"),
            *_words("stage"),
            Column("hours_used", lambda r: round(r.hours_used, 2)),
            *_origin(network),
        ),
        nowhere,
    )


def needs_sheet(network: Network) -> Sheet[Need]:
    """The columns of needs; each stands at the middle of its area."""
    areas = network.areas
    return Sheet(
        "needs",
        (
            *_who(),
            *_words("kind"),
            *_area(areas),
            *_for_whom(),
            *_words("audience"),
            Column("method", lambda r: r.method or None),
            Column("said_by", lambda r: r.said_by),
            Column("recorded_on", _day("recorded_on")),
            *_origin(network),
        ),
        lambda r: _middle(areas, r.area_id),
    )


def priorities_sheet(network: Network) -> Sheet[Priority]:
    """The columns of what partnerships agreed to put first."""
    names = {one.id: one.name for one in network.partnerships}
    return Sheet(
        "priorities",
        (
            *_who(),
            Column("partnership_id", lambda r: r.partnership_id),
            Column("partnership", lambda r: names.get(r.partnership_id)),
            Column("agreed_on", _day("agreed_on")),
            *_area(network.areas),
            *_for_whom(),
            Column("standard_hours_per_week", lambda r: r.standard_hours_per_week),
            Column("signatory_ids", lambda r: r.signatory_ids),
            Column("outcome_ids", lambda r: r.outcome_ids),
            *_origin(network),
        ),
        lambda r: _middle(network.areas, r.area_id),
    )


def outcomes_sheet(network: Network) -> Sheet[Outcome]:
    """The columns of outcomes."""
    return Sheet(
        "outcomes",
        (
            *_who(),
            *_words("origin"),
            Column("description", lambda r: r.description or None),
            *_origin(network),
        ),
        nowhere,
    )


def indicators_sheet(network: Network) -> Sheet[Indicator]:
    """The columns of indicators."""
    return Sheet(
        "indicators",
        (
            *_who(),
            Column("outcome_id", lambda r: r.outcome_id),
            Column("measure", lambda r: r.measure or None),
            Column("chosen_by_young_people", lambda r: r.chosen_by_young_people),
            *_origin(network),
        ),
        nowhere,
    )


def sources_sheet(_: Network) -> Sheet[Source]:
    """The columns of sources: who says so, and on what terms it may be used."""
    return Sheet(
        "sources",
        (
            Column("id", lambda r: r.id),
            Column("name", lambda r: r.name),
            Column("licence", lambda r: r.licence or None),
            Column("attribution", lambda r: r.attribution or None),
            Column("website", lambda r: r.website or None),
            Column("retrieved_on", _day("retrieved_on")),
            Column("illustrative", lambda r: r.illustrative),
        ),
        nowhere,
    )


def _who() -> tuple[Column[Any], ...]:
    return Column("id", lambda r: r.id), Column("name", lambda r: r.name)


def _words(name: str) -> tuple[Column[Any], ...]:
    """A field's word, and what people call it."""

    def word(row: Any) -> Cell:
        value: Term | None = getattr(row, name)
        return value.value if value is not None else None

    def label(row: Any) -> Cell:
        value: Term | None = getattr(row, name)
        return value.label if value is not None else None

    return Column(name, word), Column(f"{name}_label", label)


def _day(name: str) -> Callable[[Any], Cell]:
    def cell(row: Any) -> Cell:
        value: date | None = getattr(row, name)
        return value.isoformat() if value is not None else None

    return cell


def _for_whom() -> tuple[Column[Any], ...]:
    def age(end: str) -> Callable[[Any], Cell]:
        def cell(row: Any) -> Cell:
            ages: AgeRange | None = row.ages
            return int(getattr(ages, end)) if ages is not None else None

        return cell

    return (Column("age_from", age("age_from")), Column("age_to", age("age_to")), *_words("theme"))


def _organisation(table: OrganisationTable, what: str) -> tuple[Column[Any], ...]:
    def name(row: Any) -> Cell:
        at = table.rows.get(getattr(row, f"{what}_id") or "", -1)
        return str(table.name[at]) if at >= 0 else None

    return Column(f"{what}_id", lambda r: getattr(r, f"{what}_id")), Column(what, name)


def _area(table: AreaTable) -> tuple[Column[Any], ...]:
    def name(row: Any) -> Cell:
        at = table.rows.get(row.area_id or "", -1)
        return str(table.name[at]) if at >= 0 else None

    return Column("area_id", lambda r: r.area_id), Column("area", name)


def _middle(areas: AreaTable, id: str | None) -> tuple[float, float]:
    at = areas.rows.get(id or "", -1)
    return (float(areas.longitude[at]), float(areas.latitude[at])) if at >= 0 else nowhere(None)


def _origin(network: Network) -> tuple[Column[Any], ...]:
    return (
        Column("verified_on", _day("verified_on")),
        *origin(network, lambda r: r.source_id),
    )
