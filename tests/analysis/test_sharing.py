"""What has to be minded of an agreement: told, and never forbidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.analysis.sharing import CautionKind, cautions
from graph.model import (
    Agreement,
    AssetKind,
    Borrowers,
    Insurer,
    OrganisationKind,
    Stage,
    TieKind,
    parse_times,
)
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    a_tie,
    an_activity,
    an_asset,
    an_organisation,
)

INSURED = {"insurer": Insurer.LENDER, "insured_until": date(2099, 1, 1)}


def an_agreement(times: str = "Tue 18:00-20:00", **fields: object) -> Agreement:
    values: dict[str, object] = {
        "id": "this",
        "name": "This",
        "asset_id": "asset-1",
        "borrower_id": "org-2",
        "stage": Stage.INTENT,
        "times": parse_times(times),
        **INSURED,
        **fields,
    }
    return Agreement(**values)  # type: ignore[arg-type]


def told(agreement: Agreement, *records: object, when: str = "Tue 17:00-21:00") -> list[str]:
    known = {getattr(one, "id", ""): one for one in records}
    given = [
        a_site(),
        an_organisation(),
        known.pop("org-2", an_organisation("org-2")),
        known.pop("asset-1", an_asset(when=when)),
        *known.values(),
    ]
    return [one.words for one in cautions(a_network(*given), agreement, today=TODAY)]


def test_nothing_is_told_where_nothing_speaks_against_it() -> None:
    assert told(an_agreement()) == []
    assert told(an_agreement(""), an_activity(by="org-1", when="Tue 18:00-20:00")) == []


def test_a_time_for_which_it_is_not_offered_is_told() -> None:
    (words,) = told(an_agreement("Tue 18:00-22:00; Tue 17:00-18:00"))
    assert words == (
        "Tue 18:00-22:00: not among the times for which it is offered (Tue 17:00-21:00)."
    )
    assert told(an_agreement("Wed 03:00-04:00"), when="") == []


OTHER = an_agreement("Tue 19:00-21:00", id="other", stage=Stage.AGREED, borrower_id="org-1")


def test_a_clash_with_another_agreement_is_told() -> None:
    assert told(an_agreement(), OTHER) == ["Tue 18:00-20:00: Org 1 has agreed to use it then."]
    for other in (
        replace(OTHER, stage=Stage.ENDED),
        replace(OTHER, stage=Stage.INTENT),
        replace(OTHER, times=parse_times("Tue 20:00-21:00")),
        replace(OTHER, ends_on=date(2025, 12, 31)),
    ):
        assert told(an_agreement(starts_on=date(2026, 1, 1)), other) == []


def test_a_clash_in_another_room_of_the_same_place_is_told_and_of_another_thing_is_not() -> None:
    other = replace(OTHER, asset_id="asset-2")
    room = an_asset("asset-2", kind=AssetKind.ROOM)
    assert told(an_agreement(), other, room) == [
        "Tue 18:00-20:00: Org 1 has agreed to use Asset 2 then."
    ]
    assert told(an_agreement(), other, an_asset("asset-2", kind=AssetKind.VEHICLE)) == []


def test_a_clash_with_an_activity_of_others_is_told_and_with_ones_own_is_not() -> None:
    theirs = an_activity(by="org-1", when="Tue 19:00-20:00")
    (words,) = told(an_agreement(), theirs)
    assert words.startswith("Tue 18:00-20:00: “")
    assert told(an_agreement(activity_id=theirs.id), theirs) == []
    assert told(an_agreement(), an_activity(by="org-2", when="Tue 19:00-20:00")) == []
    assert told(an_agreement("Tue 20:00-21:00"), theirs) == []


FIRM = an_organisation("org-2", kind=OrganisationKind.BUSINESS)


@pytest.mark.parametrize(("seats", "many"), [(16.0, 1), (5.0, 0), (40.0, 0)])
def test_a_minibus_on_a_permit_lent_to_a_firm_is_told(seats: float, many: int) -> None:
    bus = an_asset(kind=AssetKind.VEHICLE, quantity=seats, unit="seats")
    words = told(an_agreement(), FIRM, bus)
    assert len([one for one in words if "section 19 permit" in one]) == many
    assert told(an_agreement(), bus) == []


def test_whom_the_keeper_lends_to_is_minded() -> None:
    (words,) = told(an_agreement(), FIRM, an_asset(borrowers=Borrowers.NON_PROFIT))
    assert "non-profit" in words
    members = an_asset(borrowers=Borrowers.MEMBERS)
    (words,) = told(an_agreement(), members)
    assert "members only" in words
    assert told(an_agreement(), members, a_tie("org-2", "org-1", TieKind.MEMBER_OF)) == []
    assert told(an_agreement(), members, a_tie("org-1", "org-2", TieKind.MEMBER_OF)) != []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"insurer": None, "insured_until": None}, "Nobody has said yet who insures"),
        ({"insured_until": None}, "Nobody has said until when"),
        ({"insured_until": date(2020, 1, 1)}, "ran out on 1 January 2020"),
        ({"ends_on": date(2099, 1, 2)}, "ends on 1 January 2099, before the agreement"),
    ],
)
def test_insurance_that_is_missing_or_runs_out_is_told(
    fields: dict[str, object], words: str
) -> None:
    (found,) = cautions(a_network(), an_agreement(**fields), today=TODAY)
    assert found.kind is CautionKind.INSURANCE
    assert words in found.words
