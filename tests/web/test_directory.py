"""The directory: search, filters, and the list to take away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import AgeRange, AssetKind, Audience, OrganisationKind, Theme
from service.directory import RecordType, Wanted, entries_of, search
from tests.builders import (
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

NETWORK = a_network(
    an_area("cw-bude", name="Bude"),
    an_area("cw-looe", 40_000, name="Looe"),
    a_site("hall", name="Café Hall", area_ids=("cw-bude",)),
    a_site("quay", 40_000, name="Quay", area_ids=("cw-looe",)),
    an_organisation("sea", name="Élan by the Sea", site="hall"),
    an_organisation("parish", kind=OrganisationKind.PARISH_COUNCIL, serves=("cw-looe",)),
    an_asset("minibus", kind=AssetKind.VEHICLE, of="parish", at=None, name="Minibus"),
    an_asset("tutor", kind=AssetKind.SKILL, of="sea", at="hall", themes=(Theme.MUSIC,)),
    an_activity(
        "band", by="sea", at="hall", theme=Theme.MUSIC, aged="13-16", name="Band night by the sea"
    ),
    an_activity(
        "girls", by="sea", at="quay", theme=Theme.SPORT, aged="8-12", audience=Audience.GIRLS
    ),
)
ENTRIES = entries_of(NETWORK)


def found(**wanted: object) -> list[str]:
    return [entry.id for entry in search(NETWORK, ENTRIES, Wanted(**wanted))]  # type: ignore[arg-type]


def test_everything_is_listed_by_name_and_the_empty_network_has_nothing():
    names = [entry.name for entry in search(NETWORK, ENTRIES, Wanted())]
    assert len(names) == 6
    assert names[0] == "Band night by the sea"
    assert names[1] == "Élan by the Sea"
    assert len(entries_of(a_network())) == 0


def test_a_search_needs_all_words_and_minds_neither_case_nor_accents():
    assert found(text="ELAN sea") == ["sea", "band", "girls", "tutor"]
    assert found(text="elan mountain") == []
    assert found(text="cafe") == ["band", "sea", "tutor"]


def test_what_has_the_words_in_its_name_comes_before_what_is_only_there():
    assert found(text="sea")[:2] == ["band", "sea"]


def test_a_kind_keeps_records_of_that_kind_alone():
    assert found(kind=AssetKind.VEHICLE) == ["minibus"]
    assert found(kind=OrganisationKind.PARISH_COUNCIL) == ["parish"]
    assert found(type=RecordType.ACTIVITIES) == ["band", "girls"]


def test_a_theme_keeps_activities_those_who_run_them_and_assets_good_for_it():
    assert found(theme=Theme.MUSIC) == ["band", "sea", "tutor"]


def test_ages_and_audience_keep_activities_that_a_person_could_join():
    assert found(ages=AgeRange(age_from=16, age_to=19)) == ["band", "sea"]
    assert found(audience=Audience.GIRLS) == ["band", "sea", "girls"]
    assert found(audience=Audience.SEND) == ["band", "sea"]


def test_an_area_keeps_what_stands_in_it_and_who_serves_it():
    assert found(area_id="cw-looe") == ["girls", "parish"]
    assert found(area_id="cw-bude") == ["band", "sea", "tutor"]


@given(
    text=st.sampled_from(["", "sea", "by the", "zzz"]),
    kind=st.sampled_from([None, *RecordType]),
    theme=st.sampled_from([None, Theme.MUSIC, Theme.DRAMA]),
    area=st.sampled_from([None, "cw-bude", "cw-looe"]),
)
def test_every_filter_only_ever_takes_away(text, kind, theme, area):
    loose = set(found(text=text, type=kind))
    assert set(found(text=text, type=kind, theme=theme)) <= loose
    assert set(found(text=text, type=kind, area_id=area)) <= loose


@given(
    kind=st.sampled_from([None, *RecordType]),
    theme=st.sampled_from([None, *Theme]),
    ages=st.sampled_from([None, AgeRange(age_from=5, age_to=12), AgeRange(age_from=17, age_to=19)]),
    audience=st.sampled_from([None, *Audience]),
)
def test_each_line_is_found_exactly_where_its_record_fits(kind, theme, ages, audience):
    """One by one, as a person would go through the list."""

    def suits(line) -> bool:
        return (
            (theme is None or line.kind is theme)
            and (ages is None or line.ages.shared_years(ages) > 0)
            and (audience is None or line.audience in (audience, Audience.EVERYONE))
        )

    lines = list(search(NETWORK, ENTRIES, Wanted()))
    asks = theme or ages or audience
    runs = {
        line.organisation for line in lines if line.type is RecordType.ACTIVITIES and suits(line)
    }
    good = {"tutor"} if theme is Theme.MUSIC and not (ages or audience) else set()
    fitting = [
        line.id
        for line in lines
        if kind in (None, line.type)
        and (
            not asks
            or (line.type is RecordType.ACTIVITIES and suits(line))
            or (line.type is RecordType.ORGANISATIONS and line.name in runs)
            or line.id in good
        )
    ]
    assert found(type=kind, theme=theme, ages=ages, audience=audience) == fitting


# -- the page --------------------------------------------------------------------


def test_the_page_tells_how_many_there_are_and_pages_through_them_all(read, demo):
    network = demo.snapshot()
    page = read.get("/directory?type=organisations")
    assert f"{len(network.organisations)} organisations." in page.words
    seen = set()
    for number in range(1, -(-len(network.organisations) // 25) + 1):
        links = read.get(f"/directory?type=organisations&page={number}").links
        seen |= {link for link in links if link.startswith("/organisations/")}
    assert len(seen) == len(network.organisations)


def test_filters_stay_as_they_were_chosen(read):
    page = read.get("/directory?q=club&theme=music&age_from=12&area=bude-stratton")
    assert page.all("input", id="q")[0].get("value") == "club"
    assert page.all("input", id="age_from")[0].get("value") == "12"
    assert page.all("input", id="area")[0].get("value") == "Bude-Stratton"
    chosen = [option.get("value") for option in page.all("option", selected="")]
    assert chosen == ["music"]


def test_a_wrong_filter_is_told_before_the_fields_and_beside_its_own(read):
    page = read.get("/directory?theme=juggling&area=Atlantis", status=400)
    assert page.title.startswith("Error: ")
    summary = page.all("div", class_="govuk-error-summary")[0]
    links = {a.get("href") for a in summary.iter("{http://www.w3.org/1999/xhtml}a")}
    assert links == {"#theme", "#area"}
    assert "There is no area called “Atlantis”" in page.words
    assert "juggling" in page.words


def test_nothing_found_is_said_kindly(read):
    assert "Nothing fits" in read.get("/directory?q=zebra+crossing+zeppelin").words


def test_the_list_to_take_away_is_the_whole_result(read):
    answer = read.client.get("/directory.csv?theme=music")
    assert answer.mimetype == "text/csv"
    assert 'filename="hedgerow-directory.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    counts = re.search(
        r"(\d+) organisations, (\d+) assets to share, (\d+) activities and (\d+) requests",
        read.get("/directory?theme=music").words,
    )
    assert counts
    assert len(rows) == sum(int(count) for count in counts.groups()) > 25
    features = read.client.get("/directory.geojson?theme=music").json["features"]
    assert [f["id"] for f in features] == [row["id"] for row in rows]


def test_the_geojson_has_positions_in_great_britain_or_none(read):
    for feature in read.client.get("/directory.geojson").json["features"]:
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -7 < longitude < -4
            assert 49 < latitude < 51.1


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_a_list_to_take_away_is_refused_where_the_question_is_wrong(read, kind):
    answer = read.client.get(f"/directory.{kind}?theme=juggling")
    assert answer.status_code == 400
