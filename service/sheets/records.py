"""Columns of the records, from those of the network: a row is a row of its table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph.analysis.slices import YOUNG_PEOPLE
from graph.model import (
    AreaKind,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    OrganisationKind,
    RequestStage,
    Theme,
)
from graph.network import Network, Pairs
from service.entries import middle_of
from service.exports import Column, Sheet
from service.sheets.cells import (
    column,
    day,
    flag,
    named,
    place,
    position,
    provenance,
    several,
    times,
    words,
)


def areas_sheet(network: Network) -> Sheet[int]:
    """The columns of areas; each has its middle."""
    table, within = network.areas, network.within
    outer = Pairs(left=within.inner, right=within.outer)
    people = network.young_people(YOUNG_PEOPLE)
    counted = np.zeros(len(table), dtype=bool)
    counted[network.population.area] = True
    return Sheet(
        "areas",
        (
            column("id", table.id),
            column("name", table.name),
            *words("kind", table.kind, AreaKind),
            several("within_ids", table, outer),
            Column("young_people", lambda r: round(float(people[r])) if counted[r] else None),
            column("deprivation_decile", table.deprivation_decile),
            column("deprivation_score", table.deprivation_score, digits=3),
            column("deprivation_index", table.deprivation_index),
            flag("rural", table.rural),
            column("latitude", table.latitude, digits=6),
            column("longitude", table.longitude, digits=6),
            *provenance(network, table.source, table.verified_on),
        ),
        lambda r: (float(table.longitude[r]), float(table.latitude[r])),
    )


def sites_sheet(network: Network) -> Sheet[int]:
    """The columns of sites; of one that must not be found only the rough position."""
    table = network.sites
    return Sheet(
        "sites",
        (
            column("id", table.id),
            column("name", table.name),
            Column(
                "address", lambda r: None if table.blurred[r] else str(table.address[r]) or None
            ),
            Column(
                "postcode", lambda r: None if table.blurred[r] else str(table.postcode[r]) or None
            ),
            Column("blurred", lambda r: bool(table.blurred[r])),
            several("area_ids", network.areas, network.stands_in),
            column("latitude", table.latitude, digits=6),
            column("longitude", table.longitude, digits=6),
            *provenance(network, table.source, table.verified_on),
        ),
        lambda r: (float(table.longitude[r]), float(table.latitude[r])),
    )


def organisations_sheet(network: Network, identifiers: Mapping[str, tuple[str, ...]]) -> Sheet[int]:
    """The columns of organisations.

    Parameters
    ----------
    identifiers
        org-ids by the organisation's own id.
    """
    table = network.organisations
    return Sheet(
        "organisations",
        (
            column("id", table.id),
            column("name", table.name),
            *words("kind", table.kind, OrganisationKind),
            column("description", table.description),
            column("website", table.website),
            Column("identifiers", lambda r: identifiers.get(str(table.id[r]), ())),
            several("area_ids", network.areas, network.serves),
            *place(network, table.site),
            *provenance(network, table.source, table.verified_on),
        ),
        position(network, table.site),
    )


def assets_sheet(network: Network) -> Sheet[int]:
    """The columns of assets."""
    table = network.assets
    return Sheet(
        "assets",
        (
            column("id", table.id),
            column("name", table.name),
            *words("kind", table.kind, AssetKind),
            *named("organisation", network.organisations, table.organisation),
            column("description", table.description),
            column("quantity", table.quantity, digits=2),
            column("unit", table.unit),
            column("capacity", table.capacity),
            times("availability", network.availability),
            column("conditions", table.conditions),
            *words("borrowers", table.borrowers, Borrowers),
            column("cost_pounds_per_hour", table.cost_pounds_per_hour, digits=2),
            flag("step_free", table.step_free),
            Column("themes", lambda r: tuple(str(one) for one in table.themes[r])),
            *place(network, table.site),
            *provenance(network, table.source, table.verified_on),
        ),
        position(network, table.site),
    )


def activities_sheet(network: Network) -> Sheet[int]:
    """The columns of activities."""
    table = network.activities
    return Sheet(
        "activities",
        (
            column("id", table.id),
            column("name", table.name),
            *named("organisation", network.organisations, table.organisation),
            *words("theme", table.theme, Theme),
            column("age_from", table.age_from),
            column("age_to", table.age_to),
            *words("audience", table.audience, Audience),
            times("sessions", network.sessions),
            column("places", table.places),
            column("cost_pounds", table.cost_pounds, digits=2),
            *words("entry", table.entry, Entry),
            column("description", table.description),
            column("website", table.website),
            several("partner_ids", network.organisations, network.delivers_with),
            Column("outcome_ids", lambda r: tuple(str(one) for one in table.outcomes[r])),
            *place(network, table.site),
            *provenance(network, table.source, table.verified_on),
        ),
        position(network, table.site),
    )


def requests_sheet(network: Network) -> Sheet[int]:
    """The columns of requests; without a site, each is where its first area or its asker is."""
    table, at_site = network.requests, position(network, network.requests.site)
    return Sheet(
        "requests",
        (
            column("id", table.id),
            column("name", table.name),
            *words("wanted", table.wanted, AssetKind),
            *named("organisation", network.organisations, table.organisation),
            column("description", table.description),
            column("quantity", table.quantity, digits=2),
            column("unit", table.unit),
            column("capacity", table.capacity),
            times("times", network.wanted_times),
            column("age_from", table.age_from),
            column("age_to", table.age_to),
            *words("theme", table.theme, Theme),
            column("most_pounds_per_hour", table.most_pounds_per_hour, digits=2),
            Column("step_free_wanted", lambda r: bool(table.step_free[r])),
            day("starts_on", table.starts_on),
            day("ends_on", table.ends_on),
            *words("stage", table.stage, RequestStage),
            several("area_ids", network.areas, network.wanted_in),
            *place(network, table.site),
            *provenance(network, table.source, table.verified_on),
        ),
        lambda r: at_site(r) if table.site[r] >= 0 else middle_of(network, r),
    )
