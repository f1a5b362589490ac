"""An edit as half a sentence: "the Quay Club ends", "Poldhu Youth Trust folds"."""

from __future__ import annotations

from graph.analysis.scenario.edits import (
    CloseActivity,
    CloseSite,
    Cut,
    Edit,
    Fold,
    Move,
    Open,
    Resize,
)
from graph.network import ActivityTable, Network, OrganisationTable, SiteTable


def named(table: ActivityTable | OrganisationTable | SiteTable, id: str) -> str:
    """What a record is called; its id where there is none."""
    row = table.rows.get(id)
    return id if row is None else str(table.name[row])


def place_name(network: Network, site: int) -> str:
    """What a site (a row) is called."""
    return str(network.sites.name[site])


def phrase(network: Network, edit: Edit) -> str:
    """What happens, to follow "if": "the Quay Club ends"; ids stand in for what is not there."""
    activities, sites = network.activities, network.sites
    match edit:
        case CloseActivity():
            return f"{named(activities, edit.activity_id)} ends"
        case CloseSite():
            return f"{named(sites, edit.site_id)} closes"
        case Move():
            where = named(sites, edit.site_id)
            return f"{named(activities, edit.activity_id)} moves to {where}"
        case Resize():
            return f"{named(activities, edit.activity_id)} has {edit.places:,} places"
        case Cut():
            name = named(network.organisations, edit.organisation_id)
            return f"the budget of {name} falls by {percent(edit.share)}"
        case Fold():
            return f"{named(network.organisations, edit.organisation_id)} folds"
        case Open():
            return f"a session of {edit.theme.label.lower()} opens at {opened_at(network, edit)}"


def opened_at(network: Network, edit: Open) -> str:
    """Where a session opens, in words."""
    if edit.position is None:
        return named(network.sites, edit.site_id)
    return "a new place ({:.4f}, {:.4f})".format(*edit.position)


def percent(share: float) -> str:
    """A share as "40 per cent"; one decimal where it needs it."""
    return f"{round(share * 100, 1):g} per cent"
