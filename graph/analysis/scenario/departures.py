"""What goes with a place that closes, an organisation that folds or a budget that falls.

Declared rules, each told in the note of its edit:

- A place that closes takes its venues, rooms and outdoor spaces with it. What happened there
  has no place until one is found, and counts for no hours; what else was kept there stays
  with its keeper.
- An organisation that folds takes what it runs and what it keeps, its ties and its seats,
  the grants it receives and those it gives. Places that it alone keeps close. What it only
  delivered for others goes on.
- A budget that falls by a share takes that share of the places at each of its sessions, of
  its money and of the grants that it receives and that run today.
"""

from __future__ import annotations

import numpy as np

from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.scenario.draft import Draft
from graph.analysis.scenario.phrases import percent, place_name
from graph.analysis.wording import counted, listed
from graph.model import AssetKind
from graph.network import Floats, Index, Text


def names_of(names: Text, rows: Index) -> str:
    """Names of some rows, in order of names; the first few and how many more."""
    return listed(sorted(str(names[row]) for row in rows))


def assumed(activities: int) -> str:
    """That nobody said how many places there are."""
    of = "it has" if activities == 1 else f"{activities} of them have"
    return f"Nobody said how many places {of}; {ASSUMED_PLACES:g} are assumed before the change."


def pounds(amount: float) -> str:
    """An amount of money."""
    return f"£{amount:,.0f}"


def site_closes(draft: Draft, site: int) -> tuple[str, ...]:
    """Close a site, and say what that does."""
    network = draft.network
    homeless, lost, left = draft.close(site)
    based = np.flatnonzero(draft.organisations & (network.organisations.site == site))
    lines = []
    if len(homeless):
        lines.append(_homeless(draft, homeless))
    else:
        lines.append("Nothing that young people join is known to happen there.")
    if len(lost):
        lines.append(f"What can be shared there goes: {names_of(network.assets.name, lost)}.")
    if len(left):
        names = names_of(network.assets.name, left)
        lines.append(f"Kept there, and still with its keeper: {names}.")
    if len(based):
        names = names_of(network.organisations.name, based.astype(np.int32))
        lines.append(f"Based there, and in need of another base: {names}.")
    return tuple(lines)


def _homeless(draft: Draft, rows: Index) -> str:
    many = len(rows) > 1
    return (
        f"{counted(len(rows), 'activity loses its', 'activities lose their')} place: "
        f"{names_of(draft.network.activities.name, rows)}. "
        f"{'They count' if many else 'It counts'} for no hours until another is found; "
        f"add a move to see what that would do."
    )


def organisation_folds(draft: Draft, row: int) -> tuple[str, ...]:
    """Let an organisation fold, and say what goes with it and what it leaves."""
    network = draft.network
    runs = np.flatnonzero(draft.activities & (network.activities.organisation == row))
    keeps = np.flatnonzero(draft.assets & (network.assets.organisation == row))
    draft.organisations[row] = False
    draft.activities[runs] = False
    lines = [
        f"{counted(len(runs), 'activity ends', 'activities end').capitalize()}: "
        f"{names_of(network.activities.name, runs.astype(np.int32))}."
        if len(runs)
        else "It runs no activity that is known here."
    ]
    lines += _halls_close(draft, row)
    if len(keeps):
        draft.assets[keeps] = False
        names = names_of(network.assets.name, keeps.astype(np.int32))
        lines.append(f"{counted(len(keeps), 'thing')} it could share go with it: {names}.")
    lines += _bonds_break(draft, row)
    helped = network.delivers_with.left[network.delivers_with.right == row]
    helped = helped[draft.activities[helped]]
    if len(helped):
        names = names_of(network.activities.name, helped)
        lines.append(f"Delivered with others, who are taken to go on alone: {names}.")
    return tuple(lines)


def _halls_close(draft: Draft, row: int) -> list[str]:
    """Close the places that only this organisation keeps."""
    network, lines = draft.network, []
    keeper = network.assets.organisation
    kept = draft.assets & (keeper == row) & (draft.asset_site >= 0)
    for site in np.unique(draft.asset_site[kept]).tolist():
        keepers = {int(keeper[asset]) for asset in draft.places_kept_at(site)}
        if row not in keepers:
            continue
        if keepers != {row}:
            lines.append(f"{place_name(network, site)} stays open: it has another keeper too.")
            continue
        homeless, _, _ = draft.close(site)
        lines.append(f"It alone keeps {place_name(network, site)}, which closes.")
        if len(homeless):
            lines.append(_homeless(draft, homeless))
    return lines


def _bonds_break(draft: Draft, row: int) -> list[str]:
    """Ties, seats, agreements and grants that go with an organisation."""
    network = draft.network
    id = str(network.organisations.id[row])
    lines = []
    ties = int(np.count_nonzero((network.ties.left == row) | (network.ties.right == row)))
    seats = sum(seat.organisation_id == id for seat in network.seats)
    borrowed = sum(one.borrower_id == id for one in network.agreements)
    parts = [
        counted(number, one, many)
        for number, one, many in (
            (ties, "tie", "ties"),
            (seats, "seat on a partnership", "seats on partnerships"),
            (borrowed, "agreement to borrow", "agreements to borrow"),
        )
        if number
    ]
    if parts:
        lines.append(f"Also gone: {listed(parts)}.")
    grants = network.grants
    received = np.flatnonzero(draft.grants & (grants.recipient == row))
    given = np.flatnonzero(draft.grants & (grants.funder == row))
    if len(received):
        many = counted(len(received), "grant")
        lines.append(f"{many} to it end: {pounds(draft.amount[received].sum())} in all.")
    if len(given):
        others = np.unique(grants.recipient[given]).astype(np.int32)
        lines.append(
            f"{counted(len(given), 'grant')} that it gives end: "
            f"{pounds(draft.amount[given].sum())} to "
            f"{names_of(network.organisations.name, others)}. What they run is left as it is."
        )
    draft.grants[received] = False
    draft.grants[given] = False
    return lines


def budget_falls(draft: Draft, row: int, share: float) -> tuple[str, ...]:
    """Let a budget fall by a share, and say what that takes."""
    network = draft.network
    runs = np.flatnonzero(draft.activities & (network.activities.organisation == row))
    unsaid = runs[np.isnan(draft.places[runs])]
    draft.places[unsaid] = ASSUMED_PLACES
    whole = share >= 1
    lines = []
    if len(runs):
        names = names_of(network.activities.name, runs.astype(np.int32))
        lines.append(
            f"{counted(len(runs), 'activity ends', 'activities end').capitalize()}: {names}."
            if whole
            else f"Each session has {percent(share)} fewer places: {names}."
        )
    else:
        lines.append("It runs no activity that is known here.")
    if len(unsaid):
        lines.append(assumed(len(unsaid)))
    draft.places[runs] *= 1 - share
    if whole:
        draft.activities[runs] = False
    money = draft.assets & (network.assets.kind == str(AssetKind.MONEY))
    purses = np.flatnonzero(money & (network.assets.organisation == row)).astype(np.int32)
    lines += _less(draft.quantity, purses, share, "of its own money that could be shared")
    running = draft.running_grants(row)
    lines += _less(draft.amount, running, share, "of running grants to it")
    lines.append("Its places, its ties and what it gives to others are left as they are.")
    return tuple(lines)


def _less(column: Floats, rows: Index, share: float, what: str) -> list[str]:
    """Take a share out of some amounts."""
    if not len(rows):
        return []
    before = float(np.nansum(column[rows]))
    column[rows] *= 1 - share
    return [f"{pounds(before * share)} less {what}."] if before else []
