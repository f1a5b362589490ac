"""Who there is: councils, halls, providers, schools, rangers, public bodies, groups, funders."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Organisation, OrganisationKind
from seeds.demo.making.county import County, Parish, hand, listed, slug
from seeds.demo.making.draw import Draw, checked_on
from seeds.demo.reading import COUNTY, SOURCE
from seeds.demo.stories import CORNER

TOWNS = (
    "Penzance",
    "St Just",
    "St Ives",
    "Marazion",
    "Hayle",
    "Camborne",
    "Redruth",
    "Helston",
    "Porthleven",
    "Penryn",
    "Falmouth",
    "Newquay",
    "St Austell",
    "St Blazey",
    "Fowey",
    "Lostwithiel",
    "Bodmin",
    "Wadebridge",
    "Padstow",
    "Camelford",
    "Launceston",
    "Bude-Stratton",
    "Callington",
    "Liskeard",
    "Looe",
    "Saltash",
    "Torpoint",
    "St Columb Major",
)

TOWN_HALLS = ("Community Hall", "Public Rooms", "Town Hall")
VILLAGE_HALLS = ("Village Hall", "Memorial Hall", "Institute", "Parish Hall")

COUNCIL_FROM, HALL_FROM = 1_500, 400
"""People from which a parish's council, and its hall's trust, are in the register."""

UNHEARD = (*CORNER.area_ids, "cw-launcells")
"""Parishes of which the register knows nothing: the unmapped corner and its edge."""

COUNCILS_TOO = ("Grade-Ruan", "Tintagel", "Altarnun", "St Neot", "Tregony with Cuby", "Gerrans")


def council_name(parish: Parish) -> str:
    """What the parish's council is called."""
    if parish.name == "Truro":
        return "Truro City Council"
    return f"{parish.name} {'Town' if parish.name in TOWNS else 'Parish'} Council"


def council_id(parish: Parish) -> str:
    """The id of the parish's council."""
    return slug(council_name(parish))


def hall_name(parish: Parish) -> str:
    """What the parish's hall is called."""
    words = TOWN_HALLS if parish.town else VILLAGE_HALLS
    return f"{parish.place} {Draw(f'hall:{parish.id}').pick(words)}"


def hall_keeper(parish: Parish) -> str:
    """The id of whoever keeps the hall: its own trust, or the council."""
    return slug(f"{hall_name(parish)} Trust") if _own_trust(parish) else council_id(parish)


def has_council(parish: Parish) -> bool:
    """Whether the register knows the parish's council."""
    known = parish.people >= COUNCIL_FROM or parish.name in (*COUNCILS_TOO, *TOWNS)
    return known and parish.id not in UNHEARD


def has_hall(parish: Parish) -> bool:
    """Whether the register knows a hall in the parish."""
    return parish.people >= HALL_FROM and parish.id not in UNHEARD


def _own_trust(parish: Parish) -> bool:
    if not has_council(parish) or parish.name == "St Keverne":
        return True
    return not parish.town and Draw(f"trust:{parish.id}").happens(0.3)


def add_organisations(county: County) -> None:
    """Every organisation, each with the place where it is based."""
    for parish in county.parishes.values():
        _parish(county, parish)
    for row in hand("schools.csv"):
        _based(county, row["name"], "school", row["parish"], (row["parish"],))
    for row in hand("rangers.csv"):
        name = f"{row['parish']} Rangers"
        words = "A unit of Kernow Rangers: badges, camps and weekly meetings."
        _add(county, name, "voluntary", words, (row["parish"],), None)
    for row in hand("providers.csv"):
        serves = tuple(full_name(part) for part in listed(row["parishes"]))
        blurred = row["audience"] == "lgbtq"
        _based(county, row["name"], row["kind"], row["base"], serves, blurred=blurred)
    for row in hand("groups.csv"):
        _add(county, row["name"], "youth_group", row["description"], listed(row["serves"]), None)
    for row in hand("bodies.csv"):
        local = row["kind"] in ("school", "business")
        serves = (row["base"],) if local else ()
        _based(county, row["name"], row["kind"], row["base"], serves, row["description"])


def full_name(parish: str) -> str:
    """A parish's name in full: lists shorten the one that has a comma in it."""
    return "St Buryan, Lamorna and Paul" if parish == "St Buryan" else parish


def _parish(county: County, parish: Parish) -> None:
    site_id = county.site(hall_name(parish), parish) if has_hall(parish) else None
    if has_council(parish):
        town = parish.name in TOWNS or parish.name == "Truro"
        words = f"The {'town' if town else 'parish'} council of {parish.name}."
        _add(county, council_name(parish), "parish_council", words, (parish.name,), site_id)
    if has_hall(parish) and _own_trust(parish):
        name = f"{hall_name(parish)} Trust"
        words = f"Volunteers who keep the hall of {parish.name}."
        _add(county, name, "voluntary", words, (parish.name,), site_id)


def _based(
    county: County,
    name: str,
    kind: str,
    base: str,
    serves: tuple[str, ...],
    description: str = "",
    *,
    blurred: bool = False,
) -> None:
    """Add an organisation with a base of its own."""
    place = (
        f"{name}, rough position" if blurred else f"{name}, {base}" if kind != "school" else name
    )
    site_id = county.site(place, county.parishes[base], blurred=blurred)
    words = description or {
        "school": f"A school in {base} whose hall stands empty on many evenings.",
        "voluntary": f"Works with young people in and around {base}.",
        "independent": f"A club of its own in {base}.",
    }.get(kind, "")
    _add(county, name, kind, words, serves, site_id)


def _add(
    county: County,
    name: str,
    kind: str,
    description: str,
    serves: Sequence[str],
    site_id: str | None,
) -> None:
    id = slug(name)
    county.add(
        Organisation(
            id=id,
            name=name,
            source_id=SOURCE,
            verified_on=checked_on(f"organisation:{id}"),
            kind=OrganisationKind(kind),
            description=description,
            area_ids=tuple(county.parishes[part].id for part in serves) or (COUNTY,),
            site_id=site_id,
        )
    )
