"""An address for every route that can be read, with records of the demo county."""

from __future__ import annotations

from datetime import date

from flask import Flask

from graph.analysis.duplication import find_duplication
from graph.analysis.opportunities import find_opportunities
from graph.analysis.where_next import find_where_next
from graph.analysis.where_next.new_session import session_ids
from graph.model import Account
from graph.network import Network
from service.access import declared
from service.open_referral.identity import uuid_of
from service.open_referral.vocabulary import THEMES, term_id

FOR_PROGRAMS = ("/open-referral", "/api/v1", "/ogc")
"""How addresses begin that answer programs, with JSON."""

NOT_PAGES = (
    ".csv",
    ".xlsx",
    ".geojson",
    ".gpkg",
    ".graphml",
    ".json",
    ".js",
    ".ico",
    ".txt",
    "/healthz",
)


def samples(network: Network) -> dict[str, list[str]]:
    """Values for the arguments of each rule that has some."""
    today = date.today()

    def some(ids: object) -> list[str]:
        return [str(id) for id in list(ids)[::40]]  # type: ignore[call-overload]

    duplication = find_duplication(network, today=today)
    overlaps = [row.id for row in duplication.rows[:3]]
    groups = duplication.groups
    teams = [row.id for row in find_opportunities(network, today=today).rows[:3]]
    areas = some(network.areas.id)
    requests = network.requests.id.tolist()
    sessions = session_ids(find_where_next(network, today=today))
    assets = some(network.assets.id)
    organisations = some(network.organisations.id)
    activities = some(network.activities.id)
    return {
        "/history/<word>/<id>": [f"organisations {organisations[0]}", f"assets {assets[0]}"],
        "/suggest/<word>/<id>": [
            f"organisations {organisations[0]}",
            f"assets {assets[0]}",
            f"places {network.sites.id[0]}",
        ],
        "/organisations/<id>/standing": organisations[:1],
        "/rows/<word>/<id>/remove": [f"assets {assets[0]}", f"organisations {organisations[0]}"],
        "/activities/<id>": some(network.activities.id),
        "/agreements/<id>": some(one.id for one in network.agreements if one.in_force),
        "/areas/<id>": areas,
        "/assets/<id>": some(network.assets.id),
        "/organisations/<id>": some(network.organisations.id),
        "/grants/<id>": some(network.grants.id),
        "/grants/360giving.<ending>": ["json", "csv", "xlsx"],
        "/requests/<id>": requests,
        "/requests/<id>/answers.csv": requests[:1],
        "/requests/<id>/answers.geojson": requests[:1],
        "/requests/<id>/answers.xlsx": requests[:1],
        "/requests/<id>/answers.gpkg": requests[:1],
        "/requests/<id>/map.js": requests[:1],
        "/requests/<id>/map.json": requests[:1],
        "/gaps/<id>": areas[:3],
        "/duplication/<id>": overlaps,
        "/duplication/groups/<id>": [groups[0].id],
        "/opportunities/<id>": teams,
        "/where-next/<id>": sessions[:3],
        "/map/boundaries/<kind>.json": ["parish"],
        "/map/levels/<kind>.json": ["parish"],
        "/network/<part>.xlsx": ["keystones", "gephi-nodes", "kumu-connections"],
        "/network/<part>.csv": [
            *("gephi-nodes", "gephi-edges", "kumu-elements", "kumu-connections"),
            *["keystones", "brokers", "communities", "islands", "funders"],
        ],
        "/our/<id>": [str(network.organisations.id[0])],
        "/our/<id>/rows.xlsx": [str(network.organisations.id[0])],
        "/our/<id>/<word>.csv": [f"{network.organisations.id[0]} asset"],
        "/our/<id>/spreadsheet": [str(network.organisations.id[0])],
        "/our/<id>/contacts/new": [str(network.organisations.id[0])],
        "/rows/<kind>/<id>/edit": [
            f"asset {network.assets.id[0]}",
            f"activity {network.activities.id[0]}",
            f"request {network.requests.id[0]}",
            f"organisation {network.organisations.id[0]}",
            f"place {network.sites.id[0]}",
        ],
        "/ogc/collections/<id>": ["sites", "areas-parish", "gaps"],
        "/ogc/collections/<id>/items": ["sites", "areas-parish", "gaps"],
        "/ogc/collections/<id>/items/<feature_id>": [f"sites {network.sites.id[0]}"],
        "/api/v1/<resource>": ["organisations", "gaps", "network-keystones"],
        "/api/v1/<resource>/<id>": [f"organisations {organisations[0]}", f"gaps {areas[0]}"],
        "/import/templates/<kind>.csv": ["assets", "activities"],
        "/open-referral/services/<id>": [uuid_of("service", id) for id in activities],
        "/open-referral/service_at_locations/<id>": [
            uuid_of("service_at_location", id)
            for id in activities
            if network.activities.site[network.activities.row(id)] >= 0
        ],
        "/open-referral/organizations/<id>": [uuid_of("organization", id) for id in organisations],
        "/open-referral/taxonomies/<id>": [THEMES.id],
        "/open-referral/taxonomy_terms/<id>": [term_id(THEMES, "music")],
    }


ELSEWHERE = {
    "/open-referral/<path:rest>",  # says that there is nothing (tests/web/test_open_referral.py)
    # They are for two sides (tests/web/test_agreements.py).
    "/assets/<id>/ask",
    "/agreements/<id>/text",
    "/agreements/<id>/decline",
    "/agreements/<id>/end",
    "/agreements/<id>/uses/<use_id>",
    "/agreements/<id>/review",
    "/sign-in/openid",  # only where a provider is set (tests/web/test_openid.py)
    "/sign-in/openid/back",
    "/account/second-step.svg",  # only while somebody sets it up (tests/web/test_second_step.py)
    # Links of letters (tests/web/test_mailed_links.py).
    "/sign-in/new-password/<token>",
    "/invitation/<token>",
    "/first-administrator/<token>",
    "/people/<id>",  # tests/web/test_people.py
    # Links of reminders (tests/web/test_reminders.py).
    "/reminder/<token>",
    "/no-reminders/<token>",
    # A job has to be started first (tests/web/test_imports.py); files are test_assets.py's.
    "/import/jobs/<id>",
    # A spreadsheet has to be sent first (tests/web/test_mappings.py).
    "/import/spreadsheet/<token>",
    "/import/spreadsheet/<token>/words",
    "/import/spreadsheet/<token>/look",
    "/import/spreadsheet/<token>/look.csv",
    "/import/spreadsheet/<token>/mapping.json",
    "/import/jobs/<id>.json",
    # So has an import (tests/web/test_weighed_imports.py).
    "/import/jobs/<id>/preview.csv",
    "/import/changes/<id>/take-back",
    "/assets/<version>/<path:name>",
    # Drafts are somebody's own (tests/web/adding).
    "/add/<id>",
    "/add/<id>/<step>",
    "/add/<id>/place.js",
    "/added/<kind>/<id>",
    "/added/waiting/<id>",
    # Somebody has to propose something first (tests/web/test_queue.py).
    "/queue/<id>",
    "/queue/<id>/edit",
    # Two have to be there, or to have become one (tests/web/test_merges.py).
    "/merge/<word>/<id>/<other>",
    "/merges/<id>",
    # A version has to be there first (tests/web/test_history.py).
    "/history/<word>/<id>/put-back/<change_id>",
    # Squares and values name the version of an atlas (tests/web/test_squares.py).
    "/map/squares/<version>/<key>/<int:z>/<int:x>/<int:y>.json",
    "/gaps/values.json",
    "/gaps/sessions/<int:x>/<int:y>.json",
    "/map/spots/<int:z>/<int:x>/<int:y>.json",
    "/freshness/values.json",
    "/what-if/values.json",
    "/where-next/values.json",
}


def readable(app: Flask, network: Network, account: Account | None = None) -> list[str]:
    """Every address that somebody may read; a rule with arguments and no samples is an error.

    Parameters
    ----------
    app, network
        The application, and what it shows.
    account
        Who reads; None for a visitor at this machine.
    """
    filled, found = samples(network), []
    for rule in app.url_map.iter_rules():
        name = str(rule)
        if "GET" not in (rule.methods or ()) or name in ELSEWHERE:
            continue
        who = declared(app.view_functions[rule.endpoint])
        if who is not None and not who.lets(account, local=True):
            continue
        if name == "/map/locator.js":
            found.append(f"{name}?type=areas&id={filled['/areas/<id>'][0]}")
        elif not rule.arguments:
            found.append(name)
        if not rule.arguments:
            continue
        assert filled.get(name), f"{name} has no sample in tests/web/addresses.py"
        found += [filled_in(name, value) for value in filled[name]]
    return sorted(found)


def filled_in(rule: str, sample: str) -> str:
    """A rule with values for its arguments: one for all of them, or several with spaces between."""
    *first, last = sample.split(" ")
    address = rule
    while "<" in address:
        start, _, rest = address.partition("<")
        inside, _, end = rest.partition(">")
        value = "0" if inside.startswith("int:") else (first.pop(0) if first else last)
        address = f"{start}{value}{end}"
    return address


def is_page(address: str) -> bool:
    """Whether an address answers with HTML."""
    path = address.partition("?")[0]
    return not (path.endswith(NOT_PAGES) or path.startswith(FOR_PROGRAMS))
