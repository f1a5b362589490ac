"""Checking feeds of others: real servers on loopback, each with a fault of its own."""

from __future__ import annotations

import json
import uuid
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InvalidData
from service.feeds.asking import CHECKED, OneHost
from service.feeds.checking import check_feed, read_version, spread
from service.feeds.inspection import Level, inspect
from service.feeds.limits import Limits
from service.feeds.report import Report
from service.feeds.schemas import Schemas
from tests.feeds_for_checks import JSON, Break, id_of, served, services

LIMITS = replace(CHECKED, pause_s=0.0, read_s=5.0)


def checked(break_it: Break | None = None, *, number: int = 20, **options: Any) -> Report:
    with served(break_it, number=number) if break_it else served(number=number) as root:
        return checked_at(root, **options)


def checked_at(root: str, *, limits: Limits = LIMITS, **options: Any) -> Report:
    with closing(OneHost(root, limits=limits)) as get:
        return check_feed(root, get, **options)


def words(report: Report) -> str:
    return "\n".join(report.lines())


def test_a_sound_feed_passes_without_what_it_need_not_have() -> None:
    report = checked()
    assert report.faults == (), words(report)
    assert report.exit_code == 0
    assert "is a sound Open Referral UK feed (HSDS-UK-3.0)" in words(report)
    first, *others = report.looked
    assert (first.total, first.pages, first.objects, first.ids) == (20, 3, 12, 12)
    assert not any(one.offered for one in others)


@pytest.mark.parametrize(
    ("version", "number"),
    [("HSDS-UK-3.0", 3.0), ("V3", 3.0), ("v3.0", 3.0), ("3.1", 3.1), ("hsds-uk-3.0", 3.0),
     ("HSDS 3.0", None), ("", None), ("three", None), ("3.0.1", None), ("nan", None)],
)  # fmt: skip
def test_versions_are_read_as_validators_read_them(version, number) -> None:
    assert read_version(version) == number


def root_is(told: Any) -> Break:
    return lambda path, right: told if path == "/" else right


def service_has(**wrong: Any) -> Break:
    """One service, in lists and by its id, has something else."""
    id = id_of("service 0")

    def changed(row: dict[str, Any]) -> dict[str, Any]:
        told = {**row, **wrong} if row["id"] == id else row
        return {name: value for name, value in told.items() if value is not ...}

    def break_it(path: str, right: Any) -> Any:
        if path.startswith("/services?") and right:
            return {**right, "contents": [changed(row) for row in right["contents"]]}
        return changed(right) if path == f"/services/{id}" else right

    return break_it


def page_has(number: int, **wrong: Any) -> Break:
    def break_it(path: str, right: Any) -> Any:
        return {**right, **wrong} if path == f"/services?page={number}" else right

    return break_it


def all_paths(prefix: str, told: Any) -> Break:
    return lambda path, right: told if path.startswith(prefix) else right


def new_ids(path: str, right: Any) -> Any:
    if path.startswith("/services?"):
        return {
            **right,
            "contents": [{**row, "id": str(uuid.uuid4())} for row in right["contents"]],
        }
    return right


def other_id(path: str, right: Any) -> Any:
    return {**right, "id": id_of("another")} if path == f"/services/{id_of('service 0')}" else right


def one_page_for_ever(path: str, right: Any) -> Any:
    if path.startswith("/services?"):
        number = int(path.partition("page=")[2])
        return {
            "total_items": 4_000_000,
            "total_pages": 1_000_000,
            "page_number": number,
            "size": 4,
            "first_page": number == 1,
            "last_page": False,
            "empty": False,
            "contents": services(4),
        }
    return right


FAILING: dict[str, tuple[Break, str]] = {
    "a root that is HTML": (root_is((200, "text/html", b"<h1>Hello")), "root is not a JSON object"),
    "a root that is an error": (root_is((500, JSON, b"{}")), "root answers 500"),
    "a root that wants a key": (root_is((401, JSON, b"{}")), "asks for no key"),
    "a root that is a list": (root_is([]), "root is not a JSON object"),
    "a root without a version": (
        root_is({"profile": "x", "openapi_url": "y"}),
        "The root has no “version”",
    ),
    "a version that is misread": (
        root_is({"version": "HSDS 3.0", "profile": "x", "openapi_url": "y"}),
        "“HSDS 3.0” cannot be read; write HSDS-UK-3.0",
    ),
    "an older version": (
        root_is({"version": "HSDS-UK-1.0", "profile": "x", "openapi_url": "y"}),
        "this check is for version 3",
    ),
    "a list that is HTML": (all_paths("/services?", (200, "text/html", b"<p>")), "is not JSON"),
    "a list that fails": (all_paths("/services?", (500, JSON, b"{}")), "Answers 500"),
    "a list that is a list": (all_paths("/services?", []), "JSON that is not an object"),
    "an optional list that fails": (all_paths("/taxonomies?", (500, JSON, b"{}")), "Answers 500"),
    "no services": (all_paths("/services?", (404, JSON, b"{}")), "Answers 404"),
    "a service without a name": (service_has(name=...), "“name” is missing"),
    "a service with an empty name": (service_has(name=""), "“name” is missing"),
    "an odd status": (service_has(status="open"), "must be one of active, inactive"),
    "an id that is no UUID": (service_has(id="one"), "“id” must be a UUID"),
    "half an address": (service_has(url="example/counselling"), "“url” must be a whole web"),
    "an odd e-mail": (service_has(email="email-example_com"), "“email” must be an e-mail"),
    "an age in words": (service_has(minimum_age="eleven"), "“minimum_age” must be a number"),
    "a moment without a zone": (
        service_has(last_modified="2026-09-01T08:00:00"),
        "“last_modified” must be a moment",
    ),
    "a null": (service_has(description=None), "“description” is null"),
    "a schedule without an id": (
        service_has(schedules=[{"freq": "WEEKLY"}]),
        "“schedules.id” is missing",
    ),
    "an organisation without a description": (
        service_has(organization={"id": id_of("org"), "name": "Org"}),
        "“organization.description” is missing",
    ),
    "a page that says it is another": (
        page_has(2, page_number=1),
        "“page_number” is 1; it should be 2",
    ),
    "a page that miscounts": (page_has(1, size=50), "“size” is 50; it should be 4"),
    "a first page that says it is the last": (
        page_has(1, last_page=True),
        "“last_page” is true; it should be false",
    ),
    "a page without its totals": (
        lambda path, right: (
            {"contents": right["contents"]} if path.startswith("/services?") else right
        ),
        "The page has no “total_pages”",
    ),
    "numbers as text": (page_has(1, total_pages="5"), "“total_pages” must be a whole number"),
    "totals that change": (page_has(5, total_items=99), "totals are others than on the first"),
    "too few pages for its rows": (page_has(1, total_pages=4), "“total_pages” does not fit"),
    "a page of version 1": (
        lambda path, right: (
            {"content": right["contents"], "totalElements": 20}
            if path.startswith("/services?")
            else right
        ),
        "The page is one of version 1",
    ),
    "a page again and again": (one_page_for_ever, "A page repeats what another has"),
    "a row twice": (
        page_has(1, contents=[services(1)[0], *services(3)]),
        "The same id is there twice",
    ),
    "contents that are no list": (page_has(1, contents={}), "“contents” must be a list"),
    "rows that are no objects": (page_has(1, contents=["a", 1, None, []]), "must be an object"),
    "ids that change": (new_ids, "ids are others when the same page is asked for again"),
    "an id that answers another": (other_id, "An id answers with another id"),
    "ids that are not there": (all_paths("/services/", None), "Answers 404"),
    "another site": (
        all_paths("/services?", (302, "http://127.0.0.2:9/x", b"")),
        "leads to another host",
    ),
}


@pytest.mark.parametrize("fault", FAILING)
def test_each_kind_of_fault_is_a_failure_in_words(fault: str) -> None:
    break_it, expected = FAILING[fault]
    report = checked(break_it)
    failures = [str(one) for one in report.faults if one.level is Level.FAILURE]
    assert any(expected in one for one in failures), words(report)
    assert report.exit_code == 2
    assert "fails" in next(report.lines())


WARNED: dict[str, tuple[Break, str]] = {
    "an empty text": (service_has(description=""), "“description” is empty"),
    "an odd date": (service_has(assured_date="1 May"), "“assured_date” must be a date"),
    "an odd day": (
        service_has(schedules=[{"id": id_of("s"), "byday": "Tuesday"}]),
        "“schedules.byday” must be days such as",
    ),
    "ages upside down": (service_has(minimum_age=20), "is above the maximum age"),
    "a name that differs": (
        lambda path, right: (
            {**right, "name": "Other"} if path.startswith("/services/") and right else right
        ),
        "another name by its id",
    ),
}


@pytest.mark.parametrize("fault", WARNED)
def test_what_a_validator_lets_pass_is_a_warning(fault: str) -> None:
    break_it, expected = WARNED[fault]
    report = checked(break_it)
    assert [one.level for one in report.faults] == [Level.WARNING], words(report)
    assert expected in str(report.faults[0])
    assert report.exit_code == 1
    assert "passes, with 1 warning" in next(report.lines())


def test_a_page_of_version_1_is_not_called_empty() -> None:
    report = checked(lambda path, right: {"content": services(2)} if "page=" in path else right)
    assert "version 1" in words(report)
    assert "is empty" not in words(report)


def test_any_address_of_a_feed_will_do() -> None:
    with served(number=3) as root:
        for address in (f"{root}/services", f"{root}/?page=2", f"{root}/services/?page=1"):
            assert checked_at(address).exit_code == 0


def test_an_empty_feed_is_a_warning() -> None:
    report = checked(number=0)
    assert "/services: The list is empty" in words(report)
    assert report.exit_code == 1


@pytest.mark.parametrize("status", [404, 501, 503])
def test_what_a_feed_need_not_have_may_be_missing(status: int) -> None:
    break_it = all_paths("/taxonomies", (status, JSON, b"{}"))
    assert checked(break_it).exit_code == 0


def test_what_is_wrong_alike_is_told_once_with_its_number() -> None:
    def no_names(path: str, right: Any) -> Any:
        if path.startswith("/services?"):
            rows = [{k: v for k, v in row.items() if k != "name"} for row in right["contents"]]
            return {**right, "contents": rows}
        return right

    report = checked(no_names, most_ids=0)
    (fault,) = report.faults
    assert fault.number == 12
    assert "(12 times)" in str(fault)
    assert id_of("service 0") in fault.example


def test_the_report_for_programs_tells_the_same() -> None:
    told = checked(service_has(status="open")).as_json()
    assert json.loads(json.dumps(told)) == told
    assert (told["passes"], told["failures"], told["warnings"]) == (False, 1, 0)
    assert told["faults"][0]["endpoint"] == "services"


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    with served(all_paths("/services?", (200, JSON, b" " * 4_000_000))) as root:
        report = checked_at(root, limits=replace(LIMITS, answer_bytes=1024**2))
    assert "larger than 1 MiB" in words(report)


def test_a_place_where_nobody_answers_is_told_in_one_line() -> None:
    with served() as root:
        pass
    report = checked_at(root)
    (fault,) = report.faults
    assert str(fault).startswith("Failure: The root cannot be read. Nothing answers at")


@pytest.mark.parametrize(
    "address", ["ftp://x.org", "x.org", "", "http://", "https://me:pass@x.org", "http://x:99999"]
)
def test_what_is_no_address_of_a_feed_is_refused(address: str) -> None:
    with pytest.raises(InvalidData, match="address"):
        OneHost(address)


def test_schemas_that_were_downloaded_are_a_second_opinion(tmp_path: Path) -> None:
    schema = {
        "name": "service",
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 6}},
    }
    (tmp_path / "service.json").write_text(json.dumps(schema))
    (tmp_path / "other.json").write_text("[1")
    report = checked(also=Schemas(tmp_path))
    assert report.exit_code == 2
    assert "By the schema: name: 'Club 19' is too long" in words(report)


def test_a_schema_that_names_others_far_away_fetches_nothing(tmp_path: Path) -> None:
    schema = {"name": "service", "properties": {"name": {"$ref": "http://127.0.0.1:9/name.json"}}}
    (tmp_path / "service.json").write_text(json.dumps(schema))
    assert "take the compiled one" in words(checked(also=Schemas(tmp_path)))


def test_a_folder_without_schemas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match=r"holds no JSON Schema"):
        Schemas(tmp_path)


def test_ids_are_taken_evenly_from_all() -> None:
    ids = [str(number) for number in range(100)]
    assert spread(ids, 4) == ["0", "25", "50", "75"]
    assert spread(ids, 0) == []
    assert spread(ids, 500) == ids


def test_an_object_within_itself_without_end_is_not_followed_for_ever() -> None:
    told: dict[str, Any] = {"id": id_of("x"), "name": "x", "status": "active"}
    told["service_at_locations"] = [{"id": id_of("y"), "service": told}]
    assert list(inspect("service", told)) == []


def test_a_value_cannot_command_a_terminal() -> None:
    report = checked(service_has(status="\x1b[2Jgone"))
    assert "\x1b" not in words(report)
