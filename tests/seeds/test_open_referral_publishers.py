"""Feeds of the suppliers that most councils have are read with the names of their own."""

from __future__ import annotations

from datetime import time

from graph.model import Entry, Theme
from tests.seeds.referral import activities, json_file, noted, one, read, sites, uid


def outpost_service(**place):
    """A service as Outpost publishes it: numbers as ids, days by name, a point as GeoJSON."""
    hall = {
        "id": 9,
        "name": "Drill Hall",
        "address_1": "1 High Street",
        "city": "Aylesbury",
        "postal_code": "HP20 1AA",
        "country": "United Kingdom",
        "geometry": {"type": "Point", "coordinates": [-0.81, 51.81]},
        **place,
    }
    wednesday = {
        "id": 1,
        "weekday": "Wednesday",
        "opens_at": "19:00",
        "closes_at": "21:00",
        "dtstart": "2024-09-26T00:00:00.000Z",
        "freq": "week",
        "interval": 1,
        "byday": None,
        "until": None,
        "count": None,
    }
    return {
        "id": 101,
        "name": "Example Cadets",
        "description": "<div>Marching</div>",
        "min_age": 12,
        "max_age": 18,
        "needs_referral": True,
        "status": "active",
        "organisation": {"id": 5, "name": "Example Cadet Force", "url": None},
        "service_at_locations": [{"id": 1, "location": hall, "regular_schedule": []}],
        "regular_schedules": [wednesday],
        "taxonomies": [{"id": 3, "name": "Uniformed groups", "slug": "uniformed-groups"}],
        "cost_options": [{"id": 1, "option": "", "amount": 3.5, "cost_type": "per session"}],
    }


def test_a_service_of_outpost_is_read(tmp_path):
    reading = read(json_file(tmp_path, {"content": [outpost_service()], "totalElements": 1}))
    (cadets,), (hall,) = activities(reading), sites(reading)
    assert (cadets.ages.age_from, cadets.ages.age_to) == (12, 18)
    assert [(at.start, at.end) for at in cadets.sessions] == [(time(19), time(21))]
    assert (cadets.theme, cadets.entry, cadets.cost_pounds) == (
        Theme.UNIFORMED,
        Entry.REFERRED,
        3.5,
    )
    assert (hall.latitude, hall.longitude) == (51.81, -0.81)
    assert (hall.address, hall.postcode) == ("1 High Street, Aylesbury", "HP20 1AA")


def test_a_place_that_outpost_masks_is_not_to_be_found(tmp_path):
    (hidden,) = sites(read(json_file(tmp_path, [outpost_service(mask_exact_address=True)])))
    assert hidden.blurred
    assert hidden.address == hidden.postcode == ""
    nowhere = outpost_service(mask_exact_address=True, geometry=None)
    (cadets,) = activities(read(json_file(tmp_path, [nowhere])))
    assert "High Street" not in cadets.description


def test_a_service_of_placecube_says_for_whom_it_is(tmp_path):
    audience = [{"id": "Carers", "audienceType": "Carers"}]
    club = one(tmp_path, pc_targetAudience=audience, pc_metadata={"assured_by": "a@example.org"})
    assert "For: Carers" in club.description


def test_a_service_of_placecube_without_a_name_is_refused_and_the_others_are_taken(tmp_path):
    empty = {"id": uid("x"), "name": "", "description": "<p><br></p>", "status": "active"}
    reading = read(json_file(tmp_path, [empty, outpost_service()]))
    assert [(error.row, error.column) for error in reading.refused] == [(1, "name")]
    assert len(activities(reading)) == 1
    assert not noted(reading, "Example")
