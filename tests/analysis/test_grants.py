"""Where grants stand on a map, and what that rests on."""

from __future__ import annotations

from dataclasses import replace

from graph.analysis.grants import grant_places, grant_standings
from graph.model import GrantPlace
from tests.builders import a_grant, a_network, a_site, an_area, an_organisation

FUNDER = an_organisation("trust")


def places_of(*records: object) -> dict[str, str]:
    network = a_network(FUNDER, *records)
    return dict(zip(network.grants.id, grant_places(network).tolist(), strict=True))


def test_no_grants_have_no_places() -> None:
    assert places_of() == {}


def test_the_most_trustworthy_place_that_is_known_counts() -> None:
    there = an_area("ward")
    office = a_site("office")
    works = replace(an_organisation("works"), area_ids=("ward",), site_id="office")
    based = replace(an_organisation("based"), site_id="office")
    bare = an_organisation("bare")
    give = {
        "by-code": a_grant("by-code", funder="trust", recipient="works", benefits=("ward",)),
        "by-point": replace(
            a_grant("by-point", funder="trust", recipient="works"), latitude=50.3, longitude=-5.1
        ),
        "by-recipient": a_grant("by-recipient", funder="trust", recipient="works"),
        "elsewhere": replace(
            a_grant("elsewhere", funder="trust", recipient="works"),
            codes_elsewhere=("E10000008",),
            head_office="TR1 1AA",
        ),
        "by-office": a_grant("by-office", funder="trust", recipient="based"),
        "by-postcode": replace(
            a_grant("by-postcode", funder="trust", recipient="bare"), head_office="TR1 1AA"
        ),
        "nowhere": a_grant("nowhere", funder="trust", recipient="bare"),
    }
    assert places_of(there, office, works, based, bare, *give.values()) == {
        "by-code": GrantPlace.AREA,
        "by-office": GrantPlace.HEAD_OFFICE,
        "by-point": GrantPlace.POINT,
        "by-postcode": GrantPlace.HEAD_OFFICE,
        "by-recipient": GrantPlace.RECIPIENT_AREA,
        "elsewhere": GrantPlace.ELSEWHERE,
        "nowhere": GrantPlace.UNKNOWN,
    }


def standings_of(*records: object) -> list[tuple[str, str]]:
    network = a_network(FUNDER, *records)
    return [(network.grants.id[one.grant], one.place) for one in grant_standings(network)]


def test_a_grant_stands_in_each_of_its_areas_and_before_that_nowhere_else() -> None:
    club = replace(an_organisation("club"), area_ids=("there",), site_id="office")
    found = standings_of(
        an_area("here", 0),
        an_area("there", 900),
        a_site("office"),
        club,
        a_grant("both", funder="trust", recipient="club", benefits=("here", "there")),
        a_grant("works", funder="trust", recipient="club"),
    )
    assert sorted(found) == [
        ("both", GrantPlace.AREA),
        ("both", GrantPlace.AREA),
        ("works", GrantPlace.RECIPIENT_AREA),
    ]


def test_a_point_and_a_head_office_stand_where_they_are() -> None:
    network = a_network(
        FUNDER,
        a_site("office", 500, 700),
        an_organisation("club", site="office"),
        a_grant("office", funder="trust", recipient="club"),
        replace(a_grant("point", funder="trust", recipient="club"), latitude=50.3, longitude=-5.1),
    )
    found = {network.grants.id[one.grant]: one for one in grant_standings(network)}
    assert (found["point"].longitude, found["point"].latitude) == (-5.1, 50.3)
    assert found["office"].place is GrantPlace.HEAD_OFFICE
    assert found["office"].latitude == network.sites.latitude[0]


def test_what_has_no_position_stands_nowhere() -> None:
    bare = an_organisation("bare")
    told = replace(a_grant("told", funder="trust", recipient="bare"), head_office="TR1 1AA")
    assert standings_of(bare, told, a_grant("bare", funder="trust", recipient="bare")) == []
