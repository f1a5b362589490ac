"""``hedgerow import open-referral`` as a script meets it: real feeds on loopback, a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.model import Activity
from graph.store import Store, open_store
from service.cli import main
from tests.seeds.referral import at, json_file, location, organisation, page, service, uid
from tests.service.feed_server import Feed, Reply, serving


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data):
        yield data


def bring_in(data: Path, *words: object, private: str = "yes") -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        patch.setenv("HEDGEROW_ALLOW_PRIVATE_FEEDS", private)
        given = ("import", "open-referral", *map(str, words))
        return CliRunner().invoke(main, given, prog_name="hedgerow")


def directory(mark: str, number: int = 3) -> list[dict[str, object]]:
    """Services of one organisation, each at a place of its own, under ids of a test's own."""
    trust = organisation(f"{mark} trust", name=f"Trust of {mark}")
    return [
        service(
            f"{mark}{n}",
            name=f"{mark} club {n}",
            organization=trust,
            service_at_locations=at(
                location(f"{mark} hall {n}", name=f"{mark} hall {n}", latitude=50.1 + n / 100)
            ),
        )
        for n in range(number)
    ]


def activity(store: Store, word: str) -> Activity:
    return store.activity(f"oruk-{uid(word)}")


def test_a_feed_comes_in_and_again_changes_nothing(graph: Path) -> None:
    with serving(Feed(services=directory("one"))) as feed:
        first = bring_in(graph, feed.address, "--json")
        assert first.exit_code == 0, first.output
        assert json.loads(first.stdout)["added"] == {
            "Source": 1, "Organisation": 1, "Site": 3, "Activity": 3,
        }  # fmt: skip
        assert "3 services in" in first.stderr
        again = json.loads(bring_in(graph, feed.address, "--json").stdout)
    assert not again["added"]
    assert not again["changed"]
    with open_store(data=graph) as store:
        assert [str(each) for each in activity(store, "one0").sessions] == ["Tue 18:00-20:00"]


def test_again_updates_what_changed_keeps_what_was_edited_here_and_marks_what_vanished(
    graph: Path,
) -> None:
    services = directory("two")
    with serving(Feed(services=services)) as feed:
        assert bring_in(graph, feed.address).exit_code == 0
        with open_store(data=graph) as store:
            edited = replace(activity(store, "two0"), description="As we say it.")
            store.write([edited], by="clerk", message="Said better")
        services[0]["maximum_age"] = 16
        services[0]["description"] = "As the feed says it now."
        del services[2]
        again = bring_in(graph, feed.address, "--json")
    assert again.exit_code == 0, again.output
    counts = json.loads(again.stdout)
    assert counts["changed"]["Activity"] == 1
    assert "two club 2" in again.output
    with open_store(data=graph) as store:
        found = activity(store, "two0")
        assert found.description == "As we say it."
        assert found.ages.age_to == 16
        assert activity(store, "two2"), "what vanished is marked, not taken out"


def test_of_a_feed_that_was_not_read_to_its_end_nothing_has_vanished(graph: Path) -> None:
    services = directory("three")
    with serving(Feed(services=services)) as feed:
        assert bring_in(graph, feed.address).exit_code == 0
        broken = feed.page(1, 100)
        broken["contents"] = broken["contents"][:1]
        feed.before = lambda _h, path, _q: Reply(broken) if path == "/services" else None
        again = bring_in(graph, feed.address, "--json")
    assert "lists 1" in again.output
    assert "three club 2" not in again.output


def test_a_service_whose_row_is_refused_has_not_vanished(graph: Path) -> None:
    services = directory("seven")
    with serving(Feed(services=services)) as feed:
        assert bring_in(graph, feed.address).exit_code == 0
        services[1]["name"] = ""
        again = bring_in(graph, feed.address, "--json", "--yes")
    assert again.exit_code == 1, again.output
    assert json.loads(again.stdout)["refused"][0]["row"] == 2
    assert "seven club 1" not in again.output


def test_one_service_without_a_name_is_refused_and_the_rest_waits_for_a_yes(
    graph: Path, tmp_path: Path
) -> None:
    services = directory("four", 20)
    services[12]["name"] = ""
    path = json_file(tmp_path, page(*services), "four.json")
    asked = bring_in(graph, path, "--json")
    assert asked.exit_code == 2
    assert json.loads(asked.stdout)["refused"] == [
        {
            "file": "four.json",
            "row": 13,
            "column": "name",
            "reason": f"The service {uid('four12')} has no name; every service needs one.",
        }
    ]
    with open_store(data=graph) as store:
        assert f"oruk-{uid('four0')}" not in set(map(str, store.snapshot().activities.id))
    taken = bring_in(graph, path, "--json", "--yes")
    assert taken.exit_code == 1
    assert json.loads(taken.stdout)["added"]["Activity"] == 19


def test_of_a_folder_that_was_not_read_whole_nothing_has_vanished(
    graph: Path, tmp_path: Path
) -> None:
    services = directory("nine")
    for number, one in enumerate(services):
        json_file(tmp_path, one, f"nine/{number}.json")
    folder = tmp_path / "nine"
    assert bring_in(graph, folder, "--whole").exit_code == 0
    (folder / "1.json").write_text("{", encoding="utf-8")
    again = bring_in(graph, folder, "--whole", "--yes", "--json")
    assert again.exit_code == 1, again.output
    assert json.loads(again.stdout)["vanished"] == []
    (folder / "1.json").unlink()
    gone = json.loads(bring_in(graph, folder, "--whole", "--yes", "--json").stdout)["vanished"]
    assert "nine club 1" in str(gone)


def test_a_dry_run_writes_nothing(graph: Path, tmp_path: Path) -> None:
    path = json_file(tmp_path, page(*directory("five")), "five.json")
    tried = bring_in(graph, path, "--dry-run", "--json")
    assert tried.exit_code == 0
    with open_store(data=graph) as store:
        assert f"oruk-{uid('five0')}" not in set(map(str, store.snapshot().activities.id))


def test_a_private_address_is_refused_unless_it_is_allowed(graph: Path) -> None:
    with serving(Feed(services=directory("six"))) as feed:
        refused = bring_in(graph, feed.address, private="no")
        assert feed.asked == []
    assert refused.exit_code == 2
    assert "HEDGEROW_ALLOW_PRIVATE_FEEDS" in refused.output


@pytest.mark.parametrize("given", ["nowhere.json", "https://user@feed.example/"])
def test_what_cannot_be_read_is_told_and_nothing_is_imported(graph: Path, given: str) -> None:
    refused = bring_in(graph, given)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
