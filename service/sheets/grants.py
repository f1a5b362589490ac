"""Columns of grants: who gave whom how much, for where, and what that place rests on."""

from __future__ import annotations

from collections.abc import Callable

from graph.model import GrantPlace, Regrant
from graph.network import Network
from service.exports import Cell, Column, Sheet
from service.granted import rests_on
from service.sheets.cells import column, day, led_to, named, nowhere, provenance, several, words


def grants_sheet(
    network: Network, position: Callable[[int], tuple[float, float]] = nowhere
) -> Sheet[int]:
    """The columns of grants.

    Parameters
    ----------
    network
        Whose grants.
    position
        Longitude and latitude of a grant's row, NaN where it stands nowhere.
    """
    table = network.grants
    return Sheet(
        "grants",
        (
            column("id", table.id),
            column("identifier", table.identifier),
            column("name", table.name),
            column("description", table.description),
            *named("funder", network.organisations, table.funder),
            *named("recipient", network.organisations, table.recipient),
            column("amount_pounds", table.amount_pounds, digits=2),
            day("awarded_on", table.awarded_on),
            day("starts_on", table.starts_on),
            day("ends_on", table.ends_on),
            column("programme", table.programme),
            *words("regrant", table.regrant, Regrant),
            several("area_ids", network.areas, network.benefits),
            Column("codes_elsewhere", lambda r: tuple(table.codes_elsewhere[r])),
            Column("place", _place(network)),
            column("place_in_words", table.place_name),
            *words("place_rests_on", rests_on(network), GrantPlace),
            Column("head_office_postcode", lambda r: head_office(network, r) or None),
            *provenance(network, table.source),
        ),
        position,
    )


def _place(network: Network) -> Callable[[int], Cell]:
    """The names of the areas that a grant is for, or that its recipient serves."""
    names = network.areas.name
    spent, works = led_to(names, network.benefits), led_to(names, network.serves)
    stands, recipient = rests_on(network), network.grants.recipient

    def cell(row: int) -> Cell:
        match GrantPlace(str(stands[row])):
            case GrantPlace.AREA:
                return spent(row)
            case GrantPlace.RECIPIENT_AREA:
                return works(int(recipient[row]))
            case _:
                return ()

    return cell


def head_office(network: Network, row: int) -> str:
    """The postcode of a grant's recipient; empty where its place must not be found."""
    recipient = int(network.grants.recipient[row])
    site = int(network.organisations.site[recipient]) if recipient >= 0 else -1
    hidden = site >= 0 and bool(network.sites.blurred[site])
    return "" if hidden else str(network.grants.head_office[row])
