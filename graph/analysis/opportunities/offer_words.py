"""What an offer rests on, in words: the evidence of a part, and what it takes for it to be true."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.analysis.opportunities.eligibility import permit_for
from graph.analysis.opportunities.offers import seats_of
from graph.analysis.opportunities.roles import Bid, Offer, Role
from graph.analysis.wording import day, distance
from graph.model import Borrowers
from graph.network import Network


def pounds(amount: float) -> str:
    """An amount of money: "£3,200"."""
    return f"£{amount:,.0f}"


def quantity(network: Network, asset: int) -> str:
    """How much of it there is: "6 hours a week", "£3,200 a year"; empty where nobody said."""
    amount, unit = network.assets.quantity[asset], network.assets.unit[asset]
    if np.isnan(amount):
        return ""
    if unit.upper().startswith("GBP"):
        return f"{pounds(amount)}{unit[3:]}"
    return f"{amount:,g} {unit}".strip()


def evidence(network: Network, offer: Offer) -> str:
    """The record that shows that somebody could take a role."""
    if offer.kind == "activity":
        return f"runs {network.activities.name[offer.row]}"
    if offer.kind == "grant":
        return _grant(network, offer)
    if offer.kind == "seat":
        seat = network.seats[offer.row]
        board = next((p.name for p in network.partnerships if p.id == seat.partnership_id), "")
        return f"young people sit on {board or 'a board'} for it"
    if offer.kind == "organisation":
        return "a group of young people"
    return _asset(network, offer)


def _grant(network: Network, offer: Offer) -> str:
    grants = network.grants
    title, amount = grants.name[offer.row], pounds(grants.amount_pounds[offer.row])
    if int(grants.recipient[offer.row]) == offer.organisation:
        ends = grants.ends_on[offer.row]
        if np.isnat(ends):
            return f"holds “{title}” ({amount}, of {day(grants.awarded_on[offer.row].item())})"
        return f"holds “{title}” ({amount}, until {day(ends.item())})"
    return f"gave “{title}” ({amount}) on {day(grants.awarded_on[offer.row].item())}"


def _asset(network: Network, offer: Offer) -> str:
    assets, row = network.assets, offer.row
    details = []
    if offer.role is Role.VENUE:
        details += [f"free {offer.window}"] if offer.window is not None else []
        if assets.capacity[row] == assets.capacity[row]:
            details.append(f"room for {assets.capacity[row]:.0f}")
        rent = assets.cost_pounds_per_hour[row]
        if rent == 0:
            details.append("free of charge")
        elif rent == rent:
            details.append(f"£{rent:,g} an hour")
    else:
        details += [much] if (much := quantity(network, row)) else []
        details += [f"free {offer.window}"] if offer.window is not None else []
    return f"{assets.name[row]} ({', '.join(details)})" if details else str(assets.name[row])


def evidence_id(network: Network, offer: Offer) -> tuple[str, str]:
    """Kind and id of the record; young people's seats stand under their organisation."""
    if offer.kind in ("organisation", "seat"):
        return "organisation", str(network.organisations.id[offer.organisation])
    tables = {"activity": network.activities, "grant": network.grants, "asset": network.assets}
    return offer.kind, str(tables[offer.kind].id[offer.row])


def what_it_takes(network: Network, bid: Bid) -> str:
    """What would have to be true for somebody to take a role, in a sentence."""
    takes: dict[Role, Callable[[Network, Bid], str]] = {
        Role.VENUE: _venue_takes,
        Role.DELIVERER: _deliverer_takes,
        Role.MONEY: _money_takes,
        Role.YOUTH_LEAD: _youth_lead_takes,
        Role.TRANSPORT: _transport_takes,
    }
    return takes[bid.offer.role](network, bid)


def _name(network: Network, bid: Bid) -> str:
    return str(network.organisations.name[bid.offer.organisation])


def _venue_takes(network: Network, bid: Bid) -> str:
    assets, row = network.assets, bid.offer.row
    sentence = f"{_name(network, bid)} lends {assets.name[row]}, free {bid.offer.window}"
    unsaid = []
    if np.isnan(assets.capacity[row]):
        unsaid.append("how many it holds")
    if assets.borrowers[row] in (str(Borrowers.UNKNOWN), str(Borrowers.BY_ARRANGEMENT)):
        unsaid.append("to whom it lends")
    if np.isnan(assets.cost_pounds_per_hour[row]):
        unsaid.append("what it costs")
    return f"{sentence}; ask {' and '.join(unsaid)}." if unsaid else f"{sentence}."


def _deliverer_takes(network: Network, bid: Bid) -> str:
    name, offer = _name(network, bid), bid.offer
    away = "" if bid.distance_m is None else f", {distance(bid.distance_m)} from there"
    if offer.kind == "asset":
        when = "" if offer.window is None else f", free {offer.window}"
        return f"{name} puts {network.assets.name[offer.row]}{away}{when} to this use."
    return f"{name}, which runs {network.activities.name[offer.row]}{away}, could take on one more."


def _money_takes(network: Network, bid: Bid) -> str:
    name, offer = _name(network, bid), bid.offer
    if offer.kind == "asset":
        much = quantity(network, offer.row)
        what = network.assets.name[offer.row] + (f" ({much})" if much else "")
        return f"{name} agrees to spend from {what} on it."
    if int(network.grants.recipient[offer.row]) == offer.organisation:
        return f"The terms of “{network.grants.name[offer.row]}” let {name} spend some of it here."
    return f"{name}, which has funded work here, would fund this too."


def _youth_lead_takes(network: Network, bid: Bid) -> str:
    return f"{_name(network, bid)} want this, at this place and time: ask them first."


def _transport_takes(network: Network, bid: Bid) -> str:
    name = network.assets.name[bid.offer.row]
    permit = permit_for(seats_of(network, bid.offer.row))
    if permit is None:
        return f"{_name(network, bid)} lends {name}."
    rule = " for a non-profit borrower" if permit.non_profit_only else ""
    return (
        f"{_name(network, bid)} lends {name} under its {permit.name}{rule}, and "
        f"{permit.driver} drives it."
    )
