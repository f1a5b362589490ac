"""A village short of provision, and what there is around it: for the tests of opportunities."""

from __future__ import annotations

from graph.analysis.opportunities import (
    Opportunities,
    Opportunity,
    OpportunityKind,
    Role,
    find_opportunities,
)
from graph.analysis.slices import Mode, Reach
from graph.model import (
    AssetKind,
    OrganisationKind,
    Theme,
    TieKind,
)
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_site,
    a_tie,
    an_area,
    an_asset,
    an_organisation,
)

BUS = Reach(mode=Mode.BUS, reach_m=8_000, detour=1.0)
PARISH_COUNCIL, YOUTH_GROUP = OrganisationKind.PARISH_COUNCIL, OrganisationKind.YOUTH_GROUP


def asked(*records: object, **options: object) -> Opportunities:
    return find_opportunities(a_network(*records), **{"reach": BUS, "today": TODAY, **options})  # type: ignore[arg-type]


def teams(found: Opportunities) -> list[Opportunity]:
    return [row for row in found.rows if row.kind is OpportunityKind.TEAM]


def of_kind(found: Opportunities, kind: OpportunityKind) -> list[Opportunity]:
    return [row for row in found.rows if row.kind is kind]


def fillers(team: Opportunity) -> dict[Role, str]:
    return {part.role: part.organisation_id for part in team.parts}


def the_village() -> dict[str, object]:
    """A village with a hall, a precept and a youth group; a deliverer 15 km off; who knows both."""
    return {
        "area": an_area("village", people=200),
        "hall-site": a_site("hall-site", 0, area_ids=("village",), verified_on=CHECKED),
        "base": a_site("base", 15_000),
        "council": an_organisation(
            "council", kind=PARISH_COUNCIL, serves=("village",), site="hall-site"
        ),
        "group": an_organisation("group", kind=YOUTH_GROUP, serves=("village",)),
        "trust": an_organisation("trust", site="base"),
        "network": an_organisation("network", kind=OrganisationKind.INFRASTRUCTURE),
        "hall": an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00", capacity=60),
        "precept": an_asset(
            "precept",
            kind=AssetKind.MONEY,
            of="council",
            at=None,
            quantity=2_000,
            unit="GBP a year",
        ),
        "staff": an_asset(
            "staff", kind=AssetKind.STAFF_TIME, of="trust", at="base", themes=(Theme.OPEN_ACCESS,)
        ),
        "supports": a_tie("council", "group", TieKind.SUPPORTS),
        "knows-council": a_tie("network", "council", TieKind.COOPERATION),
        "knows-trust": a_tie("network", "trust", TieKind.COORDINATION),
    }


def village(**changes: object) -> list[object]:
    """The village with some of its records changed, or left out (None)."""
    records = {**the_village(), **{name.replace("_", "-"): one for name, one in changes.items()}}
    return [record for record in records.values() if record is not None]


def the_team(*records: object, **options: object) -> Opportunity:
    found = teams(asked(*records, **options))
    assert len(found) == 1
    return found[0]
