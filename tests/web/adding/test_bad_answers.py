"""What bad answers get: the field's own words, with what was typed kept."""

from __future__ import annotations

import pytest

from service.app import create_app
from service.config import Config
from tests.web.adding.flow import CLERK, TRURO, Flow, to_place
from tests.web.people import somebody


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("TR99 9ZZ", "Nobody here knows where TR99 9ZZ is"),
        ("TRI 1AAA9", ""),
        ("TR1 1A", "is not a postcode"),
        ("", "Type a postcode, an address or the name"),
        ("x" * 10_000, "This has 10,000 characters"),
    ],
)
def test_a_wrong_place_gets_words_and_keeps_what_was_typed(clerk, where, words):
    flow = Flow(clerk, "venue")
    flow.say(name="A hall", kind="venue")
    if not words:
        flow.say(where=where)
        assert "Nothing here is called" in flow.page().words
        return
    text = flow.refused(where=where)
    assert words in text
    assert f'value="{where}"' in text


def test_a_postcode_is_found_from_a_file_of_ones_own(spare, tmp_path, county):
    file = tmp_path / "postcodes.csv"
    file.write_text("Postcode,lat,long\nTR1 2ZZ,50.26,-5.05\nnonsense,1,2\n")
    app = create_app(Config(data=tmp_path, postcodes=file), store=spare, patience_s=None)
    keeper = str(spare.snapshot().organisations.id[0])
    flow = Flow(somebody(app, spare, "Keren", *CLERK, organisation_ids=(keeper,)), "venue")
    flow.say(name="A hall", kind="venue")
    flow.say(where="3 Quay Street, tr12zz")
    assert "TR1 2ZZ" in flow.page().words or "another place" in flow.page().words.lower()
    with flow.person.client.get(flow.at.replace("/place", "/place.js")) as script:
        assert "-5.05" in script.text


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, "Choose one of these, or mark the place"),
        ({"place": "new"}, "Say where it is: click the map"),
        ({"place": "new", "latitude": "51.5", "longitude": "-0.1"}, "in no area that is known"),
        ({"place": "new", "latitude": "-5.05", "longitude": "50.26"}, "look swapped"),
        ({"place": "new", "latitude": "nan", "longitude": "0"}, "outside Great Britain"),
        ({"place": "site:nowhere"}, "no longer there"),
        ({"place": "new", **TRURO, "place_name": "x" * 400}, "400 characters"),
        ({"place": "new", **TRURO, "place_postcode": "far too long for one"}, "characters"),
    ],
)
def test_a_wrong_mark_on_the_map_gets_words(clerk, place, words):
    flow = Flow(clerk, "venue")
    to_place(flow)
    assert words in flow.refused(**place).replace("&#39;", "'")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"availability_tue_from": "18:00"}, "Tuesday: say when it ends as well"),
        (
            {"availability_tue_from": "20:00", "availability_tue_to": "18:00"},
            "ends before it starts",
        ),
        ({"availability_mon_from": "25:00", "availability_mon_to": "26:00"}, "not a time of day"),
        (
            {
                "availability_tue_from": "18:00",
                "availability_tue_to": "20:00",
                "availability_more": "Tue 19:00-21:00 (term)",
            },
            "overlap; make them one",
        ),
        ({"availability_more": "whenever"}, "is not a weekly time"),
        ({"availability_season": "mud"}, "Choose when the times hold"),
    ],
)
def test_wrong_times_get_words_and_keep_what_was_typed(clerk, given, words):
    flow = Flow(clerk, "venue")
    to_place(flow)
    flow.say(place="new", place_name="Sail loft", blurred="no", **TRURO)
    while flow.step != "when":
        flow.say(same="another")
    text = flow.refused(**given)
    assert words in text
    for name, value in given.items():
        assert value in text or name.endswith("season")


AWKWARD = [
    "St Just-in-Penwith’s & “Kernow” O'Hall <script>alert(1)</script>",
    "🎣 Ysgol 🏕️",
    "قاعة القرية",
    '=HYPERLINK("http://evil")',
]


@pytest.mark.parametrize("name", AWKWARD)
def test_odd_names_are_kept_as_they_are(clerk, spare, name):
    flow = Flow(clerk, "data")
    flow.say(name=name, description="x")
    while not flow.at.startswith("/added"):
        page = flow.page()
        assert "<script>alert" not in page.html
        flow.say(borrowers="anyone", same="another")
    assert name.split()[0] in flow.page().words or name in flow.page().words
    assert spare.asset(flow.at.rpartition("/")[2]).name == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "cannot stay empty"),
        ("x" * 10_000, "10,000 characters; at most 300 fit"),
        ("right\u202eleft", "control character"),
        ("\u200b\u200b", "empty"),
    ],
)
def test_names_that_cannot_be_are_refused_in_words(clerk, name, words):
    flow = Flow(clerk, "data")
    text = flow.refused(name=name, description="")
    assert words in text


def test_contact_details_are_shown_to_more_than_staff_only_with_consent(clerk):
    flow = Flow(clerk, "data")
    flow.say(name="A survey", description="x")
    while flow.step != "contact":
        flow.say(borrowers="anyone", same="another")
    refused = flow.refused(email="a@b.example", email_visibility="everybody")
    assert "agrees" in refused
    assert "not an e-mail address" in flow.refused(email="nobody", email_consent="yes")
    assert "not a telephone number" in flow.refused(phone="ring me", phone_visibility="staff")
