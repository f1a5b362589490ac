"""``/what-if``: the answer, both maps, the tables, and how a scenario is built and shared."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.analysis.scenario.comparison import compare
from graph.analysis.scenario.edits import parse_edits
from seeds.demo import stories
from service.opened import today
from tests.web.reader import Reader, text_of
from tests.web.test_routes import HOSTILE

FOLD = "edit=fold:organisation:camel-bank-youth-project"
CLUB = "activity:camel-bank-wednesday-club"


def test_the_empty_page_offers_an_example_that_the_network_itself_suggests(read):
    page = read.get("/what-if")
    examples = [link for link in page.links if link.startswith("/what-if?edit=")]
    assert len(examples) == 2
    for example in examples:
        found = read.get(example)
        assert "lose time within reach" in found.heading
        assert "fall below the standard" in found.heading


def test_the_answer_comes_first_then_both_maps_then_the_tables_then_the_method(read):
    html = read.get(f"/what-if?{FOLD}").html
    marks = ("<h1", 'id="map_today"', 'id="map_then"', "<table", 'id="worked-out"')
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_answer_says_who_loses_and_how_many_fall_below(read, demo):
    page = read.get(f"/what-if?{FOLD}")
    found = compare(
        demo.snapshot(), parse_edits([FOLD.removeprefix("edit=")]), today=today()
    ).everyone
    assert page.heading == (
        f"If Camel Bank Youth Project folds, {found.losing:,.0f} young people lose time within "
        f"reach, and {found.newly_below:,.0f} fall below the standard"
    )
    assert "7 activities end" in page.words
    assert "It alone keeps Camel Bank Youth Project, Wadebridge, which closes." in page.words
    assert "Read it another way" in page.words


def test_the_tables_tell_who_loses_by_age_and_by_deprivation(read):
    page = read.get(f"/what-if?{FOLD}")
    captions = [text_of(c).strip() for c in page.all("caption")]
    assert captions[:3] == [
        "Who loses, by age",
        "Who loses, by deprivation",
        "Where anything changes, the hardest hit first",
    ]
    for words in ("11 to 13", "17 to 19", "Most deprived fifth"):
        assert words in page.words
    assert page.html.count("hedge-bar__bar") == 7


def test_the_list_of_changes_can_be_taken_apart_again(read):
    page = read.get(f"/what-if?{FOLD}&edit=close:{CLUB}&theme=open_access")
    out = [a for a in page.all("a") if text_of(a).startswith("Take out")]
    assert [a.get("href") for a in out] == [
        "/what-if?edit=close%3Aactivity%3Acamel-bank-wednesday-club&theme=open_access",
        "/what-if?edit=fold%3Aorganisation%3Acamel-bank-youth-project&theme=open_access",
    ]
    assert "has gone already with an earlier change" in page.words


def test_the_address_is_the_scenario(read):
    page = read.get(f"/what-if?{FOLD}&theme=open_access&mode=car")
    (field,) = page.all("input", id="share")
    address = field.get("value", "")
    assert address.startswith("http://localhost/what-if?edit=fold")
    again = read.get(address.removeprefix("http://localhost"))
    assert again.heading == page.heading


def test_something_can_be_found_and_chosen_without_scripts(read):
    found = read.get("/what-if?q=wednesday+club")
    chosen = [link for link in found.links if f"about={CLUB.replace(':', '%3A')}" in link]
    panel = read.get(chosen[0].partition("#")[0])
    doing = [f.get("value") for f in panel.all("input") if f.get("name") == "do"]
    assert doing == ["close", "resize", "move"]


@pytest.mark.parametrize(
    ("asked", "edit"),
    [
        (f"about={CLUB}&do=close", "close:activity:camel-bank-wednesday-club"),
        (f"about={CLUB}&do=resize&places=40", "resize:activity:camel-bank-wednesday-club:40"),
        (
            f"about={CLUB}&do=move&to=Camelford+Memorial",
            "move:activity:camel-bank-wednesday-club:to:camelford-memorial-hall",
        ),
        ("about=organisation:camel-bank-youth-project&do=fold",
         "fold:organisation:camel-bank-youth-project"),
        ("about=organisation:camel-bank-youth-project&do=cut&percent=40",
         "cut:organisation:camel-bank-youth-project:0.4"),
        ("about=site:camelford-memorial-hall&do=close", "close:site:camelford-memorial-hall"),
        (
            "about=site:camelford-memorial-hall&do=open&new_times=Tue+18:00-20:00&new_theme=music",
            "open:music:11-19:everyone:20:Tue 18.00-20.00:camelford-memorial-hall",
        ),
        (
            "about=area:cw-st-keverne&do=open&new_times=Sat+10:00-12:00+(term)&new_places=12",
            "open:open_access:11-19:everyone:12:Sat 10.00-12.00 (term):50.051,-5.09",
        ),
    ],
)  # fmt: skip
def test_a_form_adds_its_change_to_the_address(read, asked, edit):
    answer = read.client.get(f"/what-if/add?{FOLD}&mode=car&{asked}")
    assert answer.status_code == 303
    told = parse_qs(urlsplit(answer.location).query)
    assert told["edit"][-1] == edit
    assert told["edit"][0] == FOLD.removeprefix("edit=")
    assert told["mode"] == ["car"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("about=activity:nobody&do=close", "Choose what the change is about"),
        (f"about={CLUB}&do=fold", "That cannot happen to it"),
        (f"about={CLUB}&do=vanish", "What happens cannot be “vanish”"),
        (f"about={CLUB}", "Choose what happens to it"),
        (f"about={CLUB}&do=resize", "Say how many places it has, from 1 to 1,000"),
        (f"about={CLUB}&do=resize&places=0", "Places must be from 1 to 1,000; 0 is not"),
        (f"about={CLUB}&do=move", "Say where it moves to"),
        (f"about={CLUB}&do=move&to=Atlantis", "No place is called “Atlantis”"),
        ("about=organisation:camel-bank-youth-project&do=cut", "Say by how many per cent"),
        ("about=organisation:camel-bank-youth-project&do=cut&percent=140",
         "must be a number from 1 to 100"),
        ("about=site:camelford-memorial-hall&do=open", "Say when it is"),
        ("about=site:camelford-memorial-hall&do=open&new_times=Tue+20:00-18:00",
         "ends before it starts"),
        ("about=site:camelford-memorial-hall&do=open&new_times=Tue+18:00-20:00&new_age_from=20",
         "Ages 20 to 19 are reversed"),
    ],
)  # fmt: skip
def test_a_form_that_is_wrong_comes_back_and_says_why(read, asked, said):
    page = read.get(f"/what-if/add?{FOLD}&{asked}", status=400)
    assert "There is a problem" in page.words
    assert said in page.words


def test_a_name_that_several_places_have_is_offered_to_choose_from(read):
    page = read.get(f"/what-if/add?about={CLUB}&do=move&to=hall")
    assert "places are called that. Which one?" in page.words
    offered = [link for link in page.links if link.startswith("/what-if/add")]
    assert read.client.get(offered[0]).status_code == 303


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("edit=fold:organisation:nobody", "There is no organisation “nobody” any more"),
        ("edit=close:activity:nobody&edit=close:site:nowhere", "Nothing in this scenario can"),
    ],
)
def test_a_scenario_that_names_something_gone_says_so_on_its_page(read, asked, said):
    page = read.get(f"/what-if?{asked}")
    assert said in page.words
    assert "Passed over" in page.words


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("edit=nonsense", "“nonsense” is no change that Hedgerow knows"),
        ("edit=cut:organisation:camel-bank-youth-project:4", "outside 0.01 to 1"),
        ("edit=resize:activity:camel-bank-wednesday-club:100000", "outside 1 to 1,000"),
        ("edit=open:music:11-19:everyone:20:Tue 20.00-18.00:hall", "ends before it starts"),
        ("&".join(f"edit=close:activity:club-{n}" for n in range(100)), "0 to 50 edits"),
        ("scenario=nobody", "No scenario is kept as “nobody”"),
        ("against=nobody", "No scenario is kept as “nobody”"),
        ("edit=%3Cscript%3Ealert(1)%3C/script%3E", "is no change that Hedgerow knows"),
    ],
)
def test_a_scenario_that_cannot_be_read_is_refused_naming_what_is_wrong(read, asked, said):
    page = read.get(f"/what-if?{asked}", status=400)
    assert said in page.words
    for address in (
        "/what-if.csv",
        "/what-if.geojson",
        "/what-if/map.js",
        "/what-if/map.json",
        "/what-if/values.json",
    ):
        assert read.status(f"{address}?{asked}") == 400


def test_a_wrong_question_comes_back_with_its_scenario(read):
    page = read.get(f"/what-if?{FOLD}&age_from=x&mode=broomstick", status=400)
    assert "Ages from must be a whole number" in page.words
    assert [a for a in page.all("a") if a.get("href") == "#age_from"]
    assert read.get("/what-if?standard=999", status=400)


def test_nothing_changes_for_ages_that_the_change_is_not_for_and_the_page_says_where_it_does(read):
    page = read.get(f"/what-if?edit=close:{CLUB}&age_from=20&age_to=25")
    assert "nobody’s time within reach changes" in page.heading
    ask = [link for link in page.links if "age_from=13&age_to=17" in link]
    assert "lose time within reach" in read.get(ask[0]).heading


def test_whoever_loses_is_told_also_where_there_are_no_areas_of_the_kind_that_was_asked_for(read):
    whole = read.get(f"/what-if?edit=close:{CLUB}").heading
    page = read.get(f"/what-if?edit=close:{CLUB}&roll_up=country")
    assert "lose time within reach" in whole
    assert page.heading == whole
    assert "There are no areas of this kind here" in page.words


def test_both_maps_draw_the_same_areas_by_the_same_scale(read):
    script = read.client.get(f"/what-if/map.js?{FOLD}").text
    assert script.count("hedgerow.map(") == 2
    assert script.count("hedgerow.together(") == 2
    left = json.loads(read.client.get(f"/what-if/map.json?{FOLD}&side=today").text)["values"][
        "areas"
    ]
    right = json.loads(read.client.get(f"/what-if/map.json?{FOLD}&side=then").text)["values"][
        "areas"
    ]
    assert set(left) == set(right)
    worse = [id for id in left if right[id][0] < left[id][0]]
    assert "cw-st-kew" in worse
    assert not [id for id in left if right[id][0] > left[id][0]]


def test_every_area_that_changes_can_be_taken_away(read, demo):
    rows = list(csv.DictReader(io.StringIO(read.client.get(f"/what-if.csv?{FOLD}").text)))
    found = compare(demo.snapshot(), parse_edits([FOLD.removeprefix("edit=")]), today=today())
    assert [row["area_id"] for row in rows] == [row.area_id for row in found.rows]
    told = json.loads(read.client.get(f"/what-if.geojson?{FOLD}").text)
    assert [f["id"] for f in told["features"]] == [row.area_id for row in found.rows]
    assert told["features"][0]["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_the_club_of_the_story_can_close(read):
    """Two clubs in a town above the standard: one could go without taking anybody below it."""
    page = read.get(f"/what-if?edit=close:activity:{stories.ABOVE.activity_ids[0]}")
    assert "lose time within reach" in page.heading
    assert "below" not in page.heading


def test_an_empty_graph_has_a_page(spare_app):
    reader = Reader(spare_app)
    assert "What if something closed" in reader.get("/what-if").heading
    page = reader.get("/what-if?edit=fold:organisation:nobody")
    assert "Nothing in this scenario can be applied" in page.heading
    page = reader.get("/what-if?edit=open:music:11-19:everyone:20:Tue 18.00-20.00:50.1,-5.1")
    assert "nobody can be counted" in page.heading


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:40])
def test_a_hostile_question_about_a_scenario_is_answered_kindly_or_refused_clearly(read, query):
    for path in ("/what-if", "/what-if/add"):
        answer = read.client.get(f"{path}{query}&{FOLD}&do=close&about=activity:x")
        assert answer.status_code in (200, 303, 400)
        if answer.status_code == 400:
            assert "There is a problem" in answer.text or "did not make sense" in answer.text
            assert "<script>alert" not in answer.text
