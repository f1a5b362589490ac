"""Simple opportunities are rules as data: a new rule is found and told without new code."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

from graph.analysis.access.served import who_is_served
from graph.analysis.duplication import find_duplication
from graph.analysis.opportunities.acquaintance import acquaintance_in
from graph.analysis.opportunities.chances import HOLDS, sentences, simple_opportunities
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.matches import HOLDS_OF_OVERLAPS
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.opportunity import Opportunity, OpportunityKind
from graph.analysis.opportunities.roles import Role
from graph.analysis.opportunities.rules import RULES, Beside, Condition, Rule, Source
from graph.analysis.opportunities.scene import Scene
from graph.analysis.slices import Slice
from graph.analysis.standard import agreed_standard
from graph.model import AssetKind, Theme
from tests.builders import TODAY, a_need, a_network, an_asset
from tests.village import BUS, asked, of_kind, village


def told(rule: Rule, *records: object) -> list[Opportunity]:
    network = a_network(*records)
    slice = Slice()
    scene = Scene(
        served=who_is_served(network, slice=slice, reach=BUS),
        standard=agreed_standard(network, slice=slice, within=None, given=None),
        market=Market.of(all_offers(network, slice=slice, reach=BUS, today=TODAY)),
        acquaintance=acquaintance_in(network),
        within=None,
    )
    duplication = find_duplication(network, slice=slice, reach=BUS, today=TODAY)
    (found,) = simple_opportunities(scene, duplication, today=TODAY, rules=(rule,))
    return [entry.told(1) for entry in found]


A_LIFT = Rule(
    kind=OpportunityKind.IDLE_ASSET,
    source=Source.NEED,
    where=(Condition.SAID_BY_SOMEBODY,),
    beside=(Beside(role=Role.TRANSPORT),),
    title="A lift for {place}: {transport_what}",
    evidence=("{asked_by} asked: “{need}”.", "{said_by} said so.", "{transport_who} could drive."),
    counter_reading=("Ask who would drive it.",),
    asking=2.0,
)
BUS_OF_TRUST = an_asset(
    "bus", kind=AssetKind.VEHICLE, of="trust", at="base", quantity=12, unit="seats"
)


def test_a_rule_that_nobody_coded_is_found_and_told() -> None:
    (row,) = told(A_LIFT, *village(), BUS_OF_TRUST, a_need(area="village", name="A way there"))
    assert row.title == "A lift for Village: Bus"
    # Nobody said how many said so: that sentence is left out.
    assert row.explanation == "Young people asked: “A way there”. Trust could drive."
    assert row.counter_reading == "Ask who would drive it."
    assert row.cost == 2.0
    assert told(A_LIFT, *village(), a_need(area="village")) == []


def test_a_helper_that_is_not_required_may_be_missing() -> None:
    rule = replace(A_LIFT, beside=(Beside(role=Role.TRANSPORT, required=False),), title="{need}")
    (row,) = told(rule, *village(), a_need(area="village", name="A way there"))
    assert row.explanation == "Young people asked: “A way there”."


def test_a_room_answers_one_request_the_one_that_most_said() -> None:
    few = a_need("few", area="village", name="Chess", said_by=3)
    many = a_need("many", area="village", name="Music", said_by=30)
    found = of_kind(asked(*village(), few, many), OpportunityKind.IDLE_ASSET)
    assert [row.id for row in found] == ["idle~many"]
    barn = an_asset("barn", of="council", at="hall-site", when="Sat 10:00-16:00", capacity=30)
    found = of_kind(asked(*village(), barn, few, many), OpportunityKind.IDLE_ASSET)
    rooms = {row.id: row.parts[0].evidence_id for row in found}
    assert rooms == {"idle~many": "barn", "idle~few": "hall"} or rooms == {
        "idle~many": "hall",
        "idle~few": "barn",
    }


def test_the_same_hand_may_answer_several_requests() -> None:
    lent = an_asset("tutor", kind=AssetKind.SKILL, of="trust", at="base", themes=(Theme.MUSIC,))
    barn = an_asset("barn", of="council", at="hall-site", when="Sat 10:00-16:00", capacity=30)
    needs = [a_need(f"n{i}", area="village", theme=Theme.MUSIC) for i in range(2)]
    found = of_kind(asked(*village(), lent, barn, *needs), OpportunityKind.IDLE_ASSET)
    assert [row.parts[1].evidence_id for row in found] == ["tutor", "tutor"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind.value)
def test_every_rule_says_all_that_a_finding_must(rule: Rule) -> None:
    assert rule.where
    assert rule.title
    assert rule.evidence
    assert rule.counter_reading
    for condition in rule.where:
        assert condition in HOLDS or condition in HOLDS_OF_OVERLAPS
        assert condition.label


def test_every_condition_has_one_meaning() -> None:
    assert set(HOLDS) | set(HOLDS_OF_OVERLAPS) == set(Condition)
    assert not set(HOLDS) & set(HOLDS_OF_OVERLAPS)


def test_a_sentence_of_which_a_fact_is_missing_or_empty_is_left_out() -> None:
    facts = {"who": "Council", "what": ""}
    assert sentences(("{who} is.", "{what} is.", "{where} is.", "So."), facts) == (
        "Council is.",
        "So.",
    )


def test_every_simple_opportunity_of_the_village_has_its_points_add_up_to_its_cost() -> None:
    found = asked(*village(), a_need(area="village"))
    for row in found.rows:
        assert sum(line.points for line in row.points) == pytest.approx(row.cost)
        assert not [name for _, name, _, _ in Formatter().parse(row.explanation) if name]
