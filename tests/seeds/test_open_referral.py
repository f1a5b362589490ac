"""Services of Open Referral become activities, with their organisations and sites."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import FileRefused
from graph.model import Audience, Entry, OrganisationKind, Theme
from tests.seeds.referral import (
    FEED,
    activities,
    at,
    json_file,
    location,
    noted,
    one,
    organisation,
    organisations,
    page,
    read,
    reading_of,
    service,
    sites,
    term,
    uid,
    weekly,
)


def test_a_service_becomes_an_activity_with_its_organisation_and_site(tmp_path):
    reading = reading_of(tmp_path, service(cost_options=[{"id": "c", "amount": 2.5}]))
    (club,), (hall,), (trust,) = activities(reading), sites(reading), organisations(reading)
    assert reading.records[0] == FEED
    assert (club.id, club.name) == (f"oruk-{uid('club')}", "Tuesday Club")
    assert (club.organisation_id, club.site_id) == (trust.id, hall.id)
    assert (club.ages.age_from, club.ages.age_to) == (11, 18)
    assert [str(each) for each in club.sessions] == ["Tue 18:00-20:00"]
    assert (club.theme, club.cost_pounds) == (Theme.OPEN_ACCESS, 2.5)
    assert (hall.latitude, hall.longitude, hall.postcode) == (50.26, -5.05, "TR1 1AA")
    assert hall.address == "1 Fore Street, Truro, Cornwall"
    assert reading.refused == ()
    assert {record.source_id for record in reading.records[1:]} == {FEED.id}


def test_the_same_file_gives_the_same_records_each_time(tmp_path):
    services = [service(), service("band", name="Band", service_at_locations=at(location("b")))]
    ahead = reading_of(tmp_path, *services)
    assert ahead.records == reading_of(tmp_path, *reversed(services)).records


def test_a_service_without_a_name_among_five_thousand_is_refused_by_its_place(tmp_path):
    services = [service(f"s{number}") for number in range(5_000)]
    services[4_210] = service("nameless", name=" ")
    reading = reading_of(tmp_path, *services)
    (refused,) = reading.refused
    assert (refused.file, refused.row, refused.column) == ("services.json", 4_211, "name")
    assert "no name" in refused.message
    assert len(activities(reading)) == 4_999


@pytest.mark.parametrize(
    ("document", "column"),
    [
        (service(id=None), "id"),
        (service(organization=None), "organization"),
        (
            service(service_at_locations=at(location("far", latitude=25.7, longitude=-80.2))),
            "latitude",
        ),
        (service(description="Ask for Ann Smith, aged 12"), "description"),
        ("a word", ""),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field(tmp_path, document, column):
    reading = reading_of(tmp_path, document, service("good"))
    (refused,) = reading.refused
    assert (refused.row, refused.column) == (1, column)
    assert len(activities(reading)) == 1


def test_what_a_refused_row_names_is_still_there_at_its_source(tmp_path):
    reading = reading_of(tmp_path, service("nameless", name=""), service("good"))
    assert {f"oruk-{uid(word)}" for word in ("nameless", "trust", "hall")} <= reading.seen
    assert reading_of(tmp_path, service()).seen == frozenset()


def test_where_nothing_can_be_taken_the_file_is_refused_with_every_row(tmp_path):
    with pytest.raises(FileRefused) as caught:
        reading_of(tmp_path, service(name=""), service("other", organization=None))
    assert [error.row for error in caught.value.errors] == [1, 2, 0]


@pytest.mark.parametrize("status", ["inactive", "defunct", "Defunct", "marked for deletion"])
def test_services_that_are_no_more_are_passed_over_and_counted(tmp_path, status):
    reading = reading_of(tmp_path, service(), service("old", status=status, name="Old Club"))
    assert len(activities(reading)) == 1
    assert noted(reading, "inactive, defunct or not public: 1 service (Old Club)")


def test_a_status_that_the_standard_does_not_have_is_told(tmp_path):
    reading = reading_of(tmp_path, service(status="on hold"))
    assert len(activities(reading)) == 1
    assert noted(reading, "taken as active: 1 service (Tuesday Club: “on hold”)")


def test_a_service_that_is_closed_for_now_keeps_its_times_in_words_only(tmp_path):
    club = one(tmp_path, status="temporarily closed")
    assert club.sessions == ()
    assert "Closed for the time being. Usual times: Tue 18:00-20:00" in club.description


def test_services_for_nobody_of_the_ages_here_are_passed_over_and_counted(tmp_path):
    reading = reading_of(
        tmp_path,
        service(),
        service("old", minimum_age=26, maximum_age=None, name="Over 26s"),
        service("small", minimum_age=0, maximum_age=7, name="Tots"),
        service("edge", minimum_age=25, maximum_age=60),
    )
    assert len(activities(reading)) == 2
    assert noted(reading, "nobody aged 8 to 25: 2 services (Over 26s, Tots)")


def test_a_service_that_stands_twice_is_taken_once(tmp_path):
    reading = reading_of(tmp_path, service(), service(name="Again"))
    assert [club.name for club in activities(reading)] == ["Tuesday Club"]
    assert noted(reading, "stands there twice")


def test_a_service_at_two_locations_becomes_two_activities_whose_ids_stay(tmp_path):
    places = at(location("b"), location("a", name="Annexe"))
    first = reading_of(tmp_path, service(service_at_locations=places))
    second = reading_of(tmp_path, service(service_at_locations=places[::-1]))
    assert len(activities(first)) == len(sites(first)) == 2
    assert {club.id: club.site_id for club in activities(first)} == {
        club.id: club.site_id for club in activities(second)
    }


def test_each_location_has_its_own_times_where_the_source_says_them(tmp_path):
    own = [{**at(location("b"))[0], "schedules": [weekly("FR", "10:00", "12:00")]}]
    reading = reading_of(tmp_path, service(service_at_locations=at(location("a")) + own))
    times = {club.site_id: [str(each) for each in club.sessions] for club in activities(reading)}
    assert times == {
        f"oruk-{uid('a')}": ["Tue 18:00-20:00"],
        f"oruk-{uid('b')}": ["Fri 10:00-12:00"],
    }


def test_the_times_of_a_service_at_one_place_are_its_own_and_those_of_the_place(tmp_path):
    club = one(
        tmp_path,
        schedules=[weekly("MO")],
        service_at_locations=at(location(), schedules=[weekly("FR"), weekly("MO")]),
    )
    assert [str(each) for each in club.sessions] == ["Mon 18:00-20:00", "Fri 18:00-20:00"]


@pytest.mark.parametrize(
    ("assured", "checked"),
    [
        ("2025-11-03T09:30:00", date(2025, 11, 3)),
        ("03/11/2025", date(2025, 11, 3)),
        ("2031-01-01", None),
        ("soon", None),
        (None, None),
    ],
)
def test_the_day_on_which_the_source_assured_a_service_is_that_of_the_last_check(
    tmp_path, assured, checked
):
    assert one(tmp_path, assured_date=assured).verified_on == checked


def test_a_bad_location_is_refused_and_the_good_one_taken(tmp_path):
    places = at(location("far", latitude=5.0), location("near"))
    reading = reading_of(tmp_path, service(service_at_locations=places))
    assert [club.site_id for club in activities(reading)] == [f"oruk-{uid('near')}"]
    assert [error.column for error in reading.refused] == ["latitude"]


def test_no_contact_details_and_no_names_of_people_are_read(tmp_path):
    reading = reading_of(
        tmp_path,
        service(
            email="jo@example.org",
            description="Ring Jo on 01872 123456 or jo@example.org.",
            contacts=[{"id": "c", "name": "Jo Bloggs", "title": "Lead"}],
            phones=[{"id": "p", "number": "01872 999999"}],
            assurer_email="x@example.org",
        ),
    )
    written = repr(reading.records)
    for word in ("Bloggs", "@", "01872", "A Person"):
        assert word not in written


def test_markup_is_taken_out_of_descriptions(tmp_path):
    club = one(tmp_path, description="<p>Fun &amp; games</p>\n<script>x</script> \u202eall day")
    assert club.description.startswith("Fun & games x all day")
    twice = "&lt;p&gt;Bring &lt;b&gt;water&lt;/b&gt; &amp;amp; a friend; 2 &lt; 3&lt;/p&gt;"
    assert one(tmp_path, description=twice).description.startswith("Bring water & a friend; 2 < 3")


def test_organisations_have_the_identifiers_of_registers(tmp_path):
    listed = [
        {"id": "1", "identifier_scheme": "GB-CHC", "identifier": "1234567"},
        {"id": "2", "identifier_type": "Company number", "identifier": "123456"},
        {"id": "3", "identifier_scheme": "GB-COH", "identifier": "GB-COH-00123456"},
        {"id": "4", "identifier_type": "Charity number", "identifier": "SC012345"},
        {"id": "5", "identifier_scheme": "OUR-LIST", "identifier": "77"},
    ]
    reading = reading_of(
        tmp_path, service(organization=organisation(organization_identifiers=listed))
    )
    (trust,) = organisations(reading)
    assert trust.identifiers == ("GB-CHC-1234567", "GB-COH-00123456", "GB-SC-SC012345")
    assert noted(reading, "1 identifier of organisations left out")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Truro City Council", OrganisationKind.COUNCIL),
        ("Perranzabuloe Parish Council", OrganisationKind.PARISH_COUNCIL),
        ("Penair School", OrganisationKind.SCHOOL),
        ("1st Exampleton Scouts", OrganisationKind.YOUTH_GROUP),
        ("Exampleton Leisure Ltd", OrganisationKind.INDEPENDENT),
        ("Exampleton Friends", OrganisationKind.VOLUNTARY),
    ],
)
def test_the_kind_of_an_organisation_is_taken_from_its_name(tmp_path, name, kind):
    reading = reading_of(tmp_path, service(organization=organisation(name=name)))
    assert organisations(reading)[0].kind is kind


def test_ids_that_are_no_uuids_belong_to_their_source(tmp_path):
    club = one(tmp_path, id=17)
    assert club.id.startswith("oruk-")
    assert club.id.endswith("~17")
    assert club.id != "oruk-17"


def test_service_areas_that_the_graph_knows_are_served_by_the_organisation(tmp_path):
    root = "http://statistics.data.gov.uk/id/statistical-geography/"
    areas = [{"uri": f"{root}E04011452"}, {"uri": f"{root}E05000001"}, {"service_area": "Newquay"}]
    areas.append({"service_area": "E06000052"})
    known = {"E04011452", "E06000052"}
    reading = reading_of(tmp_path, service(service_areas=areas), areas=known)
    assert organisations(reading)[0].area_ids == ("E04011452", "E06000052")
    assert noted(reading, "not among the areas here and left out: E05000001")
    assert "Serves: Newquay" in activities(reading)[0].description


def test_a_place_without_a_position_is_found_by_its_postcode_or_told_in_words(tmp_path):
    nowhere = service(service_at_locations=at(location(latitude=0, longitude=0)))
    by_postcode = reading_of(tmp_path, nowhere, positions={"TR1 1AA": (50.2, -5.0)}.get)
    assert sites(by_postcode)[0].latitude == 50.2
    reading = reading_of(tmp_path, nowhere)
    (club,) = activities(reading)
    assert club.site_id is None
    assert "Where: St Example’s Hall, 1 Fore Street" in club.description
    assert noted(reading, "No position")


def test_an_address_abroad_is_refused(tmp_path):
    abroad = location("abroad", latitude=None, addresses=[{"country": "", "postal_code": "33157"}])
    reading = reading_of(tmp_path, service("far", service_at_locations=at(abroad)), service())
    assert reading.refused[0].column == "postal_code"


@pytest.mark.parametrize(
    ("options", "cost"),
    [
        ([{"amount": 3}], 3.0),
        ([{"amount": "£2.50", "amount_description": "per session"}], 2.5),
        ([{"amount": 0}], 0.0),
        ([{"option": "Free"}], 0.0),
        ([{"amount": 30, "amount_description": "per month"}], None),
        ([{"amount": 3, "option": "Adults"}, {"amount": 1, "option": "Children"}], 1.0),
        ([{"amount": 3}, {"amount": 5}], None),
        ([{"amount": 3, "valid_to": "2020-01-01"}], None),
        ([{"amount": 0, "option": "Contact us for prices"}], None),
        ([{"amount": 3.5, "cost_type": "per session"}], 3.5),
    ],
)
def test_only_what_one_session_costs_is_its_cost_and_the_rest_is_told(tmp_path, options, cost):
    club = one(tmp_path, cost_options=[{"id": "x", **option} for option in options])
    assert club.cost_pounds == cost
    assert "Cost: " in club.description


def test_words_about_joining_say_how_one_gets_in(tmp_path):
    assert one(tmp_path, application_process="By referral from a school").entry is Entry.REFERRED
    assert one(tmp_path, attending_access="appointment").entry is Entry.BOOKED
    assert one(tmp_path, application_process="No referral needed, drop in").entry is Entry.OPEN


def test_an_attribute_of_eligibility_says_for_whom_it_is(tmp_path):
    girls = one(tmp_path, attributes=[term("Youth clubs"), term("Girls", "eligibility")])
    assert (girls.theme, girls.audience) == (Theme.OPEN_ACCESS, Audience.GIRLS)
    several = [term("Girls", "eligibility"), term("Young carers", "eligibility")]
    assert one(tmp_path, attributes=several).audience is Audience.EVERYONE


def test_a_list_of_organisations_alone_is_read_too(tmp_path):
    document = page(organisation("a"), organisation("b", website="www.example.org"))
    reading = read(json_file(tmp_path, document, "organizations.json"))
    assert {one.website for one in organisations(reading)} == {"", "https://www.example.org"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, 2", "<html><body>Sorry</body></html>", '{"a": 1}', "[]", "null", "5", "\x00"],
)
def test_what_is_no_open_referral_is_refused_in_words(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(FileRefused):
        read(path)
