"""Where grants stand on a map, and what that rests on."""

from __future__ import annotations

from dataclasses import replace

from graph.analysis.grants import grant_places
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
        "nowhere": GrantPlace.UNKNOWN,
    }
