"""What would meet a request: worked out by hand, and both ways round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.analysis.opportunities.answers import Answer, answers_to, requests_met_by
from graph.analysis.opportunities.standings import Aspect, Standing
from graph.errors import NotFound, OptionOutOfRange
from graph.model import (
    AreaKind,
    AssetKind,
    Borrowers,
    OrganisationKind,
    RequestStage,
    Theme,
    TieKind,
)
from tests.builders import (
    TODAY,
    a_network,
    a_request,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import BUS

KINDS = {"vehicle": AssetKind.VEHICLE, "money": AssetKind.MONEY, "kit": AssetKind.EQUIPMENT}


def place() -> list[object]:
    """A group that asks, a council with a hall 1 km east of it, a trust 30 km off."""
    return [
        an_area("village", people=200),
        an_area("county", None, people=None, kind=AreaKind.COUNTY),
        a_site("den", 0, area_ids=("village",)),
        a_site("hall-site", 1_000, area_ids=("village",)),
        a_site("far", 30_000),
        an_organisation("group", site="den", serves=("village",)),
        an_organisation("council", site="hall-site", serves=("village",)),
        an_organisation("trust", site="far"),
    ]


def hall(**changes: object) -> object:
    given = {"of": "council", "at": "hall-site", "when": "Thu 18:00-21:00", "capacity": 60}
    return an_asset("hall", **{**given, **changes})  # type: ignore[arg-type]


def one_answer(*records: object) -> Answer:
    found = answers_to(a_network(*place(), *records), "request-1", reach=BUS, today=TODAY)
    (answer,) = (*found.fitting, *found.nearly)
    return answer


def standing(answer: Answer, aspect: Aspect) -> tuple[Standing, str]:
    (reason,) = (reason for reason in answer.reasons if reason.aspect is aspect)
    return reason.standing, reason.words


def test_a_room_on_thursdays_is_met_by_the_hall_that_is_free_then() -> None:
    asked = a_request(by="group", when="Thu 18:30-20:30", capacity=30, most=8)
    answer = one_answer(hall(cost=6.0), asked)
    assert answer.fits
    assert (answer.asset_id, answer.keeper_id, answer.asker_id) == ("hall", "council", "group")
    assert answer.distance_m == pytest.approx(1_000, abs=2)
    assert {reason.aspect: reason.words for reason in answer.reasons} == {
        Aspect.TIME: "free Thu 18:30-20:30 as asked",
        Aspect.PLACE: "1 km away",
        Aspect.CAPACITY: "room for 60 where 30 are to come",
        Aspect.BORROWER: "lent to anyone",
        Aspect.COST: "£6 an hour where up to £8 can be paid",
    }
    # What is not free of charge 0.2, and a kilometre 0.03.
    assert answer.points == pytest.approx(0.23, abs=1e-4)


@pytest.mark.parametrize(
    ("wanted", "offered", "aspect", "words"),
    [
        ({"when": "Fri 18:00-20:00"}, {}, Aspect.TIME, "not free Fri 18:00-20:00, but Thu 18:00"),
        ({"when": "Thu 20:00-22:00"}, {}, Aspect.TIME, "not free Thu 20:00-22:00"),
        ({"capacity": 61}, {}, Aspect.CAPACITY, "room for 60 where 61 are to come"),
        ({"most": 5}, {"cost": 6.0}, Aspect.COST, "£6 an hour where up to £5 can be paid"),
        ({"most": 0}, {"cost": 6.0}, Aspect.COST, "nothing can be paid"),
        ({}, {"borrowers": Borrowers.MEMBERS}, Aspect.BORROWER, "lent to members only"),
        ({}, {"at": "far"}, Aspect.PLACE, "30 km away"),
    ],
)
def test_one_thing_against_it_is_named_and_it_does_not_fit(
    wanted: dict[str, object], offered: dict[str, object], aspect: Aspect, words: str
) -> None:
    network = a_network(
        *place(),
        hall(**offered),
        a_request(by="group", **wanted),  # type: ignore[arg-type]
    )
    found = answers_to(network, "request-1", reach=replace(BUS, reach_m=16_000), today=TODAY)
    assert found.fitting == ()
    (answer,) = found.nearly
    assert standing(answer, aspect)[0] is Standing.FAILS
    assert words in standing(answer, aspect)[1]
    assert len(answer.of(Standing.FAILS)) == 1


def test_step_free_where_it_has_to_be() -> None:
    asked = a_request(by="group", step_free=True)
    for said, expected in ((True, Standing.FITS), (False, Standing.FAILS), (None, Standing.ASK)):
        answer = one_answer(replace(hall(), step_free=said), asked)  # type: ignore[type-var]
        assert standing(answer, Aspect.STEP_FREE)[0] is expected


def test_what_nobody_said_is_to_be_asked_and_is_not_against_it() -> None:
    asked = a_request(by="group", when="Thu 18:00-20:00", capacity=30, most=5)
    answer = one_answer(hall(when="", capacity=None, cost=None, borrowers=Borrowers.UNKNOWN), asked)
    assert answer.fits
    assert [reason.aspect for reason in answer.of(Standing.ASK)] == [
        Aspect.TIME,
        Aspect.CAPACITY,
        Aspect.BORROWER,
        Aspect.COST,
    ]


def test_a_time_at_which_a_club_is_in_the_hall_is_not_free() -> None:
    club = an_activity("club", by="council", at="hall-site", when="Thu 19:00-20:00")
    asked = a_request(by="group", when="Thu 18:30-20:30")
    assert standing(one_answer(hall(), club, asked), Aspect.TIME)[0] is Standing.FAILS
    term = an_activity("club", by="council", at="hall-site", when="Thu 19:00-20:00 (term)")
    assert standing(one_answer(hall(), term, asked), Aspect.TIME) == (
        Standing.PARTLY,
        "free in part of the year Thu 18:30-20:30",
    )


def test_some_of_the_times_are_better_than_none_and_say_which() -> None:
    asked = a_request(by="group", when="Thu 18:00-20:00; Fri 18:00-20:00")
    assert standing(one_answer(hall(), asked), Aspect.TIME) == (
        Standing.PARTLY,
        "free Thu 18:00-20:00 but not free Fri 18:00-20:00",
    )


@pytest.mark.parametrize(
    "windows", ["Thu 18:00-19:30; Thu 19:30-21:00", "Thu 17:00-20:00; Thu 19:00-22:00"]
)
def test_windows_that_touch_are_one(windows: str) -> None:
    asked = a_request(by="group", when="Thu 18:30-20:30")
    assert one_answer(hall(when=windows), asked).fits


def test_term_and_holidays_together_are_the_whole_year() -> None:
    asked = a_request(by="group", when="Thu 18:30-20:30")
    both = hall(when="Thu 18:00-21:00 (term); Thu 18:00-21:00 (holidays)")
    assert standing(one_answer(both, asked), Aspect.TIME)[0] is Standing.FITS
    term = hall(when="Thu 18:00-21:00 (term)")
    assert standing(one_answer(term, asked), Aspect.TIME)[0] is Standing.PARTLY


def test_a_room_that_is_in_use_whenever_it_is_offered_is_not_free_at_any_time() -> None:
    club = an_activity("club", by="council", at="hall-site", when="Thu 18:00-20:30")
    answer = one_answer(hall(), club, a_request(by="group"))
    assert standing(answer, Aspect.TIME)[0] is Standing.FAILS


def test_a_minibus_counts_its_seats_but_the_drivers_and_asks_who_drives() -> None:
    bus = an_asset("bus", kind=KINDS["vehicle"], of="council", quantity=16, unit="seats", at="den")
    asked = a_request(by="group", wanted=KINDS["vehicle"], capacity=15)
    answer = one_answer(bus, asked)
    assert answer.fits
    assert "section 19 permit" in standing(answer, Aspect.BORROWER)[1]
    assert not one_answer(bus, replace(asked, capacity=16)).fits
    firm = an_organisation("firm", kind=OrganisationKind.BUSINESS, site="den")
    refused = one_answer(bus, firm, replace(asked, organisation_id="firm"))
    assert standing(refused, Aspect.BORROWER)[0] is Standing.FAILS
    assert "may work for profit" in standing(refused, Aspect.BORROWER)[1]


def test_money_knows_its_bounds_and_half_of_it_is_worth_a_word() -> None:
    def pot(pounds: float, of: str = "council") -> object:
        return an_asset(
            "pot", kind=KINDS["money"], of=of, at=None, quantity=pounds, unit="GBP a year"
        )

    asked = a_request(by="group", wanted=KINDS["money"], quantity=1_000, unit="GBP")
    enough = one_answer(pot(1_000), asked)
    assert enough.fits
    assert "£1,000 a year where £1,000 is asked for" in standing(enough, Aspect.AMOUNT)[1]
    assert standing(one_answer(pot(500), asked), Aspect.AMOUNT)[0] is Standing.PARTLY
    assert standing(one_answer(pot(499), asked), Aspect.AMOUNT)[0] is Standing.FAILS
    away = one_answer(pot(1_000, of="trust"), asked)
    assert standing(away, Aspect.PLACE)[0] is Standing.FAILS
    assert "does not work for Village" in standing(away, Aspect.PLACE)[1]


def test_money_for_all_of_a_county_is_for_its_villages_at_a_little_more() -> None:
    village = an_area("village", people=200, within={"county": 1.0})
    records = [village, *place()[1:]]
    funder = an_organisation("funder", kind=OrganisationKind.FUNDER, serves=("county",))
    pot = an_asset("pot", kind=KINDS["money"], of="funder", at=None)
    asked = a_request(by="group", wanted=KINDS["money"])
    network = a_network(*records, funder, pot, asked)
    (answer,) = answers_to(network, "request-1", reach=BUS, today=TODAY).fitting
    assert standing(answer, Aspect.PLACE) == (Standing.FITS, "Funder works for all of County")
    assert answer.points == pytest.approx(0.3)


def test_kit_is_told_by_its_name_not_by_whose_or_where_it_is() -> None:
    asked = a_request(by="group", wanted=KINDS["kit"], name="A camera for a film about Village")
    camera = an_asset("a", kind=KINDS["kit"], of="council", name="Camera and laptop, Village")
    goals = an_asset("b", kind=KINDS["kit"], of="council", name="Football goals, Village")
    network = a_network(*place(), camera, goals, asked, a_site("site-1", 500))
    found = answers_to(network, "request-1", reach=BUS, today=TODAY)
    assert [answer.asset_id for answer in found.fitting] == ["a"]
    assert standing(found.fitting[0], Aspect.ABOUT)[1] == "both name “camera”"
    assert (found.nearly, found.looked_at) == ((), 2)


def test_hands_are_told_by_their_theme() -> None:
    asked = a_request(by="group", wanted=AssetKind.STAFF_TIME, theme=Theme.MUSIC)

    def hands(*themes: Theme, kind: AssetKind = AssetKind.STAFF_TIME) -> tuple[Standing, float]:
        lent = an_asset("hands", kind=kind, of="council", at="hall-site", themes=themes)
        answer = answers_to(
            a_network(*place(), lent, asked), "request-1", reach=BUS, today=TODAY
        ).fitting
        return (
            (standing(answer[0], Aspect.ABOUT)[0], round(answer[0].points, 2))
            if answer
            else (
                Standing.FAILS,
                0.0,
            )
        )

    assert hands(Theme.MUSIC) == (Standing.FITS, 0.03)
    assert hands(Theme.ARTS) == (Standing.PARTLY, 0.43)
    assert hands() == (Standing.ASK, 0.33)
    assert hands(Theme.SPORT) == (Standing.FAILS, 0.0)
    assert hands(Theme.MUSIC, kind=AssetKind.VOLUNTEER_TIME) == (Standing.PARTLY, 0.43)


def test_what_stands_in_the_area_asked_for_is_near_enough_however_far_its_middle() -> None:
    wide = an_area("moor", 0, people=50)
    barn_site = a_site("barn-site", 20_000, area_ids=("moor",))
    asked = a_request(by="group", within=("moor",))
    network = a_network(*place(), wide, barn_site, hall(at="barn-site"), asked)
    (answer,) = answers_to(network, "request-1", reach=BUS, today=TODAY).fitting
    assert standing(answer, Aspect.PLACE) == (Standing.FITS, "20 km away")


def test_nobody_answers_a_request_with_what_is_their_own_or_nobodys() -> None:
    own, lost = hall(of="group"), an_asset("lost", of=None, at="den")
    network = a_network(*place(), own, lost, a_request(by="group"))
    found = answers_to(network, "request-1", reach=BUS, today=TODAY)
    assert (found.fitting, found.nearly, found.looked_at) == ((), (), 0)
    assert requests_met_by(network, "hall", reach=BUS, today=TODAY) == ()
    assert requests_met_by(network, "lost", reach=BUS, today=TODAY) == ()


def test_who_could_introduce_the_two_is_said() -> None:
    ties = (a_tie("trust", "group"), a_tie("trust", "council", TieKind.SUPPORTS))
    answer = one_answer(hall(), *ties, a_request(by="group"))
    assert answer.link.introduction
    assert answer.link.introducer == "Trust"
    tied = one_answer(hall(), a_tie("group", "council"), a_request(by="group"))
    assert not tied.link.introduction


@pytest.mark.parametrize(
    ("request_", "stands"),
    [
        (a_request(by="group"), True),
        (a_request(by="group", ends_on=TODAY), True),
        (a_request(by="group", ends_on=date(2026, 10, 31)), False),
        (a_request(by="group", stage=RequestStage.MET), False),
        (a_request(by="group", stage=RequestStage.WITHDRAWN), False),
    ],
)
def test_a_request_that_is_met_or_past_is_met_by_nothing_more(
    request_: object, stands: bool
) -> None:
    network = a_network(*place(), hall(), request_)
    found = answers_to(network, "request-1", reach=BUS, today=TODAY)
    assert found.open is stands
    assert len(found.fitting) == 1  # what would meet it can be looked at all the same
    assert len(requests_met_by(network, "hall", reach=BUS, today=TODAY)) == stands


def test_an_asset_finds_the_requests_that_find_it() -> None:
    near = a_request("near", by="group", when="Thu 18:00-20:00")
    late = a_request("late", by="group", when="Sun 18:00-20:00")
    bus = a_request("bus", by="group", wanted=AssetKind.VEHICLE)
    network = a_network(*place(), hall(), near, late, bus)
    (met,) = requests_met_by(network, "hall", reach=BUS, today=TODAY)
    assert met == answers_to(network, "near", reach=BUS, today=TODAY).fitting[0]


def test_what_is_not_there_and_too_many_are_refused() -> None:
    network = a_network(*place(), hall(), a_request(by="group"))
    with pytest.raises(NotFound):
        answers_to(network, "none", today=TODAY)
    with pytest.raises(NotFound):
        requests_met_by(network, "none", today=TODAY)
    with pytest.raises(OptionOutOfRange):
        answers_to(network, "request-1", today=TODAY, most=0)
    with pytest.raises(OptionOutOfRange):
        requests_met_by(network, "hall", today=TODAY, most=201)
