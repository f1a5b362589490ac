"""Open Referral from real files: mocks of the validator, examples of the profile, Miami’s 211."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from graph.errors import FileRefused
from tests.seeds.real import DATA, real
from tests.seeds.referral import activities, noted, organisations, read, sites

FOLDER = "openreferral"
MOCKS = f"{FOLDER}/oruk_v3_mock_default"
EXAMPLES = f"{FOLDER}/oruk_v3_profile_examples.tar.xz"
MIAMI = f"{FOLDER}/hsds_miami_211_datapackage.zip"


@real(f"{MOCKS}/service_list.json")
def test_the_validators_list_of_services_is_read() -> None:
    reading = read(DATA / MOCKS / "service_list.json")
    (counselling,) = activities(reading)
    assert (counselling.ages.age_from, counselling.ages.age_to) == (12, 100)
    assert reading.refused == ()


@real(f"{MOCKS}/organization_list.json")
def test_the_validators_organisations_are_read_with_those_identifiers_that_are_known() -> None:
    reading = read(DATA / MOCKS / "organization_list.json")
    assert len(organisations(reading)) == 10
    named = {one.name: one.identifiers for one in organisations(reading)}
    assert named["City Tech Academy"] == ("GB-COH-08765432",)
    assert noted(reading, "of no list that is known")


@real(f"{MOCKS}/service_full.json")
@pytest.mark.parametrize("name", ["service_full", "service_at_location_full"])
def test_the_validators_whole_service_stands_in_the_united_states_and_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read(DATA / MOCKS / f"{name}.json")
    assert (caught.value.errors[0].row, caught.value.errors[0].column) == (1, "country")


@real(EXAMPLES)
@pytest.mark.parametrize("part", ["examples/csv", "examples/service_list.json"])
def test_the_examples_of_the_profile_are_read_or_refused_for_where_they_are(
    tmp_path: Path, part: str
) -> None:
    with tarfile.open(DATA / EXAMPLES) as archive:
        archive.extractall(tmp_path, filter="data")
    try:
        assert len(activities(read(tmp_path / part))) == 1
    except FileRefused as refused:
        (first, _) = refused.errors
        assert first.column in ("country", "latitude")


@real(MIAMI)
def test_of_miami_what_has_a_position_or_a_postcode_there_is_refused_by_row() -> None:
    reading = read(DATA / MIAMI)
    assert len(reading.refused) == 3_751
    assert {error.column for error in reading.refused} <= {
        *("latitude", "postal_code", "country"),
        "organization_id",  # one that the table of organisations does not have
    }
    assert {error.file for error in reading.refused} == {"services.csv"}
    assert reading.more_refused == 0
    assert sites(reading) == []
    assert len(activities(reading)) == 32
    assert noted(reading, "no ages say otherwise: 304 services")


@real(f"{FOLDER}/oruk_live_feeds_dashboard.json")
@pytest.mark.parametrize(
    "name",
    [
        "oruk_live_feeds_dashboard.json",
        "oruk_v3_schema/openapi.json",
        "oruk_v3_schema/datapackage.json",
        "outpost_services_import_sample.csv",
    ],
)
def test_what_stands_beside_feeds_but_is_none_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        read(DATA / FOLDER / name)
