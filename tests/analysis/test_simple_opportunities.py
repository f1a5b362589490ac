"""The simple kinds of opportunity, and what holds of any county."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.opportunities import (
    OpportunityKind,
    Role,
)
from graph.analysis.slices import Slice
from graph.model import (
    AreaKind,
    AssetKind,
    Audience,
    NeedKind,
    OrganisationKind,
    Theme,
    TieKind,
)
from tests.builders import (
    a_grant,
    a_need,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import (
    PARISH_COUNCIL,
    YOUTH_GROUP,
    asked,
    fillers,
    of_kind,
    village,
)

# -- the simple kinds ------------------------------------------------------------------------


def test_a_request_meets_the_nearest_idle_room() -> None:
    need = a_need(area="village", name="A place to play music", theme=Theme.MUSIC, said_by=31)
    skill = an_asset("tutor", kind=AssetKind.SKILL, of="trust", at="base", themes=(Theme.MUSIC,))
    (row,) = of_kind(asked(*village(), need, skill), OpportunityKind.IDLE_ASSET)
    assert fillers(row) == {Role.VENUE: "council", Role.DELIVERER: "trust"}
    assert "31 young people said so" in row.explanation
    assert row.session == "Tue 18:00-21:00"
    assert row.young_people == 200


@pytest.mark.parametrize(
    "need",
    [
        a_need(area="village", kind=NeedKind.STATISTICAL),
        a_need(area="village", aged="5-9"),
        a_need(area="county"),
        a_need(area="lost"),
    ],
)
def test_a_statistic_another_age_and_a_whole_county_are_no_request_for_a_room(
    need: object,
) -> None:
    county = an_area("county", None, people=None, kind=AreaKind.COUNTY)
    lost = an_area("lost", None, people=None)
    found = asked(*village(), county, lost, need)
    assert of_kind(found, OpportunityKind.IDLE_ASSET) == []


def test_a_request_of_another_theme_or_audience_is_not_asked_about() -> None:
    need = a_need(area="village", theme=Theme.SPORT)
    for slice, count in ((Slice(theme=Theme.SPORT), 1), (Slice(theme=Theme.MUSIC), 0)):
        found = asked(*village(), need, slice=slice)
        assert len(of_kind(found, OpportunityKind.IDLE_ASSET)) == count
    girls = asked(*village(), need, slice=Slice(audience=Audience.GIRLS))
    assert len(of_kind(girls, OpportunityKind.IDLE_ASSET)) == 1


def test_parish_money_where_no_activity_is() -> None:
    (row,) = of_kind(asked(*village()), OpportunityKind.PARISH_MONEY)
    assert row.id == "parish~precept~village"
    assert row.young_people == 200
    assert "Council has Precept (£2,000 a year)" in row.explanation
    club = an_activity("club", by="trust", at="hall-site", when="Wed 18:00-20:00", places=5)
    assert of_kind(asked(*village(), club), OpportunityKind.PARISH_MONEY) == []


def test_two_of_one_funder_without_a_tie_are_named_with_who_could_introduce_them() -> None:
    funder = an_organisation("funder", kind=OrganisationKind.FUNDER)
    grants = (
        a_grant("g1", funder="funder", recipient="trust", benefits=("village",)),
        a_grant("g2", funder="funder", recipient="group", benefits=("village",)),
    )
    (row,) = of_kind(asked(*village(), funder, *grants), OpportunityKind.SAME_FUNDER)
    assert row.id == "funder~funder~group~trust"
    assert row.links[0].introducer == "Funder"
    assert row.introductions == 1
    tie = a_tie("trust", "group", TieKind.AWARENESS)
    assert of_kind(asked(*village(), funder, *grants, tie), OpportunityKind.SAME_FUNDER) == []


def test_clubs_next_door_at_the_same_time_below_the_standard_could_be_one() -> None:
    clubs = (
        an_activity("club-a", by="trust", at="hall-site", when="Wed 18:00-20:00", places=5),
        an_activity("club-b", by="network", at="hall-site", when="Wed 18:00-20:00", places=5),
    )
    (row,) = of_kind(asked(*village(), *clubs), OpportunityKind.JOINT_DELIVERY)
    assert row.id == "joint~club-a~club-b"
    assert row.introductions == 0
    assert "Network coordinates with Trust" in row.explanation


# -- any county -------------------------------------------------------------------------------

metres = st.integers(0, 20_000)


@st.composite
def counties(draw: st.DrawFn) -> list[object]:
    areas, organisations = draw(st.integers(0, 5)), draw(st.integers(1, 6))
    kinds = st.sampled_from([OrganisationKind.VOLUNTARY, PARISH_COUNCIL, YOUTH_GROUP])
    records: list[object] = []
    for number in range(areas):
        people = draw(st.integers(0, 300))
        records.append(an_area(f"v{number}", draw(metres), draw(metres), people=people))
        records.append(a_need(f"n{number}", area=f"v{number}"))
    serves = st.sampled_from([(), *((f"v{number}",) for number in range(areas))])
    for number in range(organisations):
        records.append(a_site(f"s{number}", draw(metres), draw(metres)))
        records.append(
            an_organisation(f"o{number}", kind=draw(kinds), serves=draw(serves), site=f"s{number}")
        )
        kind = draw(st.sampled_from(list(AssetKind)))
        records.append(
            an_asset(
                f"a{number}",
                kind=kind,
                of=f"o{number}",
                at=f"s{number}",
                when=draw(st.sampled_from(["", "Tue 18:00-21:00", "Sat 09:00-20:00 (term)"])),
                quantity=draw(st.none() | st.integers(0, 20)),
                unit="seats",
            )
        )
        if draw(st.booleans()):
            records.append(an_activity(f"c{number}", by=f"o{number}", at=f"s{number}", places=1))
    if areas and organisations > 1:
        benefits = (f"v{draw(st.integers(0, areas - 1))}",)
        records.append(a_grant("g0", funder="o0", recipient="o1", benefits=benefits))
        records.append(a_tie("o0", "o1", draw(st.sampled_from(list(TieKind)))))
    return records


@settings(max_examples=50, deadline=None)
@given(counties())
def test_any_county_has_ranked_finite_whole_answers_the_same_in_any_order(
    records: list[object],
) -> None:
    found = asked(*records)
    assert asked(*reversed(records)) == found
    assert [row.rank for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert len({row.id for row in found.rows}) == len(found.rows)
    for row in found.rows:
        assert math.isfinite(row.cost)
        assert row.cost > 0
        assert math.isfinite(row.young_people)
        assert row.introductions == sum(link.introduction for link in row.links)
        roles = [part.role for part in row.parts]
        assert not set(roles) & set(row.missing)
        assert "nan" not in row.explanation.lower().split()
        if row.kind is OpportunityKind.TEAM:
            assert {Role.VENUE, Role.DELIVERER, Role.MONEY, Role.YOUTH_LEAD} <= {
                *roles,
                *row.missing,
            }
